package envelop

import (
	"fmt"
	"reflect"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Veld is one personal field of an event, open. Printing it shows no value.
type Veld struct {
	Type   string // stored name of the event's type, the current one
	Pad    string // JSON Pointer in data
	Waarde []byte // canonical JSON
}

// Format implements fmt.Formatter and hides the value under every verb.
func (v Veld) Format(f fmt.State, _ rune) { _, _ = fmt.Fprint(f, v.Pad, " [persoonsgegeven]") }

// Velden returns the open personal fields of event, in key order. A type that the
// codec was not made for is [es.ErrUnknownType].
func (c *Codec) Velden(event any) (uit []Veld, err error) {
	p := c.opType[reflect.TypeOf(event)]
	if p == nil {
		return nil, fmt.Errorf("personal fields of %T: %w", event, es.ErrUnknownType)
	}
	if !p.node.prive {
		return nil, nil
	}
	e := p.leen(event)
	defer p.geefTerug(e)
	err = p.node.langsPersoonlijk(e.v, "", func(f *veld, w reflect.Value, pad string) error {
		ptr, open := w.Addr().Interface().(onthuller).Onthul()
		if !open {
			return nil
		}
		b, fout := f.node.elem.schrijf(nil, reflect.ValueOf(ptr).Elem(), false)
		if fout != nil {
			return fout.onder(f.sleutel)
		}
		uit = append(uit, Veld{Type: p.naam, Pad: pad, Waarde: b})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("personal fields of %s: %w", p.naam, err)
	}
	return uit, nil
}

// OpenVelden calls fn with a pointer to the value of every open personal field
// of event, which is wiped after the call. It is for finding what kind of data an
// event holds, before it is sealed.
func (c *Codec) OpenVelden(event any, fn func(waarde any)) error {
	p := c.opType[reflect.TypeOf(event)]
	if p == nil {
		return fmt.Errorf("personal fields of %T: %w", event, es.ErrUnknownType)
	}
	if !p.node.prive {
		return nil
	}
	e := p.leen(event)
	defer p.geefTerug(e)
	return p.node.langsPersoonlijk(e.v, "", func(_ *veld, w reflect.Value, _ string) error {
		if ptr, open := w.Addr().Interface().(onthuller).Onthul(); open {
			fn(ptr)
		}
		return nil
	})
}
