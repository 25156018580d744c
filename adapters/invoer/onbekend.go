package invoer

import (
	"fmt"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const geenVeld = "Dit veld bestaat niet. "

// onbekendeVelden returns the fields in the body of r that the command does not have,
// each by its name. The API does not repeat what a sender made up; whoever reads the
// outcome of a file has that file, and looks for the slip in it.
func (r *Regel) onbekendeVelden(o *operatie) (uit []Veldfout) {
	var boom any
	if o == nil || json.Unmarshal(r.Body, &boom) != nil {
		return nil
	}
	loopOnbekend(boom, o.schema, "/body", func(pointer jsontext.Pointer, s *openapi3.Schema) {
		uit = append(uit, r.veldfout(string(pointer), "onbekend", geenVeld+welke(eigenschappen(s))))
	})
	return uit
}

func loopOnbekend(waarde any, s *openapi3.Schema, plaats jsontext.Pointer, meld func(jsontext.Pointer, *openapi3.Schema)) {
	if s == nil {
		return
	}
	switch w := waarde.(type) {
	case map[string]any:
		namen := eigenschappen(s)
		if len(namen) == 0 { // any field may be in it
			return
		}
		for _, naam := range gesorteerd(w) {
			switch {
			case slices.Contains(namen, naam):
				loopOnbekend(w[naam], eigenschap(s, naam), plaats.AppendToken(naam), meld)
			case isVeldnaam(naam):
				meld(plaats.AppendToken(naam), s)
			default: // may be anything, also something about a person
				meld(plaats, s)
			}
		}
	case []any:
		if s.Items != nil {
			for i, x := range w {
				loopOnbekend(x, s.Items.Value, plaats.AppendToken(fmt.Sprint(i)), meld)
			}
		}
	}
}

// eigenschappen returns the names of the fields that s has, in order.
func eigenschappen(s *openapi3.Schema) (namen []string) {
	for naam := range s.Properties {
		namen = append(namen, naam)
	}
	for _, deel := range s.AllOf {
		if deel.Value != nil {
			namen = append(namen, eigenschappen(deel.Value)...)
		}
	}
	slices.Sort(namen)
	return slices.Compact(namen)
}

func gesorteerd(w map[string]any) (namen []string) {
	for naam := range w {
		namen = append(namen, naam)
	}
	slices.Sort(namen)
	return namen
}

// isVeldnaam reports whether naam looks like the name of a field: that is repeated in
// an outcome, and anything else is not.
func isVeldnaam(naam string) bool {
	for i, c := range []byte(naam) {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c != '_' && c != '-' && (c < '0' || c > '9')) {
			return false
		}
	}
	return naam != "" && len(naam) <= 40
}

func welke(namen []string) string {
	zin := "De velden zijn: "
	for i, n := range namen {
		if i > 0 {
			zin += ", "
		}
		zin += n
	}
	return zin + "."
}
