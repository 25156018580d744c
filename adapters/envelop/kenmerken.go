package envelop

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// kenmerken are the CloudEvents attributes of a stored event.
type kenmerken struct {
	typ, stroom []byte // slices of the event
	bron        string
	id, oorzaak uuid.UUID
	opdracht    es.CommandID
	pdsleutel   [16]byte
	pddigest    [32]byte
	persoonlijk bool
	revisie     es.Revision
	samenhang   string
	tijd        time.Time
}

const dataSlot = `,"datacontenttype":"application/json","dataschema":"` + schemaKop

// leesKenmerken takes a stored event apart. It accepts only the bytes that
// schrijfKenmerken writes: these members, in this order, spelled this way.
func (c *Codec) leesKenmerken(gebeurtenis []byte) (data []byte, k kenmerken, err error) {
	l := lezer{b: gebeurtenis}
	l.letterlijk(`{"data":`)
	// A quote inside a JSON string is escaped, so this text is a member name;
	// behind data there are only strings, so the last one is ours.
	n := laatste(l.b, []byte(dataSlot))
	if l.fout || n < 0 {
		return nil, k, fmt.Errorf("%w: it does not begin as an event", ErrOnleesbaar)
	}
	data, l.b = l.b[:n], l.b[n+len(dataSlot):]
	schema := l.tot('"')
	l.letterlijk(`,"id":"`)
	k.id = l.uuid()
	if l.mag(`,"oorzaak":"`) {
		k.oorzaak = l.uuid()
		l.fout = l.fout || k.oorzaak == uuid.Nil
	}
	l.letterlijk(`,"opdracht":"`)
	l.base64(k.opdracht[:])
	if l.mag(`,"pddigest":"`) {
		k.persoonlijk = true
		l.base64(k.pddigest[:])
		l.letterlijk(`,"pdsleutel":"`)
		l.base64(k.pdsleutel[:])
	}
	l.letterlijk(`,"revisie":`)
	k.revisie = l.getal()
	if l.mag(`"samenhang":`) {
		k.samenhang = l.tekst()
		l.letterlijk(`,`)
	}
	l.letterlijk(`"source":"`)
	bron := l.tot('"')
	l.letterlijk(`,"specversion":"1.0","subject":"`)
	k.stroom = l.tot('"')
	l.letterlijk(`,"time":"`)
	k.tijd = l.tijd()
	l.letterlijk(`,"type":"`)
	k.typ = l.tot('"')
	l.letterlijk(`}`)
	if l.fout || len(l.b) > 0 || !bytes.Equal(schema, k.typ) {
		return nil, k, fmt.Errorf("%w: its attributes are not of version 1", ErrOnleesbaar)
	}
	if k.bron = c.bron; string(bron) != c.bron { // a folder may hold the history of an earlier OIN
		if k.bron = string(bron); !bronvorm.Match(bron) {
			return nil, k, fmt.Errorf("%w: its source is not of version 1", ErrOnleesbaar)
		}
	}
	return data, k, nil
}

// laatste is bytes.LastIndex for text that stands near the end, as the attributes
// do: it searches forward there, which is many times faster.
func laatste(b, s []byte) int {
	const eind = 1024
	van := max(0, len(b)-eind)
	n := bytes.Index(b[van:], s)
	if n < 0 {
		return bytes.LastIndex(b, s)
	}
	for {
		m := bytes.Index(b[van+n+1:], s)
		if m < 0 {
			return van + n
		}
		n += m + 1
	}
}

// A lezer reads from the front of b. After a fault it reads nothing more.
type lezer struct {
	b    []byte
	fout bool
}

func (l *lezer) mag(s string) bool {
	if l.fout || len(l.b) < len(s) || string(l.b[:len(s)]) != s {
		return false
	}
	l.b = l.b[len(s):]
	return true
}

func (l *lezer) letterlijk(s string) { l.fout = !l.mag(s) || l.fout }

// tot returns the bytes before the first c, and skips c. The caller compares them
// with what they should be, so an escape among them needs no thought here.
func (l *lezer) tot(c byte) []byte {
	n := bytes.IndexByte(l.b, c)
	if l.fout || n < 0 {
		l.fout = true
		return nil
	}
	s := l.b[:n]
	l.b = l.b[n+1:]
	return s
}

func (l *lezer) uuid() uuid.UUID {
	u, ok := leesUUID(l.tot('"'))
	l.fout = l.fout || !ok
	return u
}

func (l *lezer) base64(in []byte) {
	s := l.tot('"')
	if len(s) != base64.RawURLEncoding.EncodedLen(len(in)) {
		l.fout = true
		return
	}
	var b [48]byte
	if n, err := base64.RawURLEncoding.Strict().Decode(b[:], s); err != nil || n != len(in) {
		l.fout = true
		return
	}
	copy(in, b[:])
}

func (l *lezer) getal() es.Revision {
	s := l.tot(',')
	n, err := strconv.ParseInt(string(s), 10, 64)
	l.fout = l.fout || err != nil || n < 0 || n > maxGetal || strconv.FormatInt(n, 10) != string(s)
	return es.Revision(n)
}

func (l *lezer) tekst() string {
	n, ok := naTekst(l.b)
	if l.fout || !ok {
		l.fout = true
		return ""
	}
	s, err := jsontext.AppendUnquote(nil, l.b[:n])
	terug, f := appendTekst(nil, string(s))
	l.fout = err != nil || f != nil || len(s) == 0 || !bytes.Equal(terug, l.b[:n])
	l.b = l.b[n:]
	return string(s)
}

// naTekst returns the length of the JSON string at the front of b.
func naTekst(b []byte) (int, bool) {
	if len(b) == 0 || b[0] != '"' {
		return 0, false
	}
	for i := 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1, utf8.Valid(b[:i])
		}
	}
	return 0, false
}

func (l *lezer) tijd() time.Time {
	s := l.tot('"')
	t, err := time.Parse(tijdvorm, string(s))
	// time.Parse also takes a comma before the decimals, and an hour of one digit.
	l.fout = l.fout || err != nil || t.IsZero() || len(s) != len(tijdvorm) || s[19] != '.'
	return t
}

// leesUUID reads the one form that appendUUID writes.
func leesUUID[T ~string | ~[]byte](s T) (u uuid.UUID, ok bool) {
	var b [32]byte
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return u, false
	}
	copy(b[:], s[:8])
	copy(b[8:], s[9:13])
	copy(b[12:], s[14:18])
	copy(b[16:], s[19:23])
	copy(b[20:], s[24:])
	for _, c := range b {
		if c >= 'A' && c <= 'F' {
			return u, false
		}
	}
	_, err := hex.Decode(u[:], b[:])
	return u, err == nil
}
