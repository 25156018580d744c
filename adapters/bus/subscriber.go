package bus

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Errors of [Subscriber.Subscribe].
var (
	// ErrClosed reports a subscriber that was closed.
	ErrClosed = errors.New("bus: subscriber is closed")
	// ErrTopic reports a topic that is neither [Ranges] nor made by [Types].
	ErrTopic = errors.New("bus: no such topic")
	// ErrAhead reports a consumer whose position lies past the end of the
	// journal, as after the restore of an older backup. Waiting for the journal
	// to pass that position would skip events unseen.
	ErrAhead = errors.New("bus: consumer is ahead of the journal")
)

// A Journal is what a subscriber needs of the event store.
// All methods may be called concurrently.
type Journal interface {
	// Kop returns the last committed position.
	Kop() es.Position
	// Wacht returns the last committed position once it is past na.
	Wacht(ctx context.Context, na es.Position) (es.Position, error)
	// Scan calls fn for every event with na < position <= tot, in order. The
	// event is only valid during fn. An error of fn ends the scan and comes back.
	Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error
}

// Decode opens the public part of a stored event. It may be called concurrently.
type Decode func(*envelop.Verzegeld) (es.Recorded, error)

// A Checkpoint says where a consumer goes on.
type Checkpoint interface {
	// Load returns the position of the last event that was handled; 0 when there
	// is none.
	Load(ctx context.Context, topic string) (es.Position, error)
}

// After is the checkpoint of a consumer that starts after a given position.
type After es.Position

// Load implements [Checkpoint].
func (a After) Load(context.Context, string) (es.Position, error) { return es.Position(a), nil }

// A Config describes a [Subscriber]. Only Checkpoint is required.
type Config struct {
	Checkpoint Checkpoint
	// Acked, if set, is called after a message was acknowledged and before the
	// next one: the place to save a position for a consumer that does not keep it
	// beside its outcome. While it fails, the next message waits.
	Acked func(ctx context.Context, topic string, through es.Position) error
	// Pause is how long a refused message waits: Pause.Min after the first
	// refusal, doubling up to Pause.Max. Zero values mean 100 ms and 30 s.
	Pause Pause
	// Message builds the message of a single event; nil means [Event].
	Message func(r es.Recorded, gebeurtenis []byte) *message.Message
}

// A Pause bounds a growing pause between attempts.
type Pause struct{ Min, Max time.Duration }

func (p Pause) withDefaults() Pause {
	if p.Min <= 0 {
		p.Min = 100 * time.Millisecond
	}
	if p.Max < p.Min {
		p.Max = max(30*time.Second, p.Min)
	}
	return p
}

// After returns the pause after the given number of failed attempts, from 1.
func (p Pause) After(attempts int) time.Duration { return p.withDefaults().after(attempts) }

// after returns the pause after the given number of failed attempts, from 1.
func (p Pause) after(attempts int) time.Duration {
	d := p.Min
	for range attempts - 1 {
		if d *= 2; d >= p.Max {
			return p.Max
		}
	}
	return min(d, p.Max)
}

// A Subscriber delivers the events of a journal; it implements watermill's
// Subscriber. It is safe for concurrent use.
type Subscriber struct {
	journal Journal
	decode  Decode
	config  Config

	mu     sync.Mutex
	closed bool
	stop   context.CancelFunc
	life   context.Context
	done   sync.WaitGroup
	all    []*subscription
}

var _ message.Subscriber = (*Subscriber)(nil)

// NewSubscriber returns a subscriber to j whose events are opened by decode.
func NewSubscriber(j Journal, decode Decode, c Config) *Subscriber {
	c.Pause = c.Pause.withDefaults()
	if c.Message == nil {
		c.Message = Event
	}
	life, stop := context.WithCancel(context.Background())
	return &Subscriber{journal: j, decode: decode, config: c, life: life, stop: stop}
}

// Subscribe starts a subscription to a topic, after the position that the
// checkpoint gives. Every subscription gets every event of its topic: two of
// them share nothing. The channel is closed when ctx ends, at [Subscriber.Close]
// and when the journal has stopped.
func (s *Subscriber) Subscribe(ctx context.Context, topic string) (<-chan *message.Message, error) {
	r, err := newReader(s.journal, s.decode, s.config.Message, topic)
	if err != nil {
		return nil, fmt.Errorf("subscribe to %s: %w", topic, err)
	}
	after, err := s.config.Checkpoint.Load(ctx, topic)
	if err != nil {
		return nil, fmt.Errorf("load position of %s: %w", topic, err)
	}
	if kop := s.journal.Kop(); after > kop {
		return nil, fmt.Errorf("subscribe to %s after %d, journal at %d: %w", topic, after, kop, ErrAhead)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	sub := newSubscription(r, s.config, topic, after)
	ctx, cancel := context.WithCancel(ctx)
	unlink := context.AfterFunc(s.life, cancel)
	s.all = append(s.all, sub)
	s.done.Go(func() {
		defer cancel()
		defer unlink()
		sub.run(ctx)
	})
	return sub.out, nil
}

// Close ends all subscriptions and waits until their channels are closed. The
// context of a message that is being handled ends; what was not acknowledged
// comes again at the next start. Closing twice is harmless.
func (s *Subscriber) Close() error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	s.stop()
	s.done.Wait()
	return nil
}

// progress returns how far the newest subscription has come, or nil before there is one.
func (s *Subscriber) progress() *progress {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.all) == 0 {
		return nil
	}
	return s.all[len(s.all)-1].progress
}
