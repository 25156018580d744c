package beheerhandeling

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one act.
type Command interface{ command() }

type (
	// StelVoor proposes it.
	StelVoor struct {
		recht.Opdracht
		Handeling Handeling
	}
	// Bekrachtig agrees with it.
	Bekrachtig struct{ recht.Opdracht }
	// WijsAf does not.
	WijsAf struct{ recht.Opdracht }
	// Begin records that it is about to be done. Only Kroniek itself gives it. Alleen
	// says that there are no two persons yet who could agree.
	Begin struct {
		recht.Opdracht
		Handeling Handeling
		Alleen    bool
		Omstandigheden
	}
)

func (StelVoor) command()   {}
func (Bekrachtig) command() {}
func (WijsAf) command()     {}
func (Begin) command()      {}

// A Stand is how an act stands.
type Stand string

// The stands. The zero Stand is that of a stream without events.
const (
	Voorgesteld Stand = "voorgesteld"
	Bekrachtigd Stand = "bekrachtigd"
	Afgewezen   Stand = "afgewezen"
	Begonnen    Stand = "begonnen"
)

// State is what an act amounts to.
type State struct {
	Stand      Stand
	Handeling  Handeling
	Voorgelegd recht.VierOgen
	Uiterlijk  recht.Datum
}

// Mag reports whether h may begin on d.
func (s State) Mag(h Handeling, d recht.Datum) bool {
	return s.Stand == Bekrachtigd && s.Handeling == h && !d.Na(s.Uiterlijk)
}

// Toestand says in Dutch how the act stands.
func (s State) Toestand() string {
	if s.Stand == "" {
		return "niet voorgesteld"
	}
	return string(s.Handeling) + " " + string(s.Stand)
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for acts.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelVoor:
		return stelVoor(c, s)
	case Bekrachtig:
		return bekrachtig(c, s)
	case WijsAf:
		if s.Stand == Afgewezen {
			return nil, nil
		}
		v, err := tweede(c.Opdracht, s)
		if err != nil {
			return nil, err
		}
		return []Event{HandelingAfgewezen{Verantwoording: v}}, nil
	case Begin:
		return begin(c, s)
	default:
		panic("beheerhandeling: command without a case in Decide")
	}
}

func stelVoor(c StelVoor, s State) ([]Event, error) {
	eerste, err := recht.DoorEerste(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case s.Stand != "" && s.Handeling == c.Handeling && s.Voorgelegd.Indiener.ID == c.Actor.ID:
		return nil, nil
	case s.Stand != "":
		return nil, ErrAlVoorgesteld
	case !c.Handeling.Bestaat():
		return nil, ErrOnbekend
	}
	v, err := c.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{HandelingVoorgesteld{Verantwoording: v, Voorgelegd: eerste, Handeling: c.Handeling}}, nil
}

// tweede makes the envelope of what a second person decides.
func tweede(o recht.Opdracht, s State, regels ...recht.Regelnoot) (recht.Verantwoording, error) {
	switch s.Stand {
	case Voorgesteld:
	case "":
		return recht.Verantwoording{}, ErrNietVoorgesteld
	default:
		return recht.Verantwoording{}, ErrAlBeslist
	}
	noot, err := s.Voorgelegd.BeoordeelOpdracht(o)
	if err != nil {
		return recht.Verantwoording{}, err
	}
	return o.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling, append(regels, noot)...)
}

func bekrachtig(c Bekrachtig, s State) ([]Event, error) {
	if s.Stand == Bekrachtigd {
		return nil, nil
	}
	looptijd, noot, err := Looptijd.Op(c.Vandaag())
	if err != nil {
		return nil, err
	}
	hoogstens, err := looptijd.Vanaf(c.Vandaag(), recht.Feestdagen)
	if err != nil {
		return nil, err
	}
	v, err := tweede(c.Opdracht, s, noot)
	if err != nil {
		return nil, err
	}
	return []Event{HandelingBekrachtigd{Verantwoording: v, Handeling: s.Handeling, Uiterlijk: hoogstens.Uiterlijk}}, nil
}

func begin(c Begin, s State) ([]Event, error) {
	switch {
	case !c.Handeling.Bestaat():
		return nil, ErrOnbekend
	case s.Mag(c.Handeling, c.Vandaag()), s.Stand == "" && c.Alleen:
	default:
		return nil, ErrNietBekrachtigd
	}
	v, err := c.Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{HandelingBegonnen{
		Verantwoording: v, Handeling: c.Handeling, Alleen: s.Stand == "", Omstandigheden: c.Omstandigheden,
	}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case HandelingVoorgesteld:
		s.Stand, s.Handeling, s.Voorgelegd = Voorgesteld, e.Handeling, e.Voorgelegd
	case HandelingBekrachtigd:
		s.Stand, s.Uiterlijk = Bekrachtigd, e.Uiterlijk
	case HandelingAfgewezen:
		s.Stand = Afgewezen
	case HandelingBegonnen:
		s.Stand, s.Handeling = Begonnen, e.Handeling
	default:
		panic("beheerhandeling: event without a case in Evolve: " + e.eventType())
	}
	return s
}
