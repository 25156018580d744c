package httpapi

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func TestTempo(t *testing.T) {
	nu := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	nieuw := func() *tempo {
		te := nieuwTempo(Grenzen{Tempo: 100, TempoOpenbaar: 10})
		te.nu = func() time.Time { return nu }
		return te
	}
	van := func(adres string) *http.Request {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = adres
		return r
	}
	gewoon, rapport := &operatie{id: "leesVerzuimmelding"}, &operatie{id: "leesRapport"}
	neem := func(te *tempo, wie toegang.Wie, r *http.Request, op *operatie) (n int) {
		for te.mag(wie, r, op) {
			n++
		}
		return n
	}

	t.Run("een afzender krijgt zijn deel, en na een seconde weer", func(t *testing.T) {
		te, a := nieuw(), toegang.Wie{ID: "a"}
		assert.Equal(t, 200, neem(te, a, van("10.0.0.1:1"), gewoon))
		begin := nu
		nu = nu.Add(time.Second)
		assert.Equal(t, 100, neem(te, a, van("10.0.0.1:1"), gewoon))
		nu = begin
	})
	t.Run("een rapport telt zwaarder", func(t *testing.T) {
		assert.Equal(t, 4, neem(nieuw(), toegang.Wie{ID: "a"}, van("10.0.0.1:1"), rapport))
	})
	t.Run("de een neemt niets van de ander, ook niet vanaf hetzelfde adres", func(t *testing.T) {
		te := nieuw()
		neem(te, toegang.Wie{ID: "a"}, van("10.0.0.1:1"), gewoon)
		neem(te, toegang.Wie{}, van("10.0.0.1:2"), gewoon)
		assert.Equal(t, 200, neem(te, toegang.Wie{ID: "b"}, van("10.0.0.1:3"), gewoon))
	})
	t.Run("zonder geldig token telt het adres, welke poort ook", func(t *testing.T) {
		te := nieuw()
		assert.Equal(t, 40, neem(te, toegang.Wie{}, van("10.0.0.1:1"), gewoon))
		assert.False(t, te.mag(toegang.Wie{}, van("10.0.0.1:2"), gewoon))
		assert.True(t, te.mag(toegang.Wie{}, van("10.0.0.2:1"), gewoon))
	})
	t.Run("het geheugen is begrensd: wie niets meer vraagt wordt vergeten, een drukke afzender niet", func(t *testing.T) {
		te := nieuw()
		druk := toegang.Wie{ID: "druk"}
		neem(te, druk, van("10.0.0.1:1"), gewoon)
		for i := range 3 * maxTellers {
			te.mag(toegang.Wie{ID: fmt.Sprint("k", i)}, van("10.0.0.1:1"), gewoon)
		}
		assert.LessOrEqual(t, len(te.houder.elk), maxTellers+1)
		assert.False(t, te.mag(druk, van("10.0.0.1:1"), gewoon))
		nu = nu.Add(time.Minute)
		te.mag(toegang.Wie{ID: "nieuw"}, van("10.0.0.1:1"), gewoon)
		assert.Less(t, len(te.houder.elk), 10)
	})
}

func TestTempoOverHTTP(t *testing.T) {
	k := open(t, func(o *Opties) { o.Grenzen.TempoOpenbaar = 5 })
	t.Run("wie te veel vraagt zonder geldig token krijgt 429 met Retry-After", func(t *testing.T) {
		n := 0
		var g gekregen
		for ; n < 200; n++ {
			if g = k.stuur("kroniek_geraden", http.MethodGet, "/v1/gebeurtenissen", nil); g.status != http.StatusUnauthorized {
				break
			}
		}
		assert.Equal(t, http.StatusTooManyRequests, g.status)
		assert.GreaterOrEqual(t, n, 20)
		assert.Equal(t, "1", g.kop.Get("Retry-After"))
	})
	t.Run("wie een geldig token heeft gaat dan nog door, vanaf hetzelfde adres", func(t *testing.T) {
		assert.Equal(t, http.StatusOK, k.stuur(k.token[toegang.Auditor], http.MethodGet, "/v1/gebeurtenissen", nil).status)
	})
}
