package simulatie

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

// BronGewichten says where the weights per gemeente were read.
const BronGewichten = "inwoners per leeftijdsgroep: github mzelst/covid-19, municipalities-population-agegroup.csv@ee8afe5a; " +
	"SW: gemeenten van GR Presikhaaf (persbericht 2018); WSP: aangenomen; scholen vo: DUO, vestigingen 2025-09-03"

// A Gewicht is how much of the work is about one gemeente.
type Gewicht struct {
	Gemeente recht.Gemeentecode
	Inwoners int  // of all ages; for bestuur and werkgeversservicepunt
	Jeugd    int  // 10 to 19 years old; for leerplicht
	SW, WSP  bool // takes part in the module
	VO       int  // vestigingen for voortgezet onderwijs
	letter   byte // in the BRIN of its invented schools
}

// Gewichten returns the weights in order of gemeentecode.
func Gewichten() []Gewicht {
	return []Gewicht{
		{"GM0202", 161348, 17896, true, true, 18, 'A'},
		{"GM0221", 11077, 1217, true, true, 0, 'B'},
		{"GM0226", 25126, 3168, true, true, 3, 'C'},
		{"GM0274", 31419, 3492, false, false, 1, 'D'},
		{"GM0275", 43761, 4734, true, true, 6, 'E'},
		{"GM0277", 1704, 243, true, true, 1, 'F'},
		{"GM0289", 39664, 4181, false, false, 3, 'G'},
		{"GM0293", 14971, 1632, true, true, 0, 'H'},
		{"GM0299", 43750, 4750, true, true, 3, 'I'},
		{"GM1705", 46601, 6005, true, true, 4, 'J'},
		{"GM1734", 47906, 6316, true, true, 5, 'K'},
	}
}

const (
	arnhem     = recht.Gemeentecode("GM0202")
	wageningen = recht.Gemeentecode("GM0289")
)

// regioVan returns the vakantieregio of the schools in a gemeente: DUO places those
// of Wageningen in midden, all others in zuid.
func regioVan(g recht.Gemeentecode) referentie.Vakantieregio {
	if g == wageningen {
		return referentie.Midden
	}
	return referentie.Zuid
}

// Letters of the kinds of education in the BRIN of an invented school.
var schoolletters = []struct {
	soort  leerplicht.Onderwijssoort
	letter byte
}{{leerplicht.Basis, 'B'}, {leerplicht.Speciaal, 'S'}, {leerplicht.Voortgezet, 'V'}, {leerplicht.MBO, 'M'}}

// school draws an invented school of a kind for a pupil who lives in g: in the
// gemeente itself where it has one, and else in Arnhem.
func school(l *loting, g Gewicht, soort leerplicht.Onderwijssoort) leerplicht.School {
	aantal := map[leerplicht.Onderwijssoort]int{
		leerplicht.Basis:      max(1, g.Inwoners/4000),
		leerplicht.Speciaal:   g.Inwoners / 20000,
		leerplicht.Voortgezet: g.VO,
		leerplicht.MBO:        g.Inwoners / 39000, // Arnhem, Wageningen, and the three largest beside them
	}[soort]
	plaats := g.letter
	if aantal == 0 {
		aantal, plaats = 3, 'A'
	}
	for _, s := range schoolletters {
		if s.soort == soort {
			return leerplicht.School(fmt.Sprintf("99%c%c%02d", s.letter, plaats, l.tussen(1, min(aantal, 99))))
		}
	}
	panic("simulatie: no school for " + string(soort))
}

// Schoolregio returns the vakantieregio of an invented school; ok is false for a
// school that is not one of these.
func Schoolregio(s leerplicht.School) (r referentie.Vakantieregio, ok bool) {
	if !s.Geldig() || s[:2] != "99" {
		return "", false
	}
	for _, g := range Gewichten() {
		if g.letter == s[3] {
			return regioVan(g.Gemeente), true
		}
	}
	return "", false
}

// geborenMet draws the birth date of somebody who has a given age on d.
func geborenMet(l *loting, leeftijd int, d recht.Datum) recht.Datum {
	return d.PlusJaren(-leeftijd).PlusDagen(-l.onder(360))
}
