package afscherming_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// afgeleideSoort is text for a percentage and a number for a sum.
func afgeleideSoort(naam string) projections.Soort {
	if strings.HasPrefix(naam, "percentage") {
		return projections.Tekst
	}
	return projections.Getal
}

// geheelEnDeel derives a sum and a percentage of a and b, and a sum of c alone.
func geheelEnDeel(kolom string, aantal func(string) int64) (projections.Waarde, bool) {
	switch kolom {
	case "som":
		return aantal("a") + aantal("b"), true
	case "percentage":
		if aantal("a")+aantal("b") == 0 {
			return "", true
		}
		return fmt.Sprintf("%d,%d", 1000*aantal("a")/(aantal("a")+aantal("b"))/10, 1000*aantal("a")/(aantal("a")+aantal("b"))%10), true
	case "somc":
		return aantal("c"), true
	}
	return nil, false
}

func metSommen(delen bool) projections.Personen {
	p := projections.Personen{
		Perioden: jaren("2020"), Dimensies: []string{"jaar", "groep"}, Aantallen: []string{"a", "b"},
		Afgeleid: []string{"som", "percentage"}, Afleiding: geheelEnDeel,
	}
	if delen {
		p.Aantallen, p.Afgeleid = append(p.Aantallen, "c"), append(p.Afgeleid, "somc")
		p.Delen = [][]string{{"a", "b", "som", "percentage"}, {"c", "somc"}}
	}
	return p
}

// tabelVan is the table of a world of groups by column.
func tabelVan(p projections.Personen, groepen []string, n []int64) map[string][][]projections.Waarde {
	var regels [][]projections.Waarde
	for i, g := range groepen {
		w := []projections.Waarde{"2020", g}
		for k := range p.Aantallen {
			w = append(w, n[i*len(p.Aantallen)+k])
		}
		regels = append(regels, w)
	}
	return map[string][][]projections.Waarde{"2020": regels}
}

func TestSommenEnPercentagesTegenAlwetende(t *testing.T) {
	kijk := func(p projections.Personen, groepen []string, zien func(wereld) string) bron {
		return bron{
			sleutels: paren(groepen, p.Aantallen), hoogste: 5,
			zien: zien,
			groepen: func(w wereld) map[string]int64 {
				uit := map[string]int64{}
				for i, s := range w.sleutels {
					uit[strings.Join(s, "")] = w.aantal[i]
					if s[1] != "c" { // c is about other persons
						uit["som van "+s[0]] += w.aantal[i]
					}
				}
				return uit
			},
		}
	}
	for naam, x := range map[string]struct {
		p       projections.Personen
		groepen []string
	}{
		"kolommen over dezelfde mensen": {metSommen(false), []string{"A", "B", "C"}},
		"delen over andere mensen":      {metSommen(true), []string{"A", "B"}},
	} {
		t.Run("de som en het percentage op de regel overig verraden geen kleine groep: "+naam, func(t *testing.T) {
			gegeven := 0
			gevonden, bekeken := alwetend(kijk(x.p, x.groepen, func(w wereld) string {
				s := beeld(vast(x.p, tabelVan(x.p, x.groepen, ruim(w, 2))))
				if strings.Contains(s, afscherming.Overig) && !strings.Contains(s, "{}") {
					gegeven++
				}
				return s
			}), 3) // 2 and 4 persons are small
			require.Empty(t, gevonden[:min(len(gevonden), 5)])
			require.Greater(t, bekeken, 50)
			require.Greater(t, gegeven, 20, "sums and percentages of groups put together were given")
		})
	}
	t.Run("control: een percentage over een van de samengevoegde groepen verraadt haar", func(t *testing.T) {
		p := metSommen(false)
		gevonden, _ := alwetend(kijk(p, []string{"A", "B", "C"}, func(w wereld) string {
			n := ruim(w, 2)
			s := beeld(vast(p, tabelVan(p, []string{"A", "B", "C"}, n)))
			if i := strings.Index(s, afscherming.Overig); i >= 0 { // as if it were taken over from the first line
				eerste, _ := geheelEnDeel("percentage", func(kolom string) int64 { return n[slices.Index(p.Aantallen, kolom)] })
				s = fmt.Sprint(s, eerste)
			}
			return s
		}), 3)
		require.NotEmpty(t, gevonden)
	})
	t.Run("control: een som over mensen van een ander deel verraadt wat daar te klein is", func(t *testing.T) {
		p := metSommen(true)
		gevonden, _ := alwetend(kijk(p, []string{"A", "B"}, func(w wereld) string {
			n := ruim(w, 2)
			return beeld(vast(p, tabelVan(p, []string{"A", "B"}, n))) + fmt.Sprint(n[0]+n[1]+n[2], n[3]+n[4]+n[5])
		}), 3)
		require.NotEmpty(t, gevonden)
	})
}

