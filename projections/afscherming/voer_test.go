package afscherming_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// A feit is one melding, or with -1 one that was withdrawn. Its position is its
// place in the history, from 1.
type feit struct {
	op                       string
	schooljaar               string
	gemeente, soort, soortte string
	delta                    int64
}

type feiten []feit

func (f feiten) Stand() projections.Stand {
	return projections.Stand{Positie: es.Position(len(f)), Aantal: int64(len(f))}
}

// lezer reads nothing but the history itself.
type lezer struct {
	projections.Lezer
	feiten
}

func (l lezer) Stand() projections.Stand { return l.feiten.Stand() }

func (f feiten) kalender(vandaag string) afscherming.Kalender {
	return afscherming.Kalender{
		Vandaag: dag(vandaag),
		PositieVoor: func(_ context.Context, t time.Time) (es.Position, error) {
			for i, x := range f {
				if !dag(x.op).Begin().Before(t) {
					return es.Position(i), nil
				}
			}
			return es.Position(len(f)), nil
		},
	}
}

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

// telling is a report that counts by schooljaar and the given dimensions.
func telling(naam string, model *projections.Projector, naast *projections.Rapport, dims ...string) *projections.Rapport {
	return &projections.Rapport{
		Naam: naam, Model: model, Noemer: "meldingen",
		Parameters: []projections.Parameter{{Naam: "schooljaar"}, {Naam: "gemeente"}, {Naam: "soort"}, {Naam: "onderwijssoort"}},
		Personen: &projections.Personen{
			Perioden: projections.Schooljaren, Dimensies: append([]string{"schooljaar"}, dims...), Aantallen: []string{"aantal"},
			Toelichting: map[string]string{"naam": "gemeente"}, Afgeleid: []string{"aandeel", "mediaan"}, Naast: naast,
		},
		Maak: func(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
			alle := append([]string{"schooljaar"}, dims...)
			u := projections.Uitkomst{Kolommen: append(projections.Tekstkolommen(append(alle, "naam", "aandeel")...),
				projections.Kolom{Naam: "mediaan", Soort: projections.Getal}, projections.Kolom{Naam: "aantal", Soort: projections.Getal})}
			som, herkomst := map[string]int64{}, map[string][]es.Position{}
			for i, f := range l.(lezer).feiten[:v.BekendOp] {
				waarden := map[string]string{"schooljaar": f.schooljaar, "gemeente": f.gemeente, "soort": f.soort, "onderwijssoort": f.soortte}
				past, sleutel := true, []string{}
				for naam, w := range v.Filter {
					past = past && waarden[naam] == w
				}
				for _, d := range alle {
					sleutel = append(sleutel, waarden[d])
				}
				if k := strings.Join(sleutel, "/"); past {
					som[k] += f.delta
					herkomst[k] = append(herkomst[k], es.Position(i+1))
				}
			}
			for _, k := range slices.Sorted(maps.Keys(som)) {
				if som[k] == 0 {
					continue
				}
				r := projections.Regel{Herkomst: herkomst[k]}
				for _, w := range strings.Split(k, "/") {
					r.Waarden = append(r.Waarden, w)
				}
				r.Waarden = append(r.Waarden, "naam van "+strings.Split(k, "/")[1], "deel", int64(7), som[k])
				u.Regels = append(u.Regels, r)
			}
			return u, nil
		},
	}
}

func n(aantal int, f feit) (uit feiten) {
	for range aantal {
		f.delta = 1
		uit = append(uit, f)
	}
	return uit
}

var model = &projections.Projector{Naam: "proef", Versie: 1} // read only

// regels returns the lines as text, without names and derived columns.
func regels(a projections.Antwoord) (uit []string) {
	for _, r := range a.Uitkomst.Regels {
		k := len(r.Waarden)
		tekst := fmt.Sprintln(append(slices.Clone(r.Waarden[:k-4]), r.Waarden[k-1])...)
		uit = append(uit, strings.TrimSpace(tekst))
	}
	return uit
}

func voer(t require.TestingT, r *projections.Rapport, f feiten, vandaag string, v projections.Vraag) projections.Antwoord {
	a, err := afscherming.Voer(context.Background(), r, lezer{feiten: f}, v, f.kalender(vandaag))
	require.NoError(t, err)
	return a
}

