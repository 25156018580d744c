package zegel

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// BenchmarkSeal seals 20,000 events of the real journal at once: what the seal
// costs per event beside the journal that writes them.
func BenchmarkSeal(b *testing.B) {
	const n = 20_000
	c, err := envelop.New("urn:nld:oin:00000001234567890000:systeem:kroniek", storetest.Catalog())
	require.NoError(b, err)
	j, err := journaal.Open(b.Context(), b.TempDir(), journaal.Opties{Codec: c})
	require.NoError(b, err)
	var wg sync.WaitGroup
	for w := range 32 {
		wg.Go(func() {
			for i := w; i < n; i += 32 {
				m := storetest.Meta(fmt.Sprint(i))
				s := es.StreamOf("plan", m.Command.StreamID(0))
				if _, err := j.Append(b.Context(), es.Append{Meta: m, Stream: s, Expected: es.NoStream, Events: []any{storetest.Noted{Nummer: i, Tekst: "een motivering"}}}); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	for b.Loop() {
		z, err := Open(b.Context(), b.TempDir(), j, Opties{})
		require.NoError(b, err)
		_, err = z.Verzegel(b.Context())
		require.NoError(b, err)
		require.NoError(b, z.Sluit())
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/event")
	require.NoError(b, j.Sluit())
}

// BenchmarkProof makes proofs and tiles, as the HTTP layer asks for them.
func BenchmarkProof(b *testing.B) {
	j := nieuwNep("a", 5000)
	z := openZegel(b, b.TempDir(), j, Opties{})
	_, err := z.Verzegel(b.Context())
	require.NoError(b, err)
	for b.Loop() {
		_, err := z.Bewijs(b.Context(), 2500, j.rijen[2499].Zout[:])
		require.NoError(b, err)
	}
}
