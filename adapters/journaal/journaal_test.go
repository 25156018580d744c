package journaal

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestSmoke(t *testing.T) {
	o := proefOpties(t)
	map_ := t.TempDir()
	j := opnieuw(t, map_, o, haken{})
	s := storetest.Stream()
	require.EqualValues(t, 1, schrijf(t, j, s, es.NoStream, ochtend(), 1, 2, 3).First)
	require.EqualValues(t, 4, schrijf(t, j, s, 2, ochtend(), 4).First)
	r, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: []any{storetest.Met{Soort: "a", Naam: es.Prive("Jan")}}})
	require.NoError(t, err)
	require.EqualValues(t, 5, r.Last())
	require.NoError(t, j.Sluit())
	j = opnieuw(t, map_, o, haken{})
	got, err := j.Read(t.Context(), s)
	require.NoError(t, err)
	require.Len(t, got, 4)
	n := 0
	require.NoError(t, j.Scan(t.Context(), 0, 99, func(v *envelop.Verzegeld) error { n++; return nil }))
	require.Equal(t, 5, n)
}
