package bus_test

import (
	"context"
	"errors"
	"log/slog"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/bustest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// noteer asks for one more event in its stream. Deciding on it again gives one
// more again: that it is done once is up to the process, not to the decider.
type noteer struct{ Oorzaak string }

var errVol = es.Refuse("proef/vol", "De proef is vol.", "test")

// noteerder records at most ten notes per stream.
func noteerder(log es.Log) es.Handler[noteer, int, any] {
	return es.Handler[noteer, int, any]{Log: log, Decider: es.Decider[noteer, int, any]{
		Decide: func(c noteer, s int) ([]any, error) {
			if s >= 10 {
				return nil, errVol
			}
			return []any{asVariant(bericht{Soort: 1, UUID: c.Oorzaak})}, nil
		},
		Evolve: func(s int, _ any) int { return s + 1 },
	}}
}

// echo issues two commands for every event of type 0.
func echo() bus.Proces[int] {
	return bus.Proces[int]{
		Naam: "echo", Types: []string{typeOf(0)},
		Nieuw: func() int { return 0 },
		Volg:  func(s int, _ es.Recorded) int { return s + 1 },
		Beslis: func(s int, r es.Recorded, _ time.Time) []bus.Opdracht {
			if es.Position(s) > r.Position {
				panic("an event was followed twice")
			}
			return []bus.Opdracht{
				{Oorzaak: r.ID, N: 0, Stroom: es.StreamOf("notities", r.ID), Opdracht: noteer{r.ID.String()}},
				{Oorzaak: r.ID, N: 1, Stroom: es.StreamOf("notities", r.ID), Opdracht: noteer{r.ID.String()}},
			}
		},
	}
}

// places keeps positions in memory, and may refuse to save.
type places struct {
	mu     sync.Mutex
	merken map[string]bus.Merk
	saving func(bus.Merk) error
}

func newPlaces() *places {
	return &places{merken: map[string]bus.Merk{}, saving: func(bus.Merk) error { return nil }}
}

func (p *places) Lees(_ context.Context, proces string) (bus.Merk, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.merken[proces], nil
}

func (p *places) Bewaar(_ context.Context, proces string, m bus.Merk) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if err := p.saving(m); err != nil {
		return err
	}
	p.merken[proces] = m
	return nil
}

// counted counts the commands that a process issues.
type counted struct {
	bus.Uitvoerder
	n atomic.Int32
}

func (c *counted) Voer(ctx context.Context, s es.Stream, o any, m es.Meta) (es.Receipt, error) {
	c.n.Add(1)
	return c.Uitvoerder.Voer(ctx, s, o, m)
}

// notesOf returns how many notes were recorded per cause.
func notesOf(t *testing.T, j bus.Journal, decode bus.Decode) map[string]int {
	t.Helper()
	out := map[string]int{}
	s := bus.NewSubscriber(j, decode, bus.Config{Checkpoint: bus.After(0)})
	defer func() { require.NoError(t, s.Close()) }()
	messages, err := s.Subscribe(t.Context(), bus.Ranges)
	require.NoError(t, err)
	for last := es.Position(0); last < j.Kop(); {
		msg := take(t, messages)
		r, err := bus.Received(msg)
		require.NoError(t, err)
		for _, e := range r.Events {
			if b := asBericht(e.Event); b.Soort == 1 {
				out[b.UUID]++
				require.Equal(t, b.UUID, e.Cause.String())
			}
		}
		last = r.To
		msg.Ack()
	}
	return out
}

func requireEcho(t *testing.T, got map[string]int, causes ...es.Receipt) {
	t.Helper()
	require.Len(t, got, len(causes))
	for _, n := range got {
		require.Equal(t, 2, n)
	}
}

