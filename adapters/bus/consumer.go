package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// consumer is one handler of a [Bus] with its own subscription.
type consumer struct {
	*Subscriber
	name   string
	logger *slog.Logger
	life   context.Context // ends when the consumer stops
	end    context.CancelFunc
	began  chan struct{} // closed when the subscription exists
	// unreadable, if set, is told of an event that cannot be read, before the
	// consumer stops at it.
	unreadable func(context.Context, *Unreadable) error
	parts      func() ([]Status, error) // if set: of what this consumer feeds
	// halted, if set, is told once that the consumer stopped, and where.
	halted func(err error, from es.Position)

	mu      sync.Mutex
	stopped string      // reason; empty while it runs
	from    es.Position // the first event that it could not handle
}

// Subscribe implements watermill's Subscriber. A consumer that cannot start is
// stopped from the first moment, instead of keeping all others from starting.
func (k *consumer) Subscribe(ctx context.Context, topic string) (<-chan *message.Message, error) {
	ctx, cancel := context.WithCancel(ctx)
	context.AfterFunc(k.life, cancel)
	messages, err := k.Subscriber.Subscribe(ctx, topic)
	if err == nil {
		close(k.began)
		return messages, nil
	}
	cancel()
	k.stop(ctx, err, 0)
	none := make(chan *message.Message)
	close(none)
	return none, nil
}

// caughtUp returns once k has handled everything up to position, or an error
// when ctx ends first.
func (k *consumer) caughtUp(ctx context.Context, position es.Position) error {
	select {
	case <-k.began:
		return k.progress().wait(ctx, position)
	case <-ctx.Done():
		return ctx.Err()
	}
}

// stop notes for ever that k stopped, logs it, and ends the subscription.
func (k *consumer) stop(ctx context.Context, err error, from es.Position) {
	k.mu.Lock()
	first := k.stopped == ""
	if first {
		k.stopped, k.from = reasonOf(err), from
	}
	k.mu.Unlock()
	if !first {
		return
	}
	attrs := []any{"consument", k.name, "reden", reasonOf(err), "positie", int64(from), "fout", err.Error()}
	var panicked *Panic
	if errors.As(err, &panicked) {
		attrs = append(attrs, "stapel", panicked.Stack)
	}
	k.logger.ErrorContext(ctx, "consument gestopt", attrs...)
	k.end()
	if k.halted != nil {
		k.halted(err, from)
	}
}

// stopOnFault is the outermost middleware: an error that cannot pass stops the
// consumer at this message. The message stays unacknowledged.
func (k *consumer) stopOnFault(next message.HandlerFunc) message.HandlerFunc {
	return func(m *message.Message) ([]*message.Message, error) {
		out, err := next(m)
		if err == nil || m.Context().Err() != nil {
			return out, err
		}
		if !permanent(err) {
			k.progress().note(err)
			return out, err
		}
		k.stop(m.Context(), err, firstOf(m))
		return out, err
	}
}

func firstOf(m *message.Message) es.Position {
	c, _ := m.Context().Value(contextKey{}).(carried)
	return c.From
}

// recoverer turns a panic into an error. Watermill's own puts the value of the
// panic into the error, and so, perhaps, a part of an event into the log.
func recoverer(next message.HandlerFunc) message.HandlerFunc {
	return func(m *message.Message) (out []*message.Message, err error) {
		defer func() {
			if v := recover(); v != nil {
				out, err = nil, panicOf(v)
			}
		}()
		return next(m)
	}
}

func panicOf(v any) *Panic {
	return &Panic{Type: fmt.Sprintf("%T", v), Stack: string(debug.Stack())}
}
