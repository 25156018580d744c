package projections

import "fmt"

// A Maatstaf says what a report is held against, so that a reader can tell that
// there is no norm from nobody having looked. Of each pair exactly one is filled.
type Maatstaf struct {
	Norm     string // which norm, and where it comes from
	GeenNorm string // why there is none
	Laat     string // what counts as late
	GeenLaat string // why nothing can be late, or where it is told instead
}

// keur returns ErrRapport unless m says both what the norm is and what is late,
// or that there is none.
func (m Maatstaf) keur() error {
	switch {
	case (m.Norm == "") == (m.GeenNorm == ""):
		return fmt.Errorf("%w: it must say either what its norm is or why there is none", ErrRapport)
	case (m.Laat == "") == (m.GeenLaat == ""):
		return fmt.Errorf("%w: it must say either what is late or why nothing can be", ErrRapport)
	}
	return nil
}

// normtekst and laattekst are what a reader is told.
func (m Maatstaf) normtekst() string {
	if m.GeenNorm != "" {
		return "Geen norm: " + m.GeenNorm
	}
	return m.Norm
}

func (m Maatstaf) laattekst() string {
	if m.GeenLaat != "" {
		return "Niet van toepassing: " + m.GeenLaat
	}
	return m.Laat
}

// Keurdeclaratie returns an error unless every report says what it must before it
// may be given: what it is, what a line is, and what it is held against. Whoever
// offers reports calls it before offering them.
func Keurdeclaratie(rs ...*Rapport) error {
	for _, r := range rs {
		if r.Naam == "" || r.Titel == "" || r.Definitie == "" || r.Model == nil || r.Maak == nil {
			return fmt.Errorf("%w: %q lacks a name, title, definition, model or function", ErrRapport, r.Naam)
		}
		if err := r.Maatstaf.keur(); err != nil {
			return fmt.Errorf("report %s: %w", r.Naam, err)
		}
	}
	return nil
}

// zonderRegels and nietAlles are added to what a report is held against, where the
// figure beside it would otherwise be taken to be about everything.
const (
	zonderRegels = " Er staan hier geen regels, dus is er niets naast gelegd."
	nietAlles    = " Geteld over de regels die hier staan, niet over wat is weggelaten."
)

// NietAlles says in v that norm and lateness are about the lines that are shown.
func (v *Volledigheid) NietAlles() {
	if len(v.Normen) > 0 {
		v.Norm += nietAlles
	}
	if v.Laat != nil {
		v.Telaat += nietAlles
	}
}

// toets fills in what the lines say of norm and lateness, and refuses what
// contradicts the declaration of r. Where there is no line nothing was met, and
// nothing was in time.
func toets(r *Rapport, u *Uitkomst) error {
	if r.Toets != nil {
		r.Toets(u)
	}
	if r.Maatstaf.GeenNorm != "" && len(u.Normen) > 0 || r.Maatstaf.GeenLaat != "" && u.Laat != nil {
		return fmt.Errorf("%w: %s says that there is no norm or lateness, and gives one", ErrRapport, r.Naam)
	}
	if len(u.Regels) == 0 {
		u.Normen, u.Laat = nil, nil
	}
	return nil
}
