// Package beheerhandeling decides on what is done to the system itself and reaches
// everybody: putting back a backup, another key of the seal, another wrapping key,
// and taking out the whole history. One person proposes it, another agrees within
// the term of VIER_OGEN_TERMIJN, and only then it may begin.
//
// That it begins is recorded before it does, so that nothing can have been done of
// which no event tells. A stream is one act.
package beheerhandeling

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "beheerhandeling"

// Stroom returns the stream of one act.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

const regel = "OWASP ASVS 5.0, 2.3.5; BIO2 8.02 (bevoorrechte toegang)"

// A Handeling is what is done.
type Handeling string

// The acts that ask for two persons.
const (
	Terugzetten  Handeling = "terugzetten"           // a backup is put back
	Zegelsleutel Handeling = "zegelsleutel-wisselen" // the seal goes on under another origin and key
	Inpaksleutel Handeling = "inpaksleutel-wisselen" // the keys of personal data are wrapped anew
	Uitvoer      Handeling = "uitvoer"               // the whole history leaves the folder
)

// Waarden returns the acts.
func (Handeling) Waarden() []string {
	return []string{string(Terugzetten), string(Zegelsleutel), string(Inpaksleutel), string(Uitvoer)}
}

// Refusals.
var (
	ErrOnbekend = es.Refuse("beheerhandeling/onbekend",
		"Deze handeling wordt niet met vier ogen gedaan.", regel)
	ErrAlVoorgesteld = es.Refuse("beheerhandeling/al-voorgesteld",
		"Deze handeling is al anders voorgesteld.", regel)
	ErrNietVoorgesteld = es.Refuse("beheerhandeling/niet-voorgesteld",
		"Er is geen voorstel om te beoordelen.", regel)
	ErrAlBeslist = es.Refuse("beheerhandeling/al-beslist",
		"Over dit voorstel is al anders beslist.", regel)
	ErrNietBekrachtigd = es.Refuse("beheerhandeling/niet-bekrachtigd",
		"Deze handeling is niet door een tweede mens bekrachtigd, is al gedaan, of haar dag is voorbij.", regel)
)

// Looptijd is how long an act may be done after the second person agreed.
var Looptijd = recht.NieuweRegel("BEHEERHANDELING_LOOPTIJD", recht.Versie[recht.Termijn]{
	Vanaf:  recht.NieuweDatum(2017, 1, 1),
	Waarde: recht.Termijn{Aantal: 7, Eenheid: recht.Dagen, Grond: recht.TermijnUitOvereenkomst},
	Bron:   "ontwerpkeuze van Kroniek: lang genoeg voor een onderhoudsvenster, in geen regeling gezien", Aangenomen: true,
})

// An Event is something that happened with an act.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// HandelingVoorgesteld opens the stream. Nothing may be done yet.
	HandelingVoorgesteld struct {
		recht.Verantwoording
		Voorgelegd recht.VierOgen `json:"voorgelegd"`
		Handeling  Handeling      `json:"beheerhandeling"`
	}
	// HandelingBekrachtigd says that a second person agrees.
	HandelingBekrachtigd struct {
		recht.Verantwoording
		Handeling Handeling   `json:"beheerhandeling"`
		Uiterlijk recht.Datum `json:"uiterlijkOp"` // last day on which it may begin
	}
	// HandelingAfgewezen says that a second person does not agree.
	HandelingAfgewezen struct{ recht.Verantwoording }
	// HandelingBegonnen says that it is being done now. It is recorded before the
	// first step; whether it succeeded is in the audit log.
	HandelingBegonnen struct {
		recht.Verantwoording
		Handeling Handeling `json:"beheerhandeling"`
		Alleen    bool      `json:"alleen,omitzero"` // nobody agreed: there were no two yet who could
		Omstandigheden
	}
)

// Omstandigheden is what is known of an act when it begins.
type Omstandigheden struct {
	TeruggezetTot   es.Position `json:"teruggezetTot,omitzero"`     // last position of the backup
	VernietigdTot   es.Position `json:"vernietigdTot,omitzero"`     // position of the list of what was destroyed
	NietVergeleken  bool        `json:"nietVergeleken,omitzero"`    // neither with such a list nor with a checkpoint
	Checkpoint      string      `json:"laatsteCheckpoint,omitzero"` // newest known of the origin that ends, signed
	NieuweOorsprong string      `json:"nieuweOorsprong,omitzero"`
}

const domein = "nl.toegangszaken."

func (HandelingVoorgesteld) eventType() string { return domein + "beheerhandeling-voorgesteld.v1" }
func (HandelingBekrachtigd) eventType() string { return domein + "beheerhandeling-bekrachtigd.v1" }
func (HandelingAfgewezen) eventType() string   { return domein + "beheerhandeling-afgewezen.v1" }
func (HandelingBegonnen) eventType() string    { return domein + "beheerhandeling-begonnen.v1" }

var woorden = map[Handeling]string{ // read only
	Terugzetten: "het terugzetten van een reservekopie", Zegelsleutel: "het wisselen van de sleutel van het zegel",
	Inpaksleutel: "het wisselen van de inpaksleutel", Uitvoer: "uitvoer van de hele geschiedenis",
}

// Zin says what happened.
func (e HandelingVoorgesteld) Zin() string {
	return fmt.Sprintf("Voorgesteld is %s; een tweede persoon beoordeelt dat.", woorden[e.Handeling])
}

// Zin says what happened.
func (e HandelingBekrachtigd) Zin() string {
	return fmt.Sprintf("Bekrachtigd is %s, uiterlijk op %s.", woorden[e.Handeling], e.Uiterlijk)
}

// Zin says what happened.
func (HandelingAfgewezen) Zin() string { return "De voorgestelde beheerhandeling is afgewezen." }

// Zin says what happened.
func (e HandelingBegonnen) Zin() string {
	z := fmt.Sprintf("Begonnen is %s", woorden[e.Handeling])
	switch {
	case e.TeruggezetTot > 0 && e.VernietigdTot > 0:
		z += fmt.Sprintf(" tot en met positie %d, met de lijst van wat tot positie %d is vernietigd", e.TeruggezetTot, e.VernietigdTot)
	case e.TeruggezetTot > 0:
		z += fmt.Sprintf(" tot en met positie %d", e.TeruggezetTot)
	}
	if e.NietVergeleken {
		z += ", nergens mee vergeleken: wat na de kopie is vernietigd kan terug zijn"
	}
	if e.NieuweOorsprong != "" {
		z += "; het zegel gaat verder als " + e.NieuweOorsprong
	}
	if e.Alleen {
		z += ", door een mens alleen"
	}
	return z + "."
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, HandelingVoorgesteld{}, HandelingBekrachtigd{}, HandelingAfgewezen{}, HandelingBegonnen{})

// Bestaat reports whether h is an act that asks for two persons.
func (h Handeling) Bestaat() bool { return slices.Contains(h.Waarden(), string(h)) }
