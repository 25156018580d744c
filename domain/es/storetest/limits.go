package storetest

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

func cancelledContextIsHeeded(t testing.TB, log es.Log, _ Features) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	a := note(Stream(), es.NoStream, 1)
	_, err := log.Append(ctx, a)
	require.ErrorIs(t, err, context.Canceled)
	_, err = log.Read(ctx, a.Stream)
	require.ErrorIs(t, err, context.Canceled)
	_, _, err = log.Earlier(ctx, a.Command, a.Body)
	require.ErrorIs(t, err, context.Canceled)
	nothing(t, log, a)
}

// nothing requires that a left no trace.
func nothing(t testing.TB, log es.Log, a es.Append) {
	t.Helper()
	require.Empty(t, numbers(t, log, a.Stream))
	_, ok, err := log.Earlier(t.Context(), a.Command, a.Body)
	require.NoError(t, err)
	require.False(t, ok, "a refused command is not known")
	require.EqualValues(t, 1, must(t, log, note(Stream(), es.NoStream, 1)).First, "a refusal takes no position")
}

func countIsLimited(t testing.TB, log es.Log, _ Features) {
	s := Stream()
	refusedAs(t, log, note(s, es.NoStream, make([]int, 101)...), es.ErrTooLarge)
	require.Empty(t, numbers(t, log, s))
	require.Equal(t, 100, must(t, log, note(s, es.NoStream, make([]int, 100)...)).Count)
	require.Len(t, numbers(t, log, s), 100)
	_, err := log.Append(t.Context(), note(s, 99))
	require.Error(t, err, "an append without events is a mistake of the caller")
}

func sizeIsLimited(t testing.TB, log es.Log, _ Features) {
	large := func(kib, n int) es.Append {
		a := note(Stream(), es.NoStream)
		for range n {
			a.Events = append(a.Events, Noted{Tekst: strings.Repeat("x", kib<<10)})
		}
		return a
	}
	refusedAs(t, log, large(64, 1), es.ErrTooLarge)
	a := large(60, 9)
	refusedAs(t, log, a, es.ErrTooLarge)
	nothing(t, log, a)
	must(t, log, large(63, 1))
	must(t, log, large(60, 8))
}

func unstorableIsRefused(t testing.TB, log es.Log, _ Features) {
	a := note(Stream(), es.NoStream, 1, 2)
	for _, wrong := range []any{Noted{Tekst: "bel\a"}, Noted{Tekst: "nul\x00"}, Noted{Nummer: 1<<53 + 1}, Met{Naam: es.Prive("bel\a")}} {
		a.Events[1] = wrong
		refusedAs(t, log, a, es.ErrUnstorable)
	}
	type stranger struct{}
	a.Events[1] = stranger{}
	refusedAs(t, log, a, es.ErrUnknownType)
	nothing(t, log, a)
}

func refusedAs(t testing.TB, log es.Log, a es.Append, want error) {
	t.Helper()
	_, err := log.Append(t.Context(), a)
	require.ErrorIs(t, err, want)
}
