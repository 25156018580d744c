package httpapi

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// TestPlayedRequest: a simulation in the same process decides moment and chance, and a
// request from outside does not.
func TestPlayedRequest(t *testing.T) {
	k := open(t)
	moment, toeval := time.Date(2020, 5, 6, 7, 8, 9, 10_000_000, time.UTC), [16]byte{1, 2, 3}
	geef := func(t *testing.T, gespeeld bool) (tijd time.Time, data []byte) {
		body := `{"persoon":{"naam":"Verzonnen","geboren":"1990-01-01"},"ketenpartner":"UWV","subregio":"arnhem","doelgroep":"ww",` +
			`"aangeleverdOp":"2020-05-06","opdracht":{"gesimuleerd":true}}`
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/kandidaten", bytes.NewBufferString(body))
		r.Header.Set("Content-Type", "application/json")
		r.Header.Set("Authorization", "Bearer "+k.ruim(toegang.Accountmanager))
		r.Header.Set("Gespeeld", moment.String())
		if gespeeld {
			r = r.WithContext(Speel(r.Context(), Gespeeld{Moment: moment, Toeval: toeval}))
		}
		w := httptest.NewRecorder()
		k.server.ServeHTTP(w, r)
		require.Equal(t, http.StatusCreated, w.Code, w.Body.String())
		require.NoError(t, k.j.Scan(t.Context(), k.j.Kop()-1, k.j.Kop(), func(v *envelop.Verzegeld) error {
			e, err := k.codec.Open(v)
			tijd, data = e.Time, bytes.Clone(v.Gebeurtenis)
			return err
		}))
		return tijd, data
	}
	pseudoniem := base64.RawURLEncoding.EncodeToString(toeval[:])
	t.Run("het moment en het toeval van het spel", func(t *testing.T) {
		tijd, data := geef(t, true)
		require.Equal(t, moment, tijd)
		require.Contains(t, string(data), pseudoniem)
	})
	t.Run("van buiten blijven klok en toeval die van het kantoor", func(t *testing.T) {
		tijd, data := geef(t, false)
		require.Equal(t, 2026, tijd.Year())
		require.NotContains(t, string(data), pseudoniem)
	})
}
