package httpapi

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/labstack/echo/v4"
)

// keur checks a request against the description of its operation and fills in v.
// All faults are reported together.
func (s *Server) keur(c echo.Context, v *verzoek) error {
	soort, ok := kies(c.Request().Header.Values("Accept"), v.op.aanbod)
	if !ok {
		return errNietAanvaard
	}
	v.weergave, v.aanvaard = soort, c.Request().Header.Values("Accept")
	var fouten []Fout
	if !v.op.pagina {
		fouten = s.keurParameters(c, v)
	}
	if v.op.schema != nil {
		boom, gevonden, err := s.leesLichaam(c.Response(), c.Request(), v.op.schema)
		if f, ok := err.(*invoerfout); ok {
			return &invoerfout{fouten: append(fouten, f.fouten...)}
		}
		if err != nil {
			return err
		}
		v.boom, fouten = boom, append(fouten, gevonden...)
		genoteerd := map[string]bool{}
		for _, g := range gevonden {
			genoteerd[g.Pointer] = true
		}
		for _, f := range s.keurWaarde(boom, v.op.schema, Body, "") {
			// What could not be read as a value is not judged as one.
			if !genoteerd[f.Pointer] {
				fouten = append(fouten, f)
			}
		}
	}
	if len(fouten) > 0 {
		return &invoerfout{fouten: ontdubbel(fouten)}
	}
	if v.boom == nil {
		return nil
	}
	var err error
	v.lichaam, err = canoniek(v.boom)
	return err
}

// ontdubbel drops faults that say the same of the same place, and what comes
// after the first maxFouten.
func ontdubbel(fouten []Fout) []Fout {
	gezien := map[Fout]bool{}
	uniek := fouten[:0]
	for _, f := range fouten {
		wat := Fout{In: f.In, Pointer: f.Pointer, Code: f.Code}
		if !gezien[wat] && len(uniek) < maxFouten {
			gezien[wat] = true
			uniek = append(uniek, f)
		}
	}
	return uniek
}

// keurParameters checks path, query and headers, and keeps the query keys that
// are filters.
func (s *Server) keurParameters(c echo.Context, v *verzoek) (fouten []Fout) {
	query, err := url.ParseQuery(c.Request().URL.RawQuery)
	if err != nil {
		return []Fout{{In: Query, Code: "query", Detail: "De query is niet te lezen."}}
	}
	for _, p := range v.op.parameters {
		waarden, aanwezig := waardenVan(c, query, p)
		delete(query, p.Name)
		in := FoutIn(p.In)
		switch {
		case !aanwezig && p.Required:
			fouten = append(fouten, Fout{In: in, Pointer: p.Name, Code: "required", Detail: "Deze parameter is verplicht."})
		case !aanwezig:
		case len(waarden) != 1:
			fouten = append(fouten, Fout{In: in, Pointer: p.Name, Code: "enkel", Detail: "Geef deze parameter één keer."})
		default:
			fouten = append(fouten, s.keurWaarde(lees(waarden[0], p.Schema.Value), p.Schema.Value, in, p.Name)...)
		}
	}
	return append(fouten, v.neemFilters(query)...)
}

// neemFilters takes what is left of the query: filters of a report, or faults.
// The name of an unknown key is not repeated, since the sender made it up.
func (v *verzoek) neemFilters(query url.Values) []Fout {
	if !v.op.filters {
		if len(query) > 0 {
			return []Fout{{In: Query, Code: "onbekend", Detail: "De query bevat een parameter die hier niet bestaat."}}
		}
		return nil
	}
	v.filters = map[string]string{}
	for naam, waarden := range query {
		if len(waarden) != 1 || strings.ContainsFunc(waarden[0], func(r rune) bool { return r < ' ' }) || len(waarden[0]) > 200 {
			return []Fout{{In: Query, Code: "filter", Detail: "Geef elk filter één keer, met ten hoogste 200 tekens."}}
		}
		v.filters[naam] = waarden[0]
	}
	return nil
}

func waardenVan(c echo.Context, query url.Values, p *openapi3.Parameter) ([]string, bool) {
	switch p.In {
	case openapi3.ParameterInPath:
		return []string{padwaarde(c, p.Name)}, true
	case openapi3.ParameterInHeader:
		w := c.Request().Header[http.CanonicalHeaderKey(p.Name)]
		return w, len(w) > 0
	default:
		w, ok := query[p.Name]
		return w, ok
	}
}

// padwaarde returns a path parameter as the handler will read it: echo gives the
// raw segment only when the path was sent with escapes of its own.
func padwaarde(c echo.Context, naam string) string {
	w := c.Param(naam)
	if c.Request().URL.RawPath == "" {
		return w
	}
	vrij, err := url.PathUnescape(w)
	if err != nil {
		return ""
	}
	return vrij
}

// lees reads text as the type that the schema asks for. Text that is no such
// value stays text, so that the schema refuses it.
func lees(tekst string, schema *openapi3.Schema) any {
	switch {
	case schema.Type.Is(openapi3.TypeInteger):
		if n, err := strconv.ParseInt(tekst, 10, 64); err == nil && n <= maxGetal && n >= -maxGetal {
			return n
		}
	case schema.Type.Is(openapi3.TypeBoolean):
		switch tekst {
		case "true":
			return true
		case "false":
			return false
		}
	}
	return tekst
}

// kies returns the offered media type that the Accept headers prefer, the first
// offered one when they do not care, and false when they refuse all.
func kies(accept []string, aanbod []string) (string, bool) {
	if len(accept) == 0 || len(aanbod) == 0 {
		if len(aanbod) == 0 {
			return "", true
		}
		return aanbod[0], true
	}
	beste, hoogste := "", 0.0
	for _, soort := range aanbod {
		if q := voorkeur(accept, soort); q > hoogste {
			beste, hoogste = soort, q
		}
	}
	return beste, beste != ""
}

// voorkeur returns the weight that the Accept headers give to soort, by the most
// specific range that matches (RFC 9110, 12.5.1).
func voorkeur(accept []string, soort string) float64 {
	q, precisie := 0.0, -1
	hoofdsoort, _, _ := strings.Cut(soort, "/")
	for _, kop := range accept {
		for _, deel := range strings.Split(kop, ",") {
			bereik, rest, _ := strings.Cut(deel, ";")
			p := slices.Index([]string{"*/*", hoofdsoort + "/*", soort}, strings.ToLower(strings.TrimSpace(bereik)))
			if p > precisie {
				precisie, q = p, gewicht(rest)
			}
		}
	}
	return q
}

func gewicht(kenmerken string) float64 {
	for _, k := range strings.Split(kenmerken, ";") {
		if naam, waarde, ok := strings.Cut(strings.TrimSpace(k), "="); ok && strings.EqualFold(naam, "q") {
			q, err := strconv.ParseFloat(waarde, 64)
			if err != nil || q < 0 || q > 1 {
				return 0
			}
			return q
		}
	}
	return 1
}
