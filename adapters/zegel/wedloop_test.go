package zegel

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestOneRootPerSize lets two seals race on one zegel.db, with histories that
// differ from position 6 on: a stolen folder, a second process, a clone.
func TestOneRootPerSize(t *testing.T) {
	t.Run("twee zegels op een zegel.db tekenen nooit twee wortels bij een grootte", func(t *testing.T) {
		for range 20 {
			map_ := t.TempDir()
			basis := nieuwNep("a", 5)
			z := openZegel(t, map_, basis, Opties{})
			_, err := z.Verzegel(t.Context())
			require.NoError(t, err)

			var mu sync.Mutex
			gezien := map[int64]map[[32]byte]bool{5: {mustWortel(t, basis): true}}
			var wg sync.WaitGroup
			for _, kiem := range []string{"b", "c"} {
				j := nieuwNep("a", 5)
				j.kiem = kiem
				zz := openZegel(t, map_, j, Opties{})
				wg.Go(func() {
					for range 8 {
						j.voegToe(1)
						c, err := zz.Verzegel(t.Context())
						if err != nil {
							assert.ErrorIs(t, err, ErrGeweigerd)
							return
						}
						mu.Lock()
						if gezien[c.Grootte] == nil {
							gezien[c.Grootte] = map[[32]byte]bool{}
						}
						gezien[c.Grootte][c.Wortel] = true
						mu.Unlock()
					}
				})
			}
			wg.Wait()
			require.Greater(t, len(gezien), 1, "nobody signed anything new")
			for n, wortels := range gezien {
				assert.Len(t, wortels, 1, "grootte %d", n)
			}
		}
	})

	t.Run("twee zegels op een journaal nemen elkaars hoofd over", func(t *testing.T) {
		map_, j := t.TempDir(), nieuwNep("a", 5)
		zs := []*Zegel{openZegel(t, map_, j, Opties{}), nil}
		zs[1] = openZegel(t, map_, j, Opties{})
		var wg sync.WaitGroup
		for _, z := range zs {
			wg.Go(func() {
				for range 20 {
					j.voegToe(1)
					_, err := z.Verzegel(t.Context())
					assert.NoError(t, err)
				}
			})
		}
		wg.Wait()
		for _, z := range zs {
			c, err := z.Verzegel(t.Context())
			require.NoError(t, err)
			assert.Equal(t, mustWortel(t, j), c.Wortel)
		}
	})

	t.Run("controle: zonder vergelijken en wisselen tekent het tweede zegel een andere wortel", func(t *testing.T) {
		map_ := t.TempDir()
		j1, j2 := nieuwNep("a", 5), nieuwNep("b", 5)
		een, twee := openZegel(t, map_, j1, Opties{}), openZegel(t, map_, j2, Opties{})
		c1, err := een.Verzegel(t.Context())
		require.NoError(t, err)
		// What the compare-and-swap keeps from happening: the head is overwritten blindly.
		require.NoError(t, twee.opslag.inTransactie(func() error {
			return twee.opslag.doe("UPDATE hoofden SET grootte = -1, wortel = zeroblob(32), checkpoint = NULL", nil)
		}))
		c2, err := twee.Verzegel(t.Context())
		require.NoError(t, err)
		assert.Equal(t, c1.Grootte, c2.Grootte)
		assert.NotEqual(t, c1.Wortel, c2.Wortel)
	})
}
