package bus

import (
	"context"
	"time"
)

// ProcesOpties are what a process needs of the rest of the program.
type ProcesOpties struct {
	Uitvoerder Uitvoerder
	Posities   Posities
	Nu         func() time.Time // nil: time.Now
	// Ritme is how often a process is asked what the passing of time calls for; 0
	// means a minute. It is short on purpose: a timer that is set for eight weeks
	// does not notice that somebody moved the clock, or that the machine slept.
	Ritme time.Duration
}

// AddProces adds a process as a consumer named after it.
func AddProces[S any](b *Bus, p Proces[S], o ProcesOpties) {
	if o.Nu == nil {
		o.Nu = time.Now
	}
	if o.Ritme <= 0 {
		o.Ritme = time.Minute
	}
	f := newFollower(b.journal, b.o.Logger, p, o)
	k := b.add(p.Naam, Types(p.Types...), f, f.handle)
	b.during(func(ctx context.Context) { k.keepWaking(ctx, o.Ritme, b, f.wake) })
}

// keepWaking calls wake about once a ritme, whenever k has handled all that was
// recorded: a process that lags behind would act on what it does not know yet,
// and one that has stopped lags behind for good.
func (k *consumer) keepWaking(ctx context.Context, ritme time.Duration, b *Bus, wake func(context.Context) error) {
	pause, faults := b.o.Pause.withDefaults(), 0
	for {
		if k.caughtUp(ctx, b.journal.Kop()) != nil {
			return
		}
		next := ritme
		switch err := wake(ctx); {
		case err == nil:
			faults = 0
			k.progress().settle()
		case ctx.Err() != nil:
			return
		case permanent(err):
			k.stop(ctx, err, 0)
			return
		default:
			faults++
			k.progress().note(err)
			next = min(ritme, pause.after(faults))
		}
		t := time.NewTimer(next)
		select {
		case <-t.C:
		case <-ctx.Done():
			t.Stop()
			return
		}
	}
}
