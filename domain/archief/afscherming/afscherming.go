// Package afscherming decides on personal data that somebody typed into a public
// field: proposed by one person, decided on by another, and then replaced
// everywhere by a fixed text. That it was replaced, in which event and by whose
// decision, stays; what it said does not, and the proofs stay valid.
package afscherming

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "afscherming"

// Stroom returns the stream of one afscherming.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// MaxVelden is how many fields of one event are shielded together at most.
const MaxVelden = 20

const regel = "AVG art. 5 lid 1 onder c; AVG art. 17"

// Refusals.
var (
	ErrVelden = es.Refuse("afscherming/velden-onjuist",
		"Noem de velden met een JSON-pointer in data, elk een keer en ten hoogste twintig; het zijn velden met vrije tekst.", regel)
	ErrGebeurtenis = es.Refuse("afscherming/gebeurtenis-onjuist",
		"Deze gebeurtenis bestaat niet, of is al vernietigd.", regel)
	ErrAlVoorgesteld = es.Refuse("afscherming/al-voorgesteld",
		"Deze afscherming is al anders voorgesteld.", regel)
	ErrNietVoorgesteld = es.Refuse("afscherming/niet-voorgesteld",
		"Deze afscherming is niet voorgesteld.", regel)
	ErrAlBeslist = es.Refuse("afscherming/al-beslist",
		"Over deze afscherming is al anders beslist.", regel)
	ErrNietBesloten = es.Refuse("afscherming/niet-besloten",
		"Er is geen besluit om af te schermen.", regel)
)

// An Event is something that happened to an afscherming.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

// A Plek is what is shielded: an event, and fields of its data as JSON Pointers.
type Plek struct {
	Gebeurtenis uuid.UUID `json:"gebeurtenis" residu:"blijft"`
	Stroom      es.Stream `json:"stroom" residu:"blijft"` // that the event is in
	Velden      []string  `json:"velden" residu:"blijft"`
}

func (p Plek) gelijk(q Plek) bool {
	return p.Gebeurtenis == q.Gebeurtenis && p.Stroom == q.Stroom && slices.Equal(p.Velden, q.Velden)
}

type (
	// AfschermingVoorgesteld opens the stream.
	AfschermingVoorgesteld struct {
		recht.Verantwoording
		Plek
		Voorgelegd recht.VierOgen `json:"voorgelegd"`
	}
	// AfschermingAfgewezen says that the second person did not agree.
	AfschermingAfgewezen struct {
		recht.Verantwoording
		AfgewezenOp recht.Datum `json:"afgewezenOp" residu:"blijft"`
	}
	// AfschermingVastgesteld is the decision. The replaced event names it.
	AfschermingVastgesteld struct {
		recht.Verantwoording
		Plek
		VastgesteldOp recht.Datum `json:"vastgesteldOp" residu:"blijft"`
	}
	// GegevensAfgeschermd says that the fields were replaced everywhere.
	GegevensAfgeschermd struct {
		recht.Verantwoording
		Besluit      uuid.UUID   `json:"besluit" residu:"blijft"`
		UitgevoerdOp recht.Datum `json:"uitgevoerdOp" residu:"blijft"`
	}
)

const domein = "nl.archiefzaken."

// Besluittype is the type of the event that decides.
const Besluittype = domein + "afscherming-vastgesteld.v1"

func (AfschermingVoorgesteld) eventType() string { return domein + "afscherming-voorgesteld.v1" }
func (AfschermingAfgewezen) eventType() string   { return domein + "afscherming-afgewezen.v1" }
func (AfschermingVastgesteld) eventType() string { return Besluittype }
func (GegevensAfgeschermd) eventType() string    { return domein + "gegevens-afgeschermd.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	AfschermingVoorgesteld{}, AfschermingAfgewezen{}, AfschermingVastgesteld{}, AfschermingHerhaald{}, GegevensAfgeschermd{})

// A Command asks to record something about one afscherming.
type Command interface{ command() }

type (
	// StelVoor proposes. Kan says that the event and the fields were looked up and
	// can be shielded.
	StelVoor struct {
		recht.Opdracht
		Plek
		Bestaat bool // the event exists and was not destroyed
		Kan     bool // its fields are public free text
	}
	// WijsAf turns a proposal down, by a second person.
	WijsAf struct{ recht.Opdracht }
	// StelVast decides to shield, by a second person.
	StelVast struct{ recht.Opdracht }
	// MeldUitgevoerd says that it was carried out. Only Kroniek itself gives it.
	MeldUitgevoerd struct {
		recht.Opdracht
		Besluit uuid.UUID
	}
)

func (StelVoor) command()       {}
func (WijsAf) command()         {}
func (StelVast) command()       {}
func (MeldUitgevoerd) command() {}

// State is as much of an afscherming as Decide needs to know.
type State struct {
	plek        Plek
	voorgelegd  recht.VierOgen
	afgewezen   bool
	besloten    bool
	herhaald    bool
	uitgevoerd  bool
	gesimuleerd bool
}

// Plek returns what was proposed to shield.
func (s State) Plek() Plek { return s.plek }

// Besloten reports whether it was decided on.
func (s State) Besloten() bool { return s.besloten }

// Uitgevoerd reports whether it was carried out.
func (s State) Uitgevoerd() bool { return s.uitgevoerd }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case AfschermingVoorgesteld:
		s.plek, s.voorgelegd, s.gesimuleerd = e.Plek, e.Voorgelegd, e.Gesimuleerd
	case AfschermingAfgewezen:
		s.afgewezen = true
	case AfschermingVastgesteld:
		s.besloten = true
	case AfschermingHerhaald:
		s.plek, s.besloten, s.herhaald, s.gesimuleerd = e.Plek, true, true, e.Gesimuleerd
	case GegevensAfgeschermd:
		s.uitgevoerd = true
	default:
		panic("afscherming: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Decide applies the rules for an afscherming.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelVoor:
		return stelVoor(c, s)
	case WijsAf:
		if s.afgewezen {
			return nil, nil
		}
		v, err := s.tweede(c.Opdracht)
		if err != nil {
			return nil, err
		}
		return []Event{AfschermingAfgewezen{Verantwoording: v, AfgewezenOp: c.Vandaag()}}, nil
	case StelVast:
		if s.besloten {
			return nil, nil
		}
		v, err := s.tweede(c.Opdracht)
		if err != nil {
			return nil, err
		}
		return []Event{AfschermingVastgesteld{Verantwoording: v, Plek: s.plek, VastgesteldOp: c.Vandaag()}}, nil
	case MeldUitgevoerd:
		return meldUitgevoerd(c, s)
	case Herhaal:
		return herhaal(c, s)
	default:
		panic("afscherming: command without a case in Decide")
	}
}

