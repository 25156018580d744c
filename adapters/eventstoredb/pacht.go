package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// StandaardPacht is how long a lease lasts without being renewed.
const StandaardPacht = 6 * time.Second

// A Pacht is a right that one node has at a time, such as sending messages: a
// stream to which the holder appends before its term is over, each time at the
// revision that it left there. Whoever wants it waits until the stream has stood
// still for longer than a term, measured on its own clock from when it looked, so
// the clocks of two nodes need not agree; it then appends at that revision, and
// of two who try one succeeds.
//
// The context of a holder ends a tenth of a term early. What a holder asks of the
// world outside can still arrive after that, as it can from any process that
// stands still for a while: it must carry an id by which the receiver knows it,
// and what a holder saves goes to streams that are fenced themselves ([Merken]).
//
// A Pacht serves one goroutine at a time, but for [Pacht.Houdt].
type Pacht struct {
	j      *Journaal
	stroom string
	wie    string
	duur   time.Duration
	houdt  atomic.Bool
}

// pachtregel is an event in a lease stream.
type pachtregel struct {
	Houder string `json:"houder"` // empty: given back
	Duur   int64  `json:"duur"`   // milliseconds
}

const soortPacht = "kroniek.pacht"

// Pacht returns the lease with this name. duur is its term; 0 means StandaardPacht.
// All nodes must give the same.
func (j *Journaal) Pacht(naam string, duur time.Duration) *Pacht {
	if duur == 0 {
		duur = StandaardPacht
	}
	return &Pacht{j: j, stroom: j.o.Ruimte.pacht(naam), wie: uuid.NewString(), duur: duur}
}

// Houdt reports whether this node has the right now.
func (p *Pacht) Houdt() bool { return p.houdt.Load() }

// Neem waits until this node has the right. The context that it returns ends when
// the right may be lost; los gives it back and must be called. The error is that
// of ctx, ErrGeenToegang or es.ErrStopped; an unreachable cluster is waited for.
func (p *Pacht) Neem(ctx context.Context) (houd context.Context, los func(), err error) {
	gezien, sinds := int64(geenStroom-1), time.Time{}
	for {
		revisie, vrij, termijn, err := p.kijk(ctx)
		switch {
		case ctx.Err() != nil:
			return nil, nil, ctx.Err()
		case errors.Is(err, ErrGeenToegang) || errors.Is(err, ErrVreemd) || errors.Is(err, es.ErrStopped):
			return nil, nil, fmt.Errorf("pacht: %w", err)
		case err != nil: // ask again
		case revisie != gezien:
			gezien, sinds = revisie, time.Now()
		}
		if err == nil && (vrij || time.Since(sinds) > termijn+termijn/4) {
			begin := time.Now()
			if nieuw, err := p.leg(ctx, revisie, p.wie, begin.Add(p.duur)); err == nil {
				if revisie == geenStroom {
					p.j.beperk(ctx, p.stroom)
				}
				houd, los := p.houd(ctx, nieuw, begin)
				return houd, los, nil
			}
		}
		t := time.NewTimer(p.duur / 10)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return nil, nil, ctx.Err()
		case <-p.j.leven.Done():
			t.Stop()
			return nil, nil, es.ErrStopped
		}
	}
}

// kijk reads who has the right.
func (p *Pacht) kijk(ctx context.Context) (revisie int64, vrij bool, termijn time.Duration, err error) {
	c, stop := context.WithTimeout(ctx, p.j.o.Aanvraagtijd)
	defer stop()
	lijst, err := p.j.v.leesStroom(c, p.stroom, laatste, 1)
	if err != nil {
		return 0, false, 0, err
	}
	if len(lijst) == 0 {
		return geenStroom, true, 0, nil
	}
	var r pachtregel
	if err := json.Unmarshal(lijst[0].data, &r); err != nil || lijst[0].soort != soortPacht {
		return 0, false, 0, fmt.Errorf("%w: %s", ErrVreemd, p.stroom)
	}
	vrij = r.Houder == "" || r.Houder == p.wie && !p.Houdt()
	return lijst[0].revisie, vrij, time.Duration(r.Duur) * time.Millisecond, nil
}

// leg appends to the lease stream at the revision after op, and returns it. It
// tries until the answer is sure or until tot.
func (p *Pacht) leg(ctx context.Context, op int64, wie string, tot time.Time) (int64, error) {
	b, err := json.Marshal(pachtregel{wie, p.duur.Milliseconds()})
	if err != nil {
		return 0, fmt.Errorf("pacht: %w", err)
	}
	in := []inzending{{id: uuid.New(), soort: soortPacht, json: true, data: b}}
	ctx, stop := context.WithDeadline(ctx, tot)
	defer stop()
	for r := (pauze{}); ; {
		c, eind := context.WithTimeout(ctx, max(p.duur/6, 10*time.Millisecond))
		waar, err := p.j.v.legt(c, p.stroom, op, in)
		eind()
		if err == nil || zeker(err) {
			return waar.revisie, err
		}
		if err := r.rust(ctx, p.j.leven); err != nil {
			return 0, err
		}
	}
}

// houd renews until the right is lost or given back.
func (p *Pacht) houd(ctx context.Context, revisie int64, begin time.Time) (context.Context, func()) {
	houd, kwijt := context.WithCancel(ctx)
	weg := make(chan struct{})
	p.houdt.Store(true)
	go func() {
		defer close(weg)
		defer p.houdt.Store(false)
		defer kwijt()
		for {
			// A tenth of the term is left to those who must see that it ends.
			wek := time.AfterFunc(time.Until(begin.Add(p.duur-p.duur/10)), func() { p.houdt.Store(false); kwijt() })
			t := time.NewTimer(p.duur / 3)
			select {
			case <-t.C:
			case <-houd.Done():
				t.Stop()
				wek.Stop()
				return
			}
			nu := time.Now()
			nieuw, err := p.leg(houd, revisie, p.wie, begin.Add(p.duur))
			if !wek.Stop() || err != nil {
				return
			}
			revisie, begin = nieuw, nu
		}
	}()
	return houd, func() {
		kwijt()
		<-weg
		c, stop := context.WithTimeout(context.WithoutCancel(ctx), p.duur/3)
		defer stop()
		if _, err := p.leg(c, revisie, "", time.Now().Add(p.duur/3)); err != nil {
			p.j.log.Info("eventstoredb: pacht verloopt vanzelf", "oorzaak", reden(err))
		}
	}
}

// Waak holds the right whenever it can, until ctx ends; see [Pacht.Houdt].
func (p *Pacht) Waak(ctx context.Context) error {
	for ctx.Err() == nil {
		houd, los, err := p.Neem(ctx)
		if ctx.Err() != nil {
			break
		}
		if err != nil {
			return err
		}
		<-houd.Done()
		los()
	}
	return nil
}
