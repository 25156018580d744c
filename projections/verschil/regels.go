package verschil

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A Regelverschil is one line of a report, then and now. Lines that did not change
// are not in a difference.
type Regelverschil struct {
	Sleutel []projections.Waarde // values of the key columns
	Toen    []projections.Waarde // the whole line; nil when there was none
	Nu      []projections.Waarde // the whole line; nil when there is none
}

// Delta returns how much column i of the line went up: an int64 for a number, a
// recht.Bedrag for a text that is an amount on both sides, and nil for other text. A
// line that is not there counts as zero.
func (r Regelverschil) Delta(kolom projections.Kolom, i int) any {
	toen, nu := waarde(r.Toen, i), waarde(r.Nu, i)
	if kolom.Soort == projections.Getal {
		m, _ := toen.(int64) // a derived number that is shielded has no value
		n, _ := nu.(int64)
		return n - m
	}
	van, okVan := bedrag(toen)
	tot, okTot := bedrag(nu)
	if !okVan || !okTot || toen == nil && nu == nil {
		return nil
	}
	d, err := tot.Min(van)
	if err != nil {
		return nil
	}
	return d
}

func waarde(regel []projections.Waarde, i int) projections.Waarde {
	if regel == nil {
		return nil
	}
	return regel[i]
}

func bedrag(w projections.Waarde) (recht.Bedrag, bool) {
	if w == nil {
		return 0, true
	}
	s, _ := w.(string)
	b, err := recht.ParseBedrag(s)
	return b, err == nil
}

// Sleutelkolommen returns the places of the columns by which lines of r are known.
func Sleutelkolommen(r *projections.Rapport, kolommen []projections.Kolom) ([]int, error) {
	var uit []int
	if len(r.Sleutel) == 0 {
		for i, k := range kolommen {
			if k.Soort == projections.Getal {
				break
			}
			uit = append(uit, i)
		}
		return uit, nil
	}
	for _, naam := range r.Sleutel {
		i := slices.IndexFunc(kolommen, func(k projections.Kolom) bool { return k.Naam == naam })
		if i < 0 {
			return nil, fmt.Errorf("%w: %s has no column %s to know a line by", projections.ErrRapport, r.Naam, naam)
		}
		uit = append(uit, i)
	}
	return uit, nil
}

// A lijst is the lines of a report by key. Lines with one key are told apart by
// their number among those.
type lijst struct {
	sleutels []string // in order of the report
	regels   map[string][]projections.Waarde
}

func lijstVan(regels []projections.Regel, kolommen []int) lijst {
	l := lijst{regels: make(map[string][]projections.Waarde, len(regels))}
	gezien := map[string]int{}
	for _, r := range regels {
		var b strings.Builder
		for _, i := range kolommen {
			fmt.Fprintf(&b, "%v\x00", r.Waarden[i])
		}
		gezien[b.String()]++
		s := fmt.Sprintf("%s%d", b.String(), gezien[b.String()])
		l.sleutels = append(l.sleutels, s)
		l.regels[s] = r.Waarden
	}
	return l
}

// verschil returns the lines that differ, by key: those of toen in their order, and
// then those that are new.
func (toen lijst) verschil(nu lijst, kolommen []int) (uit []Regelverschil, sleutels []string) {
	for _, s := range toen.sleutels {
		if n, er := nu.regels[s]; !er || !slices.Equal(toen.regels[s], n) {
			uit, sleutels = append(uit, regelverschil(toen.regels[s], n, kolommen)), append(sleutels, s)
		}
	}
	for _, s := range nu.sleutels {
		if _, er := toen.regels[s]; !er {
			uit, sleutels = append(uit, regelverschil(nil, nu.regels[s], kolommen)), append(sleutels, s)
		}
	}
	return uit, sleutels
}

func regelverschil(toen, nu []projections.Waarde, kolommen []int) Regelverschil {
	r := Regelverschil{Toen: toen, Nu: nu}
	bron := nu
	if bron == nil {
		bron = toen
	}
	for _, i := range kolommen {
		r.Sleutel = append(r.Sleutel, bron[i])
	}
	return r
}

// Vergelijk returns the lines that differ between two answers to one report.
func Vergelijk(toen, nu projections.Antwoord) ([]Regelverschil, error) {
	v, err := Afgeschermd(toen, nu)
	return v.Regels, err
}

// Afgeschermd compares two answers to one report, without the events between them.
func Afgeschermd(toen, nu projections.Antwoord) (Verschil, error) {
	if !slices.Equal(toen.Uitkomst.Kolommen, nu.Uitkomst.Kolommen) {
		return Verschil{}, fmt.Errorf("%w: %s has other columns at %d than at %d", projections.ErrRapport, toen.Rapport.Naam, toen.Vraag.BekendOp, nu.Vraag.BekendOp)
	}
	kolommen, err := Sleutelkolommen(toen.Rapport, toen.Uitkomst.Kolommen)
	if err != nil {
		return Verschil{}, err
	}
	v := Verschil{Toen: toen, Nu: nu, Sleutel: namen(nu.Uitkomst.Kolommen, kolommen)}
	v.Regels, v.sleutels = lijstVan(toen.Uitkomst.Regels, kolommen).verschil(lijstVan(nu.Uitkomst.Regels, kolommen), kolommen)
	return v, nil
}

func namen(kolommen []projections.Kolom, plaatsen []int) (uit []string) {
	for _, i := range plaatsen {
		uit = append(uit, kolommen[i].Naam)
	}
	return uit
}
