package httpapi

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/unicode/norm"
)

// maxGetal is the largest integer that every JSON reader reads exactly.
const maxGetal = 1 << 53

// leesLichaam reads the body of r as one JSON value: text in NFC, whole numbers
// as int64. Faults in text and numbers are collected; a body that cannot be read
// as JSON at all is an invoerfout at once.
func (s *Server) leesLichaam(w http.ResponseWriter, r *http.Request, schema *openapi3.Schema) (any, []Fout, error) {
	soort, kenmerken, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	tekenset := strings.ToLower(kenmerken["charset"])
	if err != nil || soort != typeJSON || tekenset != "" && tekenset != "utf-8" || r.Header.Get("Content-Encoding") != "" {
		return nil, nil, errMediatype
	}
	ruw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, s.grenzen.Lichaam))
	if err != nil {
		if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
			return nil, nil, err
		}
		return nil, nil, enkel(Body, "", "afgebroken", "De inhoud van het verzoek kwam niet volledig aan.")
	}
	l := lezer{dec: jsontext.NewDecoder(bytes.NewReader(ruw)), schema: schema, diepte: s.grenzen.Diepte}
	boom, err := l.waarde(schema, 0)
	if err == nil {
		if _, errRest := l.dec.ReadToken(); errRest == nil {
			return nil, nil, enkel(Body, "", "rest", "Na de inhoud staat nog iets. Stuur één JSON-object.")
		} else if !errors.Is(errRest, io.EOF) {
			err = errRest
		}
	}
	if err != nil {
		return nil, nil, l.onleesbaar(err)
	}
	return boom, l.fouten, nil
}

// maxFouten is how many faults one answer names; a sender mends those first.
const maxFouten = 100

// A lezer reads a body into plain values and notes what cannot be stored. It
// holds no more of a body than the schema has room for: a list stops at its
// longest, and a field without a name in the schema is read and dropped.
type lezer struct {
	dec    *jsontext.Decoder
	schema *openapi3.Schema
	diepte int
	fouten []Fout
}

var errTeDiep = errors.New("httpapi: body is nested too deeply")

// A langelijst is a list that is longer than its schema allows.
type langelijst struct {
	pad       jsontext.Pointer // of the last line that fits
	hoogstens uint64
}

func (*langelijst) Error() string { return "httpapi: list is longer than its schema allows" }

// waarde reads the next value. schema is nil for what the description does not know.
func (l *lezer) waarde(schema *openapi3.Schema, diepte int) (any, error) {
	if diepte > l.diepte {
		return nil, errTeDiep
	}
	t, err := l.dec.ReadToken()
	if err != nil {
		return nil, err
	}
	switch t.Kind() {
	case '{':
		return l.object(schema, diepte)
	case '[':
		return l.rij(schema, diepte)
	case '"':
		return l.tekst(schema, t.String()), nil
	case '0':
		return l.getal(t.String()), nil
	case 't', 'f':
		return t.Bool(), nil
	default:
		return nil, nil
	}
}

func (l *lezer) object(schema *openapi3.Schema, diepte int) (any, error) {
	o := map[string]any{}
	if schema != nil && !schema.Type.Is(openapi3.TypeObject) && !schema.Type.IsEmpty() {
		schema = nil // an object where something else belongs: that is the fault, not what is in it
	}
	for l.dec.PeekKind() != '}' {
		t, err := l.dec.ReadToken()
		if err != nil {
			return nil, err
		}
		naam := t.String()
		veld, gekend := veldVan(schema, naam)
		if !gekend {
			l.noteer("onbekend", "Hier staat een veld dat niet bestaat. De velden zijn: "+strings.Join(velden(schema), ", ")+".")
		}
		w, err := l.waarde(veld, diepte+1)
		if err != nil {
			return nil, err
		}
		if gekend {
			o[naam] = w
		}
	}
	_, err := l.dec.ReadToken()
	return o, err
}

// veldVan returns the schema of a field, and whether there is such a field.
// Inside what the description does not know, no field is unknown again.
func veldVan(schema *openapi3.Schema, naam string) (*openapi3.Schema, bool) {
	if schema == nil {
		return nil, true
	}
	if p := schema.Properties[naam]; p != nil {
		return p.Value, true
	}
	return nil, false
}

