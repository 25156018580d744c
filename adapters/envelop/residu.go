package envelop

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Residu returns the canonical bytes that replace v when it is destroyed: its attributes without samenhang, pdsleutel and
// pddigest, and of data only the fields tagged `residu:"blijft"`. Where a tagged
// field is a struct with tagged fields of its own, only those stay; where it has
// none, all of its public part does.
//
// An event of a superseded type leaves its residu in the form of its successor,
// so that no upcaster ever meets half an event. The residu of a residu is itself.
func (c *Codec) Residu(v *Verzegeld) ([]byte, error) {
	b, err := c.residu(v)
	if err != nil {
		return nil, fmt.Errorf("residu of event %s (%s) of %s at position %d: %w", v.ID, v.Type, v.Stroom, v.Positie, err)
	}
	return b, nil
}

func (c *Codec) residu(v *Verzegeld) ([]byte, error) {
	w := c.werk.Get().(*werk)
	defer c.geefTerug(w)
	p, e, k, _, err := c.ontleed(v, w)
	if err != nil {
		return nil, err
	}
	defer p.geefTerug(e)
	b, f := p.node.schrijfObject([]byte(`{"data":`), e.v, true, nil)
	if f != nil {
		return nil, f
	}
	a := es.Append{Meta: es.Meta{Command: k.opdracht, Time: k.tijd, Cause: k.oorzaak}}
	kop := Verzegeld{Stroom: v.Stroom, Revisie: v.Revisie, ID: v.ID, Type: p.naam}
	if b, f = schrijfKenmerken(b, k.bron, &a, &kop); f != nil {
		return nil, f
	}
	return b, nil
}
