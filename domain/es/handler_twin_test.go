package es_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A twin is a log in which the same command is carried out by another request,
// between the look for earlier commands and the reading of the history.
type twin struct {
	*fake
	other es.Append
}

func (w *twin) Read(ctx context.Context, s es.Stream) ([]es.Recorded, error) {
	if w.reads == 0 {
		if _, err := w.Append(ctx, w.other); err != nil {
			return nil, err
		}
	}
	return w.fake.Read(ctx, s)
}

func TestHandleBesideItsTwin(t *testing.T) {
	for naam, tt := range map[string]struct {
		cmd     add
		ifMatch *es.Revision
	}{
		"die nu niets meer zou veranderen": {add{0}, nil},
		"die nu geweigerd zou worden":      {add{9}, nil},
		"met een If-Match die voorbij is":  {add{4}, rev(0)},
	} {
		t.Run("een herhaling "+naam+" krijgt de ontvangst van het origineel", func(t *testing.T) {
			decisions := []int{}
			log := &twin{newFake(added{1}), es.Append{Meta: meta(1), Stream: stream, Expected: 0, Events: []any{added{5}}}}
			r, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, tt.cmd, meta(1), tt.ifMatch)
			require.NoError(t, err)
			require.Equal(t, es.Receipt{Stream: stream, Revision: 1, First: 2, Count: 1, Repeated: true}, r)
			require.Len(t, log.events, 2)
		})
		t.Run("een andere opdracht "+naam+" wordt gewoon beslist", func(t *testing.T) {
			decisions := []int{}
			log := &twin{newFake(added{1}), es.Append{Meta: meta(2), Stream: stream, Expected: 0, Events: []any{added{5}}}}
			r, err := handler{newCounter(&decisions), log}.Handle(t.Context(), stream, tt.cmd, meta(1), tt.ifMatch)
			require.False(t, r.Repeated)
			require.Equal(t, tt.cmd.N != 0, err != nil)
		})
	}
}
