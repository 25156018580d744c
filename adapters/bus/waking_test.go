package bus_test

import (
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/bustest"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// sleeper calls woken with the number of events it has followed.
func sleeper(woken func(followed int, nu time.Time) []bus.Opdracht) bus.Proces[int] {
	return bus.Proces[int]{
		Naam: "slaper", Types: []string{typeOf(0)},
		Nieuw:  func() int { return 0 },
		Volg:   func(s int, _ es.Recorded) int { return s + 1 },
		Gewekt: woken,
	}
}

func TestWaking(t *testing.T) {
	options := func(m *bustest.Log) bus.ProcesOpties {
		return bus.ProcesOpties{Uitvoerder: bus.Via(noteerder(m)), Posities: newPlaces(), Ritme: time.Minute}
	}

	t.Run("een proces wordt bij het begin gewekt en daarna in zijn ritme", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			var times []time.Duration
			start := time.Now()
			b := newBus(t, m, bus.Opties{})
			bus.AddProces(b, sleeper(func(_ int, nu time.Time) []bus.Opdracht {
				require.Equal(t, time.UTC, nu.Location())
				times = append(times, nu.Sub(start.Truncate(time.Millisecond)))
				return nil
			}), options(m))
			stop := run(t, b)
			time.Sleep(150 * time.Second)
			require.NoError(t, stop())
			require.Equal(t, []time.Duration{0, time.Minute, 2 * time.Minute}, times)
		})
	})

	t.Run("een proces dat achterloopt wordt niet gewekt", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			for range 5000 {
				add(t, m, asVariant(bericht{}))
			}
			var busy atomic.Bool
			busy.Store(true)
			m.Scanning = func() error {
				if m.Kop() > 0 && busy.Load() {
					return errors.New("disk is busy")
				}
				return nil
			}
			var least atomic.Int64
			least.Store(1 << 40)
			b := newBus(t, m, bus.Opties{})
			bus.AddProces(b, sleeper(func(followed int, _ time.Time) []bus.Opdracht {
				least.Store(min(least.Load(), int64(followed)))
				return nil
			}), options(m))
			stop := run(t, b)
			time.Sleep(time.Hour)
			require.EqualValues(t, 1<<40, least.Load())
			busy.Store(false)
			time.Sleep(time.Hour)
			require.NoError(t, stop())
			require.EqualValues(t, 5000, least.Load())
		})
	})

	t.Run("een storing bij het wekken gaat over, en is intussen te zien", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			cause := add(t, m, asVariant(bericht{}))
			start := time.Now()
			m.Appending = func(es.Append) error {
				if time.Since(start) < time.Hour {
					return errors.New("disk is full")
				}
				return nil
			}
			id := newCommandID().EventID(0)
			b := newBus(t, m, bus.Opties{})
			bus.AddProces(b, sleeper(func(int, time.Time) []bus.Opdracht {
				return []bus.Opdracht{{Oorzaak: id, Stroom: es.StreamOf("notities", id), Opdracht: noteer{id.String()}}}
			}), options(m))
			stop := run(t, b)
			time.Sleep(time.Minute)
			require.Equal(t, "verwerking-mislukt", statusOf(t, b, "slaper").Fout)
			time.Sleep(2 * time.Hour)
			require.Equal(t, bus.Status{Consument: "slaper", Positie: cause.First + 1}, statusOf(t, b, "slaper"))
			require.NoError(t, stop())
			require.Equal(t, map[string]int{id.String(): 1}, notesOf(t, m, m.Open))
		})
	})

	t.Run("een weigering die blijft wordt één keer gemeld, en opnieuw geprobeerd", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			h := noteerder(m)
			var refused atomic.Int32
			h.Decider.Decide = func(noteer, int) ([]any, error) { refused.Add(1); return nil, errVol }
			id := newCommandID().EventID(0)
			var lines logLines
			b := newBus(t, m, bus.Opties{Logger: lines.logger()})
			o := options(m)
			o.Uitvoerder = bus.Via(h)
			bus.AddProces(b, sleeper(func(int, time.Time) []bus.Opdracht {
				return []bus.Opdracht{{Oorzaak: id, Stroom: es.StreamOf("notities", id), Opdracht: noteer{}}}
			}), o)
			stop := run(t, b)
			time.Sleep(10*time.Minute + time.Second)
			require.NoError(t, stop())
			require.EqualValues(t, 11, refused.Load())
			require.Equal(t, 1, strings.Count(lines.String(), errVol.Code))
		})
	})

	t.Run("een programmafout bij het wekken stopt het proces", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			var calls atomic.Int32
			b := newBus(t, m, bus.Opties{})
			bus.AddProces(b, sleeper(func(int, time.Time) []bus.Opdracht {
				calls.Add(1)
				panic("bug")
			}), options(m))
			stop := run(t, b)
			time.Sleep(time.Hour)
			require.Equal(t, "programmafout", statusOf(t, b, "slaper").Gestopt)
			require.EqualValues(t, 1, calls.Load())
			require.NoError(t, stop())
		})
	})

	t.Run("een gestopt proces wordt niet meer gewekt", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m := bustest.New(nameOf)
			var calls atomic.Int32
			m.Opening = func(es.Recorded) error { return es.ErrUnknownType }
			b := newBus(t, m, bus.Opties{})
			bus.AddProces(b, sleeper(func(int, time.Time) []bus.Opdracht { calls.Add(1); return nil }), options(m))
			stop := run(t, b)
			synctest.Wait()
			require.EqualValues(t, 1, calls.Load())
			add(t, m, asVariant(bericht{}))
			time.Sleep(time.Hour)
			require.Equal(t, "gebeurtenis-onleesbaar", statusOf(t, b, "slaper").Gestopt)
			require.EqualValues(t, 1, calls.Load())
			require.NoError(t, stop())
		})
	})

	t.Run("ook wat niets oplevert wordt onderweg bewaard", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			m, o := bustest.New(nameOf), bus.ProcesOpties{}
			p := newPlaces()
			start := time.Now()
			p.saving = func(bus.Merk) error {
				if time.Since(start) < 5*time.Second {
					return errors.New("disk is busy")
				}
				return nil
			}
			o.Posities, o.Uitvoerder = p, bus.Via(noteerder(m))
			last := add(t, m, asVariant(bericht{}))
			b := newBus(t, m, bus.Opties{})
			bus.AddProces(b, sleeper(nil), o)
			stop := run(t, b)
			time.Sleep(4 * time.Second)
			require.Equal(t, "verwerking-mislukt", statusOf(t, b, "slaper").Fout)
			time.Sleep(2 * time.Minute)
			require.Empty(t, statusOf(t, b, "slaper").Fout)
			require.NoError(t, stop())
			require.Equal(t, bus.Merk{Positie: last.First, Gebeurtenis: p.merken["slaper"].Gebeurtenis}, p.merken["slaper"])
		})
	})
}
