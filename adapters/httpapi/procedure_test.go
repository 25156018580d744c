package httpapi

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func TestProcedure(t *testing.T) {
	k := open(t)
	k.neemDeel()
	k.totOntwerp()
	griffie := k.token[toegang.Griffier]

	t.Run("de raden van deelnemers worden gevraagd, met wat is opgezocht", func(t *testing.T) {
		o := k.secretaris(plan+"/zienswijzeverzoeken", veld{"opdracht": opdracht, "verzondenOp": "2026-03-02"}).is(201).ontvangst()
		require.Len(t, o.Gebeurtenissen, 2)
		g := k.stuur(k.token[toegang.Auditor], "GET", "/v1/gebeurtenissen/"+o.Gebeurtenissen[0].Id.String(), nil).is(200)
		assert.Contains(t, string(g.lichaam), `"module":"inkoop","revisie":0,"stroom":"deelname-`)
	})
	t.Run("een griffier geeft de zienswijze van de eigen raad", func(t *testing.T) {
		z := veld{"opdracht": opdracht, "gemeente": eigenGemeente, "standpunt": "positief", "ontvangenOp": "2026-03-02"}
		k.stuur(griffie, "POST", plan+"/zienswijzen", z).is(201)
		z["gemeente"] = andereGemeente
		k.stuur(griffie, "POST", plan+"/zienswijzen", z).is(403)
	})
	t.Run("zolang de termijn loopt wordt het plan niet vastgesteld, en het antwoord noemt de regel", func(t *testing.T) {
		p := k.secretaris(plan+"/vaststellingen", veld{"opdracht": opdracht, "stemronde": stemronde(k.klok.nu(), 4, 1)}).is(409).probleem()
		assert.Equal(t, "uitvoeringsplan/termijn-loopt", p.Code)
		assert.NotEmpty(t, p.Regel)
		assert.Equal(t, "/problemen/geweigerd", p.Type)
	})
	k.secretaris(plan+"/afzieningen", veld{"opdracht": opdracht, "gemeente": andereGemeente, "meegedeeldOp": "2026-03-02"}).is(201)
	k.stuur(k.token[toegang.DagelijksBestuur], "POST", plan+"/oordelen", veld{
		"opdracht": opdracht, "meegedeeldOp": "2026-03-02",
		"oordelen": []veld{{"gemeente": eigenGemeente, "conclusie": "kennisgenomen", "toelichting": "Geen wijziging gevraagd."}},
	}).is(201)
	k.klok.verder(24 * time.Hour)
	t.Run("een onderdeel en daarna het plan worden vastgesteld, bekendgemaakt, toegepast, bijgesteld en ingetrokken", func(t *testing.T) {
		nu := k.klok.nu()
		k.secretaris(plan+"/onderdeelvaststellingen", veld{"opdracht": opdracht, "onderdelen": []string{"inkoop"}, "stemronde": stemronde(nu, 4, 1)}).is(201)
		k.secretaris(plan+"/vaststellingen", veld{"opdracht": opdracht, "stemronde": stemronde(nu.Add(time.Minute), 4, 1)})
		k.secretaris(plan+"/bekendmakingen", veld{
			"opdracht": opdracht, "besluit": veld{"soort": "onderdeel", "onderdeel": "inkoop"}, "kanaal": "toezending", "bekendgemaaktOp": "2026-03-03",
		}).is(201)
		k.secretaris(plan+"/toepassingen", veld{
			"opdracht": opdracht, "besluit": veld{"soort": "onderdeel", "onderdeel": "inkoop"}, "toepassing": "Aanbesteding gestart.", "toegepastOp": "2026-03-03",
		}).is(201)
		k.secretaris(plan+"/intrekkingen", veld{
			"opdracht": opdracht, "besluit": veld{"soort": "onderdeel", "onderdeel": "inkoop"}, "stemronde": stemronde(nu, 5, 0),
		}).is(201)
	})
	t.Run("de stand noemt onderdelen, raden en besluiten, met de revisie als ETag", func(t *testing.T) {
		g := k.stuur(k.token[toegang.Auditor], "GET", plan, nil).is(200)
		var p Uitvoeringsplan
		g.lees(&p)
		assert.Equal(t, `"`+statustekst(int(p.Revisie))+`"`, g.kop.Get("ETag"))
		assert.Len(t, p.Onderdelen, 5)
		require.Len(t, p.Raden, 2)
		assert.Equal(t, RaadstandReactieOpTijd, p.Raden[0].Reactie)
		assert.Equal(t, RaadstandReactieAfgezien, p.Raden[1].Reactie)
		assert.NotEmpty(t, p.Besluiten)
		assert.True(t, p.Gesimuleerd)
	})
	t.Run("een deelname wordt beëindigd en teruggelezen", func(t *testing.T) {
		pad := "/v1/deelnames/" + eigenGemeente + "/inkoop"
		k.secretaris(pad+"/beeindigingen", veld{"opdracht": opdracht, "tot": "2027-01-01", "genomenOp": "2026-03-02"}).is(201)
		var d Deelname
		k.stuur(k.token[toegang.Integrator], "GET", pad, nil).is(200).lees(&d)
		require.Len(t, d.Perioden, 1)
		assert.Equal(t, "2027-01-01", d.Perioden[0].Tot.String())
		k.stuur(k.token[toegang.Integrator], "GET", "/v1/deelnames/"+andereGemeente+"/inkoop", nil).is(403)
	})
}

func TestPlanperiodenOverlappenNiet(t *testing.T) {
	k := open(t)
	k.secretaris("/v1/uitvoeringsplannen", concept()).is(201)
	van := func(jaar int) veld {
		c := concept()
		c["vanJaar"], c["totEnMetJaar"] = jaar, jaar+3
		return c
	}
	for jaar := 2024; jaar <= 2030; jaar++ {
		if jaar == 2027 {
			k.secretaris("/v1/uitvoeringsplannen", van(jaar)).is(200) // the same concept again
			continue
		}
		p := k.secretaris("/v1/uitvoeringsplannen", van(jaar)).is(409).probleem()
		assert.Equal(t, "uitvoeringsplan/periode-overlapt", p.Code, jaar)
	}
	k.secretaris("/v1/uitvoeringsplannen", van(2023)).is(201)
	k.secretaris("/v1/uitvoeringsplannen", van(2031)).is(201)
}
