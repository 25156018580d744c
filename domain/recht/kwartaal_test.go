package recht

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestKwartaal(t *testing.T) {
	t.Run("een kwartaal begint en eindigt op de kalenderdag", func(t *testing.T) {
		for _, c := range []struct{ k, begin, einde, volgend string }{
			{"2024-K1", "2024-01-01", "2024-03-31", "2024-K2"},
			{"2024-K2", "2024-04-01", "2024-06-30", "2024-K3"},
			{"2024-K3", "2024-07-01", "2024-09-30", "2024-K4"},
			{"2024-K4", "2024-10-01", "2024-12-31", "2025-K1"},
		} {
			k, err := ParseKwartaal(c.k)
			require.NoError(t, err)
			require.Equal(t, []string{c.begin, c.einde, c.volgend}, []string{k.Begin().String(), k.Einde().String(), string(k.Volgend())})
		}
	})
	t.Run("elke dag ligt in zijn eigen kwartaal", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d := NieuweDatum(1900, 1, 1).PlusDagen(rapid.IntRange(0, 90_000).Draw(t, "dag"))
			k := KwartaalVan(d)
			require.False(t, d.Voor(k.Begin()))
			require.False(t, d.Na(k.Einde()))
			require.Equal(t, k.Einde().PlusDagen(1), k.Volgend().Begin())
			gelezen, err := ParseKwartaal(string(k))
			require.NoError(t, err)
			require.Equal(t, k, gelezen)
		})
	})
	t.Run("wat geen kwartaal is heeft geen dagen", func(t *testing.T) {
		for _, s := range []string{"", "2024", "2024-K0", "2024-K5", "2024-Q1", "0000-K1", "20a4-K1", "2024-K1 "} {
			_, err := ParseKwartaal(s)
			require.ErrorIs(t, err, ErrKwartaal, "%q", s)
			require.True(t, Kwartaal(s).Begin().IsZero())
			require.True(t, Kwartaal(s).Einde().IsZero())
			require.Empty(t, Kwartaal(s).Volgend())
		}
		require.Empty(t, KwartaalVan(Datum{}))
	})
}
