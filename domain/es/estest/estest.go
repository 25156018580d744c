// Package estest states the behaviour of a decider as given, when, then.
package estest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Spec is what the tests of one stream package have in common.
type Spec[C, S, E any] struct {
	Decider es.Decider[C, S, E]
	Catalog *es.Catalog[E]
}

// A Scenario is a Spec with history.
type Scenario[C, S, E any] struct {
	Spec[C, S, E]
	t     *testing.T
	state S
}

// An Outcome is what one command led to.
type Outcome[E any] struct {
	t      *testing.T
	events []E
	err    error
}

// Given folds history. An event that the catalog does not declare fails here,
// and not in production.
func (s Spec[C, S, E]) Given(t *testing.T, history ...E) Scenario[C, S, E] {
	t.Helper()
	s.declared(t, history)
	return Scenario[C, S, E]{s, t, s.Decider.Fold(history...)}
}

// Played decides cmds in order, each on what came of those before it, and returns the
// events. A command that is refused, or that changes nothing, fails the test.
func (s Spec[C, S, E]) Played(t require.TestingT, cmds ...C) (events []E) {
	state := s.Decider.Initial
	for _, c := range cmds {
		nieuw, err := s.Decider.Decide(c, state)
		require.NoError(t, err, "%T", c)
		require.NotEmpty(t, nieuw, "%T changes nothing", c)
		for _, e := range nieuw {
			state = s.Decider.Evolve(state, e)
		}
		events = append(events, nieuw...)
	}
	return events
}

// When decides cmd twice, since a pure function gives the same answer both
// times, and evolves what was decided, since Evolve must know what Decide emits.
func (s Scenario[C, S, E]) When(cmd C) Outcome[E] {
	s.t.Helper()
	events, err := s.Decider.Decide(cmd, s.state)
	again, errAgain := s.Decider.Decide(cmd, s.state)
	require.Equal(s.t, events, again, "Decide is not pure")
	require.Equal(s.t, err, errAgain, "Decide is not pure")
	s.declared(s.t, events)
	state := s.state
	for _, e := range events {
		state = s.Decider.Evolve(state, e)
	}
	return Outcome[E]{s.t, events, err}
}

func (s Spec[C, S, E]) declared(t *testing.T, events []E) {
	t.Helper()
	for _, e := range events {
		_, err := s.Catalog.Name(e)
		require.NoError(t, err, "%T is missing in the catalog", e)
	}
}

// Then requires exactly these events, in this order.
func (o Outcome[E]) Then(want ...E) {
	o.t.Helper()
	require.NoError(o.t, o.err)
	require.Equal(o.t, want, o.events)
}

// ThenNothing requires that the command was allowed and changed nothing.
func (o Outcome[E]) ThenNothing() {
	o.t.Helper()
	require.NoError(o.t, o.err)
	require.Empty(o.t, o.events)
}

// ThenRefused requires this very refusal, and no events.
func (o Outcome[E]) ThenRefused(want *es.Refusal) {
	o.t.Helper()
	require.ErrorIs(o.t, o.err, want)
	require.Empty(o.t, o.events)
}

// Events returns what was decided, for assertions on a part of an event.
func (o Outcome[E]) Events() []E {
	o.t.Helper()
	require.NoError(o.t, o.err)
	return o.events
}