func stelVoor(c StelVoor, s State) ([]Event, error) {
	eerste, err := recht.DoorEerste(c.Opdracht)
	if err != nil {
		return nil, err
	}
	p := c.Plek
	p.Velden = slices.Clone(p.Velden)
	slices.Sort(p.Velden)
	switch {
	case len(p.Velden) == 0 || len(p.Velden) > MaxVelden || len(slices.Compact(slices.Clone(p.Velden))) != len(p.Velden):
		return nil, ErrVelden
	case s.voorgesteld() && s.plek.gelijk(p):
		return nil, nil
	case s.voorgesteld():
		return nil, ErrAlVoorgesteld
	case !c.Bestaat:
		return nil, ErrGebeurtenis
	case !c.Kan:
		return nil, ErrVelden
	}
	v, err := c.VerantwoordMet(archief.Archivaris, archief.Minimaal)
	if err != nil {
		return nil, err
	}
	return []Event{AfschermingVoorgesteld{Verantwoording: v, Plek: p, Voorgelegd: eerste}}, nil
}

func (s State) voorgesteld() bool { return s.plek.Gebeurtenis != uuid.Nil }

// tweede makes the envelope of the second person's act, or refuses it.
func (s State) tweede(o recht.Opdracht) (v recht.Verantwoording, err error) {
	if !s.voorgesteld() {
		return v, ErrNietVoorgesteld
	}
	noot, err := s.voorgelegd.BeoordeelOpdracht(o)
	switch {
	case err != nil:
		return v, err
	case s.besloten || s.afgewezen:
		return v, ErrAlBeslist
	}
	o.Gesimuleerd = s.gesimuleerd
	return o.VerantwoordMet(archief.Gegevensbescherming, archief.Minimaal, noot)
}

func meldUitgevoerd(c MeldUitgevoerd, s State) ([]Event, error) {
	switch {
	case s.uitgevoerd:
		return nil, nil
	case !s.besloten:
		return nil, ErrNietBesloten
	}
	c.Gesimuleerd = s.gesimuleerd
	v, err := c.VerantwoordMet(recht.Stelsel, archief.Minimaal)
	if err != nil {
		return nil, err
	}
	return []Event{GegevensAfgeschermd{Verantwoording: v, Besluit: c.Besluit, UitgevoerdOp: c.Vandaag()}}, nil
}

// Zin says what happened.
func (e AfschermingVoorgesteld) Zin() string {
	return fmt.Sprintf("Voorgesteld is %d velden van een gebeurtenis af te schermen.", len(e.Velden))
}

// Zin says what happened.
func (e AfschermingAfgewezen) Zin() string {
	return fmt.Sprintf("Het voorstel om af te schermen is op %s afgewezen.", e.AfgewezenOp)
}

// Zin says what happened.
func (e AfschermingVastgesteld) Zin() string {
	return fmt.Sprintf("Op %s is besloten %d velden van een gebeurtenis af te schermen.", e.VastgesteldOp, len(e.Velden))
}

// Zin says what happened.
func (e GegevensAfgeschermd) Zin() string {
	return fmt.Sprintf("De afscherming is op %s uitgevoerd.", e.UitgevoerdOp)
}

// Toestand says in Dutch how the afscherming stands.
func (s State) Toestand() string {
	switch {
	case s.uitgevoerd:
		return "afgeschermd"
	case s.besloten:
		return "wordt afgeschermd"
	case s.afgewezen:
		return "afgewezen"
	case s.voorgesteld():
		return "voorgesteld"
	default:
		return "niet voorgesteld"
	}
}
