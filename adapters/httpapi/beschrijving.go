package httpapi

import (
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

//go:embed openapi.yaml
var openapiYAML []byte

// A beschrijving is the OpenAPI document, read once. The server validates by
// the very document that it serves, so the two cannot differ.
type beschrijving struct {
	velden     map[string][]string // properties with a rule of their own, by schema
	versie     string
	json       []byte
	operaties  map[string]*operatie // by operation id
	opPad      map[string]*operatie // by method, space and path as echo writes it
	document   *openapi3.T
	grondslagv string // prefix of every path, "/v1"
}

// An operatie is what the server needs to know of one operation.
type operatie struct {
	id         string
	parameters []*openapi3.Parameter
	schema     *openapi3.Schema // of the body; nil when there is none
	aanbod     []string         // media types of a successful answer
	filters    bool             // accepts query keys that the document does not name
	pagina     bool             // a page that reads its own query, since a provider writes it
	betreft    betreft
}

// betreft says where a request names the gemeente, the module and the school
// that it concerns: a path parameter, or a field at the top of the body. With
// Stroom, the stream that it is about says so, and the handler looks there.
type betreft struct {
	Gemeente string `json:"gemeente"`
	Module   string `json:"module"`
	School   string `json:"school"`
	Stroom   bool   `json:"stroom"`
}

// genoemd reports whether the request itself names what it concerns.
func (b betreft) genoemd() bool { return b.Gemeente != "" || b.Module != "" || b.School != "" }

// leesBeschrijving reads and checks the embedded document.
func leesBeschrijving() (*beschrijving, error) { return gelezen() }

// gelezen is the description, read once: it is only read after that.
var gelezen = sync.OnceValues(func() (*beschrijving, error) {
	doc, err := openapi3.NewLoader().LoadFromData(openapiYAML)
	if err != nil {
		return nil, fmt.Errorf("read openapi document: %w", err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		return nil, fmt.Errorf("check openapi document: %w", err)
	}
	b := &beschrijving{
		versie: doc.Info.Version, document: doc, grondslagv: doc.Servers[0].URL,
		operaties: map[string]*operatie{}, opPad: map[string]*operatie{},
	}
	if b.json, err = openbaar(doc); err != nil {
		return nil, fmt.Errorf("write openapi document: %w", err)
	}
	if b.velden, err = veldenMetRegel(doc); err != nil {
		return nil, fmt.Errorf("check openapi document: %w", err)
	}
	for pad, item := range doc.Paths.Map() {
		for methode, op := range item.Operations() {
			o, err := nieuweOperatie(op)
			if err != nil {
				return nil, fmt.Errorf("openapi operation %s: %w", op.OperationID, err)
			}
			b.operaties[o.id] = o
			b.opPad[methode+" "+b.grondslagv+echoPad(pad)] = o
		}
	}
	return b, nil
})

// openbaar writes the document for clients: without what only the generator and
// this server need.
func openbaar(doc *openapi3.T) ([]byte, error) {
	ruw, err := json.Marshal(doc)
	if err != nil {
		return nil, err
	}
	var boom any
	if err := json.Unmarshal(ruw, &boom); err != nil {
		return nil, err
	}
	return json.Marshal(zonderEigen(boom))
}

func zonderEigen(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for naam, w := range v {
			if strings.HasPrefix(naam, "x-") {
				delete(v, naam)
				continue
			}
			v[naam] = zonderEigen(w)
		}
	case []any:
		for i := range v {
			v[i] = zonderEigen(v[i])
		}
	}
	return v
}

func nieuweOperatie(op *openapi3.Operation) (*operatie, error) {
	o := &operatie{id: op.OperationID}
	for _, p := range op.Parameters {
		o.parameters = append(o.parameters, p.Value)
	}
	if op.RequestBody != nil {
		o.schema = op.RequestBody.Value.Content[typeJSON].Schema.Value
	}
	for status, antwoord := range op.Responses.Map() {
		if strings.HasPrefix(status, "2") {
			for soort := range antwoord.Value.Content {
				if !slices.Contains(o.aanbod, soort) {
					o.aanbod = append(o.aanbod, soort)
				}
			}
		}
	}
	slices.Sort(o.aanbod) // application/json before text/csv: the first is the default
	if err := extensie(op, "x-filters", &o.filters); err != nil {
		return nil, err
	}
	return o, extensie(op, "x-betreft", &o.betreft)
}

// extensie reads an extension of op into doel; without it doel stays as it is.
func extensie(op *openapi3.Operation, naam string, doel any) error {
	waarde, ok := op.Extensions[naam]
	if !ok {
		return nil
	}
	b, err := json.Marshal(waarde)
	if err != nil {
		return fmt.Errorf("%s: %w", naam, err)
	}
	if err := json.Unmarshal(b, doel); err != nil {
		return fmt.Errorf("%s: %w", naam, err)
	}
	return nil
}

// echoPad rewrites {naam} to :naam.
func echoPad(pad string) string {
	return strings.NewReplacer("{", ":", "}", "").Replace(pad)
}
