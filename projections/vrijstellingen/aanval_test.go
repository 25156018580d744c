package vrijstellingen_test

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
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
	"github.com/mgr-sdcg/kroniek/projections/vrijstellingen"
)

// A soort is a kind of case: all that either report counts by.
type soort struct {
	schooljaar string
	gemeente   recht.Gemeentecode
	grond      leerplicht.Vrijstellingsgrond
	uitkomst   vr.Uitkomst
	termijn    string
}

func mogelijk() (uit []soort) {
	for _, jaar := range []string{"2024-2025", "2025-2026"} {
		for _, g := range []recht.Gemeentecode{"GM0202", "GM0275", "GM0277"} {
			for _, u := range []vr.Uitkomst{vr.Open, vr.Toegekend, vr.Afgewezen} {
				for _, termijn := range []string{"opTijd", "teLaat"} {
					uit = append(uit, soort{jaar, g, leerplicht.Grond5OnderA, u, termijn})
				}
				uit = append(uit, soort{jaar, g, leerplicht.Grond15, u, "zonderTermijn"})
			}
		}
	}
	return uit
}

// leg records one case of a kind.
func (s soort) leg(n int) []es.Recorded {
	stroom, k := es.Stream(fmt.Sprintf("vrijstelling-%d", n)), leerplicht.Kenmerken{Gemeente: s.gemeente, Schooljaar: s.schooljaar}
	in := func(u vr.Uitkomst) vr.Stand { return vr.Stand{Uitkomst: u, Schooljaren: []string{s.schooljaar}} }
	opening := vr.Wending{Grond: s.grond, Nu: in(vr.Open)}
	uit := []es.Recorded{{Stream: stroom, Event: vr.BeroepOpVrijstellingOntvangen{Kenmerken: k, Wending: opening, OpTijd: s.termijn == "opTijd"}}}
	if s.grond == leerplicht.Grond15 {
		uit[0].Event = vr.AanvraagVrijstellingOntvangen{Kenmerken: k, Wending: opening}
	}
	if s.uitkomst != vr.Open {
		uit = append(uit, es.Recorded{Stream: stroom, Event: vr.VrijstellingVanRechtswegeVastgesteld{
			Kenmerken: k, Wending: vr.Wending{Grond: s.grond, Eerder: in(vr.Open), Nu: in(s.uitkomst)},
		}})
	}
	return uit
}

type jaarbeeld struct {
	aantal []int64
	events []es.Recorded
	vast   es.Position
}

func trek(soorten []soort) *rapid.Generator[jaarbeeld] {
	return rapid.Custom(func(t *rapid.T) (j jaarbeeld) {
		j.aantal = make([]int64, len(soorten))
		leg := func(i int) { j.events = append(j.events, soorten[i].leg(len(j.events))...) }
		for range rapid.IntRange(3, 14).Draw(t, "soorten") {
			i := rapid.IntRange(0, len(soorten)-1).Draw(t, "soort")
			for range rapid.SampledFrom([]int{1, 2, 3, 4, 5, 6, 9}).Draw(t, "aantal") {
				j.aantal[i]++
				leg(i)
			}
		}
		j.vast = es.Position(len(j.events))
		for range rapid.IntRange(0, 4).Draw(t, "later") {
			leg(rapid.IntRange(0, len(soorten)-1).Draw(t, "soort"))
		}
		return j
	})
}

// tabellen returns both reports for whoever has no right to persons, and checks
// that moments and filters only choose lines.
func tabellen(t *testing.T, soorten []soort, j jaarbeeld) []projectionstest.Tabel {
	l := leesmodellentest.Lees(t, vrijstellingen.Projector, j.events...)
	voer := func(r *projections.Rapport, vandaag string, p es.Position, filter map[string]string) projections.Antwoord {
		a, err := afscherming.Voer(t.Context(), r, l, projections.Vraag{BekendOp: p, Filter: filter}, afscherming.Kalender{
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
	heel := func(r *projections.Rapport) projections.Antwoord {
		a := voer(r, "2026-10-01", j.vast, nil)
		require.Equal(t, regels(a), regels(voer(r, "2027-09-30", es.Position(len(j.events)), nil)), "later corrections change nothing")
		require.Subset(t, regels(a), regels(voer(r, "2026-10-01", j.vast, map[string]string{"gemeente": "GM0277"})))
		return a
	}
	return []projectionstest.Tabel{
		{
			Antwoord: heel(vrijstellingen.Rapport), Dimensies: []string{"schooljaar", "gemeente", "grond", "uitkomst"}, Aantallen: []string{"aantal"},
			Sleutel: func(i int) []string {
				s := soorten[i]
				return []string{s.schooljaar, string(s.gemeente), string(s.grond), string(s.uitkomst)}
			},
			Kolom: func(int) string { return "aantal" },
		},
		{
			Antwoord: heel(vrijstellingen.RapportTijdigheid), Dimensies: []string{"schooljaar", "gemeente"},
			Aantallen: []string{"opTijd", "teLaat", "nogOpen", "zonderTermijn"},
			Sleutel:   func(i int) []string { return []string{soorten[i].schooljaar, string(soorten[i].gemeente)} },
			Kolom:     func(i int) string { return soorten[i].termijn },
		},
	}
}

func TestAanval(t *testing.T) {
	soorten := mogelijk()
	t.Run("wie beide rapporten over vrijstellingen oplost vindt geen enkele kleine groep", func(t *testing.T) {
		klein, zonder, draws := 0, 0, 30
		for zaad := range draws {
			j := trek(soorten).Example(zaad)
			alle := tabellen(t, soorten, j)
			s, control := projectionstest.NieuwStelsel(len(soorten)), projectionstest.NieuwStelsel(len(soorten))
			control.Primair(alle[0], j.aantal, 5)
			blokkenHeel(t, alle[0].Antwoord, alle[1].Antwoord)
			s.Lees(alle[0])
			s.Lees(alleenGetoond(alle[1]))
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
		require.Greater(t, zonder, klein/8, "control: with only the small left out many are found")
	})
}

// alleenGetoond limits a table that leaves out whole blocks to those it shows.
func alleenGetoond(tb projectionstest.Tabel) projectionstest.Tabel {
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

// blokkenHeel holds that the report that cuts across shows a schooljaar and gemeente
// only where the leading one puts nothing together.
func blokkenHeel(t *testing.T, leidend, dwars projections.Antwoord) {
	t.Helper()
	samen := map[string]bool{}
	for _, r := range leidend.Uitkomst.Regels {
		if r.Samengevoegd {
			samen[fmt.Sprint(r.Waarden[2], r.Waarden[0])] = true
		}
	}
	for _, r := range dwars.Uitkomst.Regels {
		require.False(t, samen[fmt.Sprint(r.Waarden[2], r.Waarden[0])] || r.Samengevoegd, "%v", r.Waarden)
	}
}
