package zegel

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestNewOrigin(t *testing.T) {
	begin := func(t *testing.T) (string, *nepJournaal, []byte) {
		map_, j := t.TempDir(), nieuwNep("a", 20)
		z, err := Open(t.Context(), map_, j, Opties{Oorsprong: "kroniek.example/een"})
		require.NoError(t, err)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
		tekst, err := z.Checkpoint()
		require.NoError(t, err)
		require.NoError(t, z.Sluit())
		return map_, j, tekst
	}
	t.Run("na een oudere reservekopie begint een nieuwe oorsprong met een eigen sleutel, die het oude checkpoint noemt", func(t *testing.T) {
		map_, j, tekst := begin(t)
		oud := j.terug(12)
		z, err := Open(t.Context(), map_, oud, Opties{})
		require.NoError(t, err)
		vorige := z.Vkey()
		vkey, err := z.NieuweOorsprong(t.Context(), "kroniek.example/twee", tekst)
		require.NoError(t, err)
		assert.NotEqual(t, vorige, vkey)
		c, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 12, c.Grootte)
		assert.Equal(t, "kroniek.example/twee", c.Oorsprong)
		want := []Eerder{{Oorsprong: "kroniek.example/een", Vkey: vorige, Checkpoint: string(tekst)}}
		assert.Equal(t, want, z.Stand().Eerdere)
		require.NoError(t, z.Sluit())

		z = openZegel(t, map_, oud, Opties{Oorsprong: "kroniek.example/een"})
		assert.Equal(t, vkey, z.Vkey())
		assert.Equal(t, want, z.Stand().Eerdere)
		assert.EqualValues(t, 12, z.Verzegeld())
	})
	t.Run("een verbroken wissel wordt bij de volgende start afgemaakt", func(t *testing.T) {
		map_, j, tekst := begin(t)
		z, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, vkey, err := nieuweSleutel(map_, sleutelNieuw, "kroniek.example/twee")
		require.NoError(t, err)
		_, err = z.opslag.begin("kroniek.example/twee", vkey, tekst)
		require.NoError(t, err)
		require.NoError(t, z.Sluit())
		z = openZegel(t, map_, j, Opties{})
		assert.Equal(t, vkey, z.Vkey())
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
	})
	t.Run("een nieuwe oorsprong moet het nieuwste checkpoint noemen", func(t *testing.T) {
		map_, j, tekst := begin(t)
		j.voegToe(1)
		z := openZegel(t, map_, j, Opties{})
		_, err := z.Verzegel(t.Context())
		require.NoError(t, err)
		_, err = z.NieuweOorsprong(t.Context(), "kroniek.example/twee", tekst)
		require.ErrorIs(t, err, ErrOudCheckpoint)
		_, err = z.NieuweOorsprong(t.Context(), "kroniek.example/twee", []byte("geen checkpoint\n"))
		require.ErrorIs(t, err, ErrOudCheckpoint)
	})
	t.Run("een gebruikte naam komt niet terug", func(t *testing.T) {
		map_, j, tekst := begin(t)
		z := openZegel(t, map_, j, Opties{})
		_, err := z.NieuweOorsprong(t.Context(), "kroniek.example/een", tekst)
		require.ErrorIs(t, err, ErrOorsprong)
	})
	t.Run("een journaal dat in zichzelf niet klopt krijgt geen nieuwe oorsprong", func(t *testing.T) {
		map_, j, tekst := begin(t)
		j.rijen[4].Gebeurtenis[0] ^= 1
		z := openZegel(t, map_, j, Opties{})
		_, err := z.NieuweOorsprong(t.Context(), "kroniek.example/twee", tekst)
		require.ErrorIs(t, err, ErrVerschil)
		assert.Equal(t, "kroniek.example/een", z.Oorsprong())
	})
	t.Run("ook een verloren sleutel is te vervangen", func(t *testing.T) {
		map_, j, tekst := begin(t)
		require.NoError(t, os.Remove(filepath.Join(map_, sleutelBestand)))
		z := openZegel(t, map_, j, Opties{})
		_, err := z.NieuweOorsprong(t.Context(), "kroniek.example/twee", tekst)
		require.NoError(t, err)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
	})
}
