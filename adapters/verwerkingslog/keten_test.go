package verwerkingslog_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

// knoei changes the file as somebody can who writes in the folder: without asking
// the triggers.
func knoei(t testing.TB, pad string, vragen ...string) {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadWrite)
	require.NoError(t, err)
	for _, q := range append([]string{"DROP TRIGGER IF EXISTS regels_vast", "DROP TRIGGER IF EXISTS regels_blijven", "DROP TRIGGER IF EXISTS begin_vooruit"}, vragen...) {
		require.NoError(t, sqlitex.ExecuteTransient(conn, q, nil), q)
	}
	require.NoError(t, conn.Close())
}

// reken recomputes the chain of the file in pad from where it begins.
func reken(t testing.TB, pad string) (laatste verwerkingslog.Plaats, err error) {
	t.Helper()
	b, err := verwerkingslog.Bekijk(pad)
	if err != nil {
		return laatste, err
	}
	defer func() { assert.NoError(t, b.Sluit()) }()
	laatste = b.Begin
	return laatste, b.Reken(t.Context(), b.Begin, func(p verwerkingslog.Plaats) error { laatste = p; return nil })
}

func gevuld(t *testing.T, n int) (pad string, eind verwerkingslog.Plaats) {
	t.Helper()
	pad = filepath.Join(t.TempDir(), verwerkingslog.Bestand)
	l, err := verwerkingslog.Open(pad)
	require.NoError(t, err)
	for i := range n {
		r := regel(fmt.Sprint("p", i))
		r.Begin = begin.AddDate(0, 0, i)
		r.Eind = r.Begin.Add(time.Millisecond)
		require.NoError(t, l.Leg(t.Context(), r))
	}
	eind, err = l.Stand()
	require.NoError(t, err)
	require.NoError(t, l.Sluit())
	return pad, eind
}

func TestEveryChangeIsSeen(t *testing.T) {
	t.Run("een log dat niemand aanraakte klopt tot zijn laatste regel", func(t *testing.T) {
		pad, eind := gevuld(t, 5)
		laatste, err := reken(t, pad)
		require.NoError(t, err)
		assert.Equal(t, eind, laatste)
	})
	for _, kolom := range []string{"trace", "span", "ouder", "keten"} {
		t.Run("een andere waarde wordt gezien: "+kolom, func(t *testing.T) {
			pad, _ := gevuld(t, 5)
			knoei(t, pad, "UPDATE regels SET "+kolom+" = randomblob(8) WHERE nr = 3")
			_, err := reken(t, pad)
			require.ErrorIs(t, err, verwerkingslog.ErrGebroken)
		})
	}
	for _, kolom := range []string{"naam", "status", "activiteit", "betrokkene", "betrokkenesoort", "rol", "organisatie", "reden"} {
		t.Run("een andere waarde wordt gezien: "+kolom, func(t *testing.T) {
			pad, _ := gevuld(t, 5)
			knoei(t, pad, "UPDATE regels SET "+kolom+" = 'iets anders' WHERE nr = 3")
			_, err := reken(t, pad)
			require.ErrorIs(t, err, verwerkingslog.ErrGebroken)
		})
	}
	for _, vraag := range []string{
		"UPDATE regels SET begin = begin + 1 WHERE nr = 3",
		"UPDATE regels SET eind = eind + 1 WHERE nr = 3",
		"DELETE FROM regels WHERE nr = 3",
		"DELETE FROM regels WHERE nr = 1",
		"UPDATE regels SET nr = -nr WHERE nr = 3; UPDATE regels SET nr = 3 WHERE nr = 4; UPDATE regels SET nr = 4 WHERE nr = -3",
		"UPDATE begin SET nr = 2; DELETE FROM regels WHERE nr <= 2",
		"DELETE FROM begin",
	} {
		t.Run("een ingreep wordt gezien: "+vraag, func(t *testing.T) {
			pad, _ := gevuld(t, 5)
			knoei(t, pad, bytesGesplitst(vraag)...)
			_, err := reken(t, pad)
			require.ErrorIs(t, err, verwerkingslog.ErrGebroken)
		})
	}
	t.Run("twee velden die tekst uitwisselen geven een andere keten", func(t *testing.T) {
		pad, _ := gevuld(t, 2)
		knoei(t, pad, "UPDATE regels SET rol = rol || substr(organisatie, 1, 1), organisatie = substr(organisatie, 2) WHERE nr = 2")
		_, err := reken(t, pad)
		require.ErrorIs(t, err, verwerkingslog.ErrGebroken)
	})
}

func bytesGesplitst(vraag string) (uit []string) {
	for _, b := range bytes.Split([]byte(vraag), []byte("; ")) {
		uit = append(uit, string(b))
	}
	return uit
}

