package bus

import (
	"context"
	"log/slog"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A ByHand runs one process for who moves the clock itself, such as a simulation:
// nothing happens but when it is called, so the same events and the same clock give
// the same commands at the same place in the log. It keeps the process's position
// as a [Bus] does, so that a bus goes on where it ended.
type ByHand struct {
	follow func(context.Context, Range) error
	wake   func(context.Context) error
}

// NewByHand returns p, before the first event.
func NewByHand[S any](l *slog.Logger, p Proces[S], o ProcesOpties) *ByHand {
	f := newFollower(nil, l, p, o)
	return &ByHand{follow: f.handle, wake: f.wake}
}

// Follow lets the process follow events of its types, in order of position.
func (h *ByHand) Follow(ctx context.Context, events []es.Recorded) error {
	return h.follow(ctx, Range{Events: events})
}

// Wake has the process issue what its clock calls for.
func (h *ByHand) Wake(ctx context.Context) error { return h.wake(ctx) }
