package bus_test

import (
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// moment is when the events of these tests were decided.
var moment = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)

// bericht is an event that carries a watermill message, as one of a number of
// stored types: the topics of the conformance suite.
type bericht struct {
	recht.Verantwoording
	Soort   int      `json:"soort"` // which of the types
	UUID    string   `json:"uuid"`
	Inhoud  string   `json:"inhoud"`
	Sleutel []string `json:"sleutels,omitzero"` // keys of metadata, and their values beside them
	Waarde  []string `json:"waarden,omitzero"`
}

const topics = 48

func typeOf(n int) string { return fmt.Sprintf("nl.proeven.bericht-%d.v1", n) }

func nameOf(e any) string { return typeOf(e.(bericht).Soort) }

// berichten is the catalog of all types of bericht.
func berichten() *es.Catalog[any] {
	prototypes := make([]any, topics)
	for n := range topics {
		prototypes[n] = bericht{Soort: n}
	}
	return es.NewCatalog(nameOf, prototypes...)
}
