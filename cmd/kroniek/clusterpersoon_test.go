package main

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
)

// proefnummers returns n numbers that pass the test of eleven, from a range for tests.
func proefnummers(n int) (uit []string) {
	for k := 999990000; len(uit) < n; k++ {
		t, som := fmt.Sprint(k), 0
		for i := range 8 {
			som += (9 - i) * int(t[i]-'0')
		}
		if som -= int(t[8] - '0'); som%11 == 0 {
			uit = append(uit, t)
		}
	}
	return uit
}

// TestPersonOnCluster asks two nodes at once, again and again, to open a file for one person.
func TestPersonOnCluster(t *testing.T) {
	esdb := esdbtest.Start(t, esdbtest.Options{})
	mappen, _, consulent := clusterknopen(t, 2)
	t.Setenv(envJournaal, esdb.URL())
	knopen := []*server{start(t, "serve", mappen[0]), start(t, "serve", mappen[1])}
	open := func(i int, nummer string) int {
		a := knopen[i].vraag(t, http.MethodPost, "/v1/doorstroompuntdossiers", consulent, veld{
			"persoon": veld{"naam": "Jan Voorbeeld", "geboren": "2003-05-20", "bsn": nummer}, "gemeente": "GM0277", "onderwijssoort": "mbo",
			"bron": "duo-lijst", "gesignaleerdOp": "2020-02-17", "opdracht": veld{"gesimuleerd": true},
		}, "Idempotency-Key", uuid.Must(uuid.NewV7()).String())
		if a.Status != http.StatusCreated && a.Status != http.StatusConflict {
			t.Errorf("%d %s", a.Status, a.Body)
		}
		return a.Status
	}
	t.Run("van twee knooppunten die op hetzelfde moment een dossier voor een persoon openen slaagt er precies een", func(t *testing.T) {
		for _, nummer := range proefnummers(12) {
			var uit [2]int
			var wg sync.WaitGroup
			for i := range uit {
				wg.Go(func() { uit[i] = open(i, nummer) })
			}
			wg.Wait()
			require.ElementsMatch(t, []int{http.StatusCreated, http.StatusConflict}, uit[:])
		}
	})
	t.Run("een token werkt binnen enkele seconden op elk knooppunt, en is ingetrokken ook overal weg", func(t *testing.T) {
		token := tokenVoor(t, mappen[0], "auditor")
		status := func(i int) int {
			return knopen[i].vraag(t, http.MethodGet, "/v1/gebeurtenissen?limiet=1", token, nil).Status
		}
		require.Equal(t, http.StatusOK, status(0))
		require.Eventually(t, func() bool { return status(1) == http.StatusOK }, 30*time.Second, 100*time.Millisecond, knopen[1].fout.String())
		id := strings.Split(token, "_")[1]
		_, fout, code := kroniek(t, "token", "intrekken", "--data", mappen[1], "--id", id)
		require.Zero(t, code, fout)
		for i := range knopen {
			require.Eventually(t, func() bool { return status(i) == http.StatusUnauthorized }, 30*time.Second, 100*time.Millisecond, "node %d", i)
		}
		require.NotZero(t, esdb.Count("kroniek.gedeeld-toegang"))
		require.NotContains(t, esdb.Find(0, "auditor"), "kroniek.gedeeld-toegang", "what nodes share is sealed")
	})
	for _, k := range knopen {
		code, _ := k.stop()
		require.Zero(t, code, k.fout.String())
	}
}
