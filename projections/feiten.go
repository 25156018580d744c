package projections

import (
	"errors"
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// ErrVolgorde stops a projector on an event that cannot follow on the facts it
// has: a decision about something that was never opened. The decider refuses
// such a command, so seeing it means that history was damaged or misread.
var ErrVolgorde = errors.New("projections: event does not follow on the facts")

// JaNee returns the value of a yes or no in a column of kind Getal.
func JaNee(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// MetPositie returns posities with p added, in order and without doubles.
func MetPositie(posities []es.Position, p es.Position) []es.Position {
	i, er := slices.BinarySearch(posities, p)
	if er {
		return posities
	}
	return slices.Insert(posities, i, p)
}

// Tekstkolommen returns columns of kind Tekst.
func Tekstkolommen(namen ...string) []Kolom {
	k := make([]Kolom, len(namen))
	for i, n := range namen {
		k[i] = Kolom{Naam: n, Soort: Tekst}
	}
	return k
}

// MetRegelnoot returns set with noot added, without doubles.
func MetRegelnoot(set []recht.Regelnoot, noot recht.Regelnoot) []recht.Regelnoot {
	if slices.Contains(set, noot) {
		return set
	}
	return append(set, noot)
}

// Herkomst returns the events behind the cells of t that match, in order, or
// nothing when nobody asked: reading every delta is what cells are there to save.
func Herkomst(l Lezer, t *Telling, v Vraag, waar ...Gelijk) (uit []es.Position, err error) {
	if v.ZonderHerkomst {
		return nil, nil
	}
	for b, err := range l.Herkomst(t, v.BekendOp, v.Peildatum, waar...) {
		if err != nil {
			return nil, err
		}
		uit = append(uit, b.Positie)
	}
	return uit, nil
}

// Waardetekst returns a value as text.
func Waardetekst(w Waarde) string {
	if n, ok := w.(int64); ok {
		return strconv.FormatInt(n, 10)
	}
	s, _ := w.(string)
	return s
}
