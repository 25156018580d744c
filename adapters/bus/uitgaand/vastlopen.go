package uitgaand

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// onleesbaar is the kind of fault of an event that this program cannot read.
const onleesbaar = "gebeurtenis-onleesbaar"

var errOnleesbaar = errors.New("uitgaand: event cannot be read")

// legStopVast records that the abonnement stopped, and at which event: its dead
// letter. It tries until that is recorded; after a crash before that, the event
// is tried anew and leads here again.
func (l *lus) legStopVast(ctx context.Context, h halt) {
	for n := 1; ctx.Err() == nil; n++ {
		err := l.vastgelopen(ctx, h)
		if err == nil || ctx.Err() != nil || errors.Is(err, es.ErrStopped) {
			return
		}
		l.d.o.Logboek.ErrorContext(ctx, "stoppen van een abonnement niet vastgelegd", "abonnement", l.staat.Naam, "reden", bus.Reason(err))
		rust(ctx, l.d.o.Bus.Pause.After(n))
	}
}

func (l *lus) vastgelopen(ctx context.Context, h halt) error {
	id, err := gebeurtenisOp(ctx, l.d.o.Journaal, h.bij)
	if err != nil {
		return err
	}
	l.mu.Lock()
	pogingen := l.n
	l.mu.Unlock()
	c := abonnement.Stop{
		Opdracht: recht.Opdracht{
			Op: l.d.o.Nu().UTC().Truncate(time.Millisecond), Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: Naam},
		},
		Reden:     redenVan(h.err),
		Vastloper: abonnement.Vastloper{Positie: int64(h.bij), Gebeurtenis: id, Storing: bus.Reason(h.err), Pogingen: pogingen},
	}
	// The id differs after every event of the abonnement, so that it can stop at the
	// same event again when somebody had it go on.
	m := es.Meta{Command: es.FollowUp(l.oorzaak.ID, Naam, int(h.bij)), Time: c.Op, Cause: l.oorzaak.ID, Correlation: l.oorzaak.Correlation}
	_, err = l.d.handler.Handle(ctx, l.stroom, c, m, nil)
	return err
}

func redenVan(err error) abonnement.Reden {
	var s *Storing
	var u *bus.Unreadable
	switch {
	case errors.As(err, &s) && s.Reden != "":
		return s.Reden
	case errors.As(err, &u), errors.Is(err, errOnleesbaar), errors.Is(err, es.ErrUnknownType):
		return abonnement.Onleesbaar
	default:
		return abonnement.Programmafout
	}
}

// gebeurtenisOp returns the id of the event at p; none when p lies outside the journal.
func gebeurtenisOp(ctx context.Context, j bus.Journal, p es.Position) (id uuid.UUID, err error) {
	if p < 1 || p > j.Kop() {
		return id, nil
	}
	err = j.Scan(ctx, p-1, p, func(v *envelop.Verzegeld) error {
		id = v.ID
		return nil
	})
	return id, err
}
