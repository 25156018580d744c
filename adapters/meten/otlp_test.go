package meten_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/mgr-sdcg/kroniek/adapters/meten"
)

func TestOTLP(t *testing.T) {
	kwam := make(chan []byte, 4)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.URL.Path != "/v1/traces" || r.Header.Get("Content-Type") != "application/json" {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		kwam <- b
	}))
	t.Cleanup(s.Close)

	t.Run("een verzamelaar krijgt elke afgeronde span, in de vorm van het protocol", func(t *testing.T) {
		p, einde, err := meten.OTLP(s.URL + "/v1/traces")
		require.NoError(t, err)
		ctx, ouder := p.Tracer(meten.Naam).Start(t.Context(), "ouder", trace.WithSpanKind(trace.SpanKindServer))
		_, kind := p.Tracer(meten.Naam).Start(ctx, "kind", trace.WithLinks(trace.LinkFromContext(ctx)),
			trace.WithAttributes(attribute.Int("aantal", 7), attribute.Bool("waar", true), attribute.Float64("deel", 0.5), attribute.String("soort", "x")))
		kind.SetStatus(codes.Error, "")
		kind.End()
		ouder.SetStatus(codes.Ok, "")
		ouder.End()
		require.NoError(t, einde(t.Context()))
		var got map[string]any
		require.NoError(t, json.Unmarshal(<-kwam, &got))
		bron := got["resourceSpans"].([]any)[0].(map[string]any)
		spans := bron["scopeSpans"].([]any)[0].(map[string]any)["spans"].([]any)
		require.Len(t, spans, 2)
		k, o := spans[0].(map[string]any), spans[1].(map[string]any)
		require.Equal(t, "kind", k["name"])
		require.Equal(t, ouder.SpanContext().TraceID().String(), k["traceId"])
		require.Equal(t, ouder.SpanContext().SpanID().String(), k["parentSpanId"])
		require.Equal(t, []any{map[string]any{"traceId": k["traceId"], "spanId": k["parentSpanId"]}}, k["links"])
		require.Equal(t, map[string]any{"code": 2.0}, k["status"])
		require.Equal(t, map[string]any{"code": 1.0}, o["status"])
		require.Equal(t, 2.0, o["kind"], "SPAN_KIND_SERVER")
		require.Regexp(t, `^\d{19}$`, k["startTimeUnixNano"])
		require.Equal(t, []any{
			map[string]any{"key": "aantal", "value": map[string]any{"intValue": "7"}},
			map[string]any{"key": "waar", "value": map[string]any{"boolValue": true}},
			map[string]any{"key": "deel", "value": map[string]any{"doubleValue": 0.5}},
			map[string]any{"key": "soort", "value": map[string]any{"stringValue": "x"}},
		}, k["attributes"])
	})
	t.Run("een adres dat geen verzamelaar kan zijn wordt geweigerd", func(t *testing.T) {
		for _, adres := range []string{"", "machine:4318", "ftp://machine/v1/traces", "http://"} {
			_, _, err := meten.OTLP(adres)
			require.ErrorIs(t, err, meten.ErrOTLP, adres)
		}
	})
}
