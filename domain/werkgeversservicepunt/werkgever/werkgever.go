// Package werkgever decides on what the werkgeversservicepunt knows of one
// werkgever: who it is in the Handelsregister, which subregio looks after it, and
// what was advised (Uitvoeringsplan 2020-2023, 4).
package werkgever

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "werkgever"

// An Event is something that happened with a werkgever.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// An Onderwerp is what advice was about.
type Onderwerp string

// The subjects of advice.
const (
	Instrumenten  Onderwerp = "instrumenten"
	Functies      Onderwerp = "functiecreatie"
	Banenafspraak Onderwerp = "banenafspraak"
	AnderAdvies   Onderwerp = "anders"
)

// Waarden returns the known values.
func (Onderwerp) Waarden() []string {
	return []string{string(Instrumenten), string(Functies), string(Banenafspraak), string(AnderAdvies)}
}

type (
	// WerkgeverGeregistreerd opens the stream, or corrects what it opened with. The
	// name may be that of a person, so it is personal; the KvK-nummer is public.
	WerkgeverGeregistreerd struct {
		recht.Verantwoording
		KvKNummer       recht.KvKNummer        `json:"kvkNummer"`
		SBI             wsp.SBI                `json:"sbi"`
		Sector          wsp.Sector             `json:"sector" residu:"blijft"`
		Subregio        wsp.Subregio           `json:"subregio" residu:"blijft"`
		Naam            es.Persoonlijk[string] `json:"naam"`
		GeregistreerdOp recht.Datum            `json:"geregistreerdOp"`
	}
	// AdviesgesprekGevoerd says that an accountmanager gave advice.
	AdviesgesprekGevoerd struct {
		recht.Verantwoording
		Gesprek   int         `json:"gesprek" residu:"blijft"` // number in this stream, from 1
		Onderwerp Onderwerp   `json:"adviesonderwerp" residu:"blijft"`
		GevoerdOp recht.Datum `json:"gevoerdOp" residu:"blijft"`
	}
	// WerkgeverOvergedragenAanSubregio says that another subregio looks after it.
	WerkgeverOvergedragenAanSubregio struct {
		recht.Verantwoording
		Subregio       wsp.Subregio `json:"subregio" residu:"blijft"`
		OvergedragenOp recht.Datum  `json:"overgedragenOp" residu:"blijft"`
	}
)

const domein = "nl.arbeidsbemiddelingen."

func (WerkgeverGeregistreerd) eventType() string { return domein + "werkgever-geregistreerd.v1" }
func (AdviesgesprekGevoerd) eventType() string   { return domein + "adviesgesprek-gevoerd.v1" }
func (WerkgeverOvergedragenAanSubregio) eventType() string {
	return domein + "werkgever-overgedragen-aan-subregio.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	WerkgeverGeregistreerd{}, AdviesgesprekGevoerd{}, WerkgeverOvergedragenAanSubregio{})

// A Command asks to record something about one werkgever.
type Command interface{ command() }

type (
	// Registreer records a werkgever. With Corrigeert it replaces what was recorded.
	Registreer struct {
		recht.Opdracht
		KvKNummer       recht.KvKNummer
		SBI             wsp.SBI
		Subregio        wsp.Subregio
		Naam            string
		GeregistreerdOp recht.Datum
	}
	// VoerAdviesgesprek records advice; Gesprek is one more than the last, or the
	// number of one that was recorded, to say it again.
	VoerAdviesgesprek struct {
		recht.Opdracht
		Gesprek   int
		Onderwerp Onderwerp
		GevoerdOp recht.Datum
	}
	// DraagOver gives the werkgever to another subregio.
	DraagOver struct {
		recht.Opdracht
		Subregio       wsp.Subregio
		OvergedragenOp recht.Datum
	}
)

func (Registreer) command()        {}
func (VoerAdviesgesprek) command() {}
func (DraagOver) command()         {}
