package meten

import (
	"context"
	"errors"
	"time"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Append has do append a, measures it, and makes the span of it the one that what
// follows from the command joins.
func (w *Waarnemer) Append(ctx context.Context, a es.Append, do func(context.Context, es.Append) (es.Receipt, error)) (es.Receipt, error) {
	ctx, span := w.tracer.Start(ctx, "journal append", trace.WithAttributes(attribute.Int("kroniek.events", len(a.Events))))
	defer span.End()
	// Before it is recorded: the bus may be faster than the answer.
	w.Sporen.Onthoud(a.Command, span.SpanContext())
	begin := time.Now()
	r, err := do(ctx, a)
	uitkomst := "recorded"
	switch {
	case err == nil && r.Repeated:
		uitkomst = "repeated"
	case errors.Is(err, es.ErrConflict):
		uitkomst = "conflict"
	case err != nil:
		uitkomst = "failed"
		span.SetStatus(codes.Error, bus.Reason(err))
	default:
		span.SetAttributes(attribute.Int64("kroniek.position", int64(r.Last())))
	}
	w.m.append.WithLabelValues(uitkomst).Observe(time.Since(begin).Seconds())
	return r, err
}
