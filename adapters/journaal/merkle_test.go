package journaal

import (
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// boom computes, with x/mod alone, every hash that the tree of the events of j
// must hold.
func boom(t testing.TB, j *Journaal) (hashes []tlog.Hash) {
	for i, v := range alles(t, j) {
		nieuw, err := tlog.StoredHashes(int64(i), envelop.Logregel(v.Commitment), tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
			var lijst []tlog.Hash
			for _, i := range indexes {
				lijst = append(lijst, hashes[i])
			}
			return lijst, nil
		}))
		require.NoError(t, err)
		hashes = append(hashes, nieuw...)
	}
	return hashes
}

// gelijkeBoom requires that j answers for every hash of the tree as x/mod does.
func gelijkeBoom(t testing.TB, j *Journaal) {
	t.Helper()
	want := boom(t, j)
	require.EqualValues(t, tlog.StoredHashCount(int64(j.Kop())), len(want))
	for i, h := range want {
		got, err := j.ReadHashes([]int64{int64(i)})
		require.NoError(t, err)
		require.Equal(t, h, got[0], "index %d", i)
	}
	_, err := j.ReadHashes([]int64{int64(len(want))})
	require.Error(t, err, "past the end")
}

func TestMerkle(t *testing.T) {
	t.Run("de opgeslagen boom is die van x/mod, ook over heropenen heen", func(t *testing.T) {
		j := proef(t, haken{})
		for n := 1; j.Kop() < 300; n++ {
			schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), make([]int, 1+n%5)...)
			if n%7 == 0 {
				require.NoError(t, j.Sluit())
				j = opnieuw(t, j.map_, j.o, haken{})
			}
		}
		gelijkeBoom(t, j)
	})
	t.Run("de wortel volgt uit de opgeslagen knopen bij elke omvang", func(t *testing.T) {
		j := proef(t, haken{})
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), make([]int, 67)...)
		want := boom(t, j)
		uitLijst := tlog.HashReaderFunc(func(indexes []int64) (lijst []tlog.Hash, err error) {
			for _, i := range indexes {
				lijst = append(lijst, want[i])
			}
			return lijst, nil
		})
		for n := range int64(68) {
			got, err := tlog.TreeHash(n, j)
			require.NoError(t, err)
			h, err := tlog.TreeHash(n, uitLijst)
			require.NoError(t, err)
			require.Equal(t, h, got, "%d", n)
		}
	})
	t.Run("een afgekapte knoop is een fout", func(t *testing.T) {
		j := proef(t, haken{})
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1, 2, 3, 4)
		require.NoError(t, voerUit(buitenom(t, j), "UPDATE knopen SET hashes = substr(hashes, 1, 33) WHERE positie = 4"))
		_, err := j.ReadHashes([]int64{tlog.StoredHashIndex(1, 1)})
		require.NoError(t, err, "that part is whole")
		_, err = j.ReadHashes([]int64{tlog.StoredHashIndex(2, 0)})
		require.ErrorIs(t, err, ErrBeschadigd)
	})
}
