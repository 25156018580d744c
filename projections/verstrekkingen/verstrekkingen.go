// Package verstrekkingen lists the reports that were handed out, so that whoever got
// one can find it, repeat it and ask what became of it.
package verstrekkingen

import (
	"context"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Verstrekt holds one row per handed-out report.
var Verstrekt = &projections.Tabel{
	Naam:    "verstrekt",
	Sleutel: []projections.Kolom{{Naam: "verstrekking"}},
	Velden: []projections.Kolom{
		{Naam: "verstrektOp", Soort: projections.Datum},
		{Naam: "rapport"},
		{Naam: "vorm"},
		{Naam: "filters"},
		{Naam: "peildatum", Soort: projections.Datum},
		{Naam: "bekendOp", Soort: projections.Getal},
		{Naam: "ontvangers"},
		{Naam: "afgeschermd"},
		{Naam: "sha256"},
		{Naam: "gesimuleerd", Soort: projections.Getal},
	},
}

// Places of columns in a row.
const (
	plaatsVerstrektOp = 1
	plaatsOntvangers  = 7
	plaatsGesimuleerd = 10
)

// Projector fills the read model.
var Projector = &projections.Projector{
	Naam: "verstrekkingen", Versie: 1,
	Tabellen: []*projections.Tabel{Verstrekt},
	Verwerk: func(s projections.Schrijver, r es.Recorded) error {
		e, ok := r.Event.(rapportverstrekking.RapportVerstrekt)
		if !ok {
			return nil
		}
		filters, ontvangers, peildatum := make([]string, len(e.Filters)), make([]string, len(e.Ontvangers)), ""
		for i, f := range e.Filters {
			filters[i] = f.Naam + "=" + f.Waarde
		}
		for i, o := range e.Ontvangers {
			ontvangers[i] = string(o)
		}
		if !e.Peildatum.IsZero() {
			peildatum = e.Peildatum.String()
		}
		id := strings.TrimPrefix(string(r.Stream), rapportverstrekking.Soort+"-")
		return s.Zet(Verstrekt, id, e.VerstrektOp.String(), e.Rapport, string(e.Vorm), strings.Join(filters, "; "), peildatum, e.BekendOp,
			strings.Join(ontvangers, " "), map[bool]string{true: "ja", false: "nee"}[e.Afgeschermd], e.SHA256, projections.JaNee(e.Gesimuleerd))
	},
}

// Rapport lists them, in order of day.
var Rapport = &projections.Rapport{
	Naam:  "rapportverstrekkingen",
	Titel: "Verstrekte rapporten",
	Definitie: "Een regel per verstrekt rapport: aan welke organen, met welke filters, zoals bekend op welke positie, en de SHA-256 van de bytes. " +
		"Het kenmerk onder verstrekking geeft het rapport byte voor byte terug, en het verschil met nu.",
	Model: Projector,
	Maatstaf: projections.Maatstaf{
		GeenNorm: "hoe vaak een rapport wordt verstrekt is niet afgesproken.", GeenLaat: "een termijn voor een verstrekking staat in het rapport zelf, niet hier.",
	},
	Sleutel: []string{"verstrekking"},
	Parameters: []projections.Parameter{
		{Naam: "rapport", Omschrijving: "naam van het rapport", Vorm: projections.Naamvorm},
		{Naam: "ontvanger", Omschrijving: "een orgaan, zoals raad:GM0202", Vorm: projections.Organvorm},
	},
	Maak: maak,
}

func maak(_ context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
	// The day first: that is how people look for one.
	u := projections.Uitkomst{Kolommen: append([]projections.Kolom{Verstrekt.Velden[0]}, append([]projections.Kolom{Verstrekt.Sleutel[0]}, Verstrekt.Velden[1:plaatsGesimuleerd-1]...)...)}
	var waar []projections.Gelijk
	if r, ok := v.Filter["rapport"]; ok {
		waar = append(waar, projections.Gelijk{Kolom: "rapport", Waarde: r})
	}
	for rij, err := range l.Rijen(Verstrekt, v.BekendOp, waar...) {
		if err != nil {
			return u, err
		}
		dag, err := recht.ParseDatum(rij.Tekst(plaatsVerstrektOp))
		if err != nil {
			return u, err
		}
		if o, ok := v.Filter["ontvanger"]; ok && !strings.Contains(" "+rij.Tekst(plaatsOntvangers)+" ", " "+o+" ") || !v.Peildatum.IsZero() && dag.Na(v.Peildatum) {
			continue
		}
		waarden := append([]projections.Waarde{rij.Waarden[1], rij.Waarden[0]}, rij.Waarden[2:plaatsGesimuleerd]...)
		u.Regels = append(u.Regels, projections.Regel{Waarden: waarden, Herkomst: []es.Position{rij.Van}, Gesimuleerd: rij.Getal(plaatsGesimuleerd) == 1})
	}
	projections.Orden(u.Regels)
	return u, nil
}
