package leesmodellentest

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"sync/atomic"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// A Bron is a journal in memory: what was shown of a list of events. The event
// at index i has position i+1.
type Bron struct {
	events []es.Recorded
	kop    atomic.Int64
}

// NieuweBron returns a journal that ends at kop.
func NieuweBron(events []es.Recorded, kop es.Position) *Bron {
	b := &Bron{events: events}
	b.kop.Store(int64(kop))
	return b
}

// Toon makes the events up to kop visible.
func (b *Bron) Toon(kop es.Position) { b.kop.Store(int64(kop)) }

// Kop implements [leesmodellen.Bron].
func (b *Bron) Kop() es.Position { return es.Position(b.kop.Load()) }

// Scan implements [leesmodellen.Bron].
func (b *Bron) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	for p := na + 1; p <= min(tot, b.Kop()); p++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := fn(&envelop.Verzegeld{Positie: p}); err != nil {
			return err
		}
	}
	return nil
}

// Decodeer is the [leesmodellen.Decodeer] of this journal.
func (b *Bron) Decodeer(v *envelop.Verzegeld) (es.Recorded, error) {
	r := b.events[v.Positie-1]
	r.Position = v.Positie
	if r.Event == nil {
		return r, es.ErrUnknownType
	}
	return r, nil
}

// Wortel is the [leesmodellen.Wortel] of this journal: some hash of the position.
func (b *Bron) Wortel(_ context.Context, p es.Position) ([32]byte, error) {
	return sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(p))), nil
}

// Opties returns options to read this journal.
func (b *Bron) Opties() leesmodellen.Opties {
	return leesmodellen.Opties{Bron: b, Decodeer: b.Decodeer, Wortel: b.Wortel}
}
