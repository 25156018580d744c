package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestFilterOpModule(t *testing.T) {
	t.Run("elke soort gebeurtenis hoort bij een module, of is van de organisatie als geheel", func(t *testing.T) {
		geheel := []string{"gemeenschappelijke-regelingen", "archiefzaken", "gegevensverwerkingen", "toegangszaken"}
		for _, typ := range typen(catalogi()) {
			assert.Equal(t, slices.Contains(geheel, strings.Split(typ, ".")[1]), moduleVan(typ) == "", typ)
		}
		assert.Equal(t, recht.Onderwijszaken, moduleVan("nl.leerplichtzaken.verzuimmelding-ontvangen.v1"))
		assert.Equal(t, recht.WerkgeverschapSW, moduleVan("nl.sociale-werkvoorzieningen.boventallig-verklaard.v1"))
		assert.Equal(t, recht.Werkgeversservicepunt, moduleVan("nl.arbeidsbemiddelingen.vacature-opgehaald.v1"))
	})
	for module, wil := range map[recht.Module]bool{recht.Onderwijszaken: true, recht.Inkoop: false} {
		past, err := filter{module: string(module)}.past(es.Recorded{Type: "nl.leerplichtzaken.verzuimmelding-ontvangen.v1"}, []byte(`{"data":{}}`))
		require.NoError(t, err)
		assert.Equal(t, wil, past, module)
	}
}
