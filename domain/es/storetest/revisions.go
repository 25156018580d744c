package storetest

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func refusesOtherRevisions(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	refused := func(revisions ...es.Revision) {
		t.Helper()
		for _, r := range revisions {
			_, err := log.Append(t.Context(), note(s, r, 99))
			require.ErrorIs(t, err, es.ErrConflict, "expected revision %d", r)
		}
	}
	refused(0, 1, 7)
	require.Empty(t, numbers(t, log, s))
	must(t, log, note(s, es.NoStream, 1))
	refused(es.NoStream, 1, 7)
	require.Equal(t, []int{1}, numbers(t, log, s))
	require.EqualValues(t, 3, must(t, log, note(s, 0, 2, 3, 4)).Revision)
	refused(es.NoStream, 0, 1, 2, 4)
	require.Equal(t, []int{1, 2, 3, 4}, numbers(t, log, s))
	r := must(t, log, note(s, 3, 5))
	require.EqualValues(t, 4, r.Revision)
	require.EqualValues(t, 5, r.First, "a refusal takes no position")
}

const writers = 24

// atOnce runs fn in many goroutines that start together, and returns what each
// of them got. It ignores the end of the test's context, so that a log that
// hangs is seen.
func atOnce[T any](t testing.TB, fn func(ctx context.Context, i int) T) []T {
	ctx, start := context.WithoutCancel(t.Context()), make(chan struct{})
	results := make([]T, writers)
	var wg sync.WaitGroup
	for i := range writers {
		wg.Go(func() {
			<-start
			results[i] = fn(ctx, i)
		})
	}
	close(start)
	wg.Wait()
	return results
}

// oneOfManyWritersWins races on one stream; a race on many would prove nothing.
func oneOfManyWritersWins(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	for round := range 5 {
		errs := atOnce(t, func(ctx context.Context, i int) error {
			_, err := log.Append(ctx, note(s, es.Revision(round-1), round))
			return err
		})
		won := 0
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case !errors.Is(err, es.ErrConflict):
				t.Errorf("a loser got %v, want es.ErrConflict", err)
			}
		}
		require.Equal(t, 1, won, "winners in round %d", round)
	}
	require.Equal(t, []int{0, 1, 2, 3, 4}, numbers(t, log, s))
}

func positionsHaveNoGaps(t testing.TB, log es.Log, _ Features) {
	type outcome struct {
		receipts []es.Receipt
		err      error
	}
	outcomes := atOnce(t, func(ctx context.Context, i int) (o outcome) {
		s, at := Stream(), es.NoStream
		for n := range 10 {
			a := note(s, at, make([]int, 1+(i+n)%3)...)
			if n%4 == 3 {
				if _, err := log.Append(ctx, note(s, at+1, 0)); !errors.Is(err, es.ErrConflict) {
					return outcome{err: errors.Join(errors.New("a stale append was not refused"), err)}
				}
			}
			r, err := log.Append(ctx, a)
			if err != nil {
				return outcome{err: err}
			}
			at = r.Revision
			o.receipts = append(o.receipts, r)
		}
		return o
	})
	var taken []es.Position
	for _, o := range outcomes {
		require.NoError(t, o.err)
		recorded, err := log.Read(t.Context(), o.receipts[0].Stream)
		require.NoError(t, err)
		var own []es.Position
		for _, r := range o.receipts {
			for n := range r.Count {
				own = append(own, r.First+es.Position(n))
			}
		}
		require.Len(t, recorded, len(own))
		for i, r := range recorded {
			require.Equal(t, own[i], r.Position, "an event lies where its receipt says")
		}
		require.IsIncreasing(t, own)
		taken = append(taken, own...)
	}
	slices.Sort(taken)
	for i, p := range taken {
		require.EqualValues(t, i+1, p, "positions are 1, 2, 3 …")
	}
}
