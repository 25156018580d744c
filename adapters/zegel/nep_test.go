package zegel

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// nepJournaal is the port in memory, built with x/mod as the real journal is.
// A test may change what it holds; kiem makes two of them differ.
type nepJournaal struct {
	kiem string

	mu     sync.Mutex
	rijen  []envelop.Verzegeld
	hashes []tlog.Hash
	groei  chan struct{}
}

var _ Journaal = (*nepJournaal)(nil)

func nieuwNep(kiem string, n int) *nepJournaal {
	j := &nepJournaal{kiem: kiem, groei: make(chan struct{})}
	j.voegToe(n)
	return j
}

// gebeurtenis is deterministic, so that two journals of one kiem are equal.
func (j *nepJournaal) gebeurtenis(p int) envelop.Verzegeld {
	v := envelop.Verzegeld{
		Positie: es.Position(p), Stroom: es.StreamOf("plan", uuid.UUID{1}), Revisie: es.Revision(p - 1),
		Gebeurtenis: fmt.Appendf(nil, `{"data":{"kiem":%q,"n":%d}}`, j.kiem, p),
		Zout:        sha256.Sum256(binary.BigEndian.AppendUint64([]byte(j.kiem), uint64(p))),
	}
	v.Commitment = envelop.Commitment(&v.Zout, v.Gebeurtenis)
	return v
}

func (j *nepJournaal) voegToe(n int) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for range n {
		v := j.gebeurtenis(len(j.rijen) + 1)
		nieuw, err := tlog.StoredHashes(int64(len(j.rijen)), envelop.Logregel(v.Commitment), tlog.HashReaderFunc(j.lees))
		if err != nil {
			panic(err)
		}
		j.rijen, j.hashes = append(j.rijen, v), append(j.hashes, nieuw...)
	}
	close(j.groei)
	j.groei = make(chan struct{})
}

// terug keeps the first n events: an older backup.
func (j *nepJournaal) terug(n int) *nepJournaal { return nieuwNep(j.kiem, n) }

func (j *nepJournaal) lees(indexen []int64) ([]tlog.Hash, error) {
	uit := make([]tlog.Hash, len(indexen))
	for i, x := range indexen {
		if x >= int64(len(j.hashes)) {
			return nil, errors.New("nep: no such node")
		}
		uit[i] = j.hashes[x]
		if niveau, n := tlog.SplitStoredHashIndex(x); niveau == 0 && n < int64(len(j.rijen)) {
			uit[i] = tlog.RecordHash(envelop.Logregel(j.rijen[n].Commitment)) // leaves are not stored
		}
	}
	return uit, nil
}

func (j *nepJournaal) ReadHashes(indexen []int64) ([]tlog.Hash, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.lees(indexen)
}

func (j *nepJournaal) Kop() es.Position {
	j.mu.Lock()
	defer j.mu.Unlock()
	if n := len(j.rijen); n > 0 {
		return j.rijen[n-1].Positie
	}
	return 0
}

func (j *nepJournaal) Wacht(ctx context.Context, na es.Position) (es.Position, error) {
	for {
		j.mu.Lock()
		kop, groei := es.Position(len(j.rijen)), j.groei
		j.mu.Unlock()
		if kop > na {
			return kop, nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-groei:
		}
	}
}

func (j *nepJournaal) Scan(ctx context.Context, na, tot es.Position, fn func(*envelop.Verzegeld) error) error {
	j.mu.Lock()
	rijen := j.rijen
	j.mu.Unlock()
	for i := range rijen {
		if v := rijen[i]; v.Positie > na && v.Positie <= tot {
			if err := errors.Join(ctx.Err(), fn(&v)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (j *nepJournaal) Commitments(ctx context.Context, na, tot es.Position, fn func(es.Position, [32]byte) error) error {
	return j.Scan(ctx, na, tot, func(v *envelop.Verzegeld) error { return fn(v.Positie, v.Commitment) })
}

func openZegel(t testing.TB, map_ string, j Journaal, o Opties) *Zegel {
	t.Helper()
	z, err := Open(t.Context(), map_, j, o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, z.Sluit()) })
	return z
}

const kort = 5 * time.Millisecond

// gestopt returns a context that has ended.
func gestopt(t *testing.T) context.Context {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	return ctx
}
