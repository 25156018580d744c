package eventschemas

import "maps"

// archiefzaken are the words of the streams about who gets what from Kroniek,
// and about destroying, keeping and shielding.
func archiefzaken() map[string]string {
	woorden := map[string]string{}
	maps.Copy(woorden, abonnementzaken())
	maps.Copy(woorden, vernietigingzaken())
	maps.Copy(woorden, uitgiften())
	return woorden
}

// abonnementzaken are the words of abonnementen.
func abonnementzaken() map[string]string {
	return map[string]string{
		"abonnementnaam":          "Naam van het ontvangende systeem; een woord dat geen mens aanduidt.",
		"leverkanaal":             "Hoe gebeurtenissen de ontvanger bereiken.",
		"leveradres":              "URL van de webhook of onderwerp in NATS; draagt geen geheim.",
		"ontvangerrol":            "Rol met wier ogen is bepaald welke gebeurtenissen de ontvanger mag zien.",
		"ontvangerorganisatie":    "Organisatie die ontvangt.",
		"gebeurtenistypen":        "Alleen deze typen; ontbreekt als alles wordt geleverd wat de rol mag zien.",
		"naPositie":               "Positie waarna de levering begint.",
		"AbonnementGestopt.reden": "Waarom niet meer wordt geleverd, als code.",
		"vastloper":               "De gebeurtenis waar de levering vastliep; zij blijft vooraan staan en wordt niet overgeslagen.",
		"positie":                 "Plaats in de geschiedenis.",
		"gebeurtenis":             "Kenmerk van de gebeurtenis.",
		"storing":                 "Soort van de laatste storing, als code zonder inhoud.",
		"pogingen":                "Aantal pogingen om deze gebeurtenis af te leveren.",
		"opnieuw":                 "Waar als opnieuw wordt geleverd vanaf een eerdere positie.",
		"geheim":                  "Nummer van het geheim waarmee wordt getekend; het geheim zelf staat hier niet.",
		"voorgelegdOp":            "Moment waarop dit aan een tweede persoon is voorgelegd (UTC).",
		"vernieuwdOp":             "Moment van vernieuwen (UTC).",
	}
}

// uitgiften are the words of copies that left.
func uitgiften() map[string]string {
	return map[string]string{
		"KopieUitgegeven.sha256": "SHA-256 van de bytes; ontbreekt als zij niet bekend zijn.",
		"omvang":                 "Aantal bytes; ontbreekt als het niet bekend is.",
		"kopiesoort":             "Wat er is uitgegeven.",
		"kopieontvanger":         "Organisatie of systeem dat de kopie kreeg; een woord dat geen mens aanduidt.",
		"uitgegevenNa":           "Positie waarna de kopie begint.",
		"uitgegevenTot":          "Laatste positie in de kopie.",
		"uitgegevenOp":           "Dag van uitgifte.",
		"beheerkenmerk":          "Kenmerk van de beheerhandeling die twee mensen bekrachtigden; ontbreekt als dat niet nodig was of niet kon.",
	}
}
