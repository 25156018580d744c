package begroting

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to a begroting. The unexported method seals
// the set and names the stored type, which never changes.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

// A Stuk is what an event is about: the begroting for a year, or one of its
// begrotingswijzigingen. Events embed it inline.
type Stuk struct {
	Jaar      int `json:"begrotingsjaar" residu:"blijft"`
	Wijziging int `json:"wijziging,omitzero" residu:"blijft"` // number, from 1; 0 is the begroting itself
}

// The events of the zienswijzen (Wgr art. 35 lid 1, 3 and 4).
type (
	// OntwerpbegrotingToegezonden sends the ontwerp to one raad and starts its term.
	OntwerpbegrotingToegezonden struct {
		recht.Verantwoording
		Stuk
		Gemeente      recht.Gemeentecode     `json:"gemeente" residu:"blijft"`
		Kenmerk       string                 `json:"kenmerk" residu:"blijft"` // of the document that was sent
		ToegezondenOp recht.Datum            `json:"toegezondenOp" residu:"blijft"`
		Aanbieding    recht.Datum            `json:"voorgenomenAanbieding" residu:"blijft"` // to the algemeen bestuur, as the raad was told
		Termijn       recht.Termijn          `json:"termijn" residu:"blijft"`
		TijdigTot     recht.Datum            `json:"toezendenUiterlijk" residu:"blijft"` // last day on which sending was in time for that aanbieding
		UiterlijkOp   recht.Datum            `json:"uiterlijkOp" residu:"blijft"`        // last day on which a zienswijze is in time
		Deelnames     []bestuur.Deelnamefeit `json:"deelnames" residu:"blijft"`          // what was looked up to know whom to send it to
	}
	// ZienswijzeOpBegrotingOntvangen is the zienswijze of a raad. Whether it came in
	// time follows from the days, so that a corrected day corrects that as well.
	ZienswijzeOpBegrotingOntvangen struct {
		recht.Verantwoording
		Stuk
		Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Standpunt   bestuur.Oordeel    `json:"standpunt" residu:"blijft"`
		Strekking   string             `json:"strekking,omitzero"`
		OntvangenOp recht.Datum        `json:"ontvangenOp" residu:"blijft"`
		UiterlijkOp recht.Datum        `json:"uiterlijkOp" residu:"blijft"` // as known when it was recorded
	}
	// GeenZienswijzeOpBegrotingGemeld says that a raad let it be known, in time, that it gives none.
	GeenZienswijzeOpBegrotingGemeld struct {
		recht.Verantwoording
		Stuk
		Gemeente     recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		MeegedeeldOp recht.Datum        `json:"meegedeeldOp" residu:"blijft"`
	}
	// ZienswijzetermijnBegrotingVerstreken says that the term of a raad ended without a word.
	ZienswijzetermijnBegrotingVerstreken struct {
		recht.Verantwoording
		Stuk
		Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		UiterlijkOp recht.Datum        `json:"uiterlijkOp" residu:"blijft"`
	}
	// OntwerpbegrotingAangeboden offers the ontwerp to the algemeen bestuur, with the
	// zienswijzen that were attached. It names the raden to which the ontwerp was sent
	// too short before, as known then.
	OntwerpbegrotingAangeboden struct {
		recht.Verantwoording
		Stuk
		AangebodenOp recht.Datum          `json:"aangebodenOp" residu:"blijft"`
		Bijgevoegd   []recht.Gemeentecode `json:"bijgevoegd" residu:"blijft"`
		Termijn      recht.Termijn        `json:"termijn" residu:"blijft"`
		TijdigTot    recht.Datum          `json:"toezendenUiterlijk" residu:"blijft"` // last day on which sending was in time
		TeLaat       []recht.Gemeentecode `json:"teLaatToegezonden" residu:"blijft"`
	}
	// OordeelOverZienswijzenBegrotingMeegedeeld is what the dagelijks bestuur concluded
	// per zienswijze, told in writing to the raden.
	OordeelOverZienswijzenBegrotingMeegedeeld struct {
		recht.Verantwoording
		Stuk
		Oordelen     []bestuur.Zienswijzeoordeel `json:"oordelen" residu:"blijft"`
		MeegedeeldOp recht.Datum                 `json:"meegedeeldOp" residu:"blijft"`
	}
)

