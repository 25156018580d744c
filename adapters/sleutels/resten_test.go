package sleutels_test

import (
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestVernietigAcrossSplits destroys keys of a store that grew by many batches.
// Pages of the file were split and merged meanwhile, which copies rows about; no
// copy may stay behind.
func TestVernietigAcrossSplits(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	var alle [][16]byte
	ingepakt := map[[16]byte][]byte{}
	for ronde := range 6 {
		for range 3000 {
			s, err := k.Neem(t.Context())
			require.NoError(t, err)
			alle = append(alle, s.ID)
		}
		for id, w := range alleIDs(t, pad) {
			ingepakt[id] = w
		}
		var weg [][16]byte
		for i := ronde; i < len(alle); i += 7 {
			weg = append(weg, alle[i])
		}
		_, err := k.Vernietig(t.Context(), weg...)
		require.NoError(t, err)
		require.Zero(t, resten(t, filepath.Dir(pad), ingepakt, weg), "round %d", ronde)
	}
}
