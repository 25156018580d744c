// Package vernietiging decides on one list of files to destroy: proposed by the
// archivaris, decided on by another person within the term of four eyes, carried
// out, and accounted for in a verklaring without personal data (Archiefbesluit
// 1995, art. 8).
//
// What a decision needs of the files themselves is looked up and comes in with
// the command. A list names streams by their random ids; a verklaring names none.
package vernietiging

import (
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "vernietiging"

// Stroom returns the stream of one list.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// MaxDossiers is how many files one list holds at most: it has to fit in an event.
const MaxDossiers = 400

// An Event is something that happened to a list.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// VernietigingVoorgesteld opens the stream with the list.
	VernietigingVoorgesteld struct {
		recht.Verantwoording
		Voorgelegd recht.VierOgen    `json:"voorgelegd"`
		Peildatum  recht.Datum       `json:"peildatum" residu:"blijft"` // day on which each was due
		Dossiers   []archief.Dossier `json:"dossiers" residu:"blijft"`
	}
	// VernietigingAfgewezen says that the second person did not agree.
	VernietigingAfgewezen struct {
		recht.Verantwoording
		Specificatie []Aantal    `json:"specificatie" residu:"blijft"`
		AfgewezenOp  recht.Datum `json:"afgewezenOp" residu:"blijft"`
	}
	// VernietigingslijstVastgesteld is the decision to destroy. Dossiers are those
	// that were still due on that day; Aangehouden the others.
	VernietigingslijstVastgesteld struct {
		recht.Verantwoording
		Dossiers      []archief.Dossier     `json:"dossiers" residu:"blijft"`
		Aangehouden   []archief.Aangehouden `json:"aangehouden" residu:"blijft"`
		VastgesteldOp recht.Datum           `json:"vastgesteldOp" residu:"blijft"`
	}
	// GegevensVernietigd is the verklaring van vernietiging: what was destroyed, on
	// what ground, how, and from which day not even an old copy of the keys brings
	// it back. It names nobody and no stream.
	GegevensVernietigd struct {
		recht.Verantwoording
		Besluit          uuid.UUID   `json:"besluit" residu:"blijft"` // the event that decided
		Specificatie     []Aantal    `json:"specificatie" residu:"blijft"`
		Gebeurtenissen   int         `json:"gebeurtenissen" residu:"blijft"` // replaced by their residu
		Sleutels         int         `json:"sleutels" residu:"blijft"`       // destroyed
		Wijze            string      `json:"wijze" residu:"blijft"`
		UitgevoerdOp     recht.Datum `json:"uitgevoerdOp" residu:"blijft"`
		OnherroepelijkOp recht.Datum `json:"onherroepelijkOp" residu:"blijft"`
	}
)

// An Aantal is how many files of one result were destroyed.
type Aantal struct {
	Selectielijst string `json:"selectielijst" residu:"blijft"`
	Resultaat     string `json:"resultaat" residu:"blijft"`
	Dossiers      int    `json:"aantalDossiers" residu:"blijft"`
}

const domein = "nl.archiefzaken."

func (VernietigingVoorgesteld) eventType() string { return domein + "vernietiging-voorgesteld.v1" }
func (VernietigingAfgewezen) eventType() string   { return domein + "vernietiging-afgewezen.v1" }
func (VernietigingslijstVastgesteld) eventType() string {
	return domein + "vernietigingslijst-vastgesteld.v1"
}
func (GegevensVernietigd) eventType() string { return domein + "gegevens-vernietigd.v1" }

// Besluittype is the type of the event that decides on a destruction: the one
// that a replaced event names.
const Besluittype = domein + "vernietigingslijst-vastgesteld.v1"

// Aard implements [recht.Besluit].
func (VernietigingslijstVastgesteld) Aard() recht.Aard { return recht.Aard{Bestuursbesluit: true} }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	VernietigingVoorgesteld{}, VernietigingAfgewezen{}, VernietigingslijstVastgesteld{}, VernietigingHerhaald{}, GegevensVernietigd{})

// A Command asks to record something about one list.
type Command interface{ command() }

// An Opgezocht is one file as it was looked up for a decision.
type Opgezocht struct {
	Stroom es.Stream
	Zaak   archief.Zaak
	Elders bool // it stands on another list that is decided on or waits for it
}

type (
	// StelVoor proposes to destroy files, each looked up. Peildatum is the day on
	// which they are due; not after today.
	StelVoor struct {
		recht.Opdracht
		Peildatum recht.Datum
		Dossiers  []Opgezocht
	}
	// WijsAf turns a proposal down, by a second person.
	WijsAf struct{ recht.Opdracht }
	// StelVast decides to destroy, by a second person. Dossiers are those of the
	// proposal, looked up again.
	StelVast struct {
		recht.Opdracht
		Dossiers []Opgezocht
	}
	// Verklaar accounts for a destruction that was carried out. Only Kroniek itself
	// gives it, after everything is gone.
	Verklaar struct {
		recht.Opdracht
		Besluit        uuid.UUID
		Gebeurtenissen int
		Sleutels       int
	}
)

func (StelVoor) command() {}
func (WijsAf) command()   {}
func (StelVast) command() {}
func (Verklaar) command() {}

// State is as much of a list as Decide needs to know.
type State struct {
	voorgelegd  recht.VierOgen
	peildatum   recht.Datum
	dossiers    []archief.Dossier // as proposed
	afgewezen   bool
	besloten    []archief.Dossier // as decided; nil: not yet
	aangehouden []archief.Aangehouden
	beslotenOp  recht.Datum
	verklaard   bool
	gesimuleerd bool
}

// Voorgesteld returns the files of the proposal.
func (s State) Voorgesteld() []archief.Dossier { return s.dossiers }

// Besloten returns the files that were decided on, none before that.
func (s State) Besloten() []archief.Dossier { return s.besloten }

// Aangehouden returns the files that the decision left out, with why.
func (s State) Aangehouden() []archief.Aangehouden { return s.aangehouden }

// Verklaard reports whether the destruction was carried out and accounted for.
func (s State) Verklaard() bool { return s.verklaard }

// Gesimuleerd reports whether the list is invented.
func (s State) Gesimuleerd() bool { return s.gesimuleerd }

// Afgewezen reports whether the second person turned the proposal down.
func (s State) Afgewezen() bool { return s.afgewezen }

// Wacht reports whether the list still waits for the second person at moment op.
func (s State) Wacht(op time.Time) bool {
	if len(s.dossiers) == 0 || s.afgewezen || s.besloten != nil {
		return false
	}
	voorbij, err := s.voorgelegd.Verstreken(op)
	return err == nil && !voorbij
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VernietigingVoorgesteld:
		s.voorgelegd, s.peildatum, s.dossiers, s.gesimuleerd = e.Voorgelegd, e.Peildatum, e.Dossiers, e.Gesimuleerd
	case VernietigingAfgewezen:
		s.afgewezen = true
	case VernietigingslijstVastgesteld:
		s.besloten, s.aangehouden, s.beslotenOp = e.Dossiers, e.Aangehouden, e.VastgesteldOp
	case VernietigingHerhaald:
		s.besloten, s.beslotenOp, s.gesimuleerd = e.Dossiers, e.HerhaaldOp, e.Gesimuleerd
	case GegevensVernietigd:
		s.verklaard = true
	default:
		panic("vernietiging: event without a case in Evolve: " + e.eventType())
	}
	return s
}
