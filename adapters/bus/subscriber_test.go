package bus_test

import (
	"context"
	"encoding/binary"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ThreeDotsLabs/watermill/message"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/bustest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

func subscribe(t *testing.T, m *bustest.Log, topic string, c bus.Config) <-chan *message.Message {
	t.Helper()
	if c.Checkpoint == nil {
		c.Checkpoint = bus.After(0)
	}
	s := bus.NewSubscriber(m, m.Open, c)
	t.Cleanup(func() { require.NoError(t, s.Close()) })
	messages, err := s.Subscribe(t.Context(), topic)
	require.NoError(t, err)
	return messages
}

// take returns the next message, which must come.
func take(t *testing.T, messages <-chan *message.Message) *message.Message {
	t.Helper()
	select {
	case m, ok := <-messages:
		require.True(t, ok, "the channel is closed")
		return m
	case <-time.After(time.Minute):
		require.Fail(t, "no message came")
		return nil
	}
}

func TestRanges(t *testing.T) {
	t.Run("een reeks sluit aan, is hoogstens duizend lang en loopt door tot wat nu binnenkomt", func(t *testing.T) {
		m := bustest.New(nameOf)
		for range 2100 {
			add(t, m, bericht{})
		}
		messages := subscribe(t, m, bus.Ranges, bus.Config{Checkpoint: bus.After(50)})
		next := es.Position(51)
		for _, want := range []int{1000, 1000, 50, 1} {
			if want == 1 {
				add(t, m, bericht{})
			}
			msg := take(t, messages)
			got, err := bus.Received(msg)
			require.NoError(t, err)
			require.Len(t, got.Events, want)
			require.Equal(t, next, got.From)
			require.Equal(t, next, es.Position(binary.BigEndian.Uint64(msg.Payload)))
			require.Equal(t, got.To, es.Position(binary.BigEndian.Uint64(msg.Payload[8:])))
			for _, r := range got.Events {
				require.Equal(t, next, r.Position)
				next++
			}
			require.Equal(t, next-1, got.To)
			msg.Ack()
		}
	})

	t.Run("een bericht dat niet van de bus komt is een fout", func(t *testing.T) {
		_, err := bus.Received(message.NewMessage("x", nil))
		require.ErrorIs(t, err, bus.ErrForeign)
	})
}

func TestTypes(t *testing.T) {
	m := bustest.New(nameOf)
	for i := range 40_000 {
		add(t, m, bericht{Soort: min(i%20_000, 2)}) // a few of types 0 and 1, far apart
	}
	messages := subscribe(t, m, bus.Types(typeOf(0), typeOf(1)), bus.Config{})
	for _, want := range []es.Position{1, 2, 20_001, 20_002} {
		msg := take(t, messages)
		got, err := bus.Received(msg)
		require.NoError(t, err)
		require.Equal(t, want, got.From)
		require.Equal(t, want, got.To)
		require.Equal(t, want, got.Events[0].Position)
		require.Equal(t, got.Events[0].ID.String(), msg.UUID)
		require.Equal(t, "stored bytes of "+msg.UUID, string(msg.Payload))
		require.Equal(t, got.Events[0].Type, msg.Metadata.Get(bus.MetaType))
		msg.Ack()
	}
	s := bus.NewSubscriber(m, m.Open, bus.Config{Checkpoint: bus.After(0)})
	for _, topic := range []string{"", ",", typeOf(0) + ","} {
		_, err := s.Subscribe(t.Context(), topic)
		require.ErrorIs(t, err, bus.ErrTopic)
	}
}

func TestNackWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := bustest.New(nameOf)
		add(t, m, bericht{})
		messages := subscribe(t, m, bus.Ranges, bus.Config{Pause: bus.Pause{Min: time.Second, Max: 5 * time.Second}})
		first := take(t, messages)
		for _, pause := range []time.Duration{1, 2, 4, 5, 5} {
			before := time.Now()
			first.Nack()
			again := take(t, messages)
			require.Equal(t, pause*time.Second, time.Since(before))
			require.Equal(t, first.UUID, again.UUID)
			require.ErrorIs(t, first.Context().Err(), context.Canceled)
			first = again
		}
		first.Ack()
		add(t, m, bericht{})
		next := take(t, messages)
		before := time.Now()
		next.Nack()
		take(t, messages).Ack()
		require.Equal(t, time.Second, time.Since(before), "progress must reset the pause")
	})
}

