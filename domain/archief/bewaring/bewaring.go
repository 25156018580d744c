// Package bewaring decides on one legal hold: files that are kept although their
// term is over, since somebody may still need them. Whoever imposes one needs
// nobody else; lifting it needs two persons, because what follows cannot be undone.
package bewaring

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "bewaring"

// Stroom returns the stream of one bewaring.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// MaxDossiers is how many files one bewaring holds at most.
const MaxDossiers = 400

const regel = "Archiefwet 1995 art. 3; AVG art. 17 lid 3 en art. 18"

// Refusals.
var (
	ErrLeeg = es.Refuse("bewaring/geen-dossiers",
		"Noem de dossiers die bewaard blijven, elk een keer en ten hoogste 400.", regel)
	ErrGrond = es.Refuse("bewaring/grond-onbekend",
		"Deze grond om te bewaren bestaat niet.", regel)
	ErrBestaatNiet = es.Refuse("bewaring/dossier-bestaat-niet",
		"Een dossier op de lijst bestaat niet.", regel)
	ErrAlBesloten = es.Refuse("bewaring/vernietiging-al-besloten",
		"Over een dossier op de lijst is al besloten dat het wordt vernietigd; dat is niet meer te keren.", "Archiefbesluit 1995 art. 8")
	ErrAlOpgelegd = es.Refuse("bewaring/al-opgelegd",
		"Deze bewaring is al anders opgelegd.", regel)
	ErrNietOpgelegd = es.Refuse("bewaring/niet-opgelegd",
		"Deze bewaring is niet opgelegd.", regel)
	ErrAlOpgeheven = es.Refuse("bewaring/al-opgeheven",
		"Deze bewaring is al opgeheven.", regel)
	ErrNietVoorgelegd = es.Refuse("bewaring/opheffing-niet-voorgelegd",
		"Niemand heeft de opheffing voorgelegd; leg haar eerst voor.", regel)
)

// A Grond is why files are kept.
type Grond string

// The grounds.
const (
	GeschilGrond Grond = "bezwaar-beroep-of-geschil"
	Inzage       Grond = "verzoek-om-inzage"
	Onderzoek    Grond = "onderzoek-of-toezicht"
	AndereGrond  Grond = "andere-wettelijke-plicht"
)

// Waarden returns the grounds.
func (Grond) Waarden() []string {
	return []string{string(GeschilGrond), string(Inzage), string(Onderzoek), string(AndereGrond)}
}

// An Event is something that happened to a bewaring.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// BewaringOpgelegd opens the stream.
	BewaringOpgelegd struct {
		recht.Verantwoording
		Grond      Grond       `json:"bewaargrond" residu:"blijft"`
		Stromen    []es.Stream `json:"stromen" residu:"blijft"`
		OpgelegdOp recht.Datum `json:"opgelegdOp" residu:"blijft"`
	}
	// OpheffingBewaringVoorgelegd is the first of two persons who lift it. A term
	// that ran out is followed by a new one.
	OpheffingBewaringVoorgelegd struct {
		recht.Verantwoording
		Voorgelegd recht.VierOgen `json:"voorgelegd"`
	}
	// BewaringOpgeheven is the second.
	BewaringOpgeheven struct {
		recht.Verantwoording
		OpgehevenOp recht.Datum `json:"opgehevenOp" residu:"blijft"`
	}
)

const domein = "nl.archiefzaken."

func (BewaringOpgelegd) eventType() string { return domein + "bewaring-opgelegd.v1" }
func (OpheffingBewaringVoorgelegd) eventType() string {
	return domein + "opheffing-bewaring-voorgelegd.v1"
}
func (BewaringOpgeheven) eventType() string { return domein + "bewaring-opgeheven.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, BewaringOpgelegd{}, OpheffingBewaringVoorgelegd{}, BewaringOpgeheven{})

// A Command asks to record something about one bewaring.
type Command interface{ command() }

type (
	// LegOp imposes a bewaring on streams that were looked up.
	LegOp struct {
		recht.Opdracht
		Grond    Grond
		Stromen  []es.Stream
		Bestaan  bool // all of them exist
		Besloten bool // one of them stands on a list that was decided on
	}
	// LegOpheffingVoor is the first of two persons who lift it.
	LegOpheffingVoor struct{ recht.Opdracht }
	// HefOp is the second.
	HefOp struct{ recht.Opdracht }
)

func (LegOp) command()            {}
func (LegOpheffingVoor) command() {}
func (HefOp) command()            {}

// State is as much of a bewaring as Decide needs to know.
type State struct {
	grond       Grond
	stromen     []es.Stream
	opgelegdOp  recht.Datum // zero while nothing was imposed
	voorgelegd  recht.VierOgen
	opgeheven   recht.Datum
	gesimuleerd bool
}

// Stromen returns what the bewaring rests on, nothing once it was lifted.
func (s State) Stromen() []es.Stream {
	if !s.opgeheven.IsZero() {
		return nil
	}
	return s.stromen
}

// Grond returns why files are kept.
func (s State) Grond() Grond { return s.grond }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case BewaringOpgelegd:
		s.grond, s.stromen, s.opgelegdOp, s.gesimuleerd = e.Grond, e.Stromen, e.OpgelegdOp, e.Gesimuleerd
	case OpheffingBewaringVoorgelegd:
		s.voorgelegd = e.Voorgelegd
	case BewaringOpgeheven:
		s.opgeheven = e.OpgehevenOp
	default:
		panic("bewaring: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Decide applies the rules for a bewaring.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case LegOp:
		return legOp(c, s)
	case LegOpheffingVoor:
		return legOpheffingVoor(c, s)
	case HefOp:
		return hefOp(c, s)
	default:
		panic("bewaring: command without a case in Decide")
	}
}

