package sleutels_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
)

func TestVernietig(t *testing.T) {
	ctx := t.Context()
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	var weg, blijft [][16]byte
	for i := range 250 {
		s, err := k.Neem(ctx)
		require.NoError(t, err)
		if i%2 == 0 {
			weg = append(weg, s.ID)
		} else {
			blijft = append(blijft, s.ID)
		}
	}
	ingepakt := alleIDs(t, pad)
	af, stop := context.WithCancel(ctx)
	stop()
	_, err := k.Vernietig(af, weg...)
	require.ErrorIs(t, err, context.Canceled)
	nogAlle := alleIDs(t, pad)
	for id := range ingepakt { // by id, not by number: the pool may be filled meanwhile
		require.Contains(t, nogAlle, id, "afgebroken is niets vernietigd")
	}

	n, err := k.Vernietig(ctx, weg...)
	require.NoError(t, err)
	assert.Equal(t, len(weg), n)
	over := alleIDs(t, pad)
	for id := range ingepakt {
		_, is := over[id]
		assert.Equal(t, !slices.Contains(weg, id), is)
	}

	t.Run("een vernietigde sleutel is er niet meer, ook niet uit het geheugen", func(t *testing.T) {
		for _, id := range weg {
			_, err := k.Geef(ctx, id)
			require.ErrorIs(t, err, sleutels.ErrVernietigd)
		}
	})
	t.Run("de andere sleutels blijven", func(t *testing.T) {
		for _, id := range blijft {
			_, err := k.Geef(ctx, id)
			require.NoError(t, err)
		}
	})
	t.Run("nog eens vernietigen vernietigt niets en is geen fout", func(t *testing.T) {
		n, err := k.Vernietig(ctx, weg...)
		require.NoError(t, err)
		assert.Zero(t, n)
	})
	t.Run("geen byte van de ingepakte sleutels staat nog in de map", func(t *testing.T) {
		assert.Zero(t, resten(t, filepath.Dir(pad), ingepakt, weg))
		assert.Equal(t, len(blijft), resten(t, filepath.Dir(pad), ingepakt, blijft), "deze proef vindt wat er wel staat")
	})
}

// TestResidueIsFound is the control of the test above: a store that deletes
// without overwriting leaves keys behind, and the same search finds them.
func TestResidueIsFound(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	var weg [][16]byte
	for range 250 {
		s, err := k.Neem(t.Context())
		require.NoError(t, err)
		weg = append(weg, s.ID)
	}
	require.NoError(t, k.Sluit())
	ingepakt := alleIDs(t, pad)
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	for _, p := range []string{"secure_delete = OFF", "journal_mode = DELETE"} {
		require.NoError(t, sqlitex.ExecuteTransient(conn, "PRAGMA "+p, nil))
	}
	for _, id := range weg {
		require.NoError(t, sqlitex.Execute(conn, "DELETE FROM sleutels WHERE id = ?", &sqlitex.ExecOptions{Args: []any{id[:]}}))
	}
	require.NoError(t, conn.Close())
	assert.NotZero(t, resten(t, filepath.Dir(pad), ingepakt, weg))
}

// TestResidueInTheLog ends a process between a deletion and the emptying of the log:
// the log holds the deleted keys, and opening the store removes them.
func TestResidueInTheLog(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	var weg [][16]byte
	for range 250 {
		s, err := k.Neem(t.Context())
		require.NoError(t, err)
		weg = append(weg, s.ID)
	}
	ingepakt := alleIDs(t, pad)
	require.NoError(t, k.Sluit())

	dood, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	for _, p := range []string{"secure_delete = ON", "wal_autocheckpoint = 0"} {
		require.NoError(t, sqlitex.ExecuteTransient(dood, "PRAGMA "+p, nil))
	}
	voerConn(t, dood, "UPDATE sleutels SET ingepakt = ingepakt") // the pages as they were go into the log
	voerConn(t, dood, "DELETE FROM sleutels")
	gevallen := filepath.Join(t.TempDir(), "sleutels.db")
	for _, achter := range []string{"", "-wal"} {
		require.NoError(t, os.WriteFile(gevallen+achter, inhoud(t, pad+achter), 0o600))
	}
	require.NoError(t, dood.Close())
	require.Equal(t, len(weg), resten(t, filepath.Dir(gevallen), ingepakt, weg))

	open(t, gevallen)
	assert.Zero(t, resten(t, filepath.Dir(gevallen), ingepakt, weg))
}

