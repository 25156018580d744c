package eventschemas

// bestuurszaken are the words of published figures. Some mean something else in
// the other streams of bestuur, so those are named by event.
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
	for _, e := range []string{"KPIOvergenomen", "KPIGecorrigeerd"} {
		woorden[e+".onderdeel"] = "Module of beheerorganisatie waar het cijfer over gaat."
		woorden[e+".eenheid"] = "Eenheid, zoals gepubliceerd."
		woorden[e+".periode"] = "Periode, letterlijk zoals gepubliceerd; in een reeks staat er | tussen."
	}
	return woorden
}
