package sleutels_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
)

func TestKEKFile(t *testing.T) {
	t.Run("een gemaakte inpaksleutel wordt gelezen zoals hij is", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "kek")
		gemaakt, err := sleutels.LeesOfMaakKEK(pad)
		require.NoError(t, err)
		gelezen, err := sleutels.LeesOfMaakKEK(pad)
		require.NoError(t, err)
		assert.True(t, gemaakt == gelezen)
		assert.NotZero(t, gemaakt)
	})
	t.Run("over een bestaande inpaksleutel wordt niet heen geschreven", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "kek")
		_, err := sleutels.MaakKEK(pad)
		require.NoError(t, err)
		_, err = sleutels.MaakKEK(pad)
		require.ErrorIs(t, err, fs.ErrExist)
	})
	t.Run("een bestand waar een ander bij kan wordt geweigerd", func(t *testing.T) {
		for _, recht := range []fs.FileMode{0o604, 0o640, 0o644, 0o602, 0o610, 0o601, 0o777} {
			pad := filepath.Join(t.TempDir(), "kek")
			_, err := sleutels.MaakKEK(pad)
			require.NoError(t, err)
			require.NoError(t, os.Chmod(pad, recht))
			_, err = sleutels.LeesOfMaakKEK(pad)
			require.ErrorIs(t, err, sleutels.ErrKEKBestand, recht)
			assert.ErrorContains(t, err, "chmod 600", "de melding zegt wat te doen")
		}
	})
	t.Run("een bestand met iets anders erin wordt geweigerd", func(t *testing.T) {
		goed := strings.Repeat("0a", 32)
		for _, inhoud := range []string{"", "\n", goed[2:], goed + "0", goed + "\n\n", goed + "0a", "zz" + goed[2:], goed + goed} {
			pad := filepath.Join(t.TempDir(), "kek")
			require.NoError(t, os.WriteFile(pad, []byte(inhoud), 0o600))
			_, err := sleutels.LeesKEK(pad)
			require.ErrorIs(t, err, sleutels.ErrKEKBestand, "%q", inhoud)
		}
		_, err := sleutels.LeesKEK(t.TempDir())
		require.ErrorIs(t, err, sleutels.ErrKEKBestand)
	})
	t.Run("een inpaksleutel zonder regeleinde is goed", func(t *testing.T) {
		pad := filepath.Join(t.TempDir(), "kek")
		require.NoError(t, os.WriteFile(pad, []byte(strings.Repeat("0a", 32)), 0o400))
		kek, err := sleutels.LeesKEK(pad)
		require.NoError(t, err)
		assert.Equal(t, byte(0x0a), kek[31])
	})
}
