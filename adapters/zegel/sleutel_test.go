package zegel

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestKeyFile(t *testing.T) {
	begin := func(t *testing.T) (string, *nepJournaal) {
		map_, j := t.TempDir(), nieuwNep("a", 3)
		z, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		_, err = z.Verzegel(t.Context())
		require.NoError(t, err)
		require.NoError(t, z.Sluit())
		return map_, j
	}
	t.Run("de sleutel is alleen voor de eigenaar", func(t *testing.T) {
		map_, _ := begin(t)
		info, err := os.Stat(filepath.Join(map_, sleutelBestand))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())
	})
	for _, rechten := range []os.FileMode{0o640, 0o604, 0o620, 0o602, 0o610, 0o601} {
		t.Run("een sleutel die anderen kunnen lezen of wijzigen wordt geweigerd", func(t *testing.T) {
			map_, j := begin(t)
			require.NoError(t, os.Chmod(filepath.Join(map_, sleutelBestand), rechten))
			_, err := Open(t.Context(), map_, j, Opties{})
			require.ErrorIs(t, err, ErrSleutelLeesbaar)
		})
	}
	t.Run("een sleutel van een andere map wordt geweigerd", func(t *testing.T) {
		map_, j := begin(t)
		ander, _ := begin(t)
		require.NoError(t, os.Rename(filepath.Join(ander, sleutelBestand), filepath.Join(map_, sleutelBestand)))
		_, err := Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrSleutel)
	})
	t.Run("een andere sleutel met dezelfde naam wordt geweigerd", func(t *testing.T) {
		map_, j := begin(t)
		z, err := Open(t.Context(), map_, j, Opties{})
		require.NoError(t, err)
		naam := z.Oorsprong()
		require.NoError(t, z.Sluit())
		_, _, err = nieuweSleutel(map_, sleutelBestand, naam)
		require.NoError(t, err)
		_, err = Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrSleutel)
	})
	t.Run("een beschadigde sleutel wordt geweigerd zonder hem te tonen", func(t *testing.T) {
		map_, j := begin(t)
		pad := filepath.Join(map_, sleutelBestand)
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(pad, b[:len(b)/2], 0o600))
		_, err = Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrSleutel)
		assert.NotContains(t, err.Error(), string(b[20:30]))
	})
	t.Run("zonder sleutel kan het zegel worden gelezen, maar niet ondertekenen", func(t *testing.T) {
		map_, j := begin(t)
		require.NoError(t, os.Remove(filepath.Join(map_, sleutelBestand)))
		z := openZegel(t, map_, j, Opties{})
		_, err := z.Checkpoint()
		require.NoError(t, err)
		j.voegToe(1)
		_, err = z.Verzegel(t.Context())
		require.ErrorIs(t, err, ErrSleutelOntbreekt)
		require.ErrorIs(t, err, ErrGeweigerd)
	})
	t.Run("een sleutel zonder zegel.db tekent niet: er kan al mee zijn ondertekend", func(t *testing.T) {
		map_, j := begin(t)
		require.NoError(t, os.Remove(filepath.Join(map_, opslagBestand)))
		_, err := Open(t.Context(), map_, j, Opties{})
		require.ErrorIs(t, err, ErrZegelWeg)
	})
	t.Run("een andere oorsprong in de configuratie wordt geweigerd", func(t *testing.T) {
		map_, j := begin(t)
		_, err := Open(t.Context(), map_, j, Opties{Oorsprong: "kroniek.example/anders"})
		require.ErrorIs(t, err, ErrOorsprong)
	})
	for _, naam := range []string{"met spatie", "a+b", "regel\neen", "https://kroniek.example", "kroniek.example/", "\xff"} {
		t.Run("een naam die signed-note niet kent wordt geweigerd", func(t *testing.T) {
			_, err := Open(t.Context(), t.TempDir(), nieuwNep("a", 0), Opties{Oorsprong: naam})
			require.ErrorIs(t, err, ErrOorsprong)
		})
	}
	t.Run("een vreemd bestand onder de naam zegel.db wordt niet aangeraakt", func(t *testing.T) {
		map_ := t.TempDir()
		o, err := openOpslag(filepath.Join(map_, opslagBestand))
		require.NoError(t, err)
		require.NoError(t, o.doe("PRAGMA application_id=7", nil))
		require.NoError(t, o.sluit())
		_, err = Open(t.Context(), map_, nieuwNep("a", 0), Opties{})
		require.ErrorIs(t, err, ErrOpslag)
	})
}
