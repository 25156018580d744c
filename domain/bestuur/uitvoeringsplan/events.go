package uitvoeringsplan

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is something that happened to an uitvoeringsplan. The unexported
// method seals the set and names the stored type, which never changes.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

// The events up to the ontwerp.
type (
	// UitvoeringsplanOpgesteld opens the stream of a planperiode with a concept.
	UitvoeringsplanOpgesteld struct {
		recht.Verantwoording
		Titel        string      `json:"titel" residu:"blijft"`
		VanJaar      int         `json:"vanJaar" residu:"blijft"`      // first calendar year
		TotEnMetJaar int         `json:"totEnMetJaar" residu:"blijft"` // last calendar year
		OpgesteldOp  recht.Datum `json:"opgesteldOp" residu:"blijft"`
		Onderdelen   []Onderdeel `json:"onderdelen" residu:"blijft"`
	}
	// AdviesGevraagd asks one bestuurscommissie for its advies on its onderdeel.
	AdviesGevraagd struct {
		recht.Verantwoording
		Onderdeel   recht.Module `json:"onderdeel" residu:"blijft"`
		Commissie   recht.Orgaan `json:"commissie" residu:"blijft"`
		GevraagdOp  recht.Datum  `json:"gevraagdOp" residu:"blijft"`
		UiterlijkOp recht.Datum  `json:"uiterlijkOp,omitzero" residu:"blijft"` // day asked for, if any
	}
	// BestuurscommissieAdviesUitgebracht is the advies of a bestuurscommissie. A
	// second one on the same onderdeel corrects the first.
	BestuurscommissieAdviesUitgebracht struct {
		recht.Verantwoording
		Onderdeel      recht.Module   `json:"onderdeel" residu:"blijft"`
		Advies         Oordeel        `json:"advies" residu:"blijft"`
		Strekking      string         `json:"strekking,omitzero"` // what the advies comes down to, or its conditions
		UitgebrachtOp  recht.Datum    `json:"uitgebrachtOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming,omitzero"` // absent when the commissie did not vote
	}
	// OnderdeelZonderAdviesVoortgezet lets an onderdeel go on without advies.
	OnderdeelZonderAdviesVoortgezet struct {
		recht.Verantwoording
		Onderdeel    recht.Module `json:"onderdeel" residu:"blijft"`
		Reden        string       `json:"reden"`
		VoortgezetOp recht.Datum  `json:"voortgezetOp" residu:"blijft"`
	}
	// OntwerpVastgesteldDoorDagelijksBestuur turns concept and adviezen into the ontwerp.
	OntwerpVastgesteldDoorDagelijksBestuur struct {
		recht.Verantwoording
		Onderdelen     []Onderdeel    `json:"onderdelen" residu:"blijft"` // all of them, as they read now
		GenomenOp      recht.Datum    `json:"genomenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
)

// The events of the zienswijzen. Bijstelling is 0 for the plan itself.
type (
	// ZienswijzeGevraagd sends the ontwerp to one raad and starts its term.
	ZienswijzeGevraagd struct {
		recht.Verantwoording
		Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Bijstelling int                `json:"bijstelling,omitzero" residu:"blijft"`
		Onderdelen  []recht.Module     `json:"onderdelen" residu:"blijft"` // those that concern this gemeente
		VerzondenOp recht.Datum        `json:"verzondenOp" residu:"blijft"`
		Termijn     recht.Termijn      `json:"termijn" residu:"blijft"`
		Einde       recht.Termijneinde `json:"einde" residu:"blijft"`     // Uiterlijk is the last day in time
		Deelnames   []Deelnamefeit     `json:"deelnames" residu:"blijft"` // what was looked up to know whom to ask
	}
	// ZienswijzeOntvangen is the zienswijze of a raad, in time or not.
	ZienswijzeOntvangen struct {
		recht.Verantwoording
		Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Bijstelling int                `json:"bijstelling,omitzero" residu:"blijft"`
		Standpunt   Oordeel            `json:"standpunt" residu:"blijft"`
		Strekking   string             `json:"strekking,omitzero"`
		OntvangenOp recht.Datum        `json:"ontvangenOp" residu:"blijft"`
		UiterlijkOp recht.Datum        `json:"uiterlijkOp" residu:"blijft"`
		Tijdigheid  Tijdigheid         `json:"tijdigheid" residu:"blijft"`
	}
	// VanZienswijzeAfgezien says that a raad let it be known, in time, that it gives none.
	VanZienswijzeAfgezien struct {
		recht.Verantwoording
		Gemeente     recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Bijstelling  int                `json:"bijstelling,omitzero" residu:"blijft"`
		MeegedeeldOp recht.Datum        `json:"meegedeeldOp" residu:"blijft"`
	}
	// ZienswijzeTermijnVerstreken says that the term of a raad ended without a word.
	ZienswijzeTermijnVerstreken struct {
		recht.Verantwoording
		Gemeente    recht.Gemeentecode `json:"gemeente" residu:"blijft"`
		Bijstelling int                `json:"bijstelling,omitzero" residu:"blijft"`
		UiterlijkOp recht.Datum        `json:"uiterlijkOp" residu:"blijft"`
	}
	// OordeelOverZienswijzenMeegedeeld is what the dagelijks bestuur concluded per
	// zienswijze, told in writing to raden and algemeen bestuur.
	OordeelOverZienswijzenMeegedeeld struct {
		recht.Verantwoording
		Bijstelling  int                 `json:"bijstelling,omitzero" residu:"blijft"`
		Oordelen     []Zienswijzeoordeel `json:"oordelen" residu:"blijft"`
		MeegedeeldOp recht.Datum         `json:"meegedeeldOp" residu:"blijft"`
	}
)

// The events of the algemeen bestuur and what follows.
type (
	// OnderdeelVastgesteld adopts one onderdeel apart from the rest.
	OnderdeelVastgesteld struct {
		recht.Verantwoording
		Onderdeel      Onderdeel      `json:"onderdeel" residu:"blijft"` // the text as adopted
		GenomenOp      recht.Datum    `json:"genomenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
	// UitvoeringsplanVastgesteld adopts the whole plan at once.
	UitvoeringsplanVastgesteld struct {
		recht.Verantwoording
		VanJaar        int            `json:"vanJaar" residu:"blijft"`
		TotEnMetJaar   int            `json:"totEnMetJaar" residu:"blijft"`
		Onderdelen     []Onderdeel    `json:"onderdelen" residu:"blijft"` // all of them, as adopted
		GenomenOp      recht.Datum    `json:"genomenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
	// VoorstelVerworpen records that an organ voted and did not adopt.
	VoorstelVerworpen struct {
		recht.Verantwoording
		Voorstellen    []Voorstel     `json:"voorstellen" residu:"blijft"`
		GenomenOp      recht.Datum    `json:"genomenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
	// VoorstelAangehouden records that nothing was decided: no quorum, an invalid
	// vote, or a tie while not everybody voted. A next meeting may decide.
	VoorstelAangehouden struct {
		recht.Verantwoording
		Voorstellen    []Voorstel     `json:"voorstellen" residu:"blijft"`
		Reden          Aanhouding     `json:"reden" residu:"blijft"`
		AangehoudenOp  recht.Datum    `json:"aangehoudenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
	// BijstellingVoorgesteld proposes other texts for some onderdelen.
	BijstellingVoorgesteld struct {
		recht.Verantwoording
		Bijstelling   int         `json:"bijstelling" residu:"blijft"` // number, from 1
		Onderdelen    []Onderdeel `json:"onderdelen" residu:"blijft"`  // only those that change
		Strekking     string      `json:"strekking"`
		Substantieel  bool        `json:"substantieel" residu:"blijft"` // then the raden are asked again
		VoorgesteldOp recht.Datum `json:"voorgesteldOp" residu:"blijft"`
	}
	// BijstellingVastgesteld adopts a bijstelling.
	BijstellingVastgesteld struct {
		recht.Verantwoording
		Bijstelling    int            `json:"bijstelling" residu:"blijft"`
		Onderdelen     []Onderdeel    `json:"onderdelen" residu:"blijft"`
		GenomenOp      recht.Datum    `json:"genomenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
	// BesluitBekendgemaakt makes a besluit known; GeldigVanaf says from when it works.
	BesluitBekendgemaakt struct {
		recht.Verantwoording
		Besluit         Voorstel    `json:"besluit" residu:"blijft"`
		Kanaal          Kanaal      `json:"kanaal" residu:"blijft"`
		Vindplaats      string      `json:"vindplaats,omitzero" residu:"blijft"` // where it can be read
		BekendgemaaktOp recht.Datum `json:"bekendgemaaktOp" residu:"blijft"`
	}
	// BesluitToegepast records the first time that a besluit was acted upon.
	BesluitToegepast struct {
		recht.Verantwoording
		Besluit          Voorstel    `json:"besluit" residu:"blijft"`
		Toepassing       string      `json:"toepassing"` // what was done on the strength of it
		ToegepastOp      recht.Datum `json:"toegepastOp" residu:"blijft"`
		VoorBekendmaking bool        `json:"voorBekendmaking" residu:"blijft"` // it had no effect yet on that day, as known now
	}
	// BesluitIngetrokken withdraws a besluit of the algemeen bestuur.
	BesluitIngetrokken struct {
		recht.Verantwoording
		Besluit        Voorstel       `json:"besluit" residu:"blijft"`
		GenomenOp      recht.Datum    `json:"genomenOp" residu:"blijft"`
		Besluitvorming Besluitvorming `json:"besluitvorming"`
	}
	// PlanperiodeGeeindigd says that the last day of the planperiode is over.
	PlanperiodeGeeindigd struct {
		recht.Verantwoording
		VanJaar      int `json:"vanJaar" residu:"blijft"`
		TotEnMetJaar int `json:"totEnMetJaar" residu:"blijft"`
	}
)

// Events is the catalog of this package. Every event is listed here.
var Events = es.NewCatalog[Event](Event.eventType,
	UitvoeringsplanOpgesteld{}, AdviesGevraagd{}, BestuurscommissieAdviesUitgebracht{},
	OnderdeelZonderAdviesVoortgezet{}, OntwerpVastgesteldDoorDagelijksBestuur{},
	ZienswijzeGevraagd{}, ZienswijzeOntvangen{}, VanZienswijzeAfgezien{},
	ZienswijzeTermijnVerstreken{}, OordeelOverZienswijzenMeegedeeld{},
	OnderdeelVastgesteld{}, UitvoeringsplanVastgesteld{}, VoorstelVerworpen{}, VoorstelAangehouden{},
	BijstellingVoorgesteld{}, BijstellingVastgesteld{}, BesluitBekendgemaakt{}, BesluitToegepast{},
	BesluitIngetrokken{}, PlanperiodeGeeindigd{})
