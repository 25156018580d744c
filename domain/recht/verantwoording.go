package recht

import (
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An Actor is who acted: in what role, for which organisation, and under which
// pseudonym. The pseudonym is random, and resolved only in the access register.
type Actor struct {
	Rol         string `json:"rol" residu:"blijft"`
	Organisatie string `json:"organisatie" residu:"blijft"` // "MGR", or a gemeentecode such as "GM0202"
	ID          string `json:"id"`
}

// Namens says in whose name was decided, and by which mandaat (Awb 10:10).
type Namens struct {
	Orgaan  Orgaan `json:"orgaan"`
	Mandaat string `json:"mandaat"` // reference of the mandaatbesluit
	Versie  int    `json:"versie"`  // its version
}

// An Orgaan is an organ that takes decisions or gives advice.
type Orgaan string

// The organs of the MGR and those around it. A bestuurscommissie carries its
// module after a colon: "bestuurscommissie:inkoop"; a raad its gemeentecode: "raad:GM0202".
const (
	AlgemeenBestuur  Orgaan = "algemeen-bestuur"
	DagelijksBestuur Orgaan = "dagelijks-bestuur"
	Directeur        Orgaan = "directeur"
	Stelsel          Orgaan = "systeem" // a process of Kroniek itself, such as termijnbewaking
)

// Bestuurscommissie returns the bestuurscommissie of a module.
func Bestuurscommissie(module string) Orgaan { return Orgaan("bestuurscommissie:" + module) }

// Raad returns the raad of a gemeente.
func Raad(g Gemeentecode) Orgaan { return Orgaan("raad:" + string(g)) }

// An Opdracht is the circumstances in which a command is given. Every command
// embeds one; nothing in it is looked up by the decision itself.
type Opdracht struct {
	Op          time.Time // moment of deciding, UTC, whole milliseconds
	Actor       Actor
	Namens      Namens
	Motivering  string    // reasons, or where they can be found (Awb 3:46)
	GeldigVanaf Datum     // legal effect from; zero means the day of Op
	Corrigeert  uuid.UUID // event that this one corrects
	Gesimuleerd bool      // true for anything invented
}

// Vandaag returns the Amsterdam day of the command.
func (o Opdracht) Vandaag() Datum { return DatumVan(o.Op) }

// OpDag returns o as if it were given on day d. An act that is recorded later rests
// on what was law on the day on which it was done.
func (o Opdracht) OpDag(d Datum) Opdracht {
	o.Op = d.Begin()
	return o
}

// A Verantwoording is the decision envelope that every event carries: who, as
// which organ, in whose name, on what ground, by which rules, valid from when.
type Verantwoording struct {
	Actor       Actor       `json:"actor"`
	Orgaan      Orgaan      `json:"orgaan" residu:"blijft"`
	Namens      Namens      `json:"namens,omitzero" residu:"blijft"`
	Grondslag   Grondslag   `json:"grondslag" residu:"blijft"`
	GeldigVanaf Datum       `json:"geldigVanaf"`
	GeldigTot   Datum       `json:"geldigTot,omitzero"`
	Motivering  string      `json:"motivering,omitzero"`
	Regels      []Regelnoot `json:"regels,omitzero" residu:"blijft"`
	Corrigeert  uuid.UUID   `json:"corrigeert,omitzero"`
	Gesimuleerd bool        `json:"gesimuleerd,omitzero" residu:"blijft"`
}

// Verantwoord makes the decision envelope of o for a decision of orgaan on
// ground g, under the given rules. It refuses a ground that is not valid on the
// day of deciding.
func (o Opdracht) Verantwoord(orgaan Orgaan, g Grondslag, regels ...Regelnoot) (Verantwoording, error) {
	if !g.geldigOp(o.Vandaag()) {
		return Verantwoording{}, ErrGrondslagOngeldig.With(g.String() + " geldt niet op " + o.Vandaag().String() + ".")
	}
	v := Verantwoording{
		Actor: o.Actor, Orgaan: orgaan, Namens: o.Namens, Grondslag: g, GeldigVanaf: o.GeldigVanaf,
		Motivering: o.Motivering, Regels: regels, Corrigeert: o.Corrigeert, Gesimuleerd: o.Gesimuleerd,
	}
	if v.GeldigVanaf.IsZero() {
		v.GeldigVanaf = o.Vandaag()
	}
	return v, nil
}

// VerantwoordMet is Verantwoord on the version of g that is law on the day of
// deciding. When that version is only assumed, the note of it joins the rules.
func (o Opdracht) VerantwoordMet(orgaan Orgaan, g Grondslagregel, regels ...Regelnoot) (Verantwoording, error) {
	grond, noot, err := g.Op(o.Vandaag())
	if err != nil {
		return Verantwoording{}, ErrGrondslagOngeldig.With(g.Code() + " geldt niet op " + o.Vandaag().String() + ".")
	}
	if noot.Aangenomen {
		regels = append(regels[:len(regels):len(regels)], noot)
	}
	return o.Verantwoord(orgaan, grond, regels...)
}

// Verantwoordt returns v itself. Event types embed a Verantwoording, so every
// event answers for itself through this method (see [Verantwoord]).
func (v Verantwoording) Verantwoordt() Verantwoording { return v }

// Verantwoord is implemented by every event of Kroniek.
type Verantwoord interface{ Verantwoordt() Verantwoording }

// A Besluit is an event type that records a decision of an organ. The three
// properties are independent of each other.
type Besluit interface {
	Verantwoord
	Aard() Aard
}

// Aard is what kind of decision an event type records.
type Aard struct {
	Bestuursbesluit bool // a decision of an organ of the MGR
	AwbBesluit      bool // a besluit in the sense of Awb 1:3
	Rechtsmiddel    bool // bezwaar or beroep is open
}

// ErrGrondslagOngeldig refuses a decision on a ground that is not law on that day.
var ErrGrondslagOngeldig = es.Refuse("recht/grondslag-ongeldig",
	"De grondslag van dit besluit geldt niet op de dag van het besluit.", "Awb 3:46")
