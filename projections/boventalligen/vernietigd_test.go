package boventalligen_test

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections/boventalligen"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
)

func TestVernietiging(t *testing.T) {
	t.Run("na vernietiging van alle dossiers zijn alle cijfers gelijk", func(t *testing.T) {
		verhalen := [][]es.Recorded{verhaal()}
		for zaad := range 20 {
			verhalen = append(verhalen, rapid.Custom(geschiedenis).Example(zaad))
		}
		for _, events := range verhalen {
			voor, err := leesmodellentest.Open(t, boventalligen.Projector, events...).Digest(t.Context(), boventalligen.Projector.Naam)
			require.NoError(t, err)
			na, err := leesmodellentest.Open(t, boventalligen.Projector, projectionstest.Vernietigd(events)...).Digest(t.Context(), boventalligen.Projector.Naam)
			require.NoError(t, err)
			require.Equal(t, voor, na)
		}
	})
}
