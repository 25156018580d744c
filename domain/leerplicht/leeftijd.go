// Package leerplicht holds the rules of the Leerplichtwet 1969 that ask for
// arithmetic: which duty holds at which age, and when absence must be reported.
//
// Every outcome is a signal for a leerplichtambtenaar, who decides. Nothing in
// this package decides about a pupil.
//
// It also holds what the streams about a pupil share: who the person is, the
// coarse features that figures are made of, and the envelope of an act, in which
// free text is always personal.
package leerplicht

import (
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const (
	bronLPW = "Leerplichtwet 1969, tekst 2024-01-01"
	bronRMC = "Regeling regionaal programma en Doorstroompuntfunctie 2026-2029 (BWBR0051614)"
)

var beginMGR = recht.NieuweDatum(2017, 1, 1)

// Rules whose value depends on the day.
var (
	// RMCLeeftijd is the age from which somebody without startkwalificatie is no
	// longer followed by RMC or Doorstroompunt.
	RMCLeeftijd = recht.NieuweRegel("RMC_LEEFTIJD",
		recht.Versie[int]{Vanaf: beginMGR, Tot: recht.NieuweDatum(2026, 1, 1), Waarde: 23, Bron: "Leerplichtwet en WEB, RMC-functie"},
		recht.Versie[int]{Vanaf: recht.NieuweDatum(2026, 1, 1), Waarde: 27, Bron: bronRMC})
	// Meldtermijn is how long a school may take to report absence that has to be
	// reported (art. 21a; the Inspectie sets five werkdagen).
	Meldtermijn = recht.NieuweRegel("VERZUIM_MELDEN", recht.Versie[recht.Termijn]{
		Vanaf: beginMGR, Waarde: recht.Termijn{Aantal: 5, Eenheid: recht.Werkdagen, Grond: recht.TermijnUitWet},
		Bron: "Leerplichtwet art. 21a; Inspectie van het Onderwijs",
	})
)

// Ages that the Leerplichtwet names.
const (
	leeftijdBegin        = 5
	leeftijdEinde        = 16
	leeftijdKwalificatie = 18
	volleSchooljaren     = 12
	minstensBasisschool  = 8
)

// Schooljaar returns the first day of the school year that d lies in: 1 August.
func Schooljaar(d recht.Datum) recht.Datum {
	j := d.Jaar()
	if d.Maand() < time.August {
		j--
	}
	return recht.NieuweDatum(j, time.August, 1)
}

// EindeSchooljaar returns the last day of the school year that d lies in: 31 July.
func EindeSchooljaar(d recht.Datum) recht.Datum {
	return recht.NieuweDatum(Schooljaar(d).Jaar()+1, time.July, 31)
}

// BeginLeerplicht returns the first day of the month after the one in which the
// child turns five; the duty starts on the first school day from then (art. 3).
func BeginLeerplicht(geboren recht.Datum) recht.Datum {
	v := geboren.PlusJaren(leeftijdBegin)
	return recht.NieuweDatum(v.Jaar(), v.Maand()+1, 1)
}

// EindeLeerplichtLeeftijd returns the last day of leerplicht by age: the end of
// the school year in which the pupil turns sixteen (art. 3).
func EindeLeerplichtLeeftijd(geboren recht.Datum) recht.Datum {
	return EindeSchooljaar(geboren.PlusJaren(leeftijdEinde))
}

// A Schoolloopbaan is how many full school years a pupil has completed at the
// end of the school year in which peildatum lies.
type Schoolloopbaan struct {
	Peildatum      recht.Datum
	Basisjaren     int  // in primary education
	BasisVoltooid  bool // primary education is over
	VoortgezetJaar int  // after primary education
}

// EindeLeerplicht returns the last day of leerplicht: by age, or the end of the
// school year that completes twelve full ones, whichever comes first (art. 3).
// Fewer than eight years of primary education count as eight.
func EindeLeerplicht(geboren recht.Datum, l Schoolloopbaan) recht.Datum {
	nog := volleSchooljaren - max(l.Basisjaren, minstensBasisschool) - l.VoortgezetJaar
	if !l.BasisVoltooid {
		nog += max(0, minstensBasisschool-l.Basisjaren)
	}
	opJaren := EindeSchooljaar(l.Peildatum).PlusJaren(nog)
	if opLeeftijd := EindeLeerplichtLeeftijd(geboren); !opJaren.Voor(opLeeftijd) {
		return opLeeftijd
	}
	return opJaren
}

// KwalificatieplichtTot returns the day on which kwalificatieplicht is over by
// age: the eighteenth birthday (art. 4a). Born on 29 February, it is 1 March.
func KwalificatieplichtTot(geboren recht.Datum) recht.Datum {
	return geboren.PlusJaren(leeftijdKwalificatie)
}

// RMCTot returns the day from which RMC or Doorstroompunt no longer follows
// somebody, by the age that is law on d.
func RMCTot(geboren, d recht.Datum) (recht.Datum, recht.Regelnoot, error) {
	leeftijd, noot, err := RMCLeeftijd.Op(d)
	if err != nil {
		return recht.Datum{}, noot, err
	}
	return geboren.PlusJaren(leeftijd), noot, nil
}

// A Plicht is the duty that rests on a pupil on a day.
type Plicht string

// The duties by age. Vrijstellingen and startkwalificatie may take one away.
const (
	GeenPlicht         Plicht = "geen"
	Leerplicht         Plicht = "leerplicht"
	Kwalificatieplicht Plicht = "kwalificatieplicht"
)

// PlichtOp returns the duty on d of somebody whose leerplicht ends on
// eindeLeerplicht (inclusive) and who has no vrijstelling or startkwalificatie.
func PlichtOp(geboren, eindeLeerplicht, d recht.Datum) Plicht {
	switch {
	case d.Voor(BeginLeerplicht(geboren)):
		return GeenPlicht
	case !d.Na(eindeLeerplicht):
		return Leerplicht
	case d.Voor(KwalificatieplichtTot(geboren)):
		return Kwalificatieplicht
	default:
		return GeenPlicht
	}
}
