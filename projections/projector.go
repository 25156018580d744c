// Package projections is the kernel of the read models: what a projector
// declares, what it may write, and how reports read it.
//
// A projector turns an event into facts. Facts are rows of a [Tabel]: never
// changed, only closed. Each row carries the position from which it was known
// and, once superseded, the position until which. So every report can be asked
// for as known at any position, without a rebuild. Figures are cells of a
// [Telling]: additive values per combination of dimensions, so that no figure
// costs a scan of all facts.
//
// A projector never sees personal data (the personal part is closed when an
// event reaches it), reads no clock and depends on nothing but the events, in
// order. So the same events give the same read model, byte for byte in its
// canonical dump. No event is ever skipped: an error stops the projector.
//
// This package knows no database; adapters/leesmodellen keeps the tables.
package projections

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Soort is the kind of value in a column.
type Soort int

// The kinds of column. A Datum is stored as text, jjjj-mm-dd; absent is "".
const (
	Tekst Soort = iota
	Getal       // int64
	Datum
)

// MarshalText names the kind, for answers in JSON.
func (s Soort) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// String returns tekst, getal or datum.
func (s Soort) String() string { return [...]string{"tekst", "getal", "datum"}[s] }

// A Kolom is a column of a table.
type Kolom struct {
	Naam  string `json:"naam"`
	Soort Soort  `json:"soort"`
}

// A Waarde is the value of a column: a string (Tekst, Datum) or an int64 (Getal).
type Waarde = any

// A Tabel is a system-versioned table. At any position there is at most one row
// per key.
type Tabel struct {
	Naam    string
	Sleutel []Kolom // what a row is about
	Velden  []Kolom // what is known of it
}

// A Telling is a table of cells. Each cell holds a number that events add to.
// Dimensies are text; Blijvend says that all of them survive destruction (residu
// only), so that the figure stays identical for ever.
type Telling struct {
	Naam      string
	Dimensies []string
	Blijvend  bool
}

// A Schrijver is what a projector writes with, while it handles one event. The
// position of that event is written with every row.
type Schrijver interface {
	// Huidig returns the fields of the open row with this key, and whether there is one.
	Huidig(t *Tabel, sleutel ...Waarde) ([]Waarde, bool, error)
	// Zet closes the open row with this key, if any, and opens one with these
	// values: the key first, then the fields. An identical row is left open.
	Zet(t *Tabel, waarden ...Waarde) error
	// Sluit closes the open row with this key, if any.
	Sluit(t *Tabel, sleutel ...Waarde) error
	// Tel adds delta to a cell, as of the given legal day.
	Tel(t *Telling, dag recht.Datum, delta int64, dimensies ...string) error
}

// A Projector fills one read model.
//
// Versie is raised whenever the same events would give other rows; a golden
// digest fails when that was forgotten.
type Projector struct {
	Naam      string
	Versie    int
	Tabellen  []*Tabel
	Tellingen []*Telling
	// Verwerk handles one event. Events it has no interest in are ignored by it,
	// not skipped by anyone: position and count go on.
	Verwerk func(s Schrijver, r es.Recorded) error
}

// A Stand is how far a read model has come. Its events are exactly 1..Positie,
// so Aantal equals Positie; a report prints both.
type Stand struct {
	Positie es.Position
	Aantal  int64
	Wortel  [32]byte    // RFC 6962 root of the log at Positie; zero before the first event
	Gestopt string      // not empty: the projector stopped; a code without personal data
	Vanaf   es.Position // where it stopped: the first event it could not handle
}
