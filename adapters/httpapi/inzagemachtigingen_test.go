package httpapi

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/toegang/inzagemachtiging"
)

func TestInzagemachtiging(t *testing.T) {
	k := open(t)
	auditor, fg := k.token[toegang.Auditor], k.token[toegang.FunctionarisGegevensbescherming]
	paden := k.zaken()
	dossier := paden["leerplichtdossiers"]
	stroom := "leerplichtdossier-" + laatste(dossier)
	vraag := func(stroom string) string {
		return k.begin(auditor, "inzagemachtigingen", veld{
			"dossierstroom": stroom, "geldigTot": "2026-03-10", "opdracht": veld{"motivering": "Steekproef 7."},
		})
	}
	lees := func(token, pad, machtiging string) gekregen {
		q := pad + "/persoonsgegevens"
		if machtiging != "" {
			q += "?machtiging=" + laatste(machtiging)
		}
		return k.stuur(token, "GET", q, nil, "Raadpleegreden", "kwaliteitscontrole")
	}
	pad := vraag(stroom)

	t.Run("een auditor leest geen persoonsgegevens, ook niet op een verzoek alleen", func(t *testing.T) {
		lees(auditor, dossier, "").is(403)
		lees(auditor, dossier, pad).is(403)
	})
	t.Run("zonder reden of te lang wordt geweigerd", func(t *testing.T) {
		k.stuur(auditor, "POST", "/v1/inzagemachtigingen", veld{"dossierstroom": stroom, "geldigTot": "2026-03-10"}).is(409)
		k.stuur(auditor, "POST", "/v1/inzagemachtigingen", veld{"dossierstroom": stroom, "geldigTot": "2026-04-10", "opdracht": veld{"motivering": "x"}}).is(409)
	})
	t.Run("de auditor staat het zichzelf niet toe", func(t *testing.T) {
		k.stuur(auditor, "POST", pad+"/toestemmingen", veld{}).is(403)
	})
	k.stuur(fg, "POST", pad+"/toestemmingen", veld{}).is(201)
	t.Run("is het toegestaan, dan leest de auditor dat ene dossier, en dat staat in het auditlog", func(t *testing.T) {
		r := k.laatsteLijn(func() { lees(auditor, dossier, pad).is(200) })
		assert.Equal(t, []string{"inzage-op-machtiging"}, r.Beleid)
		assert.Equal(t, stroom, r.Object)
	})
	t.Run("een ander dossier niet, en een ander mens niet", func(t *testing.T) {
		r := k.laatsteLijn(func() { lees(auditor, paden["verzuimmeldingen"], pad).is(404) })
		assert.Equal(t, auditlog.Geweigerd, r.Resultaat)
		lees(k.geef(toegang.Auditor, "", "", time.Hour).Token, dossier, pad).is(403)
		lees(k.token[toegang.Beheerder], dossier, pad).is(403)
	})
	t.Run("wie verdachte is leest de auditor nooit", func(t *testing.T) {
		halt := vraag("haltverwijzing-" + laatste(paden["haltverwijzingen"]))
		k.stuur(fg, "POST", halt+"/toestemmingen", veld{}).is(201)
		lees(auditor, paden["haltverwijzingen"], halt).is(403)
	})
	t.Run("na de einddag is het voorbij", func(t *testing.T) {
		k.klok.verder(8 * 24 * time.Hour)
		lees(auditor, dossier, pad).is(403)
		k.klok.verder(-8 * 24 * time.Hour)
		lees(auditor, dossier, pad).is(200)
	})
	t.Run("ingetrokken is meteen voorbij", func(t *testing.T) {
		k.stuur(fg, "POST", pad+"/intrekkingen", veld{}).is(201)
		lees(auditor, dossier, pad).is(403)
		var m Inzagemachtiging
		k.stuur(fg, "GET", pad, nil).is(200).lees(&m)
		assert.Equal(t, inzagemachtiging.Ingetrokken, m.Stand)
	})
	t.Run("geweigerd is geen inzage", func(t *testing.T) {
		weg := vraag(stroom)
		k.stuur(fg, "POST", weg+"/weigeringen", veld{}).is(201)
		lees(auditor, dossier, weg).is(403)
	})
}
