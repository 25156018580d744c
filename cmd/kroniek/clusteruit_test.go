package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
)

// TestClusterOutgoing has three nodes with one webhook among them, and kills each
// of them once while events come in: so also the one that sends.
func TestClusterOutgoing(t *testing.T) {
	type bericht struct{ id, kenmerk, volgnummer string }
	var mu sync.Mutex
	var binnen []bericht
	ontvanger := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var ce struct{ ID, Sequence string }
		b, err := io.ReadAll(r.Body)
		if err == nil {
			err = json.Unmarshal(b, &ce)
		}
		if err != nil {
			w.WriteHeader(http.StatusBadRequest) // cut off by a kill
			return
		}
		mu.Lock()
		defer mu.Unlock()
		binnen = append(binnen, bericht{ce.ID, r.Header.Get("webhook-id"), ce.Sequence})
	}))
	t.Cleanup(ontvanger.Close)
	esdb := esdbtest.Start(t, esdbtest.Options{})
	mappen, secretaris, _ := clusterknopen(t, 3)
	beheerder := geefToken(t, mappen[0], "beheerder")
	t.Setenv(envJournaal, esdb.URL())
	knopen := make([]*server, len(mappen))
	for i := range mappen {
		knopen[i] = start(t, "serve", mappen[i], "--webhook-netwerk", "127.0.0.0/8")
	}
	knopen[0].abonneer(t, beheerder, secretaris, ontvanger.URL)
	gegeven := 0
	geef := func(i int) {
		a := knopen[i].vraag(t, http.MethodPost, "/v1/deelnames", secretaris, eenDeelname(gegeven), "Idempotency-Key", uuid.Must(uuid.NewV7()).String())
		require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
		gegeven++
	}
	aangekomen := func() map[string]string {
		mu.Lock()
		defer mu.Unlock()
		uit := map[string]string{}
		for _, b := range binnen {
			uit[b.id] = b.volgnummer
		}
		return uit
	}
	for i := range knopen {
		geef(i)
		geef((i + 1) % 3)
		require.NoError(t, knopen[i].cmd.Process.Kill())
		_ = knopen[i].cmd.Wait()
		geef((i + 1) % 3)
		geef((i + 2) % 3)
		require.Eventually(t, func() bool { return len(aangekomen()) == gegeven }, 60*time.Second, 20*time.Millisecond, "after the kill of node %d", i)
		knopen[i] = start(t, "serve", mappen[i], "--webhook-netwerk", "127.0.0.0/8")
	}
	for _, k := range knopen {
		code, _ := k.stop()
		require.Zero(t, code, k.fout.String())
	}
	mu.Lock()
	defer mu.Unlock()
	eerst, vorige := map[string]string{}, ""
	for _, b := range binnen {
		require.Equal(t, b.id, b.kenmerk, "a receiver knows it by its idempotency id")
		if volgnummer, ok := eerst[b.id]; ok {
			require.Equal(t, volgnummer, b.volgnummer, "sent again, it is the same message")
			continue
		}
		require.Greater(t, b.volgnummer, vorige, "in the order of the journal")
		eerst[b.id], vorige = b.volgnummer, b.volgnummer
	}
	require.Len(t, eerst, gegeven, "nothing is lost")
	t.Logf("%d gebeurtenissen, %d berichten", gegeven, len(binnen))
}
