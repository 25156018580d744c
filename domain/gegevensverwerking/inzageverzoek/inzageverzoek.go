// Package inzageverzoek decides on a request of somebody to see what is recorded
// about them (AVG art. 15): received, answered within a month, and each time that
// data was handed out.
//
// Who asked stands nowhere in it: the stream is opened by the command that records
// the request, and holds no personal data and no free text.
package inzageverzoek

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "inzageverzoek"

// Stroom returns the stream with the given id, derived from the command that opens it.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// termijnMaanden is within how many months the request is answered (AVG art. 12
// lid 3); two more when it is complex, which a person decides.
var termijnMaanden = recht.NieuweRegel("inzage-termijn", recht.Versie[int]{
	Vanaf: recht.NieuweDatum(2018, 5, 25), Bron: "AVG art. 12 lid 3", Waarde: 1,
})

const regel = "AVG art. 12 en 15"

// Refusals.
var (
	ErrModules = es.Refuse("inzageverzoek/modules",
		"Noem over welke modules het verzoek gaat, elke een keer.", regel)
	ErrAlOntvangen = es.Refuse("inzageverzoek/al-ontvangen",
		"Dit verzoek is al anders ontvangen.", regel)
	ErrNietOntvangen = es.Refuse("inzageverzoek/niet-ontvangen",
		"Dit verzoek is niet ontvangen.", regel)
	ErrIdentiteit = es.Refuse("inzageverzoek/identiteit",
		"Inzage krijgt alleen wie is wie hij zegt te zijn: noem de dag waarop dat is vastgesteld.", "AVG art. 12 lid 6")
	ErrVolgorde = es.Refuse("inzageverzoek/volgorde",
		"Dit kan niet zijn gebeurd voor het verzoek er was.", regel)
)

// An Event is something that happened to one request.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// InzageverzoekOntvangen opens the stream. UiterlijkOp is the last day for an answer.
	InzageverzoekOntvangen struct {
		recht.Verantwoording
		Modules     []recht.Module `json:"modules" residu:"blijft"`
		OntvangenOp recht.Datum    `json:"ontvangenOp" residu:"blijft"`
		UiterlijkOp recht.Datum    `json:"uiterlijkOp" residu:"blijft"`
	}
	// InzageVerstrekt says that what is recorded about the person was handed out,
	// after it was established who that is. It is recorded before the data leaves.
	InzageVerstrekt struct {
		recht.Verantwoording
		Verstrekking            int         `json:"verstrekking" residu:"blijft"` // number in this stream, from 1
		IdentiteitVastgesteldOp recht.Datum `json:"identiteitVastgesteldOp"`
		VerstrektOp             recht.Datum `json:"verstrektOp" residu:"blijft"`
	}
)

func (InzageverzoekOntvangen) eventType() string {
	return "nl.gegevensverwerkingen.inzageverzoek-ontvangen.v1"
}
func (InzageVerstrekt) eventType() string { return "nl.gegevensverwerkingen.inzage-verstrekt.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, InzageverzoekOntvangen{}, InzageVerstrekt{})

// A Command asks to record something about one request.
type Command interface{ command() }

type (
	// Ontvang records a request.
	Ontvang struct {
		recht.Opdracht
		Modules     []recht.Module
		OntvangenOp recht.Datum
	}
	// Verstrek records that the data is handed out. Each time is a new one.
	Verstrek struct {
		recht.Opdracht
		IdentiteitVastgesteldOp recht.Datum
	}
)

func (Ontvang) command()  {}
func (Verstrek) command() {}

// State is as much of a request as Decide needs to know.
type State struct {
	modules     []recht.Module
	ontvangenOp recht.Datum
	uiterlijkOp recht.Datum
	verstrekt   int
	laatst      recht.Datum
}

// Ontvangen reports whether the request was received.
func (s State) Ontvangen() bool { return !s.ontvangenOp.IsZero() }

// Modules returns over which modules the request is.
func (s State) Modules() []recht.Module { return slices.Clone(s.modules) }

// UiterlijkOp returns the last day for an answer; zero while nothing was received.
func (s State) UiterlijkOp() recht.Datum { return s.uiterlijkOp }

// Toestand says in Dutch how it stands.
func (s State) Toestand() string {
	switch {
	case !s.Ontvangen():
		return "niet ontvangen"
	case s.verstrekt > 0:
		return "verstrekt op " + s.laatst.String()
	}
	return "ontvangen op " + s.ontvangenOp.String() + "; te beantwoorden uiterlijk op " + s.uiterlijkOp.String()
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for requests.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Ontvang:
		return ontvang(c, s)
	case Verstrek:
		return verstrek(c, s)
	default:
		panic("inzageverzoek: command without a case in Decide")
	}
}

func ontvang(c Ontvang, s State) ([]Event, error) {
	v, err := gegevensverwerking.Vastlegging(c.Opdracht, c.OntvangenOp, gegevensverwerking.AVGArt15)
	if err != nil {
		return nil, err
	}
	maanden, noot, err := termijnMaanden.Op(c.OntvangenOp)
	switch {
	case err != nil:
		return nil, err
	case !kloppen(c.Modules):
		return nil, ErrModules
	case s.ontvangenOp == c.OntvangenOp && slices.Equal(s.modules, c.Modules):
		return nil, nil
	case s.Ontvangen():
		return nil, ErrAlOntvangen
	}
	v.Regels = append(v.Regels, noot)
	return []Event{InzageverzoekOntvangen{
		Verantwoording: v, Modules: slices.Clone(c.Modules), OntvangenOp: c.OntvangenOp, UiterlijkOp: c.OntvangenOp.PlusMaanden(maanden),
	}}, nil
}

// kloppen reports whether each is a module, named once.
func kloppen(modules []recht.Module) bool {
	for i, m := range modules {
		if !slices.Contains(recht.Modules(), m) || slices.Contains(modules[:i], m) {
			return false
		}
	}
	return len(modules) > 0
}

func verstrek(c Verstrek, s State) ([]Event, error) {
	op := c.Vandaag()
	v, err := gegevensverwerking.Vastlegging(c.Opdracht, op, gegevensverwerking.AVGArt15)
	switch {
	case err != nil:
		return nil, err
	case !s.Ontvangen():
		return nil, ErrNietOntvangen
	case c.IdentiteitVastgesteldOp.IsZero(), c.IdentiteitVastgesteldOp.Na(op):
		return nil, ErrIdentiteit
	case op.Voor(s.ontvangenOp):
		return nil, ErrVolgorde
	}
	return []Event{InzageVerstrekt{
		Verantwoording: v, Verstrekking: s.verstrekt + 1, IdentiteitVastgesteldOp: c.IdentiteitVastgesteldOp, VerstrektOp: op,
	}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case InzageverzoekOntvangen:
		s.modules, s.ontvangenOp, s.uiterlijkOp = e.Modules, e.OntvangenOp, e.UiterlijkOp
	case InzageVerstrekt:
		s.verstrekt, s.laatst = e.Verstrekking, e.VerstrektOp
	default:
		panic("inzageverzoek: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Zin says what happened.
func (e InzageverzoekOntvangen) Zin() string {
	return "Op " + e.OntvangenOp.String() + " is een verzoek om inzage ontvangen; het wordt uiterlijk op " + e.UiterlijkOp.String() + " beantwoord."
}

// Zin says what happened.
func (e InzageVerstrekt) Zin() string {
	return "Op " + e.VerstrektOp.String() + " is aan de betrokkene verstrekt wat over hem is vastgelegd."
}
