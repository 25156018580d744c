package afscherming

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// Overig is the value of the dimensions of a line in which groups are together.
const Overig = "overig (samengevoegd)"

// ErrDubbel reports two lines of one report with the same dimensions: then the
// dimensions do not say what is counted.
var ErrDubbel = errors.New("afscherming: two lines with the same dimensions")

// A Rij is one line to be shielded: its dimensions from coarse to fine, and how
// many persons it counts, in one column or more.
type Rij struct {
	Sleutel   []string
	Aantallen []int64
}

// A Lijn is one line that may be shown.
type Lijn struct {
	Rij
	Van  []int // the lines that it stands for, by index; one unless Rest
	Rest bool  // groups put together
}

// A Maat tells which groups are too small to show.
type Maat struct {
	Drempel int64 // the smallest group that is shown
	Genest  bool  // each number counts part of the one before
}

// klein reports whether any of the numbers, or of the differences when they are
// nested, is that of a group below the threshold. Zero is not; neither is what
// is below zero, since a correction is no group, but it is never shown alone.
func (m Maat) klein(ns []int64) bool {
	for i, n := range ns {
		if n != 0 && n < m.Drempel {
			return true
		}
		if m.Genest {
			for _, n2 := range ns[:i] {
				if d := max(n-n2, n2-n); d != 0 && d < m.Drempel {
					return true
				}
			}
		}
	}
	return false
}

// Voegsamen returns the lines that may be shown of rijen, in order of their
// dimensions. All of rijen belong to one period; lines that count nobody are
// left out. It returns nothing when they are too small together.
func Voegsamen(rijen []Rij, m Maat) ([]Lijn, error) {
	b := boom{rijen: rijen, maat: m}
	var alle []int
	for i, r := range rijen {
		if slices.ContainsFunc(r.Aantallen, func(n int64) bool { return n != 0 }) {
			alle = append(alle, i)
		}
	}
	slices.SortFunc(alle, func(i, j int) int { return slices.Compare(rijen[i].Sleutel, rijen[j].Sleutel) })
	for n := 1; n < len(alle); n++ {
		if slices.Equal(rijen[alle[n-1]].Sleutel, rijen[alle[n]].Sleutel) {
			return nil, fmt.Errorf("%w: %s", ErrDubbel, strings.Join(rijen[alle[n]].Sleutel, "/"))
		}
	}
	if len(alle) == 0 || m.klein(b.som(alle)) {
		return nil, nil
	}
	return b.verdeel(alle, 0), nil
}

type boom struct {
	rijen []Rij
	maat  Maat
}

func (b boom) som(van []int) []int64 {
	s := make([]int64, len(b.rijen[van[0]].Aantallen))
	for _, i := range van {
		for j, n := range b.rijen[i].Aantallen {
			s[j] += n
		}
	}
	return s
}

// verdeel returns the lines of a group that is shown. Its lines agree in the
// first diepte dimensions and are in order.
func (b boom) verdeel(van []int, diepte int) []Lijn {
	sleutel := b.rijen[van[0]].Sleutel
	if diepte == len(sleutel) {
		return []Lijn{{Rij: b.rijen[van[0]], Van: van}}
	}
	var groepen [][]int
	for _, i := range van {
		n := len(groepen)
		if n == 0 || b.rijen[groepen[n-1][0]].Sleutel[diepte] != b.rijen[i].Sleutel[diepte] {
			groepen, n = append(groepen, nil), n+1
		}
		groepen[n-1] = append(groepen[n-1], i)
	}
	var uit []Lijn
	rest, samen := b.rest(groepen)
	for i, g := range groepen {
		if !rest[i] {
			uit = append(uit, b.verdeel(g, diepte+1)...)
		}
	}
	if len(samen) > 0 {
		l := Lijn{Rij: Rij{Sleutel: slices.Clone(sleutel), Aantallen: b.som(samen)}, Van: samen, Rest: true}
		for d := diepte; d < len(sleutel); d++ {
			l.Sleutel[d] = Overig
		}
		uit = append(uit, l)
	}
	return uit
}

// rest chooses which groups are put together: those that are too small, and then
// the next in order, around from the first of them, until what is together is
// not too small. With all of them it is the group above, which is shown.
func (b boom) rest(groepen [][]int) (rest []bool, samen []int) {
	rest = make([]bool, len(groepen))
	eerste := -1
	for i, g := range groepen {
		if b.maat.klein(b.som(g)) {
			if eerste < 0 {
				eerste = i
			}
			rest[i], samen = true, append(samen, g...)
		}
	}
	for i := 1; eerste >= 0 && i < len(groepen) && b.maat.klein(b.som(samen)); i++ {
		if n := (eerste + i) % len(groepen); !rest[n] {
			rest[n], samen = true, append(samen, groepen[n]...)
		}
	}
	slices.Sort(samen)
	return rest, samen
}
