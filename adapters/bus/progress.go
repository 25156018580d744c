package bus

import (
	"context"
	"errors"
	"sync"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// progress is how far a subscription has come. It is safe for concurrent use.
type progress struct {
	mu       sync.Mutex
	position es.Position   // everything up to here is handled or of no interest
	moved    chan struct{} // closed and renewed when position changes
	attempts int           // failed since the last progress
	fault    string        // reason of the last failed attempt
	ended    string        // reason why the subscription ended by itself
}

func newProgress(after es.Position) *progress {
	return &progress{position: after, moved: make(chan struct{})}
}

func (p *progress) through() es.Position {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.position
}

func (p *progress) passed(through es.Position) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if through <= p.position {
		return
	}
	p.position, p.attempts, p.fault = through, 0, ""
	close(p.moved)
	p.moved = make(chan struct{})
}

// failed counts an attempt. That a message was refused is news only when the
// consumer has not said why, with note.
func (p *progress) failed(err error) (attempts int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.attempts++
	if p.fault == "" || !errors.Is(err, errRefused) {
		p.fault = reasonOf(err)
	}
	return p.attempts
}

// note keeps why a consumer refused the message in hand.
func (p *progress) note(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.fault = reasonOf(err)
}

// settle forgets a noted fault that no failed attempt stands for.
func (p *progress) settle() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.attempts == 0 {
		p.fault = ""
	}
}

func (p *progress) end(reason string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = reason
}

// wait returns once everything up to position is handled.
func (p *progress) wait(ctx context.Context, position es.Position) error {
	for {
		p.mu.Lock()
		there, moved := p.position >= position, p.moved
		p.mu.Unlock()
		if there {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