func TestVoer(t *testing.T) {
	leidend := telling("meldingen", model, nil, "gemeente", "soort")
	f := slices.Concat(
		n(3, feit{op: "2024-09-10", schooljaar: "2024-2025", gemeente: "A", soort: "LUXE", soortte: "vo"}),
		n(9, feit{op: "2024-09-10", schooljaar: "2024-2025", gemeente: "A", soort: "LRV", soortte: "mbo"}),
		n(6, feit{op: "2025-03-01", schooljaar: "2024-2025", gemeente: "A", soort: "16_UUR", soortte: "vo"}),
		n(7, feit{op: "2025-04-01", schooljaar: "2024-2025", gemeente: "B", soort: "16_UUR", soortte: "vo"}),
		n(8, feit{op: "2025-09-30", schooljaar: "2025-2026", gemeente: "A", soort: "16_UUR", soortte: "vo"}),
		n(5, feit{op: "2025-10-01", schooljaar: "2024-2025", gemeente: "A", soort: "LUXE", soortte: "vo"}),
	)
	kop := es.Position(len(f))
	want := []string{"2024-2025 A LRV 9", "2024-2025 A overig (samengevoegd) 9", "2024-2025 B 16_UUR 7"}
	t.Run("de tabel van een schooljaar is die van voor 1 oktober, en wijzigt daarna niet", func(t *testing.T) {
		for p := es.Position(33); p <= kop; p++ {
			for _, vandaag := range []string{"2025-10-01", "2026-09-30"} {
				require.Equal(t, want, regels(voer(t, leidend, f, vandaag, projections.Vraag{BekendOp: p})))
			}
		}
	})
	t.Run("voor die dag, en op een positie ervoor, is er niets", func(t *testing.T) {
		for _, a := range []projections.Antwoord{
			voer(t, leidend, f, "2025-09-30", projections.Vraag{BekendOp: kop}),
			voer(t, leidend, f, "2025-10-01", projections.Vraag{BekendOp: 32}),
		} {
			require.Empty(t, regels(a))
			require.NotEmpty(t, a.Uitkomst.Kolommen)
		}
	})
	t.Run("het volgende schooljaar komt erbij, met de correctie niet meer in het vorige", func(t *testing.T) {
		require.Equal(t, append(slices.Clone(want), "2025-2026 A 16_UUR 8"), regels(voer(t, leidend, f, "2026-10-01", projections.Vraag{BekendOp: kop})))
	})
	t.Run("een filter kiest uit dezelfde tabel", func(t *testing.T) {
		vraag := func(naam, waarde string) []string {
			return regels(voer(t, leidend, f, "2025-10-01", projections.Vraag{BekendOp: kop, Filter: map[string]string{naam: waarde}}))
		}
		require.Equal(t, want[:2], vraag("gemeente", "A"))
		require.Equal(t, want[2:], vraag("soort", "16_UUR"))
		require.Empty(t, vraag("soort", "LUXE"))
		require.Equal(t, want, vraag("schooljaar", "2024-2025"))
	})
	t.Run("een filter dat geen kolom is, een eigen dag en een onbekend filter worden geweigerd", func(t *testing.T) {
		weiger := func(v projections.Vraag) error {
			v.BekendOp = kop
			_, err := afscherming.Voer(t.Context(), leidend, lezer{feiten: f}, v, f.kalender("2026-10-01"))
			return err
		}
		require.ErrorIs(t, weiger(projections.Vraag{Filter: map[string]string{"onderwijssoort": "mbo"}}), afscherming.ErrFilter)
		require.ErrorIs(t, weiger(projections.Vraag{Peildatum: dag("2025-01-01")}), afscherming.ErrPeriode)
		var onbekend *projections.OnbekendeParameter
		require.ErrorAs(t, weiger(projections.Vraag{Filter: map[string]string{"x": "y"}}), &onbekend)
	})
	t.Run("een regel overig heeft geen herkomst en geen afgeleide cijfers; het rapport zegt wat het deed", func(t *testing.T) {
		a := voer(t, leidend, f, "2025-10-01", projections.Vraag{BekendOp: kop})
		for _, r := range a.Uitkomst.Regels {
			require.Empty(t, r.Herkomst)
		}
		r := a.Uitkomst.Regels[1]
		require.True(t, r.Samengevoegd)
		require.Equal(t, []projections.Waarde{"naam van A", "", projections.Afgeschermd{}}, r.Waarden[3:6])
		require.EqualValues(t, 1, a.Volledigheid.Afgeschermd)
		require.EqualValues(t, 5, a.Volledigheid.Drempel)
		require.Equal(t, projections.Definitief, a.Volledigheid.Status)
		require.Equal(t, []projections.Vastgesteld{{Periode: "2024-2025", Op: dag("2025-10-01"), BekendOp: 33}}, a.Volledigheid.Vastgesteld)
		require.Equal(t, []string{"KLEINE_AANTALLEN", "VASTSTELLING_CIJFERS"}, a.Volledigheid.Aangenomen)
		var b strings.Builder
		require.NoError(t, projections.SchrijfCSV(&b, a))
		require.Contains(t, b.String(), "2024-2025,A,overig (samengevoegd),naam van A,,,9,,38,nee,definitief,ja,1,KLEINE_AANTALLEN VASTSTELLING_CIJFERS")
	})
	t.Run("een fijner rapport loopt door dezelfde tabel, en een dwars rapport toont alleen hele blokken", func(t *testing.T) {
		fijn := telling("per-onderwijssoort", model, leidend, "gemeente", "soort", "onderwijssoort")
		require.Equal(t, []string{"2024-2025 A LRV mbo 9", "2024-2025 A overig (samengevoegd) overig (samengevoegd) 9", "2024-2025 B 16_UUR vo 7"},
			regels(voer(t, fijn, f, "2025-10-01", projections.Vraag{BekendOp: kop})))
		dwars := telling("onderwijs", model, leidend, "gemeente", "onderwijssoort")
		a := voer(t, dwars, f, "2025-10-01", projections.Vraag{BekendOp: kop})
		require.Equal(t, []string{"2024-2025 B vo 7"}, regels(a))
		require.EqualValues(t, 1, a.Volledigheid.Afgeschermd)
	})
	t.Run("een fijner rapport dat iets anders telt dan het eerste wordt niet getoond", func(t *testing.T) {
		fijn := telling("per-onderwijssoort", model, leidend, "gemeente", "soort", "onderwijssoort")
		alles := fijn.Maak
		fijn.Maak = func(ctx context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
			u, err := alles(ctx, l, v)
			u.Regels = u.Regels[min(1, len(u.Regels)):]
			return u, err
		}
		require.Empty(t, regels(voer(t, fijn, f, "2025-10-01", projections.Vraag{BekendOp: kop})))
	})
	t.Run("gesloten is gesloten, en wat niet over personen gaat is het rapport zelf", func(t *testing.T) {
		dicht := telling("dossiers", model, nil, "gemeente")
		dicht.Personen.Gesloten = true
		_, err := afscherming.Voer(t.Context(), dicht, lezer{feiten: f}, projections.Vraag{BekendOp: kop}, f.kalender("2026-10-01"))
		require.ErrorIs(t, err, afscherming.ErrGesloten)
		open := telling("gewoon", model, nil, "gemeente", "soort")
		open.Personen = nil
		require.Len(t, voer(t, open, f, "2024-01-01", projections.Vraag{BekendOp: 4, Filter: map[string]string{"onderwijssoort": "mbo"}}).Uitkomst.Regels, 1)
	})
	t.Run("een kolom die niet is verklaard komt er niet door", func(t *testing.T) {
		for _, bederf := range []func(*projections.Personen){
			func(p *projections.Personen) { p.Afgeleid = nil },
			func(p *projections.Personen) { p.Toelichting = nil },
			func(p *projections.Personen) { p.Dimensies = []string{"schooljaar", "gemeente"} },
			func(p *projections.Personen) { p.Afgeleid = append(p.Afgeleid, "aantal") },
			func(p *projections.Personen) { p.Toelichting = map[string]string{"naam": "plaats"} },
		} {
			r := telling("fout", model, nil, "gemeente", "soort")
			bederf(r.Personen)
			_, err := afscherming.Voer(t.Context(), r, lezer{feiten: f}, projections.Vraag{BekendOp: kop}, f.kalender("2026-10-01"))
			require.ErrorIs(t, err, projections.ErrRapport)
		}
	})
}

