package envelop

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"reflect"
	"slices"

	"github.com/go-json-experiment/json"
)

// vulPersoonlijk fills the personal fields of e from the personal part of v.
// k and w.digests come from the public part.
func (c *Codec) vulPersoonlijk(v *Verzegeld, w *werk, e *waarde, p *plan, k *kenmerken, s *Sleutel) error {
	switch {
	case k.pdsleutel != s.ID || v.Sleutel != [16]byte{} && v.Sleutel != s.ID:
		return fmt.Errorf("%w: it is under another key", ErrPersoonsdeel)
	case sha256.Sum256(v.Persoonsdeel) != k.pddigest:
		return fmt.Errorf("%w: it is absent or not the one that was sealed", ErrPersoonsdeel)
	}
	klaar, deel, err := ontsleutel(v.Persoonsdeel, v.ID, s, w.klaar)
	w.klaar = klaar
	if err != nil {
		return err
	}
	delen := bytes.Split(deel, []byte("~"))
	digests := make([]digest, len(delen))
	for i, d := range delen {
		digests[i] = digestVan(d)
	}
	slices.SortFunc(digests, func(x, y digest) int { return bytes.Compare(x[:], y[:]) })
	if !slices.Equal(digests, w.digests) {
		return fmt.Errorf("%w: its disclosures are not those of _sd", ErrPersoonsdeel)
	}
	open := make([]disclosure, len(delen))
	for i, d := range delen {
		if open[i], err = leesDisclosure(d); err != nil {
			return err
		}
	}
	return c.verdeel(open, e, p)
}

// A disclosure is one personal field, decrypted.
type disclosure struct {
	naam   []byte // JSON Pointer in data
	waarde []byte // canonical JSON
	op     bool   // its value is in its field
}

func leesDisclosure(b []byte) (d disclosure, err error) {
	inhoud := make([]byte, base64.RawURLEncoding.DecodedLen(len(b)))
	n, err := base64.RawURLEncoding.Strict().Decode(inhoud, b)
	l := lezer{b: inhoud[:n]}
	l.letterlijk(`["`)
	var zout [zoutLengte]byte
	l.base64(zout[:])
	l.letterlijk(`,"`)
	d.naam = l.tot('"')
	l.letterlijk(`,`)
	if err != nil || l.fout || len(l.b) < 2 || l.b[len(l.b)-1] != ']' {
		return d, fmt.Errorf("%w: a disclosure is malformed", ErrPersoonsdeel)
	}
	d.waarde = l.b[:len(l.b)-1]
	return d, nil
}

// verdeel puts each disclosure in its field. Every required field must have
// one, and every disclosure a field.
func (c *Codec) verdeel(open []disclosure, e *waarde, p *plan) error {
	volgende, over := 0, len(open) // they come in the order of the walk, unless the type has changed
	err := p.node.langsPersoonlijk(e.v, "", func(f *veld, w reflect.Value, pad string) error {
		for i := range open {
			d := &open[(volgende+i)%len(open)]
			if d.op || string(d.naam) != pad {
				continue
			}
			d.op = true
			volgende, over = volgende+i+1, over-1
			return c.vul(f.node, w.Addr().Interface().(onthuller), d.waarde, pad)
		}
		if !f.omitzero {
			return fmt.Errorf("%w: %s is missing", ErrPersoonsdeel, pad)
		}
		return nil
	})
	if err == nil && over > 0 {
		err = fmt.Errorf("%w: it holds a field that %s does not have", ErrPersoonsdeel, p.naam)
	}
	return err
}

func (c *Codec) vul(n *node, p onthuller, waarde []byte, pad string) error {
	ptr, _ := p.Onthul()
	if err := json.Unmarshal(waarde, ptr, c.streng); err != nil {
		return fmt.Errorf("%w: %s%s does not fit its type", ErrPersoonsdeel, pad, plek(err))
	}
	terug, f := n.elem.schrijf(nil, reflect.ValueOf(ptr).Elem(), false)
	if f != nil || !bytes.Equal(terug, waarde) {
		return fmt.Errorf("%w: %s is not spelled as it would be written", ErrPersoonsdeel, pad)
	}
	p.Open()
	return nil
}
