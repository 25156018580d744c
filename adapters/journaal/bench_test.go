package journaal

import (
	"sync"
	"sync/atomic"
	"testing"

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
	var wg sync.WaitGroup
	b.ReportAllocs()
	b.ResetTimer()
	for range aantal {
		wg.Go(func() {
			for n := 0; over.Add(-1) >= 0; n++ {
				if err := schrijfVijf(b, j, n%5 == 4, &over); err != nil {
					b.Error(err)
				}
			}
		})
	}
	wg.Wait()
	b.StopTimer()
	require.NoError(b, j.Sluit())
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "events/s")
	b.ReportMetric(float64(b.N)/float64(commits), "events/commit")
}

func schrijfVijf(b *testing.B, j *Journaal, persoon bool, over *atomic.Int64) error {
	s := storetest.Stream()
	for r := es.NoStream; r < 4; r++ {
		if r >= 0 && over.Add(-1) < 0 {
			return nil
		}
		var e any = storetest.Noted{Nummer: int(r), Tekst: tekst}
		if persoon && r == es.NoStream {
			e = storetest.Met{Soort: "gesprek", Naam: es.Prive("Johanna de Vries")}
		}
		if _, err := j.Append(b.Context(), es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: r, Events: []any{e}}); err != nil {
			return err
		}
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
