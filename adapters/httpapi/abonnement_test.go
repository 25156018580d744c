package httpapi

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// geenAbonnementen stands in where nothing is sent.
type geenAbonnementen struct{}

func (geenAbonnementen) Stand(context.Context) ([]uitgaand.Stand, error) { return nil, nil }

func (geenAbonnementen) Een(context.Context, es.Stream) (uitgaand.Stand, bool, error) {
	return uitgaand.Stand{}, false, nil
}

func (geenAbonnementen) Gestopt() string { return "" }

// uitgaand sends for the abonnementen of k, also to this machine, until the test ends.
func (k *kantoor) uitgaand(beleid *toegang.Beleid) *uitgaand.Dienst {
	d, err := uitgaand.Nieuw(uitgaand.Opties{
		Journaal: k.j, Decodeer: k.codec.Lees, Log: k.j, Posities: bus.Map(k.t.TempDir()), Beleid: beleid, Geheimen: uitgaand.Geheimen{1},
		Typen: typen(), Nu: k.klok.nu, Logboek: slog.New(slog.DiscardHandler), Geduld: time.Millisecond,
		Netwerk: uitgaand.Netwerk{Toegestaan: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}},
		Bus:     bus.Opties{Pause: bus.Pause{Min: time.Millisecond, Max: time.Millisecond}},
	})
	require.NoError(k.t, err)
	ctx, stop := context.WithCancel(context.Background())
	klaar := make(chan error, 1)
	go func() { klaar <- d.Run(ctx) }()
	k.t.Cleanup(func() {
		stop()
		assert.NoError(k.t, <-klaar)
	})
	return d
}

func eenAbonnement(adres string) veld {
	return veld{
		"opdracht": veld{"motivering": "Verwerkersovereenkomst 2026-7."}, "naam": "suite-arnhem", "leverkanaal": "webhook", "leveradres": adres,
		"ontvangerrol": "integrator", "ontvangerorganisatie": eigenGemeente, "gemeente": eigenGemeente, "module": "inkoop",
	}
}

func (k *kantoor) abonnement(token, pad string) (a Abonnement) {
	k.t.Helper()
	k.stuur(token, "GET", pad, nil).is(200).lees(&a)
	return a
}

// wachtOp returns an abonnement once it is as goed says.
func (k *kantoor) wachtOp(pad string, goed func(Abonnement) bool) (a Abonnement) {
	k.t.Helper()
	require.Eventually(k.t, func() bool {
		a = k.abonnement(k.token[toegang.Beheerder], pad)
		return goed(a)
	}, time.Minute, 5*time.Millisecond)
	return a
}