// The events of the decision and what follows.
type (
	// BegrotingVastgesteld adopts the begroting (Wgr art. 34 lid 1).
	BegrotingVastgesteld struct {
		recht.Verantwoording
		Stuk
		Vaststelling
	}
	// BegrotingswijzigingVastgesteld adopts a begrotingswijziging (Wgr art. 35 lid 6).
	BegrotingswijzigingVastgesteld struct {
		recht.Verantwoording
		Stuk
		Vaststelling
	}
	// BegrotingsvoorstelVerworpen records that the algemeen bestuur voted and did not adopt.
	BegrotingsvoorstelVerworpen struct {
		recht.Verantwoording
		Stuk
		GenomenOp      recht.Datum            `json:"genomenOp" residu:"blijft"`
		Besluitvorming bestuur.Besluitvorming `json:"besluitvorming"`
	}
	// BegrotingsvoorstelAangehouden records that nothing was decided: no quorum, an
	// invalid vote, or a tie while not everybody voted. A next meeting may decide.
	BegrotingsvoorstelAangehouden struct {
		recht.Verantwoording
		Stuk
		Reden          bestuur.Aanhouding     `json:"reden" residu:"blijft"`
		AangehoudenOp  recht.Datum            `json:"aangehoudenOp" residu:"blijft"`
		Besluitvorming bestuur.Besluitvorming `json:"besluitvorming"`
	}
	// BegrotingAanGSGezonden sends the adopted begroting to gedeputeerde staten (Wgr
	// art. 34 lid 2), in time or not.
	BegrotingAanGSGezonden struct {
		recht.Verantwoording
		Stuk
		VerzondenOp recht.Datum `json:"verzondenAanGSOp" residu:"blijft"`
		UiterlijkOp recht.Datum `json:"uiterlijkOp" residu:"blijft"`
	}
	// BegrotingswijzigingVoorgesteld proposes a change of the adopted begroting.
	BegrotingswijzigingVoorgesteld struct {
		recht.Verantwoording
		Stuk
		Strekking     string      `json:"strekking"`
		ZonderRaden   bool        `json:"zonderZienswijze" residu:"blijft"` // of a kind that the regeling exempts (Wgr art. 35 lid 6)
		VoorgesteldOp recht.Datum `json:"voorgesteldOp" residu:"blijft"`
	}
)

// A Vaststelling is what both decisions of the algemeen bestuur say. Events embed it
// inline. ZonderOordeel names the raden whose zienswijze had been received and not
// been answered on that day, where the law asks for an answer (Wgr art. 35 lid 4).
type Vaststelling struct {
	GenomenOp      recht.Datum            `json:"genomenOp" residu:"blijft"`
	Besluitvorming bestuur.Besluitvorming `json:"besluitvorming"`
	ZonderOordeel  []recht.Gemeentecode   `json:"zonderOordeel" residu:"blijft"`
}

// Events is the catalog of this package. Every event is listed here.
var Events = es.NewCatalog[Event](Event.eventType,
	OntwerpbegrotingToegezonden{}, ZienswijzeOpBegrotingOntvangen{}, GeenZienswijzeOpBegrotingGemeld{},
	ZienswijzetermijnBegrotingVerstreken{}, OntwerpbegrotingAangeboden{}, OordeelOverZienswijzenBegrotingMeegedeeld{},
	BegrotingVastgesteld{}, BegrotingswijzigingVastgesteld{}, BegrotingsvoorstelVerworpen{}, BegrotingsvoorstelAangehouden{},
	BegrotingAanGSGezonden{}, BegrotingswijzigingVoorgesteld{})
