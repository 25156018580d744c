// Package inzagemachtiging decides on the reading of personal data by an auditor,
// who by its role reads none: for one dossier, for a short time, asked by the auditor
// with reasons, and allowed by somebody else within the term of VIER_OGEN_TERMIJN.
package inzagemachtiging

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "inzagemachtiging"

const regel = "AVG art. 5 lid 1 onder c; OWASP ASVS 5.0, 2.3.5"

// Refusals.
var (
	ErrRedenOntbreekt = es.Refuse("inzagemachtiging/reden-ontbreekt",
		"Motiveer waarom de openbare delen van dit dossier niet genoeg zijn.", regel)
	ErrDossier = es.Refuse("inzagemachtiging/dossier",
		"Noem één dossier, met zijn stroom.", regel)
	ErrEinddag = es.Refuse("inzagemachtiging/einddag",
		"De inzage is tijdelijk, en niet tot een dag die voorbij is.", regel)
	ErrAlGevraagd = es.Refuse("inzagemachtiging/al-gevraagd",
		"Deze machtiging is al anders gevraagd.", regel)
	ErrNietGevraagd = es.Refuse("inzagemachtiging/niet-gevraagd",
		"Er is geen verzoek om te beoordelen.", regel)
	ErrAlBeslist = es.Refuse("inzagemachtiging/al-beslist",
		"Over dit verzoek is al anders beslist.", regel)
	ErrNietToegestaan = es.Refuse("inzagemachtiging/niet-toegestaan",
		"Deze inzage is niet toegestaan, dus ook niet in te trekken.", regel)
)

// Looptijd is how long an auditor may read a dossier at most.
var Looptijd = recht.NieuweRegel("INZAGE_LOOPTIJD", recht.Versie[recht.Termijn]{
	Vanaf:  recht.NieuweDatum(2017, 1, 1),
	Waarde: recht.Termijn{Aantal: 14, Eenheid: recht.Dagen, Grond: recht.TermijnUitOvereenkomst},
	Bron:   "ontwerpkeuze van Kroniek: lang genoeg voor een steekproef, in geen regeling gezien", Aangenomen: true,
})

// A Machtiging is who may read which dossier, and until when.
type Machtiging struct {
	Dossier     es.Stream   `json:"dossierstroom"`
	Gemachtigde string      `json:"gemachtigde"`   // pseudonym of the auditor
	Tot         recht.Datum `json:"gemachtigdTot"` // first day without it
}

// An Event is something that happened with a machtiging.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// InzageGevraagd opens the stream. Nothing may be read yet.
	InzageGevraagd struct {
		recht.Verantwoording
		Voorgelegd recht.VierOgen `json:"voorgelegd"`
		Machtiging
	}
	// InzageToegestaan says that a second person allows it.
	InzageToegestaan struct {
		recht.Verantwoording
		Machtiging
	}
	// InzageGeweigerd says that a second person does not.
	InzageGeweigerd struct{ recht.Verantwoording }
	// InzageIngetrokken ends it, at once.
	InzageIngetrokken struct {
		recht.Verantwoording
		Machtiging
	}
)

const domein = "nl.toegangszaken."

func (InzageGevraagd) eventType() string    { return domein + "inzage-gevraagd.v1" }
func (InzageToegestaan) eventType() string  { return domein + "inzage-toegestaan.v1" }
func (InzageGeweigerd) eventType() string   { return domein + "inzage-geweigerd.v1" }
func (InzageIngetrokken) eventType() string { return domein + "inzage-ingetrokken.v1" }

// Zin says what happened.
func (e InzageGevraagd) Zin() string {
	return fmt.Sprintf("Een auditor vraagt inzage in %s tot %s.", e.Dossier, e.Tot)
}

// Zin says what happened.
func (e InzageToegestaan) Zin() string {
	return fmt.Sprintf("De auditor mag %s lezen tot %s.", e.Dossier, e.Tot)
}

// Zin says what happened.
func (InzageGeweigerd) Zin() string { return "De inzage is geweigerd." }

// Zin says what happened.
func (e InzageIngetrokken) Zin() string {
	return fmt.Sprintf("De inzage in %s is ingetrokken.", e.Dossier)
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, InzageGevraagd{}, InzageToegestaan{}, InzageGeweigerd{}, InzageIngetrokken{})

// A Command asks to record something about one machtiging.
type Command interface{ command() }