// TestDestroyWhileAnotherReads holds a read of another process open: the log cannot
// be emptied, so the destruction is not called done, and doing it again does it.
func TestDestroyWhileAnotherReads(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "sleutels.db")
	k := open(t, pad)
	s, err := k.Neem(t.Context())
	require.NoError(t, err)
	ingepakt := alleIDs(t, pad)
	lezer, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	require.NoError(t, err)
	voerConn(t, lezer, "BEGIN")
	voerConn(t, lezer, "SELECT count(*) FROM sleutels")

	_, err = k.Vernietig(t.Context(), s.ID)
	require.ErrorIs(t, err, sleutels.ErrBezet)
	require.Equal(t, 1, resten(t, filepath.Dir(pad), ingepakt, [][16]byte{s.ID}))
	_, err = k.Geef(t.Context(), s.ID)
	require.ErrorIs(t, err, sleutels.ErrVernietigd)

	require.NoError(t, lezer.Close())
	_, err = k.Vernietig(t.Context(), s.ID)
	require.NoError(t, err)
	assert.Zero(t, resten(t, filepath.Dir(pad), ingepakt, [][16]byte{s.ID}))
}

// TestVernietigDuringGeef lets readers and a destroyer race: a key that was
// destroyed must not come back from memory.
func TestVernietigDuringGeef(t *testing.T) {
	ctx := t.Context()
	k := open(t, filepath.Join(t.TempDir(), "sleutels.db"))
	for range 100 {
		s, err := k.Neem(ctx)
		require.NoError(t, err)
		var wg sync.WaitGroup
		klaar := make(chan struct{})
		for range 4 {
			wg.Go(func() {
				for {
					select {
					case <-klaar:
						return
					default:
						_, _ = k.Geef(ctx, s.ID) // the outcome depends on who is first
					}
				}
			})
		}
		_, err = k.Vernietig(ctx, s.ID)
		require.NoError(t, err)
		_, err = k.Geef(ctx, s.ID)
		require.ErrorIs(t, err, sleutels.ErrVernietigd)
		close(klaar)
		wg.Wait()
	}
}

// resten counts which of ids has a run of 8 bytes of its wrapped form in any file of the folder.
func resten(t *testing.T, map_ string, ingepakt map[[16]byte][]byte, ids [][16]byte) (n int) {
	t.Helper()
	var alles []byte
	bestanden, err := os.ReadDir(map_)
	require.NoError(t, err)
	for _, b := range bestanden {
		alles = append(alles, inhoud(t, filepath.Join(map_, b.Name()))...)
	}
	runs := map[[8]byte]bool{}
	for i := range len(alles) - 7 {
		runs[[8]byte(alles[i:])] = true
	}
	for _, id := range ids {
		w := ingepakt[id]
		require.Len(t, w, 12+32+16)
		for i := range len(w) - 7 {
			if runs[[8]byte(w[i:])] {
				n++
				break
			}
		}
	}
	return n
}

func alleIDs(t *testing.T, pad string) map[[16]byte][]byte {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	require.NoError(t, err)
	uit := map[[16]byte][]byte{}
	err = sqlitex.Execute(conn, "SELECT id, ingepakt FROM sleutels", &sqlitex.ExecOptions{ResultFunc: func(s *sqlite.Stmt) error {
		var id [16]byte
		s.ColumnBytes(0, id[:])
		b := make([]byte, s.ColumnLen(1))
		s.ColumnBytes(1, b)
		uit[id] = b
		return nil
	}})
	require.NoError(t, err)
	require.NoError(t, conn.Close())
	return uit
}

func voerConn(t *testing.T, conn *sqlite.Conn, q string) {
	t.Helper()
	require.NoError(t, sqlitex.ExecuteTransient(conn, q, nil))
}

func voer(t *testing.T, pad, q string, args ...any) {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite|sqlite.OpenCreate)
	require.NoError(t, err)
	require.NoError(t, sqlitex.ExecuteTransient(conn, q, &sqlitex.ExecOptions{Args: args}))
	require.NoError(t, conn.Close())
}

func inhoud(t *testing.T, pad string) []byte {
	t.Helper()
	b, err := os.ReadFile(pad)
	require.NoError(t, err)
	return bytes.Clone(b)
}
