package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
)

// TestAbonnementenVerhuizen has a receiver of events through a backup that is put back,
// a move to a cluster, and one back: nothing is sent twice, nothing is lost.
func TestAbonnementenVerhuizen(t *testing.T) {
	a := &aankomst{volg: map[string]string{}}
	ontvanger := httptest.NewServer(a)
	t.Cleanup(ontvanger.Close)
	mappen, secretaris, _ := clusterknopen(t, 1)
	dir := mappen[0]
	beheerder := geefToken(t, dir, "beheerder")
	checkpoint := filepath.Join(t.TempDir(), "checkpoint")
	gegeven := 0
	met := func(dir string, doe func(*server), extra ...string) {
		s := start(t, "serve", dir, append(extra, "--webhook-netwerk", "127.0.0.0/8")...)
		doe(s)
		for range 3 {
			r := s.vraag(t, http.MethodPost, "/v1/deelnames", secretaris, eenDeelname(gegeven), "Idempotency-Key", uuid.Must(uuid.NewV7()).String())
			require.Equal(t, http.StatusCreated, r.Status, string(r.Body))
			gegeven++
		}
		require.Eventually(t, func() bool { kwam, _, _ := a.eerst(); return len(kwam) >= gegeven }, 60*time.Second, 20*time.Millisecond)
		c := s.vraag(t, http.MethodGet, "/checkpoint", "", nil)
		require.Equal(t, http.StatusOK, c.Status)
		require.NoError(t, os.WriteFile(checkpoint, c.Body, 0o600))
		code, _ := s.stop()
		require.Zero(t, code, s.fout.String())
		kwam, fout, dubbel := a.eerst()
		require.Empty(t, fout)
		require.Len(t, kwam, gegeven)
		require.Zero(t, dubbel, "sent again")
	}
	kopie, terug := filepath.Join(t.TempDir(), "kopie"), filepath.Join(t.TempDir(), "terug")
	niets := func(*server) {}
	met(dir, func(s *server) { s.abonneer(t, beheerder, secretaris, ontvanger.URL) })
	t.Run("een teruggezette reservekopie gaat verder waar elke ontvanger was", func(t *testing.T) {
		_, fout, code := kroniek(t, "backup", "--data", dir, "--naar", kopie)
		require.Zero(t, code, fout)
		_, fout, code = kroniek(t, "restore", "--van", kopie, "--naar", terug, "--kek", filepath.Join(dir, "kek"), "--checkpoint", checkpoint,
			"--eerste", metToken(t, beheerder), "--tweede", metToken(t, secretaris))
		require.Zero(t, code, fout)
		dir = terug
		met(dir, niets)
	})
	esdb := esdbtest.Start(t, esdbtest.Options{})
	t.Run("een journaal dat naar een cluster gaat neemt mee hoe ver elke ontvanger is, en ook terug", func(t *testing.T) {
		_, fout, code := kroniek(t, "kopieer", "--van", dir, "--naar", esdb.URL())
		require.Zero(t, code, fout)
		met(dir, niets, "--journaal", esdb.URL())
		_, fout, code = kroniek(t, "abonnement", "lijst", "--data", dir)
		require.Equal(t, exitGeweigerd, code)
		require.Contains(t, fout, "GET /v1/abonnementen")
		_, fout, code = kroniek(t, "kopieer", "--van", esdb.URL(), "--naar", dir)
		require.Zero(t, code, fout)
		met(dir, niets)
	})
}
