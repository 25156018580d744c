package eventstoredb

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
)

// ErrMerk reports a position that another node has saved meanwhile: whoever holds
// the lease now has gone on from there.
var ErrMerk = errors.New("eventstoredb: another node has saved this position")

const soortMerk = "kroniek.merk"

// Merken keeps how far processes and publishers have come, in a stream for each:
// [bus.Posities] for all nodes together. Who saves must have read before, and is
// refused when another saved in between. It is safe for concurrent use, but one
// name serves one goroutine.
type Merken struct {
	j *Journaal

	mu       sync.Mutex
	revisies map[string]int64 // of the last event that was read or saved
}

var _ bus.Posities = (*Merken)(nil)

// Merken returns the positions of this journal.
func (j *Journaal) Merken() *Merken { return &Merken{j: j, revisies: map[string]int64{}} }

// Lees implements [bus.Posities].
func (m *Merken) Lees(ctx context.Context, naam string) (bus.Merk, error) {
	lijst, err := m.j.leesZeker(ctx, m.j.o.Ruimte.merk(naam), laatste, 1)
	if err != nil {
		return bus.Merk{}, fmt.Errorf("lees merk: %w", err)
	}
	revisie, merk := geenStroom, bus.Merk{}
	if len(lijst) > 0 {
		revisie = lijst[0].revisie
		if err := json.Unmarshal(lijst[0].data, &merk); err != nil || lijst[0].soort != soortMerk {
			return bus.Merk{}, fmt.Errorf("%w: %s", ErrVreemd, lijst[0].stroom)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.revisies[naam] = revisie
	return merk, nil
}

// Bewaar implements [bus.Posities]; it returns ErrMerk when another saved since
// the last Lees or Bewaar of this one.
func (m *Merken) Bewaar(ctx context.Context, naam string, merk bus.Merk) error {
	m.mu.Lock()
	revisie, bekend := m.revisies[naam]
	m.mu.Unlock()
	if !bekend {
		return fmt.Errorf("%w: het is hier niet eerst gelezen", ErrMerk)
	}
	b, err := json.Marshal(merk)
	if err != nil {
		return fmt.Errorf("bewaar merk: %w", err)
	}
	in := []inzending{{id: uuid.New(), soort: soortMerk, json: true, data: b}}
	c, stop := context.WithTimeout(ctx, max(m.j.o.Geduld, time.Second))
	defer stop()
	waar, err := m.j.volhard(c, m.j.o.Ruimte.merk(naam), revisie, in)
	switch {
	case errors.Is(err, errRevisie):
		return ErrMerk
	case err != nil:
		return fmt.Errorf("bewaar merk: %w", ErrOnbereikbaar)
	}
	if revisie == geenStroom {
		m.j.beperk(ctx, m.j.o.Ruimte.merk(naam))
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.revisies[naam] = waar.revisie
	return nil
}
