package httpapi

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestBeperking(t *testing.T) {
	k := open(t)
	consulent, fg := k.ruim(toegang.ConsulentLeerplicht), k.token[toegang.FunctionarisGegevensbescherming]
	d := k.begin(consulent, "leerplichtdossiers", eenDossier())
	beperk := veld{"opdracht": zonderTekst, "soort": "leerplichtdossier", "id": laatste(d), "grond": "juistheid-betwist", "beperktOp": "2026-03-01"}
	t.Run("een dossier dat niet bestaat wordt niet beperkt, en vrije tekst komt er niet in", func(t *testing.T) {
		k.stuur(fg, "POST", "/v1/beperkingen", plus(beperk, veld{"soort": "verzuimmelding"})).is(404)
		p := k.stuur(fg, "POST", "/v1/beperkingen", plus(beperk, veld{"opdracht": veld{"motivering": "Noor vroeg erom."}})).is(409).probleem()
		assert.Equal(t, "gegevensverwerking/tekst", p.Code)
		k.stuur(consulent, "POST", "/v1/beperkingen", beperk).is(403)
	})
	k.stuur(fg, "POST", "/v1/beperkingen", beperk).is(201)
	t.Run("zolang de verwerking beperkt is wordt alleen gelezen om wat de wet noemt, ook in eigen werk", func(t *testing.T) {
		voor := k.bevestigd()
		for _, kop := range [][]string{nil, {"Raadpleegreden", "waarneming"}, {"Raadpleegreden", "verzoek-van-betrokkene"}} {
			p := k.stuur(consulent, "GET", d+"/persoonsgegevens", nil, kop...).is(403).probleem()
			assert.Equal(t, "/problemen/verwerking-beperkt", p.Type)
		}
		assert.Equal(t, voor, k.bevestigd())
		for _, reden := range []string{"toestemming-van-betrokkene", "rechtsvordering", "rechten-van-een-ander", "gewichtig-algemeen-belang"} {
			var uit Dossierinzage
			k.stuur(consulent, "GET", d+"/persoonsgegevens", nil, "Raadpleegreden", reden).is(200).lees(&uit)
			assert.True(t, uit.Beperkt)
		}
		assert.Equal(t, voor+4, k.bevestigd())
	})
	t.Run("een ander dossier is niet beperkt", func(t *testing.T) {
		ander := k.begin(consulent, "verzuimmeldingen", eenMelding())
		k.stuur(consulent, "GET", ander+"/persoonsgegevens", nil).is(200)
	})
	t.Run("opgeheven wordt pas als de betrokkene het weet", func(t *testing.T) {
		pad := "/v1/beperkingen/" + laatste(d)
		var stand Beperking
		k.stuur(fg, "GET", pad, nil).is(200).lees(&stand)
		assert.True(t, stand.Beperkt)
		p := k.stuur(fg, "POST", pad+"/opheffingen", veld{"opdracht": zonderTekst, "ingelichtOp": "2026-03-02", "opgehevenOp": "2026-03-01"}).is(409).probleem()
		assert.Equal(t, "beperking/niet-ingelicht", p.Code)
		k.stuur(fg, "POST", pad+"/opheffingen", veld{"opdracht": zonderTekst, "ingelichtOp": "2026-03-01", "opgehevenOp": "2026-03-02"}).is(201)
		k.stuur(consulent, "GET", d+"/persoonsgegevens", nil).is(200)
		k.stuur(fg, "GET", pad, nil).is(200).lees(&stand)
		assert.False(t, stand.Beperkt)
	})
}

