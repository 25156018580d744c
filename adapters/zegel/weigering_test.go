package zegel

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestRefusal(t *testing.T) {
	tests := []struct {
		naam    string
		fout    func(j *nepJournaal)
		positie es.Position
	}{
		{"een byte in een gebeurtenis", func(j *nepJournaal) { j.rijen[11].Gebeurtenis[3] ^= 1 }, 12},
		{"een byte in een zout", func(j *nepJournaal) { j.rijen[30].Zout[31] ^= 0x80 }, 31},
		{"een byte in een commitment", func(j *nepJournaal) { j.rijen[19].Commitment[0] ^= 1 }, 20},
		{"een ontbrekende gebeurtenis", func(j *nepJournaal) { j.rijen = append(j.rijen[:14:14], j.rijen[15:]...) }, 15},
		{"een knoop van de boom", func(j *nepJournaal) { j.hashes[tlog.StoredHashIndex(5, 0)][7] ^= 1 }, 32},
		{"een gebeurtenis die met commitment en al is vervangen", func(j *nepJournaal) {
			v := &j.rijen[24]
			v.Gebeurtenis = []byte(`{}`)
			v.Commitment = envelop.Commitment(&v.Zout, v.Gebeurtenis)
		}, 26}, // leaves follow from commitments: the node over 25 and 26 is the first that differs
	}
	for _, tt := range tests {
		t.Run(tt.naam+": er wordt niet ondertekend, en de eerste foute positie is genoemd", func(t *testing.T) {
			j := nieuwNep("a", 32)
			tt.fout(j)
			z := openZegel(t, t.TempDir(), j, Opties{})
			_, err := z.Verzegel(t.Context())
			require.ErrorIs(t, err, ErrVerschil)
			require.ErrorIs(t, err, ErrGeweigerd)
			require.NotNil(t, z.Geweigerd())
			assert.Equal(t, tt.positie, z.Geweigerd().Positie)
			_, err = z.Checkpoint()
			require.ErrorIs(t, err, ErrNogNietVerzegeld)
		})
	}

	t.Run("een weigering blijft, ook na een herstart, tot het hele journaal weer klopt", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 20)
		een, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, err = een.Verzegel(t.Context())
		require.NoError(t, err)
		j.voegToe(5)
		j.rijen[21].Gebeurtenis[0] ^= 1
		_, err = een.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrVerschil)
		j.rijen[21].Gebeurtenis[0] ^= 1
		_, err = een.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrVerschil, "a running seal does not change its mind")
		j.rijen[3].Zout[0] ^= 1 // before the head: only a full recomputation finds it
		require.NoError(t, een.Sluit())

		twee, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, err = twee.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrVerschil)
		assert.EqualValues(t, 4, twee.Geweigerd().Positie)
		assert.EqualValues(t, 20, twee.Verzegeld(), "what was signed stays readable")
		require.NoError(t, twee.Sluit())

		j.rijen[3].Zout[0] ^= 1
		drie := openZegel(t, map_, j, Opties{})
		c, err := drie.Verzegel(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 25, c.Grootte)
	})

	t.Run("een geschiedenis die in zichzelf klopt maar anders is dan verzegeld, wordt tussen twee checkpoints geplaatst", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 0)
		een, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		for range 4 {
			j.voegToe(10)
			_, err = een.Verzegel(t.Context())
			require.NoError(t, err)
		}
		require.NoError(t, een.Sluit())
		ander := nieuwNep("a", 24)
		ander.kiem = "b"
		ander.voegToe(30)
		twee := openZegel(t, map_, ander, Opties{})
		_, err = twee.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrVerschil)
		assert.EqualValues(t, 21, twee.Geweigerd().Positie)
	})

	t.Run("een context die eindigt is geen weigering", func(t *testing.T) {
		j := nieuwNep("a", 10)
		z := openZegel(t, t.TempDir(), j, Opties{})
		_, err := z.Verzegel(gestopt(t))
		require.Error(t, err)
		require.NotErrorIs(t, err, ErrGeweigerd)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
	})
}

