package envelop

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"
	"strconv"

	"github.com/google/uuid"
)

const (
	nonceLengte = 12
	zoutLengte  = 32
	padStap     = 256 // the ciphertext shows the length of the personal part in these steps only
	sdSlot      = `"],"_sd_alg":"sha-256"`
)

// sluitPersoonsdeel encrypts the open personal fields of e into v and appends to
// voor the members of data that hold their digests. Without an open field it
// does nothing.
func (c *Codec) sluitPersoonsdeel(v *Verzegeld, w *werk, e *waarde, p *plan, s *Sleutel, voor []byte) ([]byte, error) {
	var nonce [nonceLengte]byte
	if p.node.heeftOpen(e.v) {
		if s == nil {
			return voor, ErrSleutelNodig
		}
		if err := c.trek(w, nonce[:]); err != nil {
			return voor, err
		}
	}
	o := onthulling{c: c, w: w}
	w.digests = w.digests[:0]
	w.klaar = append(w.klaar[:0], 0, 0, 0, 0)
	if err := o.verzamel(p.node, e.v, ""); err != nil || len(w.digests) == 0 {
		return voor, err
	}
	klaar := w.klaar
	binary.BigEndian.PutUint32(klaar, uint32(len(klaar)-4))
	var nul [padStap]byte
	klaar = append(klaar, nul[:-len(klaar)&(padStap-1)]...)
	w.klaar = klaar

	gcm, err := sleutelVoor(s)
	if err != nil {
		return voor, err
	}
	deel := make([]byte, nonceLengte, nonceLengte+len(klaar)+gcm.Overhead())
	copy(deel, nonce[:])
	v.Sleutel = s.ID
	v.Persoonsdeel = gcm.Seal(deel, nonce[:], klaar, gebonden(v.ID))
	return appendDigests(voor, w.digests), nil
}

// appendDigests sorts ds and appends the members _sd and _sd_alg.
func appendDigests(b []byte, ds []digest) []byte {
	slices.SortFunc(ds, func(x, y digest) int { return bytes.Compare(x[:], y[:]) })
	b = append(b, `"_sd":["`...)
	for i := range ds {
		if i > 0 {
			b = append(b, `","`...)
		}
		b = append(b, ds[i][:]...)
	}
	return append(b, sdSlot...)
}

// gebonden returns what ties a personal part to its event: the id, 36 ASCII bytes.
func gebonden(id uuid.UUID) []byte { return appendUUID(make([]byte, 0, 36), id) }

func sleutelVoor(s *Sleutel) (cipher.AEAD, error) {
	blok, err := aes.NewCipher(s.Geheim[:])
	if err != nil {
		return nil, fmt.Errorf("key for personal part: %w", err)
	}
	gcm, err := cipher.NewGCM(blok)
	if err != nil {
		return nil, fmt.Errorf("key for personal part: %w", err)
	}
	return gcm, nil
}

// ontsleutel returns the disclosures in deel, joined by "~". The plaintext is
// written over buf.
func ontsleutel(deel []byte, id uuid.UUID, s *Sleutel, buf []byte) (klaar, onthullingen []byte, err error) {
	gcm, err := sleutelVoor(s)
	if err != nil {
		return buf, nil, err
	}
	if len(deel) < nonceLengte+padStap+gcm.Overhead() {
		return buf, nil, fmt.Errorf("%w: too short", ErrPersoonsdeel)
	}
	klaar, err = gcm.Open(buf[:0], deel[:nonceLengte], deel[nonceLengte:], gebonden(id))
	if err != nil {
		return buf, nil, fmt.Errorf("%w: it does not decrypt", ErrPersoonsdeel)
	}
	n := 4 + int(binary.BigEndian.Uint32(klaar))
	if n > len(klaar) || len(klaar)-n >= padStap || len(klaar)%padStap != 0 || len(bytes.Trim(klaar[n:], "\x00")) > 0 {
		return klaar, nil, fmt.Errorf("%w: its padding is wrong", ErrPersoonsdeel)
	}
	return klaar, klaar[4:n], nil
}

// An onthulling collects the disclosures of one event.
type onthulling struct {
	c *Codec
	w *werk
}

// verzamel appends the open personal fields of v, in key order.
func (o *onthulling) verzamel(n *node, v reflect.Value, pad string) error {
	return n.langsPersoonlijk(v, pad, func(f *veld, w reflect.Value, pad string) error {
		p := w.Addr().Interface().(onthuller)
		waarde, open := p.Onthul()
		switch {
		case open:
			return o.onthul(f.node.elem, waarde, pad)
		case !f.omitzero:
			return &veldfout{pad: pad, reden: "a required personal field is closed"}
		}
		return nil
	})
}

// onthul appends base64url of [salt, name, value] and its digest.
func (o *onthulling) onthul(n *node, waarde any, pad string) error {
	var zout [zoutLengte]byte
	if err := o.c.trek(o.w, zout[:]); err != nil {
		return err
	}
	b := append(o.w.buf[:0], `["`...)
	b = base64.RawURLEncoding.AppendEncode(b, zout[:])
	b = append(b, `","`...)
	b = append(b, pad...)
	b = append(b, `",`...)
	b, f := n.schrijf(b, reflect.ValueOf(waarde).Elem(), false)
	if f != nil {
		return &veldfout{pad: pad + f.pad, reden: f.reden}
	}
	b = append(b, ']')
	o.w.buf = b

	if len(o.w.digests) > 0 {
		o.w.klaar = append(o.w.klaar, '~')
	}
	begin := len(o.w.klaar)
	o.w.klaar = base64.RawURLEncoding.AppendEncode(o.w.klaar, b)
	o.w.digests = append(o.w.digests, digestVan(o.w.klaar[begin:]))
	clear(b)
	return nil
}

func digestVan(onthulling []byte) (d digest) {
	h := sha256.Sum256(onthulling)
	base64.RawURLEncoding.Encode(d[:], h[:])
	return d
}

// langsPersoonlijk calls fn for every personal field of v, in key order, with
// its JSON Pointer. It stops at the first error.
func (n *node) langsPersoonlijk(v reflect.Value, pad string, fn func(f *veld, v reflect.Value, pad string) error) error {
	if n.soort == lijst {
		for i := range v.Len() {
			if err := n.elem.langsPersoonlijk(v.Index(i), pad+"/"+strconv.Itoa(i), fn); err != nil {
				return err
			}
		}
		return nil
	}
	for i := range n.velden {
		f := &n.velden[i]
		if !f.node.prive {
			continue
		}
		w, onder := f.in(v), pad+"/"+f.sleutel
		err := error(nil)
		if f.node.soort == persoonlijk {
			err = fn(f, w, onder)
		} else {
			err = f.node.langsPersoonlijk(w, onder, fn)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// heeftOpen reports whether v holds an open personal field.
func (n *node) heeftOpen(v reflect.Value) bool {
	if !n.prive {
		return false
	}
	if n.soort == lijst {
		for i := range v.Len() {
			if n.elem.heeftOpen(v.Index(i)) {
				return true
			}
		}
		return false
	}
	for i := range n.velden {
		f := &n.velden[i]
		if f.node.soort == persoonlijk {
			if _, open := f.in(v).Addr().Interface().(onthuller).Onthul(); open {
				return true
			}
		} else if f.node.heeftOpen(f.in(v)) {
			return true
		}
	}
	return false
}
