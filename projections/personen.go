package projections

import (
	"fmt"
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Personen declares what a report tells about persons, so that it can be given
// to an audience that has no right to them (projections/afscherming). Each
// column is in exactly one of its lists; [Personen.Verdeel] checks that.
type Personen struct {
	// Gesloten says that the report is not given at all without that right, since
	// its lines are about single persons or cannot be shielded.
	Gesloten bool
	// Perioden lists the periods that are over on a day, oldest first. A period is
	// the value of the first of Dimensies, or a peildatum when OpPeildatum is set.
	Perioden    func(tot recht.Datum) []Periode
	OpPeildatum bool
	// Dimensies are the columns by which is counted, from coarse to fine. That
	// order is the only one in which totals are given.
	Dimensies []string
	// Aantallen are the columns that count persons, or what one person has one of.
	Aantallen []string
	// Genest says that each of Aantallen counts part of the one before, so that a
	// difference between them is a group as well.
	Genest bool
	// Toelichting names columns that follow from one of Dimensies, by that dimension.
	Toelichting map[string]string
	// Afgeleid are the columns that follow from Aantallen: shares, sums, medians.
	Afgeleid []string
	// Afleiding computes a column of Afgeleid from the Aantallen of one line, so that
	// a line of groups put together has it too: what follows from numbers that are
	// shown tells nothing beside them. False, or no function: the column follows from
	// more than those (a median), and such a line does not have it.
	Afleiding func(kolom string, aantal func(kolom string) int64) (Waarde, bool)
	// Naast is the leading report over the same facts. A report whose Dimensies
	// begin with those of Naast divides its lines; any other cuts across them.
	Naast *Rapport
	// Vorm is what is made instead for whoever has no right to persons: a report
	// of the same name and read model, that has a fixed order of dimensions. The
	// other fields are then those of Vorm.
	Vorm *Rapport
	// Keuzes are the parameters that choose one of a few whole tables. The tables
	// must tell nothing about each other beyond what they have in common.
	Keuzes []string
	// Delen divides Aantallen and Afgeleid into groups of columns about different
	// persons, each shielded apart: what is small in one hides nothing in another.
	Delen [][]string
	// Reeks says that there is one line per period, each counting everything up to
	// its end, so that the difference between two lines is a group as well.
	Reeks bool
}

// VoorZonderRecht returns what is made of r for whoever has no right to persons,
// before shielding.
func (r *Rapport) VoorZonderRecht() *Rapport {
	if r.Personen != nil && r.Personen.Vorm != nil {
		return r.Personen.Vorm
	}
	return r
}

// Drempel is the smallest group of persons that is shown to whoever has no right
// to persons. The plan and the law give none; it is assumed until the bestuur sets it.
var Drempel = recht.NieuweRegel("KLEINE_AANTALLEN", recht.Versie[int64]{
	Vanaf: recht.NieuweDatum(2017, 1, 1), Waarde: 5, Bron: "gangbare ondergrens bij publicatie; in de stukken niet gevonden", Aangenomen: true,
})

// A Periode is a span of time of which the figures are fixed at some moment.
type Periode struct {
	Waarde string      // as in the column, or the peildatum
	Einde  recht.Datum // first day after it
}

// Afgeschermd is the value of a number that a line of small groups put together
// does not have: one of other persons who are too few to show, or one that does not
// follow from the numbers of the line. In JSON it is null.
type Afgeschermd struct{}

// MarshalJSON implements json.Marshaler.
func (Afgeschermd) MarshalJSON() ([]byte, error) { return []byte("null"), nil }

// Kolomsoort is what a column is to [Personen].
type Kolomsoort int

// The kinds of column.
const (
	Dimensie Kolomsoort = iota
	Aantal
	Toelichting
	Afgeleid
)

// Verdeel returns what each column is, in order, or ErrRapport when a column is
// in no list or in two: what is not declared is not given.
func (p *Personen) Verdeel(kolommen []Kolom) ([]Kolomsoort, error) {
	uit := make([]Kolomsoort, len(kolommen))
	for i, k := range kolommen {
		var in []Kolomsoort
		if slices.Contains(p.Dimensies, k.Naam) {
			in = append(in, Dimensie)
		}
		if slices.Contains(p.Aantallen, k.Naam) && k.Soort == Getal {
			in = append(in, Aantal)
		}
		if d, ok := p.Toelichting[k.Naam]; ok && slices.Contains(p.Dimensies, d) {
			in = append(in, Toelichting)
		}
		if slices.Contains(p.Afgeleid, k.Naam) {
			in = append(in, Afgeleid)
		}
		if len(in) != 1 {
			return nil, fmt.Errorf("%w: column %s is declared %d times", ErrRapport, k.Naam, len(in))
		}
		uit[i] = in[0]
	}
	return uit, nil
}

// Schooljaren lists the schooljaren that are over on tot, from that of the start
// of the MGR on.
func Schooljaren(tot recht.Datum) []Periode {
	return reeks(recht.NieuweDatum(2016, 8, 1), 12, tot, func(d recht.Datum) string {
		return fmt.Sprintf("%04d-%04d", d.Jaar(), d.Jaar()+1)
	})
}

// Maanden lists the calendar months that are over on tot, as jjjj-mm.
func Maanden(tot recht.Datum) []Periode {
	return reeks(recht.NieuweDatum(2017, 1, 1), 1, tot, func(d recht.Datum) string { return d.String()[:7] })
}

// Kwartalen lists the calendar quarters that are over on tot, as 2020-K1.
func Kwartalen(tot recht.Datum) []Periode {
	return reeks(recht.NieuweDatum(2017, 1, 1), 3, tot, func(d recht.Datum) string { return string(recht.KwartaalVan(d)) })
}

// Jaren lists the calendar years that are over on tot.
func Jaren(tot recht.Datum) []Periode {
	return reeks(recht.NieuweDatum(2017, 1, 1), 12, tot, func(d recht.Datum) string { return d.String()[:4] })
}

// Kwartaaldagen lists the first days of the quarters before tot, as peildata.
func Kwartaaldagen(tot recht.Datum) (uit []Periode) {
	for d := recht.NieuweDatum(2017, 1, 1); d.Voor(tot); d = d.PlusMaanden(3) {
		uit = append(uit, Periode{Waarde: d.String(), Einde: d.PlusDagen(1)})
	}
	return uit
}

func reeks(van recht.Datum, maanden int, tot recht.Datum, naam func(recht.Datum) string) (uit []Periode) {
	for einde := van.PlusMaanden(maanden); !einde.Na(tot); van, einde = einde, einde.PlusMaanden(maanden) {
		uit = append(uit, Periode{Waarde: naam(van), Einde: einde})
	}
	return uit
}
