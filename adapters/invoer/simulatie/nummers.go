package simulatie

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A nummerreeks gives every person a number of its own, so that nobody has two
// running dossiers. It gives the 9,091 burgerservicenummers of the range for tests
// first: 9999, four digits, and one that makes the elfproef come out.
type nummerreeks struct{ bsns, anders int }

// bsn returns the next burgerservicenummer; false when the range is used up.
func (n *nummerreeks) bsn() (recht.BSN, bool) {
	for n.bsns < 10_000 {
		kop := fmt.Sprintf("9999%04d", n.bsns)
		n.bsns++
		if cijfer, ok := elfde(kop, 0); ok {
			return recht.BSN(kop + cijfer), true
		}
	}
	return "", false
}

// onderwijsnummer returns the next onderwijsnummer: invented, in the form that the
// law has for them. There is no range for tests.
func (n *nummerreeks) onderwijsnummer() recht.Onderwijsnummer {
	for {
		kop := fmt.Sprintf("10%06d", n.anders)
		n.anders++
		if cijfer, ok := elfde(kop, 5); ok {
			return recht.Onderwijsnummer(kop + cijfer)
		}
	}
}

// elfde returns the ninth digit with which the weighted sum of the nine leaves rest
// on division by 11; ok is false when no digit does.
func elfde(kop string, rest int) (cijfer string, ok bool) {
	som := 11 - rest
	for i, c := range kop {
		som += (9 - i) * int(c-'0')
	}
	if som %= 11; som == 10 {
		return "", false
	}
	return fmt.Sprint(som), true
}
