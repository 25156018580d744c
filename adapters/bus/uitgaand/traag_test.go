package uitgaand

import (
	"context"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// doof is a receiver that takes the request and never answers. Each that it has
// is told to in.
func doof(t testing.TB) (adres string, in <-chan struct{}) {
	los, kwam := make(chan struct{}), make(chan struct{}, 1000)
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		kwam <- struct{}{}
		select {
		case <-los:
		case <-r.Context().Done():
		}
	}))
	t.Cleanup(func() { close(los); srv.Close() })
	return srv.URL, kwam
}

// duur returns how long each of n appends took, by 8 writers at once.
func (w *wereld) duur(n int) []time.Duration {
	uit := make([]time.Duration, n)
	var wg sync.WaitGroup
	for s := range 8 {
		wg.Go(func() {
			for i := s; i < n; i += 8 {
				id := opdrachtID()
				begin := time.Now()
				_, err := w.j.Append(context.Background(), es.Append{
					Meta: es.Meta{Command: id, Time: begin.UTC().Truncate(time.Millisecond)}, Stream: es.StreamOf("proef", uuid.New()),
					Expected: es.NoStream, Events: []any{proef{Gemeente: "GM0202", Nummer: i}},
				})
				uit[i] = time.Since(begin)
				if err != nil {
					panic(err)
				}
			}
		})
	}
	wg.Wait()
	return uit
}

func p99(d []time.Duration) time.Duration {
	d = slices.Clone(d)
	slices.Sort(d)
	return d[len(d)*99/100]
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// A ronde is the p99 of appends without and with receivers that never answer.
type ronde struct{ zonder, met time.Duration }

// meet appends in turns without and with receivers that have each taken a request
// and never answer it, so that whatever else the machine does falls on both. It
// returns the median of the ratios.
func (w *wereld) meet(ronden, per int) (float64, []ronde) {
	const doven = 4
	adres, in := doof(w.t)
	for range doven {
		w.abonneer("doof", auditor(adres))
	}
	w.doe("1", "GM0202", 1)
	var uit []ronde
	var verhoudingen []float64
	for range ronden {
		r := ronde{zonder: p99(w.duur(per))}
		_, stop := w.draai()
		for range doven {
			<-in
		}
		r.met = p99(w.duur(per))
		stop()
		uit, verhoudingen = append(uit, r), append(verhoudingen, float64(r.met)/float64(r.zonder))
	}
	slices.Sort(verhoudingen)
	return verhoudingen[len(verhoudingen)/2], uit
}

func TestDeafReceiversDelayNobody(t *testing.T) {
	t.Run("vastleggen duurt even lang met vier ontvangers die nooit lezen", func(t *testing.T) {
		w := nieuweWereld(t)
		w.duur(200)
		ratio, ronden := w.meet(9, 300)
		t.Logf("append p99, median of the ratios with and without: %.2f; %v", ratio, ronden)
		// The machine is shared and both vary. What is held off is waiting for a
		// receiver, which takes the fifteen seconds of an attempt.
		require.Less(t, ratio, 3.0)
	})
	t.Run("een andere ontvanger krijgt alles, en het geheugen groeit niet mee", func(t *testing.T) {
		w, o := nieuweWereld(t), nieuweOntvanger(t, false)
		adres, _ := doof(t)
		for i := range 8 {
			w.abonneer("doof-"+strconv.Itoa(i), auditor(adres))
		}
		w.draai()
		w.duur(100)
		voor := heap()
		w.duur(8000)
		na := heap()
		t.Logf("heap %d KiB before, %d KiB after 8,000 events that eight receivers did not take", voor>>10, na>>10)
		require.Less(t, na, voor+(24<<20))
		w.abonneerNa("hoort", auditor(o.srv.URL), w.j.Kop())
		require.Len(t, o.kreeg(tot(w.doe("1", "GM0202", 50))), 50)
	})
}

func BenchmarkAppendBesideDeafReceivers(b *testing.B) {
	w := nieuweWereld(b)
	w.duur(200)
	for b.Loop() {
		ratio, ronden := w.meet(9, 800)
		b.ReportMetric(ratio, "p99-met/zonder")
		b.ReportMetric(float64(ronden[len(ronden)/2].zonder.Microseconds())/1000, "p99-zonder-ms")
	}
}
