package afscherming_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// vast is a report whose lines are given, by period; every period is fixed. What
// Personen calls derived follows after the numbers, as Personen computes it.
func vast(p projections.Personen, regels map[string][][]projections.Waarde) *projections.Rapport {
	return &projections.Rapport{
		Naam: "vast", Model: model, Personen: &p, Parameters: []projections.Parameter{{Naam: p.Dimensies[0]}},
		Maak: func(_ context.Context, _ projections.Lezer, v projections.Vraag) (u projections.Uitkomst, err error) {
			for _, naam := range p.Dimensies {
				u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: naam})
			}
			for _, naam := range p.Aantallen {
				u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: naam, Soort: projections.Getal})
			}
			for _, naam := range p.Afgeleid {
				u.Kolommen = append(u.Kolommen, projections.Kolom{Naam: naam, Soort: afgeleideSoort(naam)})
			}
			for _, w := range regels[v.Filter[p.Dimensies[0]]] {
				for _, naam := range p.Afgeleid {
					uit, _ := p.Afleiding(naam, func(kolom string) int64 {
						n, _ := w[len(p.Dimensies)+slices.Index(p.Aantallen, kolom)].(int64)
						return n
					})
					w = append(w, uit)
				}
				u.Regels = append(u.Regels, projections.Regel{Waarden: w})
			}
			return u, nil
		},
	}
}

// beeld is all that an answer tells: lines, marks, and what was left out.
func beeld(r *projections.Rapport) string {
	k := afscherming.Kalender{Vandaag: dag("2030-01-01"), PositieVoor: func(context.Context, time.Time) (es.Position, error) { return 1, nil }}
	a, err := afscherming.Voer(context.Background(), r, lezer{feiten: make(feiten, 1)}, projections.Vraag{BekendOp: 1}, k)
	if err != nil {
		panic(err)
	}
	uit := fmt.Sprintln(a.Volledigheid.Afgeschermd, a.Volledigheid.Vastgesteld)
	for _, l := range a.Uitkomst.Regels {
		uit += fmt.Sprintln(l.Waarden, l.Samengevoegd, l.Deels)
	}
	return uit
}

func jaren(namen ...string) func(recht.Datum) []projections.Periode {
	return func(recht.Datum) (uit []projections.Periode) {
		for i, n := range namen {
			uit = append(uit, projections.Periode{Waarde: n, Einde: recht.NieuweDatum(2020+i, 1, 1)})
		}
		return uit
	}
}

// Drempels in these tests are those of the law book, five, so numbers go to seven.
func ruim(w wereld, factor int64) (uit []int64) {
	for _, n := range w.aantal {
		uit = append(uit, n*factor)
	}
	return uit
}

func TestDelenTegenAlwetende(t *testing.T) {
	// Two groups, and per group two columns about different persons, with a
	// threshold of five: the worlds hold 0, 2, 4, 6, 8 and 10.
	kijk := func(apart bool) bron {
		p := projections.Personen{Perioden: jaren("2020"), Dimensies: []string{"jaar", "groep"}, Aantallen: []string{"a", "b"}}
		if apart {
			p.Delen = [][]string{{"a"}, {"b"}}
		}
		return bron{
			sleutels: paren([]string{"A", "B"}, []string{"a", "b"}), hoogste: 5,
			zien: func(w wereld) string {
				n := ruim(w, 2)
				return beeld(vast(p, map[string][][]projections.Waarde{"2020": {{"2020", "A", n[0], n[1]}, {"2020", "B", n[2], n[3]}}}))
			},
			groepen: func(w wereld) map[string]int64 {
				return map[string]int64{"Aa": w.aantal[0], "Ab": w.aantal[1], "Ba": w.aantal[2], "Bb": w.aantal[3], "a": w.aantal[0] + w.aantal[2], "b": w.aantal[1] + w.aantal[3]}
			},
		}
	}
	for naam, apart := range map[string]bool{"apart afgeschermd": true, "samen afgeschermd": false} {
		t.Run("kolommen over andere mensen verraden elkaar niet: "+naam, func(t *testing.T) {
			gevonden, bekeken := alwetend(kijk(apart), 3) // 2 and 4 are small
			require.Empty(t, gevonden[:min(len(gevonden), 5)])
			require.Greater(t, bekeken, 50)
		})
	}
	t.Run("apart afgeschermd verbergt een klein getal niet wat ernaast staat", func(t *testing.T) {
		p := projections.Personen{
			Perioden: jaren("2020"), Dimensies: []string{"jaar", "groep"}, Aantallen: []string{"a", "b"}, Delen: [][]string{{"a"}, {"b"}},
		}
		r := vast(p, map[string][][]projections.Waarde{"2020": {{"2020", "A", int64(3), int64(7)}, {"2020", "B", int64(6), int64(0)}, {"2020", "C", int64(9), int64(8)}}})
		require.Equal(t, "1 [{2020 2020-03-01 1}]\n"+
			"[2020 A {} 7] false true\n[2020 C 9 8] false false\n[2020 overig (samengevoegd) 9 0] true false\n", beeld(r))
	})
	t.Run("een kolom die nergens bij hoort, of bij twee, wordt geweigerd", func(t *testing.T) {
		for _, delen := range [][][]string{{{"a"}}, {{"a", "b"}, {"b"}}, {{"a"}, {"b", "c"}}} {
			p := projections.Personen{Perioden: jaren("2020"), Dimensies: []string{"jaar", "groep"}, Aantallen: []string{"a", "b"}, Delen: delen}
			_, err := afscherming.Voer(t.Context(), vast(p, nil), lezer{feiten: make(feiten, 1)}, projections.Vraag{BekendOp: 1}, feiten{}.kalender("2030-01-01"))
			require.ErrorIs(t, err, afscherming.ErrDeclaratie)
		}
	})
}

