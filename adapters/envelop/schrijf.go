package envelop

import (
	"encoding"
	"encoding/hex"
	"reflect"
	"strconv"
	"time"

	"github.com/google/uuid"
)

// schrijf appends the canonical JSON of v, which is addressable. Personal fields
// are left out; with alleenResidu, so are the public fields that do not stay.
func (n *node) schrijf(b []byte, v reflect.Value, alleenResidu bool) ([]byte, *veldfout) {
	switch n.soort {
	case tekst:
		return appendTekst(b, v.String())
	case waarheid:
		return strconv.AppendBool(b, v.Bool()), nil
	case getal:
		i := v.Int()
		if i > maxGetal || i < -maxGetal {
			return b, &veldfout{reden: "an integer is beyond 2^53"}
		}
		return strconv.AppendInt(b, i, 10), nil
	case tijd:
		return appendTijd(b, *v.Addr().Interface().(*time.Time))
	case kenmerk:
		u := v.Addr().Interface().(*uuid.UUID)
		if *u == uuid.Nil {
			return b, &veldfout{reden: "a required id is absent"}
		}
		b = append(b, '"')
		b = appendUUID(b, *u)
		return append(b, '"'), nil
	case eigen:
		return schrijfEigen(b, v)
	case lijst:
		return n.schrijfLijst(b, v, alleenResidu)
	default:
		return n.schrijfObject(b, v, alleenResidu, nil)
	}
}

func schrijfEigen(b []byte, v reflect.Value) ([]byte, *veldfout) {
	begin := len(b)
	b, err := v.Addr().Interface().(encoding.TextAppender).AppendText(append(b, '"'))
	if err != nil || len(b) == begin+1 {
		return b[:begin], &veldfout{reden: "a required value is absent or invalid"}
	}
	for _, c := range b[begin+1:] {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			return appendTekst(b[:begin], string(b[begin+1:]))
		}
	}
	return append(b, '"'), nil
}

func (n *node) schrijfLijst(b []byte, v reflect.Value, alleenResidu bool) ([]byte, *veldfout) {
	var f *veldfout
	b = append(b, '[')
	for i := range v.Len() {
		if i > 0 {
			b = append(b, ',')
		}
		if b, f = n.elem.schrijf(b, v.Index(i), alleenResidu); f != nil {
			return b, f.onder(strconv.Itoa(i))
		}
	}
	return append(b, ']'), nil
}

// schrijfObject appends an object that begins with the members in voor, if any.
func (n *node) schrijfObject(b []byte, v reflect.Value, alleenResidu bool, voor []byte) ([]byte, *veldfout) {
	var fout *veldfout
	b = append(b, '{')
	b = append(b, voor...)
	begin := len(b) - len(voor)
	for i := range n.velden {
		f := &n.velden[i]
		if f.node.soort == persoonlijk || alleenResidu && f.residu == weg {
			continue
		}
		w := f.in(v)
		if f.omitzero && f.node.afwezig(w) {
			continue
		}
		if len(b) > begin {
			b = append(b, ',')
		}
		b = append(b, f.kop...)
		if b, fout = f.node.schrijf(b, w, alleenResidu && f.residu == deel); fout != nil {
			return b, fout.onder(f.sleutel)
		}
	}
	return append(b, '}'), nil
}

// afwezig reports whether an optional value is left out. Only the public part
// counts: what the public bytes look like may not depend on a personal field,
// since they must come out the same when it is read without its key.
func (n *node) afwezig(v reflect.Value) bool {
	switch n.soort {
	case tekst, lijst:
		return v.Len() == 0
	case tijd:
		return v.Addr().Interface().(*time.Time).IsZero()
	case eigen:
		if n.nul {
			return v.Addr().Interface().(interface{ IsZero() bool }).IsZero()
		}
		return v.IsZero()
	case object:
		for i := range n.velden {
			if f := &n.velden[i]; !f.node.afwezig(f.in(v)) {
				return false
			}
		}
		return true
	case persoonlijk:
		return true
	default:
		return v.IsZero()
	}
}

func appendUUID(b []byte, u uuid.UUID) []byte {
	for i, deel := range [...][2]int{{0, 4}, {4, 6}, {6, 8}, {8, 10}, {10, 16}} {
		if i > 0 {
			b = append(b, '-')
		}
		b = hex.AppendEncode(b, u[deel[0]:deel[1]])
	}
	return b
}
