package projections

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Post is what one fact adds to one cell.
type Post struct {
	Telling   *Telling
	Dag       recht.Datum
	Delta     int64
	Dimensies []string
}

func (p Post) gelijk(q Post) bool {
	return p.Telling == q.Telling && p.Dag == q.Dag && p.Delta == q.Delta && slices.Equal(p.Dimensies, q.Dimensies)
}

// Herboek replaces what a fact added to the cells by what it adds now. Posts on
// both sides are left alone, so an event that changes nothing in a figure is not
// behind it. A projector that derives its posts from its rows can thus never
// let cells and rows drift apart, whatever is corrected, to whichever day.
func Herboek(s Schrijver, oud, nieuw []Post) error {
	rest := slices.Clone(nieuw)
	for _, p := range oud {
		if i := slices.IndexFunc(rest, p.gelijk); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
			continue
		}
		if err := s.Tel(p.Telling, p.Dag, -p.Delta, p.Dimensies...); err != nil {
			return err
		}
	}
	for _, p := range rest {
		if err := s.Tel(p.Telling, p.Dag, p.Delta, p.Dimensies...); err != nil {
			return err
		}
	}
	return nil
}
