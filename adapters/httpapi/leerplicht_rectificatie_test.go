package httpapi

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func eenRectificatie(n int, persoon veld) veld {
	return veld{
		"opdracht": veld{"motivering": "De ouders lieten het uittreksel zien."}, "persoon": persoon,
		"nummer": n, "reden": "verschrijving", "gerectificeerdOp": "2026-03-01",
	}
}

// TestRectificatie is AVG art. 16 for the streams in which a person is recorded once.
func TestRectificatieVanPersoon(t *testing.T) {
	k := open(t)
	consulent, boa, fg := k.ruim(toegang.ConsulentLeerplicht), k.ruim(toegang.Opsporingsambtenaar), k.token[toegang.FunctionarisGegevensbescherming]
	zaken := k.zaken()
	goed := veld{"naam": "Noor Verbeterd", "geboren": "2012-05-21", "bsn": anderBSN}
	verbeterd := map[string]string{"leerplichtdossiers": consulent, "haltverwijzingen": boa, "processen-verbaal": boa}
	for soort, token := range verbeterd {
		t.Run("wie het is staat er verbeterd, en het oude wordt niet meer getoond: "+soort, func(t *testing.T) {
			pad := zaken[soort]
			var voor, na Dossierinzage
			k.stuur(token, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", "overdracht").is(200).lees(&voor)
			require.Equal(t, pad+"/rectificaties", voor.UnderscoreLinks["rectificatie"].Href)
			require.Contains(t, string(voor.Persoon[0].Waarde), "Noor Voorbeeld", "control")
			k.stuur(token, "POST", pad+"/rectificaties", eenRectificatie(1, goed)).is(201)
			k.stuur(token, "POST", pad+"/rectificaties", eenRectificatie(1, goed)).is(200)
			g := k.stuur(token, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", "overdracht").is(200)
			g.lees(&na)
			for i, w := range []string{`"Noor Verbeterd"`, `"2012-05-21"`, `"` + anderBSN + `"`} {
				assert.Equal(t, w, string(na.Persoon[i].Waarde))
			}
			assert.Len(t, na.Persoon, 3)
			for _, oud := range []string{"Noor Voorbeeld", "2012-05-20", eenBSN} {
				assert.NotContains(t, string(g.lichaam), oud)
			}
			assert.Contains(t, string(g.lichaam), "[gerectificeerd]")
			assert.Contains(t, string(g.lichaam), "De ouders lieten", "the reason in words is personal and is read with it")
		})
	}
	t.Run("zoeken vindt het dossier op het goede nummer, en niet meer op het oude", func(t *testing.T) {
		var uit Zoekuitslag
		k.stuur(consulent, "POST", "/v1/zoekvragen", veld{"nummer": anderBSN, "module": "onderwijszaken", "reden": "samenloop"}).is(200).lees(&uit)
		var soorten []string
		for _, d := range uit.Dossiers {
			soorten = append(soorten, d.Soort)
		}
		assert.Equal(t, []string{"leerplichtdossier"}, soorten)
		k.stuur(consulent, "POST", "/v1/zoekvragen", veld{"nummer": eenBSN, "module": "onderwijszaken", "reden": "samenloop"}).is(200).lees(&uit)
		for _, d := range uit.Dossiers {
			assert.NotEqual(t, "leerplichtdossier", d.Soort)
		}
	})
	t.Run("de betrokkene zelf krijgt bij inzage ook wat er stond", func(t *testing.T) {
		verzoek := k.begin(fg, "inzageverzoeken", veld{"opdracht": zonderTekst, "modules": []string{"onderwijszaken"}, "ontvangenOp": "2026-03-01"})
		g := k.stuur(fg, "POST", verzoek+"/verstrekkingen", veld{"opdracht": zonderTekst, "nummer": anderBSN, "identiteitVastgesteldOp": "2026-03-02"}).is(200)
		for _, w := range []string{"Noor Voorbeeld", "2012-05-20", eenBSN, "Noor Verbeterd", "gerectificeerd over wie dit gaat"} {
			assert.Contains(t, string(g.lichaam), w)
		}
	})
	t.Run("na een persoonsverwisseling krijgt de betrokkene niet te zien wie de ander was", func(t *testing.T) {
		pad := zaken["leerplichtdossiers"]
		derde := veld{"naam": "Kim Derde", "geboren": "2012-06-01", "bsn": "999993653"}
		k.stuur(consulent, "POST", pad+"/rectificaties", plus(eenRectificatie(2, derde), veld{"reden": "persoonsverwisseling"})).is(201)
		verzoek := k.begin(fg, "inzageverzoeken", veld{"opdracht": zonderTekst, "modules": []string{"onderwijszaken"}, "ontvangenOp": "2026-03-01"})
		g := k.stuur(fg, "POST", verzoek+"/verstrekkingen", veld{"opdracht": zonderTekst, "nummer": "999993653", "identiteitVastgesteldOp": "2026-03-02"}).is(200)
		for _, w := range []string{"Noor Voorbeeld", "2012-05-20", eenBSN, "Noor Verbeterd", "2012-05-21", anderBSN} {
			assert.NotContains(t, string(g.lichaam), w)
		}
		assert.Contains(t, string(g.lichaam), "[van een ander]")
		assert.Contains(t, string(g.lichaam), "Kim Derde")
	})
	t.Run("wisselt het soort nummer, dan blijft het oude niet staan", func(t *testing.T) {
		pad := zaken["doorstroompuntdossiers"]
		k.stuur(consulent, "POST", pad+"/rectificaties", eenRectificatie(1, veld{"naam": "Sam Voorbeeld", "geboren": "2005-05-20", "bsn": eenBSN})).is(201)
		g := k.stuur(consulent, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", "overdracht").is(200)
		assert.NotContains(t, string(g.lichaam), eenOnderwijsnummer)
		assert.Contains(t, string(g.lichaam), "Sam Voorbeeld", "what did not change is not hidden")
	})
	t.Run("een geboortedatum waarbij een andere plicht hoort wordt met reden geweigerd", func(t *testing.T) {
		p := k.stuur(consulent, "POST", zaken["leerplichtdossiers"]+"/rectificaties", eenRectificatie(3, veld{"naam": "Kim Derde", "geboren": "2005-05-21", "bsn": "999993653"})).is(409).probleem()
		assert.Equal(t, "leerplicht/plicht-anders", p.Code)
	})
	t.Run("een correctie van een melding verbergt ook daar wat er stond", func(t *testing.T) {
		pad := zaken["verzuimmeldingen"]
		var voor Dossierinzage
		k.stuur(consulent, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", "overdracht").is(200).lees(&voor)
		k.stuur(consulent, "POST", pad+"/correcties", plus(eenMelding(), veld{"opdracht": plus(zonderTekst, veld{"corrigeert": voor.Gebeurtenissen[0].Id.String()}), "persoon": goed})).is(201)
		g := k.stuur(consulent, "GET", pad+"/persoonsgegevens", nil, "Raadpleegreden", "overdracht").is(200)
		assert.NotContains(t, string(g.lichaam), "Noor Voorbeeld")
		assert.Contains(t, string(g.lichaam), "Noor Verbeterd")
	})
}
