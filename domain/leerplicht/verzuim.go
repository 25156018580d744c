package leerplicht

import (
	"errors"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Drempel is how much absence in how many consecutive lesweken must be reported.
type Drempel struct {
	Minuten  int
	Lesweken int
}

// Verzuimdrempel is the threshold of sixteen hours in four lesweken.
var Verzuimdrempel = recht.NieuweRegel("VERZUIM_16_UUR", recht.Versie[Drempel]{
	Vanaf: beginMGR, Waarde: Drempel{Minuten: 16 * 60, Lesweken: 4},
	Bron: "Leerplichtwet art. 21a; DUO, soorten verzuim",
})

// Verzuim is unauthorised absence on one day. Where lesuren count (voortgezet
// onderwijs), each of at most an hour is sixty minutes.
type Verzuim struct {
	Dag     recht.Datum
	Minuten int
}

// A Signaal says that the threshold was reached: from the first day of absence in
// the window to the day on which it was.
type Signaal struct {
	Begin   recht.Datum
	Eind    recht.Datum
	Minuten int
}

// ErrVerzuim reports absence that cannot be counted: without a day, in a
// vakantieweek, or of an impossible length.
var ErrVerzuim = errors.New("leerplicht: verzuim is niet te tellen")

// Signalen returns when absence reaches the threshold, in order of time.
//
// The window is a run of consecutive lesweken, Monday to Sunday; a week that
// vakantieweken names (by any of its days) is none. After a signal counting
// starts anew on the next day. Whether the window should be four calendar
// lesweken or twenty schooldagen is not settled in the sources; this takes weeks.
func Signalen(d Drempel, verzuim []Verzuim, vakantieweken []recht.Datum) ([]Signaal, error) {
	dagen, err := perDag(verzuim)
	if err != nil || len(dagen) == 0 {
		return nil, err
	}
	leswekenTot, err := lesweken(dagen, vakantieweken)
	if err != nil {
		return nil, err
	}
	var uit []Signaal
	begin, som := 0, 0
	for i, v := range dagen {
		som += v.Minuten
		for leswekenTot[i]-leswekenTot[begin] >= d.Lesweken {
			som -= dagen[begin].Minuten
			begin++
		}
		if som >= d.Minuten {
			uit = append(uit, Signaal{Begin: dagen[begin].Dag, Eind: v.Dag, Minuten: som})
			begin, som = i+1, 0
		}
	}
	return uit, nil
}

// perDag returns the absence in order, one entry per day.
func perDag(verzuim []Verzuim) ([]Verzuim, error) {
	dagen := slices.Clone(verzuim)
	slices.SortStableFunc(dagen, func(a, b Verzuim) int { return b.Dag.DagenTot(a.Dag) })
	uit := dagen[:0]
	for _, v := range dagen {
		if v.Dag.IsZero() || v.Minuten <= 0 || v.Minuten > 24*60 {
			return nil, ErrVerzuim
		}
		if n := len(uit); n > 0 && uit[n-1].Dag == v.Dag {
			if uit[n-1].Minuten += v.Minuten; uit[n-1].Minuten > 24*60 {
				return nil, ErrVerzuim
			}
			continue
		}
		uit = append(uit, v)
	}
	return uit, nil
}

// lesweken returns for each day the number of its lesweek, counted without the
// vakantieweken. Only differences between numbers mean something.
func lesweken(dagen []Verzuim, vakantieweken []recht.Datum) ([]int, error) {
	vrij := make([]recht.Datum, len(vakantieweken))
	for i, v := range vakantieweken {
		vrij[i] = maandag(v)
	}
	slices.SortFunc(vrij, func(a, b recht.Datum) int { return b.DagenTot(a) })
	vrij = slices.Compact(vrij)
	eerste := maandag(dagen[0].Dag)
	nummers := make([]int, len(dagen))
	for i, v := range dagen {
		week := maandag(v.Dag)
		vakanties := 0
		for _, f := range vrij {
			if f == week {
				return nil, ErrVerzuim
			}
			if f.Voor(week) {
				vakanties++
			}
		}
		nummers[i] = eerste.DagenTot(week)/7 - vakanties
	}
	return nummers, nil
}

func maandag(d recht.Datum) recht.Datum {
	return d.PlusDagen(-(int(d.Weekdag()+7-time.Monday) % 7))
}