func TestProcess(t *testing.T) {
	start := func(t *testing.T, m *bustest.Log, p *places, u bus.Uitvoerder) (*bus.Bus, func() error) {
		b := newBus(t, m, bus.Opties{})
		bus.AddProces(b, echo(), bus.ProcesOpties{Uitvoerder: u, Posities: p})
		return b, run(t, b)
	}

	t.Run("elke gebeurtenis leidt tot haar opdrachten, en een herstart tot geen enkele", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m, p := bustest.New(nameOf), newPlaces()
			u := &counted{Uitvoerder: bus.Via(noteerder(m))}
			a := add(t, m, asVariant(bericht{}))
			_, stop := start(t, m, p, u)
			synctest.Wait()
			b := add(t, m, asVariant(bericht{}))
			synctest.Wait()
			require.NoError(t, stop())
			require.EqualValues(t, 4, u.n.Load())
			require.Equal(t, b.First, p.merken["echo"].Positie)
			_, stop = start(t, m, p, u)
			synctest.Wait()
			require.NoError(t, stop())
			require.EqualValues(t, 4, u.n.Load())
			requireEcho(t, notesOf(t, m, m.Open), a, b)
		})
	})

	t.Run("een val tussen opdracht en positie herhaalt de opdracht en niet de gebeurtenis", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m, p := bustest.New(nameOf), newPlaces()
			p.saving = func(bus.Merk) error { return errors.New("the power went off") }
			u := &counted{Uitvoerder: bus.Via(noteerder(m))}
			a, b := add(t, m, asVariant(bericht{})), add(t, m, asVariant(bericht{}))
			_, stop := start(t, m, p, u)
			synctest.Wait()
			require.NoError(t, stop())
			require.GreaterOrEqual(t, u.n.Load(), int32(2))
			before := u.n.Load()
			p.saving = func(bus.Merk) error { return nil }
			_, stop = start(t, m, p, u)
			synctest.Wait()
			require.NoError(t, stop())
			require.Equal(t, before+4, u.n.Load(), "the first two commands must have been issued again")
			requireEcho(t, notesOf(t, m, m.Open), a, b)
		})
	})

	t.Run("een verloren antwoord maakt geen tweede gebeurtenis", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m, p := bustest.New(nameOf), newPlaces()
			a := add(t, m, asVariant(bericht{}))
			var lost atomic.Int32
			m.Appended = func(es.Receipt) error {
				if lost.Add(1) <= 3 {
					return errors.New("connection lost")
				}
				return nil
			}
			_, stop := start(t, m, p, bus.Via(noteerder(m)))
			time.Sleep(time.Hour)
			require.NoError(t, stop())
			requireEcho(t, notesOf(t, m, m.Open), a)
		})
	})

	t.Run("een positie van een ander journaal slaat niets over", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			for _, merk := range []bus.Merk{{Positie: 900}, {Positie: 2}} {
				m, p := bustest.New(nameOf), newPlaces()
				a, b := add(t, m, asVariant(bericht{})), add(t, m, asVariant(bericht{}))
				merk.Gebeurtenis = newCommandID().EventID(0)
				p.merken["echo"] = merk
				_, stop := start(t, m, p, bus.Via(noteerder(m)))
				synctest.Wait()
				require.NoError(t, stop())
				requireEcho(t, notesOf(t, m, m.Open), a, b)
			}
		})
	})

	t.Run("een weigering is geen storing", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			full := noteerder(m)
			full.Decider.Decide = func(noteer, int) ([]any, error) { return nil, errVol }
			add(t, m, asVariant(bericht{}))
			b, stop := start(t, m, newPlaces(), bus.Via(full))
			synctest.Wait()
			require.Equal(t, bus.Status{Consument: "echo", Positie: 1}, statusOf(t, b, "echo"))
			require.NoError(t, stop())
		})
	})

	t.Run("een opdracht die de stroom niet kent is een programmafout", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			add(t, m, asVariant(bericht{}))
			b, stop := start(t, m, newPlaces(), bus.Via(es.Handler[error, int, any]{Log: m}))
			synctest.Wait()
			require.Equal(t, "programmafout", statusOf(t, b, "echo").Gestopt)
			require.NoError(t, stop())
		})
	})
}

func TestProcessOnTheRealJournal(t *testing.T) {
	j, codec := openJournal(t, berichten())
	folder := bus.Map(filepath.Join(t.TempDir(), "processen"))
	u := &counted{Uitvoerder: bus.Via(noteerder(j))}
	causes := []es.Receipt{add(t, j, asVariant(bericht{})), add(t, j, asVariant(bericht{}))}
	for round := range 2 {
		b, err := bus.New(j, codec.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
		require.NoError(t, err)
		bus.AddProces(b, echo(), bus.ProcesOpties{Uitvoerder: u, Posities: folder})
		stop := run(t, b)
		causes = append(causes, add(t, j, asVariant(bericht{})))
		require.Eventually(t, func() bool {
			require.Empty(t, statusOf(t, b, "echo").Gestopt)
			merk, err := folder.Lees(t.Context(), "echo")
			return err == nil && merk.Positie == causes[len(causes)-1].First
		}, time.Minute, time.Millisecond)
		require.NoError(t, stop())
		require.EqualValues(t, 6+2*round, u.n.Load())
	}
	requireEcho(t, notesOf(t, j, codec.Open), causes...)
}

func TestMap(t *testing.T) {
	m := bus.Map(filepath.Join(t.TempDir(), "nog-niet-gemaakt"))
	merk, err := m.Lees(t.Context(), "p")
	require.NoError(t, err)
	require.Zero(t, merk)
	for n := range 3 {
		want := bus.Merk{Positie: es.Position(n), Gebeurtenis: newCommandID().EventID(n)}
		require.NoError(t, m.Bewaar(t.Context(), "p", want))
		merk, err = m.Lees(t.Context(), "p")
		require.NoError(t, err)
		require.Equal(t, want, merk)
	}
	files, err := filepath.Glob(filepath.Join(string(m), "*"))
	require.NoError(t, err)
	hidden, err := filepath.Glob(filepath.Join(string(m), ".*"))
	require.NoError(t, err)
	require.Len(t, append(files, hidden...), 1, "nothing may be left behind")
}
