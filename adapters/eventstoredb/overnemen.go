package eventstoredb

import (
	"context"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// NeemOver records a command that was sealed in another journal, at the position
// that it had there, as it was sealed; Meta.Body is kept. ingepakt is the wrapped
// form of the key of its stream; nil where the stream has none, or where it was
// destroyed, and then all of the events must have been replaced.
//
// It is for a journal to which nobody else writes: commands come one by one, and
// one that ends at another position is journaal.ErrOvername, after which the
// cluster holds what its source does not.
func (j *Journaal) NeemOver(ctx context.Context, o journaal.Overname, ingepakt []byte) error {
	if len(o.Zegels) == 0 || o.Zegels[0].Positie != j.Kop()+1 {
		return fmt.Errorf("%w: na positie %d komt %d", journaal.ErrOvername, j.Kop(), j.Kop()+1)
	}
	if err := j.gestoptFout(); err != nil {
		return err
	}
	eerste := &o.Zegels[0]
	stand, err := j.replica.Stand(ctx, eerste.Stroom)
	if err != nil {
		return err
	}
	z := &zending{
		Meta: o.Meta, stroom: eerste.Stroom, verwacht: eerste.Revisie - 1, zegels: o.Zegels, poging: uuid.NewString(),
		sleutel: stand.Sleutel, overgenomen: true,
	}
	for i := range o.Zegels {
		v := &o.Zegels[i]
		if v.Sleutel != [16]byte{} {
			z.sleutel = v.Sleutel
		}
		if ingepakt == nil && v.Sleutel != [16]byte{} && v.Vervangen == 0 {
			return fmt.Errorf("%w: de sleutel van positie %d ontbreekt", journaal.ErrOvername, v.Positie)
		}
	}
	if z.inDeel = ingepakt != nil && z.sleutel != [16]byte{}; z.inDeel && stand.Sleutel == [16]byte{} {
		z.ingepakt = ingepakt
	}
	r, err := j.zendOver(ctx, z)
	switch {
	case err != nil:
		return fmt.Errorf("neem over op positie %d: %w", eerste.Positie, err)
	case r.Repeated || r.First != eerste.Positie || r.Count != len(o.Zegels):
		return fmt.Errorf("%w: positie %d kwam op %d; iemand anders schrijft in dit journaal", journaal.ErrOvername, eerste.Positie, r.First)
	}
	return nil
}

// zendOver is zend for a key that an earlier attempt may have written already,
// before it was cut off.
func (j *Journaal) zendOver(ctx context.Context, z *zending) (es.Receipt, error) {
	r, err := j.zend(ctx, z)
	if z.ingepakt != nil && errors.Is(err, errRevisie) {
		z.ingepakt = nil
		r, err = j.zend(ctx, z)
	}
	return r, err
}
