package eventschemas

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestCodec(t *testing.T) {
	t.Run("elke gebeurtenis komt ongeschonden door de codec en voldoet aan haar schema", func(t *testing.T) {
		c := codec(t)
		for _, s := range soorten() {
			if s.typ == nil {
				continue
			}
			toets, err := jsonschema.NewCompiler().Compile(s.bestand(achterSchema))
			require.NoError(t, err)
			t.Run(s.naam, rapid.MakeCheck(func(t *rapid.T) { heenEnTerug(t, c, s, toets) }))
		}
	})
}

func heenEnTerug(t *rapid.T, c *envelop.Codec, s soort, toets *jsonschema.Schema) {
	v := reflect.New(s.typ).Elem()
	vul(t, v, false)
	a := es.Append{
		Meta:   es.Meta{Command: es.CommandID{1}, Time: time.UnixMilli(1_700_000_000_123).UTC()},
		Stream: "voorbeeld-00000000-0000-8000-8000-000000000000", Expected: es.NoStream, Events: []any{v.Interface()},
	}
	var sleutel envelop.Sleutel
	verzegeld, err := c.Verzegel(a, 0, &sleutel)
	require.NoError(t, err)
	r, err := c.OpenMet(&verzegeld, sleutel)
	require.NoError(t, err)
	require.Equal(t, v.Interface(), r.Event)

	gebeurtenis, err := jsonschema.UnmarshalJSON(bytes.NewReader(verzegeld.Gebeurtenis))
	require.NoError(t, err)
	require.NoError(t, toets.Validate(gebeurtenis.(map[string]any)["data"]))
}

// vul fills v with values that may be in an event. Optional fields may stay zero;
// a list that is there has something in it.
func vul(t *rapid.T, v reflect.Value, optioneel bool) {
	if optioneel && rapid.Bool().Draw(t, "leeg") {
		return
	}
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.UnixMilli(rapid.Int64Range(1, 4e12).Draw(t, "tijd")).UTC()))
		return
	case uuid.UUID:
		v.Set(reflect.ValueOf(es.CommandID{2}.EventID(rapid.IntRange(0, 9).Draw(t, "id"))))
		return
	case recht.Datum:
		v.Set(reflect.ValueOf(recht.NieuweDatum(2017, 1, 1).PlusDagen(rapid.IntRange(0, 9999).Draw(t, "dag"))))
		return
	case recht.Decimaal:
		v.SetString(rapid.StringMatching(`-?(0|[1-9][0-9]{0,9})(\.[0-9]{1,5})?`).Draw(t, "decimaal"))
		return
	case recht.Gemeentecode:
		v.SetString(rapid.StringMatching(`GM[0-9]{4}`).Draw(t, "gemeente"))
		return
	}
	if p, ok := v.Addr().Interface().(interface {
		Onthul() (any, bool)
		Open()
	}); ok { // a personal field
		waarde, _ := p.Onthul()
		vul(t, reflect.ValueOf(waarde).Elem(), false)
		p.Open()
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(tekst(t, v.Type()))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "bool"))
	case reflect.Int, reflect.Int64:
		v.SetInt(rapid.Int64Range(-1<<53, 1<<53).Draw(t, "getal"))
	case reflect.Slice:
		n := rapid.IntRange(1, 3).Draw(t, "lengte")
		v.Set(reflect.MakeSlice(v.Type(), n, n))
		for i := range n {
			vul(t, v.Index(i), false)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			vul(t, v.Field(i), strings.HasSuffix(f.Tag.Get("json"), ",omitzero"))
		}
	default:
		t.Fatalf("%s cannot be in an event", v.Type())
	}
}

func tekst(t *rapid.T, typ reflect.Type) string {
	if w, ok := tekstschema(typ)["enum"].([]string); ok {
		return rapid.SampledFrom(w).Draw(t, "waarde")
	}
	return rapid.StringMatching(`[ -~é€\n]{0,12}`).Draw(t, "tekst")
}
