// Package gebeurtenistelling counts every event, by type, organ and month: the
// figure with which an auditor sees that nothing is missing. The sum of its
// cells at a position is that position.
package gebeurtenistelling

import (
	"context"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Aantallen counts events. Its dimensions survive destruction.
var Aantallen = &projections.Telling{Naam: "aantallen", Dimensies: []string{"type", "orgaan", "maand", "gesimuleerd"}, Blijvend: true}

// Projector fills the count.
var Projector = &projections.Projector{
	Naam: "gebeurtenistelling", Versie: 1,
	Tellingen: []*projections.Telling{Aantallen},
	Verwerk:   verwerk,
}

// leerlingen is the domain of the events about pupils. They are counted together,
// without type or organ: some of them belong to confidential files, and a count
// apart, or the lack of one in a sum, would tell how many (AVG art. 10).
const leerlingen = "nl.leerplichtzaken"

func verwerk(s projections.Schrijver, r es.Recorded) error {
	orgaan, gesimuleerd := "", "nee"
	if e, ok := r.Event.(recht.Verantwoord); ok {
		v := e.Verantwoordt()
		orgaan = string(v.Orgaan)
		if v.Gesimuleerd {
			gesimuleerd = "ja"
		}
	}
	typ := r.Type
	if strings.HasPrefix(typ, leerlingen+".") {
		typ, orgaan = leerlingen, ""
	}
	dag := recht.DatumVan(r.Time)
	return s.Tel(Aantallen, dag, 1, typ, orgaan, dag.String()[:7], gesimuleerd)
}

// Rapport lists the cells.
var Rapport = &projections.Rapport{
	Naam:  "gebeurtenistelling",
	Titel: "Aantal gebeurtenissen per soort, orgaan en maand",
	Definitie: "Elke gebeurtenis telt een keer, in de maand waarin zij is vastgelegd (Nederlandse tijd). " +
		"Gebeurtenissen over leerlingen staan samen op een regel per maand, zonder soort en orgaan, omdat anders te tellen was wat er in " +
		"vertrouwelijke dossiers gebeurt. De som van alle regels is de positie waarop het rapport is gemaakt.",
	Model: Projector,
	Personen: &projections.Personen{
		Perioden: projections.Maanden, Dimensies: []string{"maand", "orgaan", "type"}, Aantallen: []string{"aantal"},
	},
	Parameters: []projections.Parameter{
		{Naam: "type", Omschrijving: "soort gebeurtenis, zoals opgeslagen", Vorm: typevorm},
		{Naam: "orgaan", Omschrijving: "orgaan dat handelde", Vorm: projections.Organvorm},
		{Naam: "maand", Omschrijving: "maand als jjjj-mm", Vorm: projections.Maandvorm},
	},
	Maatstaf: projections.Maatstaf{
		GeenNorm: "hoeveel gebeurtenissen er moeten zijn ligt nergens vast; de som is de positie.", GeenLaat: "een gebeurtenis telt op het moment van vastleggen.",
	},
	Maak: maak,
}

// The types of events are an open set: modules may come with others.
var typevorm = &projections.Vorm{
	Omschrijving: "een soort zoals nl.gemeenschappelijke-regelingen.advies-gevraagd.v1, of nl.leerplichtzaken",
	Past:         func(s string) bool { return strings.HasPrefix(s, "nl.") && strings.Trim(s[3:], soorttekens) == "" },
}

const soorttekens = "abcdefghijklmnopqrstuvwxyz-0123456789."

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	u := projections.Uitkomst{Kolommen: []projections.Kolom{
		{Naam: "type"}, {Naam: "orgaan"}, {Naam: "maand"}, {Naam: "aantal", Soort: projections.Getal},
	}}
	var waar []projections.Gelijk
	var vorige []string
	for naam, waarde := range v.Filter {
		waar = append(waar, projections.Gelijk{Kolom: naam, Waarde: waarde})
	}
	for cel, err := range l.Cellen(Aantallen, v.BekendOp, v.Peildatum, waar...) {
		if err != nil {
			return u, err
		}
		if n := len(u.Regels); n > 0 && slices.Equal(cel.Dimensies[:3], vorige) { // the same, simulated
			r := &u.Regels[n-1]
			r.Waarden[3] = r.Waarden[3].(int64) + cel.Waarde
			r.Gesimuleerd = true
			continue
		}
		vorige = cel.Dimensies[:3]
		u.Regels = append(u.Regels, projections.Regel{
			Waarden:     []projections.Waarde{cel.Dimensies[0], cel.Dimensies[1], cel.Dimensies[2], cel.Waarde},
			Gesimuleerd: cel.Dimensies[3] == "ja",
		})
	}
	for i := range u.Regels {
		r := &u.Regels[i]
		if r.Waarden[0] == leerlingen {
			continue // its positions would tell which hidden events are about pupils
		}
		var err error
		if r.Herkomst, err = projections.Herkomst(l, Aantallen, v, projections.Gelijk{Kolom: "type", Waarde: r.Waarden[0]},
			projections.Gelijk{Kolom: "orgaan", Waarde: r.Waarden[1]}, projections.Gelijk{Kolom: "maand", Waarde: r.Waarden[2]}); err != nil {
			return u, err
		}
	}
	return u, nil
}
