package main

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/projections"
)

// A report on a model with figures that go with a file says what share was
// destroyed; one that does not is named here, with the lasting figures it reads.
func TestTemporaryFiguresSayWhatWasDestroyed(t *testing.T) {
	blijvend := map[string]string{"verzuimmeldingen-tijdigheid": "aantallen"}
	for _, r := range rapporten() {
		tijdelijk := slices.ContainsFunc(r.Model.Tellingen, func(x *projections.Telling) bool { return !x.Blijvend })
		if leest := blijvend[r.Naam]; leest != "" {
			assert.True(t, slices.ContainsFunc(r.Model.Tellingen, func(x *projections.Telling) bool { return x.Naam == leest && x.Blijvend }), r.Naam)
			continue
		}
		assert.Equal(t, tijdelijk, r.Bestand != nil, "rapport %s", r.Naam)
	}
}
