// Package uitgifte records that a copy of the history left the office: which part,
// when, at whose word, to whom, and the hash of the bytes. What is shielded or
// destroyed later can then be called back from whoever has it (AVG art. 19).
//
// A uitgifte is one stream with one event, recorded before the first byte leaves. The
// receiver is an office or a system, never a person; the bytes are not kept.
package uitgifte

import (
	"fmt"
	"regexp"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "uitgifte"

// Stroom returns the stream of one copy.
func Stroom(id uuid.UUID) es.Stream { return es.StreamOf(Soort, id) }

const regel = "AVG art. 19 (kennisgevingsplicht); AVG art. 5 lid 2"

// Refusals.
var (
	ErrOntvanger = es.Refuse("uitgifte/ontvanger-onjuist",
		"Noem als ontvanger een organisatie of systeem met ten hoogste 40 kleine letters, cijfers en streepjes, zoals archief-gelderland. Een mens noemt u niet.", regel)
	ErrSoort = es.Refuse("uitgifte/soort-onjuist",
		"Een uitgegeven kopie is een geschiedenis, een reservekopie of een rapport.", regel)
	ErrPosities = es.Refuse("uitgifte/posities-onjuist",
		"Een kopie begint na een positie, en loopt tot en met een latere die er is.", regel)
	ErrKenmerk = es.Refuse("uitgifte/kenmerk-onjuist",
		"Het kenmerk is de SHA-256 van de bytes, als 64 kleine hexadecimale tekens, met het aantal bytes; weet u ze niet, laat beide dan weg.", regel)
	ErrAlUitgegeven = es.Refuse("uitgifte/al-uitgegeven",
		"Deze uitgifte is al anders vastgelegd; leg een nieuwe vast.", regel)
)

// A Kopiesoort is what left.
type Kopiesoort string

// The kinds.
const (
	Geschiedenis Kopiesoort = "geschiedenis" // kroniek export
	Reservekopie Kopiesoort = "reservekopie" // a backup that went to another organisation
	Rapport      Kopiesoort = "rapport"      // a report that somebody downloaded and passed on
)

// Waarden returns the known values.
func (Kopiesoort) Waarden() []string {
	return []string{string(Geschiedenis), string(Reservekopie), string(Rapport)}
}

// A Kopie is what left, exactly.
type Kopie struct {
	Soort     Kopiesoort `json:"kopiesoort"`
	Ontvanger string     `json:"kopieontvanger"` // office or system: a word without meaning for a person
	Na        int64      `json:"uitgegevenNa"`   // the copy begins after this position
	Tot       int64      `json:"uitgegevenTot"`  // and holds up to and including this one
	// SHA256 is the lowercase hex hash of the bytes, Omvang their number; both are
	// absent when whoever recorded it did not have the bytes.
	SHA256 string `json:"sha256,omitzero"`
	Omvang int64  `json:"omvang,omitzero"`
	// Beheerhandeling is the act that two persons agreed to; absent when no two were
	// needed, or when there were none yet.
	Beheerhandeling uuid.UUID `json:"beheerkenmerk,omitzero"`
}

// Bevat reports whether what lies at p was in the copy.
func (k Kopie) Bevat(p es.Position) bool { return k.Na < int64(p) && int64(p) <= k.Tot }

// An Event is something recorded about a copy.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

// KopieUitgegeven says that a copy leaves.
type KopieUitgegeven struct {
	recht.Verantwoording
	Kopie
	UitgegevenOp recht.Datum `json:"uitgegevenOp"`
}

func (KopieUitgegeven) eventType() string { return "nl.archiefzaken.kopie-uitgegeven.v1" }

// Zin says what happened.
func (e KopieUitgegeven) Zin() string {
	return fmt.Sprintf("Een %s is uitgegeven aan %s, van na positie %d tot en met positie %d.", e.Soort, e.Ontvanger, e.Na, e.Tot)
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, KopieUitgegeven{})

// A Command asks to record something about one copy.
type Command interface{ command() }

// GeefUit records that a copy leaves. Kop is the last position there is.
type GeefUit struct {
	recht.Opdracht
	Kopie
	Kop es.Position
}

func (GeefUit) command() {}

// State is what left.
type State struct{ uitgegeven *KopieUitgegeven }

// Uitgegeven returns what left; false before that.
func (s State) Uitgegeven() (KopieUitgegeven, bool) {
	if s.uitgegeven == nil {
		return KopieUitgegeven{}, false
	}
	return *s.uitgegeven, true
}

// Toestand says in Dutch what left.
func (s State) Toestand() string {
	if s.uitgegeven == nil {
		return "niets uitgegeven"
	}
	return fmt.Sprintf("uitgegeven op %s: %s aan %s, tot en met positie %d",
		s.uitgegeven.UitgegevenOp, s.uitgegeven.Soort, s.uitgegeven.Ontvanger, s.uitgegeven.Tot)
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Words of a receiver, as of an abonnement: too few digits in a row for a number
// that means a person.
var (
	woord   = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	cijfers = regexp.MustCompile(`[0-9]{5}`)
	kenmerk = regexp.MustCompile(`^[0-9a-f]{64}$`)
)

const langsteNaam = 40

// Decide applies the rules for a copy that leaves.
func Decide(c Command, s State) ([]Event, error) {
	g, ok := c.(GeefUit)
	if !ok {
		panic("uitgifte: command without a case in Decide")
	}
	k := g.Kopie
	switch {
	case s.uitgegeven != nil && s.uitgegeven.Kopie == k:
		return nil, nil
	case s.uitgegeven != nil:
		return nil, ErrAlUitgegeven
	case k.Soort != Geschiedenis && k.Soort != Reservekopie && k.Soort != Rapport:
		return nil, ErrSoort
	case len(k.Ontvanger) > langsteNaam || !woord.MatchString(k.Ontvanger) || cijfers.MatchString(k.Ontvanger):
		return nil, ErrOntvanger
	case k.Na < 0 || k.Na >= k.Tot || k.Tot > int64(g.Kop):
		return nil, ErrPosities
	case (k.SHA256 == "") != (k.Omvang == 0) || k.Omvang < 0 || k.SHA256 != "" && !kenmerk.MatchString(k.SHA256):
		return nil, ErrKenmerk
	}
	v, err := g.Verantwoord(recht.Directeur, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{KopieUitgegeven{Verantwoording: v, Kopie: k, UitgegevenOp: g.Vandaag()}}, nil
}

// Evolve returns s after e.
func Evolve(_ State, e Event) State {
	v, ok := e.(KopieUitgegeven)
	if !ok {
		panic("uitgifte: event without a case in Evolve: " + e.eventType())
	}
	return State{uitgegeven: &v}
}
