package recht

import (
	"cmp"
	"errors"
	"math/bits"
	"slices"
)

// A Gewicht is the weight of one party in a split: residents with a
// dienstverband, pupils, hours. The unit does not matter, as long as it is one.
type Gewicht struct {
	Sleutel string `json:"sleutel"` // for instance a gemeentecode
	Aantal  int64  `json:"aantal"`
}

// An Aandeel is what one party bears.
type Aandeel struct {
	Sleutel string `json:"sleutel"`
	Bedrag  Bedrag `json:"bedrag"`
}

// ErrVerdeelsleutel reports weights that cannot carry a split: negative, all
// zero, too large together, or one party twice.
var ErrVerdeelsleutel = errors.New("recht: verdeelsleutel is onbruikbaar")

// Verdeel splits totaal in proportion to the weights by the largest remainder:
// every party gets the whole cents of its share, and the cents left go one each
// to the largest remainders, by key on a tie. The shares come in order of key
// and always add up to totaal; a negative total is the mirror of a positive one.
func Verdeel(totaal Bedrag, gewichten []Gewicht) ([]Aandeel, error) {
	g := slices.Clone(gewichten)
	slices.SortFunc(g, func(a, b Gewicht) int { return cmp.Compare(a.Sleutel, b.Sleutel) })
	var som uint64
	for i, w := range g {
		if w.Aantal < 0 || w.Sleutel == "" || i > 0 && g[i-1].Sleutel == w.Sleutel {
			return nil, ErrVerdeelsleutel
		}
		var over uint64
		if som, over = bits.Add64(som, uint64(w.Aantal), 0); over != 0 {
			return nil, ErrVerdeelsleutel
		}
	}
	if som == 0 {
		return nil, ErrVerdeelsleutel
	}
	centen := uint64(totaal)
	if totaal < 0 {
		centen = -centen
	}
	return deel(totaal < 0, centen, som, g), nil
}

// deel does the arithmetic in 128 bits, so that no product overflows.
func deel(negatief bool, centen, som uint64, g []Gewicht) []Aandeel {
	heel := make([]uint64, len(g))
	rest := make([]uint64, len(g))
	volgorde := make([]int, len(g))
	over := centen
	for i, w := range g {
		hoog, laag := bits.Mul64(centen, uint64(w.Aantal))
		heel[i], rest[i] = bits.Div64(hoog, laag, som) // a weight is at most som, so the quotient fits
		over -= heel[i]
		volgorde[i] = i
	}
	slices.SortStableFunc(volgorde, func(a, b int) int { return cmp.Compare(rest[b], rest[a]) })
	for _, i := range volgorde[:over] { // the remainders add up to over*som, so over < len(g)
		heel[i]++
	}
	uit := make([]Aandeel, len(g))
	for i, w := range g {
		b := Bedrag(heel[i])
		if negatief {
			b = -b
		}
		uit[i] = Aandeel{Sleutel: w.Sleutel, Bedrag: b}
	}
	return uit
}
