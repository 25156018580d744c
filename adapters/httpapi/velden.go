package httpapi

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/mgr-sdcg/kroniek/adapters/inzage"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// veldregel marks a property of an answer that not every role gets which may read
// the rest: the policy rules on it by itself.
const veldregel = "x-veld"

// veldenMetRegel returns the marked properties of each schema, sorted.
func veldenMetRegel(doc *openapi3.T) (map[string][]string, error) {
	uit := map[string][]string{}
	for schema, s := range doc.Components.Schemas {
		for naam, p := range s.Value.Properties {
			waarde, ok := p.Extensions[veldregel]
			if !ok && p.Ref == "" {
				waarde, ok = p.Value.Extensions[veldregel]
			}
			if !ok {
				continue
			}
			if waarde != true || slices.Contains(s.Value.Required, naam) {
				return nil, fmt.Errorf("%s of %s: %s is true, of a property that may be absent", naam, schema, veldregel)
			}
			uit[schema] = append(uit[schema], naam)
		}
		slices.Sort(uit[schema])
	}
	return uit, nil
}

// krijgt reports whether the sender gets a field: as its role has it, or on the
// machtiging by which it reads.
func (s *Server) krijgt(v *verzoek, veld toegang.Handeling, o toegang.Over) bool {
	if v.machtiging != "" {
		return s.beleid.BereikMetMachtiging(v.wie, veld).Omvat(o)
	}
	return s.beleid.Bereik(v.wie, veld).Omvat(o)
}

// verberg takes from stand, a pointer to a value of a schema, what has a rule of its
// own and the sender does not get.
func (s *Server) verberg(v *verzoek, stand any, o toegang.Over) error {
	w := reflect.ValueOf(stand).Elem()
	schema := w.Type().Name()
	over := slices.Clone(s.beschrijving.velden[schema])
	for i := range w.NumField() {
		naam, _, _ := strings.Cut(w.Type().Field(i).Tag.Get("json"), ",")
		n := slices.Index(over, naam)
		if n < 0 {
			continue
		}
		over = slices.Delete(over, n, n+1)
		if !s.krijgt(v, toegang.Veld(schema, "/"+naam), o) {
			w.Field(i).SetZero()
		}
	}
	if len(over) > 0 {
		return fmt.Errorf("httpapi: %s has no fields %s", schema, strings.Join(over, ", "))
	}
	return nil
}

// schrijver returns the school that wrote an event itself, empty when somebody else
// did. The event says that a school did and which one the melding is of; who took a
// melding back is the school that reaches it.
func schrijver(g inzage.Gebeurtenis, w toegang.Wie) string {
	e, ok := g.Event.(recht.Verantwoord)
	if !ok || e.Verantwoordt().Actor.Rol != string(toegang.School) {
		return ""
	}
	var van leerplicht.School
	switch e := g.Event.(type) {
	case verzuimmelding.VerzuimmeldingOntvangen:
		van = e.School
	case verzuimmelding.VerzuimmeldingGecorrigeerd:
		van = e.School
	case verzuimmelding.VerzuimmeldingIngetrokken:
		van = leerplicht.School(w.Organisatie)
	}
	return string(van)
}
