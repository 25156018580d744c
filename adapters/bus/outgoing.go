package bus

import (
	"context"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Outgoing describes a consumer that hands events to somebody outside.
type Outgoing struct {
	Checkpoint Checkpoint
	// Handle makes one attempt to hand over the one event of r. The payload of m
	// is its public part as stored. A [Fault] has it come again after the [Pause]
	// of the bus, a [Halt] stops the consumer at this event.
	Handle func(m *message.Message, r Range) error
	// Acked is called after Handle succeeded and before the next event, as in [Config].
	Acked func(ctx context.Context, topic string, through es.Position) error
	// Halted, if set, is called once, when the consumer stops by itself: at event
	// from, or before it could start when from is 0.
	Halted func(err error, from es.Position)
}

// AddOutgoing adds a consumer of single events (a topic made by [Types]). It
// differs from [Bus.Add] in that an attempt is not repeated at once: whoever is
// outside may need minutes, and is not to be hammered meanwhile.
func (b *Bus) AddOutgoing(name, topic string, o Outgoing) {
	k := b.attach(name, topic, Config{Checkpoint: o.Checkpoint, Acked: o.Acked, Pause: b.o.Pause}, nil, o.Handle)
	k.halted = o.Halted
}

// Holds reports whether the event of m stands in j where m says. A Merk that does
// not hold was left by another journal, or by one that went back to a backup.
func Holds(ctx context.Context, j Journal, m Merk) (bool, error) { return holds(ctx, j, m) }
