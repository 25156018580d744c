package leesmodellen_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

func TestOpruimen(t *testing.T) {
	v := nieuweVolle(t)
	leg := func(dir string, namen ...string) {
		for _, n := range namen {
			require.NoError(t, os.WriteFile(filepath.Join(dir, n), []byte("SPEUR-0001"), 0o600))
		}
	}
	anders := []string{"index.db", "aantekening.txt", "leesmodel.vx.db"} // not ours to remove
	oud := []string{"eigenschap.v0.db", "eigenschap.v0.db-wal", "eigenschap.v1.7.db", "vroeger.v3.2.db", "eigenschap.v1.9.db.bouw"}
	namen := func(dir string) (uit []string) {
		bij, err := os.ReadDir(dir)
		require.NoError(t, err)
		for _, b := range bij {
			uit = append(uit, b.Name())
		}
		return uit
	}
	weg := func(dir string) {
		require.Subset(t, namen(dir), anders)
		for _, o := range oud {
			require.NotContains(t, namen(dir), o)
		}
	}

	t.Run("na een herbouw is in de map alleen het bestand dat in gebruik is, ook als iemand het vorige nog leest", func(t *testing.T) {
		dir, pad := v.gevuld(t)
		l := open(t, dir, v.b.Opties(), eigenschap())
		v.klaar(t, l)
		lezer, laat, err := l.Lees(t.Context(), "eigenschap")
		require.NoError(t, err)
		leg(dir, append(oud, anders...)...)
		require.NoError(t, l.Herbouw(t.Context(), func(int64, int64) {}))
		require.NoError(t, l.Opruimen(t.Context()))
		weg(dir)
		require.NoFileExists(t, pad)
		require.Equal(t, es.Position(volleN), lezer.Stand().Positie)
		laat()
		v.klaar(t, l)
		require.NoError(t, l.Sluit())
		v.klaar(t, open(t, dir, v.b.Opties(), eigenschap())) // what stayed is the whole model
	})

	t.Run("bij het starten blijft alleen wat verder is dan de laatste vernietiging", func(t *testing.T) {
		dir, pad := v.gevuld(t)
		leg(dir, append(oud, anders...)...)
		ps := []*projections.Projector{eigenschap()}
		require.NoError(t, leesmodellen.VerwijderVerouderd(t.Context(), dir, ps, volleN))
		weg(dir)
		require.FileExists(t, pad)
		require.NoError(t, leesmodellen.VerwijderVerouderd(t.Context(), dir, ps, volleN+1))
		require.NoFileExists(t, pad)
		require.ElementsMatch(t, anders, namen(dir))
	})

	t.Run("alles weg", func(t *testing.T) {
		dir, _ := v.gevuld(t)
		leg(dir, append(oud, anders...)...)
		require.NoError(t, leesmodellen.Verwijder(dir))
		require.ElementsMatch(t, anders, namen(dir))
		require.NoError(t, leesmodellen.Verwijder(filepath.Join(dir, "bestaat-niet")))
	})
}
