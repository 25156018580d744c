package zegel

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/mod/sumdb/note"

	"github.com/mgr-sdcg/kroniek/adapters/zegel/c2sp"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Opties is what a seal can be told. The zero value is good for production.
type Opties struct {
	// Oorsprong is the origin and key name of a new folder, a URL without scheme
	// and without spaces or plus. Empty means a name made of a random id. For a
	// folder that has an origin it must be empty, its first or its current name.
	Oorsprong string
	// Log gets a line when the seal refuses or takes up its work. Nil is none.
	Log *slog.Logger
	// Tussenpoos is the time between two checkpoints of Run; one second if 0.
	Tussenpoos time.Duration
	// Hoofden is where the nodes agree, when others seal the same journal under the
	// same origin and key; nil: this is the only one.
	Hoofden Hoofden
	// Mag reports whether this node may propose a head now; nil: always. A node that
	// may not still signs what another has proposed.
	Mag func() bool
}

// A Zegel signs one journal. Its methods may be called concurrently.
type Zegel struct {
	j       Journaal
	map_    string
	o       Opties
	log     *slog.Logger
	opslag  *opslag
	publiek atomic.Pointer[publicatie]
	geweig  atomic.Pointer[Weigering]

	mu    sync.Mutex // held while a head is made; guards what follows
	boom  *boom
	hoofd hoofd
}

// A publicatie is what the outside may see: one origin, and its newest signed
// checkpoint if there is one.
type publicatie struct {
	oorsprong
	eerdere     []Eerder
	ondertekent note.Signer // nil when the key is gone
	toetst      note.Verifier
	checkpoint  c2sp.Checkpoint
	tekst       []byte // nil when nothing is signed yet
}

// Open opens the seal of the data folder map_ on journal j. The first time it
// makes the key and zegel.db. It compares what was sealed with the journal;
// where they differ it still opens, for reading, and every attempt to sign
// returns the [Weigering]. It returns ErrSleutelLeesbaar, ErrSleutel,
// ErrZegelWeg, ErrOorsprong or ErrOpslag for a folder that must be repaired first.
func Open(ctx context.Context, map_ string, j Journaal, o Opties) (_ *Zegel, err error) {
	if err := os.MkdirAll(map_, 0o700); err != nil {
		return nil, fmt.Errorf("maak map: %w", err)
	}
	opslag, err := openOpslag(filepath.Join(map_, opslagBestand))
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, opslag.sluit())
		}
	}()
	z := &Zegel{j: j, map_: map_, o: o, log: o.Log, opslag: opslag}
	if z.log == nil {
		z.log = slog.New(slog.DiscardHandler)
	}
	if z.o.Tussenpoos == 0 {
		z.o.Tussenpoos = time.Second
	}
	z.mu.Lock()
	defer z.mu.Unlock()
	if err := z.openOorsprong(); err != nil {
		return nil, err
	}
	if err := z.herlaad(); err != nil {
		return nil, err
	}
	w, err := z.opslag.weigering()
	if err == nil {
		err = z.toets(ctx, w)
	}
	if err == nil && z.geweig.Load() == nil {
		err = z.ondertekenHoofd()
	}
	// A refusal opens, for reading; a refusal that could not be recorded does not.
	if _, geweigerd := err.(*Weigering); err != nil && !geweigerd {
		return nil, fmt.Errorf("open zegel: %w", err)
	}
	return z, nil
}

// Sluit closes zegel.db. Nothing is signed after it.
func (z *Zegel) Sluit() error {
	z.mu.Lock()
	defer z.mu.Unlock()
	return z.opslag.sluit()
}

// herlaad reads the head from zegel.db, and publishes its signed form.
// The caller holds mu.
func (z *Zegel) herlaad() error {
	p := *z.publiek.Load()
	h, err := z.opslag.hoofdVan(p.nr)
	if err != nil {
		return err
	}
	z.hoofd, z.boom = h, nil
	if h.grootte == geenHoofd {
		z.boom = legeBoom()
		return nil
	}
	// A state that does not give the root is not used: toets makes it anew.
	if b, err := herstelBoom(h.grootte, h.bereik); err == nil {
		if w, err := b.wortel(); err == nil && w == h.wortel {
			z.boom = b
		}
	}
	if h.checkpoint == nil {
		return nil
	}
	c, err := c2sp.Open(h.checkpoint, p.toetst)
	if err != nil || c.Grootte != h.grootte || c.Wortel != h.wortel {
		return fmt.Errorf("%w: the signed checkpoint is not that of the head", ErrOpslag)
	}
	p.checkpoint, p.tekst = c, h.checkpoint
	z.publiek.Store(&p)
	return nil
}

// weiger stops the signing, in this process and in later ones. The caller holds mu.
func (z *Zegel) weiger(w *Weigering) error {
	z.geweig.Store(w)
	z.log.Error("zegel: ondertekenen geweigerd", "soort", w.Soort, "positie", int64(w.Positie), "reden", w.Melding)
	if err := z.opslag.weiger(w); err != nil {
		return errors.Join(w, err)
	}
	return w
}

// Geweigerd returns why the seal does not sign, or nil when it does.
func (z *Zegel) Geweigerd() *Weigering { return z.geweig.Load() }

// Verzegeld returns the last position that the published checkpoint covers, 0
// when there is none.
func (z *Zegel) Verzegeld() es.Position { return es.Position(z.publiek.Load().checkpoint.Grootte) }

// Checkpoint returns the newest signed checkpoint, verbatim, or
// ErrNogNietVerzegeld when nothing is signed yet. It must not be changed.
func (z *Zegel) Checkpoint() ([]byte, error) {
	p := z.publiek.Load()
	if p.tekst == nil {
		return nil, ErrNogNietVerzegeld
	}
	return p.tekst, nil
}

// Vkey returns the verifier key of the current origin, as signed-note writes it.
func (z *Zegel) Vkey() string { return z.publiek.Load().vkey }

// Oorsprong returns the name of the current origin.
func (z *Zegel) Oorsprong() string { return z.publiek.Load().naam }
