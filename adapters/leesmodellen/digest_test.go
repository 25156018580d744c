package leesmodellen_test

import (
	"cmp"
	"context"
	"reflect"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

func TestDigest(t *testing.T) {
	som := func(t *rapid.T, hist []voorval) [32]byte {
		p, n := eigenschap(), es.Position(len(hist))
		l := herbouw(t, tijdelijk(t), p, leesmodellentest.NieuweBron(opgenomen(hist), n).Opties(), n)
		defer func() { require.NoError(t, l.Sluit()) }()
		d, err := l.Digest(context.Background(), p.Naam)
		require.NoError(t, err)
		return d
	}
	t.Run("twee leesmodellen hebben dezelfde digest als, en alleen als, hun inhoud gelijk is", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			een := geschiedenis(t)
			twee := make([]voorval, len(een))
			for i, v := range een {
				twee[i] = slices.Clone(v)
			}
			if i := rapid.IntRange(0, len(twee)-1).Draw(t, "waar"); len(twee[i]) > 0 {
				twee[i][0] = geschiedenisStap().Draw(t, "anders")
			}
			require.Equal(t, reflect.DeepEqual(inhoud(een), inhoud(twee)), som(t, een) == som(t, twee))
		})
	})
}

// inhoud is all that a digest speaks of: versions by key, deltas by cell.
func inhoud(hist []voorval) [2]any {
	versies, deltas := feiten(hist, es.Position(len(hist)))
	for k, v := range versies {
		if len(v) == 0 {
			delete(versies, k)
		}
	}
	slices.SortStableFunc(deltas, func(a, b feit) int { return cmp.Compare(a.cel, b.cel) })
	return [2]any{versies, deltas}
}

func TestKeys(t *testing.T) {
	t.Run("de codering van een sleutel is uniek en houdt de volgorde van de kolommen", func(t *testing.T) {
		tekst := rapid.StringOf(rapid.RuneFrom([]rune("\x00\x01ab\u00ff")))
		rapid.Check(t, func(t *rapid.T) {
			maak := func(naam string) []projections.Waarde {
				return []projections.Waarde{tekst.Draw(t, naam), rapid.Int64().Draw(t, naam), tekst.Draw(t, naam)}
			}
			a, b := maak("a"), maak("b")
			volgorde := cmp.Or(cmp.Compare(a[0].(string), b[0].(string)), cmp.Compare(a[1].(int64), b[1].(int64)), cmp.Compare(a[2].(string), b[2].(string)))
			require.Equal(t, volgorde, cmp.Compare(leesmodellen.SleutelVan(a...), leesmodellen.SleutelVan(b...)))
			require.Equal(t, a[0] == b[0] && a[2] == b[2],
				leesmodellen.SleutelVan(a[0], a[2]) == leesmodellen.SleutelVan(b[0], b[2]))
		})
	})
}
