package toegang

import (
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestEersteBeheerders(t *testing.T) {
	begin := func(t *testing.T) (*Register, *klok, string, string) {
		k, pad := nieuweKlok(), filepath.Join(t.TempDir(), "toegang.db")
		r := open(t, pad, k)
		code, err := r.Begincode(t.Context())
		require.NoError(t, err)
		require.Len(t, code, 43, "256 bits")
		return r, k, code, pad
	}
	niemand := func(t *testing.T, r *Register) {
		lijst, err := r.Lijst(t.Context())
		require.NoError(t, err)
		assert.Empty(t, lijst)
	}
	t.Run("de code maakt twee beheerders, verschillende personen, en dat een keer", func(t *testing.T) {
		r, _, code, pad := begin(t)
		inhoud, err := os.ReadFile(pad)
		require.NoError(t, err)
		assert.NotContains(t, string(inhoud), code)
		twee, err := r.EersteBeheerders(t.Context(), code)
		require.NoError(t, err)
		assert.NotEqual(t, twee[0].Wie.ID, twee[1].Wie.ID)
		for _, u := range twee {
			w, err := r.Herken(u.Token)
			require.NoError(t, err)
			assert.Equal(t, Beheerder, w.Rol)
		}
		kan, err := r.KanVierOgen(t.Context())
		require.NoError(t, err)
		assert.True(t, kan)
		_, err = r.EersteBeheerders(t.Context(), code)
		require.ErrorIs(t, err, ErrOngeldig)
		lijst, err := r.Lijst(t.Context())
		require.NoError(t, err)
		assert.Len(t, lijst, 2)
	})
	t.Run("na een kwartier, met een andere of een eerdere code gebeurt er niets", func(t *testing.T) {
		r, k, code, _ := begin(t)
		_, err := r.EersteBeheerders(t.Context(), code+"x")
		require.ErrorIs(t, err, ErrOngeldig)
		nieuw, err := r.Begincode(t.Context())
		require.NoError(t, err)
		_, err = r.EersteBeheerders(t.Context(), code)
		require.ErrorIs(t, err, ErrOngeldig)
		k.verder(opstartduur)
		_, err = r.EersteBeheerders(t.Context(), nieuw)
		require.ErrorIs(t, err, ErrOngeldig)
		niemand(t, r)
		nieuw, err = r.Begincode(t.Context())
		require.NoError(t, err)
		k.verder(opstartduur - time.Millisecond)
		_, err = r.EersteBeheerders(t.Context(), nieuw)
		require.NoError(t, err, "de controle: tot het laatste ogenblik wel")
	})
	t.Run("een kantoor dat al iemand kent geeft geen code, en een oude code werkt er niet meer", func(t *testing.T) {
		r, _, code, _ := begin(t)
		_, err := r.Geef(t.Context(), "x", wie(Auditor, "", ""), time.Hour)
		require.NoError(t, err)
		_, err = r.EersteBeheerders(t.Context(), code)
		require.ErrorIs(t, err, ErrOngeldig)
		nieuw, err := r.Begincode(t.Context())
		require.NoError(t, err)
		assert.Empty(t, nieuw)
	})
	t.Run("wie het tegelijk probeert, krijgt het niet twee keer", func(t *testing.T) {
		r, _, code, _ := begin(t)
		var gelukt atomic.Int32
		var wg sync.WaitGroup
		for range 8 {
			wg.Go(func() {
				if _, err := r.EersteBeheerders(t.Context(), code); err == nil {
					gelukt.Add(1)
				}
			})
		}
		wg.Wait()
		assert.EqualValues(t, 1, gelukt.Load())
	})
}
