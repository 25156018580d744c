package httpapi

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// TestOneCommissieOfTwoModules uses the office as a member of the bestuurscommissie
// Participatie would, who answers for Werkgeversservicepunt and Werkgeverschap SW.
func TestOneCommissieOfTwoModules(t *testing.T) {
	k := open(t)
	commissie := func(modules ...recht.Module) string {
		u, err := k.reg.Geef(context.Background(), "commissie", toegang.Wie{Rol: toegang.Bestuurscommissie, Organisatie: "MGR", Module: toegang.Modulelijst(modules...)}, time.Hour)
		require.NoError(t, err)
		return u.Token
	}
	participatie, wsp := commissie(recht.Werkgeversservicepunt, recht.WerkgeverschapSW), commissie(recht.Werkgeversservicepunt)
	namen := func(token string) (uit []string) {
		var l Rapporten
		k.stuur(token, "GET", "/v1/rapporten", nil).is(200).lees(&l)
		for _, r := range l.Rapporten {
			uit = append(uit, r.Naam)
		}
		return uit
	}
	t.Run("de lijst noemt de rapporten van beide modules samen, en van geen andere", func(t *testing.T) {
		assert.Subset(t, namen(participatie), []string{"trechter", "duurzaamheid", "afwijsredenen", "boventalligen", "voorzieningen"})
		assert.NotContains(t, namen(participatie), "verzuimmeldingen")
		assert.NotContains(t, namen(wsp), "boventalligen", "control: the commissie of one module")
	})
	t.Run("zij leest ze met een en dezelfde aanmelding, ook als verschil, en die van onderwijszaken niet", func(t *testing.T) {
		for _, naam := range []string{"trechter", "duurzaamheid", "afwijsredenen", "boventalligen", "voorzieningen"} {
			var r Rapport
			k.stuur(participatie, "GET", "/v1/rapporten/"+naam, nil).is(200).lees(&r)
			assert.Equal(t, "werkgeversservicepunt+werkgeverschap-sw", r.GevraagdDoor.Module)
			k.stuur(participatie, "GET", "/v1/rapporten/"+naam+"/verschil", nil).is(200)
		}
		for _, naam := range []string{"verzuimmeldingen", "thuiszitters?peildatum=2026-01-01"} {
			k.stuur(participatie, "GET", "/v1/rapporten/"+naam, nil).is(403)
		}
		k.stuur(wsp, "GET", "/v1/rapporten/boventalligen", nil).is(403)
	})
	t.Run("wat aan een van beide commissies is verstrekt kan zij lezen", func(t *testing.T) {
		for rapport, module := range map[string]string{"trechter": "werkgeversservicepunt", "boventalligen": "werkgeverschap-sw"} {
			pad := k.secretaris("/v1/rapportverstrekkingen", veld{"rapport": rapport, "vorm": "json", "ontvangers": []string{"bestuurscommissie:" + module}}).is(201).kop.Get("Location")
			k.stuur(participatie, "GET", pad+"/rapport", nil).is(200)
		}
	})
	t.Run("zij brengt advies uit voor elk van haar modules, en niet voor een andere", func(t *testing.T) {
		k.secretaris("/v1/uitvoeringsplannen", concept()).is(201)
		modules := []string{"inkoop", "onderwijszaken", "werkgeversservicepunt", "werkgeverschap-sw"}
		k.secretaris(plan+"/adviesaanvragen", veld{"opdracht": opdracht, "onderdelen": modules, "gevraagdOp": "2026-03-02"}).is(201)
		for i, status := range []int{403, 403, 201, 201} {
			k.stuur(participatie, "POST", plan+"/adviezen", veld{"opdracht": opdracht, "onderdeel": modules[i], "advies": "positief", "uitgebrachtOp": "2026-03-02"}).is(status)
		}
	})
}
