package httpapi

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func eenUitgifte(k *kantoor) veld {
	return veld{"kopiesoort": "reservekopie", "ontvanger": "rekencentrum", "naPositie": 0, "totEnMet": int64(k.j.Kop())}
}

func TestUitgifte(t *testing.T) {
	k := open(t)
	beheerder, archivaris := k.token[toegang.Beheerder], k.token[toegang.Archivaris]
	k.secretaris("/v1/deelnames", goedeDeelname).is(201)
	t.Run("een kopie die naar een ander gaat staat vast, met wat bekend is", func(t *testing.T) {
		pad := k.stuur(beheerder, "POST", "/v1/uitgiften", plus(eenUitgifte(k), veld{"sha256": strings.Repeat("0a", 32), "omvang": 12})).is(201).kop.Get("Location")
		var u Uitgifte
		k.stuur(archivaris, "GET", pad, nil).is(200).lees(&u)
		assert.Equal(t, "rekencentrum", u.Ontvanger)
		assert.EqualValues(t, 1, u.TotEnMet)
		assert.EqualValues(t, 12, u.Omvang)
		assert.False(t, u.UitgegevenOp.IsZero())
	})
	t.Run("wat er niet is, een mens en een half kenmerk worden geweigerd", func(t *testing.T) {
		for code, anders := range map[string]veld{
			"uitgifte/posities-onjuist": {"totEnMet": int64(k.j.Kop()) + 1},
			"uitgifte/kenmerk-onjuist":  {"sha256": strings.Repeat("0a", 32)},
		} {
			assert.Equal(t, code, k.stuur(beheerder, "POST", "/v1/uitgiften", plus(eenUitgifte(k), anders)).is(409).probleem().Code)
		}
		k.stuur(beheerder, "POST", "/v1/uitgiften", plus(eenUitgifte(k), veld{"ontvanger": "J. Jansen"})).is(400)
	})
	t.Run("alleen wie beheert geeft uit, en wat er niet is geeft 404", func(t *testing.T) {
		k.stuur(archivaris, "POST", "/v1/uitgiften", eenUitgifte(k)).is(403)
		for _, pad := range []string{"/v1/uitgiften/" + uuid.NewString(), "/v1/afschermingen/" + uuid.NewString() + "/ontvangers", "/v1/vernietigingen/" + uuid.NewString() + "/ontvangers"} {
			k.stuur(archivaris, "GET", pad, nil).is(404)
		}
	})
}

// ontvangers returns who has what the shielding of the subject of an event takes away.
func (k *kantoor) ontvangers(gebeurtenis string) (uit []string) {
	k.t.Helper()
	archivaris := k.token[toegang.Archivaris]
	pad := k.begin(archivaris, "afschermingen", veld{"opdracht": zonderTekst, "gebeurtenis": gebeurtenis, "velden": []any{"/motivering"}})
	var l Ontvangerslijst
	k.stuur(archivaris, "GET", pad+"/ontvangers", nil).is(200).lees(&l)
	uit = []string{}
	for _, o := range l.Ontvangers {
		uit = append(uit, o.Uitgiftesoort+": "+o.Ontvanger)
	}
	return uit
}

