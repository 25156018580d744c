package httpapi

import (
	"context"
	"errors"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
)

// paniekmodellen fails in the worst way.
type paniekmodellen struct{}

func (paniekmodellen) WachtOp(context.Context, string, es.Position) error { panic(errors.New(merk)) }

func (paniekmodellen) Lees(context.Context, string) (projections.Lezer, func(), error) {
	panic(errors.New(merk))
}
