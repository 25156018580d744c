package leesmodellen

import (
	"context"
	"errors"
	"fmt"

	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// inhaalreeks is how many events are committed together while catching up.
const inhaalreeks = 2_000

// A kant is the writing side of one file. It serves one goroutine at a time.
type kant struct {
	plan  plan
	conn  *sqlite.Conn
	s     *schrijver
	stand projections.Stand
	// oorzaak is why the projector stopped, for an operator; it may quote public
	// fields of the event, so it is neither stored nor logged.
	oorzaak error
}

func nieuweKant(conn *sqlite.Conn, p plan) (*kant, error) {
	stand, err := leesStand(conn, p)
	if err != nil {
		return nil, err
	}
	s, err := nieuweSchrijver(conn, p)
	if err != nil {
		return nil, err
	}
	return &kant{plan: p, conn: conn, s: s, stand: stand}, nil
}

// verwerk handles events that follow on the position, and commits them with it.
// An event that the projector cannot handle stops it there: what went before is
// kept, and err is nil. After an error nothing of reeks is kept.
func (k *kant) verwerk(ctx context.Context, reeks []es.Recorded, wortel Wortel) error {
	return k.inTransactie(ctx, wortel, func() error { return k.vouw(reeks) })
}

// stop records that the event at p cannot be handled.
func (k *kant) stop(ctx context.Context, p es.Position, code string, oorzaak error, wortel Wortel) error {
	return k.inTransactie(ctx, wortel, func() error {
		k.gestopt(p, code, oorzaak)
		return nil
	})
}

func (k *kant) gestopt(p es.Position, code string, oorzaak error) {
	k.stand.Gestopt, k.stand.Vanaf, k.oorzaak = code, p, oorzaak
}

func (k *kant) inTransactie(ctx context.Context, wortel Wortel, fn func() error) (err error) {
	was := k.stand
	if err := sqlitex.Execute(k.conn, "BEGIN IMMEDIATE", nil); err != nil {
		return fmt.Errorf("update %s: %w", k.plan.Naam, err)
	}
	if err = fn(); err == nil {
		err = k.bewaar(ctx, was, wortel)
	}
	if err == nil {
		err = sqlitex.Execute(k.conn, "COMMIT", nil)
	}
	if err == nil {
		return nil
	}
	k.stand = was
	if !k.conn.AutocommitEnabled() {
		err = errors.Join(err, sqlitex.ExecuteTransient(k.conn, "ROLLBACK", nil))
	}
	s, err2 := nieuweSchrijver(k.conn, k.plan) // what it remembered is no longer so
	if err2 == nil {
		k.s = s
	}
	return fmt.Errorf("update %s after position %d: %w", k.plan.Naam, was.Positie, errors.Join(err, err2))
}

// bewaar writes what waits and the position, with the root of the log there.
func (k *kant) bewaar(ctx context.Context, was projections.Stand, wortel Wortel) error {
	if err := k.s.schrijf(); err != nil {
		return err
	}
	if wortel != nil && k.stand.Positie != was.Positie {
		w, err := wortel(ctx, k.stand.Positie)
		if err != nil {
			return fmt.Errorf("root at position %d: %w", k.stand.Positie, err)
		}
		k.stand.Wortel = w
	}
	return bewaarStand(k.conn, k.stand)
}

// vouw hands events to the projector, in order, until one stops it.
func (k *kant) vouw(reeks []es.Recorded) error {
	for i := range reeks {
		if k.stand.Gestopt != "" {
			return nil
		}
		r := &reeks[i]
		if r.Position != k.stand.Positie+1 {
			return fmt.Errorf("%w: position %d after %d", ErrGat, r.Position, k.stand.Positie)
		}
		k.s.begin(r.Position)
		code, oorzaak := k.projecteer(r)
		if k.s.fout != nil {
			return k.s.fout
		}
		if code != "" {
			k.s.herstel()
			k.gestopt(r.Position, code, oorzaak)
			return nil
		}
		k.stand.Positie, k.stand.Aantal = r.Position, k.stand.Aantal+1
		if k.s.vol() {
			if err := k.s.schrijf(); err != nil {
				return err
			}
		}
	}
	return nil
}

func (k *kant) projecteer(r *es.Recorded) (code string, oorzaak error) {
	if r.Event == nil {
		return CodeOnbekendType, fmt.Errorf("position %d: %w", r.Position, es.ErrUnknownType)
	}
	defer func() {
		if p := recover(); p != nil {
			code, oorzaak = CodeProjectorpanic, fmt.Errorf("position %d: panic of type %T", r.Position, p) // its value may hold the event
		}
	}()
	err := k.plan.Verwerk(k.s, *r)
	if err == nil {
		err = k.s.misbruik // also when the projector did not look at what it was told
	}
	if err != nil {
		return CodeProjectorfout, fmt.Errorf("position %d: %w", r.Position, err)
	}
	return "", nil
}

// haalIn fetches the events up to tot from the journal and handles them.
func (k *kant) haalIn(ctx context.Context, o Opties, tot es.Position) error {
	var reeks []es.Recorded
	err := o.scan(ctx, k.stand.Positie, tot, func(v *envelop.Verzegeld) error {
		if k.stand.Gestopt != "" {
			return errGenoeg
		}
		r, fout := o.Decodeer(v)
		if fout == nil {
			reeks = append(reeks, r)
		}
		if fout == nil && len(reeks) < inhaalreeks {
			return nil
		}
		if err := k.verwerk(ctx, reeks, o.Wortel); err != nil {
			return err
		}
		reeks = reeks[:0]
		if fout != nil && k.stand.Gestopt == "" {
			return k.stop(ctx, v.Positie, leescode(fout), fout, o.Wortel)
		}
		return nil
	})
	if err == nil && len(reeks) > 0 {
		err = k.verwerk(ctx, reeks, o.Wortel)
	}
	if err != nil && !errors.Is(err, errGenoeg) {
		return fmt.Errorf("catch up %s: %w", k.plan.Naam, err)
	}
	if k.stand.Gestopt == "" && k.stand.Positie < tot {
		return fmt.Errorf("catch up %s: %w: at %d, wanted %d", k.plan.Naam, ErrGat, k.stand.Positie, tot)
	}
	return nil
}

// errGenoeg ends a scan of which the rest is not needed.
var errGenoeg = errors.New("leesmodellen: enough")

func leescode(err error) string {
	if errors.Is(err, es.ErrUnknownType) {
		return CodeOnbekendType
	}
	return CodeOnleesbaar
}

// sluit closes the file; the last to close it folds the log into it.
func (k *kant) sluit() error { return k.conn.Close() }