func TestInzageverzoek(t *testing.T) {
	k := open(t)
	consulent, fg := k.ruim(toegang.ConsulentLeerplicht), k.token[toegang.FunctionarisGegevensbescherming]
	zaken := k.zaken()
	sw := k.swzaken()
	k.doorloop(consulent, zaken["leerplichtdossiers"], vervolgstap{"gesprekken", veld{"nummer": 1, "gesprekssoort": "op-school", "gevoerdOp": "2026-02-20", "verslag": "Noor <b>vertelde</b> veel."}})
	ander := k.ruim(toegang.ConsulentLeerplicht)
	k.stuur(ander, "GET", zaken["leerplichtdossiers"]+"/persoonsgegevens", nil, "Raadpleegreden", "overdracht").is(200)
	verzoek := k.begin(fg, "inzageverzoeken", veld{"opdracht": zonderTekst, "modules": []string{"onderwijszaken", "werkgeverschap-sw"}, "ontvangenOp": "2026-03-01"})
	wie := veld{
		"opdracht": zonderTekst, "nummer": eenBSN, "identiteitVastgesteldOp": "2026-03-02",
		"dossiers": []veld{{"soort": "boventallige", "id": laatste(sw["boventalligen"])}},
	}
	t.Run("de betrokkene krijgt alles, uit elke gevraagde module, met wie het las", func(t *testing.T) {
		voor, kop := k.bevestigd(), k.j.Kop()
		var uit Inzageoverzicht
		g := k.stuur(fg, "POST", verzoek+"/verstrekkingen", wie).is(200)
		g.lees(&uit)
		var soorten []string
		for _, d := range uit.Dossiers {
			soorten = append(soorten, d.Soort)
			assert.NotEmpty(t, d.Doel)
			assert.NotEmpty(t, d.Gebeurtenissen)
		}
		assert.ElementsMatch(t, []string{"verzuimmelding", "leerplichtdossier", "boventallige"}, soorten, "not of opsporing, and not the other jongere")
		tekst := string(g.lichaam)
		assert.Contains(t, tekst, "Noor Voorbeeld")
		assert.Contains(t, tekst, `vertelde`)
		assert.NotContains(t, tekst, "[persoonsgegeven]")
		assert.Equal(t, voor+3+1, k.bevestigd()-1, "a line per dossier, and one per search in a module")
		assert.Equal(t, kop+1, k.j.Kop(), "the provision is an event")
		var redenen []string
		for _, r := range uit.Ingezien {
			redenen = append(redenen, r.Reden)
		}
		assert.Contains(t, redenen, "overdracht", "who looked before")
		assert.Contains(t, redenen, "inzage", "this provision itself")
	})
	t.Run("als pagina staat hetzelfde er leesbaar, en niets wordt uitgevoerd", func(t *testing.T) {
		g := k.stuur(fg, "POST", verzoek+"/verstrekkingen", wie, "Accept", "text/html").is(200)
		assert.Equal(t, "text/html; charset=utf-8", g.kop.Get("Content-Type"))
		blad := string(g.lichaam)
		assert.Contains(t, blad, `<html lang="nl">`)
		assert.Contains(t, blad, "Noor &lt;b&gt;vertelde&lt;/b&gt; veel.")
		assert.NotContains(t, blad, "<b>vertelde")
		assert.Contains(t, blad, "Wie deze gegevens las")
		assert.Contains(t, blad, "consulent-leerplicht")
	})
	t.Run("wat van het verzoek is vastgelegd noemt niemand", func(t *testing.T) {
		vs, err := k.j.Stroom(t.Context(), es.Stream("inzageverzoek-"+laatste(verzoek)))
		require.NoError(t, err)
		require.Len(t, vs, 3)
		for _, v := range vs {
			assert.Zero(t, v.Sleutel)
			for _, geheim := range []string{eenBSN, "Noor", laatste(zaken["leerplichtdossiers"]), laatste(sw["boventalligen"])} {
				assert.NotContains(t, string(v.Gebeurtenis), geheim)
			}
		}
	})
	t.Run("wordt de verstrekking niet vastgelegd, dan krijgt niemand iets", func(t *testing.T) {
		sleutel, kop := versSleutel(), k.j.Kop()
		k.stuur(fg, "POST", verzoek+"/verstrekkingen", wie, "Idempotency-Key", sleutel).is(200)
		k.stuur(fg, "POST", verzoek+"/verstrekkingen", wie, "Idempotency-Key", sleutel).is(200)
		assert.Equal(t, kop+1, k.j.Kop(), "a retry is one provision")
		g := k.stuur(fg, "POST", verzoek+"/verstrekkingen", plus(wie, veld{"identiteitVastgesteldOp": "2026-03-01"}), "Idempotency-Key", sleutel).is(409)
		assert.NotContains(t, string(g.lichaam), "Noor")
	})
	t.Run("alleen wie dat mag, op een verzoek dat er is, en als vaststaat wie het vroeg", func(t *testing.T) {
		voor := k.bevestigd()
		for _, rol := range toegang.Rollen() {
			if rol != toegang.FunctionarisGegevensbescherming {
				k.stuur(k.token[rol], "POST", verzoek+"/verstrekkingen", wie).is(403)
			}
		}
		k.stuur(fg, "POST", "/v1/inzageverzoeken/0190a0b0-1111-8222-8333-444455556666/verstrekkingen", wie).is(404)
		p := k.stuur(fg, "POST", verzoek+"/verstrekkingen", plus(wie, veld{"identiteitVastgesteldOp": "2026-03-03"})).is(409).probleem()
		assert.Equal(t, "inzageverzoek/identiteit", p.Code)
		assert.Equal(t, voor, k.bevestigd(), "nothing was opened")
	})
	t.Run("een dossier dat niet bestaat of bij een andere module hoort wordt geweigerd", func(t *testing.T) {
		k.stuur(fg, "POST", verzoek+"/verstrekkingen", plus(wie, veld{"dossiers": []veld{{"soort": "match", "id": laatste(sw["boventalligen"])}}})).is(400)
		w := k.bemiddeling()["werkgevers"]
		k.stuur(fg, "POST", verzoek+"/verstrekkingen", plus(wie, veld{"dossiers": []veld{{"soort": "werkgever", "id": laatste(w)}}})).is(400)
	})
	t.Run("ook van wie de verwerking is beperkt, want het zijn zijn gegevens", func(t *testing.T) {
		d := laatste(zaken["leerplichtdossiers"])
		k.stuur(fg, "POST", "/v1/beperkingen", veld{"opdracht": zonderTekst, "soort": "leerplichtdossier", "id": d, "grond": "onrechtmatig", "beperktOp": "2026-03-01"}).is(201)
		g := k.stuur(fg, "POST", verzoek+"/verstrekkingen", wie).is(200)
		assert.True(t, strings.Contains(string(g.lichaam), `"beperkt":true`))
	})
	t.Run("de stand zegt tot wanneer er tijd is, en hoe het staat", func(t *testing.T) {
		var stand Inzageverzoek
		k.stuur(fg, "GET", verzoek, nil).is(200).lees(&stand)
		assert.Equal(t, "2026-04-01", stand.UiterlijkOp.String())
		k.stuur(consulent, "GET", verzoek, nil).is(403)
	})
	t.Run("zonder verwerkingslog krijgt niemand iets, en staat er geen verstrekking", func(t *testing.T) {
		kop := k.j.Kop()
		require.NoError(t, k.ldv.Sluit())
		k.stuur(fg, "POST", verzoek+"/verstrekkingen", wie).is(503)
		assert.Equal(t, kop, k.j.Kop())
	})
}

