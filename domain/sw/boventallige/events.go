// Package boventallige decides on one medewerker who became boventallig when the
// MGR took over from GR Presikhaaf Bedrijven (Uitvoeringsplan 2020-2023, 5):
// declared, guided from work to work, and gone.
//
// To declare somebody boventallig is an act of an employer, not a besluit in the
// sense of the Awb. Why somebody left is special personal data: it lies in the
// personal part, and public is only whether it was for work. Even that class may
// be shown only in figures that hide one person.
package boventallige

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "boventallige"

// Stroom returns the stream of one case.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

// An Event is something that happened to a boventallige.
type Event interface {
	recht.Verantwoord
	eventType() string
}

// A Reden is why somebody left. It is personal.
type Reden string

// The reasons.
const (
	NieuwWerk     Reden = "nieuw-werk"
	Pensioen      Reden = "pensioen"
	LangdurigZiek Reden = "langdurig-ziek" // into the WIA
	Overleden     Reden = "overleden"
	Overig        Reden = "overig"
)

// Waarden returns the known values.
func (Reden) Waarden() []string {
	return []string{string(NieuwWerk), string(Pensioen), string(LangdurigZiek), string(Overleden), string(Overig)}
}

// A Klasse is what is public of the reason: whether it was work.
type Klasse string

// The classes. Anders holds all that is no work, so that it points at nothing.
const (
	NaarWerk Klasse = "naar-werk"
	Anders   Klasse = "anders"
)

// Waarden returns the known values.
func (Klasse) Waarden() []string { return []string{string(NaarWerk), string(Anders)} }

// Klasse returns the class of a reason.
func (r Reden) Klasse() Klasse {
	if r == NieuwWerk {
		return NaarWerk
	}
	return Anders
}

type (
	// BoventalligVerklaard opens the stream. With Corrigeert it replaces what was recorded.
	BoventalligVerklaard struct {
		sw.Handeling
		sw.Persoon
		Pseudoniem  sw.Pseudoniem  `json:"pseudoniem"`
		Kwartaal    recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		VerklaardOp recht.Datum    `json:"verklaardOp"`
	}
	// VanWerkNaarWerkTrajectGestart says that guidance began.
	VanWerkNaarWerkTrajectGestart struct {
		sw.Handeling
		Traject       int                         `json:"traject" residu:"blijft"` // number in this stream, from 1
		VerwachtEinde es.Persoonlijk[recht.Datum] `json:"verwachtEinde,omitzero"`
		Kwartaal      recht.Kwartaal              `json:"kwartaal" residu:"blijft"`
		GestartOp     recht.Datum                 `json:"gestartOp"`
	}
	// VanWerkNaarWerkTrajectBeeindigd says that guidance stopped while somebody stayed.
	VanWerkNaarWerkTrajectBeeindigd struct {
		sw.Handeling
		Traject     int            `json:"traject" residu:"blijft"`
		Kwartaal    recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		BeeindigdOp recht.Datum    `json:"beeindigdOp"`
	}
	// BoventalligheidIngetrokken says that somebody is not boventallig any more and stays.
	BoventalligheidIngetrokken struct {
		sw.Handeling
		Kwartaal      recht.Kwartaal `json:"kwartaal" residu:"blijft"`
		IngetrokkenOp recht.Datum    `json:"ingetrokkenOp"`
	}
	// BoventalligeUitgestroomd says that somebody left. With Corrigeert it replaces
	// what was recorded.
	BoventalligeUitgestroomd struct {
		sw.Handeling
		Klasse         Klasse                `json:"uitstroomklasse" residu:"blijft"`
		Reden          es.Persoonlijk[Reden] `json:"uitstroomreden"`
		Kwartaal       recht.Kwartaal        `json:"kwartaal" residu:"blijft"`
		UitgestroomdOp recht.Datum           `json:"uitgestroomdOp"`
	}
)

const domein = "nl.sociale-werkvoorzieningen."

func (BoventalligVerklaard) eventType() string { return domein + "boventallig-verklaard.v1" }
func (VanWerkNaarWerkTrajectGestart) eventType() string {
	return domein + "van-werk-naar-werk-traject-gestart.v1"
}

func (VanWerkNaarWerkTrajectBeeindigd) eventType() string {
	return domein + "van-werk-naar-werk-traject-beeindigd.v1"
}

func (BoventalligheidIngetrokken) eventType() string {
	return domein + "boventalligheid-ingetrokken.v1"
}

func (BoventalligeUitgestroomd) eventType() string { return domein + "boventallige-uitgestroomd.v1" }

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType,
	BoventalligVerklaard{}, VanWerkNaarWerkTrajectGestart{}, VanWerkNaarWerkTrajectBeeindigd{},
	BoventalligheidIngetrokken{}, BoventalligeUitgestroomd{})

// A Command asks to record something about one boventallige.
type Command interface{ command() }

type (
	// Verklaar records that somebody is boventallig.
	Verklaar struct {
		recht.Opdracht
		sw.Persoon
		Pseudoniem  sw.Pseudoniem
		VerklaardOp recht.Datum
	}
	// StartTraject records that guidance began. Traject is one more than the last,
	// or the number of the last to say it again. VerwachtEinde may be absent.
	StartTraject struct {
		recht.Opdracht
		Traject       int
		VerwachtEinde recht.Datum
		GestartOp     recht.Datum
	}
	// BeeindigTraject records that guidance stopped while somebody stayed.
	BeeindigTraject struct {
		recht.Opdracht
		Traject     int
		BeeindigdOp recht.Datum
	}
	// TrekIn records that somebody is not boventallig any more and stays.
	TrekIn struct {
		recht.Opdracht
		IngetrokkenOp recht.Datum
	}
	// StroomUit records that somebody left. A second correction names the first,
	// since the reason is closed to the decision and cannot be compared.
	StroomUit struct {
		recht.Opdracht
		Reden          Reden
		UitgestroomdOp recht.Datum
	}
)

func (Verklaar) command()        {}
func (StartTraject) command()    {}
func (BeeindigTraject) command() {}
func (TrekIn) command()          {}
func (StroomUit) command()       {}
