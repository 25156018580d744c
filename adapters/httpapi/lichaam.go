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
	boom, err := l.waarde(0)
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

// A lezer reads a body into plain values and notes what cannot be stored.
type lezer struct {
	dec    *jsontext.Decoder
	schema *openapi3.Schema
	diepte int
	fouten []Fout
}

var errTeDiep = errors.New("httpapi: body is nested too deeply")

func (l *lezer) waarde(diepte int) (any, error) {
	if diepte > l.diepte {
		return nil, errTeDiep
	}
	t, err := l.dec.ReadToken()
	if err != nil {
		return nil, err
	}
	switch t.Kind() {
	case '{':
		return l.object(diepte)
	case '[':
		return l.rij(diepte)
	case '"':
		return l.tekst(t.String()), nil
	case '0':
		return l.getal(t.String()), nil
	case 't', 'f':
		return t.Bool(), nil
	default:
		return nil, nil
	}
}

func (l *lezer) object(diepte int) (any, error) {
	o := map[string]any{}
	for l.dec.PeekKind() != '}' {
		naam, err := l.dec.ReadToken()
		if err != nil {
			return nil, err
		}
		sleutel := naam.String()
		if o[sleutel], err = l.waarde(diepte + 1); err != nil {
			return nil, err
		}
	}
	_, err := l.dec.ReadToken()
	return o, err
}

func (l *lezer) rij(diepte int) (any, error) {
	rij := []any{}
	for l.dec.PeekKind() != ']' {
		w, err := l.waarde(diepte + 1)
		if err != nil {
			return nil, err
		}
		rij = append(rij, w)
	}
	_, err := l.dec.ReadToken()
	return rij, err
}

func (l *lezer) tekst(t string) string {
	if strings.ContainsFunc(t, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }) {
		l.noteer("stuurteken", "Deze tekst bevat een stuurteken; alleen een nieuwe regel en een tab mogen.")
	}
	return norm.NFC.String(t)
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
