package bus

import (
	"context"
	"fmt"
	"sync"

	"github.com/ThreeDotsLabs/watermill/message"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// maxSporen is how many commands a [Sporen] remembers, and maxLinks how many
// traces the span of one range of events may point at.
const (
	maxSporen = 1 << 16
	maxLinks  = 32
)

// Sporen remember in which trace a command was given, for the last 65,536
// commands. They lie beside the journal and not in it: an event is for ever, and
// a trace is of today. The zero value is empty; it is safe for concurrent use.
type Sporen struct {
	mu   sync.Mutex
	van  map[es.CommandID]trace.SpanContext
	ring []es.CommandID // in the order in which they came, once full
	oud  int
}

// Onthoud keeps the trace of a command; one that is in no trace is not kept.
func (s *Sporen) Onthoud(id es.CommandID, sc trace.SpanContext) {
	if !sc.IsValid() {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.van == nil {
		s.van = map[es.CommandID]trace.SpanContext{}
	}
	if _, er := s.van[id]; er {
		s.van[id] = sc
		return
	}
	if len(s.ring) < maxSporen {
		s.ring = append(s.ring, id)
	} else {
		delete(s.van, s.ring[s.oud])
		s.ring[s.oud] = id
		s.oud = (s.oud + 1) % maxSporen
	}
	s.van[id] = sc
}

// Van returns the trace of a command; one that is not valid when none is known.
func (s *Sporen) Van(id es.CommandID) trace.SpanContext {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.van[id]
}

// van returns the traces of events, each once.
func (s *Sporen) vanAlle(events []es.Recorded) (uit []trace.SpanContext) {
	gezien := map[trace.SpanID]bool{}
	for _, e := range events {
		if sc := s.Van(e.Command); sc.IsValid() && !gezien[sc.SpanID()] && len(uit) < maxLinks {
			gezien[sc.SpanID()] = true
			uit = append(uit, sc)
		}
	}
	return uit
}

// tracing is the middleware that has the handling of a message join the trace of
// the command that led to it, and that gives the message the trace context to hand
// on. A range of events of several commands has a trace of its own, which points
// at theirs. Events of which no trace is known are handled without one.
func tracing(t trace.Tracer, s *Sporen, consumer string) message.HandlerMiddleware {
	return func(next message.HandlerFunc) message.HandlerFunc {
		return func(m *message.Message) ([]*message.Message, error) {
			r, err := Received(m)
			if err != nil {
				return next(m)
			}
			from := s.vanAlle(r.Events)
			if len(from) == 0 {
				return next(m)
			}
			ctx, o := m.Context(), []trace.SpanStartOption{
				trace.WithSpanKind(trace.SpanKindConsumer),
				trace.WithAttributes(attribute.Int64("kroniek.from", int64(r.From)), attribute.Int64("kroniek.to", int64(r.To))),
			}
			if len(from) == 1 {
				ctx = trace.ContextWithSpanContext(ctx, from[0])
			} else {
				for _, sc := range from {
					o = append(o, trace.WithLinks(trace.Link{SpanContext: sc}))
				}
			}
			ctx, span := t.Start(ctx, fmt.Sprintf("handle %s", consumer), o...)
			defer span.End()
			m.SetContext(ctx)
			m.Metadata.Set(MetaTrace, traceparent(ctx))
			out, err := next(m)
			if err != nil {
				span.SetStatus(codes.Error, reasonOf(err))
			}
			return out, err
		}
	}
}

func traceparent(ctx context.Context) string {
	c := propagation.MapCarrier{}
	propagation.TraceContext{}.Inject(ctx, c)
	return c[MetaTrace]
}
