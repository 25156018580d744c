package projectionstest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
)

func TestStelsel(t *testing.T) {
	t.Run("wat uit sommen volgt is bepaald, en wat er niet uit volgt niet", func(t *testing.T) {
		s := projectionstest.NieuwStelsel(4)
		s.Weet([]int{0, 1, 2})
		s.Weet([]int{2, 3})
		require.False(t, s.Bepaald([]int{0}))
		require.False(t, s.Bepaald([]int{0, 1}))
		require.True(t, s.Bepaald([]int{0, 1, 2}))
		s.Weet([]int{3})
		require.True(t, s.Bepaald([]int{2}))
		require.True(t, s.Bepaald([]int{0, 1}))
		require.False(t, s.Bepaald([]int{1}))
		s.Weet([]int{1, 2})
		for i := range 4 {
			require.True(t, s.Bepaald([]int{i}))
		}
		require.True(t, s.Bepaald(nil), "nobody is always known")
	})
}
