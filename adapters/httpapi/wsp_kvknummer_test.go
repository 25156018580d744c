package httpapi

import (
	"net/http"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kvknummer"
)

func TestKvKNummer(t *testing.T) {
	k := open(t)
	token := k.ruim(toegang.Accountmanager)
	met := func(nummer string) veld { return plus(eenWerkgever(), veld{"kvkNummer": nummer}) }
	w := k.begin(token, "werkgevers", met("11111111"))
	t.Run("een tweede werkgever met hetzelfde nummer wordt geweigerd, ook in een proef", func(t *testing.T) {
		kop := k.j.Kop()
		for _, proef := range []string{"", "?proef=true"} {
			p := k.stuur(token, "POST", "/v1/werkgevers"+proef, met("11111111")).is(409).probleem()
			assert.Equal(t, "kvknummer/al-geregistreerd", p.Code, proef)
		}
		assert.Equal(t, kop, k.j.Kop())
	})
	t.Run("een proef houdt niets vast, een herhaling doet niets dubbel", func(t *testing.T) {
		kop := k.j.Kop()
		k.stuur(token, "POST", "/v1/werkgevers?proef=true", met("22222222")).is(200)
		assert.Equal(t, kop, k.j.Kop())
		sleutel := versSleutel()
		a := k.stuur(token, "POST", "/v1/werkgevers", met("22222222"), "Idempotency-Key", sleutel).is(201)
		b := k.stuur(token, "POST", "/v1/werkgevers", met("22222222"), "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(a.lichaam), string(b.lichaam))
		assert.Equal(t, kop+2, k.j.Kop(), "the number and the werkgever")
	})
	t.Run("een geweigerde registratie houdt geen nummer vast", func(t *testing.T) {
		kop := k.j.Kop()
		k.stuur(token, "POST", "/v1/werkgevers", plus(met("33333333"), veld{"sbi": "8911"})).is(409)
		assert.Equal(t, kop, k.j.Kop())
	})
	t.Run("een correctie naar een ander nummer geeft het oude vrij, naar een bezet nummer kan niet", func(t *testing.T) {
		vs, err := k.j.Stroom(t.Context(), es.Stream("werkgever-"+laatste(w)))
		require.NoError(t, err)
		correctie := plus(zonderTekst, veld{"corrigeert": vs[0].ID.String()})
		p := k.stuur(token, "POST", w+"/correcties", plus(met("22222222"), veld{"opdracht": correctie})).is(409).probleem()
		assert.Equal(t, "kvknummer/al-geregistreerd", p.Code)
		k.stuur(token, "POST", w+"/correcties", plus(met("44444444"), veld{"opdracht": correctie})).is(201)
		k.begin(token, "werkgevers", met("11111111"))
		k.stuur(token, "POST", "/v1/werkgevers", met("44444444")).is(409)
	})
	t.Run("van velen tegelijk is er één met het nummer", func(t *testing.T) {
		var wg sync.WaitGroup
		var mu sync.Mutex
		gezien := map[int]int{}
		for range 12 {
			wg.Go(func() {
				g := k.stuur(token, "POST", "/v1/werkgevers", met("55555555"))
				mu.Lock()
				defer mu.Unlock()
				gezien[g.status]++
			})
		}
		wg.Wait()
		assert.Equal(t, map[int]int{http.StatusCreated: 1, http.StatusConflict: 11}, gezien)
	})
	t.Run("een nummer dat na een crash voor niemand is vastgehouden vervalt na de wachttijd", func(t *testing.T) {
		id := es.CommandID{0: 1, 15: 9}
		vraag := kvknummer.Reserveer{KvKNummer: "66666666", Werkgever: id.StreamID(0)}
		vraag.Op, vraag.Actor = k.klok.nu(), recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "x"}
		_, err := k.server.kvknummers().Handle(t.Context(), kvknummer.Stroom("66666666"), vraag, es.Meta{Command: id, Time: k.klok.nu()}, nil)
		require.NoError(t, err)
		p := k.stuur(token, "POST", "/v1/werkgevers", met("66666666")).is(409).probleem()
		assert.Equal(t, "kvknummer/wordt-geregistreerd", p.Code)
		k.klok.verder(kvknummer.Wachttijd)
		k.begin(token, "werkgevers", met("66666666"))
	})
}
