// Package kpi records figures about the MGR that others published: in a
// begroting, a jaarverslag, a newspaper. The MGR did not measure them and does not
// vouch for them; it takes each over exactly as it was written, with the place
// where it was seen, so that a report can show it with that source beside it.
//
// A figure is a stream, known by its kenmerk. When the publisher changes it, or it
// was copied wrongly, a new event replaces it and names the one it corrects: what
// was known before stays readable.
package kpi

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "kpi"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("0d7a4f52-64a9-4a0e-8a58-3f6a7d5f2c11")

// Stroom returns the stream of the figure with this kenmerk. It is the same on
// every machine, so a figure is found, and not entered twice, without a lookup.
func Stroom(kenmerk string) es.Stream {
	return es.StreamOf(Soort, uuid.NewSHA1(ruimte, []byte(kenmerk)))
}

// A Bron is where a figure was published.
type Bron struct {
	Titel      string `json:"titel,omitzero" residu:"blijft"` // of the document or the site
	Vindplaats string `json:"vindplaats" residu:"blijft"`     // address or page, as it was written down
}

// A Cijfer is a published figure. Everything but Getallen is text as it was
// published: "ruim 2000" is not 2000.
type Cijfer struct {
	Kenmerk   string             `json:"kenmerk" residu:"blijft"`
	Onderdeel recht.Module       `json:"onderdeel" residu:"blijft"`         // the module it is about, or the beheerorganisatie
	Gebied    string             `json:"gebied" residu:"blijft"`            // as published: a gemeente, a regio, "alle"
	Gemeente  recht.Gemeentecode `json:"gemeente,omitzero" residu:"blijft"` // when Gebied is one gemeente
	Indicator string             `json:"indicator" residu:"blijft"`         // what is measured
	Waarde    string             `json:"waarde" residu:"blijft"`            // as published; a reeks has | between its values
	Getallen  []recht.Decimaal   `json:"getallen,omitzero" residu:"blijft"` // Waarde as exact numbers, when it is nothing else
	Eenheid   string             `json:"eenheid,omitzero" residu:"blijft"`
	Periode   string             `json:"periode" residu:"blijft"` // as published; a reeks has | between its periods
	Bron      Bron               `json:"bron" residu:"blijft"`
}

// gelijk reports whether a and b say the same.
func (a Cijfer) gelijk(b Cijfer) bool {
	return slices.Equal(a.Getallen, b.Getallen) && a.Kenmerk == b.Kenmerk && a.Onderdeel == b.Onderdeel && a.Gebied == b.Gebied && a.Gemeente == b.Gemeente &&
		a.Indicator == b.Indicator && a.Waarde == b.Waarde && a.Eenheid == b.Eenheid && a.Periode == b.Periode && a.Bron == b.Bron
}

// Scheiding stands between the values of a reeks, and between its periods.
const Scheiding = "|"

// getallen returns the exact numbers that waarde holds: one, or one per part of a
// reeks. Text with anything else in it gives none.
func getallen(waarde string) []recht.Decimaal {
	var uit []recht.Decimaal
	for _, deel := range strings.Split(waarde, Scheiding) {
		d, err := recht.ParseDecimaal(deel)
		if err != nil {
			return nil
		}
		uit = append(uit, d)
	}
	return uit
}

// An Event is something recorded about a published figure.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// KPIOvergenomen takes a published figure over.
	KPIOvergenomen struct {
		recht.Verantwoording
		Cijfer
	}
	// KPIGecorrigeerd replaces a figure: it was published anew, or copied wrongly.
	KPIGecorrigeerd struct {
		recht.Verantwoording
		Cijfer
	}
)

func (KPIOvergenomen) eventType() string {
	return "nl.gemeenschappelijke-regelingen.kpi-overgenomen.v1"
}

func (KPIGecorrigeerd) eventType() string {
	return "nl.gemeenschappelijke-regelingen.kpi-gecorrigeerd.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, KPIOvergenomen{}, KPIGecorrigeerd{})

// State is the figure as it now stands.
type State struct {
	er     bool
	cijfer Cijfer
	vanaf  recht.Datum
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case KPIOvergenomen:
		return State{er: true, cijfer: e.Cijfer, vanaf: e.GeldigVanaf}
	case KPIGecorrigeerd:
		return State{er: true, cijfer: e.Cijfer, vanaf: e.GeldigVanaf}
	default:
		panic("kpi: event without a case in Evolve: " + e.eventType())
	}
}
