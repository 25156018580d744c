// Package inmandaat records what was decided in mandaat: by which functie, in the
// name of which organ, on which bevoegdheid, for what amount, and which mandaat the
// decision names (Awb 10:1, 10:2 and 10:10).
//
// A besluit is a stream, known by its kenmerk. It is recorded as it was taken, also
// when no mandaat covered it: a decision that was unlawful was taken all the same.
// Whether there was a mandaat on that day is not decided here but shown by the report
// bevoegdheden, as known when it is asked: a mandaat that is recorded later cannot
// change what was recorded here.
//
// No person is named: who decides is a functie, and what about is a zaaknummer.
package inmandaat

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "inmandaat"

// ruimte is the fixed UUID namespace that stream ids are derived from.
var ruimte = uuid.MustParse("c2e6b1d4-93a7-4c58-8f10-5d2e7a6b4c33")

// Stroom returns the stream of the besluit with this kenmerk. It is the same on every
// machine, so a besluit is found without a lookup.
func Stroom(kenmerk string) es.Stream {
	return es.StreamOf(Soort, uuid.NewSHA1(ruimte, []byte(kenmerk)))
}

// A Besluitsoort is what kind of decision it is. It decides whether the decision has
// no effect before its bekendmaking, and whether bezwaar is open.
type Besluitsoort string

// The kinds.
const (
	Beschikking     Besluitsoort = "beschikking"                        // Awb 1:3 lid 2
	Algemeen        Besluitsoort = "besluit-van-algemene-strekking"     // Awb 1:3 lid 1
	Rechtshandeling Besluitsoort = "privaatrechtelijke-rechtshandeling" // volmacht: Awb 10:12
)

// Waarden returns the kinds.
func (Besluitsoort) Waarden() []string {
	return []string{string(Beschikking), string(Algemeen), string(Rechtshandeling)}
}

// Bekendmaking reports whether a decision of this kind is without effect until it is
// made known (Awb 3:40): a besluit is, an act under private law is not.
func (b Besluitsoort) Bekendmaking() bool { return b != Rechtshandeling }

// A Besluit is what was decided. In whose name, and under which mandaat, stands in
// the Verantwoording.
type Besluit struct {
	Kenmerk     string              `json:"kenmerk" residu:"blijft"`
	Soort       Besluitsoort        `json:"soort" residu:"blijft"`
	Bevoegdheid mandaat.Bevoegdheid `json:"bevoegdheid" residu:"blijft"`
	Functie     mandaat.Functie     `json:"functie" residu:"blijft"`         // that decided
	Bedrag      recht.Bedrag        `json:"bedrag,omitzero" residu:"blijft"` // that it commits to; absent: none
	Zaak        string              `json:"zaak" residu:"blijft"`            // number of the zaak it is about
	GenomenOp   recht.Datum         `json:"genomenOp" residu:"blijft"`
}

// An Event is something that happened to a besluit in mandaat. The unexported method
// seals the set and names the stored type.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

type (
	// MandaatUitgeoefend records a besluit. Orgaan is in whose name it was taken, and
	// Namens the mandaat that it names; absent when it names none. A second one
	// corrects what was recorded.
	MandaatUitgeoefend struct {
		recht.Verantwoording
		Besluit
	}
	// BesluitInMandaatBekendgemaakt makes it known.
	BesluitInMandaatBekendgemaakt struct {
		recht.Verantwoording
		Kenmerk         string                 `json:"kenmerk" residu:"blijft"`
		Kanaal          uitvoeringsplan.Kanaal `json:"kanaal" residu:"blijft"`
		BekendgemaaktOp recht.Datum            `json:"bekendgemaaktOp" residu:"blijft"`
	}
	// BesluitInMandaatToegepast records the first time that it was acted upon.
	BesluitInMandaatToegepast struct {
		recht.Verantwoording
		Kenmerk     string      `json:"kenmerk" residu:"blijft"`
		ToegepastOp recht.Datum `json:"toegepastOp" residu:"blijft"`
	}
)

const domein = "nl.gemeenschappelijke-regelingen."

func (MandaatUitgeoefend) eventType() string { return domein + "mandaat-uitgeoefend.v1" }
func (BesluitInMandaatBekendgemaakt) eventType() string {
	return domein + "besluit-in-mandaat-bekendgemaakt.v1"
}

func (BesluitInMandaatToegepast) eventType() string {
	return domein + "besluit-in-mandaat-toegepast.v1"
}

// Aard implements [recht.Besluit].
func (e MandaatUitgeoefend) Aard() recht.Aard {
	return recht.Aard{Bestuursbesluit: true, AwbBesluit: e.Soort != Rechtshandeling, Rechtsmiddel: e.Soort == Beschikking}
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, MandaatUitgeoefend{}, BesluitInMandaatBekendgemaakt{}, BesluitInMandaatToegepast{})

// State is the besluit as it now stands.
type State struct {
	besluit     Besluit // empty while nothing was recorded
	orgaan      recht.Orgaan
	namens      recht.Namens
	kanaal      uitvoeringsplan.Kanaal
	bekendOp    recht.Datum
	toegepastOp recht.Datum
	correcties  int
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case MandaatUitgeoefend:
		if s.besluit.Kenmerk != "" {
			s.correcties++
		}
		s.besluit, s.orgaan, s.namens = e.Besluit, e.Orgaan, e.Namens
	case BesluitInMandaatBekendgemaakt:
		s.kanaal, s.bekendOp = e.Kanaal, e.BekendgemaaktOp
	case BesluitInMandaatToegepast:
		s.toegepastOp = e.ToegepastOp
	default:
		panic("inmandaat: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// A Stand is a besluit as it now stands, for whoever shows it.
type Stand struct {
	Besluit
	Orgaan          recht.Orgaan // in whose name
	Mandaat         string       // that it names; empty: none
	Versie          int
	BekendgemaaktOp recht.Datum
	ToegepastOp     recht.Datum
	Correcties      int
}

// Stand returns the besluit as it now stands.
func (s State) Stand() Stand {
	return Stand{s.besluit, s.orgaan, s.namens.Mandaat, s.namens.Versie, s.bekendOp, s.toegepastOp, s.correcties}
}

func kanaalGoed(k uitvoeringsplan.Kanaal) bool { return slices.Contains(k.Waarden(), string(k)) }
