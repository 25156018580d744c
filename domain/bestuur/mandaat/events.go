package mandaat

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to a mandaat. The unexported method seals the
// set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// MandaatVerleend records a version of a mandaat. With the number of one that is
	// known already it corrects what was recorded of that version.
	MandaatVerleend struct {
		recht.Verantwoording
		Inhoud
	}
	// MandaatBekendgemaakt makes a version known; before that it does not work (Awb 3:40).
	MandaatBekendgemaakt struct {
		recht.Verantwoording
		Mandaat         string                 `json:"mandaat" residu:"blijft"`
		Versie          int                    `json:"versie" residu:"blijft"`
		Kanaal          uitvoeringsplan.Kanaal `json:"kanaal" residu:"blijft"`
		BekendgemaaktOp recht.Datum            `json:"bekendgemaaktOp" residu:"blijft"`
	}
	// MandaatIngetrokken withdraws a version from Vanaf. Withdrawing does not work
	// backwards either: what was decided before GenomenOp stays as it was.
	MandaatIngetrokken struct {
		recht.Verantwoording
		Mandaat   string      `json:"mandaat" residu:"blijft"`
		Versie    int         `json:"versie" residu:"blijft"`
		Vanaf     recht.Datum `json:"vanaf" residu:"blijft"` // first day without mandaat
		GenomenOp recht.Datum `json:"genomenOp" residu:"blijft"`
	}
)

const domein = "nl.gemeenschappelijke-regelingen."

func (MandaatVerleend) eventType() string      { return domein + "mandaat-verleend.v1" }
func (MandaatBekendgemaakt) eventType() string { return domein + "mandaat-bekendgemaakt.v1" }
func (MandaatIngetrokken) eventType() string   { return domein + "mandaat-ingetrokken.v1" }

// Aard implements [recht.Besluit].
func (MandaatVerleend) Aard() recht.Aard {
	return recht.Aard{Bestuursbesluit: true, AwbBesluit: true}
}

// Aard implements [recht.Besluit].
func (MandaatIngetrokken) Aard() recht.Aard {
	return recht.Aard{Bestuursbesluit: true, AwbBesluit: true}
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, MandaatVerleend{}, MandaatBekendgemaakt{}, MandaatIngetrokken{})
