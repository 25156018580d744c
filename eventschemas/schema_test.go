package eventschemas

import (
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A knoop is a JSON object; encoding/json writes its keys in order.
type knoop map[string]any

// waarden are the closed sets of values of types in recht. Sets that grow, such as
// modules and gemeenten, are left open: their schema is for ever.
func waarden() map[reflect.Type][]string {
	w := map[reflect.Type][]string{}
	voegToe(w, recht.Wettelijk, recht.Privaatrechtelijk, recht.Feitelijk)
	voegToe(w, recht.Uren, recht.Dagen, recht.Werkdagen, recht.Weken, recht.Maanden, recht.Jaren)
	voegToe(w, recht.TermijnUitWet, recht.TermijnUitRegeling, recht.TermijnUitOvereenkomst)
	voegToe(w, recht.VerlengdArt1, recht.VerlengdArt2)
	voegToe(w, recht.QuorumLeden, recht.QuorumLedenStemmen)
	voegToe(w, recht.VolstrekteMeerderheid, recht.TweeDerde, recht.DrieKwart)
	voegToe(w, recht.ZonderStemming, recht.Hoofdelijk, recht.Handopsteken)
	voegToe(w, recht.StemVoor, recht.StemTegen)
	voegToe(w, recht.BelangBijAangelegenheid, recht.RekeningVanBestuur)
	// A vote that decided nothing has no uitkomst.
	voegToe(w, "", recht.Aangenomen, recht.Verworpen, recht.NietAangenomen, recht.Uitgesteld)
	return w
}

func voegToe[T ~string](w map[reflect.Type][]string, vs ...T) {
	for _, v := range vs {
		w[reflect.TypeFor[T]()] = append(w[reflect.TypeFor[T]()], string(v))
	}
}

// schema returns the JSON Schema of the public data of an event type.
func schema(naam string, t reflect.Type) ([]byte, error) {
	s, err := objectschema(t)
	if err != nil {
		return nil, fmt.Errorf("schema of %s: %w", naam, err)
	}
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["$id"] = "urn:kroniek:schema:" + naam
	s["title"] = titel(naam)
	b, err := json.MarshalIndent(s, "", "  ")
	return append(b, '\n'), err
}

// titel makes a title of a stored name: "uitvoeringsplan vastgesteld, versie 1".
func titel(naam string) string {
	delen := strings.Split(kort(naam), ".v")
	return strings.ReplaceAll(delen[0], "-", " ") + ", versie " + delen[1]
}

func objectschema(t reflect.Type) (knoop, error) {
	props, verplicht, prive := knoop{}, []string{}, []knoop{}
	for _, f := range reflect.VisibleFields(t) {
		if f.Anonymous {
			continue
		}
		naam, opties, _ := strings.Cut(f.Tag.Get("json"), ",")
		if naam == "" || props[naam] != nil {
			return nil, fmt.Errorf("%s.%s has no name of its own", t, f.Name)
		}
		tekst, ok := omschrijving(t, naam)
		if !ok {
			return nil, fmt.Errorf("%s.%s (%s) has no omschrijving", t, f.Name, naam)
		}
		if isPersoonlijk(f.Type) {
			prive = append(prive, knoop{"naam": naam, "omschrijving": tekst})
			continue
		}
		p, err := typeschema(f.Type)
		if err != nil {
			return nil, fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		p["description"] = tekst
		if f.Tag.Get("residu") == "blijft" {
			p["x-residu"] = "blijft"
		}
		props[naam] = p
		if opties != "omitzero" {
			verplicht = append(verplicht, naam)
		}
	}
	s := knoop{"type": "object", "additionalProperties": false, "properties": props}
	if len(verplicht) > 0 {
		s["required"] = verplicht
	}
	if len(prive) > 0 { // their digests stand in the public part, top level only
		s["x-persoonlijk"] = prive
		props["_sd"] = knoop{"type": "array", "items": knoop{"type": "string"}, "description": "Digests van de persoonlijke velden (RFC 9901)."}
		props["_sd_alg"] = knoop{"const": "sha-256", "description": "Waarmee de digests zijn berekend."}
	}
	return s, nil
}

func isPersoonlijk(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.PkgPath() == "github.com/mgr-sdcg/kroniek/domain/es" && strings.HasPrefix(t.Name(), "Persoonlijk[")
}

func typeschema(t reflect.Type) (knoop, error) {
	switch t {
	case reflect.TypeFor[time.Time]():
		return knoop{"type": "string", "format": "date-time", "pattern": `^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$`}, nil
	case reflect.TypeFor[uuid.UUID]():
		return knoop{"type": "string", "format": "uuid"}, nil
	case reflect.TypeFor[recht.Datum]():
		return knoop{"type": "string", "format": "date"}, nil
	case reflect.TypeFor[recht.Bedrag]():
		return knoop{"type": "string", "pattern": `^-?(0|[1-9][0-9]*)\.[0-9]{2}$`}, nil
	case reflect.TypeFor[recht.Decimaal]():
		return knoop{"type": "string", "pattern": `^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`}, nil
	case reflect.TypeFor[recht.Gemeentecode]():
		return knoop{"type": "string", "pattern": `^GM[0-9]{4}$`}, nil
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextMarshaler]()) {
		return nil, fmt.Errorf("%s has a form of its own that the schemas do not know", t)
	}
	switch t.Kind() {
	case reflect.String:
		return tekstschema(t), nil
	case reflect.Bool:
		return knoop{"type": "boolean"}, nil
	case reflect.Int, reflect.Int64:
		return knoop{"type": "integer"}, nil
	case reflect.Struct:
		return objectschema(t)
	case reflect.Slice:
		items, err := typeschema(t.Elem())
		return knoop{"type": "array", "items": items}, err
	default:
		return nil, fmt.Errorf("%s cannot be in an event", t)
	}
}

func tekstschema(t reflect.Type) knoop {
	s := knoop{"type": "string"}
	if w, ok := reflect.Zero(t).Interface().(interface{ Waarden() []string }); ok {
		s["enum"] = w.Waarden()
	} else if vs, ok := waarden()[t]; ok {
		s["enum"] = vs
	}
	return s
}
