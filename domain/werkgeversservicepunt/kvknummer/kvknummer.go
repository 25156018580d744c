// Package kvknummer decides on who holds one KvK-nummer: at most one werkgever at
// a time. The number is public, so its stream is named after it, and whoever
// appends to it first holds it; a stream of a werkgever cannot say that itself.
//
// A reservation that its werkgever never used (the program stopped in between) can
// be taken over after a while.
package kvknummer

import (
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "kvknummer"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("0f3f4c0a-7b1e-4d55-9c3c-8a1c4f6f2b77")

// Stroom returns the stream of a KvK-nummer, the same on every machine.
func Stroom(n recht.KvKNummer) es.Stream {
	return es.StreamOf(Soort, uuid.NewSHA1(ruimte, []byte(n)))
}

// Wachttijd is how long a reservation stands that its werkgever has not used: far
// longer than a request can take.
const Wachttijd = 5 * time.Minute

const regel = "Handelsregisterwet 2007 art. 9"

// Refusals.
var (
	ErrAlGeregistreerd = es.Refuse("kvknummer/al-geregistreerd",
		"Er is al een werkgever met dit KvK-nummer; werk in die registratie verder.", regel)
	ErrWordtGeregistreerd = es.Refuse("kvknummer/wordt-geregistreerd",
		"Een werkgever met dit KvK-nummer wordt juist geregistreerd; probeer het over enkele minuten opnieuw.", regel)
	ErrNietVanDeze = es.Refuse("kvknummer/niet-van-deze",
		"Dit KvK-nummer is niet van deze werkgever.", regel)
)

// An Event is something that happened to a KvK-nummer.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// KvkNummerGereserveerd says that from now on the number is of this werkgever.
	KvkNummerGereserveerd struct {
		recht.Verantwoording
		KvKNummer  recht.KvKNummer `json:"kvkNummer" residu:"blijft"`
		Werkgever  uuid.UUID       `json:"werkgever" residu:"blijft"`
		VervaltOp  time.Time       `json:"vervaltOp"`           // from when another may take it, if no werkgever was registered by then
		Ongebruikt uuid.UUID       `json:"ongebruikt,omitzero"` // the werkgever that held it and was never registered
	}
	// KvkNummerVrijgegeven says that it is of nobody: a correction gave the werkgever another.
	KvkNummerVrijgegeven struct {
		recht.Verantwoording
		KvKNummer recht.KvKNummer `json:"kvkNummer" residu:"blijft"`
		Werkgever uuid.UUID       `json:"werkgever" residu:"blijft"`
	}
)

func (KvkNummerGereserveerd) eventType() string {
	return "nl.arbeidsbemiddelingen.kvk-nummer-gereserveerd.v1"
}

func (KvkNummerVrijgegeven) eventType() string {
	return "nl.arbeidsbemiddelingen.kvk-nummer-vrijgegeven.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, KvkNummerGereserveerd{}, KvkNummerVrijgegeven{})

// A Command asks for a KvK-nummer, or gives it back.
type Command interface{ command() }

type (
	// Reserveer asks for the number. Geregistreerd says whether the werkgever that
	// holds it now has it by its own stream: looked up by whoever asks.
	Reserveer struct {
		recht.Opdracht
		KvKNummer     recht.KvKNummer
		Werkgever     uuid.UUID
		Geregistreerd bool
	}
	// GeefVrij gives the number back.
	GeefVrij struct {
		recht.Opdracht
		KvKNummer recht.KvKNummer
		Werkgever uuid.UUID
	}
)

func (Reserveer) command() {}
func (GeefVrij) command()  {}

// State is who holds the number.
type State struct {
	houder uuid.UUID // zero while nobody does
	tot    time.Time // from when it lapses, if the holder was never registered
}

// Houder returns the werkgever that holds the number; zero while nobody does.
func (s State) Houder() uuid.UUID { return s.houder }

// Toestand says in Dutch how it stands.
func (s State) Toestand() string {
	if s.houder == uuid.Nil {
		return "vrij"
	}
	return "van werkgever " + s.houder.String()
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for a KvK-nummer.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Reserveer:
		return reserveer(c, s)
	case GeefVrij:
		return geefVrij(c, s)
	default:
		panic("kvknummer: command without a case in Decide")
	}
}

// vastlegging makes the envelope without what belongs to the werkgever itself: a
// motivering, or the event that its command corrects.
func vastlegging(o recht.Opdracht) (recht.Verantwoording, error) {
	o.Motivering, o.Corrigeert, o.GeldigVanaf = "", uuid.Nil, recht.Datum{}
	return wsp.Vastlegging(o, o.Vandaag(), recht.Directeur, &wsp.SUWIArt10)
}

func reserveer(c Reserveer, s State) ([]Event, error) {
	if _, err := recht.ParseKvKNummer(string(c.KvKNummer)); err != nil {
		return nil, ErrNietVanDeze.With("Een KvK-nummer heeft acht cijfers.")
	}
	v, err := vastlegging(c.Opdracht)
	e := KvkNummerGereserveerd{Verantwoording: v, KvKNummer: c.KvKNummer, Werkgever: c.Werkgever, VervaltOp: c.Op.Add(Wachttijd)}
	switch {
	case err != nil:
		return nil, err
	case s.houder == c.Werkgever:
		return nil, nil
	case s.houder == uuid.Nil:
	case c.Geregistreerd:
		return nil, ErrAlGeregistreerd
	case c.Op.Before(s.tot):
		return nil, ErrWordtGeregistreerd
	default:
		e.Ongebruikt = s.houder
	}
	return []Event{e}, nil
}

func geefVrij(c GeefVrij, s State) ([]Event, error) {
	v, err := vastlegging(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case s.houder == uuid.Nil:
		return nil, nil
	case s.houder != c.Werkgever:
		return nil, ErrNietVanDeze
	}
	return []Event{KvkNummerVrijgegeven{Verantwoording: v, KvKNummer: c.KvKNummer, Werkgever: c.Werkgever}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case KvkNummerGereserveerd:
		s.houder, s.tot = e.Werkgever, e.VervaltOp
	case KvkNummerVrijgegeven:
		s = State{}
	default:
		panic("kvknummer: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Zin says what happened.
func (e KvkNummerGereserveerd) Zin() string {
	return "KvK-nummer " + string(e.KvKNummer) + " is van werkgever " + e.Werkgever.String() + "."
}

// Zin says what happened.
func (e KvkNummerVrijgegeven) Zin() string {
	return "KvK-nummer " + string(e.KvKNummer) + " is niet meer van werkgever " + e.Werkgever.String() + "."
}
