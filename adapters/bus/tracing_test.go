package bus_test

import (
	"context"
	"encoding/binary"
	"testing"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/stretchr/testify/require"
	sdk "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/bustest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func spanOf(n byte) trace.SpanContext {
	return trace.NewSpanContext(trace.SpanContextConfig{TraceID: trace.TraceID{n}, SpanID: trace.SpanID{n}, TraceFlags: trace.FlagsSampled})
}

// addTraced appends an event of a command that was given in a trace.
func addTraced(t *testing.T, m *bustest.Log, s *bus.Sporen, n byte) es.Position {
	t.Helper()
	id := newCommandID()
	s.Onthoud(id, spanOf(n))
	r, err := m.Append(t.Context(), es.Append{
		Meta: es.Meta{Command: id, Time: moment}, Stream: es.StreamOf("proef", id.StreamID(0)), Expected: es.NoStream, Events: []any{bericht{}},
	})
	require.NoError(t, err)
	return r.Last()
}

func TestTracing(t *testing.T) {
	m, sporen := bustest.New(nameOf), &bus.Sporen{}
	recorder := tracetest.NewSpanRecorder()
	provider := sdk.NewTracerProvider(sdk.WithSpanProcessor(recorder))
	addTraced(t, m, sporen, 1)
	add(t, m, bericht{})
	last := addTraced(t, m, sporen, 2)
	b := newBus(t, m, bus.Opties{Tracer: provider.Tracer("proef"), Sporen: sporen})
	headers, ranges := make(chan string, 10), make(chan string, 10)
	b.AddOutgoing("los", bus.Types(typeOf(0)), bus.Outgoing{Checkpoint: bus.After(0), Handle: func(msg *message.Message, _ bus.Range) error {
		headers <- msg.Metadata.Get(bus.MetaTrace)
		return nil
	}})
	b.Add("reeks", bus.Ranges, bus.After(0), func(_ context.Context, r bus.Range) error {
		if r.To == last {
			ranges <- "all"
		}
		return nil
	})
	stop := run(t, b)
	one, none, two := <-headers, <-headers, <-headers
	<-ranges
	require.NoError(t, stop())

	t.Run("een losse gebeurtenis hoort in het spoor van haar opdracht, en geeft dat door", func(t *testing.T) {
		require.Contains(t, one, trace.TraceID{1}.String())
		require.Contains(t, two, trace.TraceID{2}.String())
	})
	t.Run("zonder bekend spoor is er geen", func(t *testing.T) {
		require.Empty(t, none)
	})
	t.Run("een reeks van meer opdrachten heeft een eigen spoor, dat naar de andere wijst", func(t *testing.T) {
		found := 0
		for _, s := range recorder.Ended() {
			if s.Name() != "handle reeks" {
				continue
			}
			found++
			require.False(t, s.Parent().IsValid())
			require.Len(t, s.Links(), 2)
			require.Equal(t, trace.TraceID{1}, s.Links()[0].SpanContext.TraceID())
		}
		require.Equal(t, 1, found)
	})
	t.Run("wat wordt onthouden is begrensd, en het oudste gaat het eerst", func(t *testing.T) {
		s, id := &bus.Sporen{}, func(n int) (id es.CommandID) {
			binary.BigEndian.PutUint32(id[:], uint32(n))
			return id
		}
		const n = 1 << 16
		for i := range n + 3 {
			s.Onthoud(id(i), spanOf(1))
		}
		for _, i := range []int{0, 1, 2} {
			require.False(t, s.Van(id(i)).IsValid())
		}
		for _, i := range []int{3, n, n + 2} {
			require.True(t, s.Van(id(i)).IsValid())
		}
		s.Onthoud(id(-1), trace.SpanContext{})
		require.False(t, s.Van(id(-1)).IsValid())
	})
}
