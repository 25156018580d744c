package meten

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// otlptijd is how long a collector may take to answer.
const otlptijd = 10 * time.Second

// ErrOTLP reports an address that no collector can have.
var ErrOTLP = errors.New("geef het adres van een OTLP-verzamelaar als http(s)://machine:4318/v1/traces")

// OTLP returns a provider that hands finished spans to a collector over OTLP/HTTP in
// JSON (OpenTelemetry Protocol 1.x), and how to end it. It is written out here, since
// the module for it would raise the gRPC under the client of EventStoreDB. Spans that
// a collector does not take are lost: decisions never wait for it.
func OTLP(adres string) (trace.TracerProvider, func(context.Context) error, error) {
	u, err := url.Parse(adres)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, nil, ErrOTLP
	}
	e := &otlp{adres: u.String(), client: &http.Client{Timeout: otlptijd, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
	p := sdk.NewTracerProvider(sdk.WithBatcher(e), sdk.WithSampler(sdk.ParentBased(sdk.AlwaysSample())))
	return p, p.Shutdown, nil
}

// otlp is an exporter of the SDK.
type otlp struct {
	adres  string
	client *http.Client
}

// The JSON of OTLP, as far as it is used: ids in hex, 64-bit numbers as strings.
type (
	otlpVraag struct {
		ResourceSpans []otlpBron `json:"resourceSpans"`
	}
	otlpBron struct {
		Resource   otlpKenmerken `json:"resource"`
		ScopeSpans []otlpDeel    `json:"scopeSpans"`
	}
	otlpKenmerken struct {
		Attributes []otlpKenmerk `json:"attributes"`
	}
	otlpKenmerk struct {
		Key   string     `json:"key"`
		Value otlpWaarde `json:"value"`
	}
	otlpWaarde struct {
		String *string  `json:"stringValue,omitempty"`
		Bool   *bool    `json:"boolValue,omitempty"`
		Int    *string  `json:"intValue,omitempty"`
		Double *float64 `json:"doubleValue,omitempty"`
	}
	otlpDeel struct {
		Scope otlpNaam   `json:"scope"`
		Spans []otlpSpan `json:"spans"`
	}
	otlpNaam struct {
		Name string `json:"name"`
	}
	otlpVerband struct {
		TraceID string `json:"traceId"`
		SpanID  string `json:"spanId"`
	}
	otlpStand struct {
		Code int `json:"code,omitempty"`
	}
	otlpSpan struct {
		otlpVerband
		Parent     string        `json:"parentSpanId,omitempty"`
		Name       string        `json:"name"`
		Kind       int           `json:"kind"`
		Start      string        `json:"startTimeUnixNano"`
		End        string        `json:"endTimeUnixNano"`
		Attributes []otlpKenmerk `json:"attributes,omitempty"`
		Links      []otlpVerband `json:"links,omitempty"`
		Status     otlpStand     `json:"status"`
	}
)

// ExportSpans implements the exporter. Its error names no address and no value.
func (e *otlp) ExportSpans(ctx context.Context, spans []sdk.ReadOnlySpan) error {
	deel := otlpDeel{Scope: otlpNaam{Naam}}
	for _, s := range spans {
		deel.Spans = append(deel.Spans, otlpVan(s))
	}
	dienst := "kroniek"
	b, err := json.Marshal(otlpVraag{[]otlpBron{{
		Resource: otlpKenmerken{[]otlpKenmerk{{"service.name", otlpWaarde{String: &dienst}}}}, ScopeSpans: []otlpDeel{deel},
	}}})
	if err != nil {
		return fmt.Errorf("encode spans: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.adres, bytes.NewReader(b))
	if err != nil {
		return ErrOTLP
	}
	r.Header.Set("Content-Type", "application/json")
	a, err := e.client.Do(r)
	if err != nil {
		return errors.New("hand over spans: the collector gives no answer")
	}
	defer func() { _ = a.Body.Close() }()                     // nothing was written over it
	_, _ = io.Copy(io.Discard, io.LimitReader(a.Body, 1<<16)) // so that the connection serves again
	if a.StatusCode/100 != 2 {
		return fmt.Errorf("hand over spans: the collector answers %d", a.StatusCode)
	}
	return nil
}

// Shutdown implements the exporter.
func (e *otlp) Shutdown(context.Context) error {
	e.client.CloseIdleConnections()
	return nil
}

func otlpVan(s sdk.ReadOnlySpan) otlpSpan {
	nano := func(t time.Time) string { return strconv.FormatInt(t.UnixNano(), 10) }
	uit := otlpSpan{
		otlpVerband: verbandVan(s.SpanContext()), Name: s.Name(), Kind: int(s.SpanKind()), Start: nano(s.StartTime()), End: nano(s.EndTime()),
	}
	if s.Parent().IsValid() {
		uit.Parent = s.Parent().SpanID().String()
	}
	for _, l := range s.Links() {
		uit.Links = append(uit.Links, verbandVan(l.SpanContext))
	}
	for _, a := range s.Attributes() {
		uit.Attributes = append(uit.Attributes, otlpKenmerk{string(a.Key), waardeVan(a.Value)})
	}
	switch s.Status().Code { // the SDK numbers them otherwise than the protocol
	case codes.Ok:
		uit.Status.Code = 1
	case codes.Error:
		uit.Status.Code = 2
	}
	return uit
}

func verbandVan(c trace.SpanContext) otlpVerband {
	return otlpVerband{c.TraceID().String(), c.SpanID().String()}
}

func waardeVan(v attribute.Value) (w otlpWaarde) {
	switch v.Type() {
	case attribute.BOOL:
		b := v.AsBool()
		w.Bool = &b
	case attribute.INT64:
		n := strconv.FormatInt(v.AsInt64(), 10)
		w.Int = &n
	case attribute.FLOAT64:
		f := v.AsFloat64()
		w.Double = &f
	default:
		t := v.String()
		w.String = &t
	}
	return w
}
