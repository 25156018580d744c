// Package toegangtest changes the text of a policy, for tests that must see a
// policy that is missing or too wide.
package toegangtest

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// Zonder returns bronnen without the policy with this id. It fails the test when
// there is no such policy.
func Zonder(t testing.TB, bronnen []toegang.Bron, id string) []toegang.Bron {
	t.Helper()
	return vervang(t, bronnen, regexp.MustCompile(`(?s)@id\("`+regexp.QuoteMeta(id)+`"\)[^;]*;`), "")
}

// Anders returns bronnen in which oud, which must be there once, reads nieuw.
func Anders(t testing.TB, bronnen []toegang.Bron, oud, nieuw string) []toegang.Bron {
	t.Helper()
	return vervang(t, bronnen, regexp.MustCompile(regexp.QuoteMeta(oud)), strings.ReplaceAll(nieuw, "$", "$$"))
}

// ZonderHandeling returns bronnen whose schema does not know h.
func ZonderHandeling(t testing.TB, bronnen []toegang.Bron, h toegang.Handeling) []toegang.Bron {
	t.Helper()
	return vervang(t, bronnen, regexp.MustCompile(`"`+regexp.QuoteMeta(string(h))+`"`), `"weggehaald"`)
}

// Met returns bronnen with more policies.
func Met(bronnen []toegang.Bron, regels string) []toegang.Bron {
	return append(slices.Clone(bronnen), toegang.Bron{Naam: "erbij.cedar", Tekst: regels})
}

func vervang(t testing.TB, bronnen []toegang.Bron, wat *regexp.Regexp, door string) []toegang.Bron {
	t.Helper()
	uit, aantal := slices.Clone(bronnen), 0
	for i, b := range uit {
		aantal += len(wat.FindAllString(b.Tekst, -1))
		uit[i].Tekst = wat.ReplaceAllString(b.Tekst, door)
	}
	if aantal != 1 {
		t.Fatalf("%s komt %d keer voor in het beleid", wat, aantal)
	}
	return uit
}

// Beleid returns the policy of bronnen, which must be valid.
func Beleid(t testing.TB, bronnen []toegang.Bron) *toegang.Beleid {
	t.Helper()
	b, err := toegang.NieuwBeleid(bronnen...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
