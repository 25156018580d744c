package leerplicht

import (
	"slices"
	"strconv"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Gesloten is a set of values that does not grow without a new event version.
type Gesloten interface {
	~string
	Waarden() []string
}

// Bekend reports whether v is one of the values of its type.
func Bekend[T Gesloten](v T) bool { return slices.Contains(v.Waarden(), string(v)) }

// Waarden returns the duties by age.
func (Plicht) Waarden() []string {
	return []string{string(GeenPlicht), string(Leerplicht), string(Kwalificatieplicht)}
}

// A Leeftijdsklasse is a range of ages, wide enough for figures.
type Leeftijdsklasse string

// The ranges, in whole years.
const (
	Tot5         Leeftijdsklasse = "0-4"
	Van5Tot12    Leeftijdsklasse = "5-11"
	Van12Tot16   Leeftijdsklasse = "12-15"
	Van16Tot18   Leeftijdsklasse = "16-17"
	Van18Tot23   Leeftijdsklasse = "18-22"
	Van23Tot27   Leeftijdsklasse = "23-26"
	Van27EnOuder Leeftijdsklasse = "27+"
)

var klassen = []struct {
	tot    int // first age that is not in the range
	klasse Leeftijdsklasse
}{{5, Tot5}, {12, Van5Tot12}, {16, Van12Tot16}, {18, Van16Tot18}, {23, Van18Tot23}, {27, Van23Tot27}}

// KlasseVan returns the range of an age in whole years.
func KlasseVan(leeftijd int) Leeftijdsklasse {
	for _, k := range klassen {
		if leeftijd < k.tot {
			return k.klasse
		}
	}
	return Van27EnOuder
}

// Waarden returns the ranges from young to old.
func (Leeftijdsklasse) Waarden() []string {
	var uit []string
	for _, k := range klassen {
		uit = append(uit, string(k.klasse))
	}
	return append(uit, string(Van27EnOuder))
}

// Leeftijd returns the age in whole years on d. Born on 29 February, a year is
// added on 1 March in other years.
func Leeftijd(geboren, d recht.Datum) int {
	jaren := d.Jaar() - geboren.Jaar()
	if d.Voor(geboren.PlusJaren(jaren)) {
		jaren--
	}
	return jaren
}

// SchooljaarNaam returns the school year that d lies in: "2025-2026".
func SchooljaarNaam(d recht.Datum) string {
	j := Schooljaar(d).Jaar()
	return strconv.Itoa(j) + "-" + strconv.Itoa(j+1)
}

// An Onderwijssoort is the kind of education, as the opgave to the minister
// splits it (Leerplichtwet art. 25).
type Onderwijssoort string

// The kinds of education.
const (
	Basis             Onderwijssoort = "bo-sbo"
	Speciaal          Onderwijssoort = "so-vso"
	Voortgezet        Onderwijssoort = "vo"
	MBO               Onderwijssoort = "mbo"
	OnderwijsOnbekend Onderwijssoort = "onbekend"
	GeenOnderwijs     Onderwijssoort = "geen"
)

// Waarden returns the kinds.
func (Onderwijssoort) Waarden() []string {
	return []string{string(Basis), string(Speciaal), string(Voortgezet), string(MBO), string(OnderwijsOnbekend), string(GeenOnderwijs)}
}

// A School is a vestiging: four characters BRIN and two digits vestigingsnummer,
// such as "27GZ01". In a small gemeente it points at a child, so it is public
// only while the file lasts and never part of what stays.
type School string

// Geldig reports whether s has the form of a vestiging.
func (s School) Geldig() bool {
	if len(s) != 6 {
		return false
	}
	for i := range len(s) {
		letter := i == 2 || i == 3
		if c := s[i]; letter && (c < 'A' || c > 'Z') || !letter && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

// A Sluitreden is why a melding or a dossier was closed. Each reason covers so
// many roads that none tells which one was taken: no reason may point at a
// criminal follow-up (AVG art. 10; Wet politiegegevens).
type Sluitreden string

// The reasons for closing.
const (
	VerzuimGestopt Sluitreden = "verzuim-gestopt"
	VervolgElders  Sluitreden = "vervolg-elders" // hulp, zorg, another body: whatever follows outside this file
	Verhuisd       Sluitreden = "verhuisd"
	EindePlicht    Sluitreden = "einde-plicht" // age, startkwalificatie or vrijstelling
	GeenGrond      Sluitreden = "geen-grond"   // the melding did not hold
	AndereReden    Sluitreden = "overig"
)

// Waarden returns the reasons.
func (Sluitreden) Waarden() []string {
	return []string{
		string(VerzuimGestopt), string(VervolgElders), string(Verhuisd), string(EindePlicht), string(GeenGrond), string(AndereReden),
	}
}
