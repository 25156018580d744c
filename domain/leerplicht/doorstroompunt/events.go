package doorstroompunt

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to one jongere. The unexported method seals
// the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string
	eventType() string
}

type (
	// VSVGesignaleerd opens the stream: somebody left school without startkwalificatie.
	VSVGesignaleerd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		leerplicht.Persoon
		Bron           Bron        `json:"signaalbron" residu:"blijft"`
		GesignaleerdOp recht.Datum `json:"gesignaleerdOp"`
	}
	// DoorstroompuntContactGelegd says that there was contact; what was said is personal.
	DoorstroompuntContactGelegd struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Nummer   int                    `json:"nummer"`
		GelegdOp recht.Datum            `json:"gelegdOp"`
		Verslag  es.Persoonlijk[string] `json:"verslag,omitzero"`
	}
	// DoorstroompuntTrajectGestart says that guidance began.
	DoorstroompuntTrajectGestart struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Traject      int          `json:"traject"` // number in this stream, from 1
		Trajectsoort Trajectsoort `json:"trajectsoort" residu:"blijft"`
		GestartOp    recht.Datum  `json:"gestartOp"`
	}
	// BegeleidingNaarWerkAfgesloten says how guidance ended.
	BegeleidingNaarWerkAfgesloten struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Traject      int         `json:"traject"`
		Uitstroom    Uitstroom   `json:"uitstroom" residu:"blijft"`
		AfgeslotenOp recht.Datum `json:"afgeslotenOp"`
	}
	// StartkwalificatieBehaald ends the file with a diploma.
	StartkwalificatieBehaald struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Niveau    Niveau      `json:"niveau" residu:"blijft"`
		BehaaldOp recht.Datum `json:"behaaldOp"`
	}
	// LeeftijdsgrensBereikt ends the file by age. Which rule was applied stands in
	// Regels; the birthday itself is personal.
	LeeftijdsgrensBereikt struct {
		leerplicht.Handeling
		leerplicht.Kenmerken
		Grens     int                         `json:"leeftijdsgrens" residu:"blijft"` // in years
		BereiktOp es.Persoonlijk[recht.Datum] `json:"bereiktOp"`
	}
)

func (VSVGesignaleerd) eventType() string { return "nl.leerplichtzaken.vsv-gesignaleerd.v1" }

func (DoorstroompuntContactGelegd) eventType() string {
	return "nl.leerplichtzaken.doorstroompunt-contact-gelegd.v1"
}

func (DoorstroompuntTrajectGestart) eventType() string {
	return "nl.leerplichtzaken.doorstroompunt-traject-gestart.v1"
}

func (BegeleidingNaarWerkAfgesloten) eventType() string {
	return "nl.leerplichtzaken.begeleiding-naar-werk-afgesloten.v1"
}

func (StartkwalificatieBehaald) eventType() string {
	return "nl.leerplichtzaken.startkwalificatie-behaald.v1"
}

func (LeeftijdsgrensBereikt) eventType() string {
	return "nl.leerplichtzaken.leeftijdsgrens-bereikt.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, VSVGesignaleerd{}, DoorstroompuntContactGelegd{},
	DoorstroompuntTrajectGestart{}, BegeleidingNaarWerkAfgesloten{}, StartkwalificatieBehaald{}, LeeftijdsgrensBereikt{}, DoorstroompuntdossierGerectificeerd{})

// Zin says what happened.
func (e VSVGesignaleerd) Zin() string {
	return "Op " + e.GesignaleerdOp.String() + " is een voortijdig schoolverlater gesignaleerd uit " + naam(e.Gemeente) + "."
}

// Zin says what happened.
func (e DoorstroompuntContactGelegd) Zin() string {
	return "Op " + e.GelegdOp.String() + " is contact gelegd met de jongere."
}

// Zin says what happened.
func (e DoorstroompuntTrajectGestart) Zin() string {
	return "Op " + e.GestartOp.String() + " is een traject gestart (" + woorden(e.Trajectsoort) + ")."
}

// Zin says what happened.
func (e BegeleidingNaarWerkAfgesloten) Zin() string {
	return "De begeleiding is op " + e.AfgeslotenOp.String() + " afgesloten (" + woorden(e.Uitstroom) + ")."
}

// Zin says what happened.
func (e StartkwalificatieBehaald) Zin() string {
	return "De jongere heeft op " + e.BehaaldOp.String() + " een startkwalificatie behaald (" + woorden(e.Niveau) + ")."
}

// Zin says what happened, without the birthday.
func (e LeeftijdsgrensBereikt) Zin() string {
	return "De jongere heeft de leeftijdsgrens van " + jaren(e.Grens) + " bereikt en wordt niet meer gevolgd."
}
