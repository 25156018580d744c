package leesmodellen_test

import (
	"context"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func TestSwitch(t *testing.T) {
	const n = 4_000
	rs := lang(n)
	b := leesmodellentest.NieuweBron(rs, n/2)
	dir := t.TempDir()
	een, twee := eigenschap(), eigenschap()
	twee.Naam = "twee"
	l := open(t, dir, b.Opties(), een, twee)
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", n/2))
	oud, laat, err := l.Lees(t.Context(), "eigenschap")
	require.NoError(t, err)

	// Deliveries and readers go on while both are rebuilt.
	var wg sync.WaitGroup
	wg.Go(func() {
		for p := n/2 + 1; p <= n; p++ {
			b.Toon(es.Position(p))
			if err := l.Verwerk(context.Background(), rs[p-1:p]); err != nil {
				t.Errorf("deliver %d: %v", p, err)
				return
			}
		}
	})
	stop := make(chan struct{})
	wg.Go(func() {
		hoogste := es.Position(0)
		for {
			select {
			case <-stop:
				return
			default:
			}
			z, laat, err := l.Lees(context.Background(), "eigenschap")
			if err != nil {
				t.Errorf("read: %v", err)
				return
			}
			if p := z.Stand().Positie; p < hoogste {
				t.Errorf("position went back from %d to %d", hoogste, p)
			} else {
				hoogste = p
			}
			laat()
		}
	})
	var laatste int64
	for range 3 {
		require.NoError(t, l.Herbouw(t.Context(), func(v, totaal int64) {
			require.LessOrEqual(t, v, totaal)
			laatste = v
		}))
	}
	require.Positive(t, laatste)
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", es.Position(laatste)))
	require.Contains(t, bestanden(t, dir), "eigenschap.v1.db", "the old reader still holds it")
	require.Len(t, rijen(t, oud, n/2), 500, "and finishes on it")
	laat()
	require.NotContains(t, bestanden(t, dir), "eigenschap.v1.db")
	close(stop)
	wg.Wait()
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", n))
	require.NoError(t, l.WachtOp(t.Context(), "twee", n))
	goed := herbouw(t, t.TempDir(), eigenschap(), b.Opties(), n)
	require.NoError(t, leesmodellentest.Gelijk(t.Context(), een, goed, l, n))
	require.NoError(t, goed.Sluit())
	require.Equal(t, []string{"eigenschap.v1.4.db", "twee.v1.4.db"}, bestanden(t, dir))
	require.ErrorIs(t, l.Herbouw(t.Context(), func(int64, int64) {}, "geen"), leesmodellen.ErrOnbekend)
}

func TestBacklog(t *testing.T) {
	const n = 25_000
	b := leesmodellentest.NieuweBron(lang(n), n)
	vast := make(chan struct{})
	o := b.Opties()
	o.Bron = wachtend{b, vast}
	l := open(t, t.TempDir(), o, eigenschap())
	_, _, err := l.Lees(t.Context(), "eigenschap")
	require.ErrorIs(t, err, leesmodellen.ErrInOpbouw)
	require.NoError(t, l.Verwerk(t.Context(), lang(10)), "a delivery does not wait for it")
	close(vast)
	require.NoError(t, l.WachtOp(t.Context(), "eigenschap", n))
	require.Len(t, plannen(t, l, "eigenschap"), 500)
}

// A wachtend is a journal that answers when its channel is closed.
type wachtend struct {
	leesmodellen.Bron
	vast chan struct{}
}

func (w wachtend) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	<-w.vast
	return w.Bron.Scan(ctx, na, tot, fn)
}
