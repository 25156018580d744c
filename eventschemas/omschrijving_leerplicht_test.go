package eventschemas

// leerplichtzaken are the words of the streams about a pupil.
func leerplichtzaken() map[string]string {
	return map[string]string{
		"naam":            "Naam van de persoon.",
		"geboren":         "Geboortedatum.",
		"bsn":             "Burgerservicenummer.",
		"onderwijsnummer": "Onderwijsnummer, van wie geen burgerservicenummer heeft.",

		"schooljaar":      "Schooljaar, van 1 augustus tot en met 31 juli.",
		"leeftijdsklasse": "Leeftijd in jaren, als klasse.",
		"onderwijssoort":  "Soort onderwijs (Leerplichtwet art. 25).",
		"plicht":          "Plicht die op deze leeftijd rust; bepaalt ook de bewaartermijn.",

		"verzuimsoort":      "Soort verzuim.",
		"school":            "Vestiging: BRIN en vestigingsnummer.",
		"begindatum":        "Eerste dag van het verzuim.",
		"einddatum":         "Laatste dag; bij 16 uur de dag waarop de drempel werd bereikt.",
		"uren":              "Aantal gemelde uren.",
		"startkwalificatie": "Of er een startkwalificatie is.",
		"bijzonderheden":    "Wat de school over het verzuim schreef.",
		"contactSchool":     "Contactpersoon van de school.",
		"contactGemeente":   "Contactpersoon van de gemeente.",
		"telefoons":         "Telefoonnummers van leerling en ouders.",
		"verblijfadres":     "Adres waar de leerling verblijft, als dat afwijkt van de BRP.",
		"eerder":            "Kenmerken die door de correctie niet meer gelden.",
		"VerzuimmeldingInBehandelingGenomen.genomenOp": "Dag waarop de behandeling begon.",
		"dossier":       "Willekeurig kenmerk van het dossier waar dit bij hoort.",
		"aangenomenOp":  "Dag waarop de melding ter kennisgeving is aangenomen.",
		"ingetrokkenOp": "Dag waarop de school de melding introk.",
		"sluitreden":    "Reden van sluiting, zo ruim dat geen vervolg eruit blijkt.",
		"afgeslotenOp":  "Dag van afsluiting.",
		"opmerking":     "Opmerking bij de afsluiting.",
		"duoStatus":     "Status in het register van DUO.",
		"geleverdOp":    "Dag van levering.",

		"nummer":                         "Volgnummer in deze stroom, vanaf 1.",
		"betwistOp":                      "Dag waarop de melding is betwist.",
		"VerzuimmeldingBetwist.van":      "Wie de melding betwist.",
		"ZienswijzeOudersVastgelegd.van": "Van wie de zienswijze is.",
		"bezwaren":                       "Wat ertegen is ingebracht.",
		"betwistuitkomst":                "Wat er met de melding gebeurde.",
		"afgehandeldOp":                  "Dag waarop het is afgehandeld.",
		"gegevenOp":                      "Dag waarop de zienswijze is gegeven.",
		"zienswijze":                     "De zienswijze.",
		"signaal":                        "Wat de berekening vond; een mens beoordeelt het.",
		"bevindingen":                    "Wanneer de drempel werd bereikt.",
		"signaaloordeel":                 "Oordeel van een mens over het signaal.",
		"beoordeeldOp":                   "Dag van het oordeel.",
	}
}
