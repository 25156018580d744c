package toegang

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Bereik is how far a permission reaches. The zero Bereik denies.
type Bereik int

// The reaches.
const (
	Geen                  Bereik = iota // denied
	Alles                               // whatever it concerns
	EigenGemeente                       // only what concerns the own gemeente
	EigenModule                         // only what concerns the own module
	EigenGemeenteEnModule               // only what concerns both
	EigenGebied                         // only what concerns the own gemeente; everything for who has none
	EigenSchool                         // only what concerns the school that the holder acts for
)

// Over says which gemeente, module and school an act, a report or an event
// concerns; empty where it concerns none in particular.
type Over struct{ Gemeente, Module, School string }

// Omvat reports whether b, for w, reaches what o says. Where b asks for an own
// gemeente or module, an o without one is out of reach.
func (b Bereik) Omvat(w Wie, o Over) bool {
	gemeente := w.Gemeente != "" && o.Gemeente == string(w.Gemeente)
	module := w.Module != "" && o.Module == w.Module
	switch b {
	case Alles:
		return true
	case EigenGemeente:
		return gemeente
	case EigenModule:
		return module
	case EigenGemeenteEnModule:
		return gemeente && module
	case EigenGebied:
		return w.Gemeente == "" || gemeente
	case EigenSchool:
		return w.Rol == School && o.School == w.Organisatie
	default:
		return false
	}
}

// VraagtGemeente reports whether b can only be judged by the gemeente concerned.
func (b Bereik) VraagtGemeente() bool {
	return b == EigenGemeente || b == EigenGemeenteEnModule || b == EigenGebied
}

// VraagtModule reports whether b can only be judged by the module concerned.
func (b Bereik) VraagtModule() bool { return b == EigenModule || b == EigenGemeenteEnModule }

// VraagtSchool reports whether b can only be judged by the school concerned.
func (b Bereik) VraagtSchool() bool { return b == EigenSchool }

// A Handeling is something a policy rules on: a route by its operation id, a
// report ("rapport:<naam>"), or seeing events of a type ("gebeurtenis:<type>").
type Handeling string

// Rapport returns the act of reading a report.
func Rapport(naam string) Handeling { return Handeling("rapport:" + naam) }

// Gebeurtenis returns the act of seeing the content of events of a type.
func Gebeurtenis(typ string) Handeling { return Handeling("gebeurtenis:" + typ) }

// A Regel is one line of the policy: an act, and how far it reaches per role.
type Regel struct {
	Handeling Handeling
	Openbaar  bool // anybody, without a token
	// OverPersonen says that each event or line is about one person. Then nobody is
	// shown it without the right [Personen], whatever Rechten say: who could count
	// the events needs no report.
	OverPersonen bool
	Rechten      map[Rol]Bereik
}

// A Beleid is the whole policy. It is only read after it was made, so it may be
// used concurrently.
type Beleid struct{ regels map[Handeling]Regel }

// Errors of a policy.
var (
	// ErrBeleidDubbel reports an act that the table names twice.
	ErrBeleidDubbel = errors.New("toegang: act has two policy entries")
	// ErrBeleidOntbreekt reports acts that the table does not name.
	ErrBeleidOntbreekt = errors.New("toegang: no policy entry for")
)

// NieuwBeleid returns the policy that regels state. An act named twice is an
// error, since one of the two would be read past.
func NieuwBeleid(regels ...Regel) (*Beleid, error) {
	b := &Beleid{regels: make(map[Handeling]Regel, len(regels))}
	for _, r := range regels {
		if _, ok := b.regels[r.Handeling]; ok {
			return nil, fmt.Errorf("%w: %s", ErrBeleidDubbel, r.Handeling)
		}
		r.Rechten = maps.Clone(r.Rechten) // lines of a table may share one
		b.regels[r.Handeling] = r
	}
	return b, nil
}

// Bereik returns how far w may go with h; Geen when the table does not say.
func (b *Beleid) Bereik(w Wie, h Handeling) Bereik {
	r := b.regels[h]
	if r.OverPersonen && b.regels[Personen].Rechten[w.Rol] == Geen {
		return Geen
	}
	return r.Rechten[w.Rol]
}

// MagPersonen reports whether w has the right to persons as far as o says. An act
// over persons is in reach when this is so and the act itself is.
func (b *Beleid) MagPersonen(w Wie, o Over) bool { return b.Bereik(w, Personen).Omvat(w, o) }

// OverPersonen reports whether h is about single persons.
func (b *Beleid) OverPersonen(h Handeling) bool { return b.regels[h].OverPersonen }

// Openbaar reports whether h needs no token.
func (b *Beleid) Openbaar(h Handeling) bool { return b.regels[h].Openbaar }

// Dekt returns ErrBeleidOntbreekt, naming every act among hs that the table does
// not name. A server calls it with all it offers before it listens.
func (b *Beleid) Dekt(hs ...Handeling) error {
	var mist []string
	for _, h := range hs {
		if _, ok := b.regels[h]; !ok {
			mist = append(mist, string(h))
		}
	}
	if len(mist) == 0 {
		return nil
	}
	slices.Sort(mist)
	return fmt.Errorf("%w %s", ErrBeleidOntbreekt, strings.Join(mist, ", "))
}
