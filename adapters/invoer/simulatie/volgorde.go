package simulatie

import (
	"context"
	"sync"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Een Reekslog is a log that takes several appends at once, in order.
type Reekslog interface {
	es.Log
	// AppendReeks adds what is in the list, in that order, each with its own outcome.
	AppendReeks(ctx context.Context, lijst []es.Append) ([]es.Receipt, []error)
}

// Volgorde is a log under commands that are decided beside each other: what they
// append comes to lie in the order of the commands, whichever was decided first.
// Without that the same year would have another history every time it is played.
type Volgorde struct{ log Reekslog }

// NieuweVolgorde returns a log on log.
func NieuweVolgorde(log Reekslog) *Volgorde { return &Volgorde{log: log} }

var _ es.Log = (*Volgorde)(nil)

// Read implements [es.Log].
func (v *Volgorde) Read(ctx context.Context, s es.Stream) ([]es.Recorded, error) {
	return v.log.Read(ctx, s)
}

// Earlier implements [es.Log].
func (v *Volgorde) Earlier(ctx context.Context, id es.CommandID, body [32]byte) (es.Receipt, bool, error) {
	return v.log.Earlier(ctx, id, body)
}

type beurtsleutel struct{}

// A beurt is the turn of one command in a groep.
type beurt struct {
	append   chan es.Append // closed when the command needs nothing more
	uitkomst chan uitkomst
}

type uitkomst struct {
	bon  es.Receipt
	fout error
}

// Append implements [es.Log]. Within [Volgorde.Samen] it waits for the turn of its
// command, and for that of all others.
func (v *Volgorde) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	b, samen := ctx.Value(beurtsleutel{}).(*beurt)
	if !samen {
		return v.log.Append(ctx, a)
	}
	b.append <- a
	u := <-b.uitkomst
	return u.bon, u.fout
}

// Samen runs n commands beside each other. Each appends at most a few times; the
// first append of each is recorded together with those of the others, in order, when
// all commands have either got that far or ended; and so on for the second.
func (v *Volgorde) Samen(ctx context.Context, n int, doe func(ctx context.Context, i int)) error {
	beurten := make([]*beurt, n)
	var wg sync.WaitGroup
	for i := range n {
		b := &beurt{append: make(chan es.Append), uitkomst: make(chan uitkomst, 1)}
		beurten[i] = b
		wg.Go(func() {
			defer close(b.append)
			doe(context.WithValue(ctx, beurtsleutel{}, b), i)
		})
	}
	for len(beurten) > 0 {
		var wacht []*beurt
		var lijst []es.Append
		for _, b := range beurten {
			if a, meer := <-b.append; meer {
				wacht, lijst = append(wacht, b), append(lijst, a)
			}
		}
		if len(lijst) > 0 {
			bonnen, fouten := v.log.AppendReeks(ctx, lijst)
			for i, b := range wacht {
				b.uitkomst <- uitkomst{bonnen[i], fouten[i]}
			}
		}
		beurten = wacht
	}
	wg.Wait()
	return ctx.Err()
}
