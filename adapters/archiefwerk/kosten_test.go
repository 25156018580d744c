package archiefwerk_test

import (
	"context"
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// gemeten counts what is read of the journal: streams and events, one by one.
type gemeten struct {
	*journaal.Journaal
	stromen, gebeurtenissen *atomic.Int64
}

func (g gemeten) Read(ctx context.Context, s es.Stream) ([]es.Recorded, error) {
	r, err := g.Journaal.Read(ctx, s)
	g.stromen.Add(1)
	g.gebeurtenissen.Add(int64(len(r)))
	return r, err
}

func (g gemeten) Verzegeld(ctx context.Context, s es.Stream) ([]envelop.Verzegeld, error) {
	v, err := g.Journaal.Verzegeld(ctx, s)
	g.stromen.Add(1)
	g.gebeurtenissen.Add(int64(len(v)))
	return v, err
}

func (g gemeten) Gebeurtenis(ctx context.Context, id uuid.UUID) (envelop.Verzegeld, bool, error) {
	g.gebeurtenissen.Add(1)
	return g.Journaal.Gebeurtenis(ctx, id)
}

func (g gemeten) Resten(ctx context.Context, stromen []es.Stream, door es.Position) ([]journaal.Rest, error) {
	g.stromen.Add(int64(len(stromen)))
	return g.Journaal.Resten(ctx, stromen, door)
}

func (g gemeten) Scan(context.Context, es.Position, es.Position, func(*envelop.Verzegeld) error) error {
	panic("the start of the archive reads the whole history")
}

// TestStartGoesWithWhatWasDestroyed: what the start costs goes with the number of
// files that were destroyed, and not with the length of the history.
func TestStartGoesWithWhatWasDestroyed(t *testing.T) {
	// start returns what the archive reads when it opens with personen people in the
	// history, of whom weg files were destroyed; and how long it took.
	start := func(personen, weg int) (stromen, gebeurtenissen int64, duur time.Duration) {
		bron, ds := basis(t, personen)
		w := opent(t, bron, later, nil)
		require.NoError(t, w.herstel())
		for i := range weg {
			besluit(w, i+1, ds[i].stroom)
		}
		require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
		g := gemeten{w.j, new(atomic.Int64), new(atomic.Int64)}
		begin := time.Now()
		a, err := archiefwerk.Open(t.Context(), archiefwerk.Opties{
			Journaal: g, Codec: w.codec, Sleutels: w.kluis, Nu: func() time.Time { return later }, Log: slog.New(slog.DiscardHandler),
			Lijst: func(context.Context, []archiefwerk.Lijstregel) error { return nil },
		})
		require.NoError(t, err)
		opnieuw, err := a.Herstel(t.Context())
		require.NoError(t, err)
		require.False(t, opnieuw, "nothing was there any more")
		duur = time.Since(begin)
		t.Logf("%d gebeurtenissen, %d dossiers vernietigd: %d stromen en %d gebeurtenissen gelezen in %v", w.j.Kop(), weg, g.stromen.Load(), g.gebeurtenissen.Load(), duur)
		w.sluit()
		return g.stromen.Load(), g.gebeurtenissen.Load(), duur
	}
	s1, g1, _ := start(3, 2)
	s2, g2, _ := start(60, 2)
	s3, g3, _ := start(60, 20)
	require.Equal(t, []int64{s1, g1}, []int64{s2, g2}, "a history that is twenty times as long costs the same")
	require.Equal(t, []int64{10 * s2, 10 * g2}, []int64{s3, g3}, "ten times as many files cost ten times as much")
}
