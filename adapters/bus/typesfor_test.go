package bus_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestTypesFor(t *testing.T) {
	type gewoon struct{}
	type ander struct{}
	type vreemd struct{}
	name := func(e any) string {
		if _, ok := e.(gewoon); ok {
			return "gewoon.v3"
		}
		return "ander.v2"
	}
	same := func(b []byte) ([]byte, error) { return b, nil }
	c := es.NewCatalog[any](name, gewoon{}, ander{}).
		Upcast("gewoon.v2", "gewoon.v3", same).Upcast("gewoon.v1", "gewoon.v2", same).Upcast("ander.v1", "ander.v2", same)

	t.Run("ook wat vroeger is opgeslagen hoort erbij", func(t *testing.T) {
		require.Equal(t, []string{"gewoon.v1", "gewoon.v2", "gewoon.v3"}, bus.TypesFor(c, gewoon{}))
		require.Equal(t, []string{"ander.v1", "ander.v2"}, bus.TypesFor(c, ander{}))
		require.Len(t, bus.TypesFor(c, ander{}, gewoon{}), 5)
	})
	t.Run("een gebeurtenis die er niet is, is een programmafout", func(t *testing.T) {
		require.Panics(t, func() { bus.TypesFor(c, vreemd{}) })
	})
}
