package bus_test

import (
	"context"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// BenchmarkCatchUp measures a consumer that reads a journal of 20,000 events from
// the start, per event, on each kind of topic.
func BenchmarkCatchUp(b *testing.B) {
	const n = 20_000
	j, codec := openJournal(b, berichten())
	for done := 0; done < n; {
		id := newCommandID()
		events := make([]any, 100)
		for i := range events {
			events[i] = asVariant(bericht{Soort: 0, UUID: fmt.Sprint(done + i), Inhoud: "zomaar wat inhoud"})
		}
		_, err := j.Append(b.Context(), es.Append{
			Meta:   es.Meta{Command: id, Time: moment},
			Stream: es.StreamOf("proef", id.StreamID(0)), Expected: es.NoStream, Events: events,
		})
		require.NoError(b, err)
		done += len(events)
	}
	for name, topic := range map[string]string{"reeksen": bus.Ranges, "losse": bus.Types(typeOf(0))} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				k, err := bus.New(j, codec.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
				require.NoError(b, err)
				ctx, cancel := context.WithCancel(b.Context())
				k.Add("meting", topic, bus.After(0), func(_ context.Context, r bus.Range) error {
					if r.To == n {
						cancel()
					}
					return nil
				})
				require.NoError(b, k.Run(ctx))
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/gebeurtenis")
		})
	}
}
