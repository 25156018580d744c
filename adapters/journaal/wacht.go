package journaal

import (
	"context"
	"fmt"
	"sync"

	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An omroep wakes everybody who waits, once per call.
type omroep struct {
	mu  sync.Mutex
	kan chan struct{} // nil while nobody waits
}

// hoor returns a channel that the next roep closes.
func (o *omroep) hoor() <-chan struct{} {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.kan == nil {
		o.kan = make(chan struct{})
	}
	return o.kan
}

func (o *omroep) roep() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.kan != nil {
		close(o.kan)
		o.kan = nil
	}
}

// Kop returns the position of the last event on disk, or 0. On a journal that
// was opened to read it is the position as at the last [Journaal.Ververs].
func (j *Journaal) Kop() es.Position { return es.Position(j.kop.Load()) }

// Wacht blocks until the last event on disk lies after na, and returns its
// position. It is woken by the commit, without polling. It returns the error of
// ctx, es.ErrStopped when the journal closes or stops, or ErrAlleenLezen.
func (j *Journaal) Wacht(ctx context.Context, na es.Position) (es.Position, error) {
	if j.slot == nil {
		return 0, fmt.Errorf("wacht op positie %d: %w", na+1, ErrAlleenLezen)
	}
	return j.wacht(ctx, na, j.Kop)
}

// wacht listens before it looks: what is committed in between is then heard.
func (j *Journaal) wacht(ctx context.Context, na es.Position, kop func() es.Position) (es.Position, error) {
	for {
		kan := j.omroep.hoor()
		if kop := kop(); kop > na {
			return kop, nil
		}
		select {
		case <-kan:
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-j.einde:
			if kop := kop(); kop > na {
				return kop, nil
			}
			return 0, fmt.Errorf("wacht op positie %d: %w", na+1, es.ErrStopped)
		}
	}
}

// Ververs moves a journal that was opened to read to what is on disk now, and
// returns the new head. On a journal opened to write it changes nothing.
func (j *Journaal) Ververs(ctx context.Context) (es.Position, error) {
	if j.slot != nil {
		return j.Kop(), nil
	}
	err := j.lezers.met(ctx, func(l *lezer) error {
		n, err := l.getal("SELECT max(positie) FROM gebeurtenissen", func(*sqlite.Stmt) {})
		if err == nil {
			j.kop.Store(n)
		}
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("lees kop: %w", err)
	}
	return j.Kop(), nil
}
