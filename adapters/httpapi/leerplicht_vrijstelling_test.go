package httpapi

import (
	"context"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
)

// eenBeroep is on art. 5 onder a, for the rest of the school year.
func eenBeroep() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": leerling(), "gemeente": eigenGemeente, "onderwijssoort": "vo", "grond": "LPW-5-a",
		"ontvangenOp": "2025-06-16", "gevraagdVanaf": "2025-08-01", "gevraagdTot": "2026-08-01",
	}
}

func eenAanvraag(grond, geboren string) veld {
	return plus(eenBeroep(), veld{"grond": grond, "persoon": plus(leerling(), veld{"geboren": geboren})})
}

func eenVerlof() veld {
	return veld{
		"opdracht": zonderTekst, "persoon": leerling(), "gemeente": eigenGemeente, "onderwijssoort": "vo",
		"vanaf": "2026-03-09", "tot": "2026-03-30", "schooldagen": 15, "aangevraagdOp": "2026-02-02",
	}
}

// vrijstellingen gives every command about vrijstelling and verlof, with marks, and
// returns the paths.
func (p *dossierproef) vrijstellingen(consulent string, wie veld, dossier string) (paden []string) {
	p.eigen = true // by law, by the college itself, or by the power of the leerplichtambtenaar
	defer func() { p.eigen = false }()
	met := func(v veld) veld { return plus(v, veld{"persoon": wie}) }
	toe := veld{"op": "2025-07-07", "vanaf": "2025-08-01", "tot": "2026-08-01", "dossier": dossier}
	open := func(grond string) string {
		pad := p.geef(consulent, "/v1/vrijstellingen", met(plus(eenBeroep(), veld{"grond": grond})))
		paden = append(paden, pad)
		return pad
	}
	a := open("LPW-5-a")
	p.geef(consulent, a+"/verklaringen", veld{"verklaardOp": "2025-06-02", "onafhankelijk": true})
	p.geef(consulent, a+"/toetsingen", veld{"voldoet": true, "getoetstOp": "2025-07-01"})
	p.geef(consulent, a+"/toekenningen", toe)
	p.geef(consulent, a+"/leveringen", veld{"geleverdOp": "2025-07-08"})
	p.geef(consulent, a+"/beeindigingen", veld{"einde": "2026-02-02", "reden": "naar-school"})
	b := open("LPW-5-b")
	p.geef(consulent, b+"/toetsingen", veld{"voldoet": false, "getoetstOp": "2025-07-01"})
	p.geef(consulent, b+"/afwijzingen", veld{"op": "2025-07-07"})
	vervangend := met(plus(eenBeroep(), veld{"grond": "LPW-3a"}))
	vervangend["persoon"] = plus(wie, veld{"geboren": "2011-01-02"})
	c := p.geef(consulent, "/v1/vrijstellingen", vervangend)
	paden = append(paden, c)
	p.geef(consulent, c+"/toekenningen", plus(toe, veld{"tot": "2026-03-01"}))
	p.geef(consulent, c+"/verlengingen", veld{"aangevraagdOp": "2025-12-01", "op": "2025-12-15", "tot": "2026-08-01"})
	for i, slot := range []string{"verleningen", "weigeringen"} {
		v := p.geef(consulent, "/v1/verlofaanvragen", met(eenVerlof()))
		paden = append(paden, v)
		p.geef(consulent, v+"/hoorgesprekken", veld{"gehoordOp": "2026-02-05"})
		besluit := veld{"beslotenOp": "2026-02-09"}
		if i == 0 {
			besluit = plus(besluit, veld{"vanaf": "2026-03-09", "tot": "2026-03-30", "schooldagen": 15})
		}
		p.geef(consulent, v+"/"+slot, besluit)
	}
	return paden
}

