package eventschemas

import "maps"

// bestuurszaken are the words of published figures and of reports that were handed out.
// Some mean something else in the other streams of bestuur, so those are named by event.
func bestuurszaken() map[string]string {
	woorden := map[string]string{
		"kenmerk":         "Kenmerk waaronder het cijfer bekend is.",
		"gebied":          "Gebied zoals gepubliceerd: een gemeente, een regio, alle gemeenten.",
		"indicator":       "Wat er is gemeten, zoals gepubliceerd.",
		"waarde":          "De waarde, letterlijk zoals gepubliceerd; in een reeks staat er | tussen.",
		"getallen":        "De waarde als exacte getallen, als zij niets anders is.",
		"bron":            "Waar het cijfer is gepubliceerd.",
		"Bron.titel":      "Titel van het document of de site.",
		"Bron.vindplaats": "Adres of bladzijde waar het cijfer is gezien.",
	}
	for veld, zin := range map[string]string{
		"rapport":                 "Naam van het rapport.",
		"vorm":                    "Vorm van de bytes.",
		"filters":                 "Filters, op volgorde van naam.",
		"Filterkeuze.naam":        "Naam van het filter.",
		"Filterkeuze.waarde":      "Waarde van het filter.",
		"peildatum":               "Dag waarop het rapport gold, als daarom was gevraagd.",
		"bekendOp":                "Positie waarop het zo bekend was: alles tot en met deze telt mee.",
		"afgeschermd":             "Waar als kleine groepen waren samengevoegd of weggelaten.",
		"leesmodel":               "Leesmodel achter het rapport.",
		"leesmodelversie":         "Versie van dat leesmodel.",
		"wortel":                  "Wortel van het logboek op die positie, base64 zoals in een checkpoint.",
		"RapportVerstrekt.sha256": "SHA-256 van de verstrekte bytes.",
		"regelsSha256":            "SHA-256 van alleen de regels, om te zien of een verschil daarin zit.",
		"omvang":                  "Aantal bytes.",
		"ontvangers":              "Organen die het rapport kregen; nooit personen.",
		"verstrektOp":             "Dag van verstrekking; cijfers die toen vaststonden zitten erin.",
	} {
		woorden[veld] = zin
	}
	for veld, zin := range map[string]string{
		"begrotingsjaar":                      "Jaar waarvoor de begroting geldt.",
		"wijziging":                           "Nummer van de begrotingswijziging; ontbreekt of 0 als het om de begroting zelf gaat.",
		"OntwerpbegrotingToegezonden.kenmerk": "Kenmerk van het stuk dat is toegezonden.",
		"toegezondenOp":                       "Dag van toezending aan de raad.",
		"voorgenomenAanbieding":               "Dag waarop het ontwerp aan het algemeen bestuur wordt aangeboden, zoals de raad is gemeld.",
		"toezendenUiterlijk":                  "Laatste dag waarop toezenden op tijd was voor die aanbieding (Wgr art. 35 lid 1).",
		"aangebodenOp":                        "Dag van aanbieding aan het algemeen bestuur; niet de dag van de vergadering.",
		"bijgevoegd":                          "Raden van wie de zienswijze bij het ontwerp was gevoegd (Wgr art. 35 lid 3).",
		"teLaatToegezonden":                   "Raden die het ontwerp te kort voor de aanbieding kregen, zoals toen bekend.",
		"zonderOordeel":                       "Raden van wie de zienswijze er was en nog niet beantwoord, waar dat moest (Wgr art. 35 lid 4).",
		"verzondenAanGSOp":                    "Dag van verzending aan gedeputeerde staten.",
		"zonderZienswijze":                    "Waar als de regeling deze soort wijziging vrijstelt van de zienswijze (Wgr art. 35 lid 6).",
	} {
		woorden[veld] = zin
	}
	for _, e := range []string{"KPIOvergenomen", "KPIGecorrigeerd"} {
		woorden[e+".onderdeel"] = "Module of beheerorganisatie waar het cijfer over gaat."
		woorden[e+".eenheid"] = "Eenheid, zoals gepubliceerd."
		woorden[e+".periode"] = "Periode, letterlijk zoals gepubliceerd; in een reeks staat er | tussen."
	}
	maps.Copy(woorden, mandaatzaken())
	return woorden
}
