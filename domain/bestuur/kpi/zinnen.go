package kpi

import "fmt"

// Zin says what happened.
func (e KPIOvergenomen) Zin() string {
	return fmt.Sprintf("Het gepubliceerde cijfer %s (%s) over %s is overgenomen: %s.", e.Kenmerk, e.Indicator, e.Periode, e.metEenheid())
}

// Zin says what happened.
func (e KPIGecorrigeerd) Zin() string {
	return fmt.Sprintf("Het gepubliceerde cijfer %s (%s) over %s is gecorrigeerd tot: %s.", e.Kenmerk, e.Indicator, e.Periode, e.metEenheid())
}

func (a Cijfer) metEenheid() string {
	if a.Eenheid == "" {
		return a.Waarde
	}
	return a.Waarde + " " + a.Eenheid
}

// Toestand says in Dutch what the figure is.
func (s State) Toestand() string {
	if !s.er {
		return "niets overgenomen"
	}
	return fmt.Sprintf("%s: %s (%s)", s.cijfer.Kenmerk, s.cijfer.metEenheid(), s.cijfer.Periode)
}
