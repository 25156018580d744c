// Package kandidaat decides on one person whom a ketenpartner delivers to the
// werkgeversservicepunt: delivered, profile brought up to date, given back
// (Uitvoeringsplan 2020-2023, 4: ketenpartnership).
//
// A stream is about exactly one person, who goes by a pseudonym that belongs to
// this module alone. Public is only what figures need; who it is, what somebody
// can do and all free text is personal.
package kandidaat

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "kandidaat"

// An Event is something that happened to a kandidaat.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// Bruikbaarheid is what an accountmanager finds of a profile. A person judges;
// nothing computes it.
type Bruikbaarheid string

// The judgements.
const (
	NogNietBeoordeeld Bruikbaarheid = "nog-niet-beoordeeld"
	Bruikbaar         Bruikbaarheid = "bruikbaar" // can be proposed to a werkgever
	NietBruikbaar     Bruikbaarheid = "niet-bruikbaar"
)

// Waarden returns the known values.
func (Bruikbaarheid) Waarden() []string {
	return []string{string(NogNietBeoordeeld), string(Bruikbaar), string(NietBruikbaar)}
}

// A Teruggaafreden is why a kandidaat went back. It speaks of the delivery, not
// of the person.
type Teruggaafreden string

// The reasons.
const (
	ProfielOnvolledig Teruggaafreden = "profiel-onvolledig"
	NietBeschikbaar   Teruggaafreden = "niet-beschikbaar"
	GeenVraag         Teruggaafreden = "geen-passende-vraag"
	OpVerzoek         Teruggaafreden = "op-verzoek-ketenpartner"
	AndereReden       Teruggaafreden = "anders"
)

// Waarden returns the known values.
func (Teruggaafreden) Waarden() []string {
	return []string{string(ProfielOnvolledig), string(NietBeschikbaar), string(GeenVraag), string(OpVerzoek), string(AndereReden)}
}

type (
	// KandidaatAangeleverd opens an aanlevering. After a teruggave somebody may be
	// delivered again: that is the next aanlevering in the same stream. With
	// Corrigeert it replaces what was recorded of this one.
	KandidaatAangeleverd struct {
		wsp.Handeling
		wsp.Persoon
		wsp.Indeling
		Pseudoniem    wsp.Pseudoniem `json:"pseudoniem"`
		Aanlevering   int            `json:"aanlevering" residu:"blijft"` // number in this stream, from 1
		Kwartaal      recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		AangeleverdOp recht.Datum    `json:"aangeleverdOp"`
	}
	// KandidaatprofielBijgewerkt says what somebody can do and wants, and whether an
	// accountmanager can work with that.
	KandidaatprofielBijgewerkt struct {
		wsp.Handeling
		Aanlevering   int                    `json:"aanlevering" residu:"blijft"`
		Profielversie int                    `json:"profielversie" residu:"blijft"` // number in this stream, from 1
		Bruikbaarheid Bruikbaarheid          `json:"bruikbaarheid" residu:"blijft"`
		Profiel       es.Persoonlijk[string] `json:"profiel"`
		Kwartaal      recht.Kwartaal         `json:"kwartaal" residu:"blijft"`
		BijgewerktOp  recht.Datum            `json:"bijgewerktOp"`
	}
	// KandidaatNietGeschiktTeruggegeven ends an aanlevering.
	KandidaatNietGeschiktTeruggegeven struct {
		wsp.Handeling
		Aanlevering    int            `json:"aanlevering" residu:"blijft"`
		Reden          Teruggaafreden `json:"teruggaafreden" residu:"blijft"`
		Kwartaal       recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		TeruggegevenOp recht.Datum    `json:"teruggegevenOp"`
	}
)

const domein = "nl.arbeidsbemiddelingen."

func (KandidaatAangeleverd) eventType() string { return domein + "kandidaat-aangeleverd.v1" }
func (KandidaatprofielBijgewerkt) eventType() string {
	return domein + "kandidaatprofiel-bijgewerkt.v1"
}

func (KandidaatNietGeschiktTeruggegeven) eventType() string {
	return domein + "kandidaat-niet-geschikt-teruggegeven.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	KandidaatAangeleverd{}, KandidaatprofielBijgewerkt{}, KandidaatNietGeschiktTeruggegeven{})

// A Command asks to record something about one kandidaat.
type Command interface{ command() }

type (
	// LeverAan records that a ketenpartner delivers somebody.
	LeverAan struct {
		recht.Opdracht
		wsp.Persoon
		wsp.Indeling
		Pseudoniem    wsp.Pseudoniem
		AangeleverdOp recht.Datum
	}
	// WerkProfielBij records a profile. Profielversie is one more than the last, or
	// the number of the last to say it again: what a profile holds is closed to the
	// decision, so it cannot compare.
	WerkProfielBij struct {
		recht.Opdracht
		Profielversie int
		Bruikbaarheid Bruikbaarheid
		Profiel       string
		BijgewerktOp  recht.Datum
	}
	// GeefTerug records that the kandidaat went back to the ketenpartner.
	GeefTerug struct {
		recht.Opdracht
		Reden          Teruggaafreden
		TeruggegevenOp recht.Datum
	}
)

func (LeverAan) command()       {}
func (WerkProfielBij) command() {}
func (GeefTerug) command()      {}
