package leesmodellen

import (
	"context"
	"fmt"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Sizes of the pipeline from journal to projectors. They bound its memory.
const (
	brokEvents   = 512
	brokBytes    = 1 << 20
	decodeurs    = 2
	brokkenWacht = 4
)

// A ruwBrok is a run of stored events, copied out of the scan.
type ruwBrok struct {
	events []envelop.Verzegeld
	bytes  []byte
	uit    chan brok
}

// A brok is a run of decoded events; fout is why the event at foutOp, which
// would be next, could not be decoded.
type brok struct {
	reeks  []es.Recorded
	foutOp es.Position
	fout   error
}

// pijplijn reads the events with na < position <= tot once, decodes each once,
// and hands them in order to every afnemer, each in a goroutine of its own. It
// returns when all are done; the first error ends the others.
func pijplijn(ctx context.Context, o Opties, na, tot es.Position, afnemers []func(brok) error, voortgang func(es.Position)) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	werk, orde := make(chan *ruwBrok, brokkenWacht), make(chan *ruwBrok, brokkenWacht)
	voorraad := &sync.Pool{New: func() any {
		return &ruwBrok{bytes: make([]byte, 0, brokBytes), uit: make(chan brok, 1)}
	}}
	var wg sync.WaitGroup
	wg.Go(func() {
		defer close(werk)
		defer close(orde)
		if err := snijd(ctx, o, na, tot, voorraad, werk, orde); err != nil {
			stop(err)
		}
	})
	for range decodeurs {
		wg.Go(func() {
			for r := range werk {
				r.uit <- decodeer(o.Decodeer, r)
			}
		})
	}
	var kranen []chan brok
	for _, neem := range afnemers {
		kraan := make(chan brok, brokkenWacht)
		kranen = append(kranen, kraan)
		wg.Go(func() {
			for b := range kraan {
				if ctx.Err() != nil {
					continue
				}
				if err := neem(b); err != nil {
					stop(err)
				}
			}
		})
	}
	for r := range orde {
		b := <-r.uit
		voorraad.Put(r)
		for _, k := range kranen {
			k <- b
		}
		if n := len(b.reeks); n > 0 && ctx.Err() == nil {
			voortgang(b.reeks[n-1].Position)
		}
	}
	for _, k := range kranen {
		close(k)
	}
	wg.Wait()
	if err := context.Cause(ctx); err != nil {
		return fmt.Errorf("read the journal from %d to %d: %w", na, tot, err)
	}
	return nil
}

// snijd scans the journal and cuts it into runs.
func snijd(ctx context.Context, o Opties, na, tot es.Position, voorraad *sync.Pool, werk, orde chan<- *ruwBrok) error {
	r := leeg(voorraad)
	door := func() error {
		for _, naar := range []chan<- *ruwBrok{werk, orde} {
			select {
			case naar <- r:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		r = leeg(voorraad)
		return nil
	}
	err := o.scan(ctx, na, tot, func(v *envelop.Verzegeld) error {
		if len(r.events) == brokEvents || len(r.bytes)+len(v.Gebeurtenis) > cap(r.bytes) && len(r.events) > 0 {
			if err := door(); err != nil {
				return err
			}
		}
		begin := len(r.bytes)
		r.bytes = append(r.bytes, v.Gebeurtenis...)
		kopie := *v
		kopie.Gebeurtenis, kopie.Persoonsdeel = r.bytes[begin:len(r.bytes):len(r.bytes)], nil
		r.events = append(r.events, kopie)
		return nil
	})
	if err == nil && len(r.events) > 0 {
		err = door()
	}
	return err
}

func leeg(voorraad *sync.Pool) *ruwBrok {
	r, _ := voorraad.Get().(*ruwBrok)
	r.events, r.bytes = r.events[:0], r.bytes[:0]
	return r
}

func decodeer(open Decodeer, r *ruwBrok) brok {
	b := brok{reeks: make([]es.Recorded, 0, len(r.events))}
	for i := range r.events {
		e, err := open(&r.events[i])
		if err != nil {
			b.fout, b.foutOp = err, r.events[i].Positie
			return b
		}
		b.reeks = append(b.reeks, e)
	}
	return b
}