func TestTweeMomenten(t *testing.T) {
	leidend := telling("meldingen", model, nil, "gemeente", "soort")
	t.Run("geen twee posities en geen twee dagen laten van een periode iets anders zien", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var f feiten
			op := dag("2024-08-01")
			for range rapid.IntRange(1, 60).Draw(t, "meldingen") {
				op = op.PlusDagen(rapid.IntRange(0, 30).Draw(t, "dagen"))
				f = append(f, feit{
					op: op.String(), schooljaar: rapid.SampledFrom([]string{"2024-2025", "2025-2026"}).Draw(t, "schooljaar"),
					gemeente: rapid.SampledFrom([]string{"A", "B"}).Draw(t, "gemeente"), soort: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "soort"),
					delta: rapid.SampledFrom([]int64{1, 1, 1, -1}).Draw(t, "delta"),
				})
			}
			gezien := map[string][]string{}
			for p := range es.Position(len(f) + 1) {
				vandaag := dag("2025-09-30").PlusDagen(rapid.IntRange(0, 500).Draw(t, "vandaag")).String()
				a := voer(t, leidend, f, vandaag, projections.Vraag{BekendOp: p})
				for _, v := range a.Volledigheid.Vastgesteld {
					var nu []string
					for _, r := range regels(a) {
						if strings.HasPrefix(r, v.Periode) {
							nu = append(nu, r)
						}
					}
					if eerder, ok := gezien[v.Periode]; ok {
						require.Equal(t, eerder, nu)
					}
					gezien[v.Periode] = nu
				}
			}
		})
	})
	t.Run("control: het rapport zelf geeft bij twee posities een melding weg", func(t *testing.T) {
		f := n(6, feit{op: "2024-09-10", schooljaar: "2024-2025", gemeente: "A", soort: "x"})
		een, err := projections.Voer(t.Context(), leidend, lezer{feiten: f}, projections.Vraag{BekendOp: 5})
		require.NoError(t, err)
		twee, err := projections.Voer(t.Context(), leidend, lezer{feiten: f}, projections.Vraag{BekendOp: 6})
		require.NoError(t, err)
		require.NotEqual(t, regels(een), regels(twee))
	})
}
