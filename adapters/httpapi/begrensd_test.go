package httpapi

import (
	"maps"
	"slices"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// onbegrensd names the places in a schema where a body may be as large as the sender
// likes, or hold a number that JSON does not carry whole (RFC 8785 section 3.2.2.3).
func onbegrensd(s *openapi3.Schema, pad string) (uit []string) {
	const heel = 1<<53 - 1
	switch {
	case len(s.Enum) > 0 || s.Type.Is("boolean"):
	case s.Type.Is("object"):
		for _, p := range slices.Sorted(maps.Keys(s.Properties)) {
			uit = append(uit, onbegrensd(s.Properties[p].Value, pad+"/"+p)...)
		}
	case s.Type.Is("array"):
		if s.MaxItems == nil {
			uit = append(uit, pad)
		}
		uit = append(uit, onbegrensd(s.Items.Value, pad+"/#")...)
	case s.Type.Is("integer"):
		if s.Min == nil || s.Max == nil || *s.Min < -heel || *s.Max > heel {
			uit = append(uit, pad)
		}
	case s.Type.Is("string"):
		if s.MaxLength == nil && s.Format == "" && s.Pattern == "" {
			uit = append(uit, pad)
		}
	default:
		uit = append(uit, pad)
	}
	return uit
}

func TestEveryRequestIsBounded(t *testing.T) {
	s, _ := kaleServer(t)
	geteld := 0
	for _, id := range slices.Sorted(maps.Keys(s.beschrijving.operaties)) {
		if schema := s.beschrijving.operaties[id].schema; schema != nil {
			geteld++
			assert.Empty(t, onbegrensd(schema, ""), id)
		}
	}
	require.Greater(t, geteld, 50)
	t.Run("een getal, tekst of lijst zonder grens wordt gevonden", func(t *testing.T) {
		vrij := openapi3.NewObjectSchema().WithProperty("getal", openapi3.NewInt64Schema()).WithProperty("tekst", openapi3.NewStringSchema()).
			WithProperty("lijst", openapi3.NewArraySchema().WithItems(openapi3.NewBoolSchema()))
		assert.Equal(t, []string{"/getal", "/lijst", "/tekst"}, onbegrensd(vrij, ""))
		assert.Equal(t, []string{"/getal"}, onbegrensd(openapi3.NewObjectSchema().WithProperty("getal", openapi3.NewInt64Schema().WithMin(0).WithMax(1<<53)), ""))
	})
}
