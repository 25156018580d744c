package simulatie

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A neplog notes in which order it was given appends.
type neplog struct {
	mu      sync.Mutex
	reeksen [][]es.Stream
	los     int
}

func (l *neplog) Read(context.Context, es.Stream) ([]es.Recorded, error) { return nil, nil }

func (l *neplog) Earlier(context.Context, es.CommandID, [32]byte) (es.Receipt, bool, error) {
	return es.Receipt{}, false, nil
}

func (l *neplog) Append(context.Context, es.Append) (es.Receipt, error) {
	l.los++
	return es.Receipt{}, nil
}

var errVol = errors.New("vol")

func (l *neplog) AppendReeks(_ context.Context, lijst []es.Append) ([]es.Receipt, []error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	bonnen, fouten := make([]es.Receipt, len(lijst)), make([]error, len(lijst))
	var reeks []es.Stream
	for i, a := range lijst {
		reeks = append(reeks, a.Stream)
		bonnen[i].Stream = a.Stream
		if a.Expected == 9 {
			fouten[i] = errVol
		}
	}
	l.reeksen = append(l.reeksen, reeks)
	return bonnen, fouten
}

func TestVolgorde(t *testing.T) {
	naam := func(i int) es.Stream { return es.Stream(fmt.Sprintf("s-%02d", i)) }
	t.Run("wie het eerst beslist komt niet eerder in het journaal", func(t *testing.T) {
		l := &neplog{}
		v := NieuweVolgorde(l)
		klaar := make([]chan struct{}, 8)
		for i := range klaar {
			klaar[i] = make(chan struct{})
		}
		require.NoError(t, v.Samen(t.Context(), len(klaar), func(ctx context.Context, i int) {
			if i+1 < len(klaar) {
				<-klaar[i+1] // the last decides first
			}
			close(klaar[i])
			if i%3 == 1 {
				return // refused: it appends nothing
			}
			bon, err := v.Append(ctx, es.Append{Stream: naam(i)})
			require.NoError(t, err)
			require.Equal(t, naam(i), bon.Stream)
		}))
		require.Equal(t, [][]es.Stream{{naam(0), naam(2), naam(3), naam(5), naam(6)}}, l.reeksen)
	})
	t.Run("een opdracht die het nog eens probeert komt in een volgende reeks, en ieder krijgt zijn eigen uitkomst", func(t *testing.T) {
		l := &neplog{}
		v := NieuweVolgorde(l)
		require.NoError(t, v.Samen(t.Context(), 3, func(ctx context.Context, i int) {
			a := es.Append{Stream: naam(i)}
			if i == 1 {
				a.Expected = 9
				_, err := v.Append(ctx, a)
				require.ErrorIs(t, err, errVol)
				a.Expected = 0
			}
			_, err := v.Append(ctx, a)
			require.NoError(t, err)
		}))
		require.Equal(t, [][]es.Stream{{naam(0), naam(1), naam(2)}, {naam(1)}}, l.reeksen)
	})
	t.Run("wat niet bij een groep hoort gaat rechtstreeks", func(t *testing.T) {
		l := &neplog{}
		_, err := NieuweVolgorde(l).Append(t.Context(), es.Append{Stream: "proces-1"})
		require.NoError(t, err)
		require.Equal(t, 1, l.los)
	})
}
