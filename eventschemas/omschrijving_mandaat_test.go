package eventschemas

// mandaatzaken are the words of the mandaatregister and of what was decided in
// mandaat. Most mean something else in the other streams of bestuur, so they are
// named by event.
func mandaatzaken() map[string]string {
	woorden := map[string]string{
		"Grondmandaat.mandaat":         "Kenmerk van het mandaat waar het ondermandaat op rust.",
		"Grondmandaat.versie":          "Versie van dat mandaat.",
		"MandaatVerleend.mandaatgever": "Orgaan in wiens naam de gemandateerde beslist.",
		"MandaatVerleend.functie":      "De gemandateerde: een functie, nooit een persoon.",
		"MandaatVerleend.grens":        "Hoogste bedrag van een besluit, in euro; ontbreekt als er geen grens is.",
		"MandaatVerleend.vanaf":        "Eerste dag van het mandaat volgens het besluit, ook als die eerder is dan het besluit.",
		"MandaatVerleend.tot":          "Dag waarop het mandaat vervalt; ontbreekt als het geen einde heeft.",
		"MandaatVerleend.ondermandaat": "Waar als de gemandateerde ondermandaat mag verlenen (Awb 10:9).",
		"MandaatVerleend.krachtens":    "Van een ondermandaat: het mandaat waar het op rust.",
		"MandaatIngetrokken.vanaf":     "Eerste dag zonder mandaat.",
		"MandaatUitgeoefend.soort":     "Soort besluit; een privaatrechtelijke rechtshandeling werkt ook zonder bekendmaking.",
		"MandaatUitgeoefend.functie":   "Functie die besloot, nooit een persoon.",
		"MandaatUitgeoefend.bedrag":    "Bedrag in euro waartoe het besluit verplicht; ontbreekt als dat er niet is.",
		"MandaatUitgeoefend.zaak":      "Nummer van de zaak waar het besluit over gaat.",
	}
	for _, e := range []string{"MandaatVerleend", "MandaatUitgeoefend"} {
		woorden[e+".bevoegdheid"] = "Code van de bevoegdheid."
	}
	for _, e := range []string{"MandaatVerleend", "MandaatBekendgemaakt", "MandaatIngetrokken"} {
		woorden[e+".versie"] = "Versie van het mandaatbesluit, vanaf 1."
	}
	for _, e := range []string{"MandaatUitgeoefend", "BesluitInMandaatBekendgemaakt", "BesluitInMandaatToegepast"} {
		woorden[e+".kenmerk"] = "Kenmerk van het besluit."
	}
	return woorden
}
