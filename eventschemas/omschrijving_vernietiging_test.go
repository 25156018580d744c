package eventschemas

// vernietigingzaken are the words of the streams about destroying, keeping and shielding.
func vernietigingzaken() map[string]string {
	return map[string]string{
		"peildatum":        "Dag waarop de bewaartermijn van elk dossier om was.",
		"dossiers":         "Dossiers op de lijst.",
		"stroom":           "Stroom van het dossier of de gebeurtenis; een willekeurig kenmerk.",
		"selectielijst":    "Jaar van de selectielijst.",
		"resultaat":        "Nummer van het resultaat in de selectielijst.",
		"aangehouden":      "Dossiers van het voorstel die nu niet worden vernietigd.",
		"aanhouding":       "Waarom een dossier niet wordt vernietigd.",
		"voorgelegd":       "De eerste van twee mensen, en wanneer.",
		"afgewezenOp":      "Dag waarop de tweede afwees.",
		"vastgesteldOp":    "Dag van het besluit.",
		"specificatie":     "Aantal dossiers per resultaat van de selectielijst.",
		"aantalDossiers":   "Aantal dossiers.",
		"besluit":          "Gebeurtenis waarin is besloten.",
		"gebeurtenissen":   "Aantal gebeurtenissen waarvan alleen het residu over is.",
		"sleutels":         "Aantal vernietigde sleutels van persoonsdelen.",
		"wijze":            "Hoe is vernietigd (Archiefbesluit 1995 art. 8).",
		"herhaalt":         "Gebeurtenis waarin is besloten, in de geschiedenis die na het terugzetten ontbreekt.",
		"herhaaldOp":       "Dag waarop het besluit opnieuw wordt uitgevoerd.",
		"uitgevoerdOp":     "Dag van uitvoering.",
		"onherroepelijkOp": "Dag vanaf wanneer ook een oude reservekopie van de sleutels niets terughaalt.",
		"bewaargrond":      "Waarom dossiers bewaard blijven hoewel hun termijn om is.",
		"stromen":          "Stromen van de dossiers die bewaard blijven.",
		"opgelegdOp":       "Dag van oplegging.",
		"opgehevenOp":      "Dag van opheffing.",
		"velden":           "Velden in data die worden afgeschermd, als JSON-pointer.",
	}
}
