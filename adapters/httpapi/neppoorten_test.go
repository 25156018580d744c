package httpapi

import (
	"context"
	"errors"
	"iter"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// paniekmodellen fails in the worst way.
type paniekmodellen struct{ worp any }

func (p paniekmodellen) WachtOp(context.Context, string, es.Position) error { panic(p.worp) }

func (p paniekmodellen) Lees(context.Context, string) (projections.Lezer, func(), error) {
	panic(p.worp)
}

// geenWortel knows no root.
func geenWortel(context.Context, es.Position) ([32]byte, error) {
	return [32]byte{}, errors.New(merk)
}

// gestoptLog is a log that has stopped.
type gestoptLog struct{}

func (gestoptLog) Read(context.Context, es.Stream) ([]es.Recorded, error) { return nil, nil }

func (gestoptLog) Append(context.Context, es.Append) (es.Receipt, error) {
	return es.Receipt{}, es.ErrStopped
}

func (gestoptLog) Earlier(context.Context, es.CommandID, [32]byte) (es.Receipt, bool, error) {
	return es.Receipt{}, false, nil
}

// leeg is a reader of a read model without rows.
type leeg struct {
	projections.Lezer
	stand projections.Stand
}

func (l leeg) Stand() projections.Stand { return l.stand }

func (leeg) Rijen(*projections.Tabel, es.Position, ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return func(func(projections.Rij, error) bool) {}
}

func (l leeg) Versies(t *projections.Tabel, p es.Position, w ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	return l.Rijen(t, p, w...)
}
