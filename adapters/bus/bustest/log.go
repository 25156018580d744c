// Package bustest holds a journal without a disk, for tests of consumers that
// run on a clock of their own (package testing/synctest) or break the journal on
// purpose. It is no store for anything else.
package bustest

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Log is an es.Log and a bus.Journal in memory. Its hooks may be replaced
// before it is used; each may be called concurrently.
type Log struct {
	Scanning  func() error              // may fail a scan, before it
	Opening   func(r es.Recorded) error // may make an event unreadable
	Appending func(a es.Append) error   // may fail an append, before it
	Appended  func(r es.Receipt) error  // may fail an append, after it was recorded

	mu        sync.Mutex
	events    []es.Recorded
	revisions map[es.Stream]es.Revision
	commands  map[es.CommandID]es.Receipt
	bodies    map[es.CommandID][32]byte
	grown     chan struct{}
	nameOf    func(event any) (string, error)
}

var _ es.Log = (*Log)(nil)

// New returns an empty log of events whose stored types nameOf gives.
func New(nameOf func(event any) (string, error)) *Log {
	return &Log{
		revisions: map[es.Stream]es.Revision{}, commands: map[es.CommandID]es.Receipt{},
		bodies: map[es.CommandID][32]byte{}, grown: make(chan struct{}), nameOf: nameOf,
		Scanning: func() error { return nil }, Opening: func(es.Recorded) error { return nil },
		Appending: func(es.Append) error { return nil }, Appended: func(es.Receipt) error { return nil },
	}
}

// Kop implements bus.Journal.
func (m *Log) Kop() es.Position {
	m.mu.Lock()
	defer m.mu.Unlock()
	return es.Position(len(m.events))
}

// Wacht implements bus.Journal.
func (m *Log) Wacht(ctx context.Context, na es.Position) (es.Position, error) {
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

// Scan implements bus.Journal. The event it hands out is overwritten by the next,
// so that who keeps one is found out.
func (m *Log) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	m.mu.Lock()
	events := m.events[na:tot]
	m.mu.Unlock()
	if err := m.Scanning(); err != nil {
		return err
	}
	var v envelop.Verzegeld
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

// Open is the bus.Decode of m.
func (m *Log) Open(v *envelop.Verzegeld) (es.Recorded, error) {
	m.mu.Lock()
	r := m.events[v.Positie-1]
	m.mu.Unlock()
	return r, m.Opening(r)
}

// Read implements [es.Log].
func (m *Log) Read(_ context.Context, s es.Stream) (out []es.Recorded, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.events {
		if r.Stream == s {
			out = append(out, r)
		}
	}
	return out, nil
}

// Earlier implements [es.Log].
func (m *Log) Earlier(_ context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.earlier(id, body)
}

func (m *Log) earlier(id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	r, ok := m.commands[id]
	if ok && m.bodies[id] != body {
		return es.Receipt{}, false, es.ErrReused
	}
	r.Repeated = ok
	return r, ok, nil
}

// Append implements [es.Log].
func (m *Log) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	if err := errors.Join(ctx.Err(), m.Appending(a)); err != nil {
		return es.Receipt{}, err
	}
	names := make([]string, len(a.Events))
	for n, e := range a.Events {
		var err error
		if names[n], err = m.nameOf(e); err != nil {
			return es.Receipt{}, err
		}
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
			Type: names[n], Time: a.Time, Command: a.Command, Cause: a.Cause, Correlation: a.Correlation, Event: e,
		})
	}
	receipt.Revision, m.revisions[a.Stream] = at, at
	m.commands[a.Command], m.bodies[a.Command] = receipt, a.Body
	close(m.grown)
	m.grown = make(chan struct{})
	return receipt, m.Appended(receipt)
}
