package verwerkingslog_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

var begin = time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)

func regel(wie string) verwerkingslog.Regel {
	r := verwerkingslog.Regel{
		Spoor: verwerkingslog.NieuwSpoor(), Naam: "lees", Begin: begin, Eind: begin.Add(time.Millisecond),
		Activiteit: "urn:x", Betrokkene: wie, Rol: "consulent-leerplicht", Organisatie: "MGR", Reden: "overdracht",
	}
	if wie != "" {
		r.Betrokkenesoort = "kroniek"
	}
	return r
}

func open(t *testing.T, pad string) *verwerkingslog.Logboek {
	t.Helper()
	l, err := verwerkingslog.Open(pad)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, l.Sluit()) })
	return l
}

// buiten counts the lines that another connection sees: those that are committed.
func buiten(t testing.TB, pad string) (n int) {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	require.NoError(t, err)
	require.NoError(t, sqlitex.Execute(conn, "SELECT count(*) FROM regels", &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { n = s.ColumnInt(0); return nil },
	}))
	require.NoError(t, conn.Close())
	return n
}

func TestLeg(t *testing.T) {
	boven, ctx := t, t.Context()
	pad := filepath.Join(t.TempDir(), verwerkingslog.Bestand)
	l := open(t, pad)
	eerste := regel("p1")
	eerste.Ouder, eerste.Span = [8]byte{1}, [8]byte{2}
	t.Run("wat is bevestigd staat vast en komt terug zoals het was, ook na heropenen", func(t *testing.T) {
		require.NoError(t, l.Leg(ctx, eerste, regel("p2"), regel("")))
		assert.Equal(t, 3, buiten(t, pad))
		require.NoError(t, l.Sluit())
		l = open(boven, pad)
		uit, err := l.Over(ctx, "p1", "p1", "")
		require.NoError(t, err)
		assert.Equal(t, []verwerkingslog.Regel{eerste}, uit)
		uit, err = l.Over(ctx, "p2", "p1")
		require.NoError(t, err)
		require.Len(t, uit, 2)
		assert.Equal(t, "p1", uit[0].Betrokkene, "in the order of recording")
		assert.NotZero(t, uit[1].Span)
	})
	t.Run("een regel die niet volledig is komt er niet in, en de rest ook niet", func(t *testing.T) {
		voor := buiten(t, pad)
		for naam, maak := range map[string]func(*verwerkingslog.Regel){
			"trace": func(r *verwerkingslog.Regel) { r.Trace = [16]byte{} }, "naam": func(r *verwerkingslog.Regel) { r.Naam = "" },
			"activiteit": func(r *verwerkingslog.Regel) { r.Activiteit = "" }, "rol": func(r *verwerkingslog.Regel) { r.Rol = "" },
			"begin": func(r *verwerkingslog.Regel) { r.Begin = time.Time{} }, "eind": func(r *verwerkingslog.Regel) { r.Eind = begin.Add(-1) },
			"betrokkenesoort": func(r *verwerkingslog.Regel) { r.Betrokkenesoort = "" },
		} {
			kapot := regel("p1")
			maak(&kapot)
			require.ErrorIs(t, l.Leg(ctx, regel("p1"), kapot), verwerkingslog.ErrRegel, naam)
		}
		assert.Equal(t, voor, buiten(t, pad))
	})
	t.Run("een regel verandert niet en verdwijnt niet", func(t *testing.T) {
		conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
		require.NoError(t, err)
		require.Error(t, sqlitex.Execute(conn, "DELETE FROM regels WHERE nr = 1", nil))
		require.Error(t, sqlitex.Execute(conn, "UPDATE regels SET betrokkene = '' WHERE nr = 1", nil))
		require.NoError(t, conn.Close())
	})
	t.Run("velen tegelijk krijgen elk hun bevestiging", func(t *testing.T) {
		voor := buiten(t, pad)
		var wg sync.WaitGroup
		for i := range 64 {
			wg.Go(func() {
				for j := range 10 {
					wie := fmt.Sprint("q", i, "-", j)
					if !assert.NoError(t, l.Leg(ctx, regel(wie))) {
						return
					}
					uit, err := l.Over(ctx, wie)
					assert.NoError(t, err)
					assert.Len(t, uit, 1)
				}
			})
		}
		wg.Wait()
		assert.Equal(t, voor+640, buiten(t, pad))
	})
	t.Run("wie niet langer wacht heeft geen bevestiging", func(t *testing.T) {
		af, stop := context.WithCancel(ctx)
		stop()
		require.ErrorIs(t, l.Leg(af, regel("p1")), context.Canceled)
	})
	t.Run("een gesloten logboek bevestigt niets meer", func(t *testing.T) {
		require.NoError(t, l.Sluit())
		require.ErrorIs(t, l.Leg(ctx, regel("p1")), verwerkingslog.ErrNietBeschikbaar)
		_, err := l.Over(ctx, "p1")
		require.ErrorIs(t, err, verwerkingslog.ErrNietBeschikbaar)
	})
}

// TestFailedWrite lets the file refuse a write: from then on nothing is
// confirmed, also when the file would take it again.
func TestFailedWrite(t *testing.T) {
	pad := filepath.Join(t.TempDir(), verwerkingslog.Bestand)
	l := open(t, pad)
	ctx := t.Context()
	require.NoError(t, l.Leg(ctx, regel("p")))
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	require.NoError(t, sqlitex.Execute(conn, "CREATE TRIGGER vol BEFORE INSERT ON regels BEGIN SELECT RAISE(ABORT, 'vol'); END", nil))
	require.ErrorIs(t, l.Leg(ctx, regel("p")), verwerkingslog.ErrNietBeschikbaar)
	require.NoError(t, sqlitex.Execute(conn, "DROP TRIGGER vol", nil))
	require.NoError(t, conn.Close())
	require.ErrorIs(t, l.Leg(ctx, regel("p")), verwerkingslog.ErrNietBeschikbaar)
	require.Equal(t, 1, buiten(t, pad))
}

