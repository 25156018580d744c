package bus_test

import (
	"context"
	"errors"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// TestStuckConsumerDelaysNobody hangs one consumer for good on the real journal.
// Appends and the other consumers must come through while it hangs.
func TestStuckConsumerDelaysNobody(t *testing.T) {
	j, codec := openJournal(t, berichten())
	b, err := bus.New(j, codec.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	hang := make(chan struct{})
	stuck := func(context.Context, bus.Range) error { <-hang; return nil }
	var ranges, singles collector
	b.Add("hangt", bus.Ranges, bus.After(0), stuck)
	b.Add("hangt ook", bus.Types(typeOf(0)), bus.After(0), stuck)
	b.Add("reeksen", bus.Ranges, bus.After(0), ranges.handle)
	b.Add("losse", bus.Types(typeOf(0)), bus.After(0), singles.handle)
	stop := run(t, b)
	const n = 1500
	for range n {
		add(t, j, asVariant(bericht{Soort: 0}))
	}
	require.Eventually(t, func() bool {
		return len(ranges.positions()) == n && len(singles.positions()) == n
	}, time.Minute, time.Millisecond)
	require.Equal(t, upTo(n), ranges.positions())
	require.Equal(t, upTo(n), singles.positions())
	require.Equal(t, bus.Status{Consument: "hangt", Achterstand: n}, statusOf(t, b, "hangt"))
	require.Eventually(t, func() bool {
		return statusOf(t, b, "reeksen") == bus.Status{Consument: "reeksen", Positie: n}
	}, time.Minute, time.Millisecond)
	close(hang)
	require.NoError(t, stop())
}

// count is a read model of one cell, that refuses what refuse says.
func count(name string, refuse func(es.Position) error) *projections.Projector {
	table := &projections.Tabel{
		Naam: "aantallen", Sleutel: []projections.Kolom{{Naam: "soort", Soort: projections.Tekst}},
		Velden: []projections.Kolom{{Naam: "aantal", Soort: projections.Getal}},
	}
	return &projections.Projector{
		Naam: name, Versie: 1, Tabellen: []*projections.Tabel{table},
		Verwerk: func(s projections.Schrijver, r es.Recorded) error {
			if err := refuse(r.Position); err != nil {
				return err
			}
			n := int64(0)
			fields, ok, err := s.Huidig(table, r.Type)
			if err != nil {
				return err
			}
			if ok {
				n, _ = fields[0].(int64)
			}
			return s.Zet(table, r.Type, n+1)
		},
	}
}

func TestReadModels(t *testing.T) {
	j, codec := openJournal(t, berichten())
	var broken atomic.Bool
	decode := func(v *envelop.Verzegeld) (es.Recorded, error) {
		if v.Positie == 120 && broken.Load() {
			return es.Recorded{}, errors.New("unreadable")
		}
		return codec.Open(v)
	}
	broken.Store(true)
	never := func(es.Position) error { return nil }
	projectors := []*projections.Projector{count("heel", never), count("half", func(p es.Position) error {
		if p == 60 {
			return errors.New("no row for this")
		}
		return nil
	})}
	for range 40 {
		add(t, j, asVariant(bericht{Soort: 0}))
	}
	vanaf := j.Kop()
	models, err := leesmodellen.Open(t.Context(), t.TempDir(), projectors, leesmodellen.Opties{Bron: j, Decodeer: decode})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, models.Sluit()) })
	b, err := bus.New(j, decode, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(t, err)
	bus.AddLeesmodellen(b, models, vanaf)
	stop := run(t, b)
	for range 60 {
		add(t, j, asVariant(bericht{Soort: 0}))
	}

	t.Run("wat besloten is staat binnen een seconde in het leesmodel", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second) // the machine may be busy
		defer cancel()
		last, begin := add(t, j, asVariant(bericht{Soort: 1})), time.Now()
		require.NoError(t, models.WachtOp(ctx, "heel", last.First))
		t.Log("visible after", time.Since(begin))
	})

	t.Run("een leesmodel dat een gebeurtenis niet aankan stopt alleen, en dat is te zien", func(t *testing.T) {
		want := bus.Status{
			Consument: "leesmodellen/half", Positie: 59, Achterstand: 42, Gestopt: leesmodellen.CodeProjectorfout, Vanaf: 60,
		}
		require.Eventually(t, func() bool { return statusOf(t, b, "leesmodellen/half") == want }, time.Minute, time.Millisecond)
		require.Empty(t, statusOf(t, b, "leesmodellen").Gestopt)
		require.Equal(t, bus.Status{Consument: "leesmodellen/heel", Positie: 101}, statusOf(t, b, "leesmodellen/heel"))
	})

	t.Run("wat niet te lezen is stopt alle leesmodellen zichtbaar, vlak ervoor", func(t *testing.T) {
		for j.Kop() < 130 {
			add(t, j, asVariant(bericht{Soort: 0}))
		}
		require.Eventually(t, func() bool { return statusOf(t, b, "leesmodellen").Gestopt != "" }, time.Minute, time.Millisecond)
		s := statusOf(t, b, "leesmodellen")
		require.Equal(t, bus.Status{
			Consument: "leesmodellen", Positie: 119, Achterstand: 11, Gestopt: "gebeurtenis-onleesbaar", Vanaf: 120,
		}, withoutAttempts(s))
		whole := statusOf(t, b, "leesmodellen/heel")
		require.EqualValues(t, 119, whole.Positie)
		require.EqualValues(t, 120, whole.Vanaf)
		require.NotEmpty(t, whole.Gestopt)
	})
	require.NoError(t, stop())
}
