// Package rapportverstrekking records that a report was handed out: which report, as
// known when, to which organs, and the hash of the exact bytes. Raden and bestuur can
// ask later what stood in it, and anybody who kept the bytes can show that these are
// they (Wgr art. 16 to 19a, inlichtingen en verantwoording).
//
// The bytes themselves are not kept. They are made again from what was known then, and
// given only when their hash is the one that was recorded. Receivers are organs, never
// persons.
package rapportverstrekking

import (
	"regexp"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Soort is the kind of stream, the first part of its name.
const Soort = "rapportverstrekking"

const regel = "Wgr art. 16 t/m 19a (inlichtingen en verantwoording)"

// Refusals.
var (
	ErrOntvangers = es.Refuse("rapportverstrekking/ontvangers",
		"Noem een of meer ontvangers, elk een keer: algemeen-bestuur, dagelijks-bestuur, directeur, accountant, bestuurscommissie:<module> of raad:<gemeentecode> van een deelnemer. Personen worden niet genoemd.", regel)
	ErrAlVerstrekt = es.Refuse("rapportverstrekking/al-verstrekt",
		"Deze verstrekking is al anders vastgelegd; verstrek het rapport opnieuw.", regel)
	ErrFilter = es.Refuse("rapportverstrekking/filter",
		"Een filter van een verstrekt rapport heeft een naam en een waarde van ten hoogste 100 letters, cijfers, spaties en leestekens; het blijft voor altijd vastgelegd.", regel)
	ErrInhoud = es.Refuse("rapportverstrekking/inhoud",
		"Een verstrekt rapport heeft een vorm, een positie, een leesmodel en het kenmerk van zijn bytes.", regel)
	ErrGeenRecht = es.Refuse("rapportverstrekking/ontvanger-zonder-recht",
		"Een van de ontvangers mag dit rapport, met dit filter, niet lezen. Kies een ander filter of andere ontvangers.", "AVG art. 5 lid 1 onder c")
	ErrGesloten = es.Refuse("rapportverstrekking/over-personen",
		"Dit rapport gaat over afzonderlijke personen en wordt niet verstrekt; wie er recht op heeft vraagt het zelf op.", "AVG art. 5 lid 1 onder c")
	ErrNietGelijk = es.Refuse("rapportverstrekking/niet-gelijk",
		"Het rapport is niet meer byte voor byte te herhalen, dus wordt er geen gegeven.", regel)
)

// A Vorm is the form of a report.
type Vorm string

// The forms.
const (
	JSON Vorm = "json"
	CSV  Vorm = "csv"
)

// Waarden returns the known values.
func (Vorm) Waarden() []string { return []string{string(JSON), string(CSV)} }

// Accountant receives reports beside the organs.
const Accountant recht.Orgaan = "accountant"

// A Filterkeuze is a filter of the report.
type Filterkeuze struct {
	Naam   string `json:"naam" residu:"blijft"`
	Waarde string `json:"waarde" residu:"blijft"`
}

// A Stuk is what was handed out, exactly.
type Stuk struct {
	Rapport         string        `json:"rapport" residu:"blijft"`
	Vorm            Vorm          `json:"vorm" residu:"blijft"`
	Filters         []Filterkeuze `json:"filters,omitzero" residu:"blijft"` // in order of name
	Peildatum       recht.Datum   `json:"peildatum,omitzero" residu:"blijft"`
	BekendOp        int64         `json:"bekendOp" residu:"blijft"`        // position as known at which
	Afgeschermd     bool          `json:"afgeschermd" residu:"blijft"`     // small groups were shielded
	Leesmodel       string        `json:"leesmodel" residu:"blijft"`       // read model behind it
	Leesmodelversie int           `json:"leesmodelversie" residu:"blijft"` // its version
	Wortel          string        `json:"wortel" residu:"blijft"`          // root of the log at BekendOp, base64
	SHA256          string        `json:"sha256" residu:"blijft"`          // of the bytes
	RegelsSHA256    string        `json:"regelsSha256" residu:"blijft"`    // of the lines alone
	Omvang          int64         `json:"omvang" residu:"blijft"`          // number of bytes
}

// An Event is something recorded about a handed-out report.
type Event interface {
	recht.Verantwoord
	Zin() string // what happened, in one Dutch sentence
	eventType() string
}

// RapportVerstrekt says that a report was handed out.
type RapportVerstrekt struct {
	recht.Verantwoording
	Stuk
	Ontvangers  []recht.Orgaan `json:"ontvangers" residu:"blijft"`
	VerstrektOp recht.Datum    `json:"verstrektOp" residu:"blijft"` // day; tables that were fixed by then are in it
}

func (RapportVerstrekt) eventType() string {
	return "nl.gemeenschappelijke-regelingen.rapport-verstrekt.v1"
}

// Events is the catalog of this package.
var Events = es.NewCatalog[Event](Event.eventType, RapportVerstrekt{})

// A Command asks to record something about a handed-out report.
type Command interface{ command() }

// Verstrek records that a report is handed out.
type Verstrek struct {
	recht.Opdracht
	Stuk
	Ontvangers []recht.Orgaan
}

func (Verstrek) command() {}

// State is what was handed out.
type State struct{ verstrekt *RapportVerstrekt }

// Verstrekt returns what was handed out; false before that.
func (s State) Verstrekt() (RapportVerstrekt, bool) {
	if s.verstrekt == nil {
		return RapportVerstrekt{}, false
	}
	return *s.verstrekt, true
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for handing out.
func Decide(c Command, s State) ([]Event, error) {
	v, ok := c.(Verstrek)
	if !ok {
		panic("rapportverstrekking: command without a case in Decide")
	}
	wie, err := v.Verantwoord(recht.Directeur, recht.Grondslag{Soort: recht.Feitelijk})
	if err != nil {
		return nil, err
	}
	e := RapportVerstrekt{Verantwoording: wie, Stuk: v.Stuk, Ontvangers: v.Ontvangers, VerstrektOp: v.Vandaag()}
	switch {
	case s.verstrekt != nil && zelfde(*s.verstrekt, e):
		return nil, nil
	case s.verstrekt != nil:
		return nil, ErrAlVerstrekt
	case !ontvangersKloppen(v.Ontvangers):
		return nil, ErrOntvangers
	case !filtersKloppen(v.Filters):
		return nil, ErrFilter
	case !v.Stuk.klopt():
		return nil, ErrInhoud
	}
	return []Event{e}, nil
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	v, ok := e.(RapportVerstrekt)
	if !ok {
		panic("rapportverstrekking: event without a case in Evolve: " + e.eventType())
	}
	s.verstrekt = &v
	return s
}

// zelfde compares what was handed out to whom, not when or by whom.
func zelfde(a, b RapportVerstrekt) bool {
	return a.Rapport == b.Rapport && a.Vorm == b.Vorm && slices.Equal(a.Filters, b.Filters) && a.Peildatum == b.Peildatum &&
		a.BekendOp == b.BekendOp && a.SHA256 == b.SHA256 && slices.Equal(a.Ontvangers, b.Ontvangers)
}

var kenmerk = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (s Stuk) klopt() bool {
	return s.Rapport != "" && (s.Vorm == JSON || s.Vorm == CSV) && s.BekendOp >= 0 && s.Leesmodel != "" && s.Leesmodelversie > 0 &&
		s.Wortel != "" && kenmerk.MatchString(s.SHA256) && kenmerk.MatchString(s.RegelsSHA256) && s.Omvang > 0
}

// filtertekst is what a filter may hold: it is public, and stays.
var filtertekst = regexp.MustCompile(`^[\pL\pN .,:()/'+_-]{1,100}$`)

func filtersKloppen(fs []Filterkeuze) bool {
	for i, f := range fs {
		if !filtertekst.MatchString(f.Waarde) || !filtertekst.MatchString(f.Naam) || i > 0 && fs[i-1].Naam >= f.Naam {
			return false
		}
	}
	return true
}

func ontvangersKloppen(os []recht.Orgaan) bool {
	for i, o := range os {
		if !Bekend(o) || slices.Contains(os[:i], o) {
			return false
		}
	}
	return len(os) > 0
}

// Bekend reports whether o is an organ that reports are handed out to.
func Bekend(o recht.Orgaan) bool {
	switch o {
	case recht.AlgemeenBestuur, recht.DagelijksBestuur, recht.Directeur, Accountant:
		return true
	}
	soort, van, _ := strings.Cut(string(o), ":")
	switch soort {
	case "bestuurscommissie":
		return recht.Module(van).IsModule()
	case "raad":
		_, ok := recht.NaamVan(recht.Gemeentecode(van))
		return ok
	}
	return false
}
