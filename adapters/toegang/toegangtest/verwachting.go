package toegangtest

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// A Verwacht is one line of the table of expectations: what should be allowed.
// It is judged here in plain Go, so that nothing is shared with what it judges.
type Verwacht struct {
	Iedereen     bool // without a token
	OverPersonen bool
	bereik       map[toegang.Rol]string
}

// A Verwachting is the table of expectations, by act.
type Verwachting map[toegang.Handeling]Verwacht

// LeesVerwachting reads the table. A line that says what it does not know fails
// the test.
func LeesVerwachting(t testing.TB, pad string) Verwachting {
	t.Helper()
	tekst, err := os.ReadFile(pad)
	if err != nil {
		t.Fatal(err)
	}
	uit := Verwachting{}
	for regel := range strings.Lines(string(tekst)) {
		delen := strings.Fields(regel)
		if len(delen) == 0 || delen[0] == "#" {
			continue
		}
		if _, dubbel := uit[toegang.Handeling(delen[0])]; dubbel {
			t.Fatalf("verwachting staat er dubbel: %s", delen[0])
		}
		v := Verwacht{bereik: map[toegang.Rol]string{}}
		for _, d := range delen[1:] {
			rol, bereik, _ := strings.Cut(d, ":")
			switch {
			case d == "iedereen":
				v.Iedereen = true
			case d == "*":
				v.OverPersonen = true
			case slices.Contains(toegang.Rollen(), toegang.Rol(rol)) && woord(bereik):
				v.bereik[toegang.Rol(rol)] = bereik
			default:
				t.Fatalf("verwachting %s is onleesbaar: %s", delen[0], d)
			}
		}
		uit[toegang.Handeling(delen[0])] = v
	}
	return uit
}

func woord(w string) bool {
	return slices.Contains([]string{"alles", "gemeente", "module", "gemeente+module", "gebied", "school", "machtiging"}, w)
}

// Mag reports whether w should be allowed h when it concerns o.
func (v Verwachting) Mag(w toegang.Wie, h toegang.Handeling, o toegang.Over) bool {
	return v[h].mag(w, o) && (!v[h].OverPersonen || v[toegang.Personen].mag(w, o))
}

// MagMetMachtiging is Mag for who has an inzagemachtiging for what it concerns.
func (v Verwachting) MagMetMachtiging(w toegang.Wie, h toegang.Handeling, o toegang.Over) bool {
	return v[h].bereik[w.Rol] == "machtiging" || v.Mag(w, h, o)
}

// MagIets reports whether there is anything that w should be allowed with h, not
// regarding what it concerns.
func (v Verwachting) MagIets(w toegang.Wie, h toegang.Handeling) bool {
	b := v[h].bereik[w.Rol]
	return v[h].Iedereen || b != "" && b != "machtiging" && (!v[h].OverPersonen || v[toegang.Personen].bereik[w.Rol] != "")
}

// Beperkt reports whether w should be allowed h only for its own gemeente.
func (v Verwachting) Beperkt(w toegang.Wie, h toegang.Handeling) bool {
	b := v[h].bereik[w.Rol]
	return b == "gemeente" || b == "gemeente+module" || b == "gebied" && w.Gemeente != ""
}

func (v Verwacht) mag(w toegang.Wie, o toegang.Over) bool {
	gemeente := w.Gemeente != "" && o.Gemeente == string(w.Gemeente)
	module := o.Module != "" && slices.Contains(w.Modules(), o.Module)
	switch v.bereik[w.Rol] {
	case "alles":
		return true
	case "gemeente":
		return gemeente
	case "module":
		return module
	case "gemeente+module":
		return gemeente && module
	case "gebied":
		return w.Gemeente == "" || gemeente
	case "school":
		return o.School == w.Organisatie
	default:
		return v.Iedereen
	}
}
