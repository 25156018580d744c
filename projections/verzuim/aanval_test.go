package verzuim_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

// A soort is a kind of melding: all that any of the reports counts by.
type soort struct {
	schooljaar string
	gemeente   recht.Gemeentecode
	verzuim    vm.Verzuimsoort
	school     leerplicht.School
	tijdigheid vm.Tijdigheid
	open       bool
}

// mogelijk is every kind there can be: only sixteen hours have a term.
func mogelijk() (uit []soort) {
	for _, jaar := range []string{"2024-2025", "2025-2026"} {
		for _, g := range []recht.Gemeentecode{"GM0202", "GM0275", "GM0277"} {
			for _, school := range []leerplicht.School{"27GZ01", "27GZ02"} {
				for _, open := range []bool{true, false} {
					for _, t := range []vm.Tijdigheid{vm.OpTijd, vm.TeLaat, vm.Onbekend} {
						uit = append(uit, soort{jaar, g, vm.ZestienUur, school, t, open})
					}
					for _, v := range []vm.Verzuimsoort{vm.Luxe, vm.Langdurig} {
						uit = append(uit, soort{jaar, g, v, school, vm.GeenTermijn, open})
					}
				}
			}
		}
	}
	return uit
}

// leg records one melding of a kind.
func (s soort) leg(n int) []es.Recorded {
	stroom := es.Stream(fmt.Sprintf("verzuimmelding-%d", n))
	e := vm.VerzuimmeldingOntvangen{Kenmerken: vm.Kenmerken{Verzuimsoort: s.verzuim, Tijdigheid: s.tijdigheid}}
	e.Gemeente, e.Onderwijssoort, e.Schooljaar, e.School = s.gemeente, leerplicht.Voortgezet, s.schooljaar, s.school
	e.OntvangenOp = dag(s.schooljaar[:4] + "-10-01")
	e.Begindatum = e.OntvangenOp
	uit := []es.Recorded{{Stream: stroom, Event: e}}
	if !s.open {
		uit = append(uit, es.Recorded{Stream: stroom, Event: vm.VerzuimmeldingAfgesloten{Kenmerken: e.Kenmerken, AfgeslotenOp: e.OntvangenOp.PlusDagen(3)}})
	}
	return uit
}

// A jaarbeeld is one draw: how many of each kind, and what was recorded later.
type jaarbeeld struct {
	aantal []int64
	events []es.Recorded
	vast   es.Position
}

func trek(soorten []soort) *rapid.Generator[jaarbeeld] {
	return rapid.Custom(func(t *rapid.T) (j jaarbeeld) {
		j.aantal = make([]int64, len(soorten))
		melding := 0
		leg := func(i int) {
			melding++
			j.events = append(j.events, soorten[i].leg(melding)...)
		}
		for range rapid.IntRange(4, 20).Draw(t, "soorten") {
			i := rapid.IntRange(0, len(soorten)-1).Draw(t, "soort")
			n := rapid.SampledFrom([]int64{1, 2, 3, 4, 5, 6, 9, 14}).Draw(t, "aantal")
			j.aantal[i] += n
			for range n {
				leg(i)
			}
		}
		j.vast = es.Position(len(j.events))
		for range rapid.IntRange(0, 5).Draw(t, "later") {
			leg(rapid.IntRange(0, len(soorten)-1).Draw(t, "soort"))
		}
		return j
	})
}

