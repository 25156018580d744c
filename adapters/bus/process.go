package bus

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Proces turns what happened into commands. Its functions are pure: they read
// no clock, no database and no other stream, so a process is tested like a
// decider, by giving it events and looking at the commands.
//
// Every command derives its id from the event that is its cause, so doing it
// twice is doing it once. A process may therefore be run again from any point,
// and after a crash it is: a command is issued at least once, and takes effect
// once. A command that is refused is no fault: the stream knows better, for
// instance because somebody acted meanwhile.
type Proces[S any] struct {
	Naam  string   // part of every command id: never to be changed
	Types []string // stored event types that it follows
	// Nieuw returns the state before the first event.
	Nieuw func() S
	// Volg returns the state after an event. It owns the state that it gets, and
	// may change it in place.
	Volg func(s S, r es.Recorded) S
	// Beslis returns the commands that an event calls for, in the state after it,
	// and leaves the state as it is. Nil: no event calls for anything by itself.
	Beslis func(s S, r es.Recorded, nu time.Time) []Opdracht
	// Gewekt returns the commands that the passing of time calls for: those that
	// are due at nu and not yet seen to be carried out. It leaves the state as it
	// is. It is asked again and again, by a clock that may jump either way, and
	// only when all events up to then have been followed. Nil: time means nothing.
	Gewekt func(s S, nu time.Time) []Opdracht
}

// An Opdracht is a command that a process issues.
type Opdracht struct {
	Oorzaak   uuid.UUID // the event that it goes back to
	Samenhang string    // correlation of that event, if any
	N         int       // number among the commands of this process with this cause
	Stroom    es.Stream // the stream that is to decide
	Opdracht  any       // a command of the package of that stream
}

// An Uitvoerder carries out commands. It may be called concurrently.
type Uitvoerder interface {
	// Voer has stream decide on opdracht. A command that was carried out before
	// adds nothing; a refusal comes back as an *es.Refusal.
	Voer(ctx context.Context, stroom es.Stream, opdracht any, m es.Meta) (es.Receipt, error)
}

// Via returns the Uitvoerder of the commands of h.
func Via[C, S, E any](h es.Handler[C, S, E]) Uitvoerder { return via[C, S, E]{h} }

type via[C, S, E any] struct{ handler es.Handler[C, S, E] }

// Voer implements [Uitvoerder].
func (v via[C, S, E]) Voer(ctx context.Context, stroom es.Stream, opdracht any, m es.Meta) (es.Receipt, error) {
	c, ok := opdracht.(C)
	if !ok {
		return es.Receipt{}, fmt.Errorf("%w: %T", ErrOpdracht, opdracht)
	}
	return v.handler.Handle(ctx, stroom, c, m, nil)
}
