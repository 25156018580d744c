package archiefwerk

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// ErrCluster refuses to destroy or shield what does not lie in the own folder.
var ErrCluster = es.Refuse("archief/niet-op-een-cluster",
	"Vernietigen, bewaren en afschermen kan alleen waar het journaal in de eigen map ligt, niet op een EventStoreDB-cluster.", "Archiefbesluit 1995 art. 8")

// Geen stands for an Archief where nothing can be destroyed: everything that is
// asked is refused with [ErrCluster], before anybody decides on it.
type Geen struct{}

// Beslis returns at once.
func (Geen) Beslis() (los func()) { return func() {} }

// Vernietigd answers no.
func (Geen) Vernietigd(es.Stream) bool { return false }

// ZoekOp refuses.
func (Geen) ZoekOp(context.Context, es.Stream, ...es.Stream) ([]vernietiging.Opgezocht, error) {
	return nil, ErrCluster
}

// Voorgesteld returns nothing.
func (Geen) Voorgesteld(es.Stream) []es.Stream { return nil }

// Bewaarbaar refuses.
func (Geen) Bewaarbaar(context.Context, ...es.Stream) (bestaan, besloten bool, err error) {
	return false, false, ErrCluster
}

// Afschermbaar refuses.
func (Geen) Afschermbaar(context.Context, uuid.UUID, []string) (p afscherming.Plek, bestaat, kan bool, err error) {
	return p, false, false, ErrCluster
}

// Kandidaten refuses.
func (Geen) Kandidaten(context.Context, projections.Lezer, es.Position, recht.Datum) (uit []Kandidaat, lopend int, err error) {
	return nil, 0, ErrCluster
}
