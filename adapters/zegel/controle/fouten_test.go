package controle

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// keerByte flips the lowest bit of one byte of a value.
func keerByte(t testing.TB, conn *sqlite.Conn, tabel, kolomnaam, waar string, i int) {
	t.Helper()
	var b []byte
	require.NoError(t, sqlitex.ExecuteTransient(conn, "SELECT "+kolomnaam+" FROM "+tabel+" WHERE "+waar, &sqlitex.ExecOptions{
		ResultFunc: func(s *sqlite.Stmt) error { b = kolom(s, 0, nil); return nil },
	}))
	require.NotEmpty(t, b)
	b[(i+len(b))%len(b)] ^= 1
	doe(t, conn, "UPDATE "+tabel+" SET "+kolomnaam+" = ? WHERE "+waar, b)
}

// TestFaults plants one fault per check. Each must be found at its first
// position, and a check with that one part left out must not see it: so every
// part is needed, and the test would fail without it.
func TestFaults(t *testing.T) {
	gaaf := bouw(t).schrijf(30).verzegel().schrijf(10).verzegel().vervang(9, 40).dicht()
	vreemd := bouw(t).schrijf(30).verzegel().schrijf(10).verzegel().dicht()
	tests := []struct {
		naam    string
		bestand string
		fout    func(t *testing.T, c *sqlite.Conn, map_ string)
		soort   Soort
		positie es.Position
		zonder  toetsen
	}{
		{"een byte in een gebeurtenis", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "gebeurtenissen", "gebeurtenis", "positie = 22", 20)
		}, SoortGebeurtenis, 22, toetsCommitment},
		{"een byte in een zout", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "gebeurtenissen", "zout", "positie = 23", 31)
		}, SoortGebeurtenis, 23, toetsCommitment},
		{"een byte in een kolom id", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "gebeurtenissen", "id", "positie = 40", 3)
		}, SoortKolom, 40, toetsKolommen},
		{"een sleutel van een stroom die geen gebeurtenis noemt", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE streams SET sleutel = zeroblob(16) WHERE sleutel IS NULL AND sid = (SELECT min(sid) FROM streams WHERE sleutel IS NULL)")
		}, SoortKolom, 0, toetsKolommen},
		{"een tijdgrens", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE gebeurtenissen SET tijdgrens = tijdgrens + 1 WHERE positie = 40")
		}, SoortKolom, 40, toetsTijd},
		{"een sprong in de revisies van een stroom", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE gebeurtenissen SET revisie = revisie + 100 WHERE positie = 33")
		}, SoortRevisie, 33, toetsKolommen | toetsRevisies},
		{"een persoonsdeel", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "persoonsdelen", "deel", "positie = (SELECT min(positie) FROM persoonsdelen)", -1)
		}, SoortPersoons, 1, toetsPersoonsdeel},
		{"een knoop", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "knopen", "hashes", "positie = 32", 32*3+4)
		}, SoortKnoop, 32, toetsKnopen},
		{"een knoop te veel", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "INSERT INTO knopen (positie, hashes) VALUES (13, zeroblob(32))")
		}, SoortKnoop, 13, toetsKnopen},
		{"een opdracht die een gebeurtenis te veel noemt", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE opdrachten SET aantal = aantal + 1 WHERE positie = (SELECT max(positie) FROM opdrachten WHERE positie < 20)")
		}, SoortOpdracht, 0, toetsOpdrachten},
		{"een gebeurtenis zonder opdracht", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "DELETE FROM opdrachten WHERE positie = (SELECT max(positie) FROM opdrachten WHERE positie < 20)")
		}, SoortOpdracht, 0, toetsOpdrachten},
		{"een opdracht waarvan geen gebeurtenis bestaat", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "INSERT INTO opdrachten (opdracht, positie, aantal, hmac) VALUES (zeroblob(16), 17, 1, zeroblob(32))")
		}, SoortOpdracht, 17, toetsOpdrachten},
		{"een vervanging waarover geen gebeurtenis besloot", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE gebeurtenissen SET vervangen = 41 WHERE positie = 9")
		}, SoortVervanging, 9, toetsVervanging},
		{"een vervanging door een eerdere gebeurtenis", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE gebeurtenissen SET vervangen = 8 WHERE positie = 9")
		}, SoortVervanging, 9, toetsVervanging},
		{"een vervanging die het zout niet wiste", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "UPDATE gebeurtenissen SET zout = zeroblob(32) WHERE positie = 9")
		}, SoortVervanging, 9, toetsVervanging},
		{"het commitment van een vervangen gebeurtenis", journaalBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "gebeurtenissen", "commitment", "positie = 9", 0)
		}, SoortKnoop, 9, toetsKnopen | toetsWortels | toetsZegel},
		{"de geschiedenis van een ander, in zichzelf gaaf", journaalBestand, func(t *testing.T, _ *sqlite.Conn, map_ string) {
			b, err := os.ReadFile(filepath.Join(vreemd, journaalBestand))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(map_, journaalBestand), b, 0o600))
		}, SoortWortel, 1, toetsWortels | toetsZegel},
		{"een handtekening", zegelBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "checkpoints", "tekst", "grootte = 40", -10)
			keerByte(t, c, "hoofden", "checkpoint", "nr = 1", -10)
		}, SoortCheckpoint, 0, toetsHandtekening},
		{"de tussenstand van de boom", zegelBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			keerByte(t, c, "hoofden", "bereik", "nr = 1", 5)
		}, SoortZegel, 0, toetsZegel},
		{"alle checkpoints weg", zegelBestand, func(t *testing.T, c *sqlite.Conn, _ string) {
			doe(t, c, "DELETE FROM checkpoints")
		}, SoortZegel, 0, toetsZegel},
	}
	for _, tt := range tests {
		t.Run(tt.naam+" wordt gemeld, en niet door een controle die daar niet naar kijkt", func(t *testing.T) {
			map_ := kopie(t, gaaf)
			moetGoed(t, map_, MapOpties{})
			tt.fout(t, openSchrijven(t, map_, tt.bestand), map_)
			u, err := Map(t.Context(), map_, MapOpties{})
			require.NoError(t, err)
			require.False(t, u.Goed)
			assert.Equal(t, tt.soort, u.Eerste.Soort, "%v", u.Afwijkingen)
			if tt.positie > 0 || tt.soort != SoortOpdracht {
				assert.Equal(t, tt.positie, u.Eerste.Positie, "%v", u.Afwijkingen)
			}
			u, err = controleer(t.Context(), map_, MapOpties{}, alle&^tt.zonder)
			require.NoError(t, err)
			assert.Empty(t, u.Afwijkingen, "control: the check that was left out is not what finds it")
		})
	}
}