type (
	// Vraag asks to read Dossier until Tot.
	Vraag struct {
		recht.Opdracht
		Dossier es.Stream
		Tot     recht.Datum
	}
	// StaToe allows it.
	StaToe struct{ recht.Opdracht }
	// Weiger does not.
	Weiger struct{ recht.Opdracht }
	// TrekIn ends it.
	TrekIn struct{ recht.Opdracht }
)

func (Vraag) command()  {}
func (StaToe) command() {}
func (Weiger) command() {}
func (TrekIn) command() {}

// A Stand is how a machtiging stands.
type Stand string

// The stands. The zero Stand is that of a stream without events.
const (
	Gevraagd    Stand = "gevraagd"
	Toegestaan  Stand = "toegestaan"
	Geweigerd   Stand = "geweigerd"
	Ingetrokken Stand = "ingetrokken"
)

// State is what a machtiging amounts to.
type State struct {
	Stand      Stand
	Machtiging Machtiging
	Voorgelegd recht.VierOgen
}

// Geldt reports whether the holder of this pseudonym may read on d.
func (s State) Geldt(d recht.Datum, pseudoniem string) bool {
	return s.Stand == Toegestaan && d.Voor(s.Machtiging.Tot) && pseudoniem != "" && pseudoniem == s.Machtiging.Gemachtigde
}

// Toestand says in Dutch how the machtiging stands.
func (s State) Toestand() string {
	if s.Stand == "" {
		return "niet gevraagd"
	}
	return "inzage " + string(s.Stand)
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for machtigingen.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Vraag:
		return vraag(c, s)
	case StaToe:
		return beoordeel(c.Opdracht, s, Toegestaan, func(v recht.Verantwoording) Event {
			return InzageToegestaan{Verantwoording: v, Machtiging: s.Machtiging}
		})
	case Weiger:
		return beoordeel(c.Opdracht, s, Geweigerd, func(v recht.Verantwoording) Event { return InzageGeweigerd{Verantwoording: v} })
	case TrekIn:
		return trekIn(c, s)
	default:
		panic("inzagemachtiging: command without a case in Decide")
	}
}

func vraag(c Vraag, s State) ([]Event, error) {
	eerste, err := recht.DoorEerste(c.Opdracht)
	if err != nil {
		return nil, err
	}
	looptijd, noot, err := Looptijd.Op(c.Vandaag())
	if err != nil {
		return nil, err
	}
	hoogstens, err := looptijd.Vanaf(c.Vandaag(), recht.Feestdagen)
	if err != nil {
		return nil, err
	}
	m := Machtiging{Dossier: c.Dossier, Gemachtigde: c.Actor.ID, Tot: c.Tot}
	soort, id, heel := strings.Cut(string(c.Dossier), "-")
	switch {
	case s.Stand != "" && s.Machtiging == m:
		return nil, nil
	case s.Stand != "":
		return nil, ErrAlGevraagd
	case !heel || soort == "" || id == "":
		return nil, ErrDossier
	case strings.TrimSpace(c.Motivering) == "":
		return nil, ErrRedenOntbreekt
	case !c.Vandaag().Voor(c.Tot) || c.Tot.Na(hoogstens.Uiterlijk):
		return nil, ErrEinddag.With("Dat is hier uiterlijk " + hoogstens.Uiterlijk.String() + ".")
	}
	v, err := c.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling, noot)
	if err != nil {
		return nil, err
	}
	return []Event{InzageGevraagd{Verantwoording: v, Voorgelegd: eerste, Machtiging: m}}, nil
}

func beoordeel(o recht.Opdracht, s State, uitkomst Stand, maak func(recht.Verantwoording) Event) ([]Event, error) {
	switch s.Stand {
	case "":
		return nil, ErrNietGevraagd
	case uitkomst:
		return nil, nil
	case Gevraagd:
	default:
		return nil, ErrAlBeslist
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
	case Toegestaan:
	default:
		return nil, ErrNietToegestaan
	}
	v, err := c.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{InzageIngetrokken{Verantwoording: v, Machtiging: s.Machtiging}}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case InzageGevraagd:
		s.Stand, s.Machtiging, s.Voorgelegd = Gevraagd, e.Machtiging, e.Voorgelegd
	case InzageToegestaan:
		s.Stand = Toegestaan
	case InzageGeweigerd:
		s.Stand = Geweigerd
	case InzageIngetrokken:
		s.Stand = Ingetrokken
	default:
		panic("inzagemachtiging: event without a case in Evolve: " + e.eventType())
	}
	return s
}
