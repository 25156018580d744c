package recht

import (
	"errors"
	"time"
)

// Eenheid is the unit in which a term is expressed. It matters: twelve weeks
// fall under the Algemene termijnenwet, ninety-one days do not.
type Eenheid string

// The units of a term.
const (
	Uren      Eenheid = "uren"
	Dagen     Eenheid = "dagen"
	Werkdagen Eenheid = "werkdagen" // days that are not Saturday, Sunday or a feestdag
	Weken     Eenheid = "weken"
	Maanden   Eenheid = "maanden"
	Jaren     Eenheid = "jaren"
)

// Termijngrond is the basis of a term. The Algemene termijnenwet works only on
// a term that a wet or AMvB sets (art. 1 and 5).
type Termijngrond string

// The bases of a term.
const (
	TermijnUitWet          Termijngrond = "wet"
	TermijnUitRegeling     Termijngrond = "regeling"     // a gemeenschappelijke regeling or reglement
	TermijnUitOvereenkomst Termijngrond = "overeenkomst" // a contract, DVO or agreed way of working
)

// A Termijn is a length of time with a basis.
type Termijn struct {
	Aantal  int          `json:"aantal"`
	Eenheid Eenheid      `json:"eenheid"`
	Grond   Termijngrond `json:"grond"`
}

// Verlenging says by which article of the Algemene termijnenwet a term was extended.
type Verlenging string

// The articles that extend a term.
const (
	VerlengdArt1 Verlenging = "Atw art. 1" // ended on Saturday, Sunday or a feestdag
	VerlengdArt2 Verlenging = "Atw art. 2" // held fewer than two working days
)

// A Termijneinde is the last day on which something is in time.
type Termijneinde struct {
	Nominaal  Datum      `json:"nominaal"`  // before extension
	Uiterlijk Datum      `json:"uiterlijk"` // the last day itself
	Verlengd  Verlenging `json:"verlengd,omitzero"`
}

// Verstreken reports whether the term is over on d. The last day is still in time.
func (e Termijneinde) Verstreken(d Datum) bool { return d.Na(e.Uiterlijk) }

// ErrTermijn reports a term without a valid length, unit or basis, or a unit
// that the computation does not know. It is the fault of a programmer.
var ErrTermijn = errors.New("recht: termijn is onbruikbaar")

// Vanaf returns the end of a term that starts on the day after d, such as the
// day of sending or bekendmaking. It returns ErrKalenderOnbekend when k lacks
// the feestdagen that decide.
func (t Termijn) Vanaf(d Datum, k Kalender) (Termijneinde, error) {
	return t.einde(d, t.schuif(d, 1), k)
}

// VanafDagZelf returns the end of a term whose first day is d itself, such as
// the day of terinzagelegging (Awb 3:16 lid 2).
func (t Termijn) VanafDagZelf(d Datum, k Kalender) (Termijneinde, error) {
	nominaal := t.schuif(d, 1)
	if (t.Eenheid != Maanden && t.Eenheid != Jaren) || nominaal.Dag() == d.Dag() {
		nominaal = nominaal.PlusDagen(-1)
	} // otherwise the month is too short for the day, and its last day is the end
	return t.einde(d.PlusDagen(-1), nominaal, k)
}

// einde returns the end of a term of which voor is the day before the first.
func (t Termijn) einde(voor, nominaal Datum, k Kalender) (Termijneinde, error) {
	if err := t.geldig(); err != nil || t.Eenheid == Uren {
		return Termijneinde{}, errors.Join(ErrTermijn, err)
	}
	if t.Eenheid == Werkdagen {
		return t.werkdagenVanaf(voor, k)
	}
	if !t.OnderTermijnenwet() {
		return Termijneinde{Nominaal: nominaal, Uiterlijk: nominaal}, nil
	}
	return verleng(voor, nominaal, k)
}

// VoorafAan returns the last day that lies a whole term before d. A term that
// is counted backward never shifts (Atw art. 1 lid 2).
func (t Termijn) VoorafAan(d Datum) (Datum, error) {
	if err := t.geldig(); err != nil || t.Eenheid == Uren || t.Eenheid == Werkdagen {
		return Datum{}, errors.Join(ErrTermijn, err)
	}
	return t.schuif(d, -1), nil
}

