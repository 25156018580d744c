package envelop

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Afgeschermd is what a shielded field says.
const Afgeschermd = "[afgeschermd]"

// ErrNietAfTeSchermen reports a field that is no free text of the public part, or
// an event that cannot be shielded: destroyed, or of a superseded type.
var ErrNietAfTeSchermen = errors.New("envelop: field cannot be shielded")

// codes are fields of the plain type string that hold a code and not a text:
// figures and rules lean on them.
var codes = []string{"schooljaar", "rol", "organisatie", "regeling", "artikel", "code", "beroep"} // read only

// Afscherm returns the canonical bytes that replace v when the fields at velden
// are shielded: JSON Pointers in data, of public free text that is there. All
// else stays as it is, the personal part and its digests included, so the event
// is read as before. It returns [ErrNietAfTeSchermen].
func (c *Codec) Afscherm(v *Verzegeld, velden []string) ([]byte, error) {
	b, err := c.afscherm(v, velden)
	if err != nil {
		return nil, fmt.Errorf("shield event %s (%s) at position %d: %w", v.ID, v.Type, v.Positie, err)
	}
	return b, nil
}

func (c *Codec) afscherm(v *Verzegeld, velden []string) ([]byte, error) {
	w := c.werk.Get().(*werk)
	defer c.geefTerug(w)
	p, e, _, heel, err := c.ontleed(v, w)
	if err != nil {
		return nil, err
	}
	p.geefTerug(e)
	if !heel || p.naam != v.Type {
		return nil, ErrNietAfTeSchermen
	}
	for _, veld := range velden {
		if !vrijeTekst(p.node, veld) {
			return nil, fmt.Errorf("%w: data%s", ErrNietAfTeSchermen, veld)
		}
	}
	return vervangTeksten(v.Gebeurtenis, velden)
}

// vrijeTekst reports whether pad points at a field of free text under n.
func vrijeTekst(n *node, pad string) bool {
	if !jsontext.Pointer(pad).IsValid() || pad == "" {
		return false
	}
	var laatste string
	for t := range jsontext.Pointer(pad).Tokens() {
		switch n.soort {
		case object:
			i := slices.IndexFunc(n.velden, func(v veld) bool { return v.sleutel == t })
			if i < 0 {
				return false
			}
			n, laatste = n.velden[i].node, t
		case lijst:
			if _, err := strconv.ParseUint(t, 10, 31); err != nil {
				return false
			}
			n = n.elem
		default:
			return false
		}
	}
	return n.soort == tekst && n.vrij && !slices.Contains(codes, laatste)
}

// vervangTeksten replaces the strings at velden in data, byte for byte: what was
// canonical stays so.
func vervangTeksten(gebeurtenis []byte, velden []string) ([]byte, error) {
	var uit []byte
	dec, vanaf, gevonden := jsontext.NewDecoder(bytes.NewReader(gebeurtenis)), int64(0), 0
	for {
		voor := dec.InputOffset()
		t, err := dec.ReadToken()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, ErrOnleesbaar
		}
		pad, inData := strings.CutPrefix(string(dec.StackPointer()), "/data")
		soort, n := dec.StackIndex(dec.StackDepth())
		if naam := soort == '{' && n%2 == 1; t.Kind() != '"' || naam || !inData || !slices.Contains(velden, pad) {
			continue
		}
		begin := voor + int64(bytes.IndexByte(gebeurtenis[voor:], '"')) // after a colon or a comma
		uit = append(append(uit, gebeurtenis[vanaf:begin]...), '"')
		uit = append(append(uit, Afgeschermd...), '"')
		vanaf = dec.InputOffset()
		gevonden++
	}
	if gevonden != len(velden) {
		return nil, fmt.Errorf("%w: a field is absent", ErrNietAfTeSchermen)
	}
	return append(uit, gebeurtenis[vanaf:]...), nil
}
