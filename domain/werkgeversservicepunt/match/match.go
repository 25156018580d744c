// Package match decides on one proposal of a kandidaat for a vacature, from the
// first thought up to duurzaam placed work (Uitvoeringsplan 2020-2023, 4).
//
// A match is a suggestion by a person, on which people decide: a process can give
// none of these commands (AVG art. 22). The stream is about one person, so which
// kandidaat, which vacature, how many hours and why work ended are personal;
// public is only what figures need. A match counts for the gemeente that pays.
//
// Placed work ends once and a match is placed once. What was recorded wrongly is
// corrected by a new event; when a correction shows that the term of duurzaam was
// not reached after all, the same decision takes duurzaam back.
package match

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "match"

// An Event is something that happened to a match.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// A Plek is where a match counts. Events that figures rest on embed it inline.
type Plek struct {
	wsp.Indeling
	Sector wsp.Sector `json:"sector" residu:"blijft"` // of the werkgever
}

// An Opgezocht is which kandidaat and vacature were looked up, at these
// revisions of their streams. Together they lead to a person.
type Opgezocht struct {
	Kandidaat        es.Stream   `json:"kandidaat"`
	Kandidaatrevisie es.Revision `json:"kandidaatrevisie"`
	Vacature         es.Stream   `json:"vacature"`
	Vacaturerevisie  es.Revision `json:"vacaturerevisie"`
}

type (
	// MatchVoorgesteld opens the stream.
	MatchVoorgesteld struct {
		wsp.Handeling
		Plek
		Pseudoniem    wsp.Pseudoniem            `json:"pseudoniem"`
		Opgezocht     es.Persoonlijk[Opgezocht] `json:"opgezocht"`
		Kwartaal      recht.Kwartaal            `json:"kwartaal" residu:"blijft"`
		VoorgesteldOp recht.Datum               `json:"voorgesteldOp"`
	}
	// VoorstelAanWerkgeverGedaan says that the werkgever knows of the kandidaat.
	VoorstelAanWerkgeverGedaan struct {
		wsp.Handeling
		Kwartaal recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		GedaanOp recht.Datum    `json:"gedaanOp"`
	}
	// SollicitatiegesprekGehouden says that werkgever and kandidaat met.
	SollicitatiegesprekGehouden struct {
		wsp.Handeling
		Gesprek   int            `json:"gesprek" residu:"blijft"` // number in this stream, from 1
		Kwartaal  recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		GesprekOp recht.Datum    `json:"gesprekOp"`
	}
	// MatchAfgewezen ends a match before it was placed.
	MatchAfgewezen struct {
		wsp.Handeling
		Door        Partij         `json:"door" residu:"blijft"`
		Reden       Afwijsreden    `json:"afwijsreden" residu:"blijft"`
		Kwartaal    recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		AfgewezenOp recht.Datum    `json:"afgewezenOp"`
	}
	// ProefplaatsingGestart says that the kandidaat works on trial, unpaid, until
	// and including the last day.
	ProefplaatsingGestart struct {
		wsp.Handeling
		Kwartaal   recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		GestartOp  recht.Datum    `json:"gestartOp"`
		LaatsteDag recht.Datum    `json:"laatsteDag"`    // as agreed
		TenHoogste recht.Datum    `json:"tenHoogsteTot"` // last day that the rule allows
	}
	// ProefplaatsingBeeindigd says on which day the trial ended.
	ProefplaatsingBeeindigd struct {
		wsp.Handeling
		Uitkomst   Proefuitkomst  `json:"proefuitkomst" residu:"blijft"`
		Kwartaal   recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		LaatsteDag recht.Datum    `json:"laatsteDag"`
	}
	// KandidaatGeplaatst says that the kandidaat has work. With Corrigeert it
	// replaces what was recorded. Its quarter is the cohort for duurzaam.
	KandidaatGeplaatst struct {
		wsp.Handeling
		Contractsoort Contractsoort                   `json:"contractsoort" residu:"blijft"`
		Regeling      Regeling                        `json:"arbeidsregeling" residu:"blijft"`
		Urenklasse    Urenklasse                      `json:"urenklasse" residu:"blijft"`
		BaanTienden   int                             `json:"baanTienden,omitzero" residu:"blijft"` // jobs of the banenafspraak, in tenths; only for the doelgroepregister
		Uren          es.Persoonlijk[wsp.Honderdsten] `json:"uren"`                                 // per week, in hundredths
		Kwartaal      recht.Kwartaal                  `json:"kwartaal" residu:"blijft"`
		BegonnenOp    recht.Datum                     `json:"begonnenOp"`
		DuurzaamNa    recht.Datum                     `json:"duurzaamNa"` // last day of the term
	}
	// LoonkostensubsidieVerleend says that a college told that it granted
	// loonkostensubsidie. It is a besluit of that college, recorded as received.
	LoonkostensubsidieVerleend struct {
		wsp.Handeling
		Gemeente    recht.Gemeentecode                  `json:"gemeente" residu:"blijft"`
		Kenmerk     es.Persoonlijk[string]              `json:"besluitkenmerk"`
		Loonwaarde  es.Persoonlijk[wsp.Tienduizendsten] `json:"loonwaarde,omitzero"` // absent while the forfait is paid
		Maandbedrag es.Persoonlijk[recht.Bedrag]        `json:"maandbedrag"`
		Kwartaal    recht.Kwartaal                      `json:"kwartaal" residu:"blijft"`
		BeslotenOp  recht.Datum                         `json:"beslotenOp"`
		VanafOp     recht.Datum                         `json:"subsidieVanaf"`
		OntvangenOp recht.Datum                         `json:"ontvangenOp"`
	}
	// JobcoachIngezet says that a jobcoach guides at work.
	JobcoachIngezet struct {
		wsp.Handeling
		Kwartaal  recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		IngezetOp recht.Datum    `json:"ingezetOp"`
	}
	// InstrumentIngezet says that another instrument supports the work. Which may
	// say something about health, so it is personal.
	InstrumentIngezet struct {
		wsp.Handeling
		Instrument es.Persoonlijk[Instrument] `json:"instrument"`
		Nummer     int                        `json:"instrumentnummer" residu:"blijft"` // in this stream, from 1
		Kwartaal   recht.Kwartaal             `json:"kwartaal" residu:"blijft"`
		IngezetOp  recht.Datum                `json:"ingezetOp"`
	}
	// NazorggesprekGevoerd says that werkgever and kandidaat were asked how it goes.
	NazorggesprekGevoerd struct {
		wsp.Handeling
		Gesprek   int            `json:"gesprek" residu:"blijft"`
		Kwartaal  recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		GesprekOp recht.Datum    `json:"gesprekOp"`
	}
	// PlaatsingBeeindigd says what the last day of the work was. A correction
	// without a last day says that it did not end after all.
	PlaatsingBeeindigd struct {
		wsp.Handeling
		Reden       es.Persoonlijk[Eindreden] `json:"eindreden,omitzero"`
		VoorTermijn bool                      `json:"voorTermijn" residu:"blijft"` // ended before it was duurzaam
		Kwartaal    recht.Kwartaal            `json:"kwartaal,omitzero" residu:"blijft"`
		LaatsteDag  recht.Datum               `json:"laatsteDag,omitzero"`
	}
	// DuurzaamGeplaatst says that the work lasted its term, or, taken back, that a
	// correction showed that it did not.
	DuurzaamGeplaatst struct {
		wsp.Handeling
		Teruggenomen  bool           `json:"teruggenomen,omitzero" residu:"blijft"`
		Kwartaal      recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		VastgesteldOp recht.Datum    `json:"vastgesteldOp"`
	}
)

