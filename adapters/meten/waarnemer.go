package meten

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
)

// A Waarnemer sees requests come and go, and appends; it keeps the figures and the
// traces of both. It is safe for concurrent use.
type Waarnemer struct {
	Sporen *bus.Sporen // what follows from a command joins the trace in it

	m      *Metingen
	tracer trace.Tracer
}

// NieuweWaarnemer returns one that counts in m and traces with t.
func NieuweWaarnemer(m *Metingen, t trace.TracerProvider) *Waarnemer {
	return &Waarnemer{Sporen: &bus.Sporen{}, m: m, tracer: t.Tracer(Naam)}
}

type beginsleutel struct{}

// Begin is called when a request comes, with its traceparent if it has one. The
// request is handled in the context that it returns. Of W3C Trace Context only the
// ids are taken over: tracestate and baggage are free text of somebody else.
func (w *Waarnemer) Begin(ctx context.Context, methode, traceparent string) context.Context {
	ctx = propagation.TraceContext{}.Extract(ctx, propagation.MapCarrier{bus.MetaTrace: traceparent})
	if !bekend(methode) {
		methode = "other"
	}
	ctx, _ = w.tracer.Start(ctx, methode, trace.WithSpanKind(trace.SpanKindServer), trace.WithAttributes(attribute.String("http.request.method", methode)))
	return context.WithValue(ctx, beginsleutel{}, time.Now())
}

// Eind is called when the request was answered, with the template of its route;
// empty when there was none.
func (w *Waarnemer) Eind(ctx context.Context, methode, route string, status int) {
	begin, _ := ctx.Value(beginsleutel{}).(time.Time)
	w.m.verzoek(methode, route, status, time.Since(begin), stroomroute(route))
	span := trace.SpanFromContext(ctx)
	if bekend(methode) && route != "" {
		span.SetName(methode + " " + route)
		span.SetAttributes(attribute.String("http.route", route))
	}
	span.SetAttributes(attribute.Int("http.response.status_code", status))
	if status >= 500 {
		span.SetStatus(codes.Error, "")
	}
	span.End()
}