func TestUnreadableIsNeverPassed(t *testing.T) {
	for _, topic := range []string{bus.Ranges, bus.Types(typeOf(0))} {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			for range 200 {
				add(t, m, bericht{})
			}
			var repaired atomic.Bool
			broken := errors.New("broken")
			m.Opening = func(r es.Recorded) error {
				if r.Position == 150 && !repaired.Load() {
					return broken
				}
				return nil
			}
			messages := subscribe(t, m, topic, bus.Config{})
			seen := es.Position(0)
			for failures := 0; failures < 5; {
				msg := take(t, messages)
				got, err := bus.Received(msg)
				if err == nil {
					require.Equal(t, seen+1, got.From)
					seen = got.To
				} else {
					var u *bus.Unreadable
					require.ErrorAs(t, err, &u)
					require.ErrorIs(t, err, broken)
					require.EqualValues(t, 150, u.Position)
					require.EqualValues(t, 149, seen, "what comes before must be delivered before")
					failures++
				}
				msg.Ack() // also of the unreadable one: a consumer that shrugs must not get past it
			}
			repaired.Store(true)
			for seen < 200 {
				msg := take(t, messages)
				got, err := bus.Received(msg)
				require.NoError(t, err)
				require.Equal(t, seen+1, got.From)
				seen = got.To
				msg.Ack()
			}
		})
	}
}

func TestSubscribeRefusesToWaitForALostJournal(t *testing.T) {
	m := bustest.New(nameOf)
	add(t, m, bericht{})
	_, err := bus.NewSubscriber(m, m.Open, bus.Config{Checkpoint: bus.After(2)}).Subscribe(t.Context(), bus.Ranges)
	require.ErrorIs(t, err, bus.ErrAhead)
	_, err = bus.NewSubscriber(m, m.Open, bus.Config{Checkpoint: bus.After(1)}).Subscribe(t.Context(), bus.Ranges)
	require.NoError(t, err)
}

func TestFailingScanAndSaveAreTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		m := bustest.New(nameOf)
		for range 3 {
			add(t, m, bericht{})
		}
		var scans, saves atomic.Int32
		m.Scanning = func() error {
			if scans.Add(1) <= 2 {
				return errors.New("disk is busy")
			}
			return nil
		}
		var saved []es.Position
		messages := subscribe(t, m, bus.Types(typeOf(0)), bus.Config{Acked: func(_ context.Context, _ string, p es.Position) error {
			if saves.Add(1)%2 == 1 {
				return errors.New("disk is busy")
			}
			saved = append(saved, p)
			return nil
		}})
		for range 3 {
			take(t, messages).Ack()
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		require.Equal(t, []es.Position{1, 2, 3}, saved)
	})
}

func TestClose(t *testing.T) {
	t.Run("na het sluiten komt er geen bericht en geen abonnement meer", func(t *testing.T) {
		m := bustest.New(nameOf)
		add(t, m, bericht{})
		s := bus.NewSubscriber(m, m.Open, bus.Config{Checkpoint: bus.After(0)})
		messages, err := s.Subscribe(t.Context(), bus.Ranges)
		require.NoError(t, err)
		held := take(t, messages)
		require.NoError(t, s.Close())
		require.NoError(t, s.Close())
		require.ErrorIs(t, held.Context().Err(), context.Canceled)
		_, open := <-messages
		require.False(t, open)
		_, err = s.Subscribe(t.Context(), bus.Ranges)
		require.ErrorIs(t, err, bus.ErrClosed)
	})

	t.Run("een gestopt journaal sluit het abonnement", func(t *testing.T) {
		m := bustest.New(nameOf)
		add(t, m, bericht{})
		m.Scanning = func() error { return es.ErrStopped }
		_, open := <-subscribe(t, m, bus.Ranges, bus.Config{})
		require.False(t, open)
	})
}

// TestOrder holds the subscriber against the plain list of events, whatever the
// mix of types, refusals, restarts and events that arrive meanwhile.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := bustest.New(nameOf)
		soorten := rapid.SliceOfN(rapid.IntRange(0, 3), 1, 60).Draw(rt, "soorten")
		wanted := rapid.SliceOfNDistinct(rapid.IntRange(0, 3), 1, 3, rapid.ID).Draw(rt, "wanted")
		early := rapid.IntRange(0, len(soorten)).Draw(rt, "early")
		for _, n := range soorten[:early] {
			add(t, m, bericht{Soort: n})
		}
		var names []string
		for _, n := range wanted {
			names = append(names, typeOf(n))
		}
		topic := bus.Types(names...)
		var want, got []es.Position
		for i, n := range soorten {
			if slices.Contains(wanted, n) {
				want = append(want, es.Position(i+1))
			}
		}
		var handled es.Position
		for len(got) < len(want) {
			s := bus.NewSubscriber(m, m.Open, bus.Config{
				Checkpoint: bus.After(handled), Pause: bus.Pause{Min: time.Microsecond, Max: time.Microsecond},
			})
			messages, err := s.Subscribe(t.Context(), topic)
			require.NoError(rt, err)
			for _, n := range soorten[min(early, len(soorten)):] {
				add(t, m, bericht{Soort: n})
			}
			early = len(soorten)
			for len(got) < len(want) {
				msg := take(t, messages)
				r, err := bus.Received(msg)
				require.NoError(rt, err)
				if rapid.IntRange(0, 3).Draw(rt, "refuse") == 0 {
					msg.Nack()
					continue
				}
				handled = r.To
				got = append(got, r.From)
				msg.Ack()
				if rapid.IntRange(0, 5).Draw(rt, "restart") == 0 {
					break
				}
			}
			require.NoError(rt, s.Close())
		}
		require.Equal(rt, want, got)
	})
}
