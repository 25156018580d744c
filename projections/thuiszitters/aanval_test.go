package thuiszitters_test

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
	dossier "github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
)

// A soort is a kind of thuiszitter on 1 January 2027: where, and how long.
type soort struct {
	gemeente recht.Gemeentecode
	begin    recht.Datum
	klasse   thuiszitters.Duurklasse
}

func mogelijk() (uit []soort) {
	for _, g := range []recht.Gemeentecode{"GM0202", "GM0221", "GM0275", "GM0277"} {
		uit = append(uit, soort{g, recht.NieuweDatum(2026, 12, 20), thuiszitters.TotVierWeken},
			soort{g, recht.NieuweDatum(2026, 11, 1), thuiszitters.NaVierWeken}, soort{g, recht.NieuweDatum(2026, 8, 20), thuiszitters.NaDrieMaanden})
	}
	return uit
}

func (s soort) leg(n int) []es.Recorded {
	stroom := es.Stream(fmt.Sprintf("leerplichtdossier-%d", n))
	e := dossier.ThuiszitterAangemerkt{Periode: 1, Aard: dossier.Absoluut, Begin: s.begin, AangemerktOp: s.begin}
	e.Gemeente, e.Plicht = s.gemeente, leerplicht.Leerplicht
	return []es.Recorded{{Stream: stroom, Event: dossier.LeerplichtdossierGeopend{GeopendOp: s.begin}}, {Stream: stroom, Event: e}}
}

type beeld struct {
	aantal []int64
	events []es.Recorded
	vast   es.Position
}

func trek(soorten []soort) *rapid.Generator[beeld] {
	return rapid.Custom(func(t *rapid.T) (b beeld) {
		b.aantal = make([]int64, len(soorten))
		leg := func(i int) { b.events = append(b.events, soorten[i].leg(len(b.events))...) }
		for range rapid.IntRange(2, 10).Draw(t, "soorten") {
			i := rapid.IntRange(0, len(soorten)-1).Draw(t, "soort")
			for range rapid.SampledFrom([]int{1, 2, 3, 4, 5, 6, 9}).Draw(t, "aantal") {
				b.aantal[i]++
				leg(i)
			}
		}
		b.vast = es.Position(len(b.events))
		for range rapid.IntRange(0, 4).Draw(t, "later") {
			leg(rapid.IntRange(0, len(soorten)-1).Draw(t, "soort"))
		}
		return b
	})
}

func TestAanval(t *testing.T) {
	soorten, peil := mogelijk(), recht.NieuweDatum(2027, 1, 1)
	t.Run("wie de tabel van een peildatum oplost vindt geen kleine groep, ook niet met filters of later gevraagd", func(t *testing.T) {
		klein, zonder, draws := 0, 0, 40
		for zaad := range draws {
			b := trek(soorten).Example(zaad)
			l := leesmodellentest.Lees(t, thuiszitters.Projector, b.events...)
			voer := func(vandaag recht.Datum, p es.Position, filter map[string]string) projections.Antwoord {
				a, err := afscherming.Voer(t.Context(), thuiszitters.Rapport, l, projections.Vraag{BekendOp: p, Peildatum: peil, Filter: filter}, afscherming.Kalender{
					Vandaag: vandaag, PositieVoor: func(context.Context, time.Time) (es.Position, error) { return b.vast, nil },
				})
				require.NoError(t, err)
				return a
			}
			regels := func(a projections.Antwoord) (uit []string) {
				for _, r := range a.Uitkomst.Regels {
					require.Empty(t, r.Herkomst)
					uit = append(uit, fmt.Sprint(r.Waarden))
				}
				return uit
			}
			heel := voer(recht.NieuweDatum(2027, 3, 2), b.vast, nil)
			require.Equal(t, regels(heel), regels(voer(recht.NieuweDatum(2028, 1, 1), es.Position(len(b.events)), nil)))
			require.Subset(t, regels(heel), regels(voer(recht.NieuweDatum(2027, 3, 2), b.vast, map[string]string{"gemeente": "GM0202"})))
			tb := projectionstest.Tabel{
				Antwoord: heel, Dimensies: []string{"gemeente", "duurklasse"}, Aantallen: []string{"aantal"},
				Sleutel: func(i int) []string { return []string{string(soorten[i].gemeente), string(soorten[i].klasse)} },
				Kolom:   func(int) string { return "aantal" },
			}
			s, control := projectionstest.NieuwStelsel(len(soorten)), projectionstest.NieuwStelsel(len(soorten))
			s.Lees(tb)
			control.Primair(tb, b.aantal, 5)
			groepen, namen := tb.Klein(b.aantal, 5)
			for i, g := range groepen {
				require.False(t, s.Bepaald(g), "draw %d: %s", zaad, namen[i])
				klein++
				zonder += int(projections.JaNee(control.Bepaald(g)))
			}
		}
		require.Greater(t, klein, draws, "there were small groups to find")
		require.Greater(t, zonder, klein/4, "control: with only the small left out many are found")
	})
}
