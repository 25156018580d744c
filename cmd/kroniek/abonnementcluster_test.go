package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
)

// aankomst keeps what a webhook got, in order.
type aankomst struct {
	mu   sync.Mutex
	kwam []string          // ids, also those that came again
	volg map[string]string // sequence by id
	fout string
}

func (a *aankomst) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	b, err := io.ReadAll(r.Body)
	var ce struct{ ID, Sequence string }
	if err == nil {
		err = json.Unmarshal(b, &ce)
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	eerder, er := a.volg[ce.ID]
	switch {
	case err != nil:
		a.fout = err.Error()
	case ce.ID != r.Header.Get("webhook-id"), er && eerder != ce.Sequence:
		a.fout = "an id does not stand for one event"
	}
	a.kwam, a.volg[ce.ID] = append(a.kwam, ce.ID), ce.Sequence
}

// eerst returns the sequence of every event that came, in the order of first arrival.
func (a *aankomst) eerst() (uit []string, fout string, dubbel int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	gezien := map[string]bool{}
	for _, id := range a.kwam {
		if !gezien[id] {
			gezien[id] = true
			uit = append(uit, a.volg[id])
		}
	}
	return uit, a.fout, len(a.kwam) - len(uit)
}

// TestAbonnementOpCluster kills whichever node happens to be sending, again and again.
func TestAbonnementOpCluster(t *testing.T) {
	esdb := esdbtest.Start(t, esdbtest.Options{Nodes: 1, User: "ops", Password: merkWachtwoord})
	mappen, secretaris, _ := clusterknopen(t, 2)
	beheerder := geefToken(t, mappen[0], "beheerder") // tokens are of one node
	t.Setenv(envJournaal, esdb.URL())
	a := &aankomst{volg: map[string]string{}}
	ontvanger := httptest.NewServer(a)
	t.Cleanup(ontvanger.Close)
	knopen := make([]*server, len(mappen))
	aan := func(i int) { knopen[i] = start(t, "serve", mappen[i], "--webhook-netwerk", "127.0.0.0/8") }
	for i := range knopen {
		aan(i)
	}
	knopen[0].abonneer(t, beheerder, secretaris, ontvanger.URL)
	gegeven := 0
	for ronde := range 5 {
		for range 3 {
			s := knopen[rand.IntN(2)]
			r := s.vraag(t, http.MethodPost, "/v1/deelnames", secretaris, eenDeelname(gegeven), "Idempotency-Key", uuid.Must(uuid.NewV7()).String())
			require.Equal(t, http.StatusCreated, r.Status, string(r.Body))
			gegeven++
		}
		if i := ronde % 2; ronde < 4 {
			require.NoError(t, knopen[i].cmd.Process.Kill())
			_ = knopen[i].cmd.Wait()
			aan(i)
		}
	}
	require.Eventually(t, func() bool {
		kwam, _, _ := a.eerst()
		return len(kwam) == gegeven
	}, 2*time.Minute, 50*time.Millisecond, "not everything came")
	kwam, fout, dubbel := a.eerst()
	require.Empty(t, fout)
	require.IsIncreasing(t, kwam)
	t.Logf("%d events, %d came more than once", gegeven, dubbel)
	r := knopen[0].vraag(t, http.MethodGet, "/v1/abonnementen", beheerder, nil)
	require.Contains(t, string(r.Body), `"toestand":"loopt"`)
	for i, k := range knopen {
		code, _ := k.stop()
		require.Zero(t, code, fmt.Sprint(i, k.fout.String()))
		require.False(t, strings.Contains(k.fout.String(), merkWachtwoord))
	}
}
