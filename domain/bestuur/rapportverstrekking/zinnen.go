package rapportverstrekking

import (
	"fmt"
	"strings"
)

// Zin says what happened.
func (e RapportVerstrekt) Zin() string {
	namen := make([]string, len(e.Ontvangers))
	for i, o := range e.Ontvangers {
		namen[i] = o.Naam()
		if o == Accountant {
			namen[i] = "de accountant"
		}
	}
	return fmt.Sprintf("Het rapport %s, zoals bekend op positie %d, is als %s verstrekt aan %s.", e.Rapport, e.BekendOp, strings.ToUpper(string(e.Vorm)), strings.Join(namen, ", "))
}

// Toestand says in Dutch what was handed out.
func (s State) Toestand() string {
	if s.verstrekt == nil {
		return "niets verstrekt"
	}
	return fmt.Sprintf("verstrekt op %s: %s, %d bytes, SHA-256 %s", s.verstrekt.VerstrektOp, s.verstrekt.Rapport, s.verstrekt.Omvang, s.verstrekt.SHA256)
}
