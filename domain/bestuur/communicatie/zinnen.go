package communicatie

import "fmt"

// Zin says what happened.
func (e NieuwsbriefVerzonden) Zin() string {
	return fmt.Sprintf("Op %s is een nieuwsbrief verzonden aan %d raden.", e.VerzondenOp, len(e.Raden))
}

// Zin says what happened.
func (e InformatiebijeenkomstGehouden) Zin() string {
	return fmt.Sprintf("Op %s is een informatiebijeenkomst (%s) gehouden voor %d raden.", e.GehoudenOp, e.Aanleiding, len(e.Raden))
}

// Toestand says in Dutch that the uiting is there.
func (s State) Toestand() string {
	if s.uiting == nil {
		return "niets vastgelegd"
	}
	return "uiting vastgelegd"
}
