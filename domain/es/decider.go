// Package es is the event-sourcing kernel shared by every domain module.
//
// It knows streams, revisions, commands and event types. It knows no Dutch
// rule, no database and no HTTP: those belong to the modules and the adapters.
//
// A decision is a pure function from command and state to events. Everything a
// decision needs (the moment, identifiers, facts that were looked up) arrives
// in the command; everything it concludes leaves as an event. That is what makes
// a decision repeatable years later, by somebody else.
package es

// A Decider holds the three pure parts of one kind of stream.
//
// Decide and Evolve must not read a clock, generate an identifier, or change
// their arguments. Decide answers with events, with nothing (the command was
// carried out before), or with a [Refusal]. Evolve never fails and never
// judges: what is in store happened.
type Decider[C, S, E any] struct {
	Initial S
	Decide  func(C, S) ([]E, error)
	Evolve  func(S, E) S
}

// Fold replays events onto the initial state.
func (d Decider[C, S, E]) Fold(events ...E) S {
	s := d.Initial
	for _, e := range events {
		s = d.Evolve(s, e)
	}
	return s
}
