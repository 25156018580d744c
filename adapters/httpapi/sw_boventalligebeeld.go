package httpapi

import (
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
)

// overSW is what every stream of this module concerns.
func overSW() toegang.Over { return toegang.Over{Module: string(recht.WerkgeverschapSW)} }

// A boventalligebeeld is a boventallige as shown: neither the reason of leaving
// nor its class is in it, since an answer is about one person.
type boventalligebeeld struct {
	Boventallige
	state boventallige.State
}

func (b *boventalligebeeld) over() toegang.Over { return overSW() }

func (b *boventalligebeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(boventallige.Event)
	if !ok {
		return vreemd(g)
	}
	b.state = boventallige.Evolve(b.state, e)
	b.Gesimuleerd = b.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case boventallige.BoventalligVerklaard:
		b.VerklaardOp = e.VerklaardOp
	case boventallige.VanWerkNaarWerkTrajectGestart:
		b.Trajecten = append(b.Trajecten, Werktrajectstand{Traject: e.Traject, GestartOp: e.GestartOp})
	case boventallige.VanWerkNaarWerkTrajectBeeindigd:
		for i := range b.Trajecten {
			if b.Trajecten[i].Traject == e.Traject {
				b.Trajecten[i].BeeindigdOp = e.BeeindigdOp
			}
		}
	case boventallige.BoventalligheidIngetrokken:
		b.IngetrokkenOp = e.IngetrokkenOp
	case boventallige.BoventalligeUitgestroomd:
		b.UitgestroomdOp = e.UitgestroomdOp
	}
	return nil
}