// TestRectificatie follows a correction: the person reads right, is found under the
// right number, and the report follows (AVG art. 16 and 19).
func TestRectificatie(t *testing.T) {
	k := open(t)
	consulent := k.ruim(toegang.ConsulentLeerplicht)
	m := k.begin(consulent, "verzuimmeldingen", eenMelding())
	var voor Dossierinzage
	k.stuur(consulent, "GET", m+"/persoonsgegevens", nil).is(200).lees(&voor)
	pad := voor.UnderscoreLinks["rectificatie"].Href
	require.Equal(t, m+"/correcties", pad)
	goed := plus(eenMelding(), veld{
		"persoon": plus(leerling(), veld{"naam": "Noor de Goede"}), "verzuimsoort": "LUXE",
		"opdracht": plus(zonderTekst, veld{"corrigeert": voor.Gebeurtenissen[0].Id.String()}),
	})
	o := k.stuur(consulent, "POST", pad, goed).is(201).ontvangst()
	var na Dossierinzage
	k.stuur(consulent, "GET", m+"/persoonsgegevens", nil).is(200).lees(&na)
	assert.Equal(t, `"Noor de Goede"`, waarde(na.Persoon, "/naam"))
	assert.Len(t, na.Gebeurtenissen, 2, "what was said before stays to be seen")
	rapport := func() string {
		return string(k.stuur(consulent, "GET", "/v1/rapporten/verzuimmeldingen?naPositie="+statustekst(int(o.Positie)), nil).is(200).lichaam)
	}
	assert.Contains(t, rapport(), `"verzuimsoort":"LUXE"`)
	assert.NotContains(t, rapport(), `16_UUR`)
}

