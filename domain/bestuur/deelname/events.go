package deelname

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to the deelname of one gemeente in one
// (sub)module. The unexported method seals the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// DeelnameModuleGestart says that the gemeente takes part from Vanaf. With a
	// number that is in use already it corrects the first day of that periode.
	DeelnameModuleGestart struct {
		recht.Verantwoording
		Gemeente  recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Module    recht.Module       `json:"module" residu:"blijft"`
		Periode   int                `json:"periode" residu:"blijft"`   // number of the periode in this stream, from 1
		Vanaf     recht.Datum        `json:"vanaf" residu:"blijft"`     // first day of taking part
		GenomenOp recht.Datum        `json:"genomenOp" residu:"blijft"` // day of the besluit
	}
	// DeelnameModuleBeeindigd says that the gemeente no longer takes part from Tot.
	// A Tot equal to the first day of the periode says that it never took part; no
	// Tot, which only a correction has, that the periode has not ended after all.
	DeelnameModuleBeeindigd struct {
		recht.Verantwoording
		Gemeente  recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Module    recht.Module       `json:"module" residu:"blijft"`
		Periode   int                `json:"periode" residu:"blijft"`
		Tot       recht.Datum        `json:"tot,omitzero" residu:"blijft"` // first day without deelname
		GenomenOp recht.Datum        `json:"genomenOp" residu:"blijft"`
	}
)

func (DeelnameModuleGestart) eventType() string {
	return "nl.gemeenschappelijke-regelingen.deelname-module-gestart.v1"
}

func (DeelnameModuleBeeindigd) eventType() string {
	return "nl.gemeenschappelijke-regelingen.deelname-module-beeindigd.v1"
}

// Aard implements [recht.Besluit].
func (DeelnameModuleGestart) Aard() recht.Aard { return recht.Aard{Bestuursbesluit: true} }

// Aard implements [recht.Besluit].
func (DeelnameModuleBeeindigd) Aard() recht.Aard { return recht.Aard{Bestuursbesluit: true} }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, DeelnameModuleGestart{}, DeelnameModuleBeeindigd{})