func (l *lezer) rij(schema *openapi3.Schema, diepte int) (any, error) {
	rij := []any{}
	var regel *openapi3.Schema
	hoogstens := uint64(0) // of a list that is no field of the description, none is kept
	if schema != nil && schema.Items != nil && schema.MaxItems != nil {
		regel, hoogstens = schema.Items.Value, *schema.MaxItems
	}
	for l.dec.PeekKind() != ']' {
		if regel != nil && uint64(len(rij)) == hoogstens {
			return nil, &langelijst{pad: l.dec.StackPointer(), hoogstens: hoogstens}
		}
		w, err := l.waarde(regel, diepte+1)
		if err != nil {
			return nil, err
		}
		if regel != nil {
			rij = append(rij, w)
		}
	}
	_, err := l.dec.ReadToken()
	return rij, err
}

func (l *lezer) tekst(schema *openapi3.Schema, t string) string {
	switch {
	case strings.ContainsFunc(t, onzichtbaar):
		l.noteer("stuurteken", "Deze tekst bevat een stuurteken of een ander onzichtbaar teken; alleen een nieuwe regel en een tab mogen.")
	case t != "" && strings.TrimSpace(t) == "" && schema != nil && schema.MinLength > 0:
		l.noteer("leeg", "Hier staat alleen witruimte.")
	}
	return norm.NFC.String(t)
}

// onzichtbaar reports whether r can change how text reads without being seen: a
// control or format character (which turns text around or joins nothing), a line
// or paragraph separator, or one for private use.
func onzichtbaar(r rune) bool {
	return r != '\n' && r != '\t' && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

func (l *lezer) getal(t string) any {
	n, err := strconv.ParseInt(t, 10, 64)
	if err != nil || n > maxGetal || n < -maxGetal || t == "-0" {
		l.noteer("geheel-getal", "Hier hoort een geheel getal van ten hoogste 2^53.")
		return int64(0)
	}
	return n
}

func (l *lezer) noteer(code, detail string) {
	if len(l.fouten) >= maxFouten {
		return
	}
	pad := bekendPad(l.schema, tokens(string(l.dec.StackPointer())))
	l.fouten = append(l.fouten, Fout{In: Body, Pointer: pad, Code: code, Detail: detail})
}

// onleesbaar says in Dutch why a body is no JSON. The decoder's own text quotes
// the body, so it is not used.
func (l *lezer) onleesbaar(err error) error {
	var pad string
	if fout, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		pad = bekendPad(l.schema, tokens(string(fout.JSONPointer)))
	}
	if lang, ok := errors.AsType[*langelijst](err); ok {
		pad = bekendPad(l.schema, tokens(string(lang.pad.Parent())))
		return &invoerfout{fouten: append(l.fouten, Fout{In: Body, Pointer: pad, Code: "maxItems", Detail: langer(lang.hoogstens)})}
	}
	switch {
	case errors.Is(err, errTeDiep):
		return enkel(Body, "", "te-diep", fmt.Sprintf("De inhoud is dieper genest dan %d niveaus.", l.diepte))
	case errors.Is(err, jsontext.ErrDuplicateName):
		return enkel(Body, pad, "dubbele-sleutel", "Een veld staat er twee keer in.")
	default:
		return enkel(Body, pad, "json", "De inhoud is geen geldige JSON in UTF-8.")
	}
}

// tokens splits a JSON Pointer.
func tokens(pointer string) []string {
	var t []string
	for s := range jsontext.Pointer(pointer).Tokens() {
		t = append(t, s)
	}
	return t
}

// bekendPad returns the JSON Pointer of tokens as far as the schema knows the
// names in it. What the sender made up, a field name included, is not repeated.
func bekendPad(schema *openapi3.Schema, tokens []string) string {
	var pad jsontext.Pointer
	for _, t := range tokens {
		if schema == nil {
			break
		}
		if _, err := strconv.Atoi(t); err == nil && schema.Items != nil {
			schema = schema.Items.Value
		} else if p := schema.Properties[t]; p != nil {
			schema = p.Value
		} else {
			break
		}
		pad = pad.AppendToken(t)
	}
	return string(pad)
}

// canoniek writes a body that passed validation in its canonical form (RFC 8785):
// what is hashed, and what the command is read from. The schema lets only known
// names through, which are ASCII, and numbers are whole by now; so sorting the
// names is all there is to do. A test holds this against a JCS library.
func canoniek(boom any) ([]byte, error) {
	b, err := json.Marshal(boom, json.Deterministic(true))
	if err != nil {
		return nil, fmt.Errorf("canonical body: %w", err)
	}
	return b, nil
}
