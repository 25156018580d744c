package projectionstest

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

// A Stelsel is what an attacker makes of published tables: linear equations over
// how many persons there are of each kind. It computes modulo a large prime, so
// that what it calls determined is so, but for a chance of one in 2^60.
type Stelsel struct {
	soorten int
	rijen   map[int][]uint64 // by the first column that is not zero, which is one
}

// NieuwStelsel returns a Stelsel over this many kinds of persons.
func NieuwStelsel(soorten int) *Stelsel {
	return &Stelsel{soorten: soorten, rijen: map[int][]uint64{}}
}

const priem = 1<<61 - 1

func maal(a, b uint64) uint64 {
	hoog, laag := bits.Mul64(a, b)
	_, rest := bits.Div64(hoog, laag, priem)
	return rest
}

func omgekeerd(a uint64) uint64 { // Fermat
	uit := uint64(1)
	for e := uint64(priem - 2); e > 0; e >>= 1 {
		if e&1 == 1 {
			uit = maal(uit, a)
		}
		a = maal(a, a)
	}
	return uit
}

// rest returns the sum over these kinds less what is known, and its first column.
func (s *Stelsel) rest(soorten []int) ([]uint64, int) {
	v := make([]uint64, s.soorten)
	for _, i := range soorten {
		v[i] = 1
	}
	for k := range v {
		r := s.rijen[k]
		if v[k] == 0 || r == nil {
			continue
		}
		f := priem - v[k]
		for j := k; j < len(v); j++ {
			v[j] = (v[j] + maal(f, r[j])) % priem
		}
	}
	return v, slices.IndexFunc(v, func(x uint64) bool { return x != 0 })
}

// Weet adds that the number of persons of these kinds together is known.
func (s *Stelsel) Weet(soorten []int) {
	v, eerste := s.rest(soorten)
	if eerste < 0 {
		return
	}
	f := omgekeerd(v[eerste])
	for j := range v {
		v[j] = maal(v[j], f)
	}
	s.rijen[eerste] = v
}

// Bepaald reports whether the number of persons of these kinds together follows
// from what is known.
func (s *Stelsel) Bepaald(soorten []int) bool {
	_, eerste := s.rest(soorten)
	return eerste < 0
}

// A Tabel is a published table, and how the kinds of persons count in it.
type Tabel struct {
	Antwoord  projections.Antwoord
	Dimensies []string
	Aantallen []string
	Sleutel   func(soort int) []string // nil: it does not count
	Kolom     func(soort int) string
	Sommen    map[string][]string // derived columns that add up these of Aantallen
}

// in returns the kinds under a key, of which the parts that are Overig may be
// anything, in these columns together.
func (t Tabel) in(soorten int, sleutel []string, kolommen ...string) (uit []int) {
	for i := range soorten {
		s := t.Sleutel(i)
		if s == nil || !slices.Contains(kolommen, t.Kolom(i)) {
			continue
		}
		past := true
		for d, w := range sleutel {
			past = past && (w == afscherming.Overig || w == s[d])
		}
		if past {
			uit = append(uit, i)
		}
	}
	return uit
}

func (t Tabel) plaats(naam string) int {
	return slices.IndexFunc(t.Antwoord.Uitkomst.Kolommen, func(k projections.Kolom) bool { return k.Naam == naam })
}

// Lees adds what a table tells. A line of groups put together is the sum of the
// kinds under its group that no other line shows; of a period that is shown, what
// no line stands for is nobody.
func (s *Stelsel) Lees(t Tabel) {
	for _, kolom := range t.Aantallen {
		s.kolom(t, kolom, kolom)
	}
	for som, kolommen := range t.Sommen {
		s.kolom(t, som, kolommen...)
	}
}

// kolom adds what the column naam tells, which counts the kinds in kolommen.
func (s *Stelsel) kolom(t Tabel, naam string, kolommen ...string) {
	k := t.plaats(naam)
	getoond, perioden := map[int]bool{}, map[string]bool{}
	var over [][]string
	for _, r := range t.Antwoord.Uitkomst.Regels {
		if _, gegeven := r.Waarden[k].(int64); !gegeven {
			continue
		}
		var sleutel []string
		for _, d := range t.Dimensies {
			sleutel = append(sleutel, projections.Waardetekst(r.Waarden[t.plaats(d)]))
		}
		perioden[sleutel[0]] = true
		if slices.Contains(sleutel, afscherming.Overig) {
			over = append(over, sleutel)
			continue
		}
		soorten := t.in(s.soorten, sleutel, kolommen...)
		s.Weet(soorten)
		for _, i := range soorten {
			getoond[i] = true
			if r.Waarden[k] == int64(0) {
				s.Weet([]int{i})
			}
		}
	}
	// The finest group that is put together first: what it covers is not in the others.
	slices.SortFunc(over, func(a, b []string) int {
		return slices.Index(b, afscherming.Overig) - slices.Index(a, afscherming.Overig)
	})
	for _, sleutel := range over {
		rest := slices.DeleteFunc(t.in(s.soorten, sleutel, kolommen...), func(i int) bool { return getoond[i] })
		s.Weet(rest)
		for _, i := range rest {
			getoond[i] = true
		}
	}
	for i := range s.soorten {
		if sleutel := t.Sleutel(i); sleutel != nil && slices.Contains(kolommen, t.Kolom(i)) && perioden[sleutel[0]] && !getoond[i] {
			s.Weet([]int{i})
		}
	}
}

// Klein returns the groups of a table that hold fewer persons than the threshold
// and at least one, at every level, each as the kinds in it, and a name for it.
func (t Tabel) Klein(aantal []int64, drempel int64) (groepen [][]int, namen []string) {
	gezien := map[string]bool{}
	for i := range aantal {
		s := t.Sleutel(i)
		if s == nil {
			continue
		}
		for diepte := 1; diepte <= len(s); diepte++ {
			naam := strings.Join(s[:diepte], "/") + ": " + t.Kolom(i)
			if gezien[naam] {
				continue
			}
			gezien[naam] = true
			groep := t.in(len(aantal), s[:diepte], t.Kolom(i))
			som := int64(0)
			for _, j := range groep {
				som += aantal[j]
			}
			if som > 0 && som < drempel {
				groepen, namen = append(groepen, groep), append(namen, fmt.Sprintf("%s = %d", naam, som))
			}
		}
	}
	return groepen, namen
}

// Primair is shielding as it must not be done: every line of the threshold or more
// is given, and every total.
func (s *Stelsel) Primair(t Tabel, aantal []int64, drempel int64) {
	for i := range aantal {
		sleutel := t.Sleutel(i)
		for diepte := range len(sleutel) + 1 {
			if sleutel == nil || diepte == 0 {
				continue
			}
			groep := t.in(len(aantal), sleutel[:diepte], t.Kolom(i))
			som := int64(0)
			for _, j := range groep {
				som += aantal[j]
			}
			if diepte < len(sleutel) || som >= drempel {
				s.Weet(groep)
			}
		}
	}
}
