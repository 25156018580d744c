package afscherming_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// A gebouwd is a reader that says which build it reads.
type gebouwd struct {
	lezer
	bouw string
}

func (g gebouwd) Bouw() string { return g.bouw }

// geteld counts how often a report is made of a period.
func geteld(r *projections.Rapport) *atomic.Int64 {
	n, maak := new(atomic.Int64), r.Maak
	r.Maak = func(ctx context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
		n.Add(1)
		if g, ok := l.(gebouwd); ok {
			l = g.lezer
		}
		return maak(ctx, l, v)
	}
	return n
}

func TestBewaard(t *testing.T) {
	f := append(n(9, feit{op: "2024-09-10", schooljaar: "2024-2025", gemeente: "A", soort: "LRV", soortte: "mbo"}),
		n(7, feit{op: "2025-09-10", schooljaar: "2025-2026", gemeente: "B", soort: "LRV", soortte: "mbo"})...)
	vraag := func(t require.TestingT, r *projections.Rapport, b *afscherming.Bewaard, bouw string, v projections.Vraag) []string {
		k := f.kalender("2026-10-01")
		k.Bewaard = b
		a, err := afscherming.Voer(context.Background(), r, gebouwd{lezer{feiten: f}, bouw}, v, k)
		require.NoError(t, err)
		return regels(a)
	}
	heel := projections.Vraag{BekendOp: f.Stand().Positie}
	periodes := int64(len(projections.Schooljaren(dag("2026-08-01"))))
	t.Run("een tabel wordt een keer gemaakt, en het antwoord is hetzelfde als zonder bewaren", func(t *testing.T) {
		r := telling("meldingen", model, nil, "gemeente", "soort")
		gemaakt, b := geteld(r), afscherming.NieuwBewaard(10_000)
		want := vraag(t, r, nil, "1", heel)
		zonder := gemaakt.Swap(0)
		require.Equal(t, want, vraag(t, r, b, "1", heel))
		require.Equal(t, zonder, gemaakt.Swap(0))
		for range 3 {
			require.Equal(t, want, vraag(t, r, b, "1", heel))
			require.Equal(t, want[:1], vraag(t, r, b, "1", projections.Vraag{BekendOp: heel.BekendOp, Filter: map[string]string{"gemeente": "A"}}))
		}
		require.Zero(t, gemaakt.Load(), "a filter chooses from the same table")
		require.LessOrEqual(t, zonder, periodes)
	})
	t.Run("een ander rapport en een opnieuw opgebouwd leesmodel zijn andere tabellen", func(t *testing.T) {
		r, ander := telling("meldingen", model, nil, "gemeente", "soort"), telling("scholen", model, nil, "gemeente", "onderwijssoort")
		gemaakt, b := geteld(r), afscherming.NieuwBewaard(10_000)
		geteld(ander)
		vraag(t, r, b, "1", heel)
		n := gemaakt.Swap(0)
		require.NotEqual(t, vraag(t, r, b, "1", heel), vraag(t, ander, b, "1", heel))
		vraag(t, r, b, "2", heel)
		require.Equal(t, n, gemaakt.Load(), "made anew from the rebuilt read model")
	})
	t.Run("wie niet zegt welk leesmodel hij leest bewaart niets", func(t *testing.T) {
		r := telling("meldingen", model, nil, "gemeente", "soort")
		gemaakt := geteld(r)
		k := f.kalender("2026-10-01")
		k.Bewaard = afscherming.NieuwBewaard(10_000)
		for range 2 {
			_, err := afscherming.Voer(t.Context(), r, lezer{feiten: f}, heel, k)
			require.NoError(t, err)
		}
		require.Greater(t, gemaakt.Load(), int64(2))
	})
	t.Run("wat niet past wordt weer losgelaten, en nooit verkeerd beantwoord", func(t *testing.T) {
		r := telling("meldingen", model, nil, "gemeente", "soort")
		gemaakt, b := geteld(r), afscherming.NieuwBewaard(3) // no table with a line fits
		for range 3 {
			require.Len(t, vraag(t, r, b, "1", heel), 2)
		}
		require.GreaterOrEqual(t, gemaakt.Load(), int64(6))
	})
	t.Run("velen tegelijk maken een tabel een keer, en krijgen hetzelfde", func(t *testing.T) {
		r := telling("meldingen", model, nil, "gemeente", "soort")
		gemaakt, b := geteld(r), afscherming.NieuwBewaard(10_000)
		want := vraag(t, r, nil, "1", heel)
		zonder := gemaakt.Swap(0)
		var wg sync.WaitGroup
		antwoorden := make([]string, 20)
		for i := range antwoorden {
			wg.Go(func() { antwoorden[i] = strings.Join(vraag(t, r, b, "1", heel), ";") })
		}
		wg.Wait()
		for _, a := range antwoorden {
			require.Equal(t, strings.Join(want, ";"), a)
		}
		require.Equal(t, zonder, gemaakt.Load())
	})
	t.Run("een mislukking wordt niet bewaard, en wie wacht stopt als hij niet meer hoeft", func(t *testing.T) {
		r := telling("meldingen", model, nil, "gemeente", "soort")
		b, stuk, goed := afscherming.NieuwBewaard(10_000), errors.New("stuk"), r.Maak
		bezig, door := make(chan struct{}), make(chan struct{})
		var eens sync.Once
		r.Maak = func(context.Context, projections.Lezer, projections.Vraag) (projections.Uitkomst, error) {
			eens.Do(func() { close(bezig) })
			<-door
			return projections.Uitkomst{}, stuk
		}
		k := f.kalender("2026-10-01")
		k.Bewaard = b
		voer := func(ctx context.Context) error {
			_, err := afscherming.Voer(ctx, r, gebouwd{lezer{feiten: f}, "1"}, heel, k)
			return err
		}
		var wg sync.WaitGroup
		wg.Go(func() {
			if err := voer(context.Background()); !errors.Is(err, stuk) {
				panic(fmt.Sprint("expected the fault, got ", err))
			}
		})
		<-bezig
		ctx, weg := context.WithCancel(t.Context())
		weg()
		require.ErrorIs(t, voer(ctx), context.Canceled)
		close(door)
		wg.Wait()
		r.Maak = func(ctx context.Context, l projections.Lezer, v projections.Vraag) (projections.Uitkomst, error) {
			return goed(ctx, l.(gebouwd).lezer, v)
		}
		require.NoError(t, voer(t.Context()))
	})
}
