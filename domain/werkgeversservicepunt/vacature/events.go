// Package vacature decides on one vacature of a werkgever: fetched, changed,
// carved out for a doelgroep, and in the end filled, withdrawn or lapsed
// (Uitvoeringsplan 2020-2023, 4). It is never about a person.
package vacature

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "vacature"

// An Event is something that happened with a vacature.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// A Functie is what is asked for. Events embed it inline.
type Functie struct {
	Beroep string          `json:"beroep"`                         // ISCO-08, four digits
	Uren   wsp.Honderdsten `json:"uren"`                           // per week, in hundredths
	Aantal int             `json:"aantalPlaatsen" residu:"blijft"` // places to fill
}

// A Werkgeverfeit is what was looked up of the werkgever, at this revision of its stream.
type Werkgeverfeit struct {
	Stroom  es.Stream   `json:"stroom"`
	Revisie es.Revision `json:"revisie"`
}

// An Afloop is how a vacature ended.
type Afloop string

// The ways in which a vacature ends.
const (
	Vervuld     Afloop = "vervuld"
	Ingetrokken Afloop = "ingetrokken"
	Vervallen   Afloop = "vervallen"
)

// A Vervulling is by whom a vacature was filled.
type Vervulling string

// The ways of filling.
const (
	DoorWSP   Vervulling = "door-wsp"
	DoorAnder Vervulling = "door-ander"
)

// Waarden returns the known values.
func (Vervulling) Waarden() []string { return []string{string(DoorWSP), string(DoorAnder)} }

type (
	// VacatureOpgehaald opens the stream. With Corrigeert it replaces what it opened with.
	VacatureOpgehaald struct {
		recht.Verantwoording
		Functie
		Werkgever   Werkgeverfeit      `json:"werkgever"`
		Sector      wsp.Sector         `json:"sector" residu:"blijft"`
		Subregio    wsp.Subregio       `json:"subregio" residu:"blijft"`
		Werkplaats  recht.Gemeentecode `json:"werkplaats" residu:"blijft"` // where the work is, which says nothing about who pays for a kandidaat
		OpgehaaldOp recht.Datum        `json:"opgehaaldOp" residu:"blijft"`
	}
	// VacatureGewijzigd says that something else is asked for now.
	VacatureGewijzigd struct {
		recht.Verantwoording
		Functie
		Wijziging   int         `json:"wijziging" residu:"blijft"` // number in this stream, from 1
		GewijzigdOp recht.Datum `json:"gewijzigdOp" residu:"blijft"`
	}
	// FunctieGecreeerd says that the work was carved out of other work for a doelgroep.
	FunctieGecreeerd struct {
		recht.Verantwoording
		Doelgroep   wsp.Doelgroep `json:"doelgroep" residu:"blijft"`
		GecreeerdOp recht.Datum   `json:"gecreeerdOp" residu:"blijft"`
	}
	// VacatureVervuld says that all places are filled.
	VacatureVervuld struct {
		recht.Verantwoording
		Vervulling Vervulling  `json:"vervulling" residu:"blijft"`
		VervuldOp  recht.Datum `json:"vervuldOp" residu:"blijft"`
	}
	// VacatureIngetrokken says that the werkgever no longer looks.
	VacatureIngetrokken struct {
		recht.Verantwoording
		IngetrokkenOp recht.Datum `json:"ingetrokkenOp" residu:"blijft"`
	}
	// VacatureVervallen says that the vacature lapsed without a word.
	VacatureVervallen struct {
		recht.Verantwoording
		VervallenOp recht.Datum `json:"vervallenOp" residu:"blijft"`
	}
)

const domein = "nl.arbeidsbemiddelingen."

func (VacatureOpgehaald) eventType() string   { return domein + "vacature-opgehaald.v1" }
func (VacatureGewijzigd) eventType() string   { return domein + "vacature-gewijzigd.v1" }
func (FunctieGecreeerd) eventType() string    { return domein + "functie-gecreeerd.v1" }
func (VacatureVervuld) eventType() string     { return domein + "vacature-vervuld.v1" }
func (VacatureIngetrokken) eventType() string { return domein + "vacature-ingetrokken.v1" }
func (VacatureVervallen) eventType() string   { return domein + "vacature-vervallen.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	VacatureOpgehaald{}, VacatureGewijzigd{}, FunctieGecreeerd{}, VacatureVervuld{}, VacatureIngetrokken{}, VacatureVervallen{})
