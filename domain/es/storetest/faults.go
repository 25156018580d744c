package storetest

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func survivesReopening(t testing.TB, log es.Log, f Features) {
	s := Stream()
	first := note(s, es.NoStream, 1, 2)
	r := must(t, log, first)
	personal := note(Stream(), es.NoStream)
	personal.Events = []any{Met{Soort: "gesprek", Naam: es.Prive("Johanna")}}
	must(t, log, personal)
	log = f.Reopen(t, log)
	require.Equal(t, []int{1, 2}, numbers(t, log, s))
	again(t, log, first, r)
	first.Body[0] ^= 1
	refusedAs(t, log, first, es.ErrReused)
	refusedAs(t, log, note(s, 0, 9), es.ErrConflict)
	require.EqualValues(t, 4, must(t, log, note(s, 1, 3)).First)
	personal = note(personal.Stream, 0)
	personal.Events = []any{Met{Soort: "brief", Naam: es.Prive("Johanna")}}
	require.EqualValues(t, 5, must(t, log, personal).First)
	log = f.Reopen(t, log)
	require.Equal(t, []int{1, 2, 3}, numbers(t, log, s))
}

// halfAHistoryIsRefused: an event that cannot be read stops the whole read,
// wherever it stands in the stream, and stops no other stream.
func halfAHistoryIsRefused(t testing.TB, log es.Log, f Features) {
	other := Stream()
	must(t, log, note(other, es.NoStream, 7))
	for at := range 3 {
		s := Stream()
		r := must(t, log, note(s, es.NoStream, 1, 2, 3))
		require.Len(t, numbers(t, log, s), 3)
		f.Corrupt(t, log, r.First+es.Position(at))
		recorded, err := log.Read(t.Context(), s)
		require.Error(t, err, "event %d was damaged", at)
		require.Empty(t, recorded)
	}
	require.Equal(t, []int{7}, numbers(t, log, other))
}

func unknownOutcomeIsSettled(t testing.TB, log es.Log, f Features) {
	s := Stream()
	must(t, log, note(s, es.NoStream, 1))
	f.LoseAnswer(t, log)
	lost := note(s, 0, 2, 3)
	refusedAs(t, log, lost, es.ErrStopped)
	later := note(s, 0, 4)
	refusedAs(t, log, later, es.ErrStopped)
	log = f.Reopen(t, log)
	r, ok, err := log.Earlier(t.Context(), lost.Command, lost.Body)
	require.NoError(t, err)
	require.True(t, ok, "what was stored without an answer is known")
	require.Equal(t, es.Receipt{Stream: s, Revision: 2, First: 2, Count: 2, Repeated: true}, r)
	_, ok, err = log.Earlier(t.Context(), later.Command, later.Body)
	require.NoError(t, err)
	require.False(t, ok, "a stopped log stores nothing")
	again(t, log, lost, r)
	require.Equal(t, []int{1, 2, 3}, numbers(t, log, s))
	require.EqualValues(t, 4, must(t, log, note(s, 2, 4)).First)
}

// An answer is what one append in a batch led to.
type answer struct {
	r   es.Receipt
	err error
}

// batch appends all at once while the log holds them, each after the one before
// it waits, and returns their answers in order.
func batch(t testing.TB, log es.Log, f Features, appends ...es.Append) []answer {
	t.Helper()
	waiting, release := f.Hold(t, log)
	answers := make([]chan answer, len(appends))
	for i, a := range appends {
		answers[i] = make(chan answer, 1)
		go func() {
			r, err := log.Append(context.WithoutCancel(t.Context()), a)
			answers[i] <- answer{r, err}
		}()
		require.Eventually(t, func() bool { return waiting() == i+1 }, 5*time.Second, time.Millisecond, "append %d must wait", i)
	}
	release()
	list := make([]answer, len(appends))
	for i := range answers {
		list[i] = <-answers[i]
	}
	return list
}

func refusalSparesItsNeighbours(t testing.TB, log es.Log, f Features) {
	s, other, third := Stream(), Stream(), Stream()
	known := note(other, es.NoStream, 1)
	must(t, log, known)
	first := note(s, es.NoStream, 10, 11)
	stale := note(s, es.NoStream, 99)
	reused := known
	reused.Body[0] ^= 1
	late := note(other, es.NoStream, 99)
	next, last := note(s, 1, 12), note(third, es.NoStream, 20)
	got := batch(t, log, f, first, stale, reused, next, late, first, known, last)
	for i, want := range []answer{
		{r: es.Receipt{Stream: s, Revision: 1, First: 2, Count: 2}},
		{err: es.ErrConflict},
		{err: es.ErrReused},
		{r: es.Receipt{Stream: s, Revision: 2, First: 4, Count: 1}},
		{err: es.ErrConflict},
		{r: es.Receipt{Stream: s, Revision: 1, First: 2, Count: 2, Repeated: true}},
		{r: es.Receipt{Stream: other, Revision: 0, First: 1, Count: 1, Repeated: true}},
		{r: es.Receipt{Stream: third, Revision: 0, First: 5, Count: 1}},
	} {
		require.ErrorIs(t, got[i].err, want.err, "append %d", i)
		require.Equal(t, want.r, got[i].r, "append %d", i)
	}
	require.Equal(t, []int{10, 11, 12}, numbers(t, log, s))
	require.Equal(t, []int{1}, numbers(t, log, other))
	require.Equal(t, []int{20}, numbers(t, log, third))
	require.EqualValues(t, 6, must(t, log, note(Stream(), es.NoStream, 1)).First)
}

func leavingBeforehandLeavesNothing(t testing.TB, log es.Log, f Features) {
	waiting, release := f.Hold(t, log)
	ctx, cancel := context.WithCancel(t.Context())
	stays, leaves := note(Stream(), es.NoStream, 1), note(Stream(), es.NoStream, 2)
	answers, left := make(chan answer, 1), make(chan error, 1)
	go func() {
		r, err := log.Append(context.WithoutCancel(t.Context()), stays)
		answers <- answer{r, err}
	}()
	require.Eventually(t, func() bool { return waiting() == 1 }, 5*time.Second, time.Millisecond)
	go func() {
		_, err := log.Append(ctx, leaves)
		left <- err
	}()
	require.Eventually(t, func() bool { return waiting() == 2 }, 5*time.Second, time.Millisecond)
	cancel()
	require.ErrorIs(t, <-left, context.Canceled)
	release()
	got := <-answers
	require.NoError(t, got.err)
	require.EqualValues(t, 1, got.r.First)
	require.Empty(t, numbers(t, log, leaves.Stream))
	_, ok, err := log.Earlier(t.Context(), leaves.Command, leaves.Body)
	require.NoError(t, err)
	require.False(t, ok)
	require.EqualValues(t, 2, must(t, log, note(Stream(), es.NoStream, 3)).First)
}
