package es_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

const stream = es.Stream("teller-0190a0b0-1111-8222-8333-444455556666")

func meta(n byte) es.Meta {
	return es.Meta{Command: es.CommandID{15: n}, Body: [32]byte{n}, Time: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)}
}

type handler = es.Handler[add, int, added]

func rev(r es.Revision) *es.Revision { return &r }

func TestHandle(t *testing.T) {
	t.Run("een besluit wordt vastgelegd op de revisie waarop het is genomen", func(t *testing.T) {
		log, decisions := newFake(added{1}, added{2}), []int{}
		r, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.NoError(t, err)
		require.Equal(t, es.Receipt{Stream: stream, Revision: 2, First: 3, Count: 1}, r)
		require.Equal(t, es.Append{Meta: meta(1), Stream: stream, Expected: 1, Events: []any{added{4}}}, log.lastArg)
		require.Equal(t, []int{3}, decisions)
	})
	t.Run("een nieuwe stroom begint zonder revisie", func(t *testing.T) {
		log, decisions := newFake(), []int{}
		_, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.NoError(t, err)
		require.Equal(t, es.NoStream, log.lastArg.Expected)
	})
	t.Run("wie sneller was leidt tot een nieuw besluit op de nieuwe geschiedenis", func(t *testing.T) {
		log, decisions := newFake(added{1}), []int{}
		log.faster = []any{added{2}, added{3}}
		r, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.NoError(t, err)
		require.Equal(t, []int{1, 3, 6}, decisions)
		require.Equal(t, []any{added{1}, added{2}, added{3}, added{4}}, log.events)
		require.EqualValues(t, 3, r.Revision)
	})
	t.Run("wat inmiddels niet meer mag wordt alsnog geweigerd", func(t *testing.T) {
		log, decisions := newFake(added{1}), []int{}
		log.faster = []any{added{8}}
		_, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.ErrorIs(t, err, errTooMuch)
		require.Equal(t, []any{added{1}, added{8}}, log.events)
	})
	t.Run("het aantal nieuwe besluiten is begrensd", func(t *testing.T) {
		for faster, want := range map[int]error{7: nil, 8: es.ErrConflict, 50: es.ErrConflict} {
			log, decisions := newFake(), []int{}
			for range faster {
				log.faster = append(log.faster, added{0})
			}
			_, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
			require.ErrorIs(t, err, want, "%d times", faster)
			require.Len(t, decisions, 8)
		}
	})
	t.Run("met If-Match wordt niet opnieuw besloten", func(t *testing.T) {
		log, decisions := newFake(added{1}), []int{}
		log.faster = []any{added{2}}
		h := handler{newCounter(&decisions), log}
		_, err := h.Handle(t.Context(), stream, add{4}, meta(1), rev(0))
		require.ErrorIs(t, err, es.ErrConflict)
		require.Equal(t, []int{1}, decisions)
		for _, r := range []es.Revision{es.NoStream, 0, 2} {
			_, err = h.Handle(t.Context(), stream, add{4}, meta(1), rev(r))
			require.ErrorIs(t, err, es.ErrConflict)
		}
		require.Equal(t, []int{1}, decisions, "nothing is decided on another revision")
		_, err = h.Handle(t.Context(), stream, add{4}, meta(1), rev(1))
		require.NoError(t, err)
	})
	t.Run("dezelfde opdracht geeft dezelfde ontvangst, nog voor If-Match", func(t *testing.T) {
		log, decisions := newFake(), []int{}
		h := handler{newCounter(&decisions), log}
		first, err := h.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.NoError(t, err)
		again, err := h.Handle(t.Context(), stream, add{4}, meta(1), rev(7))
		require.NoError(t, err)
		require.True(t, again.Repeated)
		again.Repeated = false
		require.Equal(t, first, again)
		require.Len(t, decisions, 1)
		other := meta(1)
		other.Body[5] = 1
		_, err = h.Handle(t.Context(), stream, add{4}, other, nil)
		require.ErrorIs(t, err, es.ErrReused)
		require.Len(t, log.events, 1)
	})
	t.Run("niets te doen legt niets vast en noemt de revisie", func(t *testing.T) {
		log, decisions := newFake(added{1}), []int{}
		r, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{0}, meta(1), nil)
		require.NoError(t, err)
		require.Equal(t, es.Receipt{Stream: stream, Revision: 0}, r)
		require.Zero(t, r.Last())
		require.Len(t, log.events, 1)
	})
	t.Run("een weigering komt ongewijzigd terug", func(t *testing.T) {
		log, decisions := newFake(added{9}), []int{}
		_, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
		r, ok := err.(*es.Refusal) //nolint:errorlint // it must not be wrapped
		require.True(t, ok)
		require.Equal(t, "13", r.Detail)
		require.Len(t, log.events, 1)
	})
	t.Run("een fout van het logboek is geen besluit", func(t *testing.T) {
		log, decisions := newFake(added{1}), []int{}
		h := handler{newCounter(&decisions), log}
		log.appErr = errDisk
		_, err := h.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.ErrorIs(t, err, errDisk)
		require.Len(t, decisions, 1, "only somebody faster is a reason to decide again")
		log.readErr = errDisk
		_, err = h.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.ErrorIs(t, err, errDisk)
		require.Len(t, decisions, 1)
	})
	t.Run("een gebeurtenis die niet in de stroom hoort houdt het besluit tegen", func(t *testing.T) {
		log, decisions := newFake(added{1}, "vreemd", added{2}), []int{}
		_, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, add{4}, meta(1), nil)
		require.ErrorIs(t, err, es.ErrUnknownType)
		require.Empty(t, decisions)
	})
}

func TestTry(t *testing.T) {
	t.Run("een proef besluit en legt niets vast", func(t *testing.T) {
		log, decisions := newFake(added{1}), []int{}
		h := handler{newCounter(&decisions), log}
		events, at, err := h.Try(t.Context(), stream, add{4}, nil)
		require.NoError(t, err)
		require.Equal(t, []any{added{4}}, events)
		require.EqualValues(t, 0, at)
		_, _, err = h.Try(t.Context(), stream, add{40}, nil)
		require.ErrorIs(t, err, errTooMuch)
		_, _, err = h.Try(t.Context(), stream, add{4}, rev(1))
		require.ErrorIs(t, err, es.ErrConflict)
		require.Len(t, log.events, 1)
	})
	t.Run("de stand is wat er gebeurd is", func(t *testing.T) {
		decisions := []int{}
		h := handler{newCounter(&decisions), newFake(added{1}, added{2})}
		total, at, err := h.State(t.Context(), stream)
		require.NoError(t, err)
		require.Equal(t, 3, total)
		require.EqualValues(t, 1, at)
		require.Equal(t, 3, h.Decider.Fold(added{1}, added{2}))
		require.Equal(t, 0, h.Decider.Fold())
	})
}
