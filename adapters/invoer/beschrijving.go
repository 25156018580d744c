package invoer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// A Beschrijving is what the API says of its commands.
type Beschrijving struct {
	operaties map[string]*operatie
	eerste    map[string]string // by collection ("/deelnames"), the first parameter below it
}

// An operatie is one command: a POST with a body.
type operatie struct {
	id     string
	pad    []string // literal and parameter in turn: "/plannen/", "planId", "/adviezen"
	schema *openapi3.Schema
}

// LeesBeschrijving reads the OpenAPI document of a kantoor (GET /v1/openapi.json).
func LeesBeschrijving(document []byte) (*Beschrijving, error) {
	doc, err := openapi3.NewLoader().LoadFromData(document)
	if err != nil {
		return nil, fmt.Errorf("lees beschrijving van de API: %w", err)
	}
	b := &Beschrijving{operaties: map[string]*operatie{}, eerste: map[string]string{}}
	for pad, item := range doc.Paths.Map() {
		op := item.Post
		if op == nil || op.RequestBody == nil || op.RequestBody.Value == nil {
			continue
		}
		inhoud := op.RequestBody.Value.Content["application/json"]
		if inhoud == nil || inhoud.Schema == nil || inhoud.Schema.Value == nil {
			continue
		}
		o := &operatie{id: op.OperationID, pad: delen(pad), schema: inhoud.Schema.Value}
		b.operaties[o.id] = o
		if len(o.pad) > 1 {
			b.eerste[o.verzameling()] = o.pad[1]
		}
	}
	return b, nil
}

// Kent reports whether there is a command of this name.
func (b *Beschrijving) Kent(opdracht string) bool { return b.operaties[opdracht] != nil }

// Weg returns the path of a command below /v1: literal and name of a parameter in turn.
func (b *Beschrijving) Weg(opdracht string) ([]string, bool) {
	o := b.operaties[opdracht]
	if o == nil {
		return nil, false
	}
	return slices.Clone(o.pad), true
}

// delen splits a path template at its parameters.
func delen(pad string) (uit []string) {
	for {
		voor, na, ok := strings.Cut(pad, "{")
		uit = append(uit, voor)
		if !ok {
			return uit
		}
		naam, rest, _ := strings.Cut(na, "}")
		uit, pad = append(uit, naam), rest
	}
}

// verzameling returns the path up to the first parameter: what o is about one of.
func (o *operatie) verzameling() string { return strings.TrimSuffix(o.pad[0], "/") }

// parameters returns the names in the path.
func (o *operatie) parameters() (namen []string) {
	for i := 1; i < len(o.pad); i += 2 {
		namen = append(namen, o.pad[i])
	}
	return namen
}

// veld returns the schema of a field of the body, by its names from the outside
// in; nil when there is no such field.
func (o *operatie) veld(namen []string) *openapi3.Schema {
	s := o.schema
	for _, n := range namen {
		if s = eigenschap(s, n); s == nil {
			return nil
		}
	}
	return s
}

func eigenschap(s *openapi3.Schema, naam string) *openapi3.Schema {
	if p := s.Properties[naam]; p != nil {
		return p.Value
	}
	for _, deel := range s.AllOf {
		if deel.Value != nil {
			if p := eigenschap(deel.Value, naam); p != nil {
				return p
			}
		}
	}
	return nil
}
