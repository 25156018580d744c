package bus

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"
	"go.opentelemetry.io/otel/trace"
)

// Opties tune a [Bus]. The zero value is fit for production.
type Opties struct {
	Logger *slog.Logger // nil: slog.Default()
	// Pause is how long a consumer rests after a fault that may pass, as in [Config].
	Pause Pause
	// CloseTimeout is how long Run waits at the end for consumers that are still
	// at work; 0 means 3 seconds.
	CloseTimeout time.Duration
	// Tracer and Sporen, where both are set, have consumers join the trace of the
	// commands whose events they handle.
	Tracer trace.Tracer
	Sporen *Sporen
}

// A Bus runs the consumers of one journal on a watermill router. Consumers are
// added before [Bus.Run]; [Bus.Status] may be called at any time.
type Bus struct {
	journal Journal
	decode  Decode
	o       Opties
	router  *message.Router

	mu        sync.Mutex
	consumers []*consumer
	tasks     []func(context.Context)
}

// New returns a bus without consumers over j, whose events decode opens.
func New(j Journal, decode Decode, o Opties) (*Bus, error) {
	if o.Logger == nil {
		o.Logger = slog.Default()
	}
	if o.CloseTimeout == 0 {
		o.CloseTimeout = 3 * time.Second
	}
	router, err := message.NewRouter(message.RouterConfig{CloseTimeout: o.CloseTimeout}, newLogger(o.Logger))
	if err != nil {
		return nil, fmt.Errorf("new router: %w", err)
	}
	return &Bus{journal: j, decode: decode, o: o, router: router}, nil
}

// Add adds a consumer. Its handle is called for one message at a time. An error
// that may pass has the message delivered again, after a pause; one that cannot
// (an event that cannot be read, a panic) stops this consumer and no other.
// Adding a name twice panics, and so does a topic that is none: only a
// programming error can cause that.
func (b *Bus) Add(name, topic string, c Checkpoint, handle func(context.Context, Range) error) {
	b.add(name, topic, c, handle)
}

func (b *Bus) add(name, topic string, c Checkpoint, handle func(context.Context, Range) error) *consumer {
	quick := middleware.Retry{
		MaxRetries: 3, InitialInterval: 20 * time.Millisecond, MaxInterval: time.Second, Multiplier: 4,
		ResetContextOnRetry: true,
		ShouldRetry:         func(p middleware.RetryParams) bool { return !permanent(p.Err) },
	}
	return b.attach(name, topic, Config{Checkpoint: c, Pause: b.o.Pause}, quick.Middleware, func(m *message.Message, r Range) error {
		return handle(m.Context(), r)
	})
}

// attach adds a consumer whose messages pass retry, when there is one.
func (b *Bus) attach(name, topic string, c Config, retry message.HandlerMiddleware, handle func(*message.Message, Range) error) *consumer {
	if _, err := newReader(nil, nil, nil, topic); err != nil {
		panic("bus: consumer " + name + " has no topic")
	}
	sub := NewSubscriber(b.journal, b.decode, c)
	k := &consumer{name: name, Subscriber: sub, logger: b.o.Logger, began: make(chan struct{})}
	k.life, k.end = context.WithCancel(context.Background())
	handler := b.router.AddConsumerHandler(name, topic, k, func(m *message.Message) error {
		r, err := Received(m)
		var u *Unreadable
		switch {
		case errors.As(err, &u) && k.unreadable != nil:
			return k.unreadable(m.Context(), u)
		case err != nil:
			return err
		}
		return handle(m, r)
	})
	handler.AddMiddleware(k.stopOnFault, middleware.CorrelationID)
	if b.o.Tracer != nil && b.o.Sporen != nil {
		handler.AddMiddleware(tracing(b.o.Tracer, b.o.Sporen, name))
	}
	if retry != nil {
		handler.AddMiddleware(retry)
	}
	handler.AddMiddleware(recoverer)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.consumers = append(b.consumers, k)
	return k
}

// during has task run while the bus runs.
func (b *Bus) during(task func(context.Context)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.tasks = append(b.tasks, task)
}

// Run delivers until ctx ends. It then lets go of the messages in hand, which
// come again at the next start, and waits for their handlers, at most the
// CloseTimeout; it returns an error when one of them is still at work after it.
// That consumers stop by themselves does not end Run. A bus runs once.
func (b *Bus) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	var tasks sync.WaitGroup
	defer tasks.Wait()
	defer cancel()
	b.mu.Lock()
	for _, task := range b.tasks {
		tasks.Go(func() { task(ctx) })
	}
	b.mu.Unlock()
	done := make(chan error, 1)
	go func() { done <- b.router.Run(context.WithoutCancel(ctx)) }()
	select {
	case <-ctx.Done():
	case err := <-done: // all consumers have stopped, or none could start
		if err != nil {
			return fmt.Errorf("run router: %w", err)
		}
		<-ctx.Done()
		return nil
	}
	if err := b.router.Close(); err != nil {
		return fmt.Errorf("close router: %w", err)
	}
	if err := <-done; err != nil {
		return fmt.Errorf("run router: %w", err)
	}
	return nil
}
