package inmandaat

import "fmt"

// Zin says what happened.
func (e MandaatUitgeoefend) Zin() string {
	z := fmt.Sprintf("Besluit %s (%s) is op %s genomen door %s, namens %s", e.Kenmerk, e.Bevoegdheid, e.GenomenOp, e.Functie, e.Orgaan.Naam())
	if e.Namens.Mandaat != "" {
		z += fmt.Sprintf(", krachtens mandaat %s (versie %d)", e.Namens.Mandaat, e.Namens.Versie)
	}
	if e.Bedrag != 0 {
		z += ", voor € " + e.Bedrag.String()
	}
	return z + "."
}

// Zin says what happened.
func (e BesluitInMandaatBekendgemaakt) Zin() string {
	return fmt.Sprintf("Besluit %s is op %s bekendgemaakt (%s).", e.Kenmerk, e.BekendgemaaktOp, e.Kanaal)
}

// Zin says what happened.
func (e BesluitInMandaatToegepast) Zin() string {
	return fmt.Sprintf("Besluit %s is op %s voor het eerst toegepast.", e.Kenmerk, e.ToegepastOp)
}

// Toestand says in Dutch how the besluit stands.
func (s State) Toestand() string {
	if s.besluit.Kenmerk == "" {
		return "geen besluit vastgelegd"
	}
	z := fmt.Sprintf("besluit %s van %s, namens %s", s.besluit.Kenmerk, s.besluit.GenomenOp, s.orgaan.Naam())
	if s.bekendOp.IsZero() {
		z += ", niet bekendgemaakt"
	} else {
		z += ", bekendgemaakt op " + s.bekendOp.String()
	}
	if !s.toegepastOp.IsZero() {
		z += ", toegepast op " + s.toegepastOp.String()
	}
	return z
}
