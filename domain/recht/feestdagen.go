package recht

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
)

// ErrKalenderOnbekend refuses a computation that needs the feestdagen of a year
// which is not in the calendar. Guessing them would move a deadline by a day.
var ErrKalenderOnbekend = es.Refuse("recht/kalender-onbekend",
	"De feestdagen van dit jaar zijn nog niet vastgelegd.", "Algemene termijnenwet art. 3")

// A Feestdag is a day that the Algemene termijnenwet names, or equates with one.
type Feestdag struct {
	Dag       Datum
	Naam      string
	Grondslag string // "art. 3 lid 1", "art. 3 lid 2", or lid 3 for a day equated by koninklijk besluit
	Bron      string // where the day was read
}

// A Kalender knows the feestdagen of a run of whole years. It never changes, so
// it is safe for concurrent use.
type Kalender struct {
	van, totEnMet int // years
	dagen         []Feestdag
}

//go:embed feestdagen.csv
var feestdagenTabel string

// Feestdagen is the calendar of Kroniek: the years for which both the feestdagen
// and the days equated by koninklijk besluit are in the table feestdagen.csv.
var Feestdagen = func() Kalender {
	k, err := LeesKalender(strings.NewReader(feestdagenTabel))
	if err != nil {
		panic("recht: " + err.Error())
	}
	return k
}()

// LeesKalender reads a table with the columns datum, naam, grondslag and bron.
// Lines that start with # are remarks. The calendar covers the years from the
// first to the last day in it, and each year must hold the eight days of
// art. 3 lid 1, so a year that is half filled in is refused.
func LeesKalender(r io.Reader) (Kalender, error) {
	c := csv.NewReader(r)
	c.Comment, c.FieldsPerRecord = '#', 4
	regels, err := c.ReadAll()
	if err != nil {
		return Kalender{}, fmt.Errorf("lees feestdagen: %w", err)
	}
	if len(regels) < 2 || !slices.Equal(regels[0], []string{"datum", "naam", "grondslag", "bron"}) {
		return Kalender{}, fmt.Errorf("lees feestdagen: kop of inhoud ontbreekt")
	}
	var dagen []Feestdag
	for i, r := range regels[1:] {
		d, err := ParseDatum(r[0])
		if err != nil {
			return Kalender{}, fmt.Errorf("lees feestdagen, dag %d: %w", i+1, err)
		}
		dagen = append(dagen, Feestdag{Dag: d, Naam: r[1], Grondslag: r[2], Bron: r[3]})
	}
	return NieuweKalender(dagen...)
}

// NieuweKalender returns a calendar of the given days, under the same conditions
// as LeesKalender.
func NieuweKalender(dagen ...Feestdag) (Kalender, error) {
	if len(dagen) == 0 {
		return Kalender{}, fmt.Errorf("kalender zonder dagen")
	}
	dagen = slices.Clone(dagen)
	slices.SortFunc(dagen, func(a, b Feestdag) int { return b.Dag.DagenTot(a.Dag) })
	k := Kalender{van: dagen[0].Dag.Jaar(), totEnMet: dagen[len(dagen)-1].Dag.Jaar(), dagen: dagen}
	perJaar := map[int]int{}
	for i, d := range dagen {
		if i > 0 && dagen[i-1].Dag == d.Dag {
			return Kalender{}, fmt.Errorf("feestdag %s staat er twee keer in", d.Dag)
		}
		if d.Grondslag == wettelijkeFeestdag {
			perJaar[d.Dag.Jaar()]++
		}
	}
	for j := k.van; j <= k.totEnMet; j++ {
		if perJaar[j] != feestdagenPerJaar(j) {
			return Kalender{}, fmt.Errorf("feestdagen van %d zijn niet volledig: %d", j, perJaar[j])
		}
	}
	return k, nil
}

const wettelijkeFeestdag = "art. 3 lid 1"

// feestdagenPerJaar is eight, or seven when Hemelvaartsdag falls on 5 May.
func feestdagenPerJaar(jaar int) int {
	if pasen(jaar).PlusDagen(39) == NieuweDatum(jaar, time.May, 5) {
		return 7
	}
	return 8
}

// pasen returns Easter Sunday by the anonymous Gregorian computus.
func pasen(j int) Datum {
	a, b, c := j%19, j/100, j%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 19*l) / 433
	maand := (h + l - 7*m + 90) / 25
	return NieuweDatum(j, time.Month(maand), (h+l-7*m+33*maand+19)%32)
}

// Met returns a calendar that holds more days as well, for instance those that
// a new koninklijk besluit equates.
func (k Kalender) Met(dagen ...Feestdag) (Kalender, error) {
	return NieuweKalender(slices.Concat(k.dagen, dagen)...)
}

// Jaren returns the first and the last year that k knows.
func (k Kalender) Jaren() (van, totEnMet int) { return k.van, k.totEnMet }

// Op returns the feestdag on d, if there is one.
func (k Kalender) Op(d Datum) (Feestdag, bool) {
	i, ok := slices.BinarySearchFunc(k.dagen, d, func(f Feestdag, d Datum) int { return d.DagenTot(f.Dag) })
	if !ok {
		return Feestdag{}, false
	}
	return k.dagen[i], true
}

// Werkdag reports whether d is no Saturday, Sunday or feestdag. It returns
// ErrKalenderOnbekend for a day in a year that k does not know.
func (k Kalender) Werkdag(d Datum) (bool, error) {
	if j := d.Jaar(); j < k.van || j > k.totEnMet {
		return false, ErrKalenderOnbekend.With("Gevraagd is " + d.String() + ".")
	}
	_, feest := k.Op(d)
	return !feest && d.Weekdag() != time.Saturday && d.Weekdag() != time.Sunday, nil
}
