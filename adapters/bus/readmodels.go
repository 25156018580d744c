package bus

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// NaamLeesmodellen is the name of the consumer that feeds the read models.
const NaamLeesmodellen = "leesmodellen"

// Leesmodellen are read models as package leesmodellen keeps them.
type Leesmodellen interface {
	// Verwerk handles a contiguous range in every read model and commits it with
	// the position. Events handled before are ignored, and what a model missed it
	// fetches itself. A model that cannot handle an event stops, alone, and that
	// is no error. An event whose Event is nil could not be read: it stops all.
	Verwerk(ctx context.Context, reeks []es.Recorded) error
	// Namen returns the names of the read models.
	Namen() []string
	// Stand returns how far a read model is.
	Stand(naam string) (projections.Stand, error)
}

// AddLeesmodellen adds one consumer that feeds all read models: each event is
// decoded once, whatever their number. Vanaf is the [Journal.Kop] as it was
// before the read models were opened: what lies before it they fetch themselves,
// in larger batches than a bus gives.
//
// An event that cannot be read stops all read models right before it, since none
// can know whether it matters, and the consumer with them.
func AddLeesmodellen(b *Bus, l Leesmodellen, vanaf es.Position) {
	k := b.add(NaamLeesmodellen, Ranges, After(vanaf), func(ctx context.Context, r Range) error {
		return l.Verwerk(ctx, r.Events)
	})
	k.unreadable = func(ctx context.Context, u *Unreadable) error {
		if err := l.Verwerk(ctx, []es.Recorded{{Position: u.Position, Type: u.Type}}); err != nil {
			return err
		}
		return u
	}
	k.parts = func() ([]Status, error) { return partsOf(l) }
}

func partsOf(l Leesmodellen) ([]Status, error) {
	var out []Status
	for _, naam := range l.Namen() {
		s, err := l.Stand(naam)
		if err != nil {
			return nil, err
		}
		out = append(out, Status{
			Consument: NaamLeesmodellen + "/" + naam, Positie: s.Positie, Gestopt: s.Gestopt, Vanaf: s.Vanaf,
		})
	}
	return out, nil
}
