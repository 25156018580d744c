package envelop

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

const schemaKop = "urn:kroniek:schema:"

// Verzegel seals the n-th event (from 0) of a, at revision a.Expected+1+n. The
// zout, nonce and salts are random, so sealing twice gives other bytes.
//
// Key s is needed exactly when the event carries an open personal field (see
// [Codec.Persoonlijk]); it is ignored otherwise. It returns [es.ErrUnknownType],
// [es.ErrUnstorable] with the JSON Pointer of the field (never its value),
// [es.ErrTooLarge] or [ErrSleutelNodig].
func (c *Codec) Verzegel(a es.Append, n int, s *Sleutel) (Verzegeld, error) {
	v, err := c.verzegel(&a, n, s)
	if err != nil {
		return Verzegeld{}, fmt.Errorf("seal event %d of command %s on %s: %w", n, a.Command, a.Stream, err)
	}
	return v, nil
}

func (c *Codec) verzegel(a *es.Append, n int, s *Sleutel) (v Verzegeld, err error) {
	if len(a.Events) > MaxAantal {
		return v, fmt.Errorf("%w: %d events", es.ErrTooLarge, len(a.Events))
	}
	p := c.opType[reflect.TypeOf(a.Events[n])]
	if p == nil {
		return v, fmt.Errorf("%w: %T", es.ErrUnknownType, a.Events[n])
	}
	if err := toetsMeta(a); err != nil {
		return v, err
	}
	v = Verzegeld{Stroom: a.Stream, Revisie: a.Expected + 1 + es.Revision(n), ID: a.Command.EventID(n), Type: p.naam}
	e := p.leen(a.Events[n])
	defer p.geefTerug(e)
	w := c.werk.Get().(*werk)
	defer c.geefTerug(w)

	if err := c.trek(w, v.Zout[:]); err != nil {
		return v, err
	}
	voor := w.extra[:0]
	if p.node.prive {
		if voor, err = c.sluitPersoonsdeel(&v, w, e, p, s, voor); err != nil {
			return v, err
		}
		w.extra = voor
	}
	b := append(append(w.buf[:0], commitmentKop...), v.Zout[:]...)
	begin := len(b)
	b, f := p.node.schrijfObject(append(b, `{"data":`...), e.v, false, voor)
	if f != nil {
		return v, f
	}
	if b, f = schrijfKenmerken(b, c.bron, a, &v); f != nil {
		return v, f
	}
	w.buf = b
	if len(b)-begin+len(v.Persoonsdeel) > MaxGebeurtenis {
		return v, fmt.Errorf("%w: %d bytes in one event", es.ErrTooLarge, len(b)-begin+len(v.Persoonsdeel))
	}
	v.Commitment = sha256.Sum256(b)
	v.Gebeurtenis = bytes.Clone(b[begin:])
	return v, nil
}

// schrijfKenmerken closes the object after data with the CloudEvents attributes,
// in key order.
func schrijfKenmerken(b []byte, bron string, a *es.Append, v *Verzegeld) ([]byte, *veldfout) {
	b = append(b, `,"datacontenttype":"application/json","dataschema":"`+schemaKop...)
	b = append(b, v.Type...)
	b = append(b, `","id":"`...)
	b = appendUUID(b, v.ID)
	if a.Cause != uuid.Nil {
		b = append(b, `","oorzaak":"`...)
		b = appendUUID(b, a.Cause)
	}
	b = append(b, `","opdracht":"`...)
	b = base64.RawURLEncoding.AppendEncode(b, a.Command[:])
	if v.Persoonsdeel != nil {
		b = append(b, `","pddigest":"`...)
		h := sha256.Sum256(v.Persoonsdeel)
		b = base64.RawURLEncoding.AppendEncode(b, h[:])
		b = append(b, `","pdsleutel":"`...)
		b = base64.RawURLEncoding.AppendEncode(b, v.Sleutel[:])
	}
	b = append(b, `","revisie":`...)
	b = strconv.AppendInt(b, int64(v.Revisie), 10)
	if a.Correlation != "" {
		var f *veldfout
		if b, f = appendTekst(append(b, `,"samenhang":`...), a.Correlation); f != nil {
			return b, &veldfout{pad: "samenhang", reden: f.reden}
		}
	}
	b = append(b, `,"source":"`...)
	b = append(b, bron...)
	b = append(b, `","specversion":"1.0","subject":"`...)
	b = append(b, v.Stroom...)
	b = append(b, `","time":`...)
	b, f := appendTijd(b, a.Time)
	if f != nil {
		return b, &veldfout{pad: "time", reden: f.reden}
	}
	b = append(b, `,"type":"`...)
	b = append(b, v.Type...)
	return append(b, `"}`...), nil
}

// toetsMeta refuses an append that no reader of the event could make sense of.
func toetsMeta(a *es.Append) error {
	switch {
	case a.Command.IsZero():
		return &veldfout{pad: "opdracht", reden: "the command id is absent"}
	case !isStroom(a.Stream):
		return &veldfout{pad: "subject", reden: "the stream is not <soort>-<uuid>"}
	case a.Expected < es.NoStream || a.Expected > maxGetal-MaxAantal-1:
		return &veldfout{pad: "revisie", reden: "the expected revision is out of range"}
	}
	return nil
}

// isStroom reports whether s is `<soort>-<uuid>`, the soort in lower-case ASCII
// letters and digits.
func isStroom(s es.Stream) bool {
	soort, id, ok := strings.Cut(string(s), "-")
	if !ok || soort == "" || len(id) != 36 {
		return false
	}
	for i := range len(soort) {
		if c := soort[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	_, ok = leesUUID(id)
	return ok
}

// Omvang checks an append as a whole: at most [MaxAantal] events and [MaxAppend]
// bytes of public and personal parts together. It returns [es.ErrTooLarge].
func Omvang(vs []Verzegeld) error {
	som := 0
	for i := range vs {
		som += len(vs[i].Gebeurtenis) + len(vs[i].Persoonsdeel)
	}
	if len(vs) > MaxAantal || som > MaxAppend {
		return fmt.Errorf("%w: %d events, %d bytes in one append", es.ErrTooLarge, len(vs), som)
	}
	return nil
}

// trek fills b, at most 32 bytes, with randomness.
func (c *Codec) trek(w *werk, b []byte) error {
	// Through w, whose memory is on the heap already: b may stay on the stack.
	if _, err := io.ReadFull(c.toeval, w.toeval[:len(b)]); err != nil {
		return fmt.Errorf("draw randomness: %w", err)
	}
	copy(b, w.toeval[:])
	return nil
}

// geefTerug wipes what may be personal in w before it is used again.
func (c *Codec) geefTerug(w *werk) {
	clear(w.klaar)
	if cap(w.buf) <= MaxGebeurtenis {
		c.werk.Put(w)
	}
}
