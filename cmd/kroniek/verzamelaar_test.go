package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestTraceCollector has the program hand its spans to a collector, and to none.
func TestTraceCollector(t *testing.T) {
	var mu sync.Mutex
	var tekst strings.Builder
	v := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		_, _ = io.Copy(&tekst, r.Body)
	}))
	t.Cleanup(v.Close)
	const spoor = "4bf92f3577b34da6a3ce929d0e0e4736"
	dir := filepath.Join(t.TempDir(), "data")
	vraag := func(adres string) {
		s := start(t, "serve", dir, "--sporen", adres)
		token := geefToken(t, dir, "bestuurssecretaris")
		a := s.vraag(t, http.MethodPost, "/v1/deelnames", token, eenDeelname(len(adres)), "traceparent", "00-"+spoor+"-00f067aa0ba902b7-01")
		require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
		code, _ := s.stop()
		require.Zero(t, code, s.fout.String())
	}
	t.Run("een verzamelaar krijgt het spoor van een verzoek, zonder wat erin stond", func(t *testing.T) {
		vraag(v.URL + "/v1/traces")
		require.Contains(t, tekst.String(), `"traceId":"`+spoor+`"`)
		require.NotContains(t, tekst.String(), "GM02")
	})
	t.Run("een verzamelaar die er niet is houdt niets op", func(t *testing.T) {
		v.Close()
		vraag(v.URL + "/v1/trace")
	})
}
