package journaal

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// A houder lets a test hold the writer and lose its answer.
type houder struct {
	mu       sync.Mutex
	vast     atomic.Bool
	inHand   atomic.Int32 // appends that the writer has taken from the queue and not looked at
	verliest atomic.Bool
}

func (h *houder) haken() haken {
	return haken{
		naEerste: func() {
			if h.vast.Load() {
				h.inHand.Store(1)
				h.mu.Lock()
				//lint:ignore SA2001 it only waits for release
				h.mu.Unlock()
				h.inHand.Store(0)
			}
		},
		naCommit: func() error {
			if h.verliest.Load() {
				return errors.New("antwoord verloren")
			}
			return nil
		},
	}
}

func TestContract(t *testing.T) {
	houders := sync.Map{} // of *Journaal to *houder
	nieuw := func(t testing.TB, map_ string, o Opties) *Journaal {
		h := &houder{}
		j := opnieuw(t, map_, o, h.haken())
		houders.Store(j, h)
		return j
	}
	van := func(log es.Log) *houder {
		h, ok := houders.Load(log)
		require.True(t, ok)
		return h.(*houder)
	}
	storetest.Run(t, func(t testing.TB) es.Log { return nieuw(t, t.TempDir(), proefOpties(t)) }, storetest.Features{
		Reopen: func(t testing.TB, log es.Log) es.Log {
			j := log.(*Journaal)
			err := j.Sluit()
			require.Equal(t, j.Fout() != nil, err != nil)
			return nieuw(t, j.map_, j.o)
		},
		Corrupt:    func(t testing.TB, log es.Log, p es.Position) { beschadig(t, log.(*Journaal), p) },
		LoseAnswer: func(_ testing.TB, log es.Log) { van(log).verliest.Store(true) },
		Hold: func(_ testing.TB, log es.Log) (func() int, func()) {
			h, j := van(log), log.(*Journaal)
			h.mu.Lock()
			h.vast.Store(true)
			return func() int { return int(h.inHand.Load()) + len(j.rij) }, func() {
				h.vast.Store(false)
				h.mu.Unlock()
			}
		},
	})
}

// buitenom opens the file of j beside it, as somebody with access to the disk could.
func buitenom(t testing.TB, j *Journaal) *sqlite.Conn {
	conn, err := sqlite.OpenConn(filepath.Join(j.map_, bestand), sqlite.OpenReadWrite)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, conn.Close()) })
	return conn
}

// beschadig changes one letter in the text of an event: it can still be decoded.
func beschadig(t testing.TB, j *Journaal, p es.Position) {
	v, ok, err := j.OpPositie(context.WithoutCancel(t.Context()), p)
	require.NoError(t, err)
	require.True(t, ok)
	anders := bytes.Replace(v.Gebeurtenis, []byte("bezwaar"), []byte("bezwoar"), 1)
	require.NotEqual(t, v.Gebeurtenis, anders, "the fault must happen")
	conn := buitenom(t, j)
	stmt, err := conn.Prepare("UPDATE gebeurtenissen SET gebeurtenis = ? WHERE positie = ?")
	require.NoError(t, err)
	stmt.BindBytes(1, anders)
	stmt.BindInt64(2, int64(p))
	require.NoError(t, doe(stmt))
	require.Equal(t, 1, conn.Changes())
}