func TestFileLocked(t *testing.T) {
	pad := filepath.Join(t.TempDir(), verwerkingslog.Bestand)
	l := open(t, pad)
	ander, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	require.NoError(t, sqlitex.ExecuteTransient(ander, "BEGIN IMMEDIATE", nil))
	require.ErrorIs(t, l.Leg(t.Context(), regel("p")), verwerkingslog.ErrNietBeschikbaar, "not waited for without end")
	require.NoError(t, sqlitex.ExecuteTransient(ander, "ROLLBACK", nil))
	require.NoError(t, ander.Close())
}

func TestFileGone(t *testing.T) {
	for naam, doe := range map[string]func(pad string) error{
		"weg":        os.Remove,
		"verplaatst": func(pad string) error { return os.Rename(pad, pad+".weg") },
		"vervangen":  func(pad string) error { return errors.Join(os.Rename(pad, pad+".weg"), os.WriteFile(pad, nil, 0o600)) },
	} {
		t.Run("een log dat "+naam+" is bevestigt niets meer", func(t *testing.T) {
			pad := filepath.Join(t.TempDir(), verwerkingslog.Bestand)
			l := open(t, pad)
			require.NoError(t, l.Leg(t.Context(), regel("p")))
			require.NoError(t, doe(pad))
			require.ErrorIs(t, l.Leg(t.Context(), regel("p")), verwerkingslog.ErrNietBeschikbaar)
			require.ErrorIs(t, l.Leg(t.Context(), regel("p")), verwerkingslog.ErrNietBeschikbaar)
		})
	}
}

// TestKill ends the process at once after every confirmation: what was confirmed is there.
func TestKill(t *testing.T) {
	if pad := os.Getenv("VERWERKINGSLOG_PROEF"); pad != "" {
		l, err := verwerkingslog.Open(pad)
		require.NoError(t, err)
		for range 25 {
			require.NoError(t, l.Leg(context.Background(), regel("p")))
		}
		os.Exit(9) // no Sluit, no checkpoint
	}
	pad := filepath.Join(t.TempDir(), verwerkingslog.Bestand)
	for ronde := range 3 {
		cmd := exec.Command(os.Args[0], "-test.run=^TestKill$")
		cmd.Env = append(os.Environ(), "VERWERKINGSLOG_PROEF="+pad)
		uit, err := cmd.CombinedOutput()
		require.Error(t, err)
		require.Equal(t, 9, cmd.ProcessState.ExitCode(), "%s", uit)
		require.Equal(t, 25*(ronde+1), buiten(t, pad))
	}
}

func TestOpen(t *testing.T) {
	dir := t.TempDir()
	pad := filepath.Join(dir, verwerkingslog.Bestand)
	l := open(t, pad)
	require.NoError(t, l.Leg(t.Context(), regel("p")))
	t.Run("alleen de eigenaar kan het lezen, ook de kopie", func(t *testing.T) {
		naar := filepath.Join(dir, "kopie.db")
		require.NoError(t, verwerkingslog.Kopieer(t.Context(), pad, naar))
		for _, p := range []string{pad, naar} {
			info, err := os.Stat(p)
			require.NoError(t, err)
			assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
		}
		n, err := open(t, naar).Aantal(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 1, n)
	})
	t.Run("een ander bestand wordt geweigerd", func(t *testing.T) {
		ander := filepath.Join(dir, "ander.db")
		conn, err := sqlite.OpenConn(ander, sqlite.OpenReadWrite|sqlite.OpenCreate)
		require.NoError(t, err)
		require.NoError(t, sqlitex.Execute(conn, "CREATE TABLE iets (x)", nil))
		require.NoError(t, conn.Close())
		_, err = verwerkingslog.Open(ander)
		require.ErrorIs(t, err, verwerkingslog.ErrBeschadigd)
	})
}

func TestLeesSpoor(t *testing.T) {
	goed := "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
	s := verwerkingslog.LeesSpoor(goed)
	assert.Equal(t, "4bf92f3577b34da6a3ce929d0e0e4736 00f067aa0ba902b7", fmt.Sprintf("%x %x", s.Trace, s.Ouder))
	for _, fout := range []string{
		"", "x", "01" + goed[2:], goed + "-x", "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
		"00-00000000000000000000000000000000-00f067aa0ba902b7-01", "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01", "00-4bf92f3577b34da6a3ce929d0e0e473z-00f067aa0ba902b7-01",
	} {
		s := verwerkingslog.LeesSpoor(fout)
		assert.NotZero(t, s.Trace, fout)
		assert.Zero(t, s.Ouder, fout)
		assert.NotEqual(t, s, verwerkingslog.LeesSpoor(fout), "a new trace each time")
	}
}

func BenchmarkLeg(b *testing.B) {
	l, err := verwerkingslog.Open(filepath.Join(b.TempDir(), verwerkingslog.Bestand))
	require.NoError(b, err)
	b.SetParallelism(32)
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if err := l.Leg(context.Background(), regel("p")); err != nil {
				b.Error(err)
				return
			}
		}
	})
	require.NoError(b, l.Sluit())
}
