package match

import (
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// A Command asks to record a step of one match.
type Command interface{ command() }

// Commands up to the decision of the werkgever.
type (
	// StelVoor records a suggestion by a person. Kandidaat and vacature were looked
	// up: whether the one is available and the other open is what was seen then.
	StelVoor struct {
		recht.Opdracht
		Plek
		Opgezocht
		Pseudoniem           wsp.Pseudoniem
		KandidaatBeschikbaar bool
		VacatureOpen         bool
		VoorgesteldOp        recht.Datum
	}
	// DoeVoorstel records that the werkgever heard of it.
	DoeVoorstel struct {
		recht.Opdracht
		GedaanOp recht.Datum
	}
	// HoudGesprek records a meeting; Gesprek is one more than the last, or the
	// number of one that was recorded, to say it again.
	HoudGesprek struct {
		recht.Opdracht
		Gesprek   int
		GesprekOp recht.Datum
	}
	// WijsAf ends the match before it was placed. With Corrigeert it replaces the
	// party, reason or day of an earlier afwijzing.
	WijsAf struct {
		recht.Opdracht
		Door        Partij
		Reden       Afwijsreden
		AfgewezenOp recht.Datum
	}
	// StartProefplaatsing records unpaid work on trial up to and including LaatsteDag.
	StartProefplaatsing struct {
		recht.Opdracht
		GestartOp  recht.Datum
		LaatsteDag recht.Datum
	}
	// BeeindigProefplaatsing records its last day.
	BeeindigProefplaatsing struct {
		recht.Opdracht
		Uitkomst   Proefuitkomst
		LaatsteDag recht.Datum
	}
)

// Commands from placed work on.
type (
	// Plaats records that the kandidaat has work. With Corrigeert it replaces what
	// was recorded; a second correction names the first, since the hours are closed
	// to the decision and cannot be compared.
	Plaats struct {
		recht.Opdracht
		Uren          wsp.Honderdsten
		Contractsoort Contractsoort
		Regeling      Regeling
		BegonnenOp    recht.Datum
	}
	// OntvangLoonkostensubsidie records a besluit of the college that pays.
	// Loonwaarde 0 says that the forfait is paid.
	OntvangLoonkostensubsidie struct {
		recht.Opdracht
		Gemeente    recht.Gemeentecode
		Kenmerk     string
		Loonwaarde  wsp.Tienduizendsten
		Maandbedrag recht.Bedrag
		BeslotenOp  recht.Datum
		VanafOp     recht.Datum
		OntvangenOp recht.Datum
	}
	// ZetJobcoachIn records that a jobcoach guides at work.
	ZetJobcoachIn struct {
		recht.Opdracht
		IngezetOp recht.Datum
	}
	// ZetInstrumentIn records another instrument. Nummer is one more than the last,
	// or the number of one that was recorded.
	ZetInstrumentIn struct {
		recht.Opdracht
		Nummer     int
		Instrument Instrument
		IngezetOp  recht.Datum
	}
	// VoerNazorggesprek records a talk after placement, numbered as HoudGesprek.
	VoerNazorggesprek struct {
		recht.Opdracht
		Gesprek   int
		GesprekOp recht.Datum
	}
	// BeeindigPlaatsing records the last day of the work. With Corrigeert it
	// replaces it, and without a last day it takes the end away.
	BeeindigPlaatsing struct {
		recht.Opdracht
		Reden      Eindreden
		LaatsteDag recht.Datum
	}
	// StelDuurzaamVast records that the work lasted its term.
	StelDuurzaamVast struct {
		recht.Opdracht
		VastgesteldOp recht.Datum
	}
)

func (StelVoor) command()                  {}
func (DoeVoorstel) command()               {}
func (HoudGesprek) command()               {}
func (WijsAf) command()                    {}
func (StartProefplaatsing) command()       {}
func (BeeindigProefplaatsing) command()    {}
func (Plaats) command()                    {}
func (OntvangLoonkostensubsidie) command() {}
func (ZetJobcoachIn) command()             {}
func (ZetInstrumentIn) command()           {}
func (VoerNazorggesprek) command()         {}
func (BeeindigPlaatsing) command()         {}
func (StelDuurzaamVast) command()          {}