// TestRewrite rewrites history as an operator with all files could: event,
// zout, commitment and every node over it. Only the checkpoints know better.
func TestRewrite(t *testing.T) {
	h := bouw(t).schrijf(20).verzegel().schrijf(20).verzegel().schrijf(20).verzegel()
	vkey := h.z.Vkey()
	map_ := h.dicht()
	herschrijf(t, map_, 33, 60)
	u, err := Map(t.Context(), map_, MapOpties{Vkey: vkey})
	require.NoError(t, err)
	require.False(t, u.Goed)
	assert.Equal(t, SoortWortel, u.Eerste.Soort)
	assert.EqualValues(t, 21, u.Eerste.Positie, "between the checkpoints over 20 and over 40")

	t.Run("wie ook zegel.db en de sleutel vervangt, wordt door een eerder checkpoint en de bekende sleutel verraden", func(t *testing.T) {
		cp, err := os.ReadFile(filepath.Join(map_, "cp"))
		require.NoError(t, err)
		for _, naam := range []string{zegelBestand, "zegel.key"} {
			require.NoError(t, os.Remove(filepath.Join(map_, naam)))
		}
		hermaak(t, map_)
		moetGoed(t, map_, MapOpties{})
		for _, o := range []MapOpties{{Vkey: vkey}, {Bekend: [][]byte{cp}}} {
			u, err := Map(t.Context(), map_, o)
			require.NoError(t, err)
			require.False(t, u.Goed)
			assert.Equal(t, SoortCheckpoint, u.Eerste.Soort)
		}
	})
}

// herschrijf changes the event at p and makes everything in journaal.db agree.
func herschrijf(t *testing.T, map_ string, p, n int64) {
	t.Helper()
	conn := openSchrijven(t, map_, journaalBestand)
	keerByte(t, conn, "gebeurtenissen", "gebeurtenis", "positie = 33", 20)
	var hashes []tlog.Hash
	lees := tlog.HashReaderFunc(func(ix []int64) (uit []tlog.Hash, _ error) {
		for _, x := range ix {
			uit = append(uit, hashes[x])
		}
		return uit, nil
	})
	for i := int64(1); i <= n; i++ {
		var c [32]byte
		require.NoError(t, vraag(conn, "SELECT zout, gebeurtenis FROM gebeurtenissen WHERE positie = ?",
			func(s *sqlite.Stmt) { s.BindInt64(1, i) },
			func(s *sqlite.Stmt) error {
				c = sha256.Sum256(append(append([]byte(commitmentKop), kolom(s, 0, nil)...), kolom(s, 1, nil)...))
				return nil
			}))
		nieuw, err := tlog.StoredHashesForRecordHash(i-1, tlog.Hash(bladHash(c[:])), lees)
		require.NoError(t, err)
		hashes = append(hashes, nieuw...)
		if i < p {
			continue
		}
		doe(t, conn, "UPDATE gebeurtenissen SET commitment = ? WHERE positie = ?", c[:], i)
		var knopen []byte
		for _, h := range nieuw[1:] {
			knopen = append(knopen, h[:]...)
		}
		if len(knopen) > 0 {
			doe(t, conn, "UPDATE knopen SET hashes = ? WHERE positie = ?", knopen, i)
		}
	}
	var cp []byte
	z := openSchrijven(t, map_, zegelBestand)
	require.NoError(t, vraag(z, "SELECT checkpoint FROM hoofden", nil, func(s *sqlite.Stmt) error { cp = kolom(s, 0, nil); return nil }))
	require.NoError(t, os.WriteFile(filepath.Join(map_, "cp"), cp, 0o600))
}

