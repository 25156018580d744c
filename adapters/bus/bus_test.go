package bus_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ThreeDotsLabs/watermill"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/bustest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// a collector is a consumer that remembers what it was given.
type collector struct {
	mu   sync.Mutex
	seen []es.Position
	fail func(es.Position) error
}

func (c *collector) handle(_ context.Context, r bus.Range) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, e := range r.Events {
		if c.fail != nil {
			if err := c.fail(e.Position); err != nil {
				return err
			}
		}
		c.seen = append(c.seen, e.Position)
	}
	return nil
}

func (c *collector) positions() []es.Position {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.seen)
}

func upTo(n int) []es.Position {
	out := make([]es.Position, n)
	for i := range out {
		out[i] = es.Position(i + 1)
	}
	return out
}

type logLines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (l *logLines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(p)
}

func (l *logLines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

// logger logs everything that watermill can say.
func (l *logLines) logger() *slog.Logger {
	return slog.New(slog.NewJSONHandler(l, &slog.HandlerOptions{Level: watermill.LevelTrace}))
}

func newBus(t *testing.T, m *bustest.Log, o bus.Opties) *bus.Bus {
	t.Helper()
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	b, err := bus.New(m, m.Open, o)
	require.NoError(t, err)
	return b
}

// run runs b until the returned function is called, which returns its error.
func run(t *testing.T, b *bus.Bus) (stop func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	stop = sync.OnceValue(func() error {
		cancel()
		return <-done
	})
	t.Cleanup(func() { _ = stop() }) // after a failure; otherwise the test has looked at the error itself
	return stop
}

func statusOf(t *testing.T, b *bus.Bus, name string) bus.Status {
	t.Helper()
	all := b.Status()
	i := slices.IndexFunc(all, func(s bus.Status) bool { return s.Consument == name })
	require.GreaterOrEqual(t, i, 0, "no consumer %s", name)
	return all[i]
}

func TestBus(t *testing.T) {
	t.Run("een consument stopt zichtbaar bij wat niet te lezen is, en alleen hij", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			for i := range 20 {
				add(t, m, bericht{Soort: i % 2})
			}
			var repaired atomic.Bool
			m.Opening = func(r es.Recorded) error {
				if r.Position == 7 && !repaired.Load() { // of type 0
					return es.ErrUnknownType
				}
				return nil
			}
			var all, odd collector
			b := newBus(t, m, bus.Opties{})
			b.Add("alles", bus.Ranges, bus.After(0), all.handle)
			b.Add("oneven", bus.Types(typeOf(1)), bus.After(0), odd.handle)
			stop := run(t, b)
			synctest.Wait()
			require.Equal(t, upTo(6), all.positions())
			require.Len(t, odd.positions(), 10)
			repaired.Store(true) // takes effect at the next start, as the status promises
			time.Sleep(time.Hour)
			add(t, m, bericht{Soort: 1})
			synctest.Wait()
			require.Len(t, all.positions(), 6, "a stopped consumer must stay stopped")
			require.Len(t, odd.positions(), 11)
			require.Equal(t, bus.Status{
				Consument: "alles", Positie: 6, Achterstand: 15, Gestopt: "gebeurtenis-onleesbaar", Vanaf: 7, Fout: "",
			}, withoutAttempts(statusOf(t, b, "alles")))
			require.Equal(t, bus.Status{Consument: "oneven", Positie: 21}, statusOf(t, b, "oneven"))
			require.NoError(t, stop())
		})
	})

	t.Run("een storing die overgaat kost tijd en verder niets", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			for range 3 {
				add(t, m, bericht{})
			}
			start := time.Now()
			c := collector{fail: func(p es.Position) error {
				if p == 2 && time.Since(start) < 10*time.Minute {
					return errors.New("disk is full")
				}
				return nil
			}}
			b := newBus(t, m, bus.Opties{})
			b.Add("traag", bus.Types(typeOf(0)), bus.After(0), c.handle)
			stop := run(t, b)
			time.Sleep(5 * time.Minute)
			s := statusOf(t, b, "traag")
			require.Equal(t, "verwerking-mislukt", s.Fout)
			require.Empty(t, s.Gestopt)
			require.Greater(t, s.Pogingen, 5)
			require.EqualValues(t, 1, s.Positie)
			time.Sleep(6 * time.Minute)
			require.Equal(t, upTo(3), c.positions())
			require.Equal(t, bus.Status{Consument: "traag", Positie: 3}, statusOf(t, b, "traag"))
			require.NoError(t, stop())
		})
	})

	t.Run("wie niet kan beginnen houdt de anderen niet tegen", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			add(t, m, bericht{})
			var c, d collector
			b := newBus(t, m, bus.Opties{})
			b.Add("vooruit", bus.Ranges, bus.After(2), c.handle)
			b.Add("gewoon", bus.Ranges, bus.After(0), d.handle)
			stop := run(t, b)
			synctest.Wait()
			require.Equal(t, "verder-dan-journaal", statusOf(t, b, "vooruit").Gestopt)
			require.Equal(t, upTo(1), d.positions())
			require.NoError(t, stop())
		})
	})

	t.Run("ook als alle consumenten gestopt zijn loopt de bus tot hij mag stoppen", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			b := newBus(t, m, bus.Opties{})
			b.Add("vooruit", bus.Ranges, bus.After(2), (&collector{}).handle)
			ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
			defer cancel()
			start := time.Now()
			require.NoError(t, b.Run(ctx))
			require.Equal(t, time.Hour, time.Since(start))
		})
	})

	t.Run("een consument zonder onderwerp is een programmafout", func(t *testing.T) {
		b := newBus(t, bustest.New(nameOf), bus.Opties{})
		require.Panics(t, func() { b.Add("fout", "", bus.After(0), (&collector{}).handle) })
	})
}

