package termijnbewaking_test

import (
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A step is one thing that happens in the world.
type step struct {
	kind      int
	verzoek   termijnbewaking.Verzoek
	days      int
	n         int
	yes       bool
	simulated bool
}

func steps() *rapid.Generator[[]step] {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) step {
		return step{
			kind: rapid.IntRange(0, 8).Draw(t, "kind"),
			verzoek: termijnbewaking.Verzoek{
				Stroom:      rapid.SampledFrom([]es.Stream{plan, ander}).Draw(t, "plan"),
				Gemeente:    rapid.SampledFrom(recht.Gemeenten()).Draw(t, "raad").Code,
				Bijstelling: rapid.IntRange(0, 1).Draw(t, "bijstelling"),
			},
			days: rapid.IntRange(-20, 60).Draw(t, "days"), n: rapid.IntRange(0, 50).Draw(t, "n"),
			yes: rapid.Bool().Draw(t, "yes"), simulated: rapid.Bool().Draw(t, "simulated"),
		}
	}), 1, 25)
}

func (w *world) take(s step) {
	const day = 24 * time.Hour
	switch s.kind {
	case 0, 1, 2:
		w.ask(s.verzoek, recht.DatumVan(w.nu()).PlusDagen(s.days), s.simulated)
	case 3, 4:
		if len(w.order) > 0 {
			w.answer(w.order[s.n%len(w.order)], s.yes)
		}
	case 5:
		w.jumped.Add(int64(s.days) * int64(day))
	case 6:
		time.Sleep(time.Duration(s.n) * time.Hour)
		w.faults.Store(0)
		w.settle()
	case 7:
		w.stop()
		w.faults.Store(int32(s.n % 5))
		w.start()
	case 8:
		w.settle()
		w.check()
	}
}

// TestEveryTermEndsOnce lets requests, answers, restarts, faults and jumps of the
// clock come in any order. Whoever did not answer gets exactly one event, once
// the clock has shown a day after the last; whoever answered gets none.
func TestEveryTermEndsOnce(t *testing.T) {
	folder := t.TempDir() // one for all worlds: the position of another journal must not matter
	rapid.Check(t, func(rt *rapid.T) {
		script := steps().Draw(rt, "steps")
		var r recorder
		synctest.Test(t, func(*testing.T) {
			defer func() {
				if v := recover(); v != nil && v != any(abandoned{}) {
					panic(v)
				}
			}()
			w := newWorld(&r, folder)
			w.start()
			defer func() { w.stop() }()
			for _, s := range script {
				w.take(s)
			}
			w.settle()
			w.check()
			w.jumped.Add(int64(1000 * 24 * time.Hour))
			w.settle()
			w.check()
		})
		for _, f := range r.failures {
			rt.Error(f)
		}
	})
}
