package verschil

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A volger is a reader that notes what a report asks for, so that the events which
// touched it can be found.
type volger struct {
	projections.Lezer
	van, tot es.Position
	gezien   map[string]bool
	vragen   []func() error // what has been asked, and not been looked up yet
	posities []es.Position  // sorted, each once: the events that touched what was asked
}

// Rijen implements [projections.Lezer].
func (v *volger) Rijen(t *projections.Tabel, bekendOp es.Position, waar ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	v.noteerTabel(t, waar)
	return v.Lezer.Rijen(t, bekendOp, waar...)
}

// Versies implements [projections.Lezer].
func (v *volger) Versies(t *projections.Tabel, bekendOp es.Position, waar ...projections.Gelijk) iter.Seq2[projections.Rij, error] {
	v.noteerTabel(t, waar)
	return v.Lezer.Versies(t, bekendOp, waar...)
}

// Cellen implements [projections.Lezer].
func (v *volger) Cellen(t *projections.Telling, bekendOp es.Position, peildatum recht.Datum, waar ...projections.Gelijk) iter.Seq2[projections.Cel, error] {
	v.noteerTelling(t, peildatum, waar)
	return v.Lezer.Cellen(t, bekendOp, peildatum, waar...)
}

// Herkomst implements [projections.Lezer].
func (v *volger) Herkomst(t *projections.Telling, bekendOp es.Position, peildatum recht.Datum, waar ...projections.Gelijk) iter.Seq2[projections.Bijdrage, error] {
	v.noteerTelling(t, peildatum, waar)
	return v.Lezer.Herkomst(t, bekendOp, peildatum, waar...)
}

// nieuw reports whether this was not asked before.
func (v *volger) nieuw(soort, naam string, peildatum recht.Datum, waar []projections.Gelijk) bool {
	op := slices.SortedFunc(slices.Values(waar), func(a, b projections.Gelijk) int { return strings.Compare(a.Kolom, b.Kolom) })
	s := fmt.Sprintf("%q %q %s %#v", soort, naam, peildatum, op)
	if v.gezien[s] {
		return false
	}
	v.gezien[s] = true
	return true
}

func (v *volger) noteerTabel(t *projections.Tabel, waar []projections.Gelijk) {
	if !v.nieuw("tabel", t.Naam, recht.Datum{}, waar) {
		return
	}
	v.vragen = append(v.vragen, func() error {
		for r, err := range v.Lezer.Versies(t, v.tot, waar...) {
			if err != nil {
				return err
			}
			v.neem(r.Van)
			v.neem(r.Tot)
		}
		return nil
	})
}

func (v *volger) noteerTelling(t *projections.Telling, peildatum recht.Datum, waar []projections.Gelijk) {
	if !v.nieuw("telling", t.Naam, peildatum, waar) {
		return
	}
	v.vragen = append(v.vragen, func() error {
		for b, err := range v.Lezer.Herkomst(t, v.tot, peildatum, waar...) {
			if err != nil {
				return err
			}
			v.neem(b.Positie)
		}
		return nil
	})
}

// neem keeps a position that lies between the two moments.
func (v *volger) neem(p es.Position) {
	if p > v.van && p <= v.tot {
		v.posities = append(v.posities, p)
	}
}

// zoek looks up which events touched what was asked since the last time.
func (v *volger) zoek() error {
	for len(v.vragen) > 0 {
		vraag := v.vragen[0]
		v.vragen = v.vragen[1:]
		if err := vraag(); err != nil {
			return err
		}
	}
	slices.Sort(v.posities)
	v.posities = slices.Compact(v.posities)
	return nil
}
