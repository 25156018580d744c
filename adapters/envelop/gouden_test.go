package envelop

import (
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// gouden seals the worked vector: a fixed event under a fixed key, with every
// draw of chance fixed.
func gouden(t *testing.T) (*Codec, Verzegeld) {
	t.Helper()
	c := proefCodec(t)
	c.toeval = &vast{}
	a := proefAppend(gewoon(), persoon())
	a.Cause = uuid.MustParse("01935e10-2030-8abc-9def-0011223344aa")
	a.Correlation = "plan 2027/“herstel”"
	v, err := c.Verzegel(a, 1, &proefSleutel)
	require.NoError(t, err)
	return c, v
}

// TestGolden pins every byte of envelope version 1. The files were made once and
// no flag makes them again: when they differ, the code is wrong.
func TestGolden(t *testing.T) {
	c, v := gouden(t)
	residu, err := c.Residu(&v)
	require.NoError(t, err)
	blad := Bladhash(v.Commitment)
	for bestand, got := range map[string][]byte{
		"gebeurtenis.json": v.Gebeurtenis,
		"zout.bin":         v.Zout[:],
		"persoonsdeel.bin": v.Persoonsdeel,
		"commitment.hex":   []byte(hex.EncodeToString(v.Commitment[:])),
		"logregel.txt":     Logregel(v.Commitment),
		"bladhash.hex":     []byte(hex.EncodeToString(blad[:])),
		"residu.json":      residu,
	} {
		t.Run(bestand, func(t *testing.T) {
			want, err := os.ReadFile(filepath.Join("testdata", "v1", bestand))
			require.NoError(t, err)
			assert.True(t, string(want) == string(got), "de vorm van versie 1 is veranderd:\n%q\nin plaats van\n%q", got, want)
		})
	}
	assert.Len(t, Logregel(v.Commitment), 73)
}

// TestGoldenIsReadable opens the files themselves, not what was sealed just now.
func TestGoldenIsReadable(t *testing.T) {
	c, v := gouden(t)
	var err error
	v.Gebeurtenis, err = os.ReadFile(filepath.Join("testdata", "v1", "gebeurtenis.json"))
	require.NoError(t, err)
	v.Persoonsdeel, err = os.ReadFile(filepath.Join("testdata", "v1", "persoonsdeel.bin"))
	require.NoError(t, err)
	r, err := c.OpenMet(&v, proefSleutel)
	require.NoError(t, err)
	assert.Equal(t, persoon(), r.Event)
	r, err = c.Open(&v)
	require.NoError(t, err)
	assert.Equal(t, gesloten(persoon()), r.Event)
}

// TestEveryByteCounts is the control of the vector: no byte of event, zout or
// commitment can change without another leaf.
func TestEveryByteCounts(t *testing.T) {
	_, v := gouden(t)
	blad := Bladhash(Commitment(&v.Zout, v.Gebeurtenis))
	for naam, b := range map[string][]byte{"gebeurtenis": v.Gebeurtenis, "zout": v.Zout[:]} {
		for i := range b {
			for _, bit := range []byte{1, 0x80} {
				b[i] ^= bit
				require.NotEqual(t, blad, Bladhash(Commitment(&v.Zout, v.Gebeurtenis)), "%s, byte %d", naam, i)
				b[i] ^= bit
			}
		}
		require.NotEqual(t, blad, Bladhash(Commitment(&v.Zout, v.Gebeurtenis[:len(v.Gebeurtenis)-1])))
	}
	for i := range v.Commitment {
		c := v.Commitment
		c[i] ^= 1
		require.NotEqual(t, blad, Bladhash(c))
	}
	assert.Equal(t, blad, Bladhash(Commitment(&v.Zout, v.Gebeurtenis)), "ongewijzigd is het blad weer hetzelfde")
}

func TestSealingTwice(t *testing.T) {
	c := proefCodec(t)
	een, twee := verzegel(t, c, persoon()), verzegel(t, c, persoon())
	assert.NotEqual(t, een.Zout, twee.Zout)
	assert.NotEqual(t, een.Commitment, twee.Commitment)
	assert.NotEqual(t, een.Persoonsdeel[:12], twee.Persoonsdeel[:12], "een nonce komt nooit twee keer voor")
	sd := func(v Verzegeld) string {
		s, _, _ := strings.Cut(string(v.Gebeurtenis), "]")
		return s
	}
	assert.NotEqual(t, sd(een), sd(twee), "gelijke waarden zijn niet aan hun digest te herkennen")
	assert.Equal(t, een.ID, twee.ID)
}