func TestVrijstelling(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	lees := func(pad string) (v Vrijstelling) {
		k.stuur(consulent, "GET", pad, nil).is(200).lees(&v)
		return v
	}
	dossier := k.begin(consulent, "leerplichtdossiers", plus(eenDossier(), veld{"geopendOp": "2025-09-01"}))
	toe := veld{"opdracht": zonderTekst, "op": "2025-07-07", "vanaf": "2025-08-01", "tot": "2026-08-01"}

	t.Run("een beroep wordt getoetst en van rechtswege vastgesteld, en geleverd aan DUO", func(t *testing.T) {
		g := k.stuur(consulent, "POST", "/v1/vrijstellingen", eenBeroep()).is(201)
		pad := g.kop.Get("Location")
		assert.Equal(t, "vrijstelling-"+laatste(pad), g.ontvangst().Stroom)
		v := lees(pad)
		assert.Equal(t, []any{vrijstelling.Open, true, leerplicht.Grond5OnderA}, []any{v.Uitkomst, v.OpTijd, v.Grond})
		assert.Empty(t, v.Voorwaarden)
		assert.Equal(t, "vrijstelling/niet-getoetst", k.stuur(consulent, "POST", pad+"/toekenningen", toe).is(409).probleem().Code)
		k.doorloop(consulent, pad,
			vervolgstap{"verklaringen", veld{"verklaardOp": "2025-06-02", "onafhankelijk": true}},
			vervolgstap{"toetsingen", veld{"voldoet": true, "getoetstOp": "2025-07-01"}},
			vervolgstap{"toekenningen", plus(toe, veld{"dossier": laatste(dossier)})},
			vervolgstap{"leveringen", veld{"geleverdOp": "2025-07-08"}})
		v = lees(pad)
		assert.Equal(t, "vrijgesteld vanaf 2025-08-01 tot 2026-08-01", v.Toestand)
		assert.Len(t, v.Voorwaarden, 3)
		assert.Equal(t, []string{"2025-2026"}, v.Schooljaren)
		k.doorloop(consulent, pad, vervolgstap{"beeindigingen", veld{"einde": "2026-02-02", "reden": "naar-school"}})
		assert.Equal(t, "2026-02-02", lees(pad).Tot.String())
	})
	t.Run("het dossier dat wordt genoemd bestaat, en is niet dat van een ander soort", func(t *testing.T) {
		pad := k.begin(consulent, "vrijstellingen", eenAanvraag("LPW-3a", "2011-01-02"))
		for _, id := range []string{uuid.NewString(), laatste(pad), laatste(k.begin(consulent, "verzuimmeldingen", eenMelding()))} {
			f := k.stuur(consulent, "POST", pad+"/toekenningen", plus(toe, veld{"dossier": id})).is(400).probleem().Fouten
			assert.Equal(t, "/dossier onbekend", f[0].Pointer+" "+f[0].Code)
		}
		k.stuur(consulent, "POST", pad+"/toekenningen", plus(toe, veld{"dossier": laatste(dossier)})).is(201)
		vs, err := k.j.Stroom(context.Background(), es.Stream("vrijstelling-"+laatste(pad)))
		require.NoError(t, err)
		assert.Contains(t, string(vs[len(vs)-1].Gebeurtenis), `"dossier":"leerplichtdossier-`+laatste(dossier))
	})
	t.Run("artikel 3a en 15 zijn een besluit van het college, ook in mandaat", func(t *testing.T) {
		pad := k.begin(consulent, "vrijstellingen", eenAanvraag("LPW-15", "2009-01-02"))
		assert.Equal(t, leerplicht.Kwalificatieplicht, lees(pad).Plicht)
		mandaat := veld{"gesimuleerd": true, "namens": veld{"orgaan": "college", "mandaat": "M2025-04", "versie": 1}}
		k.stuur(consulent, "POST", pad+"/toekenningen", plus(toe, veld{"opdracht": mandaat})).is(201)
		pad = k.begin(consulent, "vrijstellingen", eenAanvraag("LPW-3b", "2010-01-02"))
		assert.Equal(t, "2025-07-28", lees(pad).UiterlijkOp.String())
		k.stuur(consulent, "POST", pad+"/afwijzingen", veld{"opdracht": zonderTekst, "op": "2025-07-29"}).is(409)
		k.stuur(consulent, "POST", pad+"/afwijzingen", veld{"opdracht": veld{"gesimuleerd": true, "motivering": "Te weinig."}, "op": "2025-07-29"}).is(201)
		assert.Equal(t, []any{vrijstelling.Afgewezen, false}, []any{lees(pad).Uitkomst, lees(pad).OpTijd})
	})
	t.Run("een code voor artikel 5 onder a is geen code voor artikel 5a", func(t *testing.T) {
		for _, fout := range []string{"LPW-5", "5a", "LPW-5A"} {
			k.stuur(consulent, "POST", "/v1/vrijstellingen", plus(eenBeroep(), veld{"grond": fout})).is(400)
		}
		pad := k.begin(consulent, "vrijstellingen", plus(eenBeroep(), veld{"grond": "LPW-5a"}))
		assert.Equal(t, "vrijstelling/geen-verklaring", k.stuur(consulent, "POST", pad+"/verklaringen",
			veld{"opdracht": zonderTekst, "verklaardOp": "2025-06-02", "onafhankelijk": true}).is(409).probleem().Code)
	})
	t.Run("de lezing van een persoon staat in het log, en een zoekvraag vindt de vrijstelling", func(t *testing.T) {
		pad := k.begin(consulent, "vrijstellingen", plus(eenBeroep(), veld{"persoon": plus(leerling(), veld{"bsn": anderBSN})}))
		voor := k.bevestigd()
		g := k.stuur(consulent, "GET", pad+"/persoonsgegevens", nil).is(200)
		assert.Contains(t, string(g.lichaam), anderBSN)
		assert.Equal(t, voor+1, k.bevestigd())
		assert.Equal(t, []string{pad}, k.vind(consulent, anderBSN, "onderwijszaken"))
	})
	t.Run("buiten de eigen gemeente bestaat zij niet, en een school ziet niets", func(t *testing.T) {
		pad := k.begin(consulent, "vrijstellingen", plus(eenBeroep(), veld{"gemeente": andereGemeente}))
		k.stuur(k.token[toegang.ConsulentLeerplicht], "GET", pad, nil).is(404)
		k.stuur(k.token[toegang.ConsulentLeerplicht], "POST", "/v1/vrijstellingen", plus(eenBeroep(), veld{"gemeente": andereGemeente})).is(403)
		for _, rol := range []toegang.Rol{toegang.School, toegang.Opsporingsambtenaar, toegang.Bestuurssecretaris, toegang.Griffier} {
			k.stuur(k.token[rol], "GET", pad, nil).is(403)
			k.stuur(k.token[rol], "POST", "/v1/vrijstellingen", eenBeroep()).is(403)
		}
		k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200)
		k.stuur(k.token[toegang.Auditor], "GET", pad+"/persoonsgegevens", nil).is(403)
	})
}

