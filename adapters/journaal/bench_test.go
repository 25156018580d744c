package journaal

import (
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// schrijvers appends b.N events one by one with this many writers, five per
// stream, one stream in five about a person.
func schrijvers(b *testing.B, aantal int) {
	commits := 0 // counted by the writer
	j := proef(b, haken{naEerste: func() { commits++ }})
	var over atomic.Int64
	over.Store(int64(b.N))
	duur := make([][]time.Duration, aantal)
	for i := range duur {
		duur[i] = make([]time.Duration, 0, 2*b.N/aantal+100)
	}
	var wg sync.WaitGroup
	b.ReportAllocs()
	b.ResetTimer()
	for i := range aantal {
		wg.Go(func() {
			for n := 0; over.Add(-1) >= 0; n++ {
				if err := schrijfVijf(b, j, n%5 == 4, &over, &duur[i]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	alle := slices.Concat(duur...)
	slices.Sort(alle)
	b.ReportMetric(float64(alle[len(alle)*99/100].Microseconds())/1000, "p99-ms")
	require.NoError(b, j.Sluit())
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(b.N)/float64(commits), "events/commit")
}

func schrijfVijf(b *testing.B, j *Journaal, persoon bool, over *atomic.Int64, duur *[]time.Duration) error {
	s := storetest.Stream()
	for r := es.NoStream; r < 4; r++ {
		if r >= 0 && over.Add(-1) < 0 {
			return nil
		}
		var e any = storetest.Noted{Nummer: int(r), Tekst: tekst}
		if persoon && r == es.NoStream {
			e = storetest.Met{Soort: "gesprek", Naam: es.Prive("Johanna de Vries")}
		}
		begin := time.Now()
		if _, err := j.Append(b.Context(), es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: r, Events: []any{e}}); err != nil {
			return err
		}
		*duur = append(*duur, time.Since(begin))
	}
	return nil
}

const tekst = "Het dagelijks bestuur stelt het ontwerp vast en zendt het aan de raden van de deelnemende gemeenten, die binnen acht weken hun zienswijze kenbaar kunnen maken."

func BenchmarkAppend64(b *testing.B) { schrijvers(b, 64) }

func BenchmarkAppend1(b *testing.B) { schrijvers(b, 1) }

func BenchmarkScan(b *testing.B) {
	j := proef(b, haken{})
	for range 2000 {
		schrijf(b, j, storetest.Stream(), es.NoStream, ochtend(), 0, 1, 2, 3, 4)
	}
	b.ReportAllocs()
	for b.Loop() {
		n := 0
		require.NoError(b, j.Scan(b.Context(), 0, j.Kop(), func(*envelop.Verzegeld) error { n++; return nil }))
		require.Equal(b, 10000, n)
	}
	b.ReportMetric(float64(b.N)*10000/b.Elapsed().Seconds(), "events/s")
}
