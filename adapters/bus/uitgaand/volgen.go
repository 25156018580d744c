package uitgaand

import (
	"context"
	"fmt"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// volg reads on to the end of the journal, so that no abonnement is acted upon as
// it was some time ago: one that was stopped or given another address since must
// not send a last time to the old one.
//
// A node that does not send follows too, when somebody asks how things stand.
func (d *Dienst) volg(ctx context.Context) error {
	d.lezend.Lock()
	defer d.lezend.Unlock()
	for {
		na, kop := d.tot(), d.o.Journaal.Kop()
		if na >= kop {
			return nil
		}
		err := d.o.Journaal.Scan(ctx, na, kop, func(v *envelop.Verzegeld) error {
			if !d.soorten[v.Type] {
				d.zet(func() { d.gevolgd = v.Positie })
				return nil
			}
			r, err := d.o.Decodeer(v)
			if err != nil {
				return &bus.Unreadable{Position: v.Positie, Type: v.Type, Err: err}
			}
			return d.neem(r)
		})
		if err != nil {
			return err
		}
	}
}

// neem has one event of an abonnement join its state.
func (d *Dienst) neem(r es.Recorded) error {
	e, ok := r.Event.(abonnement.Event)
	if !ok {
		return fmt.Errorf("%w: %s at position %d is none of an abonnement", es.ErrUnknownType, r.Type, r.Position)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	a := d.abos[r.Stream]
	if a == nil {
		a = &abo{stroom: r.Stream}
		d.abos[r.Stream] = a
	}
	a.staat = abonnement.Evolve(a.staat, e)
	r.Event = nil
	a.laatste, d.gevolgd = r, r.Position
	return nil
}
