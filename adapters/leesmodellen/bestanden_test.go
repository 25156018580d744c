package leesmodellen_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

func lang(n int) []es.Recorded {
	var hist []voorval
	for i := range n {
		hist = append(hist, voorval{
			{soort: "zet", plan: fmt.Sprintf("plan %d", i%500), status: fmt.Sprintf("status %d", i)},
			{soort: "tel", plan: fmt.Sprint(i % 50), gemeente: "GM0202", bedrag: 1, dag: januari.PlusDagen(i % 300)},
		})
	}
	return opgenomen(hist)
}

func bestanden(t *testing.T, dir string) []string {
	t.Helper()
	bij, err := os.ReadDir(dir)
	require.NoError(t, err)
	uit := []string{}
	for _, b := range bij {
		if !strings.HasSuffix(b.Name(), "-wal") && !strings.HasSuffix(b.Name(), "-shm") {
			uit = append(uit, b.Name())
		}
	}
	return uit
}

// A logboek is a log that a test can read while it is written.
type logboek struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logboek) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logboek) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// A volle makes folders of read models over one history, and knows what they should hold.
type volle struct {
	b    *leesmodellentest.Bron
	goed *leesmodellen.Leesmodellen
}

const volleN = 5_000

func nieuweVolle(t *testing.T) *volle {
	v := &volle{b: leesmodellentest.NieuweBron(lang(volleN), volleN)}
	v.goed = herbouw(t, t.TempDir(), eigenschap(), v.b.Opties(), volleN)
	t.Cleanup(func() { require.NoError(t, v.goed.Sluit()) })
	return v
}

// klaar requires that l comes to hold what it should.
func (v *volle) klaar(t *testing.T, l *leesmodellen.Leesmodellen) {
	t.Helper()
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", volleN))
	require.NoError(t, leesmodellentest.Gelijk(t.Context(), eigenschap(), v.goed, l, volleN))
}

// gevuld returns a folder with a complete file, and that file.
func (v *volle) gevuld(t *testing.T) (dir, pad string) {
	t.Helper()
	dir = t.TempDir()
	require.NoError(t, herbouw(t, dir, eigenschap(), v.b.Opties(), volleN).Sluit())
	return dir, filepath.Join(dir, "eigenschap.v1.db")
}

func TestDamage(t *testing.T) {
	v := nieuweVolle(t)
	for naam, schade := range map[string]func(b []byte) []byte{
		"een bestand dat geen database is": func([]byte) []byte { return []byte("dit is geen database, en lang genoeg om er een te lijken") },
		"een leeg bestand":                 func([]byte) []byte { return nil },
		"een afgekapt bestand":             func(b []byte) []byte { return b[:len(b)/2] },
		"een bladzijde met andere inhoud": func(b []byte) []byte {
			for i := range 4096 {
				b[len(b)-4096*3+i] ^= 0x5a
			}
			return b
		},
	} {
		t.Run(naam+" wordt ontdekt en opnieuw opgebouwd", func(t *testing.T) {
			dir, pad := v.gevuld(t)
			inhoud, err := os.ReadFile(pad)
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(pad, schade(inhoud), 0o600))
			o, logs := v.b.Opties(), &logboek{}
			o.Log = slog.New(slog.NewTextHandler(logs, nil))
			l := open(t, dir, o, eigenschap())
			require.Eventually(t, func() bool { return strings.Contains(logs.String(), "leesmodel opgebouwd") }, wacht, tik)
			v.klaar(t, l)
			require.Contains(t, logs.String(), "level=ERROR")
			require.Equal(t, []string{"eigenschap.v1.2.db"}, bestanden(t, dir))
		})
	}
	t.Run("lukt het opbouwen niet, dan geeft het leesmodel geen antwoord meer", func(t *testing.T) {
		dir, pad := v.gevuld(t)
		require.NoError(t, os.WriteFile(pad, []byte("dit is geen database"), 0o600))
		o := v.b.Opties()
		o.Bron = &haperend{Bron: v.b, bij: volleN / 2, fout: errors.New("disk")}
		l := open(t, dir, o, eigenschap())
		require.ErrorIs(t, l.WachtOp(t.Context(), "eigenschap", 1), leesmodellen.ErrGestopt)
		require.Equal(t, leesmodellen.CodeOpbouwMislukt, stand(t, l, "eigenschap").Gestopt)
		_, _, err := l.Lees(t.Context(), "eigenschap")
		require.ErrorIs(t, err, leesmodellen.ErrGestopt)
		require.NoError(t, l.Sluit())
		v.klaar(t, open(t, dir, v.b.Opties(), eigenschap()))
	})
}