// TestOntvangers: every registered way out is a receiver, each only of what it got.
func TestOntvangers(t *testing.T) {
	k := open(t, func(o *Opties) { o.Grenzen.Tempo = 10_000 })
	beheerder, secretaris, fg := k.token[toegang.Beheerder], k.token[toegang.Bestuurssecretaris], k.token[toegang.FunctionarisGegevensbescherming]
	vang := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	t.Cleanup(vang.Close)
	abonneer := func(naam string, anders veld) string {
		t.Helper()
		pad := k.stuur(beheerder, "POST", "/v1/abonnementen", plus(eenAbonnement(vang.URL), plus(veld{"naam": naam}, anders))).is(201).kop.Get("Location")
		k.stuur(secretaris, "POST", pad+"/goedkeuringen", veld{}).is(201)
		return pad
	}
	nieuw := func(gemeente string) (id string, p es.Position) {
		t.Helper()
		b := k.secretaris("/v1/deelnames", met("GM0202", gemeente)).is(201).ontvangst()
		return b.Gebeurtenissen[0].Id.String(), es.Position(b.Gebeurtenissen[0].Positie)
	}
	bij := func(pad string, p es.Position) {
		k.wachtOp(pad, func(a Abonnement) bool { return es.Position(a.Positie) >= p })
	}

	eerste, p1 := nieuw(eigenGemeente)
	t.Run("wat niemand kreeg heeft geen ontvanger", func(t *testing.T) { assert.Empty(t, k.ontvangers(eerste)) })
	suite := abonneer("suite-een", nil)
	ander := abonneer("suite-typen", veld{"gebeurtenistypen": []string{"nl.gemeenschappelijke-regelingen.deelname-module-beeindigd.v1"}})
	tweede, p2 := nieuw(andereGemeente)
	bij(suite, p2)
	bij(ander, p2)
	t.Run("een abonnement kreeg wat na zijn begin kwam, als zijn rol en zijn typen dat toelaten", func(t *testing.T) {
		assert.Empty(t, k.ontvangers(eerste))
		assert.Equal(t, []string{"abonnement: suite-een"}, k.ontvangers(tweede))
	})
	t.Run("een abonnement dat opnieuw begon heeft meer dan zijn stand nu zegt", func(t *testing.T) {
		k.stuur(beheerder, "POST", suite+"/stopzettingen", veld{}).is(201)
		k.stuur(beheerder, "POST", suite+"/hervattingen", veld{"naPositie": int64(p1) - 1}).is(201)
		assert.Contains(t, k.ontvangers(tweede), "abonnement: suite-een")
		bij(suite, p1)
		assert.Contains(t, k.ontvangers(eerste), "abonnement: suite-een")
	})
	t.Run("een verstrekt rapport van na de gebeurtenis staat er, van ervoor niet", func(t *testing.T) {
		k.secretaris("/v1/rapportverstrekkingen", veld{"rapport": "deelnamematrix", "vorm": "csv", "ontvangers": []string{"raad:GM0202"}}).is(201)
		assert.Contains(t, k.ontvangers(tweede), "rapportverstrekking: de raad van Arnhem")
		derde, _ := nieuw("GM0226")
		assert.NotContains(t, k.ontvangers(derde), "rapportverstrekking: de raad van Arnhem")
	})
	t.Run("een inzageoverzicht gaat over dossiers van zijn modules, en over niets anders", func(t *testing.T) {
		dossier := oudeJongere(k)
		lijst := func() (uit []string) {
			pad := k.begin(k.token[toegang.Archivaris], "vernietigingen", eenLijst(dossier))
			var l Ontvangerslijst
			k.stuur(fg, "GET", pad+"/ontvangers", nil).is(200).lees(&l)
			for _, o := range l.Ontvangers {
				if o.Uitgiftesoort == "inzageoverzicht" {
					uit = append(uit, o.Ontvanger)
				}
			}
			k.stuur(fg, "POST", pad+"/afwijzingen", leegBesluit).is(201)
			return uit
		}
		verstrek := func(module string) {
			pad := k.begin(fg, "inzageverzoeken", veld{"opdracht": zonderTekst, "modules": []string{module}, "ontvangenOp": "2026-03-01"})
			k.stuur(fg, "POST", pad+"/verstrekkingen", veld{"opdracht": zonderTekst, "nummer": eenBSN, "identiteitVastgesteldOp": "2026-03-01"}).is(200)
		}
		verstrek("werkgeverschap-sw")
		assert.Empty(t, lijst())
		verstrek("onderwijszaken")
		assert.Equal(t, []string{"betrokkene"}, lijst())
		assert.NotContains(t, k.ontvangers(tweede), "inzageoverzicht: betrokkene")
	})
}
