package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// demoleden returns the presentielijst of an organ with so many seats, of which so
// many were present: one seat per gemeente, in order of code.
func demoleden(zetels, aanwezig int) veld {
	gemeenten := recht.Gemeenten()
	var presentie []recht.Presentie
	for i := range zetels {
		presentie = append(presentie, recht.Presentie{Lid: zetel(i), Gemeente: gemeenten[i].Code, Aanwezig: i < aanwezig})
	}
	return veld{"zetels": zetels, "presentie": presentie}
}

func zetel(i int) string { return fmt.Sprintf("zetel-%02d", i+1) }

// stemronde returns a meeting with its vote: without a vote when nobody is named,
// and else by roll call with the named seats against.
func stemronde(aanvang string, vergadering veld, agendapunt string, tegen []string) veld {
	vergadering["aanvang"] = aanvang
	stemming := veld{"agendapunt": agendapunt, "wijze": recht.ZonderStemming}
	if len(tegen) > 0 {
		stemming["wijze"] = recht.Hoofdelijk
		var stemmen []recht.Stem
		for _, p := range vergadering["presentie"].([]recht.Presentie) {
			if !p.Aanwezig {
				continue
			}
			keuze := recht.StemVoor
			for _, t := range tegen {
				if t == p.Lid {
					keuze = recht.StemTegen
				}
			}
			stemmen = append(stemmen, recht.Stem{Lid: p.Lid, Keuze: keuze})
		}
		stemming["stemmen"] = stemmen
	}
	return veld{"vergadering": vergadering, "stemming": stemming}
}

// demooordelen is what the dagelijks bestuur concluded about each zienswijze.
func demooordelen() []veld {
	conclusies := []struct {
		gemeente  string
		conclusie uitvoeringsplan.Conclusie
		tekst     string
	}{
		{"GM0202", uitvoeringsplan.Overgenomen, "In 2021 volgt een tussenevaluatie."},
		{"GM0221", uitvoeringsplan.Kennisgenomen, "Er werd niets gevraagd."},
		{"GM0226", uitvoeringsplan.Kennisgenomen, "Er werd niets gevraagd."},
		{"GM0274", uitvoeringsplan.Kennisgenomen, "Er werd niets gevraagd."},
		{"GM0275", uitvoeringsplan.DeelsOvergenomen, "De financiële kaders komen in de begroting."},
		{"GM0293", uitvoeringsplan.Kennisgenomen, "Er werd niets gevraagd."},
		{"GM0299", uitvoeringsplan.Kennisgenomen, "Na de termijn ontvangen; er werd niets gevraagd."},
		{"GM1705", uitvoeringsplan.Overgenomen, "De resultaten komen in de nieuwsbrief."},
		{"GM1734", uitvoeringsplan.Kennisgenomen, "Er werd niets gevraagd."},
	}
	var oordelen []veld
	for _, c := range conclusies {
		oordelen = append(oordelen, veld{"gemeente": c.gemeente, "conclusie": c.conclusie, "toelichting": c.tekst})
	}
	return oordelen
}

// demobijstelling is an onderdeel with an invented text, known by its digest.
func demobijstelling() []uitvoeringsplan.Onderdeel {
	for _, o := range uitvoeringsplan.Concept2020() {
		if o.Code == recht.Werkgeversservicepunt {
			som := sha256.Sum256([]byte("Verzonnen tekst van de eerste bijstelling.\n"))
			o.SHA256 = hex.EncodeToString(som[:])
			return []uitvoeringsplan.Onderdeel{o}
		}
	}
	panic("demo: the concept has no such onderdeel")
}
