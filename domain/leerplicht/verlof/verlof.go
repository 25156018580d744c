// Package verlof decides on one aanvraag for leave of more than ten days because of
// gewichtige omstandigheden (Leerplichtwet art. 14 lid 3).
//
// The leerplichtambtenaar of the gemeente of residence decides by his own power,
// in nobody's name, after hearing the hoofd. Up to ten days it is the hoofd who
// decides, and nothing is recorded here. What the omstandigheden are is personal.
//
// Files are kept for a year after the leave, or five years after a refusal
// (Selectielijst 2020, 11.1.2 and 11.2), so they have streams of their own.
package verlof

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "verlof"

// Grond is the code of the ground in figures.
const Grond = "LPW-14-3"

// Stroom returns the stream with the given id, derived from the command that
// opens it and never from a person.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// An Event is something that happened to one aanvraag. The unexported method seals
// the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

// A Periode is the leave: from Vanaf up to Tot, the first day back at school, with
// so many schooldagen in between.
type Periode struct {
	Vanaf recht.Datum `json:"verlofVanaf"`
	Tot   recht.Datum `json:"verlofTot"`
	Dagen int         `json:"schooldagen"`
}

type (
	// VerlofAangevraagd opens the stream. The Kenmerken of every event are those of
	// the first day.
	VerlofAangevraagd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		leerplicht.Persoon
		Periode
		AangevraagdOp  recht.Datum            `json:"aangevraagdOp"`
		Omstandigheden es.Persoonlijk[string] `json:"omstandigheden,omitzero"`
	}
	// HoofdGehoordOverVerlof says that the hoofd was heard; what was said is personal.
	HoofdGehoordOverVerlof struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		GehoordOp  recht.Datum            `json:"gehoordOp"`
		Zienswijze es.Persoonlijk[string] `json:"zienswijze,omitzero"`
	}
	// VerlofVerleend is a besluit of the leerplichtambtenaar, for the Periode given.
	VerlofVerleend struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Periode
		BeslotenOp recht.Datum `json:"beslotenOp"`
	}
	// VerlofGeweigerd is a besluit of the leerplichtambtenaar.
	VerlofGeweigerd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		BeslotenOp recht.Datum `json:"beslotenOp"`
	}
)

var beschikking = recht.Aard{AwbBesluit: true, Rechtsmiddel: true}

// Aard implements [recht.Besluit].
func (VerlofVerleend) Aard() recht.Aard { return beschikking }

// Aard implements [recht.Besluit].
func (VerlofGeweigerd) Aard() recht.Aard { return beschikking }

func (VerlofAangevraagd) eventType() string { return "nl.leerplichtzaken.verlof-aangevraagd.v1" }

func (HoofdGehoordOverVerlof) eventType() string {
	return "nl.leerplichtzaken.hoofd-gehoord-over-verlof.v1"
}

func (VerlofVerleend) eventType() string { return "nl.leerplichtzaken.verlof-verleend.v1" }

func (VerlofGeweigerd) eventType() string { return "nl.leerplichtzaken.verlof-geweigerd.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, VerlofAangevraagd{}, HoofdGehoordOverVerlof{}, VerlofVerleend{}, VerlofGeweigerd{})
