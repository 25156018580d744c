package toegang_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func TestShareRegister(t *testing.T) {
	open := func() *toegang.Register {
		r, err := toegang.Open(filepath.Join(t.TempDir(), "toegang.db"), time.Now)
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, r.Sluit()) })
		return r
	}
	a, b := open(), open()
	over := func(t *testing.T, van, naar *toegang.Register) {
		rijen, err := van.Delen(t.Context())
		require.NoError(t, err)
		require.NoError(t, naar.NeemOver(t.Context(), rijen))
	}
	over(t, a, b)
	wie := toegang.Wie{Rol: toegang.Auditor, Organisatie: "MGR"}
	u, err := a.Geef(t.Context(), "proef", wie, time.Hour)
	require.NoError(t, err)
	id := toegang.VanPersoon("https://aanmelden.voorbeeld.nl", "1234")
	code, err := a.Code(t.Context(), id)
	require.NoError(t, err)
	l, err := a.Koppel(t.Context(), "mens", wie, code, time.Hour)
	require.NoError(t, err)

	t.Run("wat het ene register uitgeeft herkent het andere, als dezelfde", func(t *testing.T) {
		_, err := b.Herken(u.Token)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
		over(t, a, b)
		over(t, a, b)
		kent, err := b.Herken(u.Token)
		require.NoError(t, err)
		require.Equal(t, u.Wie, kent)
		zelfde, err := b.Koppelingen(id)
		require.NoError(t, err)
		require.Len(t, zelfde, 1)
		require.Equal(t, l.ID, zelfde[0].ID)
	})
	t.Run("wat een van beide intrekt is overal ingetrokken, en komt niet terug", func(t *testing.T) {
		require.NoError(t, b.TrekIn(t.Context(), u.Wie.TokenID))
		require.NoError(t, b.TrekIn(t.Context(), l.TokenID))
		over(t, a, b)
		_, err := b.Herken(u.Token)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
		over(t, b, a)
		_, err = a.Herken(u.Token)
		require.ErrorIs(t, err, toegang.ErrOngeldig)
		weg, err := a.Koppelingen(id)
		require.NoError(t, err)
		require.Empty(t, weg)
	})
	t.Run("een register dat zelf al een ander geheim heeft wordt geweigerd, en verandert niet", func(t *testing.T) {
		c := open()
		_, err := c.Code(t.Context(), id)
		require.NoError(t, err)
		rijen, err := a.Delen(t.Context())
		require.NoError(t, err)
		require.ErrorIs(t, c.NeemOver(t.Context(), rijen), toegang.ErrAnderGeheim)
		lijst, err := c.Lijst(t.Context())
		require.NoError(t, err)
		require.Empty(t, lijst)
	})
	t.Run("gedeeld wordt nooit het token zelf", func(t *testing.T) {
		rijen, err := a.Delen(t.Context())
		require.NoError(t, err)
		for _, r := range rijen {
			require.NotContains(t, string(r), u.Token[len(u.Token)-20:])
		}
	})
}
