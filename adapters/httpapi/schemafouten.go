package httpapi

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A day in a year outside these bounds is a slip of the pen: whoever is dealt with
// was born later than the first, and nothing is decided that lasts past the last.
const eersteJaar, laatsteJaar = 1900, 2199

// keurOpties are how a value is held against its schema. Formats are checked by
// the code that reads them later: 30 February is no date.
//
// kin-openapi's JSON Schema 2020-12 mode compiles the schema anew for each value,
// which costs milliseconds. The document keeps to keywords that its own validator
// knows; a test holds the two against each other.
func keurOpties() []openapi3.SchemaValidationOption {
	return []openapi3.SchemaValidationOption{
		openapi3.MultiErrors(),
		openapi3.VisitAsRequest(),
		openapi3.WithStringFormatValidators(map[string]openapi3.StringFormatValidator{
			"date": openapi3.NewCallbackValidator(func(s string) error {
				d, err := recht.ParseDatum(s)
				if err == nil && (d.Jaar() < eersteJaar || d.Jaar() > laatsteJaar) {
					err = errors.New("outside the days that a back office deals with")
				}
				return err
			}),
			"date-time": openapi3.NewCallbackValidator(func(s string) error {
				_, err := time.Parse(time.RFC3339, s)
				return err
			}),
			"bsn": openapi3.NewCallbackValidator(negenCijfers("", func(s string) error {
				_, err := recht.ParseBSN(s)
				return err
			})),
			"onderwijsnummer": openapi3.NewCallbackValidator(negenCijfers("10", func(s string) error {
				_, err := recht.ParseOnderwijsnummer(s)
				return err
			})),
			"persoonsnummer": openapi3.NewCallbackValidator(negenCijfers("", func(s string) error {
				_, err := nummerVan(s)
				return err
			})),
			"uuid": openapi3.NewCallbackValidator(func(s string) error {
				if len(s) != 36 {
					return errors.New("not a UUID in its usual form")
				}
				return uuid.Validate(s)
			}),
		}),
	}
}

// negenCijfers leaves what is not nine digits, begin first, to the pattern: so one
// fault is reported once.
func negenCijfers(begin string, keur func(string) error) func(string) error {
	return func(s string) error {
		if len(s) != 9 || !strings.HasPrefix(s, begin) || strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
			return nil
		}
		return keur(s)
	}
}

// keurWaarde returns what is wrong with a value. For a parameter, naam is its
// name; in a body the place is a JSON Pointer.
func (s *Server) keurWaarde(waarde any, schema *openapi3.Schema, in FoutIn, naam string) []Fout {
	err := schema.VisitJSON(waarde, s.keurOpties...)
	if err == nil {
		return nil
	}
	var fouten []Fout
	for _, e := range bladen(err) {
		f := Fout{In: in, Pointer: naam, Code: "ongeldig", Detail: "Deze waarde voldoet niet."}
		if schemafout, ok := e.(*openapi3.SchemaError); ok {
			f.Code, f.Detail = eis(schemafout)
			if in == Body {
				f.Pointer = bekendPad(schema, schemafout.JSONPointer())
			}
		}
		fouten = append(fouten, f)
	}
	return fouten
}

// bladen returns the errors that err is made of.
func bladen(err error) []error {
	meer, ok := err.(openapi3.MultiError)
	if !ok {
		return []error{err}
	}
	var alle []error
	for _, e := range meer {
		alle = append(alle, bladen(e)...)
	}
	return alle
}

// eis words the demand that was not met, from the schema alone: never the value.
func eis(e *openapi3.SchemaError) (code, detail string) {
	s := e.Schema
	switch e.SchemaField {
	case "required":
		return "required", "Dit veld is verplicht."
	case "type":
		return "type", "Hier hoort " + soortwoord(s) + "."
	case "enum":
		return "enum", "Kies een van: " + opsomming(s.Enum) + "."
	case "pattern":
		return "pattern", "De vorm klopt niet. Gevraagd: " + verwacht(s) + "."
	case "format":
		return "format", "Hier hoort " + soortwoord(s) + "."
	case "minLength":
		return "minLength", fmt.Sprintf("Geef ten minste %d teken(s).", s.MinLength)
	case "maxLength":
		return "maxLength", fmt.Sprintf("Geef ten hoogste %d tekens.", *s.MaxLength)
	case "minItems":
		return "minItems", fmt.Sprintf("Geef ten minste %d regel(s).", s.MinItems)
	case "maxItems":
		return "maxItems", langer(*s.MaxItems)
	case "uniqueItems":
		return "uniqueItems", "Elke regel mag er één keer in staan."
	case "minimum":
		return "minimum", fmt.Sprintf("De kleinste waarde is %.0f.", *s.Min)
	case "maximum":
		return "maximum", fmt.Sprintf("De grootste waarde is %.0f.", *s.Max)
	default:
		return "ongeldig", "Deze waarde voldoet niet."
	}
}

// velden returns the names of what an object may hold, in order.
func velden(s *openapi3.Schema) []string { return slices.Sorted(maps.Keys(s.Properties)) }

func langer(hoogstens uint64) string { return fmt.Sprintf("Geef ten hoogste %d regels.", hoogstens) }

func soortwoord(s *openapi3.Schema) string {
	switch {
	case s.Format == "date":
		return "een bestaande datum van de vorm jjjj-mm-dd, van 1900 tot en met 2199"
	case s.Format == "date-time":
		return "een tijdstip volgens RFC 3339, met tijdzone"
	case s.Format == "uuid":
		return "een UUID"
	case s.Format == "bsn":
		return "een burgerservicenummer dat klopt (elfproef)"
	case s.Format == "onderwijsnummer":
		return "een onderwijsnummer dat klopt (elfproef)"
	case s.Type.Is(openapi3.TypeInteger):
		return "een geheel getal"
	case s.Type.Is(openapi3.TypeBoolean):
		return "true of false"
	case s.Type.Is(openapi3.TypeArray):
		if s.Items != nil && s.Items.Value != nil && len(s.Items.Value.Properties) > 0 {
			return "een lijst van objecten, elk met de velden " + strings.Join(velden(s.Items.Value), " en ")
		}
		return "een lijst"
	case s.Type.Is(openapi3.TypeObject):
		return "een object"
	default:
		return "tekst"
	}
}

func verwacht(s *openapi3.Schema) string {
	if s.Description != "" {
		return strings.TrimSuffix(s.Description, ".") + " (" + s.Pattern + ")"
	}
	return s.Pattern
}

func opsomming(waarden []any) string {
	delen := make([]string, len(waarden))
	for i, w := range waarden {
		delen[i] = fmt.Sprint(w)
	}
	return strings.Join(delen, ", ")
}
