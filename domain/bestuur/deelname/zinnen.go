package deelname

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func naam(g recht.Gemeentecode) string {
	if n, ok := recht.NaamVan(g); ok {
		return n
	}
	return string(g)
}

// Zin says what happened.
func (e DeelnameModuleGestart) Zin() string {
	return fmt.Sprintf("%s neemt vanaf %s deel aan %s (periode %d).", naam(e.Gemeente), e.Vanaf, e.Module.Naam(), e.Periode)
}

// Zin says what happened.
func (e DeelnameModuleBeeindigd) Zin() string {
	if e.Tot.IsZero() {
		return fmt.Sprintf("De deelname van %s aan %s eindigt toch niet (periode %d).", naam(e.Gemeente), e.Module.Naam(), e.Periode)
	}
	return fmt.Sprintf("De deelname van %s aan %s eindigt per %s (periode %d).", naam(e.Gemeente), e.Module.Naam(), e.Tot, e.Periode)
}

// Toestand says in Dutch how the deelname stands.
func (s State) Toestand() string {
	var delen []string
	for _, p := range s.periodes {
		switch {
		case p.leeg():
		case p.Tot.IsZero():
			delen = append(delen, "vanaf "+p.Vanaf.String())
		default:
			delen = append(delen, p.Vanaf.String()+" tot "+p.Tot.String())
		}
	}
	if len(delen) == 0 {
		return naam(s.gemeente) + " neemt niet deel aan " + s.module.Naam()
	}
	return naam(s.gemeente) + " neemt deel aan " + s.module.Naam() + ": " + strings.Join(delen, "; ")
}
