package uitgaand

import (
	"context"
	"sync"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// hervatMeteen has an abonnement go on as soon as the service records that it
// stopped, and before the service can look.
func (w *wereld) hervatMeteen(stroom es.Stream) {
	var poort sync.Mutex
	w.o.Journaal = langsPoort{w.o.Journaal, &poort}
	w.o.Log = hervatter{w.o.Log, &poort, func() { w.geef(stroom, abonnement.Hervat{Opdracht: mens("beheerder", "a")}) }}
}

// langsPoort wakes nobody while the gate is shut.
type langsPoort struct {
	bus.Journal
	poort *sync.Mutex
}

func (l langsPoort) Wacht(ctx context.Context, na es.Position) (es.Position, error) {
	p, err := l.Journal.Wacht(ctx, na)
	l.poort.Lock()
	defer l.poort.Unlock()
	return p, err
}

// hervatter shuts the gate around each append of the service and what follows it.
type hervatter struct {
	es.Log
	poort  *sync.Mutex
	hervat func()
}

func (h hervatter) Append(ctx context.Context, a es.Append) (es.Receipt, error) {
	h.poort.Lock()
	defer h.poort.Unlock()
	r, err := h.Log.Append(ctx, a)
	if err == nil {
		h.hervat()
	}
	return r, err
}
