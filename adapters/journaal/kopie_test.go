package journaal

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// TestCopyHoldsEverythingOnce: in a copy every salt stands once. SQLite leaves stale
// bytes in the pages of a copy unless it is told not to, and what is destroyed in the
// copy later would stay there.
func TestCopyHoldsEverythingOnce(t *testing.T) {
	j := proef(t, haken{})
	var zouten [][]byte
	for i := range 40 {
		persoon(t, j, 1, fmt.Sprintf("MERKTEKEN-%02d", i))
	}
	stromen, err := j.Stromen(t.Context(), "uitvoeringsplan")
	require.NoError(t, err)
	for _, s := range stromen {
		vs, err := j.Verzegeld(t.Context(), s)
		require.NoError(t, err)
		for _, v := range vs {
			zouten = append(zouten, v.Zout[:])
		}
	}
	require.Len(t, zouten, 80)
	dubbel := func(pad string) (n int) {
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		for _, z := range zouten {
			require.Positive(t, bytes.Count(b, z))
			n += bytes.Count(b, z) - 1
		}
		return n
	}
	dir := t.TempDir()
	pad := filepath.Join(dir, "kopie.db")
	require.NoError(t, j.Kopie(t.Context(), pad))
	require.Zero(t, dubbel(pad))

	t.Run("tegenproef: een kopie zoals SQLite die zelf maakt heeft oude bytes, en herschrijven haalt ze weg", func(t *testing.T) {
		vuil, schoon := filepath.Join(dir, "vuil.db"), filepath.Join(dir, "schoon.db")
		conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
		require.NoError(t, err)
		require.NoError(t, sqlitex.ExecuteTransient(conn, "VACUUM INTO ?", &sqlitex.ExecOptions{Args: []any{vuil}}))
		require.NoError(t, conn.Close())
		require.Positive(t, dubbel(vuil))
		require.NoError(t, Herschrijf(t.Context(), vuil, schoon))
		require.Zero(t, dubbel(schoon))
	})
	t.Run("wat in een kopie wordt vernietigd is er tot de laatste byte weg", func(t *testing.T) {
		map_ := t.TempDir()
		require.NoError(t, os.Rename(pad, filepath.Join(map_, bestand)))
		k := opnieuw(t, map_, proefOpties(t), haken{})
		door := schrijf(t, k, storetest.Stream(), es.NoStream, ochtend(), 1).First
		for _, s := range stromen[:20] {
			vs, err := k.Verzegeld(t.Context(), s)
			require.NoError(t, err)
			require.NoError(t, k.VernietigReeks(t.Context(), reeks(t, k, vs), door))
		}
		require.NoError(t, k.Gewist(t.Context()))
		require.NoError(t, k.Sluit())
		b, err := os.ReadFile(filepath.Join(map_, bestand))
		require.NoError(t, err)
		for i, z := range zouten {
			require.Equal(t, i >= 40, bytes.Contains(b, z), "salt %d", i)
		}
	})
}
