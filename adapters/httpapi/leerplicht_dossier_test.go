package httpapi

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
)

func (k *kantoor) dossier(token, pad string) (d Leerplichtdossier) {
	k.t.Helper()
	k.stuur(token, "GET", pad, nil).is(200).lees(&d)
	return d
}

func TestLeerplichtdossier(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	g := k.stuur(consulent, "POST", "/v1/leerplichtdossiers", eenDossier()).is(201)
	pad := g.kop.Get("Location")
	vroeg := eenDossier()
	vroeg["geopendOp"] = "2025-09-01"

	t.Run("elke plicht heeft een eigen soort stroom, op een en hetzelfde adres", func(t *testing.T) {
		assert.Equal(t, "leerplichtdossier-"+laatste(pad), g.ontvangst().Stroom)
		zeventien := plus(eenDossier(), veld{"plicht": "kwalificatieplicht", "persoon": plus(leerling(), veld{"geboren": "2008-12-01"})})
		k.stuur(consulent, "POST", "/v1/leerplichtdossiers", plus(zeventien, veld{"plicht": "leerplicht"})).is(409)
		g := k.stuur(consulent, "POST", "/v1/leerplichtdossiers", zeventien).is(201)
		assert.Contains(t, g.ontvangst().Stroom, "kwalificatieplichtdossier-")
		d := k.dossier(consulent, g.kop.Get("Location"))
		assert.Equal(t, leerplicht.Kwalificatieplicht, d.Plicht)
		k.doorloop(consulent, g.kop.Get("Location"), vervolgstap{"gesprekken", veld{"nummer": 1, "gesprekssoort": "op-school", "gevoerdOp": "2026-02-20"}})
	})
	t.Run("een leeg dossier heeft lege lijsten", func(t *testing.T) {
		g := k.stuur(consulent, "GET", pad, nil).is(200)
		assert.Contains(t, string(g.lichaam), `"gesprekken":[]`)
		assert.Contains(t, string(g.lichaam), `"thuiszitperioden":[]`)
		assert.Contains(t, string(g.lichaam), `"verzuimperioden":[]`)
	})
	t.Run("gesprek, route, verzuim, thuiszitten, terugkeer en sluiting", func(t *testing.T) {
		pad := k.begin(consulent, "leerplichtdossiers", vroeg)
		k.doorloop(consulent, pad,
			vervolgstap{"gesprekken", veld{"nummer": 1, "gesprekssoort": "huisbezoek", "gevoerdOp": "2025-09-03", "met": "ouder", "verslag": "Besproken."}},
			vervolgstap{"routekeuzes", veld{"route": "1", "gekozenOp": "2025-09-04"}},
			vervolgstap{"verzuimvaststellingen", veld{"vanaf": "2025-09-05"}},
			vervolgstap{"thuiszittersignalen", veld{"vanaf": "2025-09-05"}},
			vervolgstap{"thuiszitperioden", veld{"aard": "absoluut", "vanaf": "2025-09-05", "aangemerktOp": "2025-10-20"}})
		d := k.dossier(consulent, pad)
		assert.Equal(t, []Thuiszitperiode{{Nummer: 1, Aard: leerplichtdossier.Absoluut, Vanaf: d.Verzuimperioden[0].Vanaf}}, d.Thuiszitperioden)
		assert.Contains(t, d.Toestand, "thuiszitter sinds 2025-09-05")
		k.doorloop(consulent, pad,
			vervolgstap{"terugkeervaststellingen", veld{"terugOp": "2026-01-12"}},
			vervolgstap{"verzuimbeeindigingen", veld{"tot": "2026-01-12", "herplaatst": true}},
			vervolgstap{"sluitingen", veld{"sluitreden": "verzuim-gestopt", "geslotenOp": "2026-02-01"}})
		d = k.dossier(consulent, pad)
		assert.Equal(t, "2026-01-12", d.Thuiszitperioden[0].Tot.String())
		assert.Equal(t, []Verzuimperiode{{Vanaf: d.Verzuimperioden[0].Vanaf, Tot: d.Thuiszitperioden[0].Tot, Herplaatst: true}}, d.Verzuimperioden)
		assert.Equal(t, leerplichtdossier.VrijwilligeHulp, d.Route)
		assert.Equal(t, leerplicht.VerzuimGestopt, d.Sluitreden)
		require.Len(t, d.Gesprekken, 1)
		assert.Equal(t, leerplichtdossier.Huisbezoek, d.Gesprekken[0].Gesprekssoort)
		assert.EqualValues(t, 8, d.Revisie)
	})
	t.Run("een route die niet in dit dossier hoort staat niet in de beschrijving", func(t *testing.T) {
		for _, route := range []string{"2", "4"} {
			f := k.stuur(consulent, "POST", pad+"/routekeuzes", veld{"opdracht": zonderTekst, "route": route, "gekozenOp": "2026-02-20"}).is(400).probleem().Fouten
			assert.Equal(t, "Kies een van: 1, 3.", f[0].Detail)
		}
	})
	t.Run("een ander ziet er niets van: een school en een opsporingsambtenaar ook niet", func(t *testing.T) {
		for _, rol := range []toegang.Rol{toegang.School, toegang.Opsporingsambtenaar, toegang.Bestuurssecretaris, toegang.Beheerder, toegang.Griffier} {
			k.stuur(k.token[rol], "GET", pad, nil).is(403)
		}
		k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200)
	})
}

