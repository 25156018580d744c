package bevoegdheden

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

// A versie is one version of a mandaat, as known at some moment.
type versie struct {
	kenmerk                        string
	nummer                         int64
	mandaatgever, functie, macht   string // macht: the bevoegdheid
	grens                          int64  // eurocent; 0: none
	vanaf, tot                     string // days, as text; tot is left out
	ondermandaat                   bool
	krachtens                      string
	krachtensNummer                int64
	genomen, bekend                string
	ingetrokkenPer, ingetrokkenBij string // first day without, and day of that besluit
	vastgelegd                     string // day on which this was recorded
	positie                        es.Position
}

// A sleutel is what a decision calls a mandaat by.
type sleutel struct {
	kenmerk string
	nummer  int64
}

// A register is the mandaatregister as known at a position, with everything that was
// known of each version before.
type register struct {
	versies map[sleutel][]versie // as recorded, in order
	nummers map[string][]int64   // the versions of a mandaat
}

func leesRegister(l projections.Lezer, bekendOp es.Position) (register, error) {
	r := register{versies: map[sleutel][]versie{}, nummers: map[string][]int64{}}
	for rij, err := range l.Versies(besluitenlijst.Mandaten, bekendOp) {
		if err != nil {
			return r, err
		}
		v := versie{
			kenmerk: rij.Tekst(0), nummer: rij.Getal(1), mandaatgever: rij.Tekst(2), functie: rij.Tekst(3), macht: rij.Tekst(4),
			grens: rij.Getal(5), vanaf: rij.Tekst(6), tot: rij.Tekst(7), ondermandaat: rij.Getal(8) != 0,
			krachtens: rij.Tekst(9), krachtensNummer: rij.Getal(10), genomen: rij.Tekst(11), bekend: rij.Tekst(12),
			ingetrokkenPer: rij.Tekst(13), ingetrokkenBij: rij.Tekst(14), vastgelegd: rij.Tekst(15), positie: rij.Van,
		}
		k := sleutel{v.kenmerk, v.nummer}
		if len(r.versies[k]) == 0 {
			r.nummers[v.kenmerk] = append(r.nummers[v.kenmerk], v.nummer)
		}
		r.versies[k] = append(r.versies[k], v)
	}
	return r, nil
}

// versie returns what was recorded of a version up to and including a day; with an
// empty day all that is known.
func (r register) versie(k sleutel, totEnMet string) (v versie, er bool) {
	for _, x := range r.versies[k] {
		if totEnMet == "" || x.vastgelegd <= totEnMet {
			v, er = x, true
		}
	}
	return v, er
}

// herkomst adds the events that told of a version, and of what it rests on.
func (r register) herkomst(k sleutel, posities []es.Position) []es.Position {
	gezien := map[sleutel]bool{}
	for !gezien[k] && len(r.versies[k]) > 0 {
		gezien[k] = true
		for _, v := range r.versies[k] {
			posities = projections.MetPositie(posities, v.positie)
		}
		laatst, _ := r.versie(k, "")
		k = sleutel{laatst.krachtens, laatst.krachtensNummer}
	}
	return posities
}

// opvolger returns the number of a later version that holds in place of v on a day.
func (r register) opvolger(v versie, dag, totEnMet string) (nummer int64, er bool) {
	for _, n := range r.nummers[v.kenmerk] {
		if n <= v.nummer {
			continue
		}
		w, bekend := r.versie(sleutel{v.kenmerk, n}, totEnMet)
		if bekend && w.vanaf <= dag && w.genomen <= dag && w.bekend != "" && w.bekend <= dag && n > nummer {
			nummer, er = n, true
		}
	}
	return nummer, er
}
