package eventschemas

// vrijstellingen are the words of the streams of vrijstelling and verlof.
func vrijstellingen() map[string]string {
	return map[string]string{
		"vrijstellingsgrond": "Artikel waarop de vrijstelling rust: LPW-5-a is artikel 5 onder a, LPW-5a is artikel 5a.",
		"gevraagdVanaf":      "Eerste dag waarvoor de vrijstelling is gevraagd.",
		"gevraagdTot":        "Eerste dag waarvoor zij niet meer is gevraagd.",
		"herhaald":           "Waar bij een beroep voor een volgend schooljaar.",
		"opTijd":             "Waar als de kennisgeving of het besluit binnen de termijn kwam.",
		"opLeeftijd":         "Waar als deze grond op deze leeftijd en in dit schooljaar openstaat.",
		"verklaardOp":        "Dag van de verklaring (Leerplichtwet art. 7).",
		"onafhankelijk":      "Waar als de deskundige door het college is aangewezen en de jongere niet behandelt.",
		"nooitGeschikt":      "Waar als de jongere volgens de verklaring nooit geschikt zal zijn.",
		"deskundige":         "Wie de verklaring gaf.",
		"getoetstOp":         "Dag van de toets.",
		"voorwaarden":        "Uitkomst per voorwaarde; een mens beslist.",
		"voorwaarde":         "De voorwaarde.",
		"voldaan":            "Of eraan is voldaan.",
		"vrijgesteldVanaf":   "Eerste dag van de vrijstelling.",
		"vrijgesteldTot":     "Eerste dag waarop de vrijstelling niet meer geldt.",
		"vastgesteldOp":      "Dag waarop dit is vastgesteld.",
		"beslotenOp":         "Dag van het besluit.",
		"afgewezenOp":        "Dag waarop is afgewezen.",
		"aangevraagdOp":      "Dag van de aanvraag.",
		"eindreden":          "Waarom de vrijstelling eerder eindigde.",
		"leversoort":         "Soort in het register van DUO (Besluit register onderwijsdeelnemers art. 20).",
		"schooljaren":        "Schooljaren waarin het meetelt.",
		"stand":              "Hoe dit hierna telt in de cijfers.",
		"standEerder":        "Hoe dit daarvoor telde; ontbreekt bij het begin.",
		"Stand.uitkomst":     "Waarmee het telt: open, toegekend of afgewezen.",
		"verlofVanaf":        "Eerste dag van het verlof.",
		"verlofTot":          "Eerste dag weer op school.",
		"schooldagen":        "Aantal schooldagen van het verlof.",
		"omstandigheden":     "Waarom het verlof is gevraagd.",
		"gehoordOp":          "Dag waarop het hoofd is gehoord.",

		"AanvraagVrijstellingOntvangen.uiterlijkOp": "Laatste dag waarop het besluit op tijd is; ontbreekt waar geen termijn is gevonden.",
		"HoofdGehoordOverVerlof.zienswijze":         "Wat het hoofd ervan vond.",
	}
}