func TestVerlof(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	besluit := veld{"opdracht": zonderTekst, "vanaf": "2026-03-09", "tot": "2026-03-23", "schooldagen": 10, "beslotenOp": "2026-02-09"}
	t.Run("na het horen van het hoofd wordt op eigen gezag verleend", func(t *testing.T) {
		pad := k.begin(consulent, "verlofaanvragen", eenVerlof())
		assert.Equal(t, "verlof/niet-gehoord", k.stuur(consulent, "POST", pad+"/verleningen", besluit).is(409).probleem().Code)
		k.doorloop(consulent, pad, vervolgstap{"hoorgesprekken", veld{"gehoordOp": "2026-02-05", "zienswijze": "Akkoord."}})
		mandaat := veld{"gesimuleerd": true, "namens": veld{"orgaan": "college", "mandaat": "M1", "versie": 1}}
		assert.Equal(t, "verlof/eigen-bevoegdheid", k.stuur(consulent, "POST", pad+"/verleningen", plus(besluit, veld{"opdracht": mandaat})).is(409).probleem().Code)
		k.stuur(consulent, "POST", pad+"/verleningen", besluit).is(201)
		var v Verlofaanvraag
		k.stuur(consulent, "GET", pad, nil).is(200).lees(&v)
		assert.Equal(t, []any{"verleend van 2026-03-09 tot 2026-03-23", 10, "2026-02-09"}, []any{v.Toestand, v.Schooldagen, v.VerleendOp.String()})
	})
	t.Run("over tien dagen beslist het hoofd, en een weigering heeft een motivering", func(t *testing.T) {
		p := k.stuur(consulent, "POST", "/v1/verlofaanvragen", plus(eenVerlof(), veld{"schooldagen": 10})).is(409).probleem()
		assert.Equal(t, "verlof/hoofd-beslist", p.Code)
		pad := k.begin(consulent, "verlofaanvragen", plus(eenVerlof(), veld{"schooldagen": 11}))
		k.doorloop(consulent, pad, vervolgstap{"hoorgesprekken", veld{"gehoordOp": "2026-02-05"}})
		weiger := veld{"opdracht": zonderTekst, "beslotenOp": "2026-02-09"}
		k.stuur(consulent, "POST", pad+"/weigeringen", weiger).is(409)
		k.stuur(consulent, "POST", pad+"/weigeringen", plus(weiger, veld{"opdracht": veld{"gesimuleerd": true, "motivering": "Geen reden."}})).is(201)
		k.stuur(k.token[toegang.School], "GET", pad, nil).is(403)
	})
}