func TestOlderBackup(t *testing.T) {
	begin := func(t *testing.T) (string, *nepJournaal, []byte) {
		map_, j := t.TempDir(), nieuwNep("a", 20)
		z, err := Open(t.Context(), map_, j, Opties{Oorsprong: "kroniek.example/een"})
		require.NoError(t, err)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
		j.voegToe(15)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
		tekst, err := z.Checkpoint()
		require.NoError(t, err)
		require.NoError(t, z.Sluit())
		return map_, j, tekst
	}

	t.Run("een teruggezet ouder journaal wordt onder deze oorsprong niet meer ondertekend", func(t *testing.T) {
		map_, j, tekst := begin(t)
		oud := j.terug(20)
		z := openZegel(t, map_, oud, Opties{})
		_, err := z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrOuderDanZegel)
		weer, err := z.Checkpoint()
		require.NoError(t, err)
		assert.Equal(t, string(tekst), string(weer))
	})
	t.Run("ook niet als het daarna langer wordt dan het checkpoint", func(t *testing.T) {
		map_, j, _ := begin(t)
		oud := j.terug(20)
		oud.kiem = "b"
		z, err := Open(t.Context(), map_, oud, Opties{})
		require.NoError(t, err)
		oud.voegToe(30)
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrGeweigerd)
		require.NoError(t, z.Sluit())
		z = openZegel(t, map_, oud, Opties{})
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrVerschil)
		assert.EqualValues(t, 21, z.Geweigerd().Positie)
	})
	t.Run("controle: een zegel dat zijn hoofd is vergeten, splitst het log", func(t *testing.T) {
		map_, j, tekst := begin(t)
		oud := j.terug(20)
		oud.kiem = "b"
		oud.voegToe(15)
		o, err := openOpslag(filepath.Join(map_, opslagBestand))
		require.NoError(t, err)
		require.NoError(t, o.doe("UPDATE hoofden SET grootte = -1, wortel = zeroblob(32), checkpoint = NULL", nil))
		require.NoError(t, o.doe("DELETE FROM checkpoints", nil))
		require.NoError(t, o.sluit())
		z := openZegel(t, map_, oud, Opties{})
		c, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		eerder := mustOpen(t, tekst, z.Vkey())
		assert.Equal(t, eerder.Grootte, c.Grootte)
		assert.NotEqual(t, eerder.Wortel, c.Wortel)
	})
	t.Run("met het juiste journaal terug gaat het ondertekenen verder", func(t *testing.T) {
		map_, j, _ := begin(t)
		z, err := Open(t.Context(), map_, j.terug(20), Opties{})
		require.NoError(t, err)
		require.NotNil(t, z.Geweigerd())
		require.NoError(t, z.Sluit())
		j.voegToe(1)
		z = openZegel(t, map_, j, Opties{})
		c, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 36, c.Grootte)
	})
	t.Run("een hele map uit een oudere reservekopie wordt herkend aan een nieuwer checkpoint van elders", func(t *testing.T) {
		map_, j, tekst := begin(t)
		kopie, oud := oudeMap(t, map_, 20), j.terug(20)
		z, err := Open(t.Context(), kopie, oud, Opties{})
		require.NoError(t, err)
		require.Nil(t, z.Geweigerd())
		require.ErrorIs(t, z.Toets(t.Context(), tekst), ErrOuderDanZegel)
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrOuderDanZegel)
		require.NoError(t, z.Sluit())

		oud.kiem = "b"
		oud.voegToe(40)
		z = openZegel(t, kopie, oud, Opties{})
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrVerschil, "the checkpoint that was shown is remembered")
		assert.EqualValues(t, 21, z.Geweigerd().Positie)
	})
	t.Run("een checkpoint van een ander verandert niets", func(t *testing.T) {
		map_, j, _ := begin(t)
		_, _, vreemd := begin(t)
		z := openZegel(t, map_, j, Opties{})
		require.ErrorIs(t, z.Toets(t.Context(), vreemd), c2sp.ErrHandtekening)
		require.Nil(t, z.Geweigerd())
	})
	t.Run("een eigen checkpoint dat klopt verandert niets", func(t *testing.T) {
		map_, j, tekst := begin(t)
		z := openZegel(t, map_, j, Opties{})
		require.NoError(t, z.Toets(t.Context(), tekst))
		require.Nil(t, z.Geweigerd())
	})
}

// oudeMap copies zegel.db and zegel.key as they were when the head had size n.
func oudeMap(t *testing.T, map_ string, n int64) string {
	t.Helper()
	kopie := t.TempDir()
	for _, naam := range []string{opslagBestand, sleutelBestand} {
		b, err := os.ReadFile(filepath.Join(map_, naam))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(kopie, naam), b, 0o600))
	}
	o, err := openOpslag(filepath.Join(kopie, opslagBestand))
	require.NoError(t, err)
	require.NoError(t, o.doe("DELETE FROM checkpoints WHERE grootte > ?", nil, n))
	require.NoError(t, o.doe(`UPDATE hoofden SET (grootte, wortel, checkpoint, bereik) =
		(SELECT grootte, wortel, tekst, x'' FROM checkpoints WHERE grootte = ?)`, nil, n))
	require.NoError(t, o.sluit())
	return kopie
}

func mustOpen(t *testing.T, tekst []byte, vkey string) c2sp.Checkpoint {
	t.Helper()
	v, err := note.NewVerifier(vkey)
	require.NoError(t, err)
	c, err := c2sp.Open(tekst, v)
	require.NoError(t, err)
	return c
}
