package main

import (
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
)

// TestTypesOnCluster has a node of an older program, and one of a newer, on the cluster.
func TestTypesOnCluster(t *testing.T) {
	esdb := esdbtest.Start(t, esdbtest.Options{})
	mappen, secretaris, _ := clusterknopen(t, 1)
	dir := mappen[0]
	t.Setenv(envJournaal, esdb.URL())
	ander, err := eventstoredb.OpenBeheer(eventstoredb.Opties{Verbinding: esdb.URL()})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, ander.Sluit()) })
	alle := typen(catalogi())
	oud := slices.DeleteFunc(slices.Clone(alle), func(t string) bool { return strings.Contains(t, "deelname") })
	require.Less(t, len(oud), len(alle))
	require.NoError(t, ander.MeldAan(t.Context(), "ouder-knooppunt", oud))

	s := start(t, "serve", dir)
	besluit := func() httpAntwoord {
		return s.vraag(t, http.MethodPost, "/v1/deelnames", secretaris, eenDeelname(3), "Idempotency-Key", "proef-soorten")
	}
	t.Run("een soort die een knooppunt van een oudere versie niet kent wordt geweigerd, en is dan nergens", func(t *testing.T) {
		a := besluit()
		require.Equal(t, http.StatusConflict, a.Status, string(a.Body))
		require.Contains(t, string(a.Body), "niet elk knooppunt van het cluster kent")
		require.Zero(t, esdb.Count("kroniek.grootboek-deelname"))
	})
	t.Run("is dat knooppunt afgemeld, dan kan dezelfde opdracht alsnog", func(t *testing.T) {
		uit, fout, code := kroniek(t, "knooppunten")
		require.Zero(t, code, fout)
		require.Contains(t, uit, "ouder-knooppunt")
		_, fout, code = kroniek(t, "knooppunten", "--meld-af", "een-ander")
		require.Equal(t, exitGebruik, code)
		require.Contains(t, fout, "niet aangemeld")
		uit, fout, code = kroniek(t, "knooppunten", "--meld-af", "ouder-knooppunt")
		require.Zero(t, code, fout)
		require.NotContains(t, uit, "ouder-knooppunt")
		a := besluit()
		require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	})
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	t.Run("een programma dat een soort niet kent die in gebruik is begint niet", func(t *testing.T) {
		uit, fout, code := kroniek(t, "knooppunten")
		require.Zero(t, code, fout)
		naam, err := knooppuntVan(dir)
		require.NoError(t, err)
		require.Contains(t, uit, naam)
		_, fout, code = kroniek(t, "knooppunten", "--meld-af", naam)
		require.Zero(t, code, fout)
		require.NoError(t, ander.MeldAan(t.Context(), "nieuwer-knooppunt", append(slices.Clone(alle), "nl.gemeenschappelijke-regelingen.van-morgen.v1")))
		_, fout, code = kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
		require.Equal(t, exitGeweigerd, code)
		require.Contains(t, fout, "soorten gebeurtenissen in gebruik die dit programma niet kent")
		require.FileExists(t, filepath.Join(dir, knooppuntbestand))
	})
}
