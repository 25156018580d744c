package bus_test

import (
	"context"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An uitvoerder notes what a process issued.
type opgetekend struct{ metas []es.Meta }

func (u *opgetekend) Voer(_ context.Context, s es.Stream, _ any, m es.Meta) (es.Receipt, error) {
	u.metas = append(u.metas, m)
	return es.Receipt{Stream: s}, nil
}

func TestByHand(t *testing.T) {
	oorzaak, nu := uuid.New(), time.Date(2020, 3, 1, 0, 0, 0, 0, time.UTC)
	proces := bus.Proces[[]uuid.UUID]{
		Naam: "met-de-hand", Types: []string{"t"},
		Nieuw: func() []uuid.UUID { return nil },
		Volg:  func(s []uuid.UUID, r es.Recorded) []uuid.UUID { return append(s, r.ID) },
		Gewekt: func(s []uuid.UUID, nu time.Time) (uit []bus.Opdracht) {
			for _, id := range s {
				if nu.Day() > 1 {
					uit = append(uit, bus.Opdracht{Oorzaak: id, Stroom: "s-1"})
				}
			}
			return uit
		},
	}
	dir, u := t.TempDir(), &opgetekend{}
	h := bus.NewByHand(slog.New(slog.DiscardHandler), proces, bus.ProcesOpties{Uitvoerder: u, Posities: bus.Map(dir), Nu: func() time.Time { return nu }})
	e := es.Recorded{Position: 7, ID: oorzaak, Type: "t"}

	t.Run("er gebeurt niets tot de klok zover is", func(t *testing.T) {
		require.NoError(t, h.Follow(t.Context(), []es.Recorded{e, e}))
		require.NoError(t, h.Wake(t.Context()))
		require.Empty(t, u.metas)
	})
	t.Run("dan een opdracht op dat moment, met de id die een bus eraan zou geven", func(t *testing.T) {
		nu = nu.AddDate(0, 0, 1)
		require.NoError(t, h.Wake(t.Context()))
		require.Len(t, u.metas, 1, "the event was followed once, however often it was given")
		require.Equal(t, es.FollowUp(oorzaak, "met-de-hand", 0), u.metas[0].Command)
		require.Equal(t, nu, u.metas[0].Time)
	})
	t.Run("een bus gaat verder waar het eindigde", func(t *testing.T) {
		m, err := bus.Map(dir).Lees(t.Context(), "met-de-hand")
		require.NoError(t, err)
		require.Equal(t, bus.Merk{Positie: 7, Gebeurtenis: oorzaak}, m)
	})
}
