// Package auditspoor anchors the security log in the history: now and then an event
// says how many lines the log had and what hash the last one carried. Sealed with
// everything else, it shows afterwards whether the log was cut off or rewritten
// (BIO2 8.15.05 and 8.15.06).
package auditspoor

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "auditspoor"

// Stroom returns the stream of the log with this id: every node of a cluster keeps a
// log of its own.
func Stroom(kenmerk uuid.UUID) es.Stream { return es.StreamOf(Soort, kenmerk) }

// ErrTeruggelopen refuses an anchor before one that was laid earlier: the log has
// lost lines, or holds others.
var ErrTeruggelopen = es.Refuse("auditspoor/teruggelopen",
	"Het auditlog heeft minder of andere regels dan eerder is vastgelegd; behandel dit als beveiligingsincident.", "BIO2 8.15.05")

// Bewaartermijn is how long lines of the log are kept at least.
var Bewaartermijn = recht.NieuweRegel("AUDITLOG_BEWAREN", recht.Versie[recht.Termijn]{
	Vanaf:  recht.NieuweDatum(2017, 1, 1),
	Waarde: recht.Termijn{Aantal: 3, Eenheid: recht.Jaren, Grond: recht.TermijnUitOvereenkomst},
	Bron:   "BIO2 5.28.01 (materiaal over incidenten: drie jaar), toegepast op het hele log", Aangenomen: true,
})

// An Event is something that happened with the security log.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

// LogketenVerankerd says how far the log was at that moment.
type LogketenVerankerd struct {
	recht.Verantwoording
	Logregels int64  `json:"logregels"` // number of the last line
	Ketenkop  string `json:"ketenkop"`  // its hash, base64url
}

func (LogketenVerankerd) eventType() string { return "nl.archiefzaken.logketen-verankerd.v1" }

// Zin says what happened.
func (e LogketenVerankerd) Zin() string {
	return fmt.Sprintf("Het auditlog is verankerd bij regel %d.", e.Logregels)
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, LogketenVerankerd{})

// A Command asks to record something about the security log.
type Command interface{ command() }

// Veranker records where the log stands.
type Veranker struct {
	recht.Opdracht
	Logregels int64
	Ketenkop  string
}

func (Veranker) command() {}

// State is the last anchor.
type State struct {
	Logregels int64
	Ketenkop  string
}

// Toestand says in Dutch how the log stands.
func (s State) Toestand() string { return fmt.Sprintf("verankerd tot regel %d", s.Logregels) }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rule that a log only grows.
func Decide(c Command, s State) ([]Event, error) {
	v, ok := c.(Veranker)
	if !ok {
		panic("auditspoor: command without a case in Decide")
	}
	switch {
	case v.Logregels == s.Logregels && v.Ketenkop == s.Ketenkop:
		return nil, nil
	case v.Logregels <= s.Logregels || v.Ketenkop == "":
		return nil, ErrTeruggelopen.With(fmt.Sprintf("Vastgelegd is regel %d, aangetroffen regel %d.", s.Logregels, v.Logregels))
	}
	w, err := v.Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{LogketenVerankerd{Verantwoording: w, Logregels: v.Logregels, Ketenkop: v.Ketenkop}}, nil
}

// Evolve returns s after e.
func Evolve(_ State, e Event) State {
	v, ok := e.(LogketenVerankerd)
	if !ok {
		panic("auditspoor: event without a case in Evolve: " + e.eventType())
	}
	return State{Logregels: v.Logregels, Ketenkop: v.Ketenkop}
}
