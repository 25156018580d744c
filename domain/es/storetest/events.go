package storetest

import (
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An Event is one of the events that the tests store.
type Event interface{ eventType() string }

// Noted is an event without personal fields.
type Noted struct {
	Nummer  int    `json:"nummer" residu:"blijft"`
	Tekst   string `json:"tekst"`
	Oordeel string `json:"oordeel,omitzero"`
}

// Met is an event in a stream about a person.
type Met struct {
	Soort string                   `json:"soort" residu:"blijft"`
	Naam  es.Persoonlijk[string]   `json:"naam"`
	Dag   es.Persoonlijk[[]string] `json:"dag,omitzero"`
}

func (Noted) eventType() string { return "nl.gemeenschappelijke-regelingen.proef-genoteerd.v1" }
func (Met) eventType() string   { return "nl.gemeenschappelijke-regelingen.proef-ontmoet.v1" }

// Catalog declares the events of this package; a codec for the log under test
// is made of it.
func Catalog() *es.Catalog[Event] {
	return es.NewCatalog(Event.eventType, Event(Noted{}), Event(Met{}))
}

// Command returns a fresh command id with the time bits of now.
func Command() es.CommandID { return es.CommandID(uuid.Must(uuid.NewV7())) }

// Meta returns the metadata of a new command that was asked for with body.
func Meta(body string) es.Meta {
	m := es.Meta{Command: Command(), Time: time.Date(2026, 3, 2, 9, 30, 0, 250e6, time.UTC)}
	copy(m.Body[:], body)
	return m
}

// Stream returns a name like the real ones, whose identifier itself has dashes.
func Stream() es.Stream { return es.StreamOf("uitvoeringsplan", Command().StreamID(0)) }
