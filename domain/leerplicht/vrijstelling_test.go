package leerplicht

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestVrijstellingsgronden(t *testing.T) {
	t.Run("artikel 5 onder a en artikel 5a hebben elk een eigen code en artikel", func(t *testing.T) {
		require.NotEqual(t, Grond5OnderA, GrondTrekker)
		artikel := func(g Vrijstellingsgrond) string {
			grond, _, err := g.Artikel().Op(dag("2026-09-01"))
			require.NoError(t, err)
			return grond.Artikel
		}
		require.Equal(t, "5", artikel(Grond5OnderA))
		require.Equal(t, "5a", artikel(GrondTrekker))
		require.Equal(t, "3a", artikel(Grond3a))
		require.Equal(t, "3b", artikel(Grond3b))
		require.Equal(t, "15", artikel(Grond15))
		for _, g := range Vrijstellingsgrond("").Waarden() {
			require.Equal(t, artikel(Vrijstellingsgrond(g))[0] == '5', Vrijstellingsgrond(g).VanRechtswege(), g)
		}
	})
	t.Run("een span raakt elk schooljaar waarin een dag ervan ligt, en geen ander", func(t *testing.T) {
		require.Equal(t, []string{"2026-2027"}, Schooljaren(dag("2026-08-01"), dag("2027-08-01")))
		require.Equal(t, []string{"2025-2026", "2026-2027"}, Schooljaren(dag("2026-07-31"), dag("2026-08-02")))
		require.Empty(t, Schooljaren(dag("2026-08-01"), dag("2026-08-01")))
		rapid.Check(t, func(t *rapid.T) {
			van := dag("2020-01-01").PlusDagen(rapid.IntRange(0, 2000).Draw(t, "van"))
			tot := van.PlusDagen(rapid.IntRange(1, 1500).Draw(t, "duur"))
			want := map[string]bool{}
			for d := van; d.Voor(tot); d = d.PlusDagen(1) {
				want[SchooljaarNaam(d)] = true
			}
			got := Schooljaren(van, tot)
			require.Len(t, got, len(want))
			for _, s := range got {
				require.True(t, want[s], s)
			}
		})
	})
	t.Run("voor artikel 5a en 15 is de duur aangenomen, en dat staat erbij", func(t *testing.T) {
		_, noot, err := PerSchooljaar.Op(dag("2026-09-01"))
		require.NoError(t, err)
		require.True(t, noot.Aangenomen)
	})
}
