package projections

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Parameter is a filter that a report accepts. A value that it cannot have is
// refused: an empty report would say that there is nothing.
type Parameter struct {
	Naam         string // lowerCamelCase, as in the query
	Omschrijving string
	Waarden      []string // the values that there are; empty: whatever Vorm allows
	Vorm         *Vorm    // the form of an open set of values; nil: any text
}

// A Vorm is what the values of an open set look like.
type Vorm struct {
	Omschrijving string // completes "Geef …"
	Past         func(string) bool
}

// The forms that reports share. They are only read.
var (
	Kwartaalvorm = &Vorm{"een kwartaal zoals 2020-K1", func(s string) bool {
		_, err := recht.ParseKwartaal(s)
		return err == nil
	}}
	Jaarvorm       = &Vorm{"een jaar van vier cijfers, zoals 2020", isJaar}
	Schooljaarvorm = &Vorm{"een schooljaar zoals 2026-2027", func(s string) bool {
		van, tot, ok := strings.Cut(s, "-")
		return ok && isJaar(van) && isJaar(tot) && fmt.Sprint(mustJaar(van)+1) == tot
	}}
	Maandvorm = &Vorm{"een maand zoals 2026-03", func(s string) bool {
		_, err := recht.ParseDatum(s + "-01")
		return err == nil && len(s) == len("2026-03")
	}}
)

// Forms of open sets of names.
var (
	Organvorm = &Vorm{"een orgaan zoals algemeen-bestuur, raad:GM0202 of bestuurscommissie:inkoop, of niets", func(s string) bool {
		soort, van, er := strings.Cut(s, ":")
		_, gemeente := recht.NaamVan(recht.Gemeentecode(van))
		return strings.Trim(soort, naamtekens) == "" && (!er || gemeente || recht.Module(van).IsModule())
	}}
	Naamvorm   = &Vorm{"een naam van kleine letters en streepjes", func(s string) bool { return s != "" && strings.Trim(s, naamtekens) == "" }}
	Nummervorm = &Vorm{"een nummer zoals 12.1.3", func(s string) bool { return s != "" && strings.Trim(s, "0123456789.") == "" }}
)

const naamtekens = "abcdefghijklmnopqrstuvwxyz-"

func isJaar(s string) bool {
	return len(s) == 4 && s >= "1000" && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || r > '9' })
}

// mustJaar reads four digits that isJaar saw.
func mustJaar(s string) (jaar int) {
	for i := range len(s) {
		jaar = 10*jaar + int(s[i]-'0')
	}
	return jaar
}

// Gemeentewaarden returns the codes of the gemeenten of the MGR.
func Gemeentewaarden() (uit []string) {
	for _, g := range recht.Gemeenten() {
		uit = append(uit, string(g.Code))
	}
	return uit
}

// Organwaarden returns the organs that decisions and events name.
func Organwaarden() (uit []string) {
	for _, o := range recht.Organen() {
		uit = append(uit, string(o))
	}
	return uit
}

// Toegestaan says in Dutch which values p has, to follow "Geef ".
func (p Parameter) Toegestaan() string {
	if len(p.Waarden) == 0 && p.Vorm != nil {
		return p.Vorm.Omschrijving
	}
	waarden := slices.Clone(p.Waarden)
	for i, w := range waarden {
		if w == "" {
			waarden[i] = "niets (leeg)"
		}
	}
	return "een van: " + strings.Join(waarden, ", ")
}

// kent reports whether a filter on p may have this value.
func (p Parameter) kent(waarde string) bool {
	switch {
	case len(p.Waarden) > 0:
		return slices.Contains(p.Waarden, waarde)
	case p.Vorm != nil:
		return p.Vorm.Past(waarde)
	default:
		return true
	}
}

// An OnbekendeWaarde refuses a value that a filter cannot have.
type OnbekendeWaarde struct {
	Rapport   string
	Parameter Parameter
}

// Error implements error; it leaves out what the user typed.
func (e *OnbekendeWaarde) Error() string {
	return "projections: no such value of parameter " + e.Parameter.Naam + " of report " + e.Rapport
}

// keurFilter refuses a filter that r does not know, or a value that it cannot have.
func keurFilter(r *Rapport, filter map[string]string) error {
	for naam, waarde := range filter {
		i := slices.IndexFunc(r.Parameters, func(p Parameter) bool { return p.Naam == naam })
		if i < 0 {
			return &OnbekendeParameter{Rapport: r.Naam, Naam: naam}
		}
		if p := r.Parameters[i]; !p.kent(waarde) {
			return &OnbekendeWaarde{Rapport: r.Naam, Parameter: p}
		}
	}
	return nil
}
