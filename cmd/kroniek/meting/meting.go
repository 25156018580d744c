// Package meting is the load that `kroniek bench` measures with: a stream package
// of the same form as the real ones, with events of the size of a real decision.
// Its events never occur in a data folder of an organisation.
//
// One in five appends opens a stream about a new (invented) person, so that key,
// encryption and personal part are paid for as they are in practice.
package meting

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened in a measured stream.
type Event interface{ eventType() string }

type (
	// Genoteerd is a decision without personal data.
	Genoteerd struct {
		recht.Verantwoording
		Gemeente recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Soort    string             `json:"soort" residu:"blijft"`
		Dag      recht.Datum        `json:"dag"`
		Aantal   int64              `json:"aantal" residu:"blijft"`
		Kenmerk  string             `json:"kenmerk"`
	}
	// PersoonGemeld opens a stream about one person.
	PersoonGemeld struct {
		recht.Verantwoording
		Gemeente    recht.Gemeentecode     `json:"gemeente" residu:"blijft"`
		Soort       string                 `json:"soort" residu:"blijft"`
		Dag         recht.Datum            `json:"dag"`
		Naam        es.Persoonlijk[string] `json:"naam"`
		Nummer      es.Persoonlijk[string] `json:"nummer"`
		Toelichting es.Persoonlijk[string] `json:"toelichting"`
	}
)

func (Genoteerd) eventType() string     { return "nl.metingen.waarde-genoteerd.v1" }
func (PersoonGemeld) eventType() string { return "nl.metingen.persoon-gemeld.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, Genoteerd{}, PersoonGemeld{})

// Noteer asks to record a value; with a Naam it is about a person.
type Noteer struct {
	recht.Opdracht
	Gemeente recht.Gemeentecode
	Soort    string
	Dag      recht.Datum
	Aantal   int64
	Kenmerk  string
	Naam     string
}

// ErrDicht refuses a value for a stream that is full.
var ErrDicht = es.Refuse("meting/dicht", "Deze reeks is vol.", "meting")

// grens is the number of values that one stream takes.
const grens = 1000

// State is as much of a stream as Decide needs to know.
type State struct{ aantal int }

// Decider is the pure core of this package.
var Decider = es.Decider[Noteer, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for measured streams.
func Decide(c Noteer, s State) ([]Event, error) {
	if s.aantal >= grens {
		return nil, ErrDicht
	}
	v, err := c.Verantwoord(recht.Directeur, recht.Grondslag{Soort: recht.Feitelijk})
	if err != nil {
		return nil, err
	}
	if c.Naam != "" {
		return []Event{PersoonGemeld{
			Verantwoording: v, Gemeente: c.Gemeente, Soort: c.Soort, Dag: c.Dag,
			Naam: es.Prive(c.Naam), Nummer: es.Prive(c.Kenmerk), Toelichting: es.Prive(c.Motivering),
		}}, nil
	}
	return []Event{Genoteerd{Verantwoording: v, Gemeente: c.Gemeente, Soort: c.Soort, Dag: c.Dag, Aantal: c.Aantal, Kenmerk: c.Kenmerk}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e.(type) {
	case Genoteerd, PersoonGemeld:
		s.aantal++
	default:
		panic("meting: event without a case in Evolve: " + e.eventType())
	}
	return s
}