// tabellen returns the four reports for whoever has no right to persons, and
// checks that moments and filters only choose lines.
func tabellen(t *testing.T, soorten []soort, j jaarbeeld) (uit []projectionstest.Tabel) {
	l := leesmodellentest.Lees(t, verzuim.Projector, j.events...)
	voer := func(r *projections.Rapport, vandaag string, v projections.Vraag) projections.Antwoord {
		a, err := afscherming.Voer(t.Context(), r, l, v, afscherming.Kalender{
			Vandaag: dag(vandaag), PositieVoor: func(_ context.Context, m time.Time) (es.Position, error) {
				if m.Before(dag("2026-10-02").Begin()) {
					return j.vast, nil
				}
				return es.Position(len(j.events)), nil
			},
		})
		require.NoError(t, err)
		return a
	}
	regels := func(a projections.Antwoord) (uit []string) {
		for _, r := range a.Uitkomst.Regels {
			require.Empty(t, r.Herkomst)
			uit = append(uit, fmt.Sprint(r.Waarden, r.Samengevoegd))
		}
		return uit
	}
	elk := func(r *projections.Rapport, dims, aantallen []string, sleutel func(soort) []string, kolom func(soort) string) {
		heel := voer(r, "2026-10-01", projections.Vraag{BekendOp: j.vast})
		require.Equal(t, regels(heel), regels(voer(r, "2027-09-30", projections.Vraag{BekendOp: es.Position(len(j.events))})))
		for naam, waarden := range map[string][]string{"gemeente": {"GM0202", "GM0277"}, "schooljaar": {"2024-2025", "2025-2026"}} {
			for _, w := range waarden {
				require.Subset(t, regels(heel), regels(voer(r, "2026-10-01", projections.Vraag{BekendOp: j.vast, Filter: map[string]string{naam: w}})))
			}
		}
		uit = append(uit, projectionstest.Tabel{
			Antwoord: heel, Dimensies: dims, Aantallen: aantallen,
			Sleutel: func(i int) []string { return sleutel(soorten[i]) }, Kolom: func(i int) string { return kolom(soorten[i]) },
		})
	}
	een := func(soort) string { return "aantal" }
	elk(verzuim.Rapport, []string{"schooljaar", "gemeente", "verzuimsoort"}, []string{"aantal"},
		func(s soort) []string { return []string{s.schooljaar, string(s.gemeente), string(s.verzuim)} }, een)
	elk(verzuim.RapportPerSchool, []string{"schooljaar", "gemeente", "verzuimsoort", "school"}, []string{"aantal"},
		func(s soort) []string {
			return []string{s.schooljaar, string(s.gemeente), string(s.verzuim), string(s.school)}
		}, een)
	blok := func(s soort) []string { return []string{s.schooljaar, string(s.gemeente)} }
	elk(verzuim.RapportTijdigheid, []string{"schooljaar", "gemeente"}, []string{"opTijd", "teLaat", "dagOnbekend", "zonderTermijn"}, blok,
		func(s soort) string {
			return map[vm.Tijdigheid]string{vm.OpTijd: "opTijd", vm.TeLaat: "teLaat", vm.Onbekend: "dagOnbekend", vm.GeenTermijn: "zonderTermijn"}[s.tijdigheid]
		})
	elk(verzuim.RapportDoorlooptijd, []string{"schooljaar", "gemeente"}, []string{"afgesloten", "open"}, blok, func(s soort) string {
		if s.open {
			return "open"
		}
		return "afgesloten"
	})
	return uit
}

func TestAanval(t *testing.T) {
	soorten := mogelijk()
	t.Run("wie de vier rapporten over verzuim oplost vindt geen enkele kleine groep", func(t *testing.T) {
		klein, zonder, draws := 0, 0, 25
		for zaad := range draws {
			j := trek(soorten).Example(zaad)
			alle := tabellen(t, soorten, j)
			s, control := projectionstest.NieuwStelsel(len(soorten)), projectionstest.NieuwStelsel(len(soorten))
			for i, tb := range alle {
				if i < 2 { // the two that cut across leave out blocks, and tell nothing of those
					control.Primair(tb, j.aantal, 5)
				}
				s.Lees(alleenGetoond(tb))
			}
			for _, tb := range alle {
				groepen, namen := tb.Klein(j.aantal, 5)
				for i, g := range groepen {
					require.False(t, s.Bepaald(g), "draw %d, %s: %s", zaad, tb.Antwoord.Rapport.Naam, namen[i])
					klein++
					zonder += int(projections.JaNee(control.Bepaald(g)))
				}
			}
		}
		require.Greater(t, klein, 10*draws, "there were small groups to find")
		require.Greater(t, zonder, klein/4, "control: with only the small left out many are found")
	})
}

// alleenGetoond limits a table that leaves out whole blocks to those it shows.
func alleenGetoond(tb projectionstest.Tabel) projectionstest.Tabel {
	if len(tb.Dimensies) > 2 {
		return tb
	}
	sleutel, getoond := tb.Sleutel, map[string]bool{}
	for _, r := range tb.Antwoord.Uitkomst.Regels {
		getoond[fmt.Sprint(r.Waarden[2], r.Waarden[0])] = true // schooljaar and gemeente
	}
	tb.Sleutel = func(i int) []string {
		if s := sleutel(i); getoond[fmt.Sprint(s[0], s[1])] {
			return s
		}
		return nil
	}
	return tb
}
