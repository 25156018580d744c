package envelop

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHerken(t *testing.T) {
	want := metAlleKenmerken(t)
	c := proefCodec(t)
	kaal := func() *Verzegeld {
		return &Verzegeld{Positie: want.Positie, Gebeurtenis: bytes.Clone(want.Gebeurtenis), Zout: want.Zout, Commitment: want.Commitment}
	}
	t.Run("uit de bytes volgt alles wat de rij moet zeggen", func(t *testing.T) {
		v := kaal()
		h, err := c.Herken(v)
		require.NoError(t, err)
		assert.Equal(t, want.Stroom, v.Stroom)
		assert.Equal(t, want.Revisie, v.Revisie)
		assert.Equal(t, want.ID, v.ID)
		assert.Equal(t, want.Type, v.Type)
		assert.Equal(t, want.Sleutel, v.Sleutel)
		assert.Equal(t, want.ID, h.Command.EventID(0))
		assert.Equal(t, c.bron, h.Bron)
	})
	t.Run("elke veranderde byte wordt gezien", func(t *testing.T) {
		for i := range want.Gebeurtenis {
			v := kaal()
			v.Gebeurtenis[i] ^= 1
			_, err := c.Herken(v)
			require.Error(t, err, "byte %d", i)
		}
		v := kaal()
		v.Zout[31] ^= 1
		_, err := c.Herken(v)
		require.ErrorIs(t, err, ErrOnleesbaar)
	})
	t.Run("bytes en commitment die samen zijn veranderd moeten nog steeds een gebeurtenis zijn", func(t *testing.T) {
		v := kaal()
		v.Gebeurtenis = bytes.Replace(v.Gebeurtenis, []byte(`{"data":{`), []byte(`{"data":{ `), 1)
		v.Commitment = Commitment(&v.Zout, v.Gebeurtenis)
		_, err := c.Herken(v)
		require.ErrorIs(t, err, ErrOnleesbaar)
	})
}
