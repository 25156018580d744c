package uitgaand

import (
	"context"
	"errors"
	"fmt"
	"time"

	wnats "github.com/ThreeDotsLabs/watermill-nats/v2/pkg/nats"
	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/nats-io/nats.go"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
)

// natsWacht bounds the wait for JetStream to confirm a message.
const natsWacht = 2 * time.Second

// A NATS is a connection to a JetStream server, over which the abonnementen of
// that channel are served. Streams on the server are its keeper's own: Kroniek
// makes none, and does not know how long they keep what.
type NATS struct{ uit *wnats.Publisher }

// VerbindNATS connects to the server at url, now or as soon as it is there. The
// url may hold credentials; no error and no log line holds it.
func VerbindNATS(url string) (*NATS, error) {
	conn, err := nats.Connect(url,
		nats.Name("kroniek"), nats.Timeout(natsWacht), nats.RetryOnFailedConnect(true), nats.MaxReconnects(-1),
		nats.ReconnectBufSize(-1), // what cannot be sent fails, and comes again
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}))
	if err != nil {
		return nil, errors.New("uitgaand: the NATS url cannot be used")
	}
	uit, err := wnats.NewPublisherWithNatsConn(conn, wnats.PublisherPublishConfig{
		Marshaler: cloudevent{}, SubjectCalculator: wnats.DefaultSubjectCalculator,
		JetStream: wnats.JetStreamConfig{ConnectOptions: []nats.JSOpt{nats.MaxWait(natsWacht)}},
	}, nil)
	if err != nil {
		conn.Close()
		return nil, fmt.Errorf("uitgaand: JetStream: %w", err)
	}
	return &NATS{uit: uit}, nil
}

// Sluit closes the connection.
func (n *NATS) Sluit() error { return n.uit.Close() }

// cloudevent writes a message as a CloudEvent in structured mode. The id of the
// event is that of the message, so that JetStream drops what comes twice shortly
// after each other.
type cloudevent struct{}

// Marshal implements the marshaler of watermill-nats.
func (cloudevent) Marshal(onderwerp string, m *message.Message) (*nats.Msg, error) {
	h := nats.Header{"Content-Type": {mediatype}, nats.MsgIdHdr: {m.UUID}}
	if s := m.Metadata.Get(bus.MetaTrace); s != "" {
		h.Set(bus.MetaTrace, s)
	}
	return &nats.Msg{Subject: onderwerp, Data: m.Payload, Header: h}, nil
}

// verzend publishes one message and waits until JetStream has stored it.
func (n *NATS) verzend(ctx context.Context, onderwerp string, b Bericht) error {
	m := message.NewMessage(b.ID, b.Lichaam)
	if b.Spoor != "" {
		m.Metadata.Set(bus.MetaTrace, b.Spoor)
	}
	err := n.uit.Publish(onderwerp, m)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, nats.ErrNoResponders), errors.Is(err, nats.ErrNoStreamResponse):
		return &Storing{Soort: GeenStroom, Err: err}
	case errors.Is(err, nats.ErrTimeout):
		return &Storing{Soort: TeTraag, Err: err}
	default:
		return &Storing{Soort: GeenVerbinding, Err: err}
	}
}

// rust implements [verzender]; the connection is closed by [NATS.Sluit].
func (n *NATS) rust() {}

// geenNATS stands in where no server is configured.
type geenNATS struct{}

func (geenNATS) verzend(context.Context, string, Bericht) error {
	return &Storing{Soort: GeenNATS}
}

func (geenNATS) rust() {}