func TestRemoval(t *testing.T) {
	ctx := t.Context()
	t.Run("wat rijp is gaat, wat blijft hangt nog aan de laatste die ging, en tweemaal mag", func(t *testing.T) {
		pad, eind := gevuld(t, 5)
		l, err := verwerkingslog.Open(pad)
		require.NoError(t, err)
		rijp, err := l.Rijp(ctx, begin.AddDate(0, 0, 2).Add(time.Millisecond)) // the end of line 3 itself: not yet before
		require.NoError(t, err)
		require.Equal(t, int64(2), rijp.Aantal)
		require.Equal(t, int64(2), rijp.TotEnMet.Nr)
		require.NoError(t, l.RuimOp(ctx, rijp.TotEnMet))
		require.NoError(t, l.RuimOp(ctx, rijp.TotEnMet))
		rest, err := l.Rijp(ctx, begin)
		require.NoError(t, err)
		require.Zero(t, rest.Aantal)
		require.NoError(t, l.Leg(ctx, regel("later")))
		require.NoError(t, l.Sluit())
		b, err := verwerkingslog.Bekijk(pad)
		require.NoError(t, err)
		assert.Equal(t, rijp.TotEnMet, b.Begin)
		p, ok, err := b.Op(eind.Nr)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, eind, p, "the old head still stands")
		require.NoError(t, b.Sluit())
		laatste, err := reken(t, pad)
		require.NoError(t, err)
		assert.Equal(t, eind.Nr+1, laatste.Nr)
	})
	t.Run("van wat ging staat geen byte meer in de bestanden", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), verwerkingslog.Bestand)
		l, err := verwerkingslog.Open(pad)
		require.NoError(t, err)
		require.NoError(t, l.Leg(ctx, regel("MERKTEKEN-OUD"), regel("MERKTEKEN-OUD")))
		require.True(t, inBestanden(t, pad, "MERKTEKEN-OUD"), "the control: it was there")
		p, err := l.Stand()
		require.NoError(t, err)
		require.NoError(t, l.RuimOp(ctx, p))
		assert.False(t, inBestanden(t, pad, "MERKTEKEN-OUD"))
		require.NoError(t, l.Leg(ctx, regel("verder")))
		n, err := l.Stand()
		require.NoError(t, err)
		assert.Equal(t, p.Nr+1, n.Nr, "numbers go on in an empty log")
		require.NoError(t, l.Sluit())
	})
	t.Run("een regel die niet de bedoelde is neemt niets mee", func(t *testing.T) {
		pad, eind := gevuld(t, 3)
		l, err := verwerkingslog.Open(pad)
		require.NoError(t, err)
		eind.Keten[0]++
		require.ErrorIs(t, l.RuimOp(ctx, eind), verwerkingslog.ErrGebroken)
		eind.Nr = 9
		require.ErrorIs(t, l.RuimOp(ctx, eind), verwerkingslog.ErrGebroken)
		require.NoError(t, l.Sluit())
		assert.Equal(t, 3, buiten(t, pad))
	})
	t.Run("willekeurig leggen en opruimen houdt altijd een keten", func(t *testing.T) {
		rapid.Check(t, func(r *rapid.T) {
			map_, err := os.MkdirTemp(t.TempDir(), "")
			require.NoError(r, err)
			pad := filepath.Join(map_, verwerkingslog.Bestand)
			l, err := verwerkingslog.Open(pad)
			require.NoError(r, err)
			koppen := map[int64]verwerkingslog.Plaats{}
			dag := 0
			for range rapid.IntRange(1, 12).Draw(r, "stappen") {
				if rapid.Bool().Draw(r, "opruimen") {
					rijp, err := l.Rijp(ctx, begin.AddDate(0, 0, rapid.IntRange(0, dag+1).Draw(r, "voor")))
					require.NoError(r, err)
					if rijp.Aantal > 0 {
						require.Equal(r, koppen[rijp.TotEnMet.Nr], rijp.TotEnMet)
						require.NoError(r, l.RuimOp(ctx, rijp.TotEnMet))
					}
					continue
				}
				x := regel("p")
				x.Begin = begin.AddDate(0, 0, dag)
				x.Eind, dag = x.Begin, dag+rapid.IntRange(0, 2).Draw(r, "dagen")
				require.NoError(r, l.Leg(ctx, x))
				p, err := l.Stand()
				require.NoError(r, err)
				koppen[p.Nr] = p
			}
			eind, err := l.Stand()
			require.NoError(r, err)
			require.NoError(r, l.Sluit())
			laatste, err := reken(t, pad)
			require.NoError(r, err)
			require.Equal(r, eind, laatste)
		})
	})
}

func inBestanden(t *testing.T, pad, tekst string) bool {
	t.Helper()
	for _, p := range []string{pad, pad + "-wal"} {
		b, err := os.ReadFile(p)
		if os.IsNotExist(err) {
			continue
		}
		require.NoError(t, err)
		if bytes.Contains(b, []byte(tekst)) {
			return true
		}
	}
	return false
}

func TestOlderFileGetsItsChain(t *testing.T) {
	pad, eind := gevuld(t, 4)
	vorm1 := []string{
		"DROP TABLE begin", "ALTER TABLE regels DROP COLUMN keten",
		"CREATE TRIGGER regels_vast BEFORE UPDATE ON regels BEGIN SELECT RAISE(ABORT, 'een regel verandert niet'); END",
		"CREATE TRIGGER regels_blijven BEFORE DELETE ON regels BEGIN SELECT RAISE(ABORT, 'een regel verdwijnt niet'); END",
		"PRAGMA user_version = 1",
	}
	knoei(t, pad, vorm1...)
	t.Run("een bestand van voor de keten zegt dat bij het bekijken", func(t *testing.T) {
		_, err := reken(t, pad)
		require.ErrorIs(t, err, verwerkingslog.ErrZonderKeten)
	})
	t.Run("en krijgt haar bij het openen, met dezelfde regels", func(t *testing.T) {
		l, err := verwerkingslog.Open(pad)
		require.NoError(t, err)
		p, err := l.Stand()
		require.NoError(t, err)
		assert.Equal(t, eind, p)
		uit, err := l.Over(t.Context(), "p2")
		require.NoError(t, err)
		assert.Len(t, uit, 1)
		require.NoError(t, l.Sluit())
		_, err = reken(t, pad)
		require.NoError(t, err)
	})
}
