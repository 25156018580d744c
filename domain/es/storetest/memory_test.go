package storetest

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A memory is a log in memory, with a fault of choice. Without one it keeps the
// contract.
type memory struct {
	fault string

	mu       sync.Mutex
	events   []es.Recorded
	damaged  map[es.Position]bool
	commands map[es.CommandID]entry
	loses    bool // the next answer
	stopped  bool
	held     bool
	queue    []*pending
}

type entry struct {
	body    [32]byte
	receipt es.Receipt
}

type pending struct {
	a    es.Append
	done chan answer
}

func newMemory(fault string) *memory {
	return &memory{fault: fault, damaged: map[es.Position]bool{}, commands: map[es.CommandID]entry{}}
}

func (m *memory) Read(ctx context.Context, s es.Stream) ([]es.Recorded, error) {
	if err := ctx.Err(); err != nil && m.fault != "does not heed the context" {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []es.Recorded
	for _, r := range m.events {
		if !m.same(r.Stream, s) {
			continue
		}
		if m.damaged[r.Position] {
			if m.fault == "reads until the damage" {
				return list, nil
			}
			return nil, errors.New("damaged")
		}
		list = append(list, r)
	}
	if list == nil && m.fault == "an absent stream is an error" {
		return nil, errors.New("no such stream")
	}
	return list, nil
}

func (m *memory) same(a, b es.Stream) bool {
	if m.fault == "takes a part of the name" {
		return strings.Split(string(a), "-")[1] == strings.Split(string(b), "-")[1]
	}
	return a == b
}

func (m *memory) Earlier(ctx context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	if err := ctx.Err(); err != nil && m.fault != "does not heed the context" {
		return es.Receipt{}, false, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.earlier(id, body)
}

func (m *memory) earlier(id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	e, ok := m.commands[id]
	switch {
	case !ok || m.fault == "forgets commands":
		return es.Receipt{}, false, nil
	case e.body != body && m.fault != "does not compare the body":
		return es.Receipt{}, false, es.ErrReused
	}
	e.receipt.Repeated = true
	return e.receipt, true, nil
}

func (m *memory) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	if err := ctx.Err(); err != nil && m.fault != "does not heed the context" {
		return es.Receipt{}, err
	}
	if err := m.storable(a); err != nil {
		return es.Receipt{}, err
	}
	m.mu.Lock()
	if !m.held {
		defer m.mu.Unlock()
		return m.record(a)
	}
	p := &pending{a, make(chan answer, 1)}
	m.queue = append(m.queue, p)
	m.mu.Unlock()
	select {
	case got := <-p.done:
		return got.r, got.err
	case <-ctx.Done():
		m.mu.Lock()
		defer m.mu.Unlock()
		if m.fault != "records who left" {
			m.queue = slices.DeleteFunc(m.queue, func(q *pending) bool { return q == p })
		}
		return es.Receipt{}, ctx.Err()
	}
}

// record does what a writer does, with the lock held.
func (m *memory) record(a es.Append) (es.Receipt, error) {
	if m.stopped {
		return es.Receipt{}, es.ErrStopped
	}
	if r, ok, err := m.earlier(a.Command, a.Body); ok || err != nil {
		return r, err
	}
	at, next := m.revision(a.Stream), es.Position(len(m.events)+1)
	if m.fault == "loses its lock" || m.fault == "hands out positions twice" {
		m.mu.Unlock()
		runtime.Gosched()
		time.Sleep(time.Millisecond)
		m.mu.Lock()
	}
	if m.fault == "hands out positions twice" { // all else is as it should be
		at = m.revision(a.Stream)
	} else if m.fault != "loses its lock" {
		next = es.Position(len(m.events) + 1)
	}
	if at != a.Expected && m.fault != "ignores the expected revision" {
		if m.fault == "remembers refusals" {
			m.commands[a.Command] = entry{a.Body, es.Receipt{Stream: a.Stream, Revision: at}}
		}
		if m.fault == "a refusal takes a position" {
			m.events = append(m.events, es.Recorded{Position: next})
		}
		return es.Receipt{}, es.ErrConflict
	}
	if m.fault == "answers before it has stored" {
		go func() {
			time.Sleep(20 * time.Millisecond)
			m.mu.Lock()
			defer m.mu.Unlock()
			m.store(a, at, next)
		}()
		return es.Receipt{Stream: a.Stream, Revision: at + es.Revision(len(a.Events)), First: next, Count: len(a.Events)}, nil
	}
	r := m.store(a, at, next)
	if m.loses {
		m.stopped = true
		if m.fault == "an unknown outcome stays unknown" {
			delete(m.commands, a.Command)
		}
		return es.Receipt{}, es.ErrStopped
	}
	return r, nil
}

func (m *memory) revision(s es.Stream) es.Revision {
	at := es.NoStream
	for _, e := range m.events {
		if m.same(e.Stream, s) {
			at++
		}
	}
	return at
}

func (m *memory) store(a es.Append, at es.Revision, next es.Position) es.Receipt {
	for i, e := range a.Events {
		if p, ok := e.(Met); ok && m.fault != "leaves personal fields open" {
			e = Met{Soort: p.Soort}
		}
		r := es.Recorded{
			Position: next + es.Position(i), Stream: a.Stream, Revision: at + 1 + es.Revision(i), ID: a.Command.EventID(i),
			Type: e.(Event).eventType(), Time: a.Time, Command: a.Command, Cause: a.Cause, Correlation: a.Correlation, Event: e,
		}
		if m.fault == "loses the correlation" {
			r.Correlation = ""
		}
		m.events = append(m.events, r)
	}
	r := es.Receipt{Stream: a.Stream, Revision: at + es.Revision(len(a.Events)), First: next, Count: len(a.Events)}
	m.commands[a.Command] = entry{a.Body, r}
	return r
}

func (m *memory) storable(a es.Append) error {
	size := 0
	for _, e := range a.Events {
		switch e := e.(type) {
		case Noted:
			size += len(e.Tekst)
			if m.fault != "stores anything" && (strings.ContainsAny(e.Tekst, "\a\x00") || e.Nummer > 1<<53) {
				return es.ErrUnstorable
			}
			if m.fault != "has no limit of size" && len(e.Tekst) >= 64<<10 {
				return es.ErrTooLarge
			}
		case Met:
			name, _ := e.Naam.Waarde()
			if m.fault != "stores anything" && strings.Contains(name, "\a") {
				return es.ErrUnstorable
			}
		default:
			return es.ErrUnknownType
		}
	}
	switch {
	case m.fault != "has no limit of size" && size > 512<<10, m.fault != "has no limit of count" && len(a.Events) > 100:
		return es.ErrTooLarge
	case len(a.Events) == 0:
		return errors.New("no events")
	}
	return nil
}

// release records all that wait, in order.
func (m *memory) release() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.held = false
	var failed error
	for _, p := range m.queue {
		r, err := m.record(p.a)
		if err != nil {
			failed = err
		}
		if failed != nil && m.fault == "a refusal fails its neighbours" {
			r, err = es.Receipt{}, failed
		}
		p.done <- answer{r, err}
	}
	m.queue = nil
}

func features() Features {
	return Features{
		Reopen: func(_ testing.TB, log es.Log) es.Log {
			m := log.(*memory)
			n := newMemory(m.fault)
			n.events, n.damaged, n.commands = m.events, m.damaged, m.commands
			if m.fault == "forgets commands when it closes" {
				n.commands = map[es.CommandID]entry{}
			}
			return n
		},
		Corrupt:    func(_ testing.TB, log es.Log, p es.Position) { log.(*memory).damaged[p] = true },
		LoseAnswer: func(_ testing.TB, log es.Log) { log.(*memory).loses = true },
		Hold: func(_ testing.TB, log es.Log) (func() int, func()) {
			m := log.(*memory)
			m.held = true
			return func() int {
				m.mu.Lock()
				defer m.mu.Unlock()
				return len(m.queue)
			}, m.release
		},
	}
}
