package termijnbewaking_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing/synctest"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/bus/bustest"
	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// recorder collects failures inside a bubble, where a failure must not end the
// goroutine of the test.
type recorder struct{ failures []string }

type abandoned struct{}

func (r *recorder) Errorf(format string, args ...any) {
	r.failures = append(r.failures, fmt.Sprintf(format, args...))
}

func (r *recorder) FailNow() { panic(abandoned{}) }

// world is a back office in which only this process runs, on a clock that the
// test moves: with the time of the bubble, and with jumps.
type world struct {
	t      *recorder
	log    *bustest.Log
	h      es.Handler[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event]
	folder bus.Map
	base   time.Time
	jumped atomic.Int64
	faults atomic.Int32
	stop   func()

	asked map[termijnbewaking.Verzoek]*request
	order []termijnbewaking.Verzoek
}

type request struct {
	id        uuid.UUID
	last      recht.Datum
	simulated bool
	answered  bool
	expired   int // events that its term was over, at the moment of the answer
	// The latest day that the clock showed since it was asked: while the process
	// may have been awake, and while it certainly was.
	seen, acted recht.Datum
}

func newWorld(t *recorder, folder string) *world {
	w := &world{
		t: t, folder: bus.Map(folder), base: time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC).Add(-time.Duration(time.Now().UnixNano())),
		asked: map[termijnbewaking.Verzoek]*request{},
	}
	w.log = bustest.New(func(e any) (string, error) { return uitvoeringsplan.Events.Name(e.(uitvoeringsplan.Event)) })
	w.h.Decider, w.h.Log = uitvoeringsplan.Decider, w.log
	for jaar, stream := range map[int]es.Stream{2020: plan, 2024: ander} {
		e := uitvoeringsplan.UitvoeringsplanOpgesteld{VanJaar: jaar, TotEnMetJaar: jaar + 3, OpgesteldOp: recht.NieuweDatum(2019, time.March, 1)}
		_, err := w.log.Append(context.Background(), es.Append{Meta: command(), Stream: stream, Expected: es.NoStream, Events: []any{e}})
		require.NoError(t, err)
	}
	w.log.Appending = func(es.Append) error { return w.fault() }
	w.log.Appended = func(es.Receipt) error { return w.fault() }
	return w
}

// fault fails as often as the test asked for.
func (w *world) fault() error {
	if w.faults.Add(-1) >= 0 {
		return errors.New("a fault that passes")
	}
	return nil
}

func (w *world) nu() time.Time {
	return w.base.Add(time.Duration(time.Now().UnixNano() + w.jumped.Load()))
}

// settle lets time pass until the process has had its turns, faults included.
func (w *world) settle() {
	time.Sleep(10 * time.Minute)
	synctest.Wait()
	w.shown()
	for _, q := range w.asked { // a rhythm ago the process was awake, and undisturbed
		q.acted = later(q.acted, recht.DatumVan(w.nu().Add(-2*time.Minute)))
	}
}

// shown notes what the clock shows.
func (w *world) shown() {
	for _, q := range w.asked {
		q.seen = later(q.seen, recht.DatumVan(w.nu()))
	}
}

func later(d, e recht.Datum) recht.Datum {
	if e.Na(d) {
		return e
	}
	return d
}

func (w *world) start() {
	b, err := bus.New(w.log, w.log.Open, bus.Opties{Logger: slog.New(slog.DiscardHandler)})
	require.NoError(w.t, err)
	bus.AddProces(b, termijnbewaking.Proces(), bus.ProcesOpties{Uitvoerder: bus.Via(w.h), Posities: w.folder, Nu: w.nu})
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Run(ctx) }()
	w.stop = sync.OnceFunc(func() {
		cancel()
		require.NoError(w.t, <-done)
	})
	synctest.Wait()
	w.shown()
}

func command() es.Meta { return es.Meta{Command: es.CommandID(uuid.Must(uuid.NewV7()))} }

