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

// Organen returns every organ that can act: those of the MGR, its
// bestuurscommissies, and the raden of the gemeenten.
func Organen() []Orgaan {
	uit := []Orgaan{AlgemeenBestuur, DagelijksBestuur, Directeur, Stelsel}
	for _, m := range Modules() {
		uit = append(uit, Bestuurscommissie(string(m)))
	}
	for _, g := range gemeenten {
		uit = append(uit, Raad(g.Code))
	}
	return uit
}