func TestVerwerkingslogOpruimen(t *testing.T) {
	k, ctx := open(t), t.Context()
	archivaris := k.token[toegang.Archivaris]
	termijn := k.klok.nu().AddDate(-5, 0, 0)
	regel := func(wie string, op time.Time) verwerkingslog.Regel {
		return verwerkingslog.Regel{
			Spoor: verwerkingslog.NieuwSpoor(), Naam: "lees", Begin: op, Eind: op, Activiteit: "urn:x",
			Betrokkene: wie, Betrokkenesoort: "kroniek", Rol: "consulent-leerplicht", Organisatie: "MGR",
		}
	}
	require.NoError(t, k.ldv.Leg(ctx, regel("oud", termijn.AddDate(0, 0, -2)), regel("oud", termijn.AddDate(0, 0, -1)), regel("jong", termijn.AddDate(0, 0, 2))))
	aantal := func() int64 {
		n, err := k.ldv.Aantal(ctx)
		require.NoError(t, err)
		return n
	}
	weg := func(voor time.Time) veld { return veld{"opdracht": zonderTekst, "voor": voor.Format(time.DateOnly)} }
	const pad = "/v1/verwerkingslogopruimingen"
	t.Run("een proef haalt niets weg, en binnen de termijn wordt geweigerd", func(t *testing.T) {
		k.stuur(archivaris, "POST", pad+"?proef=true", weg(termijn)).is(200)
		p := k.stuur(archivaris, "POST", pad, weg(termijn.AddDate(0, 0, 3))).is(409).probleem()
		assert.Equal(t, "verwerkingsspoor/termijn-loopt", p.Code)
		assert.Equal(t, int64(3), aantal())
	})
	t.Run("daarna zijn de regels van voor die dag weg, en staat dat in de geschiedenis", func(t *testing.T) {
		sleutel, kop := versSleutel(), k.j.Kop()
		k.stuur(archivaris, "POST", pad, weg(termijn), "Idempotency-Key", sleutel).is(201)
		k.stuur(archivaris, "POST", pad, weg(termijn), "Idempotency-Key", sleutel)
		assert.Equal(t, int64(1), aantal())
		assert.Equal(t, kop+1, k.j.Kop())
		uit, err := k.ldv.Over(ctx, "oud", "jong")
		require.NoError(t, err)
		require.Len(t, uit, 1)
		assert.Equal(t, "jong", uit[0].Betrokkene)
	})
	t.Run("nog eens verandert niets", func(t *testing.T) {
		kop := k.j.Kop()
		k.stuur(archivaris, "POST", pad, weg(termijn)).is(200)
		assert.Equal(t, kop, k.j.Kop())
	})
}