// ask puts a request in the log.
func (w *world) ask(v termijnbewaking.Verzoek, last recht.Datum, simulated bool) {
	if w.asked[v] != nil {
		return
	}
	e := gevraagd(v.Gemeente, v.Bijstelling, last)
	e.Gesimuleerd = simulated
	e.VerzondenOp = recht.NieuweDatum(2020, time.January, 1)
	history, err := w.log.Read(context.Background(), v.Stroom)
	require.NoError(w.t, err)
	m := command()
	m.Time = w.nu()
	w.faults.Store(0)
	_, err = w.log.Append(context.Background(), es.Append{
		Meta: m, Stream: v.Stroom, Expected: es.Revision(len(history) - 1), Events: []any{e},
	})
	require.NoError(w.t, err)
	w.asked[v] = &request{id: m.Command.EventID(0), last: last, simulated: simulated}
	w.order = append(w.order, v)
}

// answer has a raad answer, with a zienswijze or by renouncing one.
func (w *world) answer(v termijnbewaking.Verzoek, renounce bool) {
	q := w.asked[v]
	if q.answered {
		return
	}
	w.faults.Store(0)
	today := recht.DatumVan(w.nu())
	o := recht.Opdracht{Op: w.nu(), Actor: recht.Actor{Rol: "griffier", Organisatie: string(v.Gemeente), ID: "g"}}
	var c uitvoeringsplan.Command = uitvoeringsplan.OntvangZienswijze{
		Opdracht: o, Gemeente: v.Gemeente, Bijstelling: v.Bijstelling, Standpunt: uitvoeringsplan.Positief, OntvangenOp: today,
	}
	if renounce && !today.Na(q.last) {
		c = uitvoeringsplan.ZieAfVanZienswijze{Opdracht: o, Gemeente: v.Gemeente, Bijstelling: v.Bijstelling, MeegedeeldOp: today}
	}
	q.expired = len(w.expired()[v])
	_, err := w.h.Handle(context.Background(), v.Stroom, c, command(), nil)
	require.NoError(w.t, err)
	q.answered = true
}

// expired returns the events that say that a term was over.
func (w *world) expired() map[termijnbewaking.Verzoek][]es.Recorded {
	out := map[termijnbewaking.Verzoek][]es.Recorded{}
	for _, stream := range []es.Stream{plan, ander} {
		history, err := w.log.Read(context.Background(), stream)
		require.NoError(w.t, err)
		for _, r := range history {
			if e, ok := r.Event.(uitvoeringsplan.ZienswijzeTermijnVerstreken); ok {
				v := termijnbewaking.Verzoek{Stroom: stream, Gemeente: e.Gemeente, Bijstelling: e.Bijstelling}
				out[v] = append(out[v], r)
			}
		}
	}
	return out
}

// check holds the log against what must be in it by now.
func (w *world) check() {
	expired := w.expired()
	for _, v := range w.order {
		q, got := w.asked[v], expired[v]
		switch {
		case q.answered:
			require.Len(w.t, got, q.expired, "%v answered", v)
		case q.acted.Na(q.last):
			require.Len(w.t, got, 1, "%v ran until %s, clock was at %s", v, q.last, q.acted)
		case q.seen.Na(q.last):
			require.LessOrEqual(w.t, len(got), 1)
		default:
			require.Empty(w.t, got, "%v runs until %s, clock was at %s", v, q.last, q.seen)
		}
		for _, r := range got {
			e := r.Event.(uitvoeringsplan.ZienswijzeTermijnVerstreken)
			require.True(w.t, recht.DatumVan(r.Time).Na(q.last))
			require.Equal(w.t, q.id, r.Cause)
			require.Equal(w.t, es.FollowUp(q.id, termijnbewaking.Naam, 0), r.Command)
			require.Equal(w.t, termijnbewaking.Actor(), e.Actor)
			require.Equal(w.t, recht.Stelsel, e.Orgaan)
			require.Equal(w.t, q.simulated, e.Gesimuleerd)
		}
	}
	require.LessOrEqual(w.t, len(expired), len(w.order))
}
