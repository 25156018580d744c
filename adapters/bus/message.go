package bus

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/ThreeDotsLabs/watermill/message/router/middleware"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Ranges is the topic of all events, in contiguous ranges.
const Ranges = "reeks"

// MaxRange is the largest number of events in one message of [Ranges].
const MaxRange = 1000

// Keys of message metadata, beside watermill's own correlation id.
const (
	MetaType     = "type"    // stored event type
	MetaStream   = "subject" // stream of the event
	MetaPosition = "positie" // position of the event, decimal
	// MetaTrace is the W3C trace context of the command that led to the event;
	// absent when nobody kept one. It is never part of a stored event.
	MetaTrace = "traceparent"
)

// Types returns the topic of the single events of the given stored types, in
// the order of the journal. Types that were superseded are to be named too, as
// long as events of them may be in store.
func Types(types ...string) string { return strings.Join(types, ",") }

// A Range is what a message brings: the decoded events From up to and including
// To. On a topic of types it holds one event, and From equals To.
type Range struct {
	From, To es.Position
	Events   []es.Recorded
}

// Unreadable reports an event that cannot be decoded. It is delivered in its
// place; nothing after it is delivered until it can be read.
type Unreadable struct {
	Position es.Position
	Type     string
	Err      error
}

// Error implements error. It names the place, never the content.
func (u *Unreadable) Error() string {
	return fmt.Sprintf("bus: event %d of type %s cannot be read: %v", u.Position, u.Type, u.Err)
}

// Unwrap returns what the decoder reported.
func (u *Unreadable) Unwrap() error { return u.Err }

// ErrForeign reports a message that does not come from a [Subscriber].
var ErrForeign = errors.New("bus: message carries no events")

type contextKey struct{}

type carried struct {
	Range
	err error
}

// Received returns the events that m brings, or the [Unreadable] that stands in
// their place.
func Received(m *message.Message) (Range, error) {
	c, ok := m.Context().Value(contextKey{}).(carried)
	if !ok {
		return Range{}, ErrForeign
	}
	return c.Range, c.err
}

// delivery is one message, not yet acknowledged. Each attempt needs a new
// message, since watermill's messages are acknowledged once.
type delivery struct {
	carried
	build func() *message.Message
}

func (d delivery) message(ctx context.Context) *message.Message {
	m := d.build()
	m.SetContext(context.WithValue(ctx, contextKey{}, d.carried))
	return m
}

// rangeDelivery brings a contiguous range. The payload is From and To, each as
// eight bytes, most significant first.
func rangeDelivery(r Range, err error) delivery {
	return delivery{carried{r, err}, func() *message.Message {
		b := binary.BigEndian.AppendUint64(make([]byte, 0, 16), uint64(r.From))
		b = binary.BigEndian.AppendUint64(b, uint64(r.To))
		return message.NewMessage(fmt.Sprintf("reeks-%d-%d", r.From, r.To), b)
	}}
}

// Event returns the message that brings one event: its id, the stored bytes of
// its public part, and its type, stream and position as metadata. The message
// shares gebeurtenis.
func Event(r es.Recorded, gebeurtenis []byte) *message.Message {
	m := message.NewMessage(r.ID.String(), gebeurtenis)
	m.Metadata.Set(MetaType, r.Type)
	m.Metadata.Set(MetaStream, string(r.Stream))
	m.Metadata.Set(MetaPosition, strconv.FormatInt(int64(r.Position), 10))
	if r.Correlation != "" {
		middleware.SetCorrelationID(r.Correlation, m)
	}
	return m
}
