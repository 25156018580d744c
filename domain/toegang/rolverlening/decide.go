package rolverlening

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Stand is how a grant stands.
type Stand string

// The stands. The zero Stand is that of a stream without events.
const (
	Voorgesteld Stand = "voorgesteld"
	Verleend    Stand = "verleend"
	Afgewezen   Stand = "afgewezen"
	Ingetrokken Stand = "ingetrokken"
)

// State is what a grant amounts to.
type State struct {
	Stand      Stand
	Verlening  Verlening
	Voorgelegd recht.VierOgen
}

// Geldt reports whether the role may be used on d.
func (s State) Geldt(d recht.Datum) bool { return s.Stand == Verleend && d.Voor(s.Verlening.Tot) }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for grants.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelVoor:
		return stelVoor(c, s)
	case Bekrachtig:
		return beoordeel(c.Opdracht, s, Verleend, func(v recht.Verantwoording) Event {
			return RolBekrachtigd{Verantwoording: v, Verlening: s.Verlening}
		})
	case WijsAf:
		return beoordeel(c.Opdracht, s, Afgewezen, func(v recht.Verantwoording) Event { return RolAfgewezen{Verantwoording: v} })
	case TrekIn:
		return trekIn(c, s)
	default:
		panic("rolverlening: command without a case in Decide")
	}
}

func stelVoor(c StelVoor, s State) ([]Event, error) {
	eerste, err := recht.DoorEerste(c.Opdracht)
	if err != nil {
		return nil, err
	}
	looptijd, noot, err := Looptijd.Op(c.Vandaag())
	if err != nil {
		return nil, err
	}
	hoogstens, err := looptijd.Vanaf(c.Vandaag(), recht.Feestdagen)
	switch {
	case err != nil:
		return nil, err
	case s.Stand != "" && s.Verlening == c.Verlening && s.Voorgelegd.Indiener.ID == c.Actor.ID:
		return nil, nil
	case s.Stand != "":
		return nil, ErrAlVoorgesteld
	case !Bevoorrecht(c.Verlening.Rol):
		return nil, ErrRolOnbekend
	case !c.Past:
		return nil, ErrHouderOnvolledig
	case !c.Vandaag().Voor(c.Verlening.Tot) || c.Verlening.Tot.Na(hoogstens.Uiterlijk):
		return nil, ErrEinddag.With("Dat is hier uiterlijk " + hoogstens.Uiterlijk.String() + ".")
	}
	v, err := c.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling, noot)
	if err != nil {
		return nil, err
	}
	return []Event{RolVoorgesteld{Verantwoording: v, Voorgelegd: eerste, Verlening: c.Verlening}}, nil
}

// beoordeel records what a second person decides.
func beoordeel(o recht.Opdracht, s State, uitkomst Stand, maak func(recht.Verantwoording) Event) ([]Event, error) {
	switch {
	case s.Stand == "":
		return nil, ErrNietVoorgesteld
	case s.Stand == uitkomst:
		return nil, nil
	case s.Stand != Voorgesteld:
		return nil, ErrAlBeslist
	case s.Verlening.Begunstigde != "" && s.Verlening.Begunstigde == o.Actor.ID:
		return nil, ErrEigenRol
	}
	v, err := s.Voorgelegd.Verantwoord(o, recht.Directeur, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{maak(v)}, nil
}

func trekIn(c TrekIn, s State) ([]Event, error) {
	switch s.Stand {
	case Ingetrokken:
		return nil, nil
	case Verleend:
	default:
		return nil, ErrNietVerleend
	}
	v, err := c.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{RolIngetrokken{Verantwoording: v, Verlening: s.Verlening}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case RolVoorgesteld:
		s.Stand, s.Verlening, s.Voorgelegd = Voorgesteld, e.Verlening, e.Voorgelegd
	case RolBekrachtigd:
		s.Stand = Verleend
	case RolAfgewezen:
		s.Stand = Afgewezen
	case RolIngetrokken:
		s.Stand = Ingetrokken
	default:
		panic("rolverlening: event without a case in Evolve: " + e.eventType())
	}
	return s
}
