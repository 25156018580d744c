package simulatie

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"math/bits"
	"math/rand/v2"
)

// A loting draws lots: the same for the same seed, on every machine.
type loting struct{ bron rand.PCG }

// nieuweLoting returns the lots of one thing: the n-th of its kind under a seed.
func nieuweLoting(zaad uint64, soort string, n int64) *loting {
	h := kruim(zaad, soort, n)
	return &loting{bron: *rand.NewPCG(binary.BigEndian.Uint64(h[:8]), binary.BigEndian.Uint64(h[8:16]))}
}

// kruim returns 32 bytes that follow from a seed, a kind and a number.
func kruim(zaad uint64, soort string, n int64) [32]byte {
	b := binary.BigEndian.AppendUint64(nil, zaad)
	b = binary.BigEndian.AppendUint64(b, uint64(n))
	return sha256.Sum256(append(b, soort...))
}

// Pseudoniem returns the pseudonym of an invented actor under a seed.
func Pseudoniem(zaad uint64, wie string) string {
	h := kruim(zaad, "pseudoniem "+wie, 0)
	return base64.RawURLEncoding.EncodeToString(h[:16])
}

// onder returns a number from 0 up to and not including n.
func (l *loting) onder(n int) int {
	hoog, _ := bits.Mul64(l.bron.Uint64(), uint64(n))
	return int(hoog)
}

// tussen returns a number from a up to and including b.
func (l *loting) tussen(a, b int) int { return a + l.onder(b-a+1) }

// kans returns true promille times in a thousand.
func (l *loting) kans(promille int) bool { return l.onder(1000) < promille }

// A keus is one of several values with its weight.
type keus[T any] struct {
	gewicht int
	waarde  T
}

// kies draws one of keuzen by weight.
func kies[T any](l *loting, keuzen ...keus[T]) T {
	som := 0
	for _, k := range keuzen {
		som += k.gewicht
	}
	n := l.onder(som)
	for _, k := range keuzen {
		if n -= k.gewicht; n < 0 {
			return k.waarde
		}
	}
	panic("simulatie: weights do not add up")
}

// een draws one of waarden, each as likely.
func een[T any](l *loting, waarden ...T) T { return waarden[l.onder(len(waarden))] }