func withoutAttempts(s bus.Status) bus.Status {
	s.Pogingen, s.Fout = 0, ""
	return s
}

// TestLogsHoldNothingOfAnEvent lets everything go wrong that is logged, at the
// most talkative level.
func TestLogsHoldNothingOfAnEvent(t *testing.T) {
	const secret = "geheim-9f31"
	synctest.Test(t, func(t *testing.T) {
		m := bustest.New(nameOf)
		add(t, m, bericht{Inhoud: secret})
		var lines logLines
		b := newBus(t, m, bus.Opties{Logger: lines.logger()})
		var panics, tries atomic.Int32
		b.Add("paniek", bus.Types(typeOf(0)), bus.After(0), func(_ context.Context, r bus.Range) error {
			panics.Add(1)
			panic(r.Events[0].Event)
		})
		b.Add("gewoon", bus.Ranges, bus.After(0), (&collector{}).handle)
		b.Add("hapert", bus.Ranges, bus.After(0), func(context.Context, bus.Range) error {
			if tries.Add(1) < 20 {
				return errors.New("value " + secret + " does not fit")
			}
			return nil
		})
		stop := run(t, b)
		time.Sleep(time.Hour)
		require.Equal(t, "programmafout", statusOf(t, b, "paniek").Gestopt)
		require.EqualValues(t, 1, statusOf(t, b, "paniek").Vanaf)
		require.EqualValues(t, 1, panics.Load(), "a bug does not pass by trying again")
		require.EqualValues(t, 20, tries.Load())
		require.NoError(t, stop())
		assert.Contains(t, lines.String(), "consument gestopt")
		assert.Contains(t, lines.String(), "Handler returned error", "watermill's own lines are part of the test")
		assert.NotContains(t, lines.String(), secret)
		assert.NotContains(t, lines.String(), "stored bytes")
	})
}

func TestRunWaitsForConsumersAtWork(t *testing.T) {
	t.Run("wie op zijn context let is op tijd klaar", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			add(t, m, bericht{})
			b := newBus(t, m, bus.Opties{})
			b.Add("bezig", bus.Ranges, bus.After(0), func(ctx context.Context, _ bus.Range) error {
				<-ctx.Done()
				return ctx.Err()
			})
			stop := run(t, b)
			synctest.Wait()
			start := time.Now()
			require.NoError(t, stop())
			require.Zero(t, time.Since(start))
			require.Empty(t, statusOf(t, b, "bezig").Gestopt)
		})
	})

	t.Run("op wie hangt wordt niet eindeloos gewacht, en dat blijkt", func(t *testing.T) {
		m := bustest.New(nameOf)
		add(t, m, bericht{})
		began, hang := make(chan struct{}), make(chan struct{})
		b := newBus(t, m, bus.Opties{CloseTimeout: 50 * time.Millisecond})
		b.Add("hangt", bus.Ranges, bus.After(0), func(context.Context, bus.Range) error {
			close(began)
			<-hang
			return nil
		})
		stop := run(t, b)
		<-began
		require.Error(t, stop())
		close(hang)
	})
}
