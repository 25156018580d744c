package eventschemas

// verwerkingszaken are the words of the streams about processing personal data.
func verwerkingszaken() map[string]string {
	return map[string]string{
		"grond":                   "Grond van de beperking (AVG art. 18 lid 1).",
		"beperktOp":               "Dag vanaf wanneer de verwerking is beperkt.",
		"ingelichtOp":             "Dag waarop de betrokkene hoorde dat de beperking wordt opgeheven.",
		"opgehevenOp":             "Dag vanaf wanneer de beperking niet meer geldt.",
		"modules":                 "Modules waarover inzage is gevraagd.",
		"ontvangenOp":             "Dag waarop het verzoek binnenkwam.",
		"uiterlijkOp":             "Laatste dag om te antwoorden.",
		"verstrekking":            "Nummer van de verstrekking in deze stroom, vanaf 1.",
		"identiteitVastgesteldOp": "Dag waarop is vastgesteld dat de vrager de betrokkene is.",
		"verstrektOp":             "Dag van de verstrekking.",
	}
}