func TestRapportenOverLeerlingen(t *testing.T) {
	k := open(t)
	consulent, eigen := k.ruim(toegang.ConsulentLeerplicht), k.token[toegang.ConsulentLeerplicht]
	k.begin(consulent, "verzuimmeldingen", eenMelding())
	k.begin(consulent, "verzuimmeldingen", plus(eenMelding(), veld{"gemeente": andereGemeente}))
	lees := func(token, pad string) (r Rapport) {
		k.stuur(token, "GET", "/v1/rapporten/"+pad, nil).is(200).lees(&r)
		return r
	}
	t.Run("een consulent voor alle gemeenten krijgt alle gemeenten, of die waar zij om vraagt", func(t *testing.T) {
		assert.Len(t, lees(consulent, "verzuimmeldingen?naPositie=2").Regels, 2)
		assert.Len(t, lees(consulent, "verzuimmeldingen?naPositie=2&gemeente="+andereGemeente).Regels, 1)
	})
	t.Run("een consulent van een gemeente krijgt die, en geen andere", func(t *testing.T) {
		r := lees(eigen, "verzuimmeldingen?naPositie=2")
		assert.Equal(t, eigenGemeente, r.Filters["gemeente"])
		require.Len(t, r.Regels, 1)
		k.stuur(eigen, "GET", "/v1/rapporten/verzuimmeldingen?gemeente="+andereGemeente, nil).is(403)
	})
	t.Run("thuiszitters zonder peildatum worden geweigerd, met de reden", func(t *testing.T) {
		p := k.stuur(consulent, "GET", "/v1/rapporten/thuiszitters", nil).is(409).probleem()
		assert.Equal(t, "thuiszitters/peildatum-ontbreekt", p.Code)
		assert.Empty(t, lees(consulent, "thuiszitters?peildatum=2026-03-01").Regels)
	})
	t.Run("wie niet met dossiers werkt krijgt deze rapporten niet", func(t *testing.T) {
		for _, rol := range []toegang.Rol{toegang.School, toegang.Opsporingsambtenaar, toegang.Beheerder, toegang.Integrator} {
			k.stuur(k.token[rol], "GET", "/v1/rapporten/verzuimmeldingen", nil).is(403)
		}
	})
}

func TestDoorstroompuntdossier(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	lees := func(pad string) (d Doorstroompuntdossier) {
		k.stuur(consulent, "GET", pad, nil).is(200).lees(&d)
		return d
	}
	t.Run("contact, traject naar werk en een startkwalificatie", func(t *testing.T) {
		pad := k.begin(consulent, "doorstroompuntdossiers", eenVSV())
		k.doorloop(consulent, pad,
			vervolgstap{"contacten", veld{"nummer": 1, "gelegdOp": "2026-02-18", "verslag": "Gebeld."}},
			vervolgstap{"trajecten", veld{"traject": 1, "trajectsoort": "naar-werk", "gestartOp": "2026-02-19"}},
			vervolgstap{"trajecten/1/afsluitingen", veld{"uitstroom": "werk", "afgeslotenOp": "2026-02-27"}})
		d := lees(pad)
		assert.Equal(t, 1, d.Contacten)
		require.Len(t, d.Trajecten, 1)
		assert.Equal(t, doorstroompunt.Werk, d.Trajecten[0].Uitstroom)
		assert.Equal(t, doorstroompunt.BronDUO, d.Bron)
		k.stuur(consulent, "POST", pad+"/trajecten/2/afsluitingen", veld{"opdracht": zonderTekst, "uitstroom": "werk", "afgeslotenOp": "2026-02-27"}).is(409)
		k.doorloop(consulent, pad, vervolgstap{"startkwalificaties", veld{"niveau": "mbo-2-of-hoger", "behaaldOp": "2026-03-01"}})
		assert.Equal(t, doorstroompunt.MBO2EnHoger, lees(pad).Niveau)
		assert.Equal(t, "startkwalificatie behaald", lees(pad).Toestand)
	})
	t.Run("de leeftijdsgrens staat er in jaren; de geboortedag staat nergens", func(t *testing.T) {
		pad := k.begin(consulent, "doorstroompuntdossiers", plus(eenVSV(), veld{"gesignaleerdOp": "2025-02-17", "persoon": plus(eenVSV()["persoon"].(veld), veld{"geboren": "2002-03-15"})}))
		k.stuur(consulent, "POST", pad+"/leeftijdsgrenzen", veld{"opdracht": zonderTekst, "geboren": "2002-03-15"}).is(409)
		g := k.stuur(consulent, "POST", pad+"/leeftijdsgrenzen", veld{"opdracht": zonderTekst, "geboren": "1999-03-01"}).is(201)
		assert.NotContains(t, string(g.lichaam), "1999")
		g = k.stuur(consulent, "GET", pad, nil).is(200)
		assert.NotContains(t, string(g.lichaam), "1999")
		assert.Equal(t, 27, lees(pad).Leeftijdsgrens)
	})
}

