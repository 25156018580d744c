package eventstoredb

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

const (
	bron = "urn:nld:oin:00000001234567890000:systeem:kroniek"
	// envURL names a real server. The suites that need no faults then run against it.
	envURL = "ESDB_TEST_URL"
)

func verseRuimte(t testing.TB) Ruimte {
	var b [8]byte
	_, err := rand.Read(b[:])
	require.NoError(t, err)
	return Ruimte("kroniekproef" + hex.EncodeToString(b[:]))
}

// proefOpties are options for a journal of its own on the server with this URL.
func proefOpties(t testing.TB, url string) Opties {
	c, err := envelop.New(bron, storetest.Catalog())
	require.NoError(t, err)
	in, err := sleutels.NieuweInpakker([32]byte{1})
	require.NoError(t, err)
	return Opties{Verbinding: url, Ruimte: verseRuimte(t), Codec: c, Inpakker: in, Geduld: 10 * time.Second, Aanvraagtijd: 2 * time.Second}
}

// knoop opens a node, closed after the test.
func knoop(t testing.TB, map_ string, o Opties) *Journaal {
	t.Helper()
	ctx, stop := context.WithTimeout(context.WithoutCancel(t.Context()), 30*time.Second)
	defer stop()
	j, err := Open(ctx, map_, o)
	require.NoError(t, err)
	t.Cleanup(func() { _ = j.Sluit() }) // a test that stops the node looks at the error itself
	return j
}

// echt returns the URL of a real server, or skips.
func echt(t testing.TB) string {
	url := os.Getenv(envURL)
	if url == "" {
		t.Skipf("%s noemt geen server: niet getoetst tegen een echte EventStoreDB, alleen tegen de eigen testserver", envURL)
	}
	return url
}

// A houder lets a test hold appends before their turn, and let them go one by one.
type houder struct {
	mu   sync.Mutex
	vast bool
	rij  []*beurt
}

type beurt struct{ aan, klaar chan struct{} }

func (h *houder) wacht(ctx context.Context) (func(), error) {
	h.mu.Lock()
	if !h.vast {
		h.mu.Unlock()
		return func() {}, nil
	}
	b := &beurt{make(chan struct{}), make(chan struct{})}
	h.rij = append(h.rij, b)
	h.mu.Unlock()
	select {
	case <-b.aan:
		return func() { close(b.klaar) }, nil
	case <-ctx.Done():
		close(b.klaar)
		return nil, ctx.Err()
	}
}

func (h *houder) wachtend() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.rij)
}

func (h *houder) laatGaan() {
	h.mu.Lock()
	rij := h.rij
	h.vast, h.rij = false, nil
	h.mu.Unlock()
	for _, b := range rij {
		close(b.aan)
		<-b.klaar
	}
}

// beschadig changes one letter of an event in the replica.
func beschadig(t testing.TB, map_ string, p es.Position) {
	conn, err := sqlite.OpenConn(filepath.Join(map_, "journaal.db"), sqlite.OpenReadWrite)
	require.NoError(t, err)
	defer func() { require.NoError(t, conn.Close()) }()
	var oud []byte
	err = sqlitex.Execute(conn, "SELECT gebeurtenis FROM gebeurtenissen WHERE positie = ?", &sqlitex.ExecOptions{
		Args: []any{int64(p)}, ResultFunc: func(s *sqlite.Stmt) error {
			oud = make([]byte, s.ColumnLen(0))
			s.ColumnBytes(0, oud)
			return nil
		},
	})
	require.NoError(t, err)
	nieuw := bytes.Replace(oud, []byte("bezwaar"), []byte("bezwoar"), 1)
	require.NotEqual(t, oud, nieuw, "the fault must happen")
	require.NoError(t, sqlitex.Execute(conn, "UPDATE gebeurtenissen SET gebeurtenis = ? WHERE positie = ?", &sqlitex.ExecOptions{Args: []any{nieuw, int64(p)}}))
}

func noteer(nummers ...int) []any {
	var events []any
	for _, n := range nummers {
		events = append(events, storetest.Noted{Nummer: n, Tekst: "een regel tekst zonder bezwaar"})
	}
	return events
}

func opdracht(s es.Stream, na es.Revision, events ...any) es.Append {
	return es.Append{Meta: storetest.Meta("proef"), Stream: s, Expected: na, Events: events}
}

func schrijf(t testing.TB, j *Journaal, a es.Append) es.Receipt {
	t.Helper()
	r, err := j.Append(context.WithoutCancel(t.Context()), a)
	require.NoError(t, err)
	return r
}

func logboek(uit *strings.Builder) *slog.Logger {
	var mu sync.Mutex
	return slog.New(slog.NewJSONHandler(schrijver(func(b []byte) (int, error) {
		mu.Lock()
		defer mu.Unlock()
		return uit.Write(b)
	}), &slog.HandlerOptions{Level: slog.LevelDebug}))
}

type schrijver func([]byte) (int, error)

func (s schrijver) Write(b []byte) (int, error) { return s(b) }

func andereInpakker(t testing.TB) *sleutels.Inpakker {
	in, err := sleutels.NieuweInpakker([32]byte{2})
	require.NoError(t, err)
	return in
}

func wortelOp(t testing.TB, j *Journaal, n int64) tlog.Hash {
	h, err := tlog.TreeHash(n, j)
	require.NoError(t, err)
	return h
}
