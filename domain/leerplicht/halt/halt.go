// Package halt decides on the referral of one jongere to Halt for absence, road 2
// of the Methodische Aanpak Schoolverzuim. These are criminal-law data (AVG art.
// 10): their streams stand alone, under a key, a role and a retention of their own
// (Selectielijst 2020, 12.2), and no event in another stream points at them. What
// they refer to themselves is personal.
package halt

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "halt"

// Stroom returns the stream with the given id, derived from the command that
// opens it and never from a person or a file.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// Criteria are when a jongere can be referred.
type Criteria struct {
	VanafLeeftijd     int // years, on the first day of absence
	MeerDanLesuren    int // absent for more lesuren than this, or
	MeerDanKeerTeLaat int // late more often than this
	MinderDan         int // fewer lesuren and times than this; above is for the OM
}

// Ondergrens is the rule for referral. Only leerplicht is named in the source;
// kwalificatieplicht is not, so it does not count here until somebody confirms it.
var Ondergrens = recht.NieuweRegel("HALT_ONDERGRENS", recht.Versie[Criteria]{
	Vanaf: recht.NieuweDatum(2017, 3, 1), Waarde: Criteria{VanafLeeftijd: 12, MeerDanLesuren: 8, MeerDanKeerTeLaat: 11, MinderDan: 60},
	Bron: "Halt, criteria bij schoolverzuim; Methodische Aanpak Schoolverzuim (maart 2017)",
})

const regelHalt = "Halt-criteria; Methodische Aanpak Schoolverzuim, route 2"

// Refusals.
var (
	ErrNietLeerplichtig = es.Refuse("halt/niet-leerplichtig",
		"Op de dag van het verzuim rustte geen leerplicht.", regelHalt)
	ErrTeJong = es.Refuse("halt/te-jong",
		"Wie jonger is dan twaalf jaar kan niet worden verwezen.", regelHalt)
	ErrTeWeinig = es.Refuse("halt/te-weinig",
		"Voor een verwijzing is meer dan 8 lesuren verzuim of meer dan 11 keer te laat nodig.", regelHalt)
	ErrVoorOM = es.Refuse("halt/voor-openbaar-ministerie",
		"Vanaf 60 uur verzuim of 60 keer te laat beslist het openbaar ministerie.", regelHalt)
	ErrEerderVerwezen = es.Refuse("halt/eerder-verwezen",
		"Er was eerder een afdoening voor schoolverzuim.", regelHalt)
	ErrGeenInstemming = es.Refuse("halt/geen-instemming",
		"De jongere en de ouders stemmen beiden in; anders is deze weg niet open.", regelHalt)
	ErrAlVerwezen = es.Refuse("halt/al-verwezen",
		"Deze verwijzing is al met andere gegevens vastgelegd.", regelHalt)
	ErrNietVerwezen = es.Refuse("halt/niet-verwezen",
		"Er is geen verwijzing.", regelHalt)
	ErrVoorVerwijzing = es.Refuse("halt/voor-verwijzing",
		"Een afloopbericht komt niet voor de verwijzing.", regelHalt)
	ErrAlAfgelopen = es.Refuse("halt/al-afgelopen",
		"Er is al een ander afloopbericht.", regelHalt)
)

// An Afloop is how a referral ended.
type Afloop string

// The endings.
const (
	Geslaagd     Afloop = "geslaagd"
	NietGeslaagd Afloop = "niet-geslaagd"
	Retour       Afloop = "retour" // sent back without a start
)

// Waarden returns the endings.
func (Afloop) Waarden() []string {
	return []string{string(Geslaagd), string(NietGeslaagd), string(Retour)}
}

// A Verzuim is the absence that a referral is about.
type Verzuim struct {
	Vanaf      recht.Datum `json:"vanaf"`
	Lesuren    int         `json:"lesuren,omitzero"`
	KeerTeLaat int         `json:"keerTeLaat,omitzero"`
}

// Kenmerken are the public features: no finer than a yearly figure needs.
type Kenmerken struct {
	Gemeente   recht.Gemeentecode `json:"gemeente" residu:"blijft"`
	Schooljaar string             `json:"schooljaar" residu:"blijft"`
}

// An Event is something that happened to one referral. The unexported method
// seals the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// HaltVerwijzingGedaan opens the stream.
	HaltVerwijzingGedaan struct {
		leerplicht.Handeling
		Kenmerken
		leerplicht.Persoon
		VerwezenOp recht.Datum               `json:"verwezenOp"`
		Dossier    es.Persoonlijk[uuid.UUID] `json:"dossier,omitzero"` // the file it came from
		Verzuim    es.Persoonlijk[Verzuim]   `json:"verzuim"`
	}
	// HaltAfloopberichtOntvangen says how the referral ended.
	HaltAfloopberichtOntvangen struct {
		leerplicht.Handeling
		Kenmerken
		Afloop    Afloop                 `json:"afloop"`
		BerichtOp recht.Datum            `json:"berichtOp"`
		Memo      es.Persoonlijk[string] `json:"memo,omitzero"`
	}
)

func (HaltVerwijzingGedaan) eventType() string { return "nl.leerplichtzaken.halt-verwijzing-gedaan.v1" }

func (HaltAfloopberichtOntvangen) eventType() string {
	return "nl.leerplichtzaken.halt-afloopbericht-ontvangen.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, HaltVerwijzingGedaan{}, HaltAfloopberichtOntvangen{}, HaltVerwijzingGerectificeerd{})

// Zin says what happened.
func (e HaltVerwijzingGedaan) Zin() string {
	return "Op " + e.VerwezenOp.String() + " is een jongere naar Halt verwezen."
}

// Zin says what happened.
func (e HaltAfloopberichtOntvangen) Zin() string {
	return "Op " + e.BerichtOp.String() + " is het afloopbericht van Halt ontvangen."
}
