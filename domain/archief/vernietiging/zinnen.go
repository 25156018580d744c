package vernietiging

import "fmt"

func dossiers(n int) string {
	if n == 1 {
		return "1 dossier"
	}
	return fmt.Sprintf("%d dossiers", n)
}

// Zin says what happened.
func (e VernietigingVoorgesteld) Zin() string {
	return fmt.Sprintf("Voorgesteld is %s te vernietigen waarvan de bewaartermijn op %s om was.", dossiers(len(e.Dossiers)), e.Peildatum)
}

// Zin says what happened.
func (e VernietigingAfgewezen) Zin() string {
	return fmt.Sprintf("Het voorstel om te vernietigen is op %s afgewezen.", e.AfgewezenOp)
}

// Zin says what happened.
func (e VernietigingslijstVastgesteld) Zin() string {
	z := fmt.Sprintf("Op %s is besloten %s te vernietigen", e.VastgesteldOp, dossiers(len(e.Dossiers)))
	if n := len(e.Aangehouden); n > 0 {
		z += fmt.Sprintf("; %s aangehouden", dossiers(n))
	}
	return z + "."
}

// Zin says what happened.
func (e GegevensVernietigd) Zin() string {
	n := 0
	for _, a := range e.Specificatie {
		n += a.Dossiers
	}
	return fmt.Sprintf("Verklaring van vernietiging: op %s zijn de gegevens van %s vernietigd, onherroepelijk per %s.",
		e.UitgevoerdOp, dossiers(n), e.OnherroepelijkOp)
}

// Toestand says in Dutch how the list stands.
func (s State) Toestand() string {
	switch {
	case s.verklaard:
		return fmt.Sprintf("%s vernietigd", dossiers(len(s.besloten)))
	case s.besloten != nil:
		return fmt.Sprintf("%s worden vernietigd volgens het besluit van %s", dossiers(len(s.besloten)), s.beslotenOp)
	case s.afgewezen:
		return "afgewezen"
	case len(s.dossiers) > 0:
		return fmt.Sprintf("%s voorgesteld; te beslissen uiterlijk op %s", dossiers(len(s.dossiers)), s.Verloopt())
	default:
		return "niet voorgesteld"
	}
}