func TestHaltEnProcesVerbaal(t *testing.T) {
	k := open(t)
	boa, eigen := k.ruim(toegang.Opsporingsambtenaar), k.token[toegang.Opsporingsambtenaar]
	halt := k.begin(boa, "haltverwijzingen", eenVerwijzing())
	verbaal := k.begin(boa, "processen-verbaal", eenVerbaal())
	t.Run("een verwijzing en haar afloop", func(t *testing.T) {
		k.stuur(boa, "POST", "/v1/haltverwijzingen", plus(eenVerwijzing(), veld{"oudersStemmenIn": false})).is(409)
		k.doorloop(boa, halt, vervolgstap{"afloopberichten", veld{"afloop": "geslaagd", "berichtOp": "2026-03-01", "memo": "Goed gedaan."}})
		var h Haltverwijzing
		k.stuur(eigen, "GET", halt, nil).is(200).lees(&h)
		assert.Equal(t, "geslaagd", string(h.Afloop))
		assert.Equal(t, "2026-02-20", h.VerwezenOp.String())
		assert.True(t, h.Gesimuleerd)
	})
	t.Run("een proces-verbaal, de inzending en de uitspraak", func(t *testing.T) {
		k.stuur(boa, "POST", verbaal+"/sepots", veld{"opdracht": zonderTekst, "berichtOp": "2026-03-01"}).is(409)
		k.doorloop(boa, verbaal, vervolgstap{"inzendingen", veld{"ingezondenOp": "2026-02-25"}},
			vervolgstap{"uitspraken", veld{"berichtOp": "2026-03-01", "uitspraak": veld{"sanctie": "geldboete", "geldboete": "125.00", "proeftijdTot": "2028-03-01"}}})
		g := k.stuur(eigen, "GET", verbaal, nil).is(200)
		var p ProcesVerbaal
		g.lees(&p)
		assert.Equal(t, "uitspraak ontvangen", p.Toestand)
		assert.Equal(t, "2026-02-25", p.IngezondenOp.String())
		assert.NotContains(t, string(g.lichaam), "125")
		ander := k.begin(boa, "processen-verbaal", eenVerbaal())
		k.doorloop(boa, ander, vervolgstap{"inzendingen", veld{"ingezondenOp": "2026-02-25"}}, vervolgstap{"sepots", veld{"berichtOp": "2026-03-01"}})
	})
	t.Run("een lege uitspraak wordt geweigerd", func(t *testing.T) {
		ander := k.begin(boa, "processen-verbaal", eenVerbaal())
		k.doorloop(boa, ander, vervolgstap{"inzendingen", veld{"ingezondenOp": "2026-02-25"}})
		k.stuur(boa, "POST", ander+"/uitspraken", veld{"opdracht": zonderTekst, "berichtOp": "2026-03-01", "uitspraak": veld{}}).is(409)
	})
	t.Run("een opsporingsambtenaar van een gemeente reikt niet verder, en niet in andere zaken", func(t *testing.T) {
		elders := k.begin(boa, "haltverwijzingen", plus(eenVerwijzing(), veld{"gemeente": andereGemeente}))
		verbaalElders := k.begin(boa, "processen-verbaal", plus(eenVerbaal(), veld{"gemeente": andereGemeente}))
		k.stuur(eigen, "GET", elders, nil).is(404)
		k.stuur(eigen, "GET", verbaalElders, nil).is(404)
		k.stuur(eigen, "POST", verbaalElders+"/inzendingen", veld{"opdracht": zonderTekst, "ingezondenOp": "2026-02-25"}).is(404)
		k.stuur(eigen, "POST", "/v1/haltverwijzingen", plus(eenVerwijzing(), veld{"gemeente": andereGemeente})).is(403)
		k.stuur(boa, "POST", "/v1/verzuimmeldingen", eenMelding()).is(403)
		k.stuur(boa, "GET", "/v1/rapporten", nil).is(403)
	})
}
