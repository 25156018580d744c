package abonnement

import (
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// proces is the role of Kroniek's own processes.
const proces = "proces"

// State is as much of an abonnement as Decide and who delivers need to know.
type State struct {
	Naam        string // empty while nothing was registered
	Levering    Levering
	Goedgekeurd bool
	Gestopt     Reden // empty while it runs
	Vastloper   Vastloper
	// Start numbers the deliveries: it is one higher each time that they begin
	// anew, after NaPositie. Who delivers keeps a position per Start.
	Start     int
	NaPositie int64
	// Geheim is the number of the secret, from 1, and VernieuwdOp since when.
	Geheim      int
	VernieuwdOp time.Time

	begin  int64          // NaPositie of the registration
	eerste recht.VierOgen // who asked for this Levering, and when
}

// Levert reports whether events are to be sent.
func (s State) Levert() bool { return s.Naam != "" && s.Goedgekeurd && s.Gestopt == "" }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for an abonnement.
func Decide(c Command, s State) ([]Event, error) {
	if m, ok := c.(MeldAan); ok {
		return meldAan(m, s)
	}
	if s.Naam == "" {
		return nil, ErrNietAangemeld
	}
	switch c := c.(type) {
	case Wijzig:
		return wijzig(c, s)
	case KeurGoed:
		return keurGoed(c, s)
	case Stop:
		return stop(c, s)
	case Hervat:
		return hervat(c, s)
	case VernieuwGeheim:
		v, err := verantwoord(c.Opdracht)
		if err != nil {
			return nil, err
		}
		return []Event{AbonnementGeheimVernieuwd{Verantwoording: v, Geheim: s.Geheim + 1, VernieuwdOp: c.Op}}, nil
	default:
		panic("abonnement: command without a case in Decide")
	}
}

func verantwoord(o recht.Opdracht, regels ...recht.Regelnoot) (recht.Verantwoording, error) {
	orgaan := recht.Directeur
	if o.Actor.Rol == proces {
		orgaan = recht.Stelsel
	}
	return o.Verantwoord(orgaan, recht.FeitelijkeHandeling, regels...)
}

func meldAan(c MeldAan, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht)
	if err != nil {
		return nil, err
	}
	eerste, err := recht.DoorEerste(c.Opdracht)
	if err != nil {
		return nil, err
	}
	switch {
	case s.Naam != "" && s.Naam == c.Naam && s.Levering.gelijk(c.Levering) && s.begin == c.NaPositie:
		return nil, nil
	case s.Naam != "":
		return nil, ErrAlAangemeld
	case !naamGoed(c.Naam):
		return nil, ErrNaam
	case c.NaPositie < 0:
		return nil, ErrPositie
	}
	if err := c.Levering.keur(); err != nil {
		return nil, err
	}
	return []Event{AbonnementAangemeld{Verantwoording: v, Naam: c.Naam, Levering: c.Levering.los(), NaPositie: c.NaPositie, VoorgelegdOp: eerste.Op}}, nil
}

func wijzig(c Wijzig, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht)
	if err != nil {
		return nil, err
	}
	eerste, err := recht.DoorEerste(c.Opdracht)
	if err != nil {
		return nil, err
	}
	if err := c.Levering.keur(); err != nil {
		return nil, err
	}
	verlopen, err := s.eerste.Verstreken(c.Op)
	if err != nil {
		return nil, err
	}
	// What waited too long for a second person is put forward anew by saying it again.
	if s.Levering.gelijk(c.Levering) && (s.Goedgekeurd || !verlopen) {
		return nil, nil
	}
	return []Event{AbonnementGewijzigd{Verantwoording: v, Levering: c.Levering.los(), VoorgelegdOp: eerste.Op}}, nil
}

func keurGoed(c KeurGoed, s State) ([]Event, error) {
	if s.Goedgekeurd {
		return nil, nil
	}
	noot, err := s.eerste.BeoordeelOpdracht(c.Opdracht)
	if err != nil {
		return nil, err
	}
	v, err := verantwoord(c.Opdracht, noot)
	if err != nil {
		return nil, err
	}
	return []Event{AbonnementGoedgekeurd{v}}, nil
}

func stop(c Stop, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case !slices.Contains(Redenen(), c.Reden), (c.Reden == OpVerzoek) != (c.Vastloper == Vastloper{}),
		c.Reden == OpVerzoek && c.Actor.Rol == proces:
		return nil, ErrReden
	case s.Gestopt != "":
		return nil, nil
	}
	return []Event{AbonnementGestopt{Verantwoording: v, Reden: c.Reden, Vastloper: c.Vastloper}}, nil
}

func hervat(c Hervat, s State) ([]Event, error) {
	v, err := verantwoord(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case c.Actor.Rol == proces:
		return nil, ErrMensHervat
	case !s.Goedgekeurd:
		return nil, ErrNietGoedgekeurd
	case c.NaPositie < 0 || !c.Opnieuw && c.NaPositie != 0:
		return nil, ErrPositie
	case s.Gestopt == "" && c.Opnieuw:
		return nil, ErrNietGestopt
	case s.Gestopt == "":
		return nil, nil
	}
	return []Event{AbonnementHervat{Verantwoording: v, Opnieuw: c.Opnieuw, NaPositie: c.NaPositie}}, nil
}

// Evolve returns s after e. It changes nothing that s refers to.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case AbonnementAangemeld:
		s = State{
			Naam: e.Naam, Levering: e.Levering, NaPositie: e.NaPositie, Geheim: 1,
			begin: e.NaPositie, eerste: recht.VierOgen{Indiener: e.Actor, Op: e.VoorgelegdOp},
		}
	case AbonnementGewijzigd:
		s.Levering, s.Goedgekeurd, s.eerste = e.Levering, false, recht.VierOgen{Indiener: e.Actor, Op: e.VoorgelegdOp}
	case AbonnementGoedgekeurd:
		s.Goedgekeurd = true
	case AbonnementGestopt:
		s.Gestopt, s.Vastloper = e.Reden, e.Vastloper
	case AbonnementHervat:
		s.Gestopt, s.Vastloper = "", Vastloper{}
		if e.Opnieuw {
			s.NaPositie, s.Start = e.NaPositie, s.Start+1
		}
	case AbonnementGeheimVernieuwd:
		s.Geheim, s.VernieuwdOp = e.Geheim, e.VernieuwdOp
	default:
		panic("abonnement: event without a case in Evolve: " + e.eventType())
	}
	return s
}
