package leesmodellentest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"reflect"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// ErrVerschil reports that two readings of the same history differ.
var ErrVerschil = errors.New("leesmodellentest: difference")

// A Kijk is a set of read models as these checks see it.
type Kijk interface {
	Lees(ctx context.Context, naam string) (projections.Lezer, func(), error)
	DigestOp(ctx context.Context, naam string, p es.Position) ([32]byte, error)
}

// Gelijk checks that a and b give the same digest, rows, versions, cells and
// lineage for read model p as known at op, for every given peildatum.
func Gelijk(ctx context.Context, p *projections.Projector, a, b Kijk, op es.Position, dagen ...recht.Datum) error {
	x, err := a.DigestOp(ctx, p.Naam, op)
	if err != nil {
		return err
	}
	y, err := b.DigestOp(ctx, p.Naam, op)
	if err != nil {
		return err
	}
	if x != y {
		return fmt.Errorf("%w: digest of %s at %d: %x and %x", ErrVerschil, p.Naam, op, x, y)
	}
	la, laatA, err := a.Lees(ctx, p.Naam)
	if err != nil {
		return err
	}
	defer laatA()
	lb, laatB, err := b.Lees(ctx, p.Naam)
	if err != nil {
		return err
	}
	defer laatB()
	for _, t := range p.Tabellen {
		if err := errors.Join(zelfde("rows of "+t.Naam, la.Rijen(t, op), lb.Rijen(t, op)),
			zelfde("versions of "+t.Naam, la.Versies(t, op), lb.Versies(t, op))); err != nil {
			return err
		}
	}
	for _, t := range p.Tellingen {
		for _, d := range append(dagen, recht.Datum{}) {
			if err := errors.Join(zelfde("cells of "+t.Naam, la.Cellen(t, op, d), lb.Cellen(t, op, d)),
				zelfde("lineage of "+t.Naam, la.Herkomst(t, op, d), lb.Herkomst(t, op, d))); err != nil {
				return err
			}
		}
	}
	return nil
}

func zelfde[T any](wat string, a, b iter.Seq2[T, error]) error {
	x, err := alles(a)
	if err != nil {
		return err
	}
	y, err := alles(b)
	if err != nil {
		return err
	}
	if !reflect.DeepEqual(x, y) {
		return fmt.Errorf("%w: %s: %v and %v", ErrVerschil, wat, x, y)
	}
	return nil
}

func alles[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var uit []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		uit = append(uit, v)
	}
	return uit, nil
}

// Herkomst checks that for every cell of t the deltas of its lineage add up to
// its figure, as known at op and on each of the given days.
func Herkomst(l projections.Lezer, t *projections.Telling, op es.Position, dagen ...recht.Datum) error {
	for _, d := range append(dagen, recht.Datum{}) {
		cellen, err := alles(l.Cellen(t, op, d))
		if err != nil {
			return err
		}
		for _, c := range cellen {
			var waar []projections.Gelijk
			for i, dim := range t.Dimensies {
				waar = append(waar, projections.Gelijk{Kolom: dim, Waarde: c.Dimensies[i]})
			}
			bijdragen, err := alles(l.Herkomst(t, op, d, waar...))
			if err != nil {
				return err
			}
			var som int64
			for _, b := range bijdragen {
				som += b.Delta
			}
			if som != c.Waarde {
				return fmt.Errorf("%w: lineage of %s at %d on %q adds up to %d, the figure is %d", ErrVerschil, t.Naam, op, d, som, c.Waarde)
			}
		}
	}
	return nil
}
