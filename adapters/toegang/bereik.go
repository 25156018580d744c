package toegang

import "github.com/mgr-sdcg/kroniek/domain/recht"

// Over says which gemeente, module and school an act, a report or an event
// concerns; empty where it concerns none in particular.
type Over struct{ Gemeente, Module, School string }

// An Uitspraak is what the policy says about one act of one holder.
type Uitspraak struct {
	Mag bool
	// Regels are the ids of the policies that decided, in the order of the text:
	// those that permit, or those that forbid. None means that no policy permits.
	Regels []string
}

// A Bereik is how far a holder may go with one act: what the policy says for
// everything that the act may concern. The zero Bereik denies. It is only read
// after it was made, so it may be used concurrently.
type Bereik struct{ t *tafel }

// A houder is all of a principal that a policy can see. The zero houder came
// without a token.
type houder struct {
	rol         Rol
	organisatie string
	gemeente    recht.Gemeentecode
	module      string
}

func houderVan(w Wie) houder { return houder{w.Rol, w.Organisatie, w.Gemeente, w.Module} }

// klassen is the number of ways in which a gemeente, module or school can relate
// to the holder: none is named, the own, or another.
const klassen = 3

const (
	geen = iota
	eigen
	ander
)

// A tafel holds a decision for every way in which a zaak can relate to a holder.
// That is all there is to decide: a policy compares a zaak with its holder, and
// names no gemeente, module or school itself.
type tafel struct {
	van        houder
	plaats     [klassen * klassen * klassen]uint8 // in uitspraken
	uitspraken []Uitspraak
}

func vak(gemeente, module, school int) int { return (gemeente*klassen+module)*klassen + school }

func klasse(waarde, van string) int {
	switch waarde {
	case "":
		return geen
	case van:
		return eigen
	default:
		return ander
	}
}

// Oordeel returns what the policy says when the act concerns o.
func (b Bereik) Oordeel(o Over) Uitspraak {
	if b.t == nil {
		return Uitspraak{}
	}
	v := b.t.van
	return b.t.in(klasse(o.Gemeente, string(v.gemeente)), moduleklasse(o.Module, v.module), klasse(o.School, v.organisatie))
}

// Omvat reports whether b reaches what o says. Where b asks for an own gemeente,
// module or school, an o without one is out of reach.
func (b Bereik) Omvat(o Over) bool { return b.Oordeel(o).Mag }

// Niets reports whether b reaches nothing at all.
func (b Bereik) Niets() bool { return !b.enig(func(u Uitspraak) bool { return u.Mag }) }

// Alles reports whether b reaches everything, whatever it concerns.
func (b Bereik) Alles() bool {
	return b.t != nil && !b.enig(func(u Uitspraak) bool { return !u.Mag })
}

// Weigering returns what denies the act when b reaches nothing: the ids of the
// policies that forbid it, or none.
func (b Bereik) Weigering() Uitspraak { return b.Oordeel(Over{}) }

// VraagtGemeente reports whether b can only be judged by the gemeente concerned.
func (b Bereik) VraagtGemeente() bool {
	return b.verschilt(func(x, i, j int) int { return vak(x, i, j) })
}

// VraagtModule reports whether b can only be judged by the module concerned.
func (b Bereik) VraagtModule() bool {
	return b.verschilt(func(x, i, j int) int { return vak(i, x, j) })
}

// VraagtSchool reports whether b can only be judged by the school concerned.
func (b Bereik) VraagtSchool() bool {
	return b.verschilt(func(x, i, j int) int { return vak(i, j, x) })
}

func (t *tafel) in(gemeente, module, school int) Uitspraak {
	return t.uitspraken[t.plaats[vak(gemeente, module, school)]]
}

// enig reports whether f holds for some decision of b.
func (b Bereik) enig(f func(Uitspraak) bool) bool {
	if b.t == nil {
		return false
	}
	for _, u := range b.t.uitspraken {
		if f(u) {
			return true
		}
	}
	return false
}

// verschilt reports whether the decision differs along one of the three
// relations, of which plek gives the place.
func (b Bereik) verschilt(plek func(x, i, j int) int) bool {
	if b.t == nil {
		return false
	}
	for i := range klassen {
		for j := range klassen {
			mag := func(x int) bool { return b.t.uitspraken[b.t.plaats[plek(x, i, j)]].Mag }
			if mag(geen) != mag(eigen) || mag(geen) != mag(ander) {
				return true
			}
		}
	}
	return false
}
