package toegang

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

const eenCode, andereCode = "abcd-efgh-ijkl-mnop-qrst", "abcd-efgh-ijkl-mnop-qrs2"

func TestOnePersonHasOnePseudonym(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), k)
	koppel := func(rol Rol, code string) Wie {
		w, err := r.Koppel(ctx, "x", wie(rol, "GM0202", "inkoop"), code, time.Hour)
		require.NoError(t, err)
		return w
	}
	beheerder := koppel(Beheerder, eenCode)
	t.Run("wie zich met dezelfde identiteit aanmeldt in een andere rol, is dezelfde", func(t *testing.T) {
		secretaris := koppel(Bestuurssecretaris, eenCode)
		assert.Equal(t, beheerder.ID, secretaris.ID)
		assert.NotEqual(t, beheerder.TokenID, secretaris.TokenID)
		for _, w := range []Wie{beheerder, secretaris} {
			assert.True(t, r.Geldig(w))
		}
		lijst, err := r.Lijst(ctx)
		require.NoError(t, err)
		for _, v := range lijst {
			assert.Equal(t, beheerder.ID, v.Wie.ID)
		}
	})
	t.Run("een ander is een ander", func(t *testing.T) {
		assert.NotEqual(t, beheerder.ID, koppel(Beheerder, andereCode).ID)
	})
	t.Run("consulent en opsporingsambtenaar blijven uit elkaar, ook als het een mens is", func(t *testing.T) {
		consulent, boa := koppel(ConsulentLeerplicht, andereCode), koppel(Opsporingsambtenaar, andereCode)
		assert.NotEqual(t, consulent.ID, boa.ID)
		assert.Equal(t, boa.ID, koppel(Opsporingsambtenaar, andereCode).ID)
	})
	t.Run("een token kan voor dezelfde persoon zijn als een ander token", func(t *testing.T) {
		een, err := r.Geef(ctx, "x", wie(Beheerder, "", ""), time.Hour)
		require.NoError(t, err)
		twee, err := r.GeefOp(ctx, "x", wie(Auditor, "", ""), time.Hour, Grond{Als: een.Wie.TokenID})
		require.NoError(t, err)
		assert.Equal(t, een.Wie.ID, twee.Wie.ID)
		herkend, err := r.Herken(twee.Token)
		require.NoError(t, err)
		assert.Equal(t, een.Wie.ID, herkend.ID)
		assert.Equal(t, Auditor, herkend.Rol)
		_, err = r.GeefOp(ctx, "x", wie(Auditor, "", ""), time.Hour, Grond{Als: "bestaatniet"})
		require.ErrorIs(t, err, ErrOnbekend)
	})
}

func TestKanVierOgen(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	r := open(t, filepath.Join(t.TempDir(), "toegang.db"), k)
	kan := func() bool {
		ok, err := r.KanVierOgen(ctx)
		require.NoError(t, err)
		return ok
	}
	geef := func(rol Rol, g Grond) Wie {
		u, err := r.GeefOp(ctx, "x", wie(rol, "", ""), time.Hour, g)
		require.NoError(t, err)
		return u.Wie
	}
	t.Run("een beheerder alleen kan het niet, ook niet met een tweede token", func(t *testing.T) {
		assert.False(t, kan())
		een := geef(Beheerder, Grond{})
		assert.False(t, kan())
		geef(Bestuurssecretaris, Grond{Als: een.TokenID})
		assert.False(t, kan())
	})
	t.Run("met een tweede mens kan het, zolang diens toegang geldt", func(t *testing.T) {
		twee := geef(Bestuurssecretaris, Grond{})
		assert.True(t, kan())
		require.NoError(t, r.TrekIn(ctx, twee.TokenID))
		assert.False(t, kan())
		geef(Beheerder, Grond{})
		assert.True(t, kan())
		k.verder(time.Hour)
		assert.False(t, kan())
	})
}

func TestTrekVerleningenIn(t *testing.T) {
	ctx, k := context.Background(), nieuweKlok()
	pad := filepath.Join(t.TempDir(), "toegang.db")
	r := open(t, pad, k)
	met, err := r.GeefOp(ctx, "x", wie(Auditor, "", ""), time.Hour, Grond{Verlening: "v1"})
	require.NoError(t, err)
	link, err := r.KoppelOp(ctx, "x", wie(Auditor, "", ""), eenCode, time.Hour, Grond{Verlening: "v1"})
	require.NoError(t, err)
	ander, err := r.GeefOp(ctx, "x", wie(Auditor, "", ""), time.Hour, Grond{Verlening: "v2"})
	require.NoError(t, err)
	zonder, err := r.Geef(ctx, "x", wie(Griffier, "GM0202", ""), time.Hour)
	require.NoError(t, err)
	t.Run("alle toegang op een ingetrokken verlening houdt op, en niets anders", func(t *testing.T) {
		require.NoError(t, r.TrekVerleningenIn(ctx, "v1"))
		_, err := r.Herken(met.Token)
		require.ErrorIs(t, err, ErrOngeldig)
		assert.False(t, r.Geldig(link))
		for _, token := range []string{ander.Token, zonder.Token} {
			_, err := r.Herken(token)
			require.NoError(t, err)
		}
	})
	t.Run("tot waar de geschiedenis is gevolgd blijft bewaard", func(t *testing.T) {
		require.NoError(t, r.ZetGevolgd(ctx, 9))
		p, err := open(t, pad, k).Gevolgd()
		require.NoError(t, err)
		assert.Equal(t, int64(9), p)
	})
	t.Run("de lijst noemt de verlening", func(t *testing.T) {
		lijst, err := r.Lijst(ctx)
		require.NoError(t, err)
		assert.ElementsMatch(t, []string{"v1", "v2", "", "v1"}, []string{lijst[0].Verlening, lijst[1].Verlening, lijst[2].Verlening, lijst[3].Verlening})
	})
}

func TestRegisterOfAnOlderProgram(t *testing.T) {
	pad := filepath.Join(t.TempDir(), "toegang.db")
	conn, err := sqlite.OpenConn(pad)
	require.NoError(t, err)
	require.NoError(t, sqlitex.ExecuteScript(conn, `
		CREATE TABLE houder (id TEXT PRIMARY KEY, rol TEXT NOT NULL, organisatie TEXT NOT NULL,
			gemeente TEXT NOT NULL, module TEXT NOT NULL, naam TEXT NOT NULL) STRICT;
		CREATE TABLE token (hash BLOB PRIMARY KEY, id TEXT NOT NULL UNIQUE, houder TEXT NOT NULL REFERENCES houder(id),
			aangemaakt INTEGER NOT NULL, verloopt INTEGER NOT NULL, ingetrokken INTEGER NOT NULL DEFAULT 0) STRICT;
		INSERT INTO houder VALUES ('p', 'auditor', 'MGR', '', '', 'x');
		INSERT INTO token VALUES (x'00', 'abcdefgh', 'p', 0, 9999999999999, 0);`, nil))
	require.NoError(t, conn.Close())
	require.NoError(t, os.Chmod(pad, 0o600))
	for range 2 {
		r, err := Open(pad, nieuweKlok().nu)
		require.NoError(t, err)
		lijst, err := r.Lijst(context.Background())
		require.NoError(t, err)
		require.Len(t, lijst, 1)
		assert.Equal(t, "p", lijst[0].Wie.ID, "who was known keeps the pseudonym")
		require.NoError(t, r.Sluit())
	}
}
