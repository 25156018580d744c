package eventschemas

// swzaken are the words of the streams of Werkgeverschap SW.
func swzaken() map[string]string {
	return map[string]string{
		"naam":        "Naam van de persoon.",
		"geboren":     "Geboortedatum.",
		"toelichting": "Vrije tekst over een mens; alleen in het persoonlijke deel.",
		"pseudoniem":  "Willekeurig kenmerk van de persoon, alleen binnen deze module.",
		"kwartaal":    "Kalenderkwartaal waarin dit gebeurde; zo fijn als een cijfer nodig heeft.",

		"verklaardOp":     "Dag vanaf wanneer iemand boventallig is.",
		"traject":         "Nummer van het traject in deze stroom, vanaf 1.",
		"verwachtEinde":   "Verwachte einddag; alleen in het persoonlijke deel.",
		"gestartOp":       "Eerste dag van het traject.",
		"beeindigdOp":     "Dag waarop het traject eindigde zonder uitstroom.",
		"ingetrokkenOp":   "Dag vanaf wanneer iemand niet meer boventallig is en blijft.",
		"uitstroomklasse": "Of iemand naar werk ging; al het andere is één klasse, zodat zij niets verraadt.",
		"uitstroomreden":  "Reden van uitstroom; alleen in het persoonlijke deel.",
		"uitgestroomdOp":  "Dag van uitstroom.",

		"doel":                               "Waarvoor de voorziening is.",
		"bbvGrond":                           "Grond in artikel 44 van het BBV.",
		"beginsaldo":                         "Wat bij instelling is overgenomen, in euro.",
		"besluitverwijzing":                  "Besluit waarop dit rust.",
		"Besluitverwijzing.orgaan":           "Orgaan dat besloot.",
		"kenmerk":                            "Kenmerk van het besluit.",
		"Besluitverwijzing.genomenOp":        "Dag van het besluit.",
		"ingesteldOp":                        "Dag waarop de voorziening begint.",
		"mutatie":                            "Nummer van de mutatie in deze stroom, vanaf 1; een correctie herhaalt het nummer.",
		"bedrag":                             "Bedrag in euro; nul als de mutatie ten onrechte was geboekt.",
		"geboektOp":                          "Dag waarop de mutatie in de boeken staat.",
		"begrotingswijziging":                "Begrotingswijziging die dat besluit vaststelde; ontbreekt als er geen is.",
		"Begrotingswijziging.begrotingsjaar": "Jaar van de begroting.",
		"Begrotingswijziging.wijziging":      "Nummer van de begrotingswijziging.",
		"Begrotingswijziging.vastgesteldOp":  "Dag waarop zij volgens haar stroom was vastgesteld.",
		"toevoegingsherkomst":                "Waar het toegevoegde geld vandaan kwam; nooit rente.",
		"schatting":                          "Geschatte omvang van wat nog nodig is, in euro.",
		"onderbouwing":                       "Kenmerk van het stuk met de onderbouwing.",
		"geschatOp":                          "Dag van de schatting.",
		"afgewikkeldOp":                      "Dag waarop de voorziening is gesloten.",
	}
}
