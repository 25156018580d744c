// Package procesverbaal decides on one proces-verbaal against one verdachte, a
// jongere from twelve or one who is responsible for it: road 4 of the Methodische
// Aanpak Schoolverzuim (Leerplichtwet art. 22 and 26). These are criminal-law data
// and politiegegevens: their streams stand alone, under a key, a role and a
// retention of their own (Selectielijst 2020, 12.2), and no event in another
// stream points at them. What they refer to themselves is personal.
package procesverbaal

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "procesverbaal"

// Stroom returns the stream with the given id, derived from the command that
// opens it and never from a person or a file.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// leeftijdJongere is the age from which the duty rests on the jongere too
// (Leerplichtwet art. 2 lid 3).
const leeftijdJongere = 12

const regelPV = "Leerplichtwet 1969 art. 22"

// Refusals.
var (
	ErrTeJong = es.Refuse("procesverbaal/te-jong",
		"Tegen een jongere onder de twaalf jaar wordt geen proces-verbaal opgemaakt.", "Leerplichtwet 1969 art. 2 lid 3 en 22")
	ErrNietGehoord = es.Refuse("procesverbaal/niet-gehoord",
		"De verdachte is eerst gehoord, of opgeroepen en niet verschenen.", regelPV)
	ErrAlOpgemaakt = es.Refuse("procesverbaal/al-opgemaakt",
		"Dit proces-verbaal is al met andere gegevens opgemaakt.", regelPV)
	ErrNietOpgemaakt = es.Refuse("procesverbaal/niet-opgemaakt",
		"Er is geen proces-verbaal.", regelPV)
	ErrAlIngezonden = es.Refuse("procesverbaal/al-ingezonden",
		"Het proces-verbaal is op een andere dag ingezonden.", regelPV)
	ErrNietIngezonden = es.Refuse("procesverbaal/niet-ingezonden",
		"Het proces-verbaal is niet ingezonden.", regelPV)
	ErrVolgorde = es.Refuse("procesverbaal/volgorde",
		"Dit kan niet zijn gebeurd voor wat eraan voorafgaat.", regelPV)
	ErrAlAfgedaan = es.Refuse("procesverbaal/al-afgedaan",
		"De zaak is al anders afgedaan.", "Leerplichtwet 1969 art. 26")
)

// An Overtreding is the kind of absence, as the yearly opgave splits it (art. 25).
type Overtreding string

// The kinds of absence.
const (
	Absoluut Overtreding = "absoluut-verzuim"
	Relatief Overtreding = "relatief-verzuim"
	Luxe     Overtreding = "luxeverzuim"
)

// Waarden returns the kinds of absence.
func (Overtreding) Waarden() []string {
	return []string{string(Absoluut), string(Relatief), string(Luxe)}
}

// A Hoedanigheid is who the verdachte is.
type Hoedanigheid string

// The verdachten.
const (
	Jongere Hoedanigheid = "jongere"
	Ouder   Hoedanigheid = "ouder" // or another who is responsible
)

// Waarden returns the verdachten.
func (Hoedanigheid) Waarden() []string { return []string{string(Jongere), string(Ouder)} }

// A Verhoor is how the verdachte was heard.
type Verhoor struct {
	Op         recht.Datum `json:"op"`
	Verschenen bool        `json:"verschenen"`
	Verklaring string      `json:"verklaring,omitzero"`
}

// An Uitspraak is what the judge decided.
type Uitspraak struct {
	Sanctie   string       `json:"sanctie,omitzero"`
	Geldboete recht.Bedrag `json:"geldboete,omitzero"`
	Proeftijd recht.Datum  `json:"proeftijdTot,omitzero"`
	Tekst     string       `json:"tekst,omitzero"`
}

// Kenmerken are the public features: no finer than a yearly figure needs.
type Kenmerken struct {
	Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
	Schooljaar  string             `json:"schooljaar" residu:"blijft"`
	Overtreding Overtreding        `json:"overtreding" residu:"blijft"`
}

// An Event is something that happened to one proces-verbaal. The unexported
// method seals the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// ProcesVerbaalOpgemaakt opens the stream.
	ProcesVerbaalOpgemaakt struct {
		leerplicht.Handeling
		Kenmerken
		leerplicht.Persoon
		OpgemaaktOp  recht.Datum                  `json:"opgemaaktOp"`
		Hoedanigheid es.Persoonlijk[Hoedanigheid] `json:"hoedanigheid"`
		Verhoor      es.Persoonlijk[Verhoor]      `json:"verhoor"`
		Dossier      es.Persoonlijk[uuid.UUID]    `json:"dossier,omitzero"` // the file it came from
		Feiten       es.Persoonlijk[string]       `json:"feiten"`
	}
	// ProcesVerbaalIngezonden says that it went to the officier van justitie.
	ProcesVerbaalIngezonden struct {
		leerplicht.Handeling
		Kenmerken
		IngezondenOp recht.Datum `json:"ingezondenOp"`
	}
	// UitspraakOntvangen says that a judge decided; what, is personal.
	UitspraakOntvangen struct {
		leerplicht.Handeling
		Kenmerken
		BerichtOp recht.Datum               `json:"berichtOp"`
		Uitspraak es.Persoonlijk[Uitspraak] `json:"uitspraak"`
	}
	// SepotOntvangen says that it was not prosecuted.
	SepotOntvangen struct {
		leerplicht.Handeling
		Kenmerken
		BerichtOp recht.Datum `json:"berichtOp"`
	}
)

func (ProcesVerbaalOpgemaakt) eventType() string {
	return "nl.leerplichtzaken.proces-verbaal-opgemaakt.v1"
}

func (ProcesVerbaalIngezonden) eventType() string {
	return "nl.leerplichtzaken.proces-verbaal-ingezonden.v1"
}

func (UitspraakOntvangen) eventType() string { return "nl.leerplichtzaken.uitspraak-ontvangen.v1" }

func (SepotOntvangen) eventType() string { return "nl.leerplichtzaken.sepot-ontvangen.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, ProcesVerbaalOpgemaakt{}, ProcesVerbaalIngezonden{}, UitspraakOntvangen{}, SepotOntvangen{}, ProcesVerbaalGerectificeerd{})

// Zin says what happened.
func (e ProcesVerbaalOpgemaakt) Zin() string {
	return "Op " + e.OpgemaaktOp.String() + " is een proces-verbaal opgemaakt."
}

// Zin says what happened.
func (e ProcesVerbaalIngezonden) Zin() string {
	return "Het proces-verbaal is op " + e.IngezondenOp.String() + " ingezonden."
}

// Zin says what happened.
func (e UitspraakOntvangen) Zin() string {
	return "Op " + e.BerichtOp.String() + " is de uitspraak ontvangen."
}

// Zin says what happened.
func (e SepotOntvangen) Zin() string {
	return "Op " + e.BerichtOp.String() + " is bericht van sepot ontvangen."
}
