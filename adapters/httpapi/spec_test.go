package httpapi

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGegenereerdeCode(t *testing.T) {
	if testing.Short() {
		t.Skip("the generator is not run in short mode")
	}
	uit := filepath.Join(t.TempDir(), "api.gen.go")
	cmd := exec.Command("go", "tool", "-modfile=../../.tools/go.mod", "oapi-codegen", "-config", "oapi-codegen.yaml", "-o", uit, "openapi.yaml")
	melding, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", melding)
	vers, err := os.ReadFile(uit)
	require.NoError(t, err)
	bewaard, err := os.ReadFile("api.gen.go")
	require.NoError(t, err)
	assert.True(t, string(vers) == string(bewaard), "api.gen.go is stale; run: go generate ./adapters/httpapi")
}

// gekend are the keywords that kin-openapi's own validator enforces. The server
// validates by it, so another keyword in a request would be a promise not kept.
var gekend = []string{
	"type", "description", "required", "properties", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems",
	"minLength", "maxLength", "pattern", "format", "enum", "minimum", "maximum", "default", "$ref",
}

func TestBeschrijvingIsTeKeuren(t *testing.T) {
	b, err := leesBeschrijving()
	require.NoError(t, err)
	for id, o := range b.operaties {
		schemas := []*openapi3.Schema{}
		if o.schema != nil {
			schemas = append(schemas, o.schema)
		}
		for _, p := range o.parameters {
			schemas = append(schemas, p.Schema.Value)
		}
		for _, s := range schemas {
			loopSchema(s, func(s *openapi3.Schema) {
				ruw, err := json.Marshal(s)
				require.NoError(t, err)
				var velden map[string]any
				require.NoError(t, json.Unmarshal(ruw, &velden))
				for naam := range velden {
					assert.True(t, slices.Contains(gekend, naam) || strings.HasPrefix(naam, "x-"), "%s: keyword %s is not enforced", id, naam)
				}
				if s.Type.Is("object") {
					assert.NotNil(t, s.AdditionalProperties.Has, "%s: an object in a request takes any field", id)
				}
				if s.Type.Is("array") {
					assert.NotNil(t, s.MaxItems, "%s: a list without a bound", id)
				}
				if s.Type.Is("string") && len(s.Enum) == 0 && s.Format == "" && !vasteLengte(s.Pattern) {
					assert.NotNil(t, s.MaxLength, "%s: text without a bound (%s)", id, s.Pattern)
				}
			})
		}
	}
}

func vasteLengte(patroon string) bool {
	return patroon != "" && !regexp.MustCompile(`[^\\][+*]`).MatchString(patroon)
}

func loopSchema(s *openapi3.Schema, fn func(*openapi3.Schema)) {
	fn(s)
	for _, p := range s.Properties {
		loopSchema(p.Value, fn)
	}
	if s.Items != nil {
		loopSchema(s.Items.Value, fn)
	}
}

// vraagt reports whether an operation with a body asks something, and is no
// command: what is asked may stand in no address. A command takes a Proef.
func vraagt(op *openapi3.Operation) bool {
	return op.RequestBody != nil && op.Parameters.GetByInAndName("query", "proef") == nil
}

func TestBeschrijvingIsVolledig(t *testing.T) {
	b, err := leesBeschrijving()
	require.NoError(t, err)
	t.Run("elke operatie noemt de statussen die de server altijd kan geven", func(t *testing.T) {
		for pad, item := range b.document.Paths.Map() {
			for methode, op := range item.Operations() {
				nodig := []string{"400", "406", "431", "500"}
				if op.Security == nil {
					nodig = append(nodig, "401", "403")
				}
				switch {
				case vraagt(op):
					nodig = append(nodig, "200", "413", "415", "503")
				case op.RequestBody != nil:
					nodig = append(nodig, "200", "201", "409", "412", "413", "415", "503")
				}
				for _, status := range nodig {
					assert.NotNil(t, op.Responses.Value(status), "%s %s: %s", methode, pad, status)
				}
			}
		}
	})
	t.Run("wat de beschrijving openbaar noemt is dat ook in het beleid, en andersom", func(t *testing.T) {
		k := open(t)
		for _, item := range b.document.Paths.Map() {
			for _, op := range item.Operations() {
				assert.Equal(t, op.Security != nil, k.server.beleid.Openbaar(handeling(op)), op.OperationID)
			}
		}
	})
	t.Run("een beschrijving met een fout wordt niet gebruikt", func(t *testing.T) {
		_, err := openapi3.NewLoader().LoadFromData([]byte(strings.Replace(string(openapiYAML), "openapi: 3.1.1", "openapi: 3.1.1\nonzin: 1", 1)))
		require.NoError(t, err)
		doc, err := openapi3.NewLoader().LoadFromData([]byte(strings.Replace(string(openapiYAML), "title: Kroniek", "titel: Kroniek", 1)))
		require.NoError(t, err)
		require.Error(t, doc.Validate(context.Background()))
	})
}
