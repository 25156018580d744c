package projections

import (
	"cmp"
	"encoding/base64"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Volledigheid says what a report rests on, so that a reader can see that no
// event was skipped and have it computed again. It stands on every report.
type Volledigheid struct {
	Leesmodel    string            `json:"leesmodel"`
	Versie       int               `json:"versie"`
	BekendOp     es.Position       `json:"bekendOp"`               // the report is as known at this position
	Peildatum    recht.Datum       `json:"peildatum,omitzero"`     // and as valid on this day, when asked
	Positie      es.Position       `json:"positie"`                // how far the read model is
	Aantal       int64             `json:"aantal"`                 // events handled: equal to positie, since none is skipped
	Wortel       string            `json:"wortel"`                 // root of the log at positie, base64 as in a checkpoint
	Volledig     bool              `json:"volledig"`               // false while the projector has stopped
	Gestopt      string            `json:"gestopt,omitzero"`       // why it stopped
	GestoptVanaf es.Position       `json:"gestoptVanaf,omitzero"`  // the first event it could not handle
	Regels       []recht.Regelnoot `json:"regels"`                 // rule versions used
	Aangenomen   []string          `json:"aangenomen"`             // codes of those that are only assumed
	Gesimuleerd  bool              `json:"gesimuleerd"`            // rests in part on something invented
	Status       Status            `json:"status"`                 // how far it may be relied on
	Definitie    string            `json:"definitie"`              // what a line is, and what is counted
	Noemer       string            `json:"noemer"`                 // what shares are taken of, or that there are none
	Norm         string            `json:"norm,omitzero"`          // which norm, or that there is none and why
	Normen       []Norm            `json:"normen,omitempty"`       // norm against realisatie
	Telaat       string            `json:"teLaat,omitzero"`        // what counts as late, or why nothing can be
	Laat         *Deel             `json:"laat,omitzero"`          // how much came late, where that can be known
	Vernietigd   *Deel             `json:"vernietigd,omitzero"`    // files destroyed, of those that a temporary figure rested on
	Afgeschermd  int64             `json:"afgeschermd"`            // lines in which small groups were put together, or left out
	Drempel      int64             `json:"drempel,omitzero"`       // smallest group that is shown; absent when nothing is shielded
	KomtNietVoor []string          `json:"komtNietVoor,omitempty"` // of an empty report: filters whose value is in no line
	Vastgesteld  []Vastgesteld     `json:"vastgesteld,omitempty"`  // from when the figure of each period stands, when shielded
}

// geenNoemer is what a report without shares says of their denominator.
const geenNoemer = "geen: dit rapport geeft aantallen en bedragen, en geen aandelen"

// A Status says how far a report may be relied on.
type Status string

// The statuses. What rests on anything invented is never more than gesimuleerd.
const (
	Concept     Status = "concept"     // may change by what is recorded later
	Definitief  Status = "definitief"  // fixed
	Gesimuleerd Status = "gesimuleerd" // rests in part on something invented
)

// Vastgesteld says as known at which position the figures of a period are, for
// whoever gets them once and for all.
type Vastgesteld struct {
	Periode  string      `json:"periode"`
	Op       recht.Datum `json:"op"`       // first day on which the figure stands
	BekendOp es.Position `json:"bekendOp"` // last position before that day
}

func volledigheid(r *Rapport, s Stand, v Vraag, u Uitkomst) Volledigheid {
	w := Volledigheid{
		Leesmodel: r.Model.Naam, Versie: r.Model.Versie, BekendOp: v.BekendOp, Peildatum: v.Peildatum,
		Positie: s.Positie, Aantal: s.Aantal, Wortel: base64.StdEncoding.EncodeToString(s.Wortel[:]),
		Volledig: s.Gestopt == "" && int64(s.Positie) == s.Aantal, Gestopt: s.Gestopt, GestoptVanaf: s.Vanaf,
		Aangenomen: []string{}, // a list in JSON, also when empty
	}
	w.Regels = append([]recht.Regelnoot{}, u.Regelset...)
	slices.SortStableFunc(w.Regels, func(a, b recht.Regelnoot) int {
		return cmp.Or(cmp.Compare(a.Code, b.Code), a.Versie.DagenTot(b.Versie)*-1)
	})
	w.Regels = slices.Compact(w.Regels)
	for _, n := range w.Regels {
		if n.Aangenomen {
			w.Aangenomen = append(w.Aangenomen, n.Code)
		}
	}
	w.Aangenomen = slices.Compact(w.Aangenomen)
	w.Gesimuleerd = u.Gesimuleerd || slices.ContainsFunc(u.Regels, func(r Regel) bool { return r.Gesimuleerd })
	w.Definitie, w.Noemer, w.Normen, w.Laat, w.Vernietigd = r.Definitie, cmp.Or(r.Noemer, geenNoemer), u.Normen, u.Laat, u.Vernietigd
	w.Norm, w.Telaat = r.Maatstaf.normtekst(), r.Maatstaf.laattekst()
	if len(u.Regels) == 0 && r.Maatstaf.GeenNorm == "" {
		w.Norm += zonderRegels
	}
	if len(u.Regels) == 0 && r.Maatstaf.GeenLaat == "" {
		w.Telaat += zonderRegels
	}
	switch {
	case w.Gesimuleerd:
		w.Status = Gesimuleerd
	case u.Definitief && w.Volledig:
		w.Status = Definitief
	default:
		w.Status = Concept
	}
	return w
}

// vergelijk orders two values: numbers before text, each in its own order.
func vergelijk(a, b Waarde) int {
	m, getalA := a.(int64)
	n, getalB := b.(int64)
	switch {
	case getalA && getalB:
		return cmp.Compare(m, n)
	case getalA:
		return -1
	case getalB:
		return 1
	}
	s, _ := a.(string)
	t, _ := b.(string)
	return cmp.Compare(s, t)
}
