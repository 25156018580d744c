package eventschemas

import (
	"encoding/json"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// The checks of this package must be able to fail: each control plants a fault.
func TestControles(t *testing.T) {
	const naam = "nl.gemeenschappelijke-regelingen.zienswijze-ontvangen.v1"
	goed, err := os.ReadFile("bestuur/zienswijze-ontvangen.v1.example.json")
	require.NoError(t, err)
	fouten := map[string]func(m map[string]any){
		"onbekend veld":         func(m map[string]any) { m["naamIndiener"] = "x" },
		"ontbrekend veld":       func(m map[string]any) { delete(m, "ontvangenOp") },
		"verkeerde soort":       func(m map[string]any) { m["gemeente"] = 202 },
		"onbekende waarde":      func(m map[string]any) { m["tijdigheid"] = "bijna" },
		"geen datum":            func(m map[string]any) { m["ontvangenOp"] = "2019-02-30" },
		"onbekend binnenin":     func(m map[string]any) { m["actor"].(map[string]any)["naam"] = "x" },
		"geen gemeentecode":     func(m map[string]any) { m["gemeente"] = "Renkum" },
		"ontbrekend binnenin":   func(m map[string]any) { delete(m["grondslag"].(map[string]any), "soort") },
		"geen lijst van regels": func(m map[string]any) { m["regels"] = map[string]any{} },
	}
	for fout, bederf := range fouten {
		t.Run("het schema ziet: "+fout, func(t *testing.T) {
			var m map[string]any
			require.NoError(t, json.Unmarshal(goed, &m))
			bederf(m)
			slecht, err := json.Marshal(m)
			require.NoError(t, err)
			require.Error(t, voldoet(t, "bestuur/zienswijze-ontvangen.v1.schema.json", slecht))
		})
	}
	for _, fout := range []string{"onbekend veld", "ontbrekend veld", "verkeerde soort", "geen datum", "onbekend binnenin"} {
		t.Run("de codec ziet: "+fout, func(t *testing.T) {
			var m map[string]any
			require.NoError(t, json.Unmarshal(goed, &m))
			fouten[fout](m)
			slecht, err := json.Marshal(m)
			require.NoError(t, err)
			_, err = lees(codec(t), naam, slecht)
			require.Error(t, err)
		})
	}
	t.Run("een voorbeeld dat niets zegt valt op", func(t *testing.T) {
		for _, leeg := range []string{`{}`, `{"a":""}`, `{"a":[]}`, `{"a":{"b":{}}}`, `{"a":[{"b":" "}]}`, `{"a":"0001-01-01"}`} {
			require.Error(t, zegtIets([]byte(leeg)), leeg)
		}
		require.NoError(t, zegtIets([]byte(`{"a":false,"b":0,"c":["d"]}`)))
	})
}

func TestSchemaVanType(t *testing.T) {
	type metPersoonlijk struct {
		Gemeente string                 `json:"gemeente" residu:"blijft"`
		Titel    es.Persoonlijk[string] `json:"titel"`
	}
	t.Run("een persoonlijk veld staat niet in het openbare schema, wel beschreven", func(t *testing.T) {
		b, err := schema("nl.proef.iets.v1", reflect.TypeFor[metPersoonlijk]())
		require.NoError(t, err)
		var s struct {
			Properties  map[string]any
			Required    []string
			Persoonlijk []map[string]string `json:"x-persoonlijk"`
		}
		require.NoError(t, json.Unmarshal(b, &s))
		require.NotContains(t, s.Properties, "titel")
		require.Contains(t, s.Properties, "_sd")
		require.Equal(t, []string{"gemeente"}, s.Required)
		require.Equal(t, "titel", s.Persoonlijk[0]["naam"])
		require.Equal(t, "blijft", s.Properties["gemeente"].(map[string]any)["x-residu"])
	})
	t.Run("wat niet in een gebeurtenis hoort heeft geen schema", func(t *testing.T) {
		for _, typ := range []reflect.Type{
			reflect.TypeFor[struct {
				Titel float64 `json:"titel"`
			}](),
			reflect.TypeFor[struct {
				Titel *string `json:"titel"`
			}](),
			reflect.TypeFor[struct {
				Titel map[string]string `json:"titel"`
			}](),
			reflect.TypeFor[struct{ Titel string }](),
			reflect.TypeFor[struct {
				Titel es.CommandID `json:"titel"`
			}](),
			reflect.TypeFor[struct {
				Onbeschreven string `json:"onbeschreven"`
			}](),
		} {
			_, err := schema("nl.proef.iets.v1", typ)
			require.Error(t, err, "%s", typ)
		}
	})
	t.Run("elke omschrijving is een zin en wordt gebruikt", func(t *testing.T) {
		alles := strings.Builder{}
		for _, s := range soorten() {
			b, ok := Schema(s.naam)
			require.True(t, ok)
			alles.Write(b)
		}
		for veld, zin := range omschrijvingen() {
			require.True(t, strings.HasSuffix(zin, "."), veld)
			j, err := json.Marshal(zin)
			require.NoError(t, err)
			require.Contains(t, alles.String(), string(j), "%s is used by no schema", veld)
		}
	})
}