// reeksbeeld shows a series that adds up what happens in each of three quarters.
func reeksbeeld(in, uit []int64) string {
	regels := map[string][][]projections.Waarde{}
	var ooitIn, ooitUit int64
	namen := []string{"k1", "k2", "k3"}
	for i, k := range namen {
		ooitIn, ooitUit = ooitIn+in[i], ooitUit+uit[i]
		regels[k] = [][]projections.Waarde{{k, ooitIn - ooitUit, ooitIn, ooitUit}}
	}
	return beeld(vast(projections.Personen{
		Reeks: true, Perioden: jaren(namen...), Dimensies: []string{"kwartaal"}, Aantallen: []string{"stand", "in", "uit"},
	}, regels))
}

func TestReeksTegenAlwetende(t *testing.T) {
	b := bron{
		sleutels: paren([]string{"k1", "k2", "k3"}, []string{"in", "uit"}), hoogste: 5,
		zien: func(w wereld) string {
			n := ruim(w, 2)
			return reeksbeeld([]int64{n[0], n[2], n[4]}, []int64{n[1], n[3], n[5]})
		},
		groepen: func(w wereld) map[string]int64 {
			a := w.aantal
			return map[string]int64{
				"in 1": a[0], "uit 1": a[1], "in 2": a[2], "uit 2": a[3], "in 3": a[4], "uit 3": a[5], "in 1-2": a[0] + a[2], "uit 1-2": a[1] + a[3],
				"in 2-3": a[2] + a[4], "uit 2-3": a[3] + a[5],
			}
		},
	}
	t.Run("wie alle kwartalen naast elkaar legt vindt niet hoeveel er in een kwartaal kwamen of gingen", func(t *testing.T) {
		gevonden, bekeken := alwetend(b, 3)
		require.Empty(t, gevonden[:min(len(gevonden), 5)])
		require.Greater(t, bekeken, 50)
	})
	t.Run("control: elke regel van ten minste de drempel tonen verraadt wie er in een kwartaal bijkwam", func(t *testing.T) {
		b.zien = func(w wereld) (s string) {
			n := ruim(w, 2)
			var in, uit int64
			for i := range 3 {
				in, uit = in+n[2*i], uit+n[2*i+1]
				if in >= 5 && (uit == 0 || uit >= 5) {
					s += fmt.Sprintln(i, in, uit)
				}
			}
			return s
		}
		gevonden, _ := alwetend(b, 3)
		require.NotEmpty(t, gevonden)
	})
	t.Run("een regel staat er als elk verschil met elke eerdere regel groot genoeg of niets is", func(t *testing.T) {
		for _, c := range []struct {
			in, uit []int64
			want    string
		}{
			{[]int64{20, 0, 0}, []int64{0, 0, 0}, "k1 k2 k3"},
			{[]int64{20, 4, 1}, []int64{0, 0, 0}, "k1 k3"},
			{[]int64{20, 0, 0}, []int64{0, 4, 1}, "k1 k3"},
			{[]int64{20, 5, 0}, []int64{0, 5, 4}, "k1 k2"}, // five came and five left: the stand did not change
			{[]int64{20, 6, 0}, []int64{0, 5, 0}, "k1"},    // the stand differs by one
			{[]int64{4, 1, 0}, []int64{0, 0, 0}, "k2 k3"},
			{[]int64{20, 6, -5}, []int64{0, 0, 0}, "k1 k2"}, // a correction: one more than in the first quarter
		} {
			var namen []string
			for _, k := range []string{"k1", "k2", "k3"} {
				if strings.Contains(reeksbeeld(c.in, c.uit), "["+k+" ") {
					namen = append(namen, k)
				}
			}
			require.Equal(t, c.want, strings.Join(namen, " "), "%v", c)
		}
	})
}