func TestAfleiding(t *testing.T) {
	voer := func(p projections.Personen, regels map[string][][]projections.Waarde) (projections.Antwoord, error) {
		k := afscherming.Kalender{Vandaag: dag("2030-01-01"), PositieVoor: func(context.Context, time.Time) (es.Position, error) { return 1, nil }}
		return afscherming.Voer(t.Context(), vast(p, regels), lezer{feiten: make(feiten, 1)}, projections.Vraag{BekendOp: 1}, k)
	}
	t.Run("op elke regel, samengevoegd of niet, volgt een som en een percentage uit de getallen ernaast", func(t *testing.T) {
		samen := 0
		rapid.Check(t, func(rt *rapid.T) {
			p := metSommen(rapid.Bool().Draw(rt, "delen"))
			groepen := []string{"A", "B", "C", "D", "E"}
			n := rapid.SliceOfN(rapid.SampledFrom([]int64{0, 0, 1, 2, 4, 5, 7, 30}), 15, 15).Draw(rt, "aantallen")
			a, err := voer(p, tabelVan(p, groepen, n))
			require.NoError(rt, err)
			for _, r := range a.Uitkomst.Regels {
				plaats := func(naam string) int {
					return slices.IndexFunc(a.Uitkomst.Kolommen, func(k projections.Kolom) bool { return k.Naam == naam })
				}
				for _, naam := range p.Afgeleid {
					weg := false
					wil, _ := geheelEnDeel(naam, func(kolom string) int64 {
						x, er := r.Waarden[plaats(kolom)].(int64)
						weg = weg || !er
						return x
					})
					if is := r.Waarden[plaats(naam)]; !weg {
						require.Equal(rt, wil, is, "%s of %v", naam, r.Waarden)
						if r.Samengevoegd {
							samen++
						}
					} else {
						require.Contains(rt, []projections.Waarde{projections.Afgeschermd{}, ""}, is, "%s of %v", naam, r.Waarden)
					}
				}
			}
		})
		require.Greater(t, samen, 20)
	})
	for naam, fout := range map[string]func(*projections.Personen){
		"uit een kolom over andere mensen volgt": func(p *projections.Personen) {
			p.Afleiding = func(kolom string, aantal func(string) int64) (projections.Waarde, bool) {
				if kolom == "som" {
					return aantal("a") + aantal("b") + 0*aantal("c"), true
				}
				return geheelEnDeel(kolom, aantal)
			}
		},
		"in het rapport zelf iets anders is": func(p *projections.Personen) {
			eerder := 0
			p.Afleiding = func(kolom string, aantal func(string) int64) (projections.Waarde, bool) {
				if eerder++; kolom == "somc" {
					return int64(eerder), true
				}
				return geheelEnDeel(kolom, aantal)
			}
		},
	} {
		t.Run("een kolom die "+naam+" wordt geweigerd", func(t *testing.T) {
			p := metSommen(true)
			fout(&p)
			_, err := voer(p, tabelVan(p, []string{"A", "B"}, []int64{1, 2, 9, 9, 9, 9}))
			require.ErrorIs(t, err, afscherming.ErrDeclaratie)
		})
	}
	t.Run("wat niet uit de getallen volgt, zoals een mediaan, staat niet op de regel overig", func(t *testing.T) {
		p := metSommen(false)
		p.Afleiding = func(kolom string, aantal func(string) int64) (projections.Waarde, bool) {
			if kolom == "som" {
				return int64(3), false
			}
			return geheelEnDeel(kolom, aantal)
		}
		a, err := voer(p, tabelVan(p, []string{"A", "B", "C"}, []int64{2, 8, 9, 9, 9, 9}))
		require.NoError(t, err)
		require.Equal(t, []projections.Waarde{"2020", afscherming.Overig, int64(11), int64(17), projections.Afgeschermd{}, "39,2"}, a.Uitkomst.Regels[1].Waarden)
	})
}
