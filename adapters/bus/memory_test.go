package bus_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// memory is an es.Log and a bus.Journal without a disk, for tests that run on a
// clock of their own or break the log on purpose. What it has in common with the
// real journal is checked by running the same tests on both.
type memory struct {
	mu        sync.Mutex
	events    []es.Recorded
	revisions map[es.Stream]es.Revision
	commands  map[es.CommandID]es.Receipt
	bodies    map[es.CommandID][32]byte
	grown     chan struct{}
	scanning  func() error              // may fail a scan
	opening   func(r es.Recorded) error // may make an event unreadable
	appending func(a es.Append) error   // may fail an append, before it
	appended  func(r es.Receipt) error  // may fail an append, after it
	nameOf    func(event any) string
}

func newMemory(nameOf func(any) string) *memory {
	return &memory{
		revisions: map[es.Stream]es.Revision{}, commands: map[es.CommandID]es.Receipt{},
		bodies: map[es.CommandID][32]byte{}, grown: make(chan struct{}), nameOf: nameOf,
		scanning: func() error { return nil }, opening: func(es.Recorded) error { return nil },
		appending: func(es.Append) error { return nil }, appended: func(es.Receipt) error { return nil },
	}
}

func (m *memory) Kop() es.Position {
	m.mu.Lock()
	defer m.mu.Unlock()
	return es.Position(len(m.events))
}

func (m *memory) Wacht(ctx context.Context, na es.Position) (es.Position, error) {
	for {
		m.mu.Lock()
		kop, grown := es.Position(len(m.events)), m.grown
		m.mu.Unlock()
		if kop > na {
			return kop, nil
		}
		select {
		case <-grown:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

func (m *memory) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	m.mu.Lock()
	events := m.events[na:tot]
	m.mu.Unlock()
	if err := m.scanning(); err != nil {
		return err
	}
	var v envelop.Verzegeld // one for all, so that who keeps it is found out
	for _, r := range events {
		if err := ctx.Err(); err != nil {
			return err
		}
		v.Positie, v.Stroom, v.Revisie, v.ID, v.Type = r.Position, r.Stream, r.Revision, r.ID, r.Type
		v.Gebeurtenis = append(v.Gebeurtenis[:0], fmt.Sprintf("stored bytes of %s", r.ID)...)
		if err := fn(&v); err != nil {
			return fmt.Errorf("scan: %w", err)
		}
	}
	return nil
}

// open is the decoder of m.
func (m *memory) open(v *envelop.Verzegeld) (es.Recorded, error) {
	m.mu.Lock()
	r := m.events[v.Positie-1]
	m.mu.Unlock()
	return r, m.opening(r)
}

func (m *memory) Read(_ context.Context, s es.Stream) (out []es.Recorded, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.events {
		if r.Stream == s {
			out = append(out, r)
		}
	}
	return out, nil
}

func (m *memory) Earlier(_ context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.earlier(id, body)
}

func (m *memory) earlier(id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	r, ok := m.commands[id]
	if ok && m.bodies[id] != body {
		return es.Receipt{}, false, es.ErrReused
	}
	r.Repeated = ok
	return r, ok, nil
}

func (m *memory) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	if err := errors.Join(ctx.Err(), m.appending(a)); err != nil {
		return es.Receipt{}, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if r, ok, err := m.earlier(a.Command, a.Body); ok || err != nil {
		return r, err
	}
	at, ok := m.revisions[a.Stream]
	if !ok {
		at = es.NoStream
	}
	if at != a.Expected {
		return es.Receipt{}, es.ErrConflict
	}
	receipt := es.Receipt{Stream: a.Stream, First: es.Position(len(m.events)) + 1, Count: len(a.Events)}
	for n, e := range a.Events {
		at++
		m.events = append(m.events, es.Recorded{
			Position: es.Position(len(m.events)) + 1, Stream: a.Stream, Revision: at, ID: a.Command.EventID(n),
			Type: m.nameOf(e), Time: a.Time, Command: a.Command, Cause: a.Cause, Correlation: a.Correlation, Event: e,
		})
	}
	receipt.Revision, m.revisions[a.Stream] = at, at
	m.commands[a.Command], m.bodies[a.Command] = receipt, a.Body
	close(m.grown)
	m.grown = make(chan struct{})
	return receipt, m.appended(receipt)
}

func newCommandID() es.CommandID { return es.CommandID(uuid.Must(uuid.NewV7())) }

// add appends one event to a stream of its own.
func add(t testing.TB, log es.Log, event any) es.Receipt {
	t.Helper()
	id := newCommandID()
	r, err := log.Append(context.WithoutCancel(t.Context()), es.Append{
		Meta:   es.Meta{Command: id, Time: moment},
		Stream: es.StreamOf("proef", id.StreamID(0)), Expected: es.NoStream, Events: []any{event},
	})
	require.NoError(t, err)
	return r
}