func TestFiles(t *testing.T) {
	v := nieuweVolle(t)
	t.Run("een gaaf bestand wordt niet opnieuw opgebouwd", func(t *testing.T) {
		dir, _ := v.gevuld(t)
		l := open(t, dir, v.b.Opties(), eigenschap())
		v.klaar(t, l)
		require.NoError(t, l.Sluit())
		require.Equal(t, []string{"eigenschap.v1.db"}, bestanden(t, dir))
	})
	t.Run("een leesmodel dat verder is dan het journaal, of van andere gebeurtenissen, wordt opnieuw opgebouwd", func(t *testing.T) {
		dir, _ := v.gevuld(t)
		kort := leesmodellentest.NieuweBron(lang(volleN), volleN-1)
		l := open(t, dir, kort.Opties(), eigenschap())
		require.NoError(t, l.WachtOp(t.Context(), "eigenschap", volleN-1))
		require.Equal(t, es.Position(volleN-1), stand(t, l, "eigenschap").Positie)
		require.NoError(t, l.Sluit())

		dir, _ = v.gevuld(t)
		o := v.b.Opties()
		o.Wortel = func(context.Context, es.Position) ([32]byte, error) { return [32]byte{9}, nil }
		l = open(t, dir, o, eigenschap())
		require.NoError(t, l.WachtOp(t.Context(), "eigenschap", volleN))
		require.Equal(t, [32]byte{9}, stand(t, l, "eigenschap").Wortel)
		require.Equal(t, []string{"eigenschap.v1.2.db"}, bestanden(t, dir))
	})
	t.Run("een andere declaratie onder dezelfde versie wordt opnieuw opgebouwd, een andere versie blijft staan", func(t *testing.T) {
		dir, _ := v.gevuld(t)
		o := v.b.Opties()
		o.Wortel = nil // or the root would tell first
		p := eigenschap()
		anders := *plannenTabel // the same columns in another order
		anders.Velden = []projections.Kolom{plannenTabel.Velden[1], plannenTabel.Velden[0], plannenTabel.Velden[2]}
		p.Tabellen = []*projections.Tabel{&anders}
		p.Verwerk = func(s projections.Schrijver, r es.Recorded) error {
			return s.Zet(&anders, r.Event.(voorval)[0].plan, "2026-01-01", "x", int64(1))
		}
		l := open(t, dir, o, p)
		require.NoError(t, l.WachtOp(t.Context(), "eigenschap", volleN))
		require.NoError(t, l.Sluit())
		require.Equal(t, []string{"eigenschap.v1.2.db"}, bestanden(t, dir))
		p.Versie = 2
		l = open(t, dir, o, p)
		require.NoError(t, l.WachtOp(t.Context(), "eigenschap", volleN))
		require.Equal(t, []string{"eigenschap.v1.2.db", "eigenschap.v2.db"}, bestanden(t, dir))
	})
	t.Run("wat een afgebroken opbouw achterliet wordt opgeruimd", func(t *testing.T) {
		dir, _ := v.gevuld(t)
		for _, f := range []string{"eigenschap.v1.db.bouw", "eigenschap.v1.db.bouw-journal"} {
			require.NoError(t, os.WriteFile(filepath.Join(dir, f), []byte("half"), 0o600))
		}
		v.klaar(t, open(t, dir, v.b.Opties(), eigenschap()))
		require.Equal(t, []string{"eigenschap.v1.db"}, bestanden(t, dir))
	})
	t.Run("een herbouw die halverwege stopt laat het levende bestand zoals het was", func(t *testing.T) {
		dir, _ := v.gevuld(t)
		o, fout := v.b.Opties(), errors.New("disk")
		bron := &haperend{Bron: v.b, bij: volleN / 2, fout: fout}
		o.Bron = bron
		l := open(t, dir, o, eigenschap())
		require.ErrorIs(t, l.Herbouw(t.Context(), func(int64, int64) {}), fout)
		v.klaar(t, l)
		ctx, stop := context.WithCancel(t.Context())
		bron.fout = nil
		require.ErrorIs(t, l.Herbouw(ctx, func(int64, int64) { stop() }), context.Canceled)
		v.klaar(t, l)
		require.Equal(t, []string{"eigenschap.v1.db"}, bestanden(t, dir))
	})
}

// A haperend is a journal that fails at position bij as long as fout is set.
type haperend struct {
	leesmodellen.Bron
	bij  es.Position
	fout error
}

func (h *haperend) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	return h.Bron.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if v.Positie == h.bij && h.fout != nil {
			return h.fout
		}
		return fn(v)
	})
}

const (
	wacht = 20 * time.Second
	tik   = 5 * time.Millisecond
)
