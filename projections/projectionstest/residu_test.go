package projectionstest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
)

func TestVernietigd(t *testing.T) {
	type binnen struct {
		Soort string `residu:"blijft"`
		Tekst string
	}
	type gebeurtenis struct {
		binnen // not exported: goes
		Binnen binnen
		Heel   binnen `residu:"blijft"`
		Naam   es.Persoonlijk[string]
		Dag    recht.Datum
		Jaar   recht.Datum `residu:"blijft"`
	}
	d := recht.NieuweDatum(2020, 1, 1)
	vol := binnen{"a", "b"}
	in := []es.Recorded{{Position: 7, Stream: "s-1", Event: gebeurtenis{vol, vol, vol, es.Prive("x"), d, d}}}
	uit := projectionstest.Vernietigd(in)
	require.Equal(t, es.Recorded{
		Position: 7, Stream: "s-1", Replaced: true,
		Event: gebeurtenis{Binnen: binnen{Soort: "a"}, Heel: vol, Jaar: d},
	}, uit[0])
	require.False(t, in[0].Replaced, "what was given is not changed")
}
