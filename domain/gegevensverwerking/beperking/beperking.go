// Package beperking decides on restricting the processing of what one dossier
// holds about a person (AVG art. 18): the data stays and is read only for the
// reasons that the law names, until the restriction is lifted.
//
// A stream belongs to one dossier and has its id, so that whoever reads the
// dossier finds it. It holds no personal data and no free text.
package beperking

import (
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "beperking"

// Stroom returns the stream about the dossier with this id.
func Stroom(dossier uuid.UUID) es.Stream { return es.StreamOf(Soort, dossier) }

const regel = "AVG art. 18"

// Refusals.
var (
	ErrGrond = es.Refuse("beperking/grond-onbekend",
		"Dit is geen grond voor beperking.", regel+" lid 1")
	ErrAlBeperkt = es.Refuse("beperking/al-beperkt",
		"De verwerking is al op een andere grond of dag beperkt.", regel+" lid 1")
	ErrNietBeperkt = es.Refuse("beperking/niet-beperkt",
		"De verwerking is niet beperkt.", regel)
	ErrNietIngelicht = es.Refuse("beperking/niet-ingelicht",
		"De betrokkene wordt ingelicht voordat de beperking wordt opgeheven.", regel+" lid 3")
	ErrVolgorde = es.Refuse("beperking/volgorde",
		"Dit kan niet zijn gebeurd voor de beperking er was, of voor de vorige werd opgeheven.", regel)
)

// A Grond is why the processing is restricted (AVG art. 18 lid 1, a to d).
type Grond string

// The grounds.
const (
	JuistheidBetwist Grond = "juistheid-betwist"
	Onrechtmatig     Grond = "onrechtmatig"          // and the person wants no erasure
	NietMeerNodig    Grond = "nodig-voor-betrokkene" // here no longer, but for a legal claim of the person
	BezwaarGemaakt   Grond = "bezwaar-gemaakt"
)

// Waarden returns the grounds.
func (Grond) Waarden() []string {
	return []string{string(JuistheidBetwist), string(Onrechtmatig), string(NietMeerNodig), string(BezwaarGemaakt)}
}

func (g Grond) bekend() bool {
	for _, w := range g.Waarden() {
		if w == string(g) {
			return true
		}
	}
	return false
}

// An Event is something that happened to the restriction of one dossier.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// VerwerkingBeperkt says that from BeperktOp the data is read only for the
	// reasons that the law names.
	VerwerkingBeperkt struct {
		recht.Verantwoording
		Grond     Grond       `json:"grond" residu:"blijft"`
		BeperktOp recht.Datum `json:"beperktOp"`
	}
	// BeperkingOpgeheven says that it is over, and since when the person knew.
	BeperkingOpgeheven struct {
		recht.Verantwoording
		IngelichtOp recht.Datum `json:"ingelichtOp"`
		OpgehevenOp recht.Datum `json:"opgehevenOp"`
	}
)

func (VerwerkingBeperkt) eventType() string { return "nl.gegevensverwerkingen.verwerking-beperkt.v1" }

func (BeperkingOpgeheven) eventType() string { return "nl.gegevensverwerkingen.beperking-opgeheven.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, VerwerkingBeperkt{}, BeperkingOpgeheven{})

// A Command asks to record something about the restriction of one dossier.
type Command interface{ command() }

type (
	// Beperk records that the processing is restricted.
	Beperk struct {
		recht.Opdracht
		Grond     Grond
		BeperktOp recht.Datum
	}
	// HefOp records that the restriction was lifted.
	HefOp struct {
		recht.Opdracht
		IngelichtOp recht.Datum
		OpgehevenOp recht.Datum
	}
)

func (Beperk) command() {}
func (HefOp) command()  {}

// State is whether the processing is restricted.
type State struct {
	grond       Grond // empty while it is not
	beperktOp   recht.Datum
	ingelichtOp recht.Datum
	opgehevenOp recht.Datum // of the last time
}

// Beperkt reports whether the processing is restricted now.
func (s State) Beperkt() bool { return s.grond != "" }

// Toestand says in Dutch how it stands.
func (s State) Toestand() string {
	switch {
	case s.Beperkt():
		return "beperkt sinds " + s.beperktOp.String() + " (" + strings.ReplaceAll(string(s.grond), "-", " ") + ")"
	case !s.opgehevenOp.IsZero():
		return "niet meer beperkt sinds " + s.opgehevenOp.String()
	}
	return "niet beperkt"
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for restriction.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Beperk:
		return beperk(c, s)
	case HefOp:
		return hefOp(c, s)
	default:
		panic("beperking: command without a case in Decide")
	}
}

func beperk(c Beperk, s State) ([]Event, error) {
	v, err := gegevensverwerking.Vastlegging(c.Opdracht, c.BeperktOp, gegevensverwerking.AVGArt18)
	switch {
	case err != nil:
		return nil, err
	case !c.Grond.bekend():
		return nil, ErrGrond
	case s.grond == c.Grond && s.beperktOp == c.BeperktOp:
		return nil, nil
	case s.Beperkt():
		return nil, ErrAlBeperkt
	case c.BeperktOp.Voor(s.opgehevenOp):
		return nil, ErrVolgorde
	}
	return []Event{VerwerkingBeperkt{Verantwoording: v, Grond: c.Grond, BeperktOp: c.BeperktOp}}, nil
}

func hefOp(c HefOp, s State) ([]Event, error) {
	v, err := gegevensverwerking.Vastlegging(c.Opdracht, c.OpgehevenOp, gegevensverwerking.AVGArt18)
	switch {
	case err != nil:
		return nil, err
	case !s.Beperkt() && s.opgehevenOp == c.OpgehevenOp && s.ingelichtOp == c.IngelichtOp:
		return nil, nil
	case !s.Beperkt():
		return nil, ErrNietBeperkt
	case c.IngelichtOp.IsZero(), c.IngelichtOp.Na(c.OpgehevenOp):
		return nil, ErrNietIngelicht
	case c.OpgehevenOp.Voor(s.beperktOp), c.IngelichtOp.Voor(s.beperktOp):
		return nil, ErrVolgorde
	}
	return []Event{BeperkingOpgeheven{Verantwoording: v, IngelichtOp: c.IngelichtOp, OpgehevenOp: c.OpgehevenOp}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VerwerkingBeperkt:
		s.grond, s.beperktOp = e.Grond, e.BeperktOp
	case BeperkingOpgeheven:
		s.grond, s.ingelichtOp, s.opgehevenOp = "", e.IngelichtOp, e.OpgehevenOp
	default:
		panic("beperking: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Zin says what happened.
func (e VerwerkingBeperkt) Zin() string {
	return "De verwerking van gegevens in een dossier is op " + e.BeperktOp.String() + " beperkt (" + strings.ReplaceAll(string(e.Grond), "-", " ") + ")."
}

// Zin says what happened.
func (e BeperkingOpgeheven) Zin() string {
	return "De beperking is op " + e.OpgehevenOp.String() + " opgeheven; de betrokkene wist dat op " + e.IngelichtOp.String() + "."
}
