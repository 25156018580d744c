package storetest

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// again requires that a is known, and that doing it again gives receipt r and
// adds nothing, whatever is decided the second time.
func again(t testing.TB, log es.Log, a es.Append, r es.Receipt) {
	t.Helper()
	r.Repeated = true
	earlier, ok, err := log.Earlier(t.Context(), a.Command, a.Body)
	require.NoError(t, err)
	require.True(t, ok, "a recorded command is known")
	require.Equal(t, r, earlier)
	before := numbers(t, log, a.Stream)
	for _, b := range []es.Append{a, {Meta: a.Meta, Stream: a.Stream, Expected: r.Revision, Events: note(a.Stream, 0, 77).Events}} {
		repeated, err := log.Append(t.Context(), b)
		require.NoError(t, err)
		require.Equal(t, r, repeated)
	}
	require.Equal(t, before, numbers(t, log, a.Stream))
}

func repeatedCommandAddsNothing(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	first, second := note(s, es.NoStream, 1, 2), note(s, 1, 3)
	r1 := must(t, log, first)
	again(t, log, first, r1)
	r2 := must(t, log, second)
	again(t, log, first, r1)
	again(t, log, second, r2)
	require.EqualValues(t, 4, must(t, log, note(Stream(), es.NoStream, 4)).First, "a repetition takes no position")
}

func repeatedAtOnceAddsOnce(t testing.TB, log es.Log, _ Features) {
	type outcome struct {
		r   es.Receipt
		err error
	}
	a := note(Stream(), es.NoStream, 1, 2)
	recorded := 0
	for _, o := range atOnce(t, func(ctx context.Context, _ int) (o outcome) {
		o.r, o.err = log.Append(ctx, a)
		return o
	}) {
		require.NoError(t, o.err)
		if !o.r.Repeated {
			recorded++
		}
		o.r.Repeated = false
		require.Equal(t, es.Receipt{Stream: a.Stream, Revision: 1, First: 1, Count: 2}, o.r)
	}
	require.Equal(t, 1, recorded)
	require.Equal(t, []int{1, 2}, numbers(t, log, a.Stream))
}

func reusedCommandIsRefused(t testing.TB, log es.Log, _ Features) {
	s, other := Stream(), Stream()
	a := note(s, es.NoStream, 1)
	r := must(t, log, a)
	b := a
	b.Body[31] ^= 1
	for _, to := range []es.Stream{s, other} {
		for _, at := range []es.Revision{es.NoStream, 0} {
			b.Stream, b.Expected = to, at
			_, err := log.Append(t.Context(), b)
			require.ErrorIs(t, err, es.ErrReused)
		}
	}
	_, ok, err := log.Earlier(t.Context(), b.Command, b.Body)
	require.ErrorIs(t, err, es.ErrReused)
	require.False(t, ok)
	require.Equal(t, []int{1}, numbers(t, log, s))
	require.Empty(t, numbers(t, log, other))
	again(t, log, a, r)
}

// refusedCommandIsUnknown: a refusal is decided afresh, so it leaves no trace of
// its command either.
func refusedCommandIsUnknown(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	must(t, log, note(s, es.NoStream, 1))
	a := note(s, es.NoStream, 2)
	_, err := log.Append(t.Context(), a)
	require.ErrorIs(t, err, es.ErrConflict)
	_, ok, err := log.Earlier(t.Context(), a.Command, a.Body)
	require.NoError(t, err)
	require.False(t, ok)
	a.Expected = 0
	again(t, log, a, must(t, log, a))
	require.Equal(t, []int{1, 2}, numbers(t, log, s))
}