// Daarna returns the first day that lies a whole term after d: of that day, d is
// what VoorafAan returns where t is in days or weeks. It never shifts either.
func (t Termijn) Daarna(d Datum) (Datum, error) {
	if err := t.geldig(); err != nil || t.Eenheid == Uren || t.Eenheid == Werkdagen {
		return Datum{}, errors.Join(ErrTermijn, err)
	}
	return t.schuif(d, 1), nil
}

// VanafMoment returns the end of a term in hours. Hours are elapsed time, so a
// night in which the clock changes makes no difference (Atw art. 4 sub a).
func (t Termijn) VanafMoment(m time.Time) (time.Time, error) {
	if err := t.geldig(); err != nil || t.Eenheid != Uren {
		return time.Time{}, errors.Join(ErrTermijn, err)
	}
	return m.Add(time.Duration(t.Aantal) * time.Hour), nil
}

// OnderTermijnenwet reports whether the Algemene termijnenwet extends t: it is
// statutory, and no longer than art. 4 allows.
func (t Termijn) OnderTermijnenwet() bool {
	if t.Grond != TermijnUitWet {
		return false
	}
	switch t.Eenheid {
	case Dagen:
		return t.Aantal <= 90
	case Weken:
		return t.Aantal <= 12
	case Maanden:
		return t.Aantal <= 3
	default:
		return false
	}
}

// UiterlijkVoor returns the last good day for what must be done vóór d.
func UiterlijkVoor(d Datum) Datum { return d.PlusDagen(-1) }

func (t Termijn) geldig() error {
	switch t.Grond {
	case TermijnUitWet, TermijnUitRegeling, TermijnUitOvereenkomst:
	default:
		return errors.New("grond ontbreekt")
	}
	switch t.Eenheid {
	case Uren, Dagen, Werkdagen, Weken, Maanden, Jaren:
	default:
		return errors.New("eenheid ontbreekt")
	}
	if t.Aantal < 1 || t.Aantal > maxAantal {
		return errors.New("lengte ontbreekt of is te groot")
	}
	return nil
}

const maxAantal = 10_000 // of any unit; longer is a typing error

func (t Termijn) schuif(d Datum, richting int) Datum {
	n := t.Aantal * richting
	switch t.Eenheid {
	case Weken:
		return d.PlusDagen(7 * n)
	case Maanden:
		return d.PlusMaanden(n)
	case Jaren:
		return d.PlusMaanden(12 * n)
	default:
		return d.PlusDagen(n)
	}
}

func (t Termijn) werkdagenVanaf(d Datum, k Kalender) (Termijneinde, error) {
	for rest := t.Aantal; rest > 0; {
		d = d.PlusDagen(1)
		werk, err := k.Werkdag(d)
		if err != nil {
			return Termijneinde{}, err
		}
		if werk {
			rest--
		}
	}
	return Termijneinde{Nominaal: d, Uiterlijk: d}, nil
}

// verleng extends a statutory term that runs from the day after voor.
func verleng(voor, nominaal Datum, k Kalender) (Termijneinde, error) {
	e := Termijneinde{Nominaal: nominaal, Uiterlijk: nominaal}
	werkdagen := 0
	for d := voor.PlusDagen(1); !d.Na(nominaal) && werkdagen < 2; d = d.PlusDagen(1) {
		werk, err := k.Werkdag(d)
		if err != nil {
			return Termijneinde{}, err
		}
		if werk {
			werkdagen++
		}
	}
	for voor.DagenTot(nominaal) >= 3 && werkdagen < 2 {
		e.Uiterlijk, e.Verlengd = e.Uiterlijk.PlusDagen(1), VerlengdArt2
		werk, err := k.Werkdag(e.Uiterlijk)
		if err != nil {
			return Termijneinde{}, err
		}
		if werk {
			werkdagen++
		}
	}
	for {
		werk, err := k.Werkdag(e.Uiterlijk)
		if err != nil || werk {
			return e, err
		}
		e.Uiterlijk, e.Verlengd = e.Uiterlijk.PlusDagen(1), VerlengdArt1
	}
}
