package toegang

import (
	"slices"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// tussen stands between the modules of a programma.
const tussen = "+"

// Modulelijst returns the modules of one holder as [Wie].Module has them. Since 2022
// the regeling has programma's of more than one module, each with one bestuurscommissie:
// Participatie is Werkgeversservicepunt and Werkgeverschap SW. The order is that of
// [recht.Modules], so that the same modules are always the same text.
func Modulelijst(modules ...recht.Module) string {
	var namen []string
	for _, m := range recht.Modules() {
		if slices.Contains(modules, m) {
			namen = append(namen, string(m))
		}
	}
	return strings.Join(namen, tussen)
}

// Modules returns the own modules of w; none where the role has none.
func (w Wie) Modules() []string {
	if w.Module == "" {
		return nil
	}
	return strings.Split(w.Module, tussen)
}

// ordelijk reports whether several modules are each a module, once, in order.
func (w Wie) ordelijk() bool {
	var ms []recht.Module
	for _, m := range w.Modules() {
		ms = append(ms, recht.Module(m))
	}
	return len(ms) < 2 || Modulelijst(ms...) == w.Module
}

// moduleklasse tells how a module relates to those of a holder.
func moduleklasse(waarde, van string) int {
	if waarde != "" && slices.Contains(strings.Split(van, tussen), waarde) {
		return eigen
	}
	return klasse(waarde, van)
}
