package recht_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestDecimaal(t *testing.T) {
	t.Run("een decimaal getal blijft zoals het is geschreven", func(t *testing.T) {
		for _, s := range []string{"0", "7", "1156", "31022919", "2.82", "3.0", "-0.25", "0.10", strings.Repeat("9", 40)} {
			d, err := recht.ParseDecimaal(s)
			assert.NoError(t, err, s)
			assert.Equal(t, recht.Decimaal(s), d)
		}
	})
	t.Run("wat geen exact getal is wordt geweigerd", func(t *testing.T) {
		for _, s := range []string{
			"", "-", ".", "1.", ".5", "7,5", "1.000.000", "01", "1e3", "+1", " 1", "1 ", "NaN", "½", "٣", "--1", "ruim 2000", strings.Repeat("9", 41),
		} {
			_, err := recht.ParseDecimaal(s)
			assert.ErrorIs(t, err, recht.ErrDecimaal, s)
		}
	})
	t.Run("elk getal van cijfers en een punt komt er ongewijzigd uit", rapid.MakeCheck(func(t *rapid.T) {
		s := rapid.StringMatching(`-?(0|[1-9][0-9]{0,15})(\.[0-9]{1,15})?`).Draw(t, "getal")
		d, err := recht.ParseDecimaal(s)
		if err != nil || string(d) != s {
			t.Fatalf("%q became %q: %v", s, d, err)
		}
	}))
}