func legOp(c LegOp, s State) ([]Event, error) {
	if _, err := recht.DoorEerste(c.Opdracht); err != nil {
		return nil, err
	}
	stromen := slices.Clone(c.Stromen)
	slices.Sort(stromen)
	switch {
	case !slices.Contains(c.Grond.Waarden(), string(c.Grond)):
		return nil, ErrGrond
	case len(stromen) == 0 || len(stromen) > MaxDossiers || len(slices.Compact(slices.Clone(stromen))) != len(stromen):
		return nil, ErrLeeg
	case s.grond == c.Grond && slices.Equal(s.stromen, stromen):
		return nil, nil
	case !s.opgelegdOp.IsZero():
		return nil, ErrAlOpgelegd
	case !c.Bestaan:
		return nil, ErrBestaatNiet
	case c.Besloten:
		return nil, ErrAlBesloten
	}
	v, err := c.VerantwoordMet(archief.Gegevensbescherming, archief.ArchiefwetArt3)
	if err != nil {
		return nil, err
	}
	return []Event{BewaringOpgelegd{Verantwoording: v, Grond: c.Grond, Stromen: stromen, OpgelegdOp: c.Vandaag()}}, nil
}

func legOpheffingVoor(c LegOpheffingVoor, s State) ([]Event, error) {
	eerste, err := recht.DoorEerste(c.Opdracht)
	switch {
	case err != nil:
		return nil, err
	case s.opgelegdOp.IsZero():
		return nil, ErrNietOpgelegd
	case !s.opgeheven.IsZero():
		return nil, ErrAlOpgeheven
	}
	if !s.voorgelegd.Op.IsZero() {
		voorbij, err := s.voorgelegd.Verstreken(c.Op)
		if err != nil {
			return nil, err
		}
		if !voorbij {
			return nil, nil // it waits for the second person already
		}
	}
	v, err := c.VerantwoordMet(archief.Gegevensbescherming, archief.ArchiefwetArt3)
	if err != nil {
		return nil, err
	}
	return []Event{OpheffingBewaringVoorgelegd{Verantwoording: v, Voorgelegd: eerste}}, nil
}

func hefOp(c HefOp, s State) ([]Event, error) {
	switch {
	case s.opgelegdOp.IsZero():
		return nil, ErrNietOpgelegd
	case !s.opgeheven.IsZero():
		return nil, nil
	case s.voorgelegd.Op.IsZero():
		return nil, ErrNietVoorgelegd
	}
	noot, err := s.voorgelegd.BeoordeelOpdracht(c.Opdracht)
	if err != nil {
		return nil, err
	}
	v, err := c.VerantwoordMet(archief.Gegevensbescherming, archief.ArchiefwetArt3, noot)
	if err != nil {
		return nil, err
	}
	return []Event{BewaringOpgeheven{Verantwoording: v, OpgehevenOp: c.Vandaag()}}, nil
}

// Zin says what happened.
func (e BewaringOpgelegd) Zin() string {
	return fmt.Sprintf("Op %s is een bewaring opgelegd op %d dossiers (%s).", e.OpgelegdOp, len(e.Stromen), e.Grond)
}

// Zin says what happened.
func (e OpheffingBewaringVoorgelegd) Zin() string {
	return "De opheffing van de bewaring is voorgelegd aan een tweede persoon."
}

// Zin says what happened.
func (e BewaringOpgeheven) Zin() string {
	return fmt.Sprintf("De bewaring is op %s opgeheven.", e.OpgehevenOp)
}

// Toestand says in Dutch how the bewaring stands.
func (s State) Toestand() string {
	switch {
	case s.opgelegdOp.IsZero():
		return "niet opgelegd"
	case !s.opgeheven.IsZero():
		return "opgeheven"
	case !s.voorgelegd.Op.IsZero():
		return fmt.Sprintf("bewaring op %d dossiers; opheffing voorgelegd", len(s.stromen))
	default:
		return fmt.Sprintf("bewaring op %d dossiers sinds %s", len(s.stromen), s.opgelegdOp)
	}
}
