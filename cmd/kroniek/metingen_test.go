package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// spoor is a span as it is written.
type spoor struct {
	TraceID      string         `json:"traceId"`
	SpanID       string         `json:"spanId"`
	ParentSpanID string         `json:"parentSpanId"`
	Name         string         `json:"name"`
	Attributes   map[string]any `json:"attributes"`
}

func leesSporen(t *testing.T, pad string) (uit []spoor, tekst string) {
	t.Helper()
	b, err := os.ReadFile(pad)
	require.NoError(t, err)
	for s := bufio.NewScanner(strings.NewReader(string(b))); s.Scan(); {
		var l spoor
		require.NoError(t, json.Unmarshal(s.Bytes(), &l))
		uit = append(uit, l)
	}
	return uit, string(b)
}

// meting returns the value of a metric with these labels, as Prometheus reads it.
func (s *server) cijfer(t *testing.T, token, naam string) float64 {
	t.Helper()
	a := s.vraag(t, "GET", "/metrics", token, nil)
	require.Equal(t, 200, a.Status, string(a.Body))
	m := regexp.MustCompile(`(?m)^` + regexp.QuoteMeta(naam) + ` (\S+)$`).FindSubmatch(a.Body)
	require.NotNil(t, m, "%s is not among:\n%s", naam, a.Body)
	f, err := strconv.ParseFloat(string(m[1]), 64)
	require.NoError(t, err)
	return f
}

const (
	proefspoor = "0af7651916cd43dd8448eb211c80319c"
	ouder      = "00-" + proefspoor + "-b7ad6b7169203331-01"
	merk1      = "zeldzaammerk"
	merk2      = "999990019"
	deelns     = `{"gemeente":"GM0202","module":"inkoop","vanaf":"2025-01-01","genomenOp":"2024-12-01","opdracht":{"motivering":"zeldzaammerk 999990019"}}`
)

func TestMetenEnSporen(t *testing.T) {
	dir, pad := t.TempDir(), filepath.Join(t.TempDir(), "sporen.jsonl")
	koppen := make(chan http.Header, 10)
	ontvanger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		koppen <- r.Header.Clone()
	}))
	t.Cleanup(ontvanger.Close)
	s := start(t, "serve", dir, "--webhook-netwerk", "127.0.0.0/8", "--sporen", pad)
	beheerder, secretaris := geefToken(t, dir, "beheerder"), geefToken(t, dir, "bestuurssecretaris")
	s.abonneer(t, beheerder, secretaris, ontvanger.URL)
	a := s.vraag(t, "POST", "/v1/deelnames", secretaris, json.RawMessage(deelns), "Traceparent", ouder, "Tracestate", "x="+merk1, "Baggage", "bsn="+merk2)
	require.Equal(t, 201, a.Status, string(a.Body))
	s.vraag(t, "GET", "/v1/deelnames/GM0202/"+merk1, secretaris, nil)
	s.vraag(t, "GET", "/v1/"+merk1+"?bsn="+merk2, secretaris, nil)
	s.vraag(t, "MERK"+merk2, "/v1/deelnames", secretaris, nil)

	t.Run("het spoor van het verzoek komt bij de ontvanger aan, in een schakel van ons", func(t *testing.T) {
		k := (<-koppen).Get("Traceparent")
		require.Regexp(t, `^00-`+proefspoor+`-[0-9a-f]{16}-01$`, k)
		require.NotEqual(t, ouder, k)
	})
	t.Run("cijfers zijn er voor de beheerder, en voor niemand anders", func(t *testing.T) {
		require.Equal(t, 403, s.vraag(t, "GET", "/metrics", secretaris, nil).Status)
		require.Equal(t, 401, s.vraag(t, "GET", "/metrics", "", nil).Status)
	})
	t.Run("de cijfers kloppen met wat er is gebeurd", func(t *testing.T) {
		require.Eventually(t, func() bool { return s.cijfer(t, beheerder, "kroniek_checkpoint_lag_events") == 0 }, time.Minute, 20*time.Millisecond)
		require.EqualValues(t, 3, s.cijfer(t, beheerder, "kroniek_journal_position"))
		require.EqualValues(t, 3, s.cijfer(t, beheerder, "kroniek_checkpoint_position"))
		require.EqualValues(t, 0, s.cijfer(t, beheerder, "kroniek_checkpoint_age_seconds"))
		require.EqualValues(t, 3, s.cijfer(t, beheerder, `kroniek_append_seconds_count{outcome="recorded"}`))
		require.EqualValues(t, 3, s.cijfer(t, beheerder, `kroniek_append_batch_size_sum`))
		require.EqualValues(t, 1, s.cijfer(t, beheerder, `kroniek_http_requests_total{method="POST",route="/v1/deelnames",status="2xx"}`))
		require.EqualValues(t, 1, s.cijfer(t, beheerder, `kroniek_delivery_attempts_total{channel="webhook",fault="none"}`))
		require.Eventually(t, func() bool { return s.cijfer(t, beheerder, `kroniek_subscriber_lag_events{subscriber="suite"}`) == 0 }, time.Minute, 20*time.Millisecond)
		require.EqualValues(t, 0, s.cijfer(t, beheerder, `kroniek_subscriber_stopped{subscriber="suite"}`))
		for _, model := range projectoren() {
			require.Eventually(t, func() bool {
				return s.cijfer(t, beheerder, `kroniek_projector_lag_events{consumer="leesmodellen/`+model.Naam+`"}`) == 0
			}, time.Minute, 20*time.Millisecond)
			require.EqualValues(t, 0, s.cijfer(t, beheerder, `kroniek_projector_gap_events{consumer="leesmodellen/`+model.Naam+`"}`))
			require.EqualValues(t, 0, s.cijfer(t, beheerder, `kroniek_projector_stopped{consumer="leesmodellen/`+model.Naam+`"}`))
		}
	})
	alle := string(s.vraag(t, "GET", "/metrics", beheerder, nil).Body)
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	sporen, tekst := leesSporen(t, pad)

	t.Run("verzoek, journaal, leesmodellen en webhook staan in een spoor, in die volgorde van ouder en kind", func(t *testing.T) {
		per := map[string]spoor{}
		for _, l := range sporen {
			if l.TraceID == proefspoor {
				per[l.Name] = l
			}
		}
		require.Contains(t, per, "POST /v1/deelnames")
		require.Equal(t, "b7ad6b7169203331", per["POST /v1/deelnames"].ParentSpanID)
		require.Equal(t, per["POST /v1/deelnames"].SpanID, per["journal append"].ParentSpanID)
		require.Equal(t, per["journal append"].SpanID, per["handle leesmodellen"].ParentSpanID)
		require.Equal(t, per["journal append"].SpanID, per["handle abonnement/suite"].ParentSpanID)
		require.EqualValues(t, 3, per["journal append"].Attributes["kroniek.position"])
	})
	t.Run("geen cijfer en geen spoor houdt iets van een verzoek in", func(t *testing.T) {
		for _, merk := range []string{merk1, merk2, "GM0202", "MERK"} {
			require.NotContains(t, alle, merk)
			require.NotContains(t, tekst, merk)
		}
		require.Contains(t, alle, `method="other"`, "control: that request was counted")
	})
	t.Run("geen gebeurtenis draagt een spoor", func(t *testing.T) {
		for _, naam := range []string{"journaal.db", "journaal.db-wal"} {
			b, err := os.ReadFile(filepath.Join(dir, naam))
			if os.IsNotExist(err) {
				continue
			}
			require.NoError(t, err)
			require.NotContains(t, string(b), proefspoor)
		}
	})
}
