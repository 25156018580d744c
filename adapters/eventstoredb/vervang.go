package eventstoredb

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

const soortVervanging = "kroniek.vervanging"

// A vervanging says what stays of an event whose body is destroyed: its residu
// is the data, this the metadata.
type vervanging struct {
	Versie  int    `json:"kroniek"`
	ID      string `json:"gebeurtenis"`
	Positie int64  `json:"positie"`
	Door    int64  `json:"door"` // position of the decision
}

func leesVervanging(s *stuk) (v vervanging, id uuid.UUID, err error) {
	err = json.Unmarshal(s.meta, &v)
	if err == nil {
		id, err = uuid.Parse(v.ID)
	}
	if err != nil || v.Versie != regelversie || s.soort != soortVervanging || v.Positie < 1 || v.Door < 1 {
		return v, id, fmt.Errorf("%w: revisie %d van %s", ErrVreemd, s.revisie, s.stroom)
	}
	return v, id, nil
}

// vervangUit applies a replacement that $all brings. The caller holds vouw.
func (j *Journaal) vervangUit(ctx context.Context, s *stuk) error {
	v, id, err := leesVervanging(s)
	if err != nil {
		return err
	}
	g, ok, err := j.replica.OpPositie(ctx, es.Position(v.Positie))
	if err != nil || !ok || g.ID != id {
		return fmt.Errorf("%w: revisie %d van %s vervangt een gebeurtenis die hier niet staat", ErrGat, s.revisie, s.stroom)
	}
	ctx = context.WithoutCancel(ctx)
	if err := j.replica.Vervang(ctx, g.Positie, s.data, es.Position(v.Door)); err != nil {
		return fmt.Errorf("%w: %w", ErrReplica, err)
	}
	if err := j.replica.WisPersoonsdeel(ctx, g.Positie); err != nil {
		return fmt.Errorf("%w: %w", ErrReplica, err)
	}
	j.kluisje.vergeet(g.Sleutel)
	return nil
}

// vulResidu gives a ledger event whose body is gone what stays of it.
func (j *Journaal) vulResidu(ctx context.Context, l *regel) error {
	stroom := j.o.Ruimte.vervangkop() + fmt.Sprintf("%x", l.sleutel[:])
	for van := int64(0); ; {
		lijst, err := j.leesZeker(ctx, stroom, van, 512)
		if err != nil {
			return fmt.Errorf("%w: %w", ErrOnbereikbaar, err)
		}
		for i := range lijst {
			van = lijst[i].revisie + 1
			v, id, err := leesVervanging(&lijst[i])
			if err != nil {
				return err
			}
			if id == l.id {
				l.verzegeld.Gebeurtenis, l.verzegeld.Vervangen = lijst[i].data, es.Position(v.Door)
				return nil
			}
		}
		if len(lijst) < 512 {
			return fmt.Errorf("%w: het deel van revisie %d van %s is weg, en wat ervan blijft ook", ErrVreemd, l.revisie, l.stroom)
		}
	}
}
