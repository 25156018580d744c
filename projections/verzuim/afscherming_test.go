package verzuim_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

func TestAfgeschermd(t *testing.T) {
	cs := map[int][]vm.Command{}
	meld := func(n int, g recht.Gemeentecode, school leerplicht.School, luxe bool, verder ...vm.Command) {
		for range n {
			o := ontvang(g, school, "2026-10-16")
			if luxe {
				o.Verzuimsoort = vm.Luxe
			}
			cs[len(cs)] = append([]vm.Command{o}, verder...)
		}
	}
	meld(5, "GM0202", "27GZ01", false, behandel("2026-10-17"), sluit("2026-10-20"))
	meld(6, "GM0202", "27GZ02", false)
	meld(7, "GM0202", "27GZ01", true)
	meld(6, "GM0277", "27GZ01", false)
	meld(4, "GM0277", "27GZ01", true)
	k := verhaal(t, cs)
	l := leesmodellentest.Lees(t, verzuim.Projector, k.events...)
	kop := es.Position(len(k.events))
	antwoord := func(r *projections.Rapport) projections.Antwoord {
		a, err := afscherming.Voer(t.Context(), r, l, projections.Vraag{BekendOp: kop}, afscherming.Kalender{
			Vandaag: dag("2027-10-01"), PositieVoor: func(context.Context, time.Time) (es.Position, error) { return kop, nil },
		})
		require.NoError(t, err)
		return a
	}
	maak := func(r *projections.Rapport) (uit []string) {
		for _, regel := range antwoord(r).Uitkomst.Regels {
			require.Empty(t, regel.Herkomst)
			uit = append(uit, fmt.Sprint(regel.Waarden))
		}
		return uit
	}
	const overig = afscherming.Overig
	t.Run("vier luxe meldingen gaan op in overig, en vijf worden getoond", func(t *testing.T) {
		require.Equal(t, []string{
			"[GM0202 Arnhem 2026-2027 16_UUR 11]", "[GM0202 Arnhem 2026-2027 LUXE 7]", "[GM0277 Rozendaal 2026-2027 " + overig + " 10]",
		}, maak(verzuim.Rapport))
	})
	t.Run("per school onder dezelfde soorten", func(t *testing.T) {
		require.Equal(t, []string{
			"[GM0202 Arnhem 27GZ01 2026-2027 16_UUR 5]", "[GM0202 Arnhem 27GZ01 2026-2027 LUXE 7]", "[GM0202 Arnhem 27GZ02 2026-2027 16_UUR 6]",
			"[GM0277 Rozendaal " + overig + " 2026-2027 " + overig + " 10]",
		}, maak(verzuim.RapportPerSchool))
	})
	t.Run("tijdigheid en doorlooptijd alleen waar niets is samengevoegd: zonder termijn is wat niet 16 uur is", func(t *testing.T) {
		require.Equal(t, []string{"[GM0202 Arnhem 2026-2027 11 0 11 0,0% 0 7]"}, maak(verzuim.RapportTijdigheid))
		require.Equal(t, []string{"[GM0202 Arnhem 2026-2027 5 4 4 13]"}, maak(verzuim.RapportDoorlooptijd))
	})
	t.Run("waar een deel is weggelaten zegt de norm dat zij alleen over de rest gaat", func(t *testing.T) {
		const deel = "Geteld over de regels die hier staan, niet over wat is weggelaten."
		b := antwoord(verzuim.RapportTijdigheid).Volledigheid
		require.Contains(t, b.Norm, deel)
		require.Contains(t, b.Telaat, deel)
		heel := antwoord(verzuim.Rapport).Volledigheid // joins, and leaves out nothing
		require.NotContains(t, heel.Norm+heel.Telaat, deel)
	})
	t.Run("control: met het recht op personen staan de vier er", func(t *testing.T) {
		require.Contains(t, fmt.Sprint(vraag(t, verzuim.Rapport, k, projections.Vraag{})), "[GM0277 Rozendaal 2026-2027 LUXE 4]")
	})
	t.Run("zonder vraag naar herkomst wordt geen enkele bijdrage gelezen", func(t *testing.T) {
		for _, r := range []*projections.Rapport{verzuim.Rapport, verzuim.RapportPerSchool, verzuim.RapportTijdigheid, verzuim.RapportDoorlooptijd} {
			_, err := projections.Voer(t.Context(), r, zonderHerkomst{Lezer: l}, projections.Vraag{BekendOp: kop, ZonderHerkomst: true})
			require.NoError(t, err)
			require.Panics(t, func() {
				_, err := projections.Voer(t.Context(), r, zonderHerkomst{Lezer: l}, projections.Vraag{BekendOp: kop})
				require.NoError(t, err)
			}, "control: with herkomst it is")
		}
	})
}

// zonderHerkomst is a reader of which the lineage may not be read.
type zonderHerkomst struct {
	projections.Lezer
}

func (z zonderHerkomst) Herkomst(*projections.Telling, es.Position, recht.Datum, ...projections.Gelijk) iter.Seq2[projections.Bijdrage, error] {
	panic("herkomst was read")
}

func (z zonderHerkomst) Versies(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	panic("versions were read")
}
