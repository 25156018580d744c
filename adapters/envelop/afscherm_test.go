package envelop

import (
	"strings"
	"testing"

	"github.com/gowebpki/jcs"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestAfscherm(t *testing.T) {
	c := proefCodec(t)
	e := persoon()
	e.Motivering = "Jansje \"woont\" in Renkum,\nen haar broer ook"
	v, err := c.Verzegel(proefAppend(e), 0, &proefSleutel)
	require.NoError(t, err)
	b, err := c.Afscherm(&v, []string{"/motivering"})
	require.NoError(t, err)
	na := v
	na.Gebeurtenis, na.Zout, na.Vervangen = b, [32]byte{}, 12

	t.Run("alleen dat veld is anders, en de vorm blijft canoniek", func(t *testing.T) {
		assert.NotContains(t, string(b), "Jansje")
		assert.Equal(t, 1, strings.Count(string(b), Afgeschermd))
		canon, err := jcs.Transform(b)
		require.NoError(t, err)
		assert.Equal(t, string(canon), string(b))
	})
	t.Run("de gebeurtenis leest als voorheen, ook haar persoonsdeel, en geldt niet als residu", func(t *testing.T) {
		was, err := c.OpenMet(&v, proefSleutel)
		require.NoError(t, err)
		is, err := c.OpenMet(&na, proefSleutel)
		require.NoError(t, err)
		want := was.Event.(alles)
		want.Motivering = Afgeschermd
		assert.Equal(t, want, is.Event)
		assert.False(t, is.Replaced)
	})
	t.Run("wat afgeschermd is kan daarna vernietigd worden", func(t *testing.T) {
		residu, err := c.Residu(&na)
		require.NoError(t, err)
		recht, err := c.Residu(&v)
		require.NoError(t, err)
		assert.Equal(t, string(recht), string(residu))
	})
	t.Run("een code, een getal, een afwezig of persoonlijk veld en een residu zijn niet af te schermen", func(t *testing.T) {
		for _, pad := range []string{"", "/", "motivering", "/aantal", "/actor", "/actor/rol", "/regels/0/code", "/naam", "/namens/mandaat", "/onbekend", "/_sd/0", "/orgaan"} {
			_, err := c.Afscherm(&v, []string{pad})
			assert.ErrorIs(t, err, ErrNietAfTeSchermen, pad)
		}
		_, vervangen := metResidu(t, c)
		_, err := c.Afscherm(&vervangen, []string{"/motivering"})
		assert.ErrorIs(t, err, ErrNietAfTeSchermen)
	})
}

// TestAfschermOfAnyText: whatever the text was, nothing of it is left and the
// rest is what it was.
func TestAfschermOfAnyText(t *testing.T) {
	c := proefCodec(t)
	rapid.Check(t, func(t *rapid.T) {
		e := trekAlles(t)
		e.Motivering = trekTekst(t, "motivering") + "x"
		v, err := c.Verzegel(proefAppend(e), 0, &proefSleutel)
		require.NoError(t, err)
		b, err := c.Afscherm(&v, []string{"/motivering"})
		require.NoError(t, err)
		e.Motivering = Afgeschermd
		want, err := c.Verzegel(proefAppend(e), 0, &proefSleutel)
		require.NoError(t, err)
		zonder := func(b []byte) string { // digests are salted anew
			s := string(b)
			if i := strings.Index(s, `"_sd":[`); i >= 0 {
				s = s[:i] + s[i+strings.Index(s[i:], "]"):]
			}
			if i := strings.Index(s, `"pddigest":"`); i >= 0 {
				s = s[:i] + s[i+12+43:]
			}
			return s
		}
		require.Equal(t, zonder(want.Gebeurtenis), zonder(b))
	})
}
