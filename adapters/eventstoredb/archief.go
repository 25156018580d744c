package eventstoredb

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// Stromen returns the streams of these kinds that this node has counted.
func (j *Journaal) Stromen(ctx context.Context, soorten ...string) ([]es.Stream, error) {
	return j.replica.Stromen(ctx, soorten...)
}

// Verzegeld returns the events of a stream as this node stores them, without their
// personal parts.
func (j *Journaal) Verzegeld(ctx context.Context, stroom es.Stream) ([]envelop.Verzegeld, error) {
	return j.replica.Verzegeld(ctx, stroom)
}

// Resten looks what this node still holds of what the decision at door destroys; what
// the cluster holds is asked of [Journaal.MetDeel] and [Journaal.Ongeschoond].
func (j *Journaal) Resten(ctx context.Context, stromen []es.Stream, door es.Position) ([]journaal.Rest, error) {
	return j.replica.Resten(ctx, stromen, door)
}

// Gewist returns when what was overwritten is in no file of this node's replica any more.
func (j *Journaal) Gewist(ctx context.Context) error { return j.replica.Gewist(ctx) }

// MetDeel returns which of stromen still have bodies and a key on the cluster.
func (j *Journaal) MetDeel(ctx context.Context, stromen []es.Stream) (uit []es.Stream, err error) {
	for _, naam := range stromen {
		stand, err := j.replica.Stand(ctx, naam)
		if err != nil {
			return nil, err
		}
		if stand.Sleutel == [16]byte{} {
			continue
		}
		switch _, err := j.Ingepakt(ctx, stand.Sleutel); {
		case err == nil:
			uit = append(uit, naam)
		case !errors.Is(err, ErrSleutelWeg):
			return nil, err
		}
	}
	return uit, nil
}

// Wisbaar reports whether the events of a stream, or the one with this id, can be taken
// away: their bodies lie in a part stream. What lies in the ledger itself stays. A
// stream that was destroyed before is no obstacle.
func (j *Journaal) Wisbaar(ctx context.Context, stroom es.Stream, id uuid.UUID) (bool, error) {
	wisbaar := true
	err := j.langs(ctx, j.o.Ruimte.grootboek(stroom), func(s *stuk) error {
		if id != uuid.Nil && s.id != id {
			return nil
		}
		l, err := j.o.Ruimte.leesRegel(*s)
		if err == nil && l.deel == uuid.Nil && l.Vervangen == 0 {
			wisbaar = false
		}
		return err
	})
	return wisbaar, err
}

// Nog says how many nodes have not announced that they carried out what was decided up
// to p, and how many members of the cluster still hold something under these keys in
// their files. When both are 0, nobody holds it any more.
func (j *Journaal) Nog(ctx context.Context, p es.Position, sleutels [][16]byte) (knopen, leden int, err error) {
	lijst, err := j.Knooppunten(ctx)
	if err != nil {
		return 0, 0, err
	}
	for _, k := range lijst {
		if k.Uitgevoerd < p {
			knopen++
		}
	}
	if leden, err = j.vuil(ctx, sleutels); err != nil {
		return knopen, 0, fmt.Errorf("vraag leden van het cluster: %w", err)
	}
	return knopen, leden, nil
}
