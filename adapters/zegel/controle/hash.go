package controle

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/transparency-dev/merkle/compact"
	"github.com/transparency-dev/merkle/rfc6962"
)

// The texts of envelope version 1, written down here a second time on purpose:
// a slip on the writing side must not make this side wrong as well.
const (
	commitmentKop = "gebeurtenis/v1\n"
	logregelKop   = "blad/v1 "
	logregelLen   = len(logregelKop) + 2*sha256.Size + 1
)

// nieuweFabriek makes compact ranges. All ranges of one check come from one of them.
func nieuweFabriek() *compact.RangeFactory { return &compact.RangeFactory{Hash: knoopHash} }

// knoopHash is SHA-256(0x01 || left || right) of RFC 6962. It gives what
// rfc6962.DefaultHasher gives with a third of its allocations.
func knoopHash(links, rechts []byte) []byte {
	var b [1 + 2*sha256.Size]byte
	b[0] = rfc6962.RFC6962NodeHashPrefix
	copy(b[1:], links)
	copy(b[1+sha256.Size:], rechts)
	h := sha256.Sum256(b[:])
	return h[:]
}

// bladHash is the leaf hash of the log entry of a commitment.
func bladHash(c []byte) []byte {
	var b [1 + logregelLen]byte
	b[0] = rfc6962.RFC6962LeafHashPrefix
	copy(b[1:], logregelKop)
	hex.Encode(b[1+len(logregelKop):], c)
	b[len(b)-1] = '\n'
	h := sha256.Sum256(b[:])
	return h[:]
}

// wortelVan returns the root of r, which starts at 0; nil on a fault, which only
// a range that was put together wrongly can cause.
func wortelVan(r *compact.Range) []byte {
	if r.End() == 0 {
		return rfc6962.DefaultHasher.EmptyRoot()
	}
	h, err := r.GetRootHash(nil)
	if err != nil {
		return nil
	}
	return h
}

// samen returns the range of vooraf and daarna together, without changing either.
func samen(f *compact.RangeFactory, vooraf *compact.Range, begin, eind uint64, daarna [][]byte) (*compact.Range, error) {
	kopie, err := f.NewRange(vooraf.Begin(), vooraf.End(), append([][]byte(nil), vooraf.Hashes()...))
	if err != nil {
		return nil, err
	}
	erbij, err := f.NewRange(begin, eind, append([][]byte(nil), daarna...))
	if err != nil {
		return nil, err
	}
	return kopie, kopie.AppendRange(erbij, nil)
}
