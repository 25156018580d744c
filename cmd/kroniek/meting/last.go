package meting

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Last is a closed-loop load: every writer waits for its own acknowledgement
// before it decides again.
type Last struct {
	Schrijvers int // writers at the same time
	Aantal     int // appends in all
}

// An Uitslag is what a load measured. Latencies are those of whole commands.
type Uitslag struct {
	Aantal int
	Duur   time.Duration
	P50    time.Duration
	P99    time.Duration
	Langst time.Duration
}

// PerSeconde returns the number of commands per second.
func (u Uitslag) PerSeconde() float64 { return float64(u.Aantal) / u.Duur.Seconds() }

var (
	gemeenten = []recht.Gemeentecode{"GM0202", "GM0221", "GM0226", "GM0274", "GM0275", "GM0277", "GM0289", "GM0293", "GM0299", "GM1705", "GM1734"}
	soorten   = []string{"advies", "besluit", "melding", "zienswijze"}
)

// Draai runs the load against log and returns what it measured. The first error
// stops it.
func (l Last) Draai(ctx context.Context, log es.Log) (Uitslag, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var (
		wg     sync.WaitGroup
		volgnr atomic.Int64
		duren  = make([][]time.Duration, l.Schrijvers)
	)
	begin := time.Now()
	for w := range l.Schrijvers {
		duren[w] = make([]time.Duration, 0, l.Aantal/l.Schrijvers+1)
		wg.Go(func() {
			s := schrijver{handler: es.Handler[Noteer, State, Event]{Decider: Decider, Log: log}}
			for ctx.Err() == nil {
				n := volgnr.Add(1)
				if n > int64(l.Aantal) {
					return
				}
				t := time.Now()
				if err := s.schrijf(ctx, n); err != nil {
					stop(fmt.Errorf("opdracht %d: %w", n, err))
					return
				}
				duren[w] = append(duren[w], time.Since(t))
			}
		})
	}
	wg.Wait()
	duur := time.Since(begin)
	if ctx.Err() != nil {
		return Uitslag{}, context.Cause(ctx)
	}
	return samenvatting(slices.Concat(duren...), duur), nil
}

func samenvatting(alle []time.Duration, duur time.Duration) Uitslag {
	slices.Sort(alle)
	op := func(deel float64) time.Duration { return alle[min(len(alle)-1, int(deel*float64(len(alle))))] }
	return Uitslag{Aantal: len(alle), Duur: duur, P50: op(0.50), P99: op(0.99), Langst: alle[len(alle)-1]}
}

// A schrijver is one writer: every fifth append opens a stream about a new
// person, the others add to a stream of four.
type schrijver struct {
	handler es.Handler[Noteer, State, Event]
	stroom  es.Stream
	over    int
}

func (s *schrijver) schrijf(ctx context.Context, n int64) error {
	meta, err := Meta()
	if err != nil {
		return err
	}
	opdracht := Opdracht(n, meta.Time)
	stroom := es.StreamOf("persoon", meta.Command.StreamID(0))
	if opdracht.Naam == "" {
		if s.over == 0 {
			s.stroom, s.over = es.StreamOf("reeks", meta.Command.StreamID(0)), 4
		}
		s.over--
		stroom = s.stroom
	}
	_, err = s.handler.Handle(ctx, stroom, opdracht, meta, nil)
	return err
}

// Meta returns a fresh command id with a body hash, as the HTTP layer makes them.
func Meta() (es.Meta, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return es.Meta{}, fmt.Errorf("command id: %w", err)
	}
	return es.Meta{Command: es.CommandID(id), Body: sha256.Sum256(id[:]), Time: time.Now().UTC().Truncate(time.Millisecond)}, nil
}

// Opdracht returns the n-th command of the load: the same for the same n.
func Opdracht(n int64, op time.Time) Noteer {
	h := sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(n)))
	c := Noteer{
		Opdracht: recht.Opdracht{
			Op: op, Gesimuleerd: true,
			Actor:      recht.Actor{Rol: "integrator", Organisatie: "MGR", ID: "meting"},
			Motivering: "Meting van de snelheid; deze gebeurtenis is verzonnen.",
		},
		Gemeente: gemeenten[int(h[0])%len(gemeenten)],
		Soort:    soorten[int(h[1])%len(soorten)],
		Dag:      recht.NieuweDatum(2020, time.January, 1).PlusDagen(int(binary.BigEndian.Uint16(h[2:])) % 365),
		Aantal:   int64(h[4]) + 1,
		Kenmerk:  fmt.Sprintf("%x", h[5:15]),
	}
	if n%5 == 0 {
		c.Naam = "Persoon " + c.Kenmerk
	}
	return c
}
