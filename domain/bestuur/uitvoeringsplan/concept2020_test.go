package uitvoeringsplan

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConcept2020(t *testing.T) {
	t.Run("het concept is een volledig uitvoeringsplan", func(t *testing.T) {
		require.True(t, volledig(Concept2020()))
		require.Len(t, Concept2020(), 5)
	})
	t.Run("de digests horen bij de teksten van het concept", func(t *testing.T) {
		pad := os.Getenv("KRONIEK_CONCEPT2020")
		if pad == "" {
			t.Skip("the text of the concept is not part of this project: set KRONIEK_CONCEPT2020 to its file")
		}
		tekst, err := os.ReadFile(pad)
		require.NoError(t, err)
		delen, ok := KnipConcept2020(string(tekst))
		require.True(t, ok, "a heading is missing")
		for i, o := range Concept2020() {
			som := sha256.Sum256([]byte(delen[i]))
			require.Equal(t, o.SHA256, hex.EncodeToString(som[:]), "%s", o.Code)
		}
	})
	t.Run("het knippen volgt de koppen en laat lege regels aan het eind weg", func(t *testing.T) {
		kop := koppen2020()
		tekst := kop[0] + "\t4\n\n" + kop[0] + "\na\n\nb\n\n" + kop[1] + "\nc\n" + kop[2] + "\n\n" + kop[3] + "\n" + kop[4] + "\n e "
		delen, ok := KnipConcept2020(tekst)
		require.True(t, ok)
		require.Equal(t, []string{
			kop[0] + "\na\n\nb\n", kop[1] + "\nc\n", kop[2] + "\n", kop[3] + "\n", kop[4] + "\n e \n",
		}, delen)
	})
	t.Run("zonder alle koppen wordt niets geknipt", func(t *testing.T) {
		_, ok := KnipConcept2020(strings.Join(koppen2020()[:4], "\n"))
		require.False(t, ok)
	})
}
