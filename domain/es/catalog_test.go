package es_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

type (
	event  interface{ eventType() string }
	opened struct{}
	closed struct{}
	forged struct{} // takes the name of another
)

func (opened) eventType() string { return "nl.proef.geopend.v2" }
func (closed) eventType() string { return "nl.proef.gesloten.v1" }
func (forged) eventType() string { return "nl.proef.gesloten.v1" }

func same(data []byte) ([]byte, error) { return data, nil }

func TestCatalog(t *testing.T) {
	c := es.NewCatalog(event.eventType, event(opened{}), event(closed{})).
		Upcast("nl.proef.geopend.v1", "nl.proef.geopend.v2", same).
		Upcast("nl.proef.geopend.v0", "nl.proef.geopend.v1", same)
	t.Run("een gebeurtenis heet zoals zij is aangemeld", func(t *testing.T) {
		n, err := c.Name(opened{})
		require.NoError(t, err)
		require.Equal(t, "nl.proef.geopend.v2", n)
		_, err = c.Name(forged{})
		require.ErrorIs(t, err, es.ErrUnknownType, "the name alone is not enough")
	})
	t.Run("alles wat ooit is vastgelegd blijft bekend", func(t *testing.T) {
		require.Equal(t, []string{"nl.proef.geopend.v0", "nl.proef.geopend.v1", "nl.proef.geopend.v2", "nl.proef.gesloten.v1"}, c.EverStored())
		require.Equal(t, map[string]reflect.Type{"nl.proef.geopend.v2": reflect.TypeFor[opened](), "nl.proef.gesloten.v1": reflect.TypeFor[closed]()}, c.Current())
		require.Equal(t, "nl.proef.geopend.v1", c.Upcasters()["nl.proef.geopend.v0"].To)
	})
	t.Run("wie de lijst krijgt kan haar niet veranderen", func(t *testing.T) {
		clear(c.Current())
		clear(c.Upcasters())
		require.Len(t, c.Current(), 2)
		require.Len(t, c.Upcasters(), 2)
	})
	t.Run("een fout in de aanmelding blijkt meteen", func(t *testing.T) {
		for name, declare := range map[string]func(){
			"a name twice":                 func() { es.NewCatalog(event.eventType, event(closed{}), event(forged{})) },
			"an upcast of a current type":  func() { c.Upcast("nl.proef.gesloten.v1", "nl.proef.geopend.v2", same) },
			"an upcast declared twice":     func() { c.Upcast("nl.proef.geopend.v1", "nl.proef.geopend.v2", same) },
			"an upcast to an unknown type": func() { c.Upcast("nl.proef.dicht.v1", "nl.proef.dicht.v2", same) },
			"an upcast to itself":          func() { c.Upcast("nl.proef.dicht.v1", "nl.proef.dicht.v1", same) },
		} {
			require.Panics(t, declare, name)
		}
	})
}
