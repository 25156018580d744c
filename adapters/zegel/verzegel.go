package zegel

import (
	"context"
	"errors"
	"fmt"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Verzegel seals all events that are committed now and returns the checkpoint
// that covers them, which may be an earlier one. It returns a [Weigering] when
// the journal is not what it should be, and then for ever; any other error
// (zegel.db cannot be written, ctx has ended) signs nothing and may be retried.
func (z *Zegel) Verzegel(ctx context.Context) (c2sp.Checkpoint, error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	for ronde := 0; ; ronde++ {
		c, err := z.verzegel(ctx)
		// Somebody else may have moved the head once; a process that goes on
		// doing so is one too many.
		if !errors.Is(err, errAchterhaald) || ronde == 3 {
			return c, err
		}
		if err := z.herlees(ctx); err != nil {
			return c2sp.Checkpoint{}, err
		}
	}
}

func (z *Zegel) verzegel(ctx context.Context) (c2sp.Checkpoint, error) {
	if w := z.geweig.Load(); w != nil {
		return c2sp.Checkpoint{}, w
	}
	kop := int64(z.j.Kop())
	switch {
	case kop < z.hoofd.grootte:
		return c2sp.Checkpoint{}, z.weiger(wegensOuder(kop, z.hoofd.grootte, nil))
	case kop == z.hoofd.grootte && z.hoofd.checkpoint != nil:
		return z.publiek.Load().checkpoint, nil
	case kop > z.hoofd.grootte && z.o.Hoofden != nil:
		if err := z.volgSamen(ctx, kop); err != nil {
			return c2sp.Checkpoint{}, err
		}
	case kop > z.hoofd.grootte:
		if err := z.volgHoofd(ctx, kop, nil); err != nil {
			return c2sp.Checkpoint{}, err
		}
	}
	if err := z.ondertekenHoofd(); err != nil {
		return c2sp.Checkpoint{}, err
	}
	return z.publiek.Load().checkpoint, nil
}

// volgHoofd recomputes the tree over the first kop events, and makes it the head
// if both implementations agree, and others do: eens is asked for the root.
func (z *Zegel) volgHoofd(ctx context.Context, kop int64, eens func(wortel [32]byte) error) error {
	b, err := z.boom.kloon()
	if err != nil {
		return err
	}
	w, err := z.lees(ctx, b, kop, nil)
	if err != nil {
		return err
	}
	if w != nil {
		return z.weiger(w)
	}
	wortel, err := b.wortel()
	if err != nil {
		return err
	}
	if h, err := tlog.TreeHash(kop, z.j); err != nil || h != tlog.Hash(wortel) {
		if ctx.Err() != nil || errors.Is(err, es.ErrStopped) {
			return fmt.Errorf("lees wortel: %w", errors.Join(ctx.Err(), err))
		}
		w, err := z.verklaar(ctx, kop)
		if err != nil {
			return err
		}
		return z.weiger(w)
	}
	if eens != nil {
		if err := eens(wortel); err != nil {
			return err
		}
	}
	naar := hoofd{grootte: kop, wortel: wortel, bereik: b.bewaar()}
	gelukt, err := z.opslag.wissel(z.publiek.Load().nr, z.hoofd, naar)
	if err != nil {
		return fmt.Errorf("wissel hoofd: %w", err)
	}
	if !gelukt {
		return errAchterhaald
	}
	z.hoofd, z.boom = naar, b
	return nil
}

// ondertekenHoofd signs and publishes the head, if it is not signed yet. The
// head is on disk already; Ed25519 gives the same bytes however often it signs.
func (z *Zegel) ondertekenHoofd() error {
	if z.hoofd.grootte == geenHoofd || z.hoofd.checkpoint != nil {
		return nil
	}
	p := *z.publiek.Load()
	c := c2sp.Checkpoint{Oorsprong: p.naam, Grootte: z.hoofd.grootte, Wortel: z.hoofd.wortel}
	tekst, err := note.Sign(&note.Note{Text: c.Tekst()}, p.ondertekent)
	if err != nil {
		return fmt.Errorf("onderteken checkpoint: %w", err)
	}
	if _, err := c2sp.Open(tekst, p.toetst); err != nil {
		return fmt.Errorf("onderteken checkpoint: %w", err)
	}
	if err := z.opslag.legVast(p.nr, c, tekst); err != nil {
		return fmt.Errorf("leg checkpoint vast: %w", err)
	}
	z.hoofd.checkpoint = tekst
	p.checkpoint, p.tekst = c, tekst
	z.publiek.Store(&p)
	return nil
}

// herlees takes over the head of another process, if the journal agrees with it.
func (z *Zegel) herlees(ctx context.Context) error {
	if err := z.herlaad(); err != nil {
		return err
	}
	return z.toets(ctx, nil)
}

// Run seals until ctx ends: at most one checkpoint per Tussenpoos, and each
// event within that time after it was committed. It returns nil when ctx has
// ended, the [Weigering] as soon as the seal refuses, and any other error that
// keeps it from signing. The seal can still be read after that.
func (z *Zegel) Run(ctx context.Context) error {
	for {
		begin := time.Now()
		c, err := z.Verzegel(ctx)
		if err == nil {
			_, err = z.j.Wacht(ctx, es.Position(c.Grootte))
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("verzegel: %w", err)
		}
		wacht := time.NewTimer(z.o.Tussenpoos - time.Since(begin))
		select {
		case <-ctx.Done():
			wacht.Stop()
			return nil
		case <-wacht.C:
		}
	}
}
