package verzuim_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

// willekeurig runs an office for a while.
func willekeurig(zaad uint64) *kantoor {
	r := rand.New(rand.NewPCG(zaad, 0))
	k := &kantoor{}
	for range 60 {
		op := dag("2026-08-10").PlusDagen(r.IntN(60)).String()
		o := ontvang([]recht.Gemeentecode{"GM0202", "GM0277"}[r.IntN(2)], []leerplicht.School{"27GZ01", "27GZ02"}[r.IntN(2)], op)
		o.Verzuimsoort = []vm.Verzuimsoort{vm.ZestienUur, vm.Luxe}[r.IntN(2)]
		o.Einddatum = o.Begindatum.PlusDagen(r.IntN(20))
		cs := []vm.Command{o, corrigeer(o), behandel(op), kennis(op), intrek(op), sluit(op), behandel(op), sluit(op)}
		_ = k.doe(r.IntN(5), cs[r.IntN(len(cs))]) // a refusal is part of the draw
	}
	return k
}

func som(regels []projections.Regel) (uit []string) {
	for _, r := range regels {
		uit = append(uit, fmt.Sprint(r.Waarden...))
	}
	return uit
}

func TestCellenTegenFeiten(t *testing.T) {
	t.Run("elk cijfer uit cellen is het cijfer uit de meldingen, op elke positie en dag", func(t *testing.T) {
		gezien := 0
		rapid.Check(t, func(rt *rapid.T) {
			k := willekeurig(rapid.Uint64().Draw(rt, "zaad"))
			if len(k.events) == 0 {
				return
			}
			op := es.Position(rapid.IntRange(1, len(k.events)).Draw(rt, "positie"))
			peil := dag("2026-08-01").PlusDagen(rapid.IntRange(0, 80).Draw(rt, "dag"))
			l := leesmodellentest.Lees(t, verzuim.Projector, k.events...)
			require.NoError(rt, leesmodellentest.Herkomst(l, verzuim.Aantallen, op, peil))
			require.NoError(rt, leesmodellentest.Herkomst(l, verzuim.PerSchool, op, peil))
			for _, d := range []recht.Datum{{}, peil} {
				v := projections.Vraag{BekendOp: op, Peildatum: d}
				require.Equal(rt, uitFeiten(rt, l, v, false), som(rapport(rt, l, verzuim.Rapport, v)), "per gemeente, dag %s", d)
				require.Equal(rt, uitFeiten(rt, l, v, true), som(rapport(rt, l, verzuim.RapportPerSchool, v)), "per school, dag %s", d)
				gezien += len(uitFeiten(rt, l, v, true))
			}
		})
		require.Greater(t, gezien, 100)
	})
}

// uitFeiten counts rows, one by one.
func uitFeiten(t require.TestingT, l projections.Lezer, v projections.Vraag, perSchool bool) (uit []string) {
	aantal := map[string]int64{}
	var regels []projections.Regel
	for rij, err := range l.Rijen(verzuim.Meldingen, v.BekendOp) {
		require.NoError(t, err)
		ontvangen, status, klaar := rij.Tekst(8), rij.Tekst(10), rij.Tekst(11)
		weg := status == string(vm.Ingetrokken) && (v.Peildatum.IsZero() || klaar <= v.Peildatum.String())
		if weg || !v.Peildatum.IsZero() && ontvangen > v.Peildatum.String() {
			continue
		}
		naam, _ := recht.NaamVan(recht.Gemeentecode(rij.Tekst(1)))
		waarden := w{rij.Tekst(1), naam, rij.Tekst(3), rij.Tekst(4)}
		if perSchool {
			waarden = w{rij.Tekst(1), naam, rij.Tekst(2), rij.Tekst(3), rij.Tekst(4)}
		}
		sleutel := fmt.Sprint(waarden...)
		if aantal[sleutel]++; aantal[sleutel] == 1 {
			regels = append(regels, projections.Regel{Waarden: waarden})
		}
	}
	projections.Orden(regels)
	for _, r := range regels {
		uit = append(uit, fmt.Sprint(append(r.Waarden, aantal[fmt.Sprint(r.Waarden...)])...))
	}
	return uit
}

func TestGolden(t *testing.T) {
	leesmodellentest.Golden(t, verzuim.Projector, willekeurig(7).events, "testdata/golden.json")
}