// hermaak seals a folder whose seal is gone, under a key of its own.
func hermaak(t *testing.T, map_ string) {
	t.Helper()
	h := bouw(t)
	h.dicht()
	j := opnieuw(t, map_, h.codec)
	z, err := zegel.Open(t.Context(), map_, j, zegel.Opties{})
	require.NoError(t, err)
	_, err = z.Verzegel(t.Context())
	require.NoError(t, err)
	require.NoError(t, z.Sluit())
	require.NoError(t, j.Sluit())
}

func TestOlderJournal(t *testing.T) {
	t.Run("een teruggezet ouder journaal mist wat is ondertekend", func(t *testing.T) {
		h := bouw(t).schrijf(20).verzegel()
		oud := filepath.Join(t.TempDir(), journaalBestand)
		require.NoError(t, h.j.Kopie(t.Context(), oud))
		map_ := h.schrijf(15).verzegel().dicht()
		require.NoError(t, os.Rename(oud, filepath.Join(map_, journaalBestand)))
		u, err := Map(t.Context(), map_, MapOpties{})
		require.NoError(t, err)
		require.False(t, u.Goed)
		assert.Equal(t, SoortWortel, u.Eerste.Soort)
		assert.EqualValues(t, 21, u.Eerste.Positie)

		j := opnieuw(t, map_, h.codec)
		defer func() { require.NoError(t, j.Sluit()) }()
		z, err := zegel.Open(t.Context(), map_, j, zegel.Opties{})
		require.NoError(t, err)
		defer func() { require.NoError(t, z.Sluit()) }()
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, zegel.ErrOuderDanZegel, "and the seal does not fork")
	})
}

func TestReplacementTypes(t *testing.T) {
	map_ := bouw(t).schrijf(12).verzegel().vervang(5, 12).dicht()
	u := moetGoed(t, map_, MapOpties{})
	typ := u.Vervangen[0].Type
	moetGoed(t, map_, MapOpties{Vervangers: []string{"nl.iets-anders.v1", typ}})
	t.Run("een vervanging door een gebeurtenis die daar niet over gaat wordt gemeld", func(t *testing.T) {
		u, err := Map(t.Context(), map_, MapOpties{Vervangers: []string{"nl.iets-anders.v1"}})
		require.NoError(t, err)
		require.False(t, u.Goed)
		assert.Equal(t, SoortVervanging, u.Eerste.Soort)
		assert.EqualValues(t, 5, u.Eerste.Positie)
	})
	t.Run("een lege lijst staat geen enkele vervanging toe", func(t *testing.T) {
		u, err := Map(t.Context(), map_, MapOpties{Vervangers: []string{}})
		require.NoError(t, err)
		require.False(t, u.Goed)
		assert.Equal(t, SoortVervanging, u.Eerste.Soort)
	})
}

func TestForeignObjects(t *testing.T) {
	for naam, sql := range map[string]string{
		"trigger": "CREATE TRIGGER t BEFORE INSERT ON gebeurtenissen BEGIN SELECT raise(ignore); END",
		"view":    "CREATE VIEW v AS SELECT 1",
		"tabel":   "CREATE TABLE vreemd (x)",
		"index":   "CREATE INDEX i ON gebeurtenissen (tid)",
	} {
		t.Run("een vreemde "+naam+" in het journaal wordt gemeld, en het journaal gaat er niet mee open", func(t *testing.T) {
			h := bouw(t).schrijf(3).verzegel()
			map_ := h.dicht()
			conn := openSchrijven(t, map_, journaalBestand)
			doe(t, conn, sql)
			u, err := Map(t.Context(), map_, MapOpties{})
			require.NoError(t, err)
			require.False(t, u.Goed)
			assert.Equal(t, SoortVorm, u.Eerste.Soort)
			u, err = controleer(t.Context(), map_, MapOpties{}, alle&^toetsVorm)
			require.NoError(t, err)
			assert.True(t, u.Goed, "control: nothing else sees it")
			_, err = journaal.Open(t.Context(), map_, journaal.Opties{Codec: h.codec})
			require.ErrorIs(t, err, journaal.ErrBeschadigd)
		})
	}
}
