package envelop

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Open returns the event in v with its personal fields closed. An event of a
// superseded type comes back as its successor; Recorded.Type stays as stored.
// Of an event that was replaced by its residu, Replaced is set and the fields
// that did not stay are zero. An event of which fields were shielded is whole but
// for those, which read as [Afgeschermd]; Replaced is not set.
//
// It does not check the commitment: [Codec.Lees] does. It returns [ErrOnleesbaar] or [es.ErrUnknownType]; the texts
// name a field, never a value. v is not kept.
func (c *Codec) Open(v *Verzegeld) (es.Recorded, error) { return c.openMet(v, nil) }

// Lees is Open for an event that comes from a file: it holds the bytes against
// their commitment first, so nobody decides or reports on an event that was
// changed behind the back of the program. That bytes and commitment were changed
// together only shows in the seal.
func (c *Codec) Lees(v *Verzegeld) (es.Recorded, error) {
	if !v.Gaaf() {
		return es.Recorded{}, fmt.Errorf("read event %s (%s) of %s at position %d: %w: its bytes and its commitment do not belong together",
			v.ID, v.Type, v.Stroom, v.Positie, ErrOnleesbaar)
	}
	return c.Open(v)
}

// OpenMet returns the event in v with its personal fields open, after checking
// the personal part against pddigest and every disclosure against the digests in
// the event: all present, none besides. An event without a personal part, or
// replaced by its residu, comes back as from Open. It returns [ErrPersoonsdeel]
// beside the errors of Open.
func (c *Codec) OpenMet(v *Verzegeld, s Sleutel) (es.Recorded, error) { return c.openMet(v, &s) }

func (c *Codec) openMet(v *Verzegeld, s *Sleutel) (es.Recorded, error) {
	w := c.werk.Get().(*werk)
	defer c.geefTerug(w)
	r := es.Recorded{
		Position: v.Positie, Stream: v.Stroom, Revision: v.Revisie, ID: v.ID, Type: v.Type,
	}
	p, e, k, heel, err := c.ontleed(v, w)
	r.Replaced = !heel
	if err == nil {
		defer p.geefTerug(e)
		if s != nil && k.persoonlijk {
			err = c.vulPersoonlijk(v, w, e, p, &k, s)
		}
	}
	if err != nil {
		return es.Recorded{}, fmt.Errorf("open event %s (%s) of %s at position %d: %w", v.ID, v.Type, v.Stroom, v.Positie, err)
	}
	r.Time, r.Command, r.Cause, r.Correlation = k.tijd, k.opdracht, k.oorzaak, k.samenhang
	r.Event = e.v.Interface()
	return r, nil
}

// ontleed reads the public part of v; heel is false when it is a residu. The
// caller gives e back.
func (c *Codec) ontleed(v *Verzegeld, w *werk) (p *plan, e *waarde, k kenmerken, heel bool, err error) {
	data, k, err := c.leesKenmerken(v.Gebeurtenis)
	if err != nil {
		return nil, nil, k, false, err
	}
	if err := c.zelfde(v, &k); err != nil {
		return nil, nil, k, false, err
	}
	if data, err = w.knip(data); err != nil {
		return nil, nil, k, false, err
	}
	if k.persoonlijk != (len(w.digests) > 0) {
		return nil, nil, k, false, fmt.Errorf("%w: _sd and pddigest do not go together", ErrOnleesbaar)
	}
	p, data, err = c.vernieuw(string(k.typ), data)
	if err != nil {
		return nil, nil, k, false, err
	}
	e = p.leen(nil)
	if heel, err = c.decodeer(data, w, e, p, v.Vervangen != 0); err != nil {
		p.geefTerug(e)
		return nil, nil, k, false, err
	}
	return p, e, k, heel, nil
}

// zelfde checks that the event is the one that its columns say it is.
func (c *Codec) zelfde(v *Verzegeld, k *kenmerken) error {
	typ := v.Type
	for v.Vervangen != 0 && typ != string(k.typ) && c.opvolgers[typ].Fn != nil {
		typ = c.opvolgers[typ].To // a residu is of the type that was current when it was made
	}
	if typ != string(k.typ) || v.ID != k.id || string(v.Stroom) != string(k.stroom) || v.Revisie != k.revisie {
		return fmt.Errorf("%w: it is another event than its row says", ErrOnleesbaar)
	}
	return nil
}

