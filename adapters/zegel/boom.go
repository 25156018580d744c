package zegel

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
)

// A boom is the tree as the second implementation sees it: the roots of the
// perfect subtrees over the first n leaves, hashes and all from
// transparency-dev/merkle. It is not safe for concurrent use.
type boom struct {
	bereik *compact.Range
}

func nieuweFabriek() *compact.RangeFactory {
	return &compact.RangeFactory{Hash: rfc6962.DefaultHasher.HashChildren}
}

func legeBoom() *boom { return &boom{bereik: nieuweFabriek().NewEmptyRange(0)} }

// herstelBoom restores what bewaar returned for a tree of n leaves.
func herstelBoom(n int64, bewaard []byte) (*boom, error) {
	if n < 0 || len(bewaard)%32 != 0 {
		return nil, errors.New("zegel: state of the tree is damaged")
	}
	r, err := nieuweFabriek().NewRange(0, uint64(n), slices.Collect(slices.Chunk(bytes.Clone(bewaard), 32)))
	if err != nil {
		return nil, fmt.Errorf("zegel: state of the tree: %w", err)
	}
	return &boom{bereik: r}, nil
}

// kloon returns a copy that can grow on its own.
func (b *boom) kloon() (*boom, error) {
	return herstelBoom(b.grootte(), b.bewaar())
}

// bewaar returns the state, to be kept beside the head.
func (b *boom) bewaar() []byte { return slices.Concat(b.bereik.Hashes()...) }

func (b *boom) grootte() int64 { return int64(b.bereik.End()) }

// groei adds the leaf of commitment c. Visit, if not nil, is called for the leaf
// and for every node it completes.
func (b *boom) groei(c [32]byte, visit compact.VisitFn) error {
	if err := b.bereik.Append(rfc6962.DefaultHasher.HashLeaf(envelop.Logregel(c)), visit); err != nil {
		return fmt.Errorf("zegel: grow the tree: %w", err)
	}
	return nil
}

// wortel returns the RFC 6962 root.
func (b *boom) wortel() (w [32]byte, err error) {
	h, err := b.bereik.GetRootHash(nil)
	if err != nil {
		return w, fmt.Errorf("zegel: root of the tree: %w", err)
	}
	if b.bereik.End() == 0 {
		h = rfc6962.DefaultHasher.EmptyRoot()
	}
	copy(w[:], h)
	return w, nil
}
