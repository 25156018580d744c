package bus_test

import (
	"context"
	"maps"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/pubsub/tests"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// suite gives watermill's own tests a journal: a topic is a stored event type,
// and publishing appends an event.
type suite struct {
	log     es.Log
	journal bus.Journal
	decode  bus.Decode

	mu        sync.Mutex
	types     map[string]int
	positions map[string]es.Position // by consumer group and topic
}

func (s *suite) typeFor(topic string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.types[topic]
	if !ok {
		n = len(s.types)
		s.types[topic] = n
	}
	if n >= topics {
		panic("more topics than types")
	}
	return n
}

// suitePublisher appends each message as an event of the topic's type.
type suitePublisher struct {
	*suite
	t testing.TB
}

func (p suitePublisher) Publish(topic string, messages ...*message.Message) error {
	n := p.typeFor(topic)
	for _, m := range messages {
		b := bericht{Soort: n, UUID: m.UUID, Inhoud: string(m.Payload)}
		for _, k := range slices.Sorted(maps.Keys(m.Metadata)) {
			b.Sleutels, b.Waarden = append(b.Sleutels, k), append(b.Waarden, m.Metadata[k])
		}
		add(p.t, p.log, asVariant(b))
	}
	return nil
}

func (suitePublisher) Close() error { return nil }

// suiteSubscriber subscribes to the type of a topic.
type suiteSubscriber struct {
	*suite
	*bus.Subscriber
}

func (s suiteSubscriber) Subscribe(ctx context.Context, topic string) (<-chan *message.Message, error) {
	return s.Subscriber.Subscribe(ctx, bus.Types(typeOf(s.typeFor(topic))))
}

// group is the saved positions of one consumer group.
type group struct {
	*suite
	name string
}

func (g group) Load(_ context.Context, topic string) (es.Position, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.positions[g.name+"/"+topic], nil
}

func (g group) save(_ context.Context, topic string, through es.Position) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.positions[g.name+"/"+topic] = max(through, g.positions[g.name+"/"+topic])
	return nil
}

func (s *suite) open(t *testing.T, c bus.Config) (message.Publisher, message.Subscriber) {
	c.Pause = bus.Pause{Min: time.Millisecond, Max: 10 * time.Millisecond}
	c.Message = func(r es.Recorded, _ []byte) *message.Message {
		b := asBericht(r.Event)
		m := message.NewMessage(b.UUID, []byte(b.Inhoud))
		for i, k := range b.Sleutels {
			m.Metadata.Set(k, b.Waarden[i])
		}
		return m
	}
	return suitePublisher{s, t}, suiteSubscriber{s, bus.NewSubscriber(s.journal, s.decode, c)}
}

// TestPubSub runs watermill's own conformance suite. Of its 16 tests only
// TestReconnect is left out, by the suite itself: it restarts a broker on the
// other end of a network, and here there is neither.
func TestPubSub(t *testing.T) { conforms(t, openSuite(t)) }

// conforms runs the conformance suite over the journal of s.
func conforms(t *testing.T, s *suite) {
	tests.TestPubSub(t, tests.Features{
		ConsumerGroups:                   true,
		GuaranteedOrder:                  true,
		Persistent:                       true,
		NewSubscriberReceivesOldMessages: true,
		ForceShort:                       underRace,
	}, func(t *testing.T) (message.Publisher, message.Subscriber) {
		return s.open(t, bus.Config{Checkpoint: bus.After(0)})
	}, func(t *testing.T, name string) (message.Publisher, message.Subscriber) {
		g := group{s, name}
		return s.open(t, bus.Config{Checkpoint: g, Acked: g.save})
	})
}