// knip cuts _sd and _sd_alg from data, which they open, into w.digests. The rest
// is written over w.buf.
func (w *werk) knip(data []byte) ([]byte, error) {
	w.digests = w.digests[:0]
	l := lezer{b: data}
	if !l.mag(`{"_sd":["`) {
		return data, nil
	}
	for {
		var (
			d digest
			h [sha256.Size]byte
		)
		copy(d[:], l.b)
		l.base64(h[:])
		if n := len(w.digests); n > 0 && bytes.Compare(w.digests[n-1][:], d[:]) >= 0 {
			l.fout = true
		}
		w.digests = append(w.digests, d)
		if l.fout {
			return nil, fmt.Errorf("%w: _sd is not a sorted list of digests", ErrOnleesbaar)
		}
		if !l.mag(`,"`) {
			break
		}
	}
	l.letterlijk(sdSlot[1:])
	w.buf = append(w.buf[:0], '{')
	if !l.mag(`,`) && !bytes.Equal(l.b, []byte("}")) || l.fout {
		return nil, fmt.Errorf("%w: _sd is not followed by _sd_alg", ErrOnleesbaar)
	}
	w.buf = append(w.buf, l.b...)
	return w.buf, nil
}

// vernieuw returns the plan of typ and data in its form, through the upcasters
// if typ is superseded.
func (c *Codec) vernieuw(typ string, data []byte) (*plan, []byte, error) {
	if p := c.opNaam[typ]; p != nil {
		return p, data, nil
	}
	data = bytes.Clone(data) // an upcaster may write in it
	for c.opNaam[typ] == nil {
		op := c.opvolgers[typ]
		if op.Fn == nil {
			return nil, nil, es.ErrUnknownType
		}
		nieuw, err := op.Fn(data)
		if err != nil {
			return nil, nil, fmt.Errorf("upcast %s to %s: %w", typ, op.To, err)
		}
		typ, data = op.To, nieuw
	}
	if err := (*jsontext.Value)(&data).Canonicalize(); err != nil {
		return nil, nil, fmt.Errorf("%w: the upcaster to %s gave no JSON", ErrOnleesbaar, typ)
	}
	return c.opNaam[typ], data, nil
}

// decodeer reads data into e and checks that writing e again gives data: that
// catches a missing field and any other spelling of the same value. A replaced
// event of which fields are missing need only be canonical; then heel is false.
func (c *Codec) decodeer(data []byte, w *werk, e *waarde, p *plan, vervangen bool) (heel bool, err error) {
	if err := json.Unmarshal(data, e.ptr, c.streng); err != nil {
		return false, fmt.Errorf("%w: data%s does not fit %s", ErrOnleesbaar, plek(err), p.naam)
	}
	terug, f := p.node.schrijf(w.extra[:0], e.v, false)
	w.extra = terug
	switch {
	case f == nil && bytes.Equal(terug, data):
		return true, nil
	case vervangen:
		canon := jsontext.Value(bytes.Clone(data))
		if err := canon.Canonicalize(); err != nil || !bytes.Equal(canon, data) {
			return false, fmt.Errorf("%w: its residu is not canonical", ErrOnleesbaar)
		}
		return false, nil
	case f != nil:
		return false, fmt.Errorf("%w: data%s: %s", ErrOnleesbaar, f.pad, f.reden)
	default:
		return false, fmt.Errorf("%w: data is not what %s would write: a field is missing or spelled otherwise", ErrOnleesbaar, p.naam)
	}
}

// plek returns the JSON Pointer in a decoding error. The text of the error
// itself may hold the value, so it goes nowhere.
func plek(err error) string {
	if e, ok := errors.AsType[*json.SemanticError](err); ok {
		return string(e.JSONPointer)
	}
	if e, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		return string(e.JSONPointer)
	}
	return ""
}
