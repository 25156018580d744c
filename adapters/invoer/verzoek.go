package invoer

import (
	"crypto/sha256"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/uuid"
)

// A verzoek is a command as it is sent: references filled in.
type verzoek struct {
	pad     string // with parameters, under /v1
	sleutel string
	body    []byte
}

// verwijzingen returns the names that a line uses, each once: path parameters
// "@naam", and text "@naam" in the body where the API asks for a UUID.
func (r *Regel) verwijzingen(o *operatie) (namen []string) {
	neem := func(naam string) string {
		if !slices.Contains(namen, naam) {
			namen = append(namen, naam)
		}
		return ""
	}
	for _, p := range o.parameters() {
		if naam, ok := strings.CutPrefix(r.Pad[p], "@"); ok {
			neem(naam)
		}
	}
	if boom, ok := r.boom(); ok {
		vervang(boom, o.schema, neem)
	}
	return namen
}

// boom returns the body as plain values when it may hold references.
func (r *Regel) boom() (any, bool) {
	if !strings.Contains(string(r.Body), `"@`) {
		return nil, false
	}
	var boom any
	err := json.Unmarshal(r.Body, &boom, json.WithUnmarshalers(json.UnmarshalFromFunc(ruwGetal)))
	return boom, err == nil
}

// ruwGetal keeps a number as it was written: whether it is one that can be stored
// is for the API to say.
func ruwGetal(dec *jsontext.Decoder, w *any) error {
	if dec.PeekKind() != '0' {
		return errors.ErrUnsupported
	}
	v, err := dec.ReadValue()
	*w = v.Clone()
	return err
}

// vervang gives fn the name in every reference in w, and puts what it returns in
// its place unless that is empty.
func vervang(w any, s *openapi3.Schema, fn func(string) string) any {
	switch w := w.(type) {
	case string:
		if naam, ok := strings.CutPrefix(w, "@"); ok && s.Format == "uuid" {
			if v := fn(naam); v != "" {
				return v
			}
		}
	case map[string]any:
		for n, x := range w {
			if p := eigenschap(s, n); p != nil {
				w[n] = vervang(x, p, fn)
			}
		}
	case []any:
		for i := range w {
			if s.Items != nil && s.Items.Value != nil {
				w[i] = vervang(w[i], s.Items.Value, fn)
			}
		}
	}
	return w
}

// keur returns what is wrong with the line before anything is sent.
func (r *Regel) keur(o *operatie) (fouten []Veldfout) {
	namen := o.parameters()
	for _, n := range namen {
		if r.Pad[n] == "" {
			fouten = append(fouten, r.veldfout("/pad/"+n, "required", "Deze parameter van het pad ontbreekt."))
		}
	}
	for n := range r.Pad {
		if !slices.Contains(namen, n) {
			fouten = append(fouten, r.veldfout("/pad", "onbekend", "Het pad heeft een parameter die deze opdracht niet kent."))
			break
		}
	}
	if strings.ContainsFunc(r.Sleutel, func(c rune) bool { return c <= ' ' || c > '~' }) || len(r.Sleutel) > 255 {
		fouten = append(fouten, r.veldfout("/sleutel", "pattern", "Een sleutel is ten hoogste 255 zichtbare ASCII-tekens zonder spatie."))
	}
	if r.Body.Kind() != '{' {
		fouten = append(fouten, r.veldfout("/body", "type", "De inhoud is een JSON-object."))
	}
	return fouten
}

func (r *Regel) veldfout(pointer, code, reden string) Veldfout {
	if r.Veld != nil {
		pointer = r.Veld(pointer)
	}
	return Veldfout{Veld: pointer, Code: code, Reden: reden}
}

// verzoek makes the request; id returns what a name stands for.
func (r *Regel) verzoek(o *operatie, id func(naam string) string) (v verzoek, err error) {
	var pad strings.Builder
	for i, deel := range o.pad {
		if i%2 == 0 {
			pad.WriteString(deel)
			continue
		}
		w := r.Pad[deel]
		if naam, ok := strings.CutPrefix(w, "@"); ok {
			w = id(naam)
		}
		pad.WriteString(url.PathEscape(w))
	}
	v.pad, v.body = pad.String(), r.Body
	if boom, ok := r.boom(); ok {
		if v.body, err = json.Marshal(vervang(boom, o.schema, id), json.Deterministic(true)); err != nil {
			return v, err
		}
	}
	if v.sleutel = r.Sleutel; v.sleutel == "" {
		v.sleutel, err = afgeleid(o.id, v.pad, v.body)
	}
	return v, err
}

// afgeleid returns the Idempotency-Key of a line that names none: a UUIDv7 made of
// a hash of what is asked. White space and the order of fields do not count. Its time
// bits are zero, so that what is read in sorts before every command with a key of
// its own, and those keep their quick way into the journal.
func afgeleid(opdracht, pad string, body []byte) (string, error) {
	canoniek := jsontext.Value(slices.Clone(body))
	if err := canoniek.Canonicalize(); err != nil {
		return "", err
	}
	h := sha256.New()
	for _, deel := range []string{"invoer/v1", opdracht, pad, string(canoniek)} {
		h.Write(strconv.AppendInt(nil, int64(len(deel)), 10))
		h.Write([]byte{' '})
		h.Write([]byte(deel))
	}
	return sleutelVan(h.Sum(nil)), nil
}

// sleutelVan returns a UUIDv7 with time zero and the first bits of som.
func sleutelVan(som []byte) string {
	var u uuid.UUID
	copy(u[6:], som)
	u[6] = u[6]&0x0f | 0x70 // version 7
	u[8] = u[8]&0x3f | 0x80 // variant
	return u.String()
}

// SleutelVan returns an Idempotency-Key for a line that is known by delen, whatever
// else it holds: a line with the same delen and other content is refused by the API,
// not recorded beside the first.
func SleutelVan(delen ...string) string {
	h := sha256.New()
	for _, d := range delen {
		h.Write(strconv.AppendInt(nil, int64(len(d)), 10))
		h.Write([]byte{' '})
		h.Write([]byte(d))
	}
	return sleutelVan(h.Sum(nil))
}
