package envelop

import (
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// lijstje is a list of types, for catalogs that es.NewCatalog cannot make.
type lijstje struct {
	nu  map[string]reflect.Type
	oud map[string]es.Upcaster
}

func (l lijstje) Current() map[string]reflect.Type  { return l.nu }
func (l lijstje) Upcasters() map[string]es.Upcaster { return l.oud }

func vanType(t reflect.Type) lijstje {
	return lijstje{nu: map[string]reflect.Type{"nl.proeven.type.v1": t}}
}

type (
	zichzelf struct {
		Sub []zichzelf `json:"sub"`
	}
	// Ingebed is exported, so that it can be embedded.
	Ingebed struct {
		A string `json:"a"`
	}
	verborgen struct {
		A string `json:"a"`
	}
	metVerborgen struct{ verborgen }
	metTag       struct {
		Ingebed `json:"x"`
	}
	dubbel struct {
		Ingebed
		B string `json:"a"`
	}
	jsonVorm string
	halfVorm string
)

var tekstType = reflect.TypeFor[string]() // read only

func veldType(f reflect.Type, tag reflect.StructTag) reflect.Type {
	return reflect.StructOf([]reflect.StructField{{Name: "A", Type: f, Tag: tag}})
}

// struct2 returns a struct with two fields of the same key, which go vet would refuse in source.
func struct2(een, twee string) reflect.Type {
	return reflect.StructOf([]reflect.StructField{
		{Name: een, Type: tekstType, Tag: `json:"a"`}, {Name: twee, Type: tekstType, Tag: `json:"a"`},
	})
}

func (jsonVorm) MarshalJSON() ([]byte, error) { return nil, nil }
func (halfVorm) MarshalText() ([]byte, error) { return nil, nil }

func TestTypesThatCannotBeEvents(t *testing.T) {
	gevallen := veldenDieNietMogen()
	maps.Copy(gevallen, map[string]reflect.Type{
		"twee keer dezelfde naam":      struct2("A", "B"),
		"een verborgen veld":           reflect.StructOf([]reflect.StructField{{Name: "a", PkgPath: "p", Type: tekstType, Tag: `json:"a"`}}),
		"dezelfde naam als ingebed":    reflect.TypeFor[dubbel](),
		"ingebed en verborgen":         reflect.TypeFor[metVerborgen](),
		"ingebed met een tag":          reflect.TypeFor[metTag](),
		"ingebed dat geen struct is":   reflect.TypeFor[struct{ recht.Soort }](),
		"ingebed met een eigen vorm":   reflect.TypeFor[struct{ recht.Datum }](),
		"een ingebed persoonlijk veld": reflect.TypeFor[struct{ es.Persoonlijk[string] }](),
		"een type dat zichzelf bevat":  reflect.TypeFor[zichzelf](),
		"geen struct":                  tekstType,
		"een moment":                   reflect.TypeFor[time.Time](),
		"een kenmerk":                  reflect.TypeFor[uuid.UUID](),
		"een dag":                      reflect.TypeFor[recht.Datum](),
		"een wijzer naar een struct":   reflect.TypeFor[*genoteerd](),
		"een persoonlijk veld zelf":    reflect.TypeFor[es.Persoonlijk[string]](),
	})
	for naam, typ := range gevallen {
		t.Run(naam, func(t *testing.T) {
			_, err := New(proefBron, vanType(typ))
			require.Error(t, err)
			assert.ErrorContains(t, err, "nl.proeven.type.v1")
		})
	}
	t.Run("hetzelfde met een gewoon veld mag", func(t *testing.T) {
		_, err := New(proefBron, vanType(veldType(tekstType, `json:"a" residu:"blijft"`)))
		require.NoError(t, err)
	})
	t.Run("een leeg type mag", func(t *testing.T) {
		_, err := New(proefBron, vanType(reflect.TypeFor[struct{}]()))
		require.NoError(t, err)
	})
}

func veldenDieNietMogen() map[string]reflect.Type {
	gevallen := map[string]reflect.Type{}
	for naam, f := range map[string]reflect.Type{
		"een wijzer":                         reflect.TypeFor[*string](),
		"een map":                            reflect.TypeFor[map[string]string](),
		"een gebroken getal":                 reflect.TypeFor[float64](),
		"een lijst gebroken getallen":        reflect.TypeFor[[]float32](),
		"een interface":                      reflect.TypeFor[any](),
		"een getal zonder teken":             reflect.TypeFor[uint](),
		"een kort getal":                     reflect.TypeFor[int32](),
		"bytes":                              reflect.TypeFor[[]byte](),
		"een vaste rij":                      reflect.TypeFor[[3]string](),
		"een functie":                        reflect.TypeFor[func()](),
		"een eigen JSON-vorm":                reflect.TypeFor[jsonVorm](),
		"een halve tekstvorm":                reflect.TypeFor[halfVorm](),
		"een lijst persoonlijke velden":      reflect.TypeFor[[]es.Persoonlijk[string]](),
		"persoonlijk in persoonlijk":         reflect.TypeFor[es.Persoonlijk[es.Persoonlijk[string]]](),
		"persoonlijk in persoonlijk, dieper": reflect.TypeFor[es.Persoonlijk[[]stuk]](),
		"een persoonlijke wijzer":            reflect.TypeFor[es.Persoonlijk[*string]](),
	} {
		gevallen[naam] = veldType(f, `json:"a"`)
	}
	for naam, tag := range map[string]reflect.StructTag{
		"een veld zonder tag":            "",
		"een veld met een lege naam":     `json:",omitzero"`,
		"een veld dat wegvalt":           `json:"-"`,
		"een naam met een hoofdletter":   `json:"Aa"`,
		"een naam met een streepje":      `json:"a-b"`,
		"een naam met een laag streepje": `json:"_sd"`,
		"een naam met een diakriet":      `json:"eén"`,
		"omitempty":                      `json:"a,omitempty"`,
		"een getal als tekst":            `json:"a,string"`,
		"een onbekend residu":            `json:"a" residu:"ja"`,
	} {
		gevallen[naam] = veldType(tekstType, tag)
	}
	gevallen["een persoonlijk veld dat blijft"] = veldType(reflect.TypeFor[es.Persoonlijk[string]](), `json:"a" residu:"blijft"`)
	return gevallen
}

func TestNamesAndSource(t *testing.T) {
	leeg, een := reflect.TypeFor[struct{}](), reflect.TypeFor[genoteerd]()
	fn := func(b []byte) ([]byte, error) { return b, nil }
	for naam, l := range map[string][]es.Types{
		"twee keer dezelfde naam":          {vanType(leeg), vanType(een)},
		"hetzelfde type onder twee namen":  {lijstje{nu: map[string]reflect.Type{"a.v1": een, "a.v2": een}}},
		"een naam zonder versie":           {lijstje{nu: map[string]reflect.Type{"nl.proeven.type": een}}},
		"een naam met versie nul":          {lijstje{nu: map[string]reflect.Type{"nl.proeven.type.v0": een}}},
		"een naam met een spatie":          {lijstje{nu: map[string]reflect.Type{"nl.proeven .v1": een}}},
		"een naam met een aanhalingsteken": {lijstje{nu: map[string]reflect.Type{"nl.\".v1": een}}},
		"een oude naam leidt nergens heen": {lijstje{oud: map[string]es.Upcaster{"a.v1": {To: "a.v2", Fn: fn}}}},
		"oude namen lopen rond":            {lijstje{oud: map[string]es.Upcaster{"a.v1": {To: "a.v2", Fn: fn}, "a.v2": {To: "a.v1", Fn: fn}}}},
		"een oude naam zonder functie":     {lijstje{nu: map[string]reflect.Type{"a.v2": een}, oud: map[string]es.Upcaster{"a.v1": {To: "a.v2"}}}},
		"een naam is oud en nieuw":         {lijstje{nu: map[string]reflect.Type{"a.v1": een, "a.v2": leeg}, oud: map[string]es.Upcaster{"a.v1": {To: "a.v2", Fn: fn}}}},
		"een oude naam twee keer": {
			lijstje{nu: map[string]reflect.Type{"a.v2": een}, oud: map[string]es.Upcaster{"a.v1": {To: "a.v2", Fn: fn}}},
			lijstje{oud: map[string]es.Upcaster{"a.v1": {To: "a.v2", Fn: fn}}},
		},
	} {
		t.Run(naam, func(t *testing.T) {
			c, err := New(proefBron, l...)
			require.Error(t, err)
			assert.Nil(t, c)
		})
	}
	for _, bron := range []string{
		"", "urn:nld:oin:123:systeem:kroniek", "urn:nld:oin:0000000123456789000x:systeem:kroniek",
		proefBron + "\n", proefBron + "x", "x" + proefBron, "urn:nld:oin:00000001234567890000:systeem:anders",
	} {
		_, err := New(bron)
		require.Error(t, err, bron)
	}
}
