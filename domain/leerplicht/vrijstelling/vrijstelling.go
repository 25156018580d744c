// Package vrijstelling decides on one vrijstelling of one pupil from leerplicht or
// kwalificatieplicht, from the beroep or aanvraag to its end.
//
// There are two roads. Under art. 5 and 5a of the Leerplichtwet the vrijstelling
// comes into being by law: the parents give notice, conditions are tested, and
// what is recorded is that it exists, or that the beroep is not accepted. Neither
// is a besluit. Under art. 3a, 3b and 15 the college decides on an aanvraag, and
// bezwaar is open.
//
// One stream holds one vrijstelling for one span, so that each has a retention and
// a key of its own: 19 years after birth under leerplicht, 21 under
// kwalificatieplicht, five years after a refusal (Selectielijst 2020, 11.1.8,
// 11.1.9 and 11.2). A next school year, or another ground, is a new stream.
//
// A Tot is the first day on which a vrijstelling no longer holds.
package vrijstelling

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "vrijstelling"

// Stroom returns the stream with the given id, derived from the command that
// opens it and never from a person.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// A Code names a condition of a beroep.
type Code string

// The conditions.
const (
	OpTijd       Code = "kennisgeving-op-tijd"                 // art. 6
	Verklaring   Code = "verklaring-van-deskundige"            // art. 7
	Ongeschikt   Code = "niet-geschikt-voor-een-school"        // art. 5 onder a
	Richting     Code = "overwegend-bezwaar-tegen-de-richting" // art. 5 onder b, art. 8
	BuitenSchool Code = "ingeschreven-in-het-buitenland"       // art. 5 onder c, art. 9
	TrektRond    Code = "trekkend-bestaan"                     // art. 5a
)

// Waarden returns the conditions.
func (Code) Waarden() []string {
	return []string{string(OpTijd), string(Verklaring), string(Ongeschikt), string(Richting), string(BuitenSchool), string(TrektRond)}
}

// A Voorwaarde is the outcome of testing one condition.
type Voorwaarde struct {
	Code    Code `json:"voorwaarde"`
	Voldaan bool `json:"voldaan"`
}

// A Eindreden is why a vrijstelling ended before its last day.
type Eindreden string

// The reasons.
const (
	NaarSchool    Eindreden = "naar-school"
	GeenGrondMeer Eindreden = "voorwaarden-vervallen"
	Verhuisd      Eindreden = "verhuisd"
	AndereReden   Eindreden = "overig"
)

// Waarden returns the reasons.
func (Eindreden) Waarden() []string {
	return []string{string(NaarSchool), string(GeenGrondMeer), string(Verhuisd), string(AndereReden)}
}

// A Leversoort is what the register of DUO calls a vrijstelling (Besluit register
// onderwijsdeelnemers art. 20).
type Leversoort string

// The kinds in the register.
const (
	AlsVrijstelling Leversoort = "vrijstelling"
	AlsVervangend   Leversoort = "vervangende-leerplicht"
)

// Waarden returns the kinds.
func (Leversoort) Waarden() []string { return []string{string(AlsVrijstelling), string(AlsVervangend)} }

// An Uitkomst is how a beroep or aanvraag came out.
type Uitkomst string

// The outcomes.
const (
	Open      Uitkomst = "open"
	Toegekend Uitkomst = "toegekend" // by law or by besluit
	Afgewezen Uitkomst = "afgewezen" // not accepted, or refused
)

// Waarden returns the outcomes.
func (Uitkomst) Waarden() []string {
	return []string{string(Open), string(Toegekend), string(Afgewezen)}
}
