package verzuimmelding

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to one melding. The unexported method
// seals the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

// Kenmerken are the public features of a melding that stay after destruction.
type Kenmerken struct {
	leerplicht.Kenmerken
	Verzuimsoort Verzuimsoort `json:"verzuimsoort" residu:"blijft"`
	Tijdigheid   Tijdigheid   `json:"tijdigheid" residu:"blijft"`
}

// A Melding is what the school reported. Its days and school are public while
// the file lasts; the rest is personal.
type Melding struct {
	leerplicht.Persoon
	School            leerplicht.School              `json:"school"`
	Begindatum        recht.Datum                    `json:"begindatum"`
	Einddatum         recht.Datum                    `json:"einddatum,omitzero"` // at 16_UUR the day on which sixteen was reached
	OntvangenOp       recht.Datum                    `json:"ontvangenOp"`        // the day on which the school registered it
	UiterlijkOp       recht.Datum                    `json:"uiterlijkOp,omitzero"`
	Uren              es.Persoonlijk[int]            `json:"uren,omitzero"`
	Startkwalificatie es.Persoonlijk[bool]           `json:"startkwalificatie,omitzero"`
	Bijzonderheden    es.Persoonlijk[Bijzonderheden] `json:"bijzonderheden,omitzero"`
	ContactSchool     es.Persoonlijk[Contact]        `json:"contactSchool,omitzero"`
	Telefoons         es.Persoonlijk[[]string]       `json:"telefoons,omitzero"`
	Verblijfadres     es.Persoonlijk[string]         `json:"verblijfadres,omitzero"` // when it differs from the BRP
}

type (
	// VerzuimmeldingOntvangen opens the stream: DUO status geregistreerd.
	VerzuimmeldingOntvangen struct {
		leerplicht.Handeling
		Kenmerken
		Melding
	}
	// VerzuimmeldingGecorrigeerd replaces what was received. Eerder repeats the
	// features that no longer hold, so that a figure can take them back.
	VerzuimmeldingGecorrigeerd struct {
		leerplicht.Handeling
		Kenmerken
		Melding
		Eerder Eerder `json:"eerder"`
	}
	// VerzuimmeldingInBehandelingGenomen says that the gemeente works on it.
	VerzuimmeldingInBehandelingGenomen struct {
		leerplicht.Handeling
		Kenmerken
		GenomenOp recht.Datum `json:"genomenOp"`
		Dossier   uuid.UUID   `json:"dossier,omitzero"` // the dossier it belongs to
	}
	// VerzuimmeldingTerKennisgevingAangenomen says that it was noted, without treatment.
	VerzuimmeldingTerKennisgevingAangenomen struct {
		leerplicht.Handeling
		Kenmerken
		AangenomenOp recht.Datum `json:"aangenomenOp"`
	}
	// VerzuimmeldingIngetrokken says that the school took it back.
	VerzuimmeldingIngetrokken struct {
		leerplicht.Handeling
		Kenmerken
		IngetrokkenOp recht.Datum `json:"ingetrokkenOp"`
	}
	// VerzuimmeldingAfgesloten says that the treatment is over, and in wide terms why.
	VerzuimmeldingAfgesloten struct {
		leerplicht.Handeling
		Kenmerken
		Sluitreden      leerplicht.Sluitreden   `json:"sluitreden"`
		AfgeslotenOp    recht.Datum             `json:"afgeslotenOp"`
		Opmerking       es.Persoonlijk[string]  `json:"opmerking,omitzero"`
		ContactGemeente es.Persoonlijk[Contact] `json:"contactGemeente,omitzero"`
	}
	// VerzuimStatusAanDUOGeleverd says that a status went to the register.
	VerzuimStatusAanDUOGeleverd struct {
		leerplicht.Handeling
		Kenmerken
		Status     Status      `json:"duoStatus"`
		GeleverdOp recht.Datum `json:"geleverdOp"`
	}
)

// Eerder are the features that a correction replaces.
type Eerder struct{ Kenmerken }

func (VerzuimmeldingOntvangen) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-ontvangen.v1"
}

func (VerzuimmeldingGecorrigeerd) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-gecorrigeerd.v1"
}

func (VerzuimmeldingInBehandelingGenomen) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-in-behandeling-genomen.v1"
}

func (VerzuimmeldingTerKennisgevingAangenomen) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-ter-kennisgeving-aangenomen.v1"
}

func (VerzuimmeldingIngetrokken) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-ingetrokken.v1"
}

func (VerzuimmeldingAfgesloten) eventType() string {
	return "nl.leerplichtzaken.verzuimmelding-afgesloten.v1"
}

func (VerzuimStatusAanDUOGeleverd) eventType() string {
	return "nl.leerplichtzaken.verzuim-status-aan-duo-geleverd.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, VerzuimmeldingOntvangen{}, VerzuimmeldingGecorrigeerd{},
	VerzuimmeldingInBehandelingGenomen{}, VerzuimmeldingTerKennisgevingAangenomen{}, VerzuimmeldingIngetrokken{},
	VerzuimmeldingAfgesloten{}, VerzuimStatusAanDUOGeleverd{},
	VerzuimmeldingBetwist{}, VerzuimmeldingBetwistingAfgehandeld{}, ZienswijzeOudersVastgelegd{},
	VerzuimsignaalVastgelegd{}, VerzuimsignaalBeoordeeld{})

// kenmerk returns the features that every event of a melding carries.
func (k Kenmerken) kenmerk() Kenmerken { return k }
