package journaal

import (
	"context"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
	"zombiezen.com/go/sqlite"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
)

// A boomrand is the right edge of the Merkle tree: for every bit that is set in the
// size, the root of the complete subtree of that many leaves. With it the nodes
// that a new leaf completes follow without reading.
type boomrand struct {
	omvang int64
	toppen [64]tlog.Hash
}

// blad adds a leaf and appends to knopen the hashes of the nodes of level 1 and
// higher that it completes, lowest first. These are the hashes that
// [tlog.StoredHashes] names, without the leaf itself.
func (r *boomrand) blad(h tlog.Hash, knopen []byte) []byte {
	niveau := 0
	for n := r.omvang; n&1 == 1; n >>= 1 {
		h = tlog.NodeHash(r.toppen[niveau], h)
		knopen = append(knopen, h[:]...)
		niveau++
	}
	r.toppen[niveau] = h
	r.omvang++
	return knopen
}

// herstelRand reads the right edge of a tree of n leaves: one node per bit.
func herstelRand(n int64, lees func(niveau int, n int64) (tlog.Hash, error)) (*boomrand, error) {
	r := &boomrand{omvang: n}
	for niveau := 0; n>>niveau > 0; niveau++ {
		if n>>niveau&1 == 0 {
			continue
		}
		h, err := lees(niveau, n>>niveau-1)
		if err != nil {
			return nil, err
		}
		r.toppen[niveau] = h
	}
	return r, nil
}

// ReadHashes implements [tlog.HashReader]: it returns the hashes of the tree
// with these stored-hash indexes. Leaves are computed from the commitments,
// other nodes are stored. An index past the end of the tree is an error.
func (j *Journaal) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	err := j.lezers.met(context.Background(), func(l *lezer) error {
		for i, index := range indexes {
			niveau, n := tlog.SplitStoredHashIndex(index)
			h, err := l.knoop(niveau, n)
			if err != nil {
				return err
			}
			hashes[i] = h
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("lees hashes: %w", err)
	}
	return hashes, nil
}

// knoop returns the n-th hash of a level. A node is stored with the event that
// completes it, after the nodes below it.
func (l *lezer) knoop(niveau int, n int64) (h tlog.Hash, err error) {
	query, positie := "SELECT hashes FROM knopen WHERE positie = ?", (n+1)<<niveau
	if niveau == 0 {
		query = "SELECT commitment FROM gebeurtenissen WHERE positie = ?"
	}
	gevonden := false
	err = l.vraag(query, func(s *sqlite.Stmt) { s.BindInt64(1, positie) }, func(s *sqlite.Stmt) error {
		b := opslag(s, 0)
		if niveau > 0 {
			if len(b) < niveau*tlog.HashSize {
				return fmt.Errorf("%w: knoop (%d,%d) ontbreekt", ErrBeschadigd, niveau, n)
			}
			b = b[(niveau-1)*tlog.HashSize : niveau*tlog.HashSize]
		}
		if gevonden = copy(h[:], b) == len(h); !gevonden || len(b) != len(h) {
			return fmt.Errorf("%w: hash op positie %d heeft een verkeerde lengte", ErrBeschadigd, positie)
		}
		if niveau == 0 {
			h = tlog.Hash(envelop.Bladhash(h))
		}
		return nil
	})
	if err == nil && !gevonden {
		err = fmt.Errorf("knoop (%d,%d) ligt buiten de boom", niveau, n)
	}
	return h, err
}
