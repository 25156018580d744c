package gebeurtenistelling_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/gebeurtenistelling"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
)

// A soort is a kind of event: all that the report counts by.
type soort struct {
	maand  int
	orgaan recht.Orgaan
	typ    string
}

func mogelijk() (uit []soort) {
	for _, m := range []int{1, 2} {
		for _, o := range []recht.Orgaan{recht.AlgemeenBestuur, recht.Directeur, recht.Raad("GM0202")} {
			for _, typ := range []string{"nl.a.een.v1", "nl.a.twee.v1", "nl.b.drie.v1"} {
				uit = append(uit, soort{m, o, typ})
			}
		}
	}
	return uit
}

func (s soort) gebeurtenis(n int) es.Recorded {
	return es.Recorded{
		Stream: es.Stream(fmt.Sprintf("uitvoeringsplan-%d", n)), Type: s.typ, Time: recht.NieuweDatum(2026, time.Month(s.maand), 10).Begin(),
		Event: plan.AdviesGevraagd{Verantwoording: recht.Verantwoording{Orgaan: s.orgaan}},
	}
}

func TestAanval(t *testing.T) {
	soorten := mogelijk()
	trek := rapid.Custom(func(t *rapid.T) (aantal []int64) {
		for range soorten {
			aantal = append(aantal, rapid.SampledFrom([]int64{0, 0, 1, 2, 3, 4, 5, 6, 9}).Draw(t, "aantal"))
		}
		return aantal
	})
	t.Run("wie de tellingen van alle maanden oplost vindt geen klein aantal, met elk filter en op elk moment", func(t *testing.T) {
		klein, zonder, draws := 0, 0, 40
		for zaad := range draws {
			aantal := trek.Example(zaad)
			var events []es.Recorded
			for i, n := range aantal {
				for range n {
					events = append(events, soorten[i].gebeurtenis(len(events)))
				}
			}
			if len(events) == 0 {
				continue
			}
			kop := es.Position(len(events))
			l := leesmodellentest.Lees(t, gebeurtenistelling.Projector, events...)
			voer := func(p es.Position, filter map[string]string) (a projections.Antwoord, regels []string) {
				a, err := afscherming.Voer(t.Context(), gebeurtenistelling.Rapport, l, projections.Vraag{BekendOp: p, Filter: filter}, afscherming.Kalender{
					Vandaag: recht.NieuweDatum(2026, 12, 1), PositieVoor: func(context.Context, time.Time) (es.Position, error) { return kop, nil },
				})
				require.NoError(t, err)
				for _, r := range a.Uitkomst.Regels {
					require.Empty(t, r.Herkomst)
					regels = append(regels, fmt.Sprint(r.Waarden))
				}
				return a, regels
			}
			heel, alle := voer(kop, nil)
			for naam, waarde := range map[string]string{"maand": "2026-01", "orgaan": "directeur", "type": "nl.a.een.v1"} {
				_, deel := voer(kop, map[string]string{naam: waarde})
				require.Subset(t, alle, deel)
			}
			_, eerder := voer(kop-1, nil)
			require.Empty(t, eerder, "before the figure is fixed there is none")
			tb := projectionstest.Tabel{
				Antwoord: heel, Dimensies: []string{"maand", "orgaan", "type"}, Aantallen: []string{"aantal"},
				Sleutel: func(i int) []string {
					return []string{fmt.Sprintf("2026-%02d", soorten[i].maand), string(soorten[i].orgaan), soorten[i].typ}
				},
				Kolom: func(int) string { return "aantal" },
			}
			s, control := projectionstest.NieuwStelsel(len(soorten)), projectionstest.NieuwStelsel(len(soorten))
			s.Lees(tb)
			control.Primair(tb, aantal, 5)
			groepen, namen := tb.Klein(aantal, 5)
			for i, g := range groepen {
				require.False(t, s.Bepaald(g), "draw %d: %s", zaad, namen[i])
				klein++
				zonder += int(projections.JaNee(control.Bepaald(g)))
			}
		}
		require.Greater(t, klein, draws, "there were small groups to find")
		require.Greater(t, zonder, 20, "control: with only the small left out some are found")
	})
}
