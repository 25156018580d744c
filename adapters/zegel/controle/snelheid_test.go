package controle

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/zegel"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// BenchmarkMap checks a folder of KRONIEK_CONTROLE_N events (20,000 without it):
// commands of one event, one event in five opening a stream about a new person,
// which is the mix that `kroniek bench` writes. With KRONIEK_CONTROLE_MAP the
// folder is made there once, and kept.
func BenchmarkMap(b *testing.B) {
	n := 20_000
	if s := os.Getenv("KRONIEK_CONTROLE_N"); s != "" {
		var err error
		n, err = strconv.Atoi(s)
		require.NoError(b, err)
	}
	map_ := os.Getenv("KRONIEK_CONTROLE_MAP")
	if map_ == "" {
		map_ = b.TempDir()
	}
	if _, err := os.Stat(filepath.Join(map_, journaalBestand)); err != nil {
		vul(b, map_, n)
	}
	for b.Loop() {
		u := moetGoed(b, map_, MapOpties{})
		require.EqualValues(b, n, u.Gebeurtenissen)
		b.ReportMetric(float64(u.PerSeconde), "events/s")
	}
}

// vul makes a folder of n events with 64 writers and seals it.
func vul(t testing.TB, map_ string, n int) {
	h := bouw(t)
	require.NoError(t, h.z.Sluit())
	require.NoError(t, h.j.Sluit())
	j, err := journaal.Open(t.Context(), map_, journaal.Opties{Codec: h.codec, Sleutels: &sleutelbos{sleutels: map[[16]byte]envelop.Sleutel{}}})
	require.NoError(t, err)
	var wg sync.WaitGroup
	for w := range 64 {
		wg.Go(func() {
			s, rev := es.StreamOf("plan", storetest.Command().StreamID(0)), es.NoStream
			for i := w; i < n; i += 64 {
				a := es.Append{Meta: storetest.Meta(fmt.Sprint(i)), Stream: s, Expected: rev}
				a.Events = []any{storetest.Noted{Nummer: i, Tekst: "een regel tekst van gewone lengte, zoals een motivering begint"}}
				if i%5 == 0 {
					a.Stream, a.Expected = es.StreamOf("persoon", a.Command.StreamID(1)), es.NoStream
					a.Events = []any{storetest.Met{Soort: "gesprek", Naam: es.Prive("een naam")}}
				}
				r, err := j.Append(t.Context(), a)
				if err != nil {
					t.Error(err)
					return
				}
				if a.Stream == s {
					rev = r.Revision
				}
			}
		})
	}
	wg.Wait()
	z, err := zegel.Open(t.Context(), map_, j, zegel.Opties{})
	require.NoError(t, err)
	_, err = z.Verzegel(t.Context())
	require.NoError(t, err)
	require.NoError(t, z.Sluit())
	require.NoError(t, j.Sluit())
}
