package es_test

import (
	"context"
	"errors"
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// The counter is a decider of one number: Add adds, unless that passes ten.
type (
	added   struct{ N int }
	add     struct{ N int }
	counter = es.Decider[add, int, added]
)

var errTooMuch = es.Refuse("teller/te-veel", "Het totaal wordt te hoog.", "Proef art. 1")

func newCounter(decisions *[]int) counter {
	return counter{
		Decide: func(c add, total int) ([]added, error) {
			*decisions = append(*decisions, total)
			switch {
			case c.N == 0:
				return nil, nil
			case total+c.N > 10:
				return nil, errTooMuch.With(fmt.Sprint(total + c.N))
			}
			return []added{{c.N}}, nil
		},
		Evolve: func(total int, e added) int { return total + e.N },
	}
}

// A fake is a log of one stream in memory.
type fake struct {
	events  []any
	known   map[es.CommandID]es.Receipt
	bodies  map[es.CommandID][32]byte
	faster  []any // events of somebody else, one before each of our appends
	readErr error
	appErr  error
	lastArg es.Append
	reads   int
}

func newFake(events ...any) *fake {
	return &fake{events: events, known: map[es.CommandID]es.Receipt{}, bodies: map[es.CommandID][32]byte{}}
}

func (f *fake) Read(_ context.Context, s es.Stream) (list []es.Recorded, err error) {
	f.reads++
	if f.readErr != nil {
		return nil, f.readErr
	}
	for i, e := range f.events {
		list = append(list, es.Recorded{Position: es.Position(i + 1), Stream: s, Revision: es.Revision(i), Event: e})
	}
	return list, nil
}

func (f *fake) Append(_ context.Context, a es.Append) (es.Receipt, error) {
	f.lastArg = a
	if f.appErr != nil {
		return es.Receipt{}, f.appErr
	}
	if len(f.faster) > 0 {
		f.events, f.faster = append(f.events, f.faster[0]), f.faster[1:]
	}
	if a.Expected != es.Revision(len(f.events)-1) {
		return es.Receipt{}, fmt.Errorf("wrapped: %w", es.ErrConflict)
	}
	r := es.Receipt{Stream: a.Stream, Revision: a.Expected + es.Revision(len(a.Events)), First: es.Position(len(f.events) + 1), Count: len(a.Events)}
	f.events = append(f.events, a.Events...)
	f.known[a.Command], f.bodies[a.Command] = r, a.Body
	return r, nil
}

func (f *fake) Earlier(_ context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	r, ok := f.known[id]
	switch {
	case !ok:
		return es.Receipt{}, false, nil
	case f.bodies[id] != body:
		return es.Receipt{}, false, es.ErrReused
	}
	r.Repeated = true
	return r, true, nil
}

var errDisk = errors.New("disk")
