package es

import (
	"context"
	"errors"
	"fmt"
)

// maxDecisions bounds how often a command is decided anew because somebody else
// was faster. Each round reads the newer history first.
const maxDecisions = 8

// A Handler runs one kind of decider against a [Log].
// It is safe for concurrent use if its Log is.
type Handler[C, S, E any] struct {
	Decider Decider[C, S, E]
	Log     Log
}

// Handle decides cmd on stream and appends what was decided.
//
// A command id that is in the log already is not decided again: its earlier
// receipt is returned, or ErrReused. Somebody who was faster is no error: the
// command is decided again on the newer history, a bounded number of times;
// with ifMatch it is one, since the caller decided on what it had seen:
// ErrConflict. A Refusal reaches the caller as the module declared it.
func (h Handler[C, S, E]) Handle(ctx context.Context, stream Stream, cmd C, m Meta, ifMatch *Revision) (Receipt, error) {
	if r, ok, err := h.Log.Earlier(ctx, m.Command, m.Body); ok || err != nil {
		return r, err
	}
	for try := 1; ; try++ {
		events, at, err := h.decide(ctx, stream, cmd, ifMatch)
		if err != nil || len(events) == 0 {
			// The history may hold this very command by now: a retry that overtook
			// its original must not be answered as if it came second.
			r, ok, errEarlier := h.Log.Earlier(ctx, m.Command, m.Body)
			switch {
			case ok:
				return r, nil
			case err != nil:
				return Receipt{}, err
			}
			return Receipt{Stream: stream, Revision: at}, errEarlier
		}
		r, err := h.Log.Append(ctx, Append{Meta: m, Stream: stream, Expected: at, Events: events})
		switch {
		case err == nil:
			return r, nil
		case errors.Is(err, ErrConflict) && ifMatch == nil && try < maxDecisions:
		default:
			return Receipt{}, fmt.Errorf("append to %s: %w", stream, err)
		}
	}
}

// Try decides cmd on stream and records nothing. It returns what would be
// recorded, and the revision it was decided on.
func (h Handler[C, S, E]) Try(ctx context.Context, stream Stream, cmd C, ifMatch *Revision) ([]any, Revision, error) {
	return h.decide(ctx, stream, cmd, ifMatch)
}

// State returns the state of stream and its revision.
func (h Handler[C, S, E]) State(ctx context.Context, stream Stream) (S, Revision, error) {
	recorded, err := h.Log.Read(ctx, stream)
	if err != nil {
		return h.Decider.Initial, NoStream, fmt.Errorf("read %s: %w", stream, err)
	}
	s := h.Decider.Initial
	for _, r := range recorded {
		e, ok := r.Event.(E)
		if !ok {
			return s, NoStream, fmt.Errorf("%w: %s at position %d does not belong in %s", ErrUnknownType, r.Type, r.Position, stream)
		}
		s = h.Decider.Evolve(s, e)
	}
	return s, Revision(len(recorded) - 1), nil
}

func (h Handler[C, S, E]) decide(ctx context.Context, stream Stream, cmd C, ifMatch *Revision) ([]any, Revision, error) {
	state, at, err := h.State(ctx, stream)
	if err != nil {
		return nil, NoStream, err
	}
	if ifMatch != nil && *ifMatch != at {
		return nil, at, fmt.Errorf("%w: %s is at revision %d", ErrConflict, stream, at)
	}
	decided, err := h.Decider.Decide(cmd, state)
	if err != nil {
		return nil, at, err
	}
	events := make([]any, len(decided))
	for i, e := range decided {
		events[i] = e
	}
	return events, at, nil
}
