package eventstoredb

import (
	"context"
	"fmt"
	"sync"

	"github.com/EventStore/EventStore-Client-Go/v4/esdb"
)

// A bijhaler lets those who need to know the newest of the cluster share a read:
// a read that began after somebody asked is new enough for them.
type bijhaler struct {
	mu       sync.Mutex
	bezig    bool
	volgende *ronde
}

type ronde struct {
	klaar chan struct{}
	err   error
}

// haalBij returns when this node has judged all that the cluster held when it was
// called. It returns the error of ctx, or ErrOnbereikbaar.
func (j *Journaal) haalBij(ctx context.Context) error {
	b := &j.bij
	b.mu.Lock()
	if b.volgende == nil {
		b.volgende = &ronde{klaar: make(chan struct{})}
	}
	r := b.volgende
	if !b.bezig {
		b.bezig = true
		go j.rondes()
	}
	b.mu.Unlock()
	select {
	case <-r.klaar:
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// rondes reads once for everybody who asked before it began, until nobody asks.
func (j *Journaal) rondes() {
	for {
		j.bij.mu.Lock()
		r := j.bij.volgende
		if j.bij.volgende = nil; r == nil {
			j.bij.bezig = false
			j.bij.mu.Unlock()
			return
		}
		j.bij.mu.Unlock()
		ctx, stop := context.WithTimeout(j.leven, j.o.Aanvraagtijd)
		r.err = j.leesBij(ctx)
		stop()
		if fataal(r.err) && j.leven.Err() == nil {
			j.stop(r.err)
		}
		close(r.klaar)
	}
}

func (j *Journaal) leesBij(ctx context.Context) error {
	for {
		j.volger.vouw.Lock()
		van := j.volger.verwerkt
		j.volger.vouw.Unlock()
		lijst, err := j.v.leesAlles(ctx, van, bladzij)
		switch {
		case fataal(err):
			return err
		case err != nil:
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
		case len(lijst) == 0:
			return nil
		}
		if err := j.verwerk(ctx, lijst, lijst[len(lijst)-1].positie); err != nil {
			return err
		}
		if len(lijst) < bladzij {
			return nil
		}
	}
}

// wachtOp returns when $all has been judged up to p.
func (j *Journaal) wachtOp(ctx context.Context, p esdb.Position) error {
	for {
		stand, _, gewekt := j.volger.gezien()
		if !voor(stand, p) {
			return nil
		}
		select {
		case <-gewekt:
		case <-ctx.Done():
			return ctx.Err()
		case <-j.gestopt:
			return j.gestoptFout()
		case <-j.leven.Done():
			return j.gestoptFout()
		}
	}
}
