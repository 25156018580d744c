package eventschemas

// toegangszaken are the words of the streams about who may do what, and about the
// log of it.
func toegangszaken() map[string]string {
	return map[string]string{
		"verleendeRol":      "Rol die wordt verleend, zoals het toegangsbeleid haar noemt.",
		"verleendAan":       "Organisatie waarvoor de houder handelt.",
		"begunstigde":       "Pseudoniem van wie de rol krijgt; ontbreekt als het register die persoon nog niet kent.",
		"dossierstroom":     "Stroom van het dossier dat de auditor mag lezen.",
		"gemachtigde":       "Pseudoniem van de auditor.",
		"gemachtigdTot":     "Eerste dag zonder deze inzage.",
		"verleendTot":       "Eerste dag zonder deze rol.",
		"voorgelegd":        "Wie dit voorlegde aan een tweede persoon, en wanneer.",
		"beheerhandeling":   "Wat aan het systeem zelf wordt gedaan.",
		"uiterlijkOp":       "Laatste dag waarop dit mag beginnen.",
		"alleen":            "Waar als niemand bekrachtigde, omdat er nog geen twee mensen waren die dat konden.",
		"teruggezetTot":     "Laatste positie van de reservekopie.",
		"vernietigdTot":     "Positie tot waar de meegegeven lijst van vernietigde dossiers ging.",
		"nietVergeleken":    "Waar als de reservekopie met geen lijst en geen checkpoint is vergeleken.",
		"laatsteCheckpoint": "Nieuwste bekende checkpoint van de oorsprong die eindigt, ondertekend.",
		"nieuweOorsprong":   "Naam waaronder het zegel verder gaat.",
		"logregels":         "Nummer van de laatste regel in het auditlog.",
		"logboekregels":     "Nummer van de laatste regel in het verwerkingslog.",
		"regelsVoor":        "Elke regel die ging is van voor deze dag.",
		"totEnMetRegel":     "Nummer van de laatste regel die ging.",
		"aantalRegels":      "Hoeveel regels gingen.",
		"ketenkop":          "Hash van die regel, waarin alle regels ervoor zijn verwerkt.",
	}
}
