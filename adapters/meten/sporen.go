package meten

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
	"go.opentelemetry.io/otel/trace/noop"
)

// Naam is the name of the instrumentation.
const Naam = "github.com/mgr-sdcg/kroniek"

// Spoorbestand returns a provider that writes every finished span to the file pad
// as a line of JSON, and how to end it. Without pad nothing is written, and the
// trace context of others is passed on as it came.
func Spoorbestand(pad string) (trace.TracerProvider, func(context.Context) error, error) {
	if pad == "" {
		return noop.NewTracerProvider(), func(context.Context) error { return nil }, nil
	}
	f, err := os.OpenFile(pad, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, fmt.Errorf("open file for spans: %w", err)
	}
	p := sdk.NewTracerProvider(sdk.WithBatcher(&regels{uit: f}), sdk.WithSampler(sdk.ParentBased(sdk.AlwaysSample())))
	return p, p.Shutdown, nil
}

// A spoorregel is one span as it is written.
type spoorregel struct {
	Trace   string         `json:"traceId"`
	Span    string         `json:"spanId"`
	Parent  string         `json:"parentSpanId,omitempty"`
	Links   []string       `json:"linkedTraceIds,omitempty"`
	Name    string         `json:"name"`
	Kind    string         `json:"kind"`
	Start   time.Time      `json:"start"`
	Seconds float64        `json:"seconds"`
	Error   string         `json:"error,omitempty"`
	Fields  map[string]any `json:"attributes,omitempty"`
}

// regels writes spans as lines of JSON; it is an exporter of the SDK.
type regels struct {
	mu  sync.Mutex
	uit io.WriteCloser
}

// ExportSpans implements the exporter.
func (r *regels) ExportSpans(_ context.Context, spans []sdk.ReadOnlySpan) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	enc := json.NewEncoder(r.uit)
	for _, s := range spans {
		l := spoorregel{
			Trace: s.SpanContext().TraceID().String(), Span: s.SpanContext().SpanID().String(), Name: s.Name(), Kind: s.SpanKind().String(),
			Start: s.StartTime().UTC(), Seconds: s.EndTime().Sub(s.StartTime()).Seconds(), Fields: velden(s.Attributes()),
		}
		if s.Parent().IsValid() {
			l.Parent = s.Parent().SpanID().String()
		}
		for _, k := range s.Links() {
			l.Links = append(l.Links, k.SpanContext.TraceID().String())
		}
		if s.Status().Code == codes.Error {
			l.Error = "error"
			if s.Status().Description != "" {
				l.Error = s.Status().Description
			}
		}
		if err := enc.Encode(l); err != nil {
			return fmt.Errorf("write span: %w", err)
		}
	}
	return nil
}

func velden(kv []attribute.KeyValue) map[string]any {
	m := make(map[string]any, len(kv))
	for _, a := range kv {
		m[string(a.Key)] = a.Value.AsInterface()
	}
	return m
}

// Shutdown implements the exporter.
func (r *regels) Shutdown(context.Context) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.uit.Close()
}
