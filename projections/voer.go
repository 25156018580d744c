package projections

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An OnbekendeParameter refuses a filter that a report does not know. Ignoring
// it would answer another question than the one that was asked.
type OnbekendeParameter struct {
	Rapport string
	Naam    string // as given by the user: not for a log
}

// Error implements error; it leaves out what the user typed.
func (e *OnbekendeParameter) Error() string {
	return "projections: unknown parameter for report " + e.Rapport
}

// A NogNietBekend says that a read model has not reached the position asked.
// It comes later by itself, unless Gestopt is set: then the projector stopped
// at position Vanaf and an answer that looks complete cannot be given.
type NogNietBekend struct {
	Model    string
	Gevraagd es.Position
	Positie  es.Position
	Gestopt  string // code, see [Stand]
	Vanaf    es.Position
}

// Error implements error.
func (e *NogNietBekend) Error() string {
	s := fmt.Sprintf("projections: %s is at position %d, asked %d", e.Model, e.Positie, e.Gevraagd)
	if e.Gestopt != "" {
		s += fmt.Sprintf("; stopped at %d: %s", e.Vanaf, e.Gestopt)
	}
	return s
}

// ErrRapport reports a report whose content contradicts its own declaration.
var ErrRapport = errors.New("projections: report does not keep to its declaration")

// An Antwoord is a report that was made: its content, and what it rests on.
type Antwoord struct {
	Rapport      *Rapport
	Vraag        Vraag
	Volledigheid Volledigheid
	Uitkomst     Uitkomst
	// GevraagdDoor says in CSV who asked, and is for the asker alone. It is empty in
	// what is handed out: those bytes are the same whoever asks for them again.
	GevraagdDoor string
}

// Voer makes report r from what l reads. It refuses an unknown parameter
// ([OnbekendeParameter]), a value that a parameter cannot have ([OnbekendeWaarde])
// and a position not reached ([NogNietBekend]); a report
// that stays behind a stopped projector says so in its Volledigheid. v.BekendOp
// is always given: zero means before the first event.
func Voer(ctx context.Context, r *Rapport, l Lezer, v Vraag) (Antwoord, error) {
	stand := l.Stand()
	if err := Keur(r, stand, v); err != nil {
		return Antwoord{}, err
	}
	u, err := r.Maak(ctx, l, v)
	if err != nil {
		return Antwoord{}, fmt.Errorf("make report %s as known at %d: %w", r.Naam, v.BekendOp, err)
	}
	if t := r.BestandOp(v); t != nil {
		if u.Vernietigd, err = Vernietigd(l, t, v); err != nil {
			return Antwoord{}, fmt.Errorf("make report %s as known at %d: %w", r.Naam, v.BekendOp, err)
		}
	}
	a, err := Maak(r, stand, v, u)
	if err == nil && !v.ZonderZoeken {
		a.Volledigheid.KomtNietVoor, err = KomtNietVoor(ctx, r, l, v, u.Regels)
	}
	return a, err
}

// Keur refuses an unknown parameter ([OnbekendeParameter]), a value that it cannot
// have ([OnbekendeWaarde]) and a position that is not reached, as [Voer] does.
func Keur(r *Rapport, stand Stand, v Vraag) error {
	if err := keurFilter(r, v.Filter); err != nil {
		return err
	}
	if v.BekendOp > stand.Positie {
		return &NogNietBekend{
			Model: r.Model.Naam, Gevraagd: v.BekendOp, Positie: stand.Positie, Gestopt: stand.Gestopt, Vanaf: stand.Vanaf,
		}
	}
	return nil
}

// Maak checks u against what r declares and says what it rests on.
func Maak(r *Rapport, stand Stand, v Vraag, u Uitkomst) (Antwoord, error) {
	if err := errors.Join(keurUitkomst(&u, v), toets(r, &u)); err != nil {
		return Antwoord{}, fmt.Errorf("make report %s as known at %d: %w", r.Naam, v.BekendOp, err)
	}
	return Antwoord{Rapport: r, Vraag: v, Volledigheid: volledigheid(r, stand, v, u), Uitkomst: u}, nil
}

// keurUitkomst checks every line and puts its positions in order, each once.
func keurUitkomst(u *Uitkomst, v Vraag) error {
	for i := range u.Regels {
		r := &u.Regels[i]
		if len(r.Waarden) != len(u.Kolommen) {
			return fmt.Errorf("%w: line %d has %d values for %d columns", ErrRapport, i+1, len(r.Waarden), len(u.Kolommen))
		}
		for j, k := range u.Kolommen {
			_, getal := r.Waarden[j].(int64)
			_, tekst := r.Waarden[j].(string)
			_, weg := r.Waarden[j].(Afgeschermd)
			if weg && k.Soort == Getal && (r.Samengevoegd || r.Deels) {
				continue
			}
			if getal != (k.Soort == Getal) || tekst == getal {
				return fmt.Errorf("%w: line %d column %s is a %T", ErrRapport, i+1, k.Naam, r.Waarden[j])
			}
		}
		if v.ZonderHerkomst {
			r.Herkomst = nil
		}
		h := slices.Clone(r.Herkomst)
		slices.Sort(h)
		r.Herkomst = slices.Compact(h)
		if n := len(r.Herkomst); n > 0 && (r.Herkomst[0] < 1 || r.Herkomst[n-1] > v.BekendOp) {
			return fmt.Errorf("%w: line %d rests on an event outside 1 to %d", ErrRapport, i+1, v.BekendOp)
		}
	}
	return nil
}

// Orden sorts lines by their values, column by column. Lines with equal values
// keep their order.
func Orden(regels []Regel) {
	slices.SortStableFunc(regels, func(a, b Regel) int { return slices.CompareFunc(a.Waarden, b.Waarden, vergelijk) })
}