func TestAbonnement(t *testing.T) {
	k := open(t, func(o *Opties) { o.Grenzen.Tempo = 10_000 })
	beheerder, secretaris := k.token[toegang.Beheerder], k.token[toegang.Bestuurssecretaris]
	binnen := make(chan string, 100)
	var antwoord atomic.Int32
	antwoord.Store(http.StatusNoContent)
	ontvanger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		var ce struct{ Type string }
		if err == nil {
			err = json.Unmarshal(b, &ce)
		}
		if err == nil && antwoord.Load() < 300 {
			binnen <- ce.Type
		}
		w.WriteHeader(int(antwoord.Load()))
	}))
	t.Cleanup(ontvanger.Close)
	deelname := func(gemeente, module string) {
		t.Helper()
		k.stuur(secretaris, "POST", "/v1/deelnames", veld{"gemeente": gemeente, "module": module, "vanaf": "2025-01-01", "genomenOp": "2024-12-01"}).is(201)
	}

	g := k.stuur(beheerder, "POST", "/v1/abonnementen", eenAbonnement(ontvanger.URL)).is(201)
	pad := g.kop.Get("Location")
	t.Run("een aanmelding wacht op goedkeuring door een ander", func(t *testing.T) {
		a := k.abonnement(beheerder, pad)
		assert.Equal(t, "wacht op goedkeuring", a.Toestand)
		assert.False(t, a.Goedgekeurd)
		k.stuur(beheerder, "POST", pad+"/goedkeuringen", veld{}).is(403)
		k.stuur(secretaris, "POST", "/v1/abonnementen", eenAbonnement(ontvanger.URL)).is(403)
	})
	t.Run("goedgekeurd komt binnen wat de rol mag zien, en niets anders", func(t *testing.T) {
		k.stuur(secretaris, "POST", pad+"/goedkeuringen", veld{}).is(201)
		deelname(andereGemeente, "inkoop")
		deelname(eigenGemeente, "inkoop")
		assert.Equal(t, "nl.gemeenschappelijke-regelingen.deelname-module-gestart.v1", <-binnen)
		a := k.wachtOp(pad, func(a Abonnement) bool { return a.Achterstand == 0 })
		assert.True(t, a.Bezig)
		assert.Equal(t, int64(k.j.Kop()), a.Positie)
		assert.Empty(t, binnen)
	})
	t.Run("de lijst toont alle abonnementen met hun stand, en geen geheim", func(t *testing.T) {
		var l Abonnementenlijst
		r := k.stuur(k.token[toegang.Auditor], "GET", "/v1/abonnementen", nil).is(200)
		r.lees(&l)
		require.Len(t, l.Abonnementen, 1)
		assert.Equal(t, "suite-arnhem", l.Abonnementen[0].Naam)
		assert.NotContains(t, string(r.lichaam), "whsec_")
		k.stuur(k.token[toegang.Griffier], "GET", "/v1/abonnementen", nil).is(403)
	})
	t.Run("een ontvanger die niet antwoordt stopt zichtbaar, en gaat na hervatten verder zonder iets over te slaan", func(t *testing.T) {
		antwoord.Store(http.StatusInternalServerError)
		deelname(eigenGemeente, "onderwijszaken") // another module: not for this receiver
		k.stuur(secretaris, "POST", "/v1/deelnames/"+eigenGemeente+"/inkoop/beeindigingen", veld{"tot": "2025-07-01", "genomenOp": "2025-06-01"}).is(201)
		a := k.wachtOp(pad, func(a Abonnement) bool { return a.Gestopt != "" })
		assert.Equal(t, "niet-afgeleverd", a.Gestopt)
		assert.Equal(t, "status-5xx", a.Vastloper.Storing)
		assert.Equal(t, a.Positie+1, a.Vastloper.Positie)
		k.stuur(beheerder, "POST", pad+"/hervattingen", veld{"naPositie": a.Vastloper.Positie}).is(409)
		antwoord.Store(http.StatusOK)
		k.stuur(beheerder, "POST", pad+"/hervattingen", veld{}).is(201)
		assert.Equal(t, "nl.gemeenschappelijke-regelingen.deelname-module-beeindigd.v1", <-binnen)
	})
	t.Run("opnieuw leveren kan na een eerdere positie", func(t *testing.T) {
		k.wachtOp(pad, func(a Abonnement) bool { return a.Achterstand == 0 })
		k.stuur(beheerder, "POST", pad+"/hervattingen", veld{"naPositie": 0}).is(409)
		k.stuur(beheerder, "POST", pad+"/stopzettingen", veld{}).is(201)
		k.stuur(beheerder, "POST", pad+"/hervattingen", veld{"naPositie": 0}).is(201)
		assert.Equal(t, "nl.gemeenschappelijke-regelingen.deelname-module-gestart.v1", <-binnen)
		assert.Equal(t, "nl.gemeenschappelijke-regelingen.deelname-module-beeindigd.v1", <-binnen)
	})
	t.Run("een wijziging vraagt opnieuw goedkeuring", func(t *testing.T) {
		anders := plus(eenAbonnement(ontvanger.URL+"/nieuw"), veld{"module": "onderwijszaken"})
		delete(anders, "naam")
		k.stuur(beheerder, "POST", pad+"/wijzigingen", anders).is(201)
		assert.False(t, k.abonnement(beheerder, pad).Goedgekeurd)
		k.stuur(beheerder, "POST", pad+"/geheimen", veld{}).is(201)
		assert.Equal(t, 2, k.abonnement(beheerder, pad).Geheim)
	})
	t.Run("wat niet bij elkaar past wordt geweigerd met een code", func(t *testing.T) {
		for code, anders := range map[string]veld{
			"abonnement/ontvanger-onjuist": {"ontvangerrol": "auditor"},
			"abonnement/type-onbekend":     {"gebeurtenistypen": []string{"nl.proeven.bestaat-niet.v1"}},
			"abonnement/positie-vooruit":   {"naPositie": int64(k.j.Kop()) + 1},
			"abonnement/adres-onjuist":     {"leveradres": "https://gebruiker:geheim@suite.example/"},
			"abonnement/naam-onjuist":      {"naam": "bsn-123456789"},
		} {
			assert.Equal(t, code, k.stuur(beheerder, "POST", "/v1/abonnementen", plus(eenAbonnement(ontvanger.URL), anders)).is(409).probleem().Code)
		}
	})
	t.Run("een adres met een wachtwoord staat nergens", func(t *testing.T) {
		assert.NotContains(t, k.log.String(), "gebruiker:geheim")
		k.stuur(beheerder, "GET", "/v1/abonnementen/"+versSleutel(), nil).is(404)
	})
}
