package eventstoredb

import (
	"context"
	"time"

	"github.com/google/uuid"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// What follows is answered by the replica: what this node has counted so far.
// See [journaal.Journaal] for each.

// Read implements [es.Log].
func (j *Journaal) Read(ctx context.Context, stream es.Stream) ([]es.Recorded, error) {
	return j.replica.Read(ctx, stream)
}

// Stroom returns the events of stream as they are stored, with their personal parts.
func (j *Journaal) Stroom(ctx context.Context, stream es.Stream) ([]envelop.Verzegeld, error) {
	return j.replica.Stroom(ctx, stream)
}

// Kop returns the last position that this node has counted.
func (j *Journaal) Kop() es.Position { return j.replica.Kop() }

// Wacht blocks until this node has counted past na.
func (j *Journaal) Wacht(ctx context.Context, na es.Position) (es.Position, error) {
	return j.replica.Wacht(ctx, na)
}

// Scan hands the events with na < position <= tot to fn, in order.
func (j *Journaal) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	return j.replica.Scan(ctx, na, tot, fn)
}

// Commitments hands the commitments with na < position <= tot to fn, in order.
func (j *Journaal) Commitments(ctx context.Context, na, tot es.Position, fn func(es.Position, [32]byte) error) error {
	return j.replica.Commitments(ctx, na, tot, fn)
}

// ReadHashes implements [tlog.HashReader].
func (j *Journaal) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	return j.replica.ReadHashes(indexes)
}

// PositieVoor returns the position before the first event at or after t.
func (j *Journaal) PositieVoor(ctx context.Context, t time.Time) (es.Position, error) {
	return j.replica.PositieVoor(ctx, t)
}

// Gebeurtenis returns the event with this id as it is stored.
func (j *Journaal) Gebeurtenis(ctx context.Context, id uuid.UUID) (envelop.Verzegeld, bool, error) {
	return j.replica.Gebeurtenis(ctx, id)
}

// OpPositie returns the event at position p as it is stored.
func (j *Journaal) OpPositie(ctx context.Context, p es.Position) (envelop.Verzegeld, bool, error) {
	return j.replica.OpPositie(ctx, p)
}

// Persoonsdeel returns the encrypted personal part of the event at p, or nil.
func (j *Journaal) Persoonsdeel(ctx context.Context, p es.Position) ([]byte, error) {
	return j.replica.Persoonsdeel(ctx, p)
}
