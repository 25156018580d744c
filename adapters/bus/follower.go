package bus

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrOpdracht reports a command of another type than its stream knows.
var ErrOpdracht = errors.New("bus: stream does not know this command")

// saveAfter is how many events without commands a process follows before it
// saves its Merk on the way; it saves at every Ritme too.
const saveAfter = 1000

// follower runs one process: it holds its state and issues its commands.
type follower[S any] struct {
	p       Proces[S]
	o       ProcesOpties
	journal Journal
	logger  *slog.Logger

	mu       sync.Mutex
	state    S
	followed es.Position           // last event in state
	merk     Merk                  // last event of which the consequences have been issued
	unsaved  int                   // events since merk was saved
	refused  map[es.CommandID]bool // at the last wake; those are not logged again
}

func newFollower[S any](j Journal, l *slog.Logger, p Proces[S], o ProcesOpties) *follower[S] {
	return &follower[S]{p: p, o: o, journal: j, logger: l, state: p.Nieuw()}
}

// Load implements [Checkpoint]. A process starts at the first event always, to
// build its state; up to its Merk it only follows. A Merk of another journal is
// put aside: to issue everything again is harmless, to skip is not.
func (f *follower[S]) Load(ctx context.Context, _ string) (es.Position, error) {
	merk, err := f.o.Posities.Lees(ctx, f.p.Naam)
	if err != nil {
		return 0, err
	}
	same, err := holds(ctx, f.journal, merk)
	if err != nil {
		return 0, fmt.Errorf("check position of process %s: %w", f.p.Naam, err)
	}
	if !same {
		f.logger.WarnContext(ctx, "positie van proces hoort niet bij dit journaal", "proces", f.p.Naam, "positie", int64(merk.Positie))
		merk = Merk{}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.merk = merk
	return 0, nil
}

// holds reports whether the event of merk stands in j where merk says.
func holds(ctx context.Context, j Journal, merk Merk) (same bool, err error) {
	if merk.Positie == 0 {
		return true, nil
	}
	if merk.Positie > j.Kop() {
		return false, nil
	}
	err = j.Scan(ctx, merk.Positie-1, merk.Positie, func(v *envelop.Verzegeld) error {
		same = v.ID == merk.Gebeurtenis
		return nil
	})
	return same, err
}

// handle follows one event and issues what it calls for. The Merk is saved
// after the commands were accepted: a crash in between issues them again.
func (f *follower[S]) handle(ctx context.Context, r Range) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, e := range r.Events {
		if e.Position > f.followed { // delivered anew after a fault: followed already
			f.followed = e.Position
			f.state = f.p.Volg(f.state, e)
		}
		if e.Position <= f.merk.Positie {
			continue
		}
		issued := 0
		if f.p.Beslis != nil {
			nu := f.nu()
			for _, o := range f.p.Beslis(f.state, e, nu) {
				if _, err := f.issue(ctx, o, nu); err != nil {
					return err
				}
				issued++
			}
		}
		f.merk = Merk{e.Position, e.ID}
		f.unsaved++
		if issued > 0 || f.unsaved >= saveAfter {
			if err := f.save(ctx); err != nil {
				return err
			}
		}
	}
	return nil
}

// wake issues what the passing of time calls for, and saves the Merk.
func (f *follower[S]) wake(ctx context.Context) (err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	defer func() {
		if v := recover(); v != nil {
			err = panicOf(v)
		}
	}()
	if f.p.Gewekt != nil {
		nu, refused := f.nu(), map[es.CommandID]bool{}
		for _, o := range f.p.Gewekt(f.state, nu) {
			no, err := f.issue(ctx, o, nu)
			if err != nil {
				return err
			}
			if no {
				refused[f.meta(o, nu).Command] = true
			}
		}
		f.refused = refused
	}
	return f.save(ctx)
}

func (f *follower[S]) save(ctx context.Context) error {
	if f.unsaved == 0 {
		return nil
	}
	if err := f.o.Posities.Bewaar(ctx, f.p.Naam, f.merk); err != nil {
		return err
	}
	f.unsaved = 0
	return nil
}

// issue has one command carried out. A refusal is an answer, and is logged when
// it is new.
func (f *follower[S]) issue(ctx context.Context, o Opdracht, nu time.Time) (refused bool, err error) {
	m := f.meta(o, nu)
	_, err = f.o.Uitvoerder.Voer(ctx, o.Stroom, o.Opdracht, m)
	var refusal *es.Refusal
	switch {
	case err == nil:
		return false, nil
	case !errors.As(err, &refusal):
		return false, fmt.Errorf("command %d of process %s after event %s: %w", o.N, f.p.Naam, o.Oorzaak, err)
	case !f.refused[m.Command]:
		f.logger.InfoContext(ctx, "opdracht van proces geweigerd", "proces", f.p.Naam, "code", refusal.Code, "oorzaak", o.Oorzaak.String())
	}
	return true, nil
}

// meta gives a command its id. The body holds nothing that differs between two
// attempts, such as the moment: a retry must not look like another command.
func (f *follower[S]) meta(o Opdracht, nu time.Time) es.Meta {
	return es.Meta{
		Command: es.FollowUp(o.Oorzaak, f.p.Naam, o.N),
		Body:    sha256.Sum256(fmt.Appendf(nil, "proces/v1\n%s\n%s\n%d\n%s", f.p.Naam, o.Oorzaak, o.N, o.Stroom)),
		Time:    nu, Cause: o.Oorzaak, Correlation: o.Samenhang,
	}
}

func (f *follower[S]) nu() time.Time { return f.o.Nu().UTC().Truncate(time.Millisecond) }
