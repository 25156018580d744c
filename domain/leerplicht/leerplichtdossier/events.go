package leerplichtdossier

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened in one file. The unexported method seals
// the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// LeerplichtdossierGeopend opens the stream.
	LeerplichtdossierGeopend struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		leerplicht.Persoon
		GeopendOp recht.Datum `json:"geopendOp"`
	}
	// GesprekGevoerd says that people met; what was said is personal.
	GesprekGevoerd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Nummer        int                    `json:"nummer"`
		Gesprekssoort Gesprekssoort          `json:"gesprekssoort"`
		GevoerdOp     recht.Datum            `json:"gevoerdOp"`
		Met           es.Persoonlijk[string] `json:"met,omitzero"`
		Verslag       es.Persoonlijk[string] `json:"verslag,omitzero"`
	}
	// MasRouteGekozen says which road was chosen, of the two that may stand here.
	MasRouteGekozen struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Route     Route       `json:"route"`
		GekozenOp recht.Datum `json:"gekozenOp"`
	}
	// AbsoluutVerzuimVastgesteld says that the person is not enrolled since Vanaf.
	AbsoluutVerzuimVastgesteld struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Begin recht.Datum `json:"verzuimVanaf"`
	}
	// AbsoluutVerzuimBeeindigd says that it is over from Einde.
	AbsoluutVerzuimBeeindigd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Einde      recht.Datum `json:"verzuimTot"`
		Herplaatst bool        `json:"herplaatst" residu:"blijft"` // enrolled at a school again
	}
	// ThuiszitterGesignaleerd says that somebody may be a thuiszitter. It decides nothing.
	ThuiszitterGesignaleerd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Begin recht.Datum `json:"verzuimVanaf"`
	}
	// ThuiszitterAangemerkt says that a person found somebody to be a thuiszitter,
	// absent since Begin. With a number in use it corrects that periode.
	ThuiszitterAangemerkt struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Periode      int         `json:"thuiszitperiode" residu:"blijft"`
		Aard         Aard        `json:"verzuimaard" residu:"blijft"`
		Begin        recht.Datum `json:"verzuimVanaf"`
		AangemerktOp recht.Datum `json:"aangemerktOp"`
	}
	// TerugkeerNaarSchoolVastgesteld ends a periode: from TerugOp the person is at
	// school. A TerugOp on the first day, which only a correction has, says that
	// the periode was recorded in error.
	TerugkeerNaarSchoolVastgesteld struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Periode int         `json:"thuiszitperiode" residu:"blijft"`
		TerugOp recht.Datum `json:"terugOp"`
	}
	// LeerplichtdossierGesloten says that supervision is over, and in wide terms
	// why. A periode of thuiszitten that went on ends with it.
	LeerplichtdossierGesloten struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Sluitreden leerplicht.Sluitreden `json:"sluitreden"`
		GeslotenOp recht.Datum           `json:"geslotenOp"`
	}
)

func (LeerplichtdossierGeopend) eventType() string {
	return "nl.leerplichtzaken.leerplichtdossier-geopend.v1"
}

func (GesprekGevoerd) eventType() string { return "nl.leerplichtzaken.gesprek-gevoerd.v1" }

func (MasRouteGekozen) eventType() string { return "nl.leerplichtzaken.mas-route-gekozen.v1" }

func (AbsoluutVerzuimVastgesteld) eventType() string {
	return "nl.leerplichtzaken.absoluut-verzuim-vastgesteld.v1"
}

func (AbsoluutVerzuimBeeindigd) eventType() string {
	return "nl.leerplichtzaken.absoluut-verzuim-beeindigd.v1"
}

func (ThuiszitterGesignaleerd) eventType() string {
	return "nl.leerplichtzaken.thuiszitter-gesignaleerd.v1"
}

func (ThuiszitterAangemerkt) eventType() string {
	return "nl.leerplichtzaken.thuiszitter-aangemerkt.v1"
}

func (TerugkeerNaarSchoolVastgesteld) eventType() string {
	return "nl.leerplichtzaken.terugkeer-naar-school-vastgesteld.v1"
}

func (LeerplichtdossierGesloten) eventType() string {
	return "nl.leerplichtzaken.leerplichtdossier-gesloten.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, LeerplichtdossierGeopend{}, GesprekGevoerd{}, MasRouteGekozen{},
	AbsoluutVerzuimVastgesteld{}, AbsoluutVerzuimBeeindigd{}, ThuiszitterGesignaleerd{}, ThuiszitterAangemerkt{},
	TerugkeerNaarSchoolVastgesteld{}, LeerplichtdossierGesloten{}, LeerplichtdossierGerectificeerd{})
