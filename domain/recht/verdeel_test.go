package recht

import (
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestVerdeel(t *testing.T) {
	t.Run("bij gelijke rest gaat de cent naar de laagste sleutel, hoe de lijst ook staat", func(t *testing.T) {
		want := []Aandeel{{"GM0202", 34}, {"GM0221", 33}, {"GM0226", 33}}
		for _, g := range [][]Gewicht{
			{{"GM0202", 1}, {"GM0221", 1}, {"GM0226", 1}},
			{{"GM0226", 1}, {"GM0202", 1}, {"GM0221", 1}},
		} {
			a, err := Verdeel(100, g)
			require.NoError(t, err)
			require.Equal(t, want, a)
		}
	})
	t.Run("de grootste rest gaat voor de laagste sleutel", func(t *testing.T) {
		a, err := Verdeel(10, []Gewicht{{"a", 1}, {"b", 5}}) // 1.67 and 8.33
		require.NoError(t, err)
		require.Equal(t, []Aandeel{{"a", 2}, {"b", 8}}, a)
	})
	t.Run("een negatief bedrag is het spiegelbeeld", func(t *testing.T) {
		a, err := Verdeel(-100, []Gewicht{{"a", 1}, {"b", 1}, {"c", 1}})
		require.NoError(t, err)
		require.Equal(t, []Aandeel{{"a", -34}, {"b", -33}, {"c", -33}}, a)
	})
	t.Run("de grootste getallen lopen niet over", func(t *testing.T) {
		for _, totaal := range []Bedrag{math.MaxInt64, math.MinInt64} {
			a, err := Verdeel(totaal, []Gewicht{{"a", math.MaxInt64}, {"b", math.MaxInt64}})
			require.NoError(t, err)
			som, err := Som(a[0].Bedrag, a[1].Bedrag)
			require.NoError(t, err)
			require.Equal(t, totaal, som)
		}
		a, err := Verdeel(math.MinInt64, []Gewicht{{"a", 7}})
		require.NoError(t, err)
		require.Equal(t, []Aandeel{{"a", math.MinInt64}}, a)
	})
	t.Run("een onbruikbare sleutel wordt geweigerd", func(t *testing.T) {
		for _, g := range [][]Gewicht{
			nil,
			{{"a", 0}},
			{{"a", -1}, {"b", 2}},
			{{"a", 1}, {"a", 1}},
			{{"", 1}},
			{{"a", math.MaxInt64}, {"b", math.MaxInt64}, {"c", math.MaxInt64}},
		} {
			_, err := Verdeel(100, g)
			require.ErrorIs(t, err, ErrVerdeelsleutel, "%v", g)
		}
	})
	t.Run("de invoer blijft zoals zij was", func(t *testing.T) {
		g := []Gewicht{{"b", 1}, {"a", 2}}
		_, err := Verdeel(100, g)
		require.NoError(t, err)
		require.Equal(t, []Gewicht{{"b", 1}, {"a", 2}}, g)
	})
}

// TestVerdeelProperty compares with the definition, in numbers without bounds.
func TestVerdeelProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		totaal := rapid.OneOf(rapid.Int64(), rapid.Int64Range(-1000, 1000)).Draw(t, "totaal")
		n := rapid.IntRange(1, 15).Draw(t, "n")
		aantallen := rapid.SliceOfN(rapid.OneOf(rapid.Int64Range(0, 10), rapid.Int64Range(0, math.MaxInt64/16)), n, n).Draw(t, "gewichten")
		aantallen[0]++ // not all zero
		var g []Gewicht
		som := new(big.Int)
		for i, a := range aantallen {
			g = append(g, Gewicht{fmt.Sprintf("%02d", i), a})
			som.Add(som, big.NewInt(a))
		}
		uit, err := Verdeel(Bedrag(totaal), rapid.Permutation(g).Draw(t, "volgorde"))
		require.NoError(t, err)
		require.Len(t, uit, n)
		opgeteld := new(big.Int)
		for i, a := range uit {
			require.Equal(t, g[i].Sleutel, a.Sleutel)
			opgeteld.Add(opgeteld, big.NewInt(int64(a.Bedrag)))
			// |share * sum - total * weight| < sum: no share is a whole cent off.
			verschil := new(big.Int).Mul(big.NewInt(int64(a.Bedrag)), som)
			verschil.Sub(verschil, new(big.Int).Mul(big.NewInt(totaal), big.NewInt(g[i].Aantal)))
			require.Negative(t, verschil.Abs(verschil).Cmp(som))
			if g[i].Aantal == 0 {
				require.Zero(t, a.Bedrag, "wie geen gewicht heeft betaalt niets")
			}
		}
		require.Equal(t, big.NewInt(totaal).String(), opgeteld.String())
	})
}
