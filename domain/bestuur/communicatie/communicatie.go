// Package communicatie decides on the active information of the raden by the
// MGR: nieuwsbrieven and informatiebijeenkomsten (Uitvoeringsplan 2020-2023, 1.5;
// Wgr art. 17). Each uiting is a stream of its own, opened by the command that
// records it.
package communicatie

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "communicatie"

const plan = "Uitvoeringsplan 2020-2023, 1.5; Wgr art. 17"

// Refusals.
var (
	ErrGeenRaden = es.Refuse("communicatie/geen-raden",
		"Noem de raden die bereikt zijn, elk een keer, en alleen raden van deelnemende gemeenten.", plan)
	ErrInToekomst = es.Refuse("communicatie/in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", plan)
	ErrAlVastgelegd = es.Refuse("communicatie/al-vastgelegd",
		"Deze uiting is al anders vastgelegd.", plan)
)

// An Event is an uiting to the raden.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

// An Aanleiding is why a meeting for raadsleden was held.
type Aanleiding string

// The occasions that the plan names.
const (
	Jaarlijks           Aanleiding = "jaarlijks"
	EssentieleWijziging Aanleiding = "essentiele-wijziging"
)

// Waarden returns the known values.
func (Aanleiding) Waarden() []string { return []string{string(Jaarlijks), string(EssentieleWijziging)} }

type (
	// NieuwsbriefVerzonden is a digital nieuwsbrief to the raden.
	NieuwsbriefVerzonden struct {
		recht.Verantwoording
		Onderwerp   string               `json:"onderwerp"`
		VerzondenOp recht.Datum          `json:"verzondenOp" residu:"blijft"`
		Raden       []recht.Gemeentecode `json:"raden" residu:"blijft"`
	}
	// InformatiebijeenkomstGehouden is a meeting for raadsleden.
	InformatiebijeenkomstGehouden struct {
		recht.Verantwoording
		Onderwerp  string               `json:"onderwerp"`
		Aanleiding Aanleiding           `json:"aanleiding" residu:"blijft"`
		GehoudenOp recht.Datum          `json:"gehoudenOp" residu:"blijft"`
		Raden      []recht.Gemeentecode `json:"raden" residu:"blijft"` // those invited
	}
)

func (NieuwsbriefVerzonden) eventType() string {
	return "nl.gemeenschappelijke-regelingen.nieuwsbrief-verzonden.v1"
}

func (InformatiebijeenkomstGehouden) eventType() string {
	return "nl.gemeenschappelijke-regelingen.informatiebijeenkomst-gehouden.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, NieuwsbriefVerzonden{}, InformatiebijeenkomstGehouden{})

// A Command asks to record an uiting.
type Command interface{ command() }

type (
	// VerzendNieuwsbrief records that a nieuwsbrief was sent.
	VerzendNieuwsbrief struct {
		recht.Opdracht
		Onderwerp   string
		VerzondenOp recht.Datum
		Raden       []recht.Gemeentecode
	}
	// HoudInformatiebijeenkomst records that a meeting was held.
	HoudInformatiebijeenkomst struct {
		recht.Opdracht
		Onderwerp  string
		Aanleiding Aanleiding
		GehoudenOp recht.Datum
		Raden      []recht.Gemeentecode
	}
)

func (VerzendNieuwsbrief) command()        {}
func (HoudInformatiebijeenkomst) command() {}

// State is whether the uiting was recorded.
type State struct{ uiting Event }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for uitingen.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case VerzendNieuwsbrief:
		return vastleggen(s, c.Opdracht, c.VerzondenOp, c.Raden, recht.NieuwsbrievenPerJaar, func(v recht.Verantwoording) Event {
			return NieuwsbriefVerzonden{Verantwoording: v, Onderwerp: c.Onderwerp, VerzondenOp: c.VerzondenOp, Raden: c.Raden}
		})
	case HoudInformatiebijeenkomst:
		return vastleggen(s, c.Opdracht, c.GehoudenOp, c.Raden, recht.InformatiebijeenkomstenPerJaar, func(v recht.Verantwoording) Event {
			return InformatiebijeenkomstGehouden{Verantwoording: v, Onderwerp: c.Onderwerp, Aanleiding: c.Aanleiding, GehoudenOp: c.GehoudenOp, Raden: c.Raden}
		})
	default:
		panic("communicatie: command without a case in Decide")
	}
}

func vastleggen(s State, o recht.Opdracht, op recht.Datum, raden []recht.Gemeentecode, plicht recht.Regel[int], maak func(recht.Verantwoording) Event) ([]Event, error) {
	var regels []recht.Regelnoot
	if plicht.GeldtOp(op) { // outside the planperiode there is no number to reach
		_, noot, err := plicht.Op(op)
		if err != nil {
			return nil, err
		}
		regels = append(regels, noot)
	}
	v, err := o.Verantwoord(recht.Directeur, recht.Grondslag{Soort: recht.Feitelijk}, regels...)
	if err != nil {
		return nil, err
	}
	if v.GeldigVanaf = o.GeldigVanaf; v.GeldigVanaf.IsZero() {
		v.GeldigVanaf = op
	}
	e := maak(v)
	switch {
	case s.uiting != nil && zelfde(s.uiting, e):
		return nil, nil
	case s.uiting != nil:
		return nil, ErrAlVastgelegd
	case op.Na(o.Vandaag()):
		return nil, ErrInToekomst
	case !radenKloppen(raden):
		return nil, ErrGeenRaden
	}
	return []Event{e}, nil
}

func radenKloppen(raden []recht.Gemeentecode) bool {
	for i, g := range raden {
		if _, ok := recht.NaamVan(g); !ok || slices.Contains(raden[:i], g) {
			return false
		}
	}
	return len(raden) > 0
}

// zelfde compares what was told, not when it was recorded or by whom.
func zelfde(a, b Event) bool {
	switch a := a.(type) {
	case NieuwsbriefVerzonden:
		b, ok := b.(NieuwsbriefVerzonden)
		return ok && a.Onderwerp == b.Onderwerp && a.VerzondenOp == b.VerzondenOp && slices.Equal(a.Raden, b.Raden)
	case InformatiebijeenkomstGehouden:
		b, ok := b.(InformatiebijeenkomstGehouden)
		return ok && a.Onderwerp == b.Onderwerp && a.Aanleiding == b.Aanleiding && a.GehoudenOp == b.GehoudenOp && slices.Equal(a.Raden, b.Raden)
	}
	return false
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e.(type) {
	case NieuwsbriefVerzonden, InformatiebijeenkomstGehouden:
		s.uiting = e
	default:
		panic("communicatie: event without a case in Evolve: " + e.eventType())
	}
	return s
}
