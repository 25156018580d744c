package recht

import "strings"

// Naam returns the organ as a Dutch sentence names it.
func (o Orgaan) Naam() string {
	switch o {
	case AlgemeenBestuur:
		return "het algemeen bestuur"
	case DagelijksBestuur:
		return "het dagelijks bestuur"
	case Directeur:
		return "de directeur"
	case Stelsel:
		return "de termijnbewaking van Kroniek"
	}
	soort, van, _ := strings.Cut(string(o), ":")
	switch soort {
	case "bestuurscommissie":
		return "de bestuurscommissie " + Module(van).Naam()
	case "raad":
		naam, ok := NaamVan(Gemeentecode(van))
		if !ok {
			naam = van
		}
		return "de raad van " + naam
	}
	return string(o)
}
