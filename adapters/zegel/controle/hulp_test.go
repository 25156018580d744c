package controle

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

const bron = "urn:nld:oin:00000001234567890000:systeem:kroniek"

// sleutelbos is a key store in memory.
type sleutelbos struct {
	mu       sync.Mutex
	sleutels map[[16]byte]envelop.Sleutel
}

func (b *sleutelbos) Neem(context.Context) (s envelop.Sleutel, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	_, err = rand.Read(s.ID[:])
	_, err2 := rand.Read(s.Geheim[:])
	b.sleutels[s.ID] = s
	return s, errors.Join(err, err2)
}

func (b *sleutelbos) Geef(_ context.Context, id [16]byte) (envelop.Sleutel, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	s, ok := b.sleutels[id]
	if !ok {
		return s, errors.New("no such key")
	}
	return s, nil
}

// A huis is a data folder under construction: the real journal and the real seal.
type huis struct {
	t     testing.TB
	map_  string
	codec *envelop.Codec
	j     *journaal.Journaal
	z     *zegel.Zegel
	n     int
	rev   map[es.Stream]es.Revision
	open  []es.Stream
}

func bouw(t testing.TB) *huis {
	t.Helper()
	c, err := envelop.New(bron, storetest.Catalog())
	require.NoError(t, err)
	h := &huis{t: t, map_: t.TempDir(), codec: c, rev: map[es.Stream]es.Revision{}}
	h.j, err = journaal.Open(t.Context(), h.map_, journaal.Opties{Codec: c, Sleutels: &sleutelbos{sleutels: map[[16]byte]envelop.Sleutel{}}})
	require.NoError(t, err)
	h.z, err = zegel.Open(t.Context(), h.map_, h.j, zegel.Opties{})
	require.NoError(t, err)
	return h
}

// opnieuw opens the journal of a folder again.
func opnieuw(t testing.TB, map_ string, c *envelop.Codec) *journaal.Journaal {
	t.Helper()
	j, err := journaal.Open(t.Context(), map_, journaal.Opties{Codec: c})
	require.NoError(t, err)
	return j
}

// schrijf appends n events: streams of 1 to 5 events, commands of 1 to 3, one
// stream in four about a person.
func (h *huis) schrijf(n int) *huis {
	h.t.Helper()
	for einde := h.n + n; h.n < einde; {
		if len(h.open) == 0 || h.n%5 == 0 {
			soort := "plan"
			if h.n%4 == 0 {
				soort = "persoon"
			}
			s := es.StreamOf(soort, storetest.Command().StreamID(0))
			h.open, h.rev[s] = append(h.open, s), es.NoStream
		}
		s := h.open[h.n%len(h.open)]
		m := storetest.Meta(fmt.Sprint("opdracht ", h.n))
		m.Time = m.Time.Add(time.Duration(h.n%7-3) * time.Second) // a clock that steps back now and then
		a := es.Append{Meta: m, Stream: s, Expected: h.rev[s]}
		for range min(1+h.n%3, einde-h.n) {
			var e any = storetest.Noted{Nummer: h.n, Tekst: "een regel \"tekst\" met éé\n"}
			if s[:7] == "persoon" {
				e = storetest.Met{Soort: "gesprek", Naam: es.Prive(fmt.Sprint("naam ", h.n))}
			}
			a.Events = append(a.Events, e)
			h.n++
		}
		r, err := h.j.Append(h.t.Context(), a)
		require.NoError(h.t, err)
		h.rev[s] = r.Revision
	}
	return h
}

func (h *huis) verzegel() *huis {
	h.t.Helper()
	_, err := h.z.Verzegel(h.t.Context())
	require.NoError(h.t, err)
	return h
}

// vervang replaces the event at p, decided by the event at door.
func (h *huis) vervang(p, door es.Position) *huis {
	h.t.Helper()
	v, ok, err := h.j.OpPositie(h.t.Context(), p)
	require.NoError(h.t, err)
	require.True(h.t, ok)
	residu, err := h.codec.Residu(&v)
	require.NoError(h.t, err)
	require.NoError(h.t, h.j.Vervang(h.t.Context(), p, residu, door))
	return h
}

// dicht closes the folder and returns it, with all of the journal in one file.
func (h *huis) dicht() string {
	h.t.Helper()
	require.NoError(h.t, h.z.Sluit())
	require.NoError(h.t, h.j.Sluit())
	conn, err := sqlite.OpenConn(filepath.Join(h.map_, journaalBestand), sqlite.OpenReadWrite)
	require.NoError(h.t, err)
	doe(h.t, conn, "PRAGMA wal_checkpoint(TRUNCATE)")
	require.NoError(h.t, conn.Close())
	return h.map_
}

// kopie copies a closed folder.
func kopie(t testing.TB, van string) string {
	t.Helper()
	naar := t.TempDir()
	for _, naam := range []string{journaalBestand, zegelBestand, "zegel.key"} {
		b, err := os.ReadFile(filepath.Join(van, naam))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(naar, naam), b, 0o600))
	}
	return naar
}

// openSchrijven opens a database of a folder to damage it. It leaves no
// write-ahead log, so that the check reads the file as it lies.
func openSchrijven(t testing.TB, map_, bestand string) *sqlite.Conn {
	t.Helper()
	conn, err := sqlite.OpenConn(filepath.Join(map_, bestand), sqlite.OpenReadWrite)
	require.NoError(t, err)
	for _, p := range []string{"PRAGMA journal_mode=DELETE", "PRAGMA synchronous=OFF"} {
		require.NoError(t, sqlitex.ExecuteTransient(conn, p, nil))
	}
	t.Cleanup(func() { require.NoError(t, conn.Close()) })
	return conn
}

func doe(t testing.TB, conn *sqlite.Conn, query string, args ...any) {
	t.Helper()
	require.NoError(t, sqlitex.ExecuteTransient(conn, query, &sqlitex.ExecOptions{Args: args}))
}

func moetGoed(t testing.TB, map_ string, o MapOpties) Uitslag {
	t.Helper()
	u, err := Map(t.Context(), map_, o)
	require.NoError(t, err)
	require.Empty(t, u.Afwijkingen)
	require.True(t, u.Goed)
	return u
}
