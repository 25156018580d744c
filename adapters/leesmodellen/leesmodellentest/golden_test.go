package leesmodellentest_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

func TestGolden(t *testing.T) {
	tabel := &projections.Tabel{Naam: "woorden", Sleutel: []projections.Kolom{{Naam: "woord"}}}
	maak := func(versie int, extra string) *projections.Projector {
		return &projections.Projector{
			Naam: "woorden", Versie: versie, Tabellen: []*projections.Tabel{tabel},
			Verwerk: func(s projections.Schrijver, r es.Recorded) error { return s.Zet(tabel, r.Event.(string)+extra) },
		}
	}
	events := []es.Recorded{{Event: "a"}, {Event: "b"}}
	bestand := filepath.Join(t.TempDir(), "testdata", "golden.json")
	som := func(p *projections.Projector) [32]byte {
		d, err := leesmodellentest.Open(t, p, events...).Digest(t.Context(), p.Naam)
		require.NoError(t, err)
		return d
	}
	een, anders, twee := maak(1, ""), maak(1, "!"), maak(2, "!")
	require.Error(t, leesmodellentest.VergelijkGolden(een, som(een), bestand, false), "nothing is recorded unasked")
	require.NoError(t, leesmodellentest.VergelijkGolden(een, som(een), bestand, true))
	leesmodellentest.Golden(t, een, events, bestand)
	t.Run("andere uitkomst onder dezelfde versie is een fout, ook bij vernieuwen", func(t *testing.T) {
		require.ErrorIs(t, leesmodellentest.VergelijkGolden(anders, som(anders), bestand, false), leesmodellentest.ErrVersie)
		require.ErrorIs(t, leesmodellentest.VergelijkGolden(anders, som(anders), bestand, true), leesmodellentest.ErrVersie)
	})
	t.Run("een hogere versie mag anders zijn, en de oude blijft staan", func(t *testing.T) {
		require.NoError(t, leesmodellentest.VergelijkGolden(twee, som(twee), bestand, true))
		leesmodellentest.Golden(t, een, events, bestand)
		leesmodellentest.Golden(t, twee, events, bestand)
	})
}
