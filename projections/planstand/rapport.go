package planstand

import (
	"context"
	"strconv"

	"github.com/mgr-sdcg/kroniek/projections"
)

// Rapport is the stand van het plan.
var Rapport = &projections.Rapport{
	Naam:  "stand-van-het-plan",
	Titel: "Stand van het uitvoeringsplan",
	Definitie: "Een regel per onderdeel van elk uitvoeringsplan: hoe ver het is, sinds wanneer, en met welke tekst " +
		"(SHA-256 van de tekst; de tekst zelf ligt in het archief). Met een peildatum: de stand die op die dag gold.",
	Model:      Projector,
	Parameters: []projections.Parameter{{Naam: "planperiode", Omschrijving: "eerste jaar van het plan, zoals 2020"}},
	Maak:       maak,
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "planperiode"},
		{Naam: "onderdeel"},
		{Naam: "titel"},
		{Naam: "stand"},
		{Naam: "sinds", Soort: projections.Datum},
		{Naam: "advies"},
		{Naam: "vastgesteldOp", Soort: projections.Datum},
		{Naam: "bijstelling", Soort: projections.Getal},
		{Naam: "sha256"},
	}}
	var waar []projections.Gelijk
	if p, ok := v.Filter["planperiode"]; ok {
		jaar, err := strconv.ParseInt(p, 10, 64)
		if err != nil {
			return u, nil // no plan starts in such a year
		}
		waar = append(waar, projections.Gelijk{Kolom: "vanJaar", Waarde: jaar})
	}
	for rij, err := range l.Versies(Onderdelen, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		if !v.Peildatum.IsZero() && rij.Tekst(2+veldSinds) > v.Peildatum.String() {
			continue // not so yet on that day; the version before it is what held
		}
		regel := van(rij)
		if n := len(u.Regels); n > 0 && u.Regels[n-1].Waarden[0] == regel.Waarden[0] && u.Regels[n-1].Waarden[1] == regel.Waarden[1] {
			regel.Herkomst = u.Regels[n-1].Herkomst
			u.Regels = u.Regels[:n-1]
		}
		regel.Herkomst = projections.MetPositie(regel.Herkomst, rij.Van)
		u.Regels = append(u.Regels, regel)
	}
	return u, nil
}

func van(rij projections.Rij) projections.Regel {
	return projections.Regel{
		Waarden: []projections.Waarde{
			strconv.FormatInt(rij.Getal(2), 10) + "-" + strconv.FormatInt(rij.Getal(3), 10),
			rij.Tekst(2 + veldOnderdeel), rij.Tekst(2 + veldTitel), rij.Tekst(2 + veldStand), rij.Tekst(2 + veldSinds),
			rij.Tekst(2 + veldAdvies), rij.Tekst(2 + veldVastgesteld), rij.Getal(2 + veldBijstelling), rij.Tekst(2 + veldSHA256),
		},
		Gesimuleerd: rij.Getal(2+veldGesimuleerd) != 0,
	}
}
