package esdbtest

import (
	"context"
	"sync"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
)

// An Op is what a client asks for.
type Op int

// The operations that can be made to fail.
const (
	OpAppend Op = iota
	OpRead      // of a stream or of $all, with an end
	OpSubscribe
	OpDelete
)

// A Fault is what goes wrong in one call.
type Fault int

// The faults of a call.
const (
	None         Fault = iota
	NotReady           // refused, nothing done
	TooBusy            // refused, nothing done
	LostAck            // done, but the answer does not arrive
	WriteTimeout       // done, but the server says that it does not know
	Vanish             // nothing done and no answer, until the caller gives up
	DoneVanish         // done and no answer, until the caller gives up
)

// A Delivery is what a subscription to $all does with an event.
type Delivery int

// What can go wrong with the delivery of an event.
const (
	Deliver Delivery = iota
	Drop             // the event never arrives
	Twice            // it arrives two times
	Late             // it arrives after the next one
)

type faults struct {
	mu     sync.Mutex
	inject func(Op, string) Fault
	tamper func(stream string, revision uint64) Delivery
	hole   chan struct{} // closed when the black hole ends; nil without one
}

// Inject has f choose the fault of every call from now on; nil ends that. The
// stream of a call on $all is "$all". f may be called concurrently.
func (s *Server) Inject(f func(op Op, stream string) Fault) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.inject = f
}

// InjectNext gives the next n calls of op a fault.
func (s *Server) InjectNext(n int, op Op, fault Fault) {
	var mu sync.Mutex
	s.Inject(func(o Op, _ string) Fault {
		mu.Lock()
		defer mu.Unlock()
		if o != op || n == 0 {
			return None
		}
		n--
		return fault
	})
}

// Tamper has f choose how each event arrives at subscriptions to $all, which a
// sound server never gets wrong; nil ends that.
func (s *Server) Tamper(f func(stream string, revision uint64) Delivery) {
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	s.faults.tamper = f
}

// BlackHole lets every call from now on wait without an answer, until the
// function that it returns is called.
func (s *Server) BlackHole() (end func()) {
	hole := make(chan struct{})
	s.faults.mu.Lock()
	s.faults.hole = hole
	s.faults.mu.Unlock()
	return sync.OnceFunc(func() {
		s.faults.mu.Lock()
		s.faults.hole = nil
		s.faults.mu.Unlock()
		close(hole)
	})
}

func (f *faults) of(op Op, stream string) Fault {
	f.mu.Lock()
	inject := f.inject
	f.mu.Unlock()
	if inject == nil {
		return None
	}
	return inject(op, stream)
}

func (f *faults) delivery(stream string, revision uint64) Delivery {
	f.mu.Lock()
	tamper := f.tamper
	f.mu.Unlock()
	if tamper == nil {
		return Deliver
	}
	return tamper(stream, revision)
}

// pass waits out a black hole.
func (f *faults) pass(ctx context.Context) error {
	f.mu.Lock()
	hole := f.hole
	f.mu.Unlock()
	if hole == nil {
		return nil
	}
	select {
	case <-hole:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// before returns the error of a fault that keeps a call from being carried out.
func (f Fault) before(ctx context.Context) error {
	switch f {
	case NotReady:
		return status.Error(codes.Unavailable, "Server Is Not Ready")
	case TooBusy:
		return status.Error(codes.Unavailable, "Server Is Too Busy")
	case Vanish:
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

// after returns the error of a fault that strikes once a call is carried out.
func (f Fault) after(ctx context.Context) error {
	switch f {
	case LostAck:
		return status.Error(codes.Unavailable, "transport is closing")
	case WriteTimeout:
		return status.Error(codes.Aborted, "Operation timed out")
	case DoneVanish:
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}
