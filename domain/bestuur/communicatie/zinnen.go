package communicatie

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Zin says what happened.
func (e NieuwsbriefVerzonden) Zin() string {
	return fmt.Sprintf("Op %s is een nieuwsbrief verzonden aan %s.", e.VerzondenOp, recht.Telwoord(len(e.Raden), "raad", "raden"))
}

// Zin says what happened.
func (e InformatiebijeenkomstGehouden) Zin() string {
	return fmt.Sprintf("Op %s is een informatiebijeenkomst (%s) gehouden voor %s.", e.GehoudenOp, e.Aanleiding, recht.Telwoord(len(e.Raden), "raad", "raden"))
}

// Toestand says in Dutch that the uiting is there.
func (s State) Toestand() string {
	if s.uiting == nil {
		return "niets vastgelegd"
	}
	return s.uiting.Zin()
}
