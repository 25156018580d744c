package envelop

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestLaatste(t *testing.T) {
	t.Run("hetzelfde als zoeken vanaf het einde, dichtbij en ver weg, een keer of vaker", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			s := []byte("ab")
			vul := func(naam string) []byte {
				return bytes.Repeat([]byte(rapid.SampledFrom([]string{"a", "b", "x", "aab"}).Draw(t, naam)), rapid.IntRange(0, 1500).Draw(t, naam+" lengte"))
			}
			b := bytes.Join([][]byte{vul("voor"), vul("midden"), vul("achter")}, s[:rapid.IntRange(0, 2).Draw(t, "tussen")])
			require.Equal(t, bytes.LastIndex(b, s), laatste(b, s))
		})
	})
}
