// Package abonnement decides on abonnementen: systems outside Kroniek that get
// its events as they happen, by webhook or through NATS.
//
// An abonnement is one stream, so who receives what, since when and at whose
// word can be followed like any decision. Two people are needed before anything
// leaves: who runs the platform registers an abonnement, and somebody else, who
// answers for the content, approves it. Without the second the first could have
// everything sent to a place of his own choice (BIO2 5.03, functiescheiding).
//
// The secret that signs deliveries is not here: an event names its number only.
package abonnement

import (
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "abonnement"

// An Event is something that happened with an abonnement.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// A Kanaal is how events reach the receiver.
type Kanaal string

// The channels.
const (
	Webhook Kanaal = "webhook" // HTTP POST, signed
	NATS    Kanaal = "nats"    // a subject of the NATS server of the installation
)

// Waarden returns the known values.
func (Kanaal) Waarden() []string { return []string{string(Webhook), string(NATS)} }

// A Reden is why an abonnement stands still: a code, never a text of the receiver.
type Reden string

// The reasons.
const (
	OpVerzoek      Reden = "op-verzoek"      // somebody asked for it
	NietAfgeleverd Reden = "niet-afgeleverd" // every attempt failed for as long as is tried
	AdresGeweigerd Reden = "adres-geweigerd" // the address leads to where nothing may be sent
	OntvangerWeg   Reden = "ontvanger-weg"   // the receiver answered that it wants no more
	Onleesbaar     Reden = "onleesbaar"      // the next event cannot be read by this program
	Programmafout  Reden = "programmafout"   // Kroniek itself failed on the next event
)

// Redenen returns every reason, in the order of this page.
func Redenen() []Reden {
	return []Reden{OpVerzoek, NietAfgeleverd, AdresGeweigerd, OntvangerWeg, Onleesbaar, Programmafout}
}

// A Levering is what is sent, to where, and as whom it may be seen.
type Levering struct {
	Kanaal Kanaal `json:"leverkanaal"`
	Adres  string `json:"leveradres"` // URL of the webhook, or NATS subject
	// Rol, with Organisatie, Gemeente and Module, is whose eyes decide which
	// events are sent: the policy for that role rules on each.
	Rol         string             `json:"ontvangerrol"`
	Organisatie string             `json:"ontvangerorganisatie"`
	Gemeente    recht.Gemeentecode `json:"gemeente,omitzero"`
	Module      recht.Module       `json:"module,omitzero"`
	Typen       []string           `json:"gebeurtenistypen,omitzero"` // only these event types; none: all that the role may see
}

// A Vastloper is the event at which deliveries ended: the dead letter, by
// reference. It stays first in line; nothing after it is sent before it.
type Vastloper struct {
	Positie     int64     `json:"positie"`
	Gebeurtenis uuid.UUID `json:"gebeurtenis"`
	Storing     string    `json:"storing"` // class of the last fault, a code
	Pogingen    int       `json:"pogingen"`
}

type (
	// AbonnementAangemeld opens the stream. Nothing is sent before approval.
	AbonnementAangemeld struct {
		recht.Verantwoording
		Naam string `json:"abonnementnaam"` // of the receiving system: a word without meaning for a person
		Levering
		NaPositie    int64     `json:"naPositie"` // deliveries begin after this position
		VoorgelegdOp time.Time `json:"voorgelegdOp"`
	}
	// AbonnementGewijzigd replaces the Levering; approval is needed again.
	AbonnementGewijzigd struct {
		recht.Verantwoording
		Levering
		VoorgelegdOp time.Time `json:"voorgelegdOp"`
	}
	// AbonnementGoedgekeurd says that a second person agrees with the Levering.
	AbonnementGoedgekeurd struct{ recht.Verantwoording }
	// AbonnementGestopt ends deliveries until AbonnementHervat.
	AbonnementGestopt struct {
		recht.Verantwoording
		Reden     Reden     `json:"reden"`
		Vastloper Vastloper `json:"vastloper,omitzero"`
	}
	// AbonnementHervat has deliveries go on: where they were, or earlier when
	// Opnieuw is set, after position NaPositie.
	AbonnementHervat struct {
		recht.Verantwoording
		Opnieuw   bool  `json:"opnieuw,omitzero"`
		NaPositie int64 `json:"naPositie,omitzero"`
	}
	// AbonnementGeheimVernieuwd says that deliveries are signed with the secret of
	// this number from now on, and for a while with the one before as well.
	AbonnementGeheimVernieuwd struct {
		recht.Verantwoording
		Geheim      int       `json:"geheim"`
		VernieuwdOp time.Time `json:"vernieuwdOp"`
	}
)

const domein = "nl.archiefzaken."

func (AbonnementAangemeld) eventType() string   { return domein + "abonnement-aangemeld.v1" }
func (AbonnementGewijzigd) eventType() string   { return domein + "abonnement-gewijzigd.v1" }
func (AbonnementGoedgekeurd) eventType() string { return domein + "abonnement-goedgekeurd.v1" }
func (AbonnementGestopt) eventType() string     { return domein + "abonnement-gestopt.v1" }
func (AbonnementHervat) eventType() string      { return domein + "abonnement-hervat.v1" }
func (AbonnementGeheimVernieuwd) eventType() string {
	return domein + "abonnement-geheim-vernieuwd.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	AbonnementAangemeld{}, AbonnementGewijzigd{}, AbonnementGoedgekeurd{},
	AbonnementGestopt{}, AbonnementHervat{}, AbonnementGeheimVernieuwd{})

// A Command asks to record something about one abonnement.
type Command interface{ command() }

type (
	// MeldAan registers an abonnement.
	MeldAan struct {
		recht.Opdracht
		Naam      string
		Levering  Levering
		NaPositie int64
	}
	// Wijzig replaces the Levering.
	Wijzig struct {
		recht.Opdracht
		Levering Levering
	}
	// KeurGoed approves the Levering as it stands.
	KeurGoed struct{ recht.Opdracht }
	// Stop ends deliveries.
	Stop struct {
		recht.Opdracht
		Reden     Reden
		Vastloper Vastloper
	}
	// Hervat has deliveries go on, where they were or after NaPositie.
	Hervat struct {
		recht.Opdracht
		Opnieuw   bool
		NaPositie int64
	}
	// VernieuwGeheim takes the next secret into use.
	VernieuwGeheim struct{ recht.Opdracht }
)

func (MeldAan) command()        {}
func (Wijzig) command()         {}
func (KeurGoed) command()       {}
func (Stop) command()           {}
func (Hervat) command()         {}
func (VernieuwGeheim) command() {}