const domein = "nl.arbeidsbemiddelingen."

func (MatchVoorgesteld) eventType() string { return domein + "match-voorgesteld.v1" }
func (VoorstelAanWerkgeverGedaan) eventType() string {
	return domein + "voorstel-aan-werkgever-gedaan.v1"
}

func (SollicitatiegesprekGehouden) eventType() string {
	return domein + "sollicitatiegesprek-gehouden.v1"
}
func (MatchAfgewezen) eventType() string          { return domein + "match-afgewezen.v1" }
func (ProefplaatsingGestart) eventType() string   { return domein + "proefplaatsing-gestart.v1" }
func (ProefplaatsingBeeindigd) eventType() string { return domein + "proefplaatsing-beeindigd.v1" }
func (KandidaatGeplaatst) eventType() string      { return domein + "kandidaat-geplaatst.v1" }
func (LoonkostensubsidieVerleend) eventType() string {
	return domein + "loonkostensubsidie-verleend.v1"
}
func (JobcoachIngezet) eventType() string      { return domein + "jobcoach-ingezet.v1" }
func (InstrumentIngezet) eventType() string    { return domein + "instrument-ingezet.v1" }
func (NazorggesprekGevoerd) eventType() string { return domein + "nazorggesprek-gevoerd.v1" }
func (PlaatsingBeeindigd) eventType() string   { return domein + "plaatsing-beeindigd.v1" }
func (DuurzaamGeplaatst) eventType() string    { return domein + "duurzaam-geplaatst.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	MatchVoorgesteld{}, VoorstelAanWerkgeverGedaan{}, SollicitatiegesprekGehouden{}, MatchAfgewezen{},
	ProefplaatsingGestart{}, ProefplaatsingBeeindigd{}, KandidaatGeplaatst{}, LoonkostensubsidieVerleend{},
	JobcoachIngezet{}, InstrumentIngezet{}, NazorggesprekGevoerd{}, PlaatsingBeeindigd{}, DuurzaamGeplaatst{})
