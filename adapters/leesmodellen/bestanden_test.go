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
		p := eigenschap()
		p.Tabellen = append(p.Tabellen, &projections.Tabel{Naam: "meer"})
		l := open(t, dir, v.b.Opties(), p)
		require.NoError(t, l.WachtOp(t.Context(), "eigenschap", volleN))
		require.Len(t, plannen(t, l, "eigenschap"), 500)
		require.NoError(t, l.Sluit())
		require.Equal(t, []string{"eigenschap.v1.2.db"}, bestanden(t, dir))
		p.Versie = 2
		l = open(t, dir, v.b.Opties(), p)
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

func TestSwitch(t *testing.T) {
	const n = 4_000
	rs := lang(n)
	b := leesmodellentest.NieuweBron(rs, n/2)
	dir := t.TempDir()
	een, twee := eigenschap(), eigenschap()
	twee.Naam = "twee"
	l := open(t, dir, b.Opties(), een, twee)
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", n/2))
	oud, laat, err := l.Lees(t.Context(), "eigenschap")
	require.NoError(t, err)

	// Deliveries and readers go on while both are rebuilt.
	var wg sync.WaitGroup
	wg.Go(func() {
		for p := n/2 + 1; p <= n; p++ {
			b.Toon(es.Position(p))
			if err := l.Verwerk(context.Background(), rs[p-1:p]); err != nil {
				t.Errorf("deliver %d: %v", p, err)
				return
			}
		}
	})
	stop := make(chan struct{})
	wg.Go(func() {
		hoogste := es.Position(0)
		for {
			select {
			case <-stop:
				return
			default:
			}
			z, laat, err := l.Lees(context.Background(), "eigenschap")
			if err != nil {
				t.Errorf("read: %v", err)
				return
			}
			if p := z.Stand().Positie; p < hoogste {
				t.Errorf("position went back from %d to %d", hoogste, p)
			} else {
				hoogste = p
			}
			laat()
		}
	})
	var laatste int64
	for range 3 {
		require.NoError(t, l.Herbouw(t.Context(), func(v, totaal int64) {
			require.LessOrEqual(t, v, totaal)
			laatste = v
		}))
	}
	require.Positive(t, laatste)
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", es.Position(laatste)))
	require.Contains(t, bestanden(t, dir), "eigenschap.v1.db", "the old reader still holds it")
	require.Len(t, rijen(t, oud, n/2), 500, "and finishes on it")
	laat()
	require.NotContains(t, bestanden(t, dir), "eigenschap.v1.db")
	close(stop)
	wg.Wait()
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", n))
	require.NoError(t, l.WachtOp(t.Context(), "twee", n))
	goed := herbouw(t, t.TempDir(), eigenschap(), b.Opties(), n)
	require.NoError(t, leesmodellentest.Gelijk(t.Context(), een, goed, l, n))
	require.NoError(t, goed.Sluit())
	require.Equal(t, []string{"eigenschap.v1.4.db", "twee.v1.4.db"}, bestanden(t, dir))
	require.ErrorIs(t, l.Herbouw(t.Context(), func(int64, int64) {}, "geen"), leesmodellen.ErrOnbekend)
}

func TestBacklog(t *testing.T) {
	const n = 25_000
	b := leesmodellentest.NieuweBron(lang(n), n)
	vast := make(chan struct{})
	o := b.Opties()
	o.Bron = wachtend{b, vast}
	l := open(t, t.TempDir(), o, eigenschap())
	_, _, err := l.Lees(t.Context(), "eigenschap")
	require.ErrorIs(t, err, leesmodellen.ErrInOpbouw)
	require.NoError(t, l.Verwerk(t.Context(), lang(10)), "a delivery does not wait for it")
	close(vast)
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", n))
	require.Len(t, plannen(t, l, "eigenschap"), 500)
}

// A wachtend is a journal that answers when its channel is closed.
type wachtend struct {
	leesmodellen.Bron
	vast chan struct{}
}

func (w wachtend) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	<-w.vast
	return w.Bron.Scan(ctx, na, tot, fn)
}

const (
	wacht = 20 * time.Second
	tik   = 5 * time.Millisecond
)
