package afscherming_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// vergelijkingen turns lines into equations over the world: a line is the sum of
// what is in it, and a line "overig" of what is under its group and not shown.
func vergelijkingen(w wereld, ls []afscherming.Lijn) (uit [][]int64) {
	gedekt := func(s []string, l afscherming.Lijn) bool {
		for d, x := range l.Sleutel {
			if x != afscherming.Overig && x != s[d] {
				return false
			}
		}
		return true
	}
	for _, l := range ls {
		v := make([]int64, len(w.sleutels)+1)
		v[len(w.sleutels)] = l.Aantallen[0]
		for i, s := range w.sleutels {
			eigen := slices.ContainsFunc(ls, func(k afscherming.Lijn) bool {
				return gedekt(s, k) && slices.Index(append(k.Sleutel, afscherming.Overig), afscherming.Overig) >
					slices.Index(append(l.Sleutel, afscherming.Overig), afscherming.Overig)
			})
			if gedekt(s, l) && !eigen {
				v[i] = 1
			}
		}
		uit = append(uit, v)
	}
	return uit
}

// opgelost returns the variables that a set of equations has one value for.
func opgelost(vs [][]int64) map[int]int64 {
	var rijen [][]*big.Rat
	for _, v := range vs {
		var r []*big.Rat
		for _, n := range v {
			r = append(r, new(big.Rat).SetInt64(n))
		}
		rijen = append(rijen, r)
	}
	if len(rijen) == 0 {
		return nil
	}
	n, boven := len(rijen[0])-1, 0
	for k := 0; k < n && boven < len(rijen); k++ {
		p := slices.IndexFunc(rijen[boven:], func(r []*big.Rat) bool { return r[k].Sign() != 0 })
		if p < 0 {
			continue
		}
		rijen[boven], rijen[boven+p] = rijen[boven+p], rijen[boven]
		spil := new(big.Rat).Set(rijen[boven][k])
		for j := range rijen[boven] {
			rijen[boven][j] = new(big.Rat).Quo(rijen[boven][j], spil)
		}
		for i := range rijen {
			if f := new(big.Rat).Set(rijen[i][k]); i != boven && f.Sign() != 0 {
				for j := range rijen[i] {
					rijen[i][j] = new(big.Rat).Sub(rijen[i][j], new(big.Rat).Mul(f, rijen[boven][j]))
				}
			}
		}
		boven++
	}
	uit := map[int]int64{}
	for _, r := range rijen {
		var in []int
		for j := range n {
			if r[j].Sign() != 0 {
				in = append(in, j)
			}
		}
		if len(in) == 1 {
			uit[in[0]] = r[n].Num().Int64()
		}
	}
	return uit
}

func TestRekenendeAanvaller(t *testing.T) {
	gemeenten, soorten, scholen := []string{"A", "B", "C", "D"}, []string{"x", "y", "z"}, []string{"p", "q"}
	trek := func(t *rapid.T) wereld {
		w := wereld{sleutels: paren(gemeenten, soorten, scholen)}
		for i := range w.sleutels {
			w.aantal = append(w.aantal, rapid.SampledFrom([]int64{0, 0, 1, 2, 3, 4, 5, 6, 9, 40}).Draw(t, fmt.Sprint(w.sleutels[i])))
		}
		return w
	}
	t.Run("wie de totalen, de tabel en de fijnere tabel oplost houdt voor elke kleine groep de hele drempel over", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			w := trek(t)
			m := afscherming.Maat{Drempel: 5}
			fijn := lijnen(t, w.rijen([]int{0, 1, 2}, 0), m)
			grof := lijnen(t, w.rijen([]int{0, 1}, 0), m)
			vs := append(vergelijkingen(w, fijn), vergelijkingen(w, grof)...)
			gelijk := func(v []int64, x []int64) bool {
				som := int64(0)
				for i, n := range x {
					som += v[i] * n
				}
				return som == v[len(x)]
			}
			for _, v := range vs {
				require.True(t, gelijk(v, w.aantal), "what the attacker writes down is true")
			}
			for i, n := range opgelost(vs) {
				require.True(t, n == 0 || n >= 5, "%v was found", w.sleutels[i])
			}
			for _, l := range fijn {
				if !l.Rest {
					continue
				}
				// The whole of "overig" may be in any one of its groups, and none of it in the others.
				require.GreaterOrEqual(t, l.Aantallen[0], int64(5))
				var in []int
				for i := range w.sleutels {
					if vergelijkingen(w, fijn)[slices.IndexFunc(fijn, func(k afscherming.Lijn) bool { return slices.Equal(k.Sleutel, l.Sleutel) })][i] != 0 {
						in = append(in, i)
					}
				}
				require.Greater(t, len(in), 1)
				for _, alles := range in {
					anders := slices.Clone(w.aantal)
					for _, i := range in {
						anders[i] = 0
					}
					anders[alles] = l.Aantallen[0]
					for _, v := range vergelijkingen(w, fijn) {
						require.True(t, gelijk(v, anders))
					}
				}
			}
		})
	})
	t.Run("totalen blijven kloppen", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			w := trek(t)
			var som, getoond int64
			for _, n := range w.aantal {
				som += n
			}
			for _, l := range lijnen(t, w.rijen([]int{0, 1, 2}, 0), afscherming.Maat{Drempel: 5}) {
				getoond += l.Aantallen[0]
				require.GreaterOrEqual(t, l.Aantallen[0], int64(5))
			}
			if som < 5 {
				som = 0
			}
			require.Equal(t, som, getoond)
		})
	})
	t.Run("control: met alleen de kleine weggelaten en de totalen bekend lost de aanvaller ze op", func(t *testing.T) {
		w := wereld{sleutels: paren([]string{"A"}, soorten), aantal: []int64{3, 10, 8}}
		require.Equal(t, map[int]int64{0: 3, 1: 10, 2: 8}, opgelost([][]int64{{0, 1, 0, 10}, {0, 0, 1, 8}, {1, 1, 1, 21}}))
		require.NotContains(t, opgelost(vergelijkingen(w, lijnen(t, w.rijen([]int{0, 1}, 0), afscherming.Maat{Drempel: 5}))), 0)
	})
}
