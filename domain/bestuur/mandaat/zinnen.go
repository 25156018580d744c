package mandaat

import (
	"fmt"
	"strings"
)

// Zin says what happened.
func (e MandaatVerleend) Zin() string {
	z := fmt.Sprintf("Mandaat %s (versie %d) is verleend: %s mag vanaf %s namens %s beslissen over %s",
		e.Mandaat, e.Versie, e.Functie, e.Vanaf, e.Mandaatgever.Naam(), e.Bevoegdheid)
	if !e.Tot.IsZero() {
		z += ", tot " + e.Tot.String()
	}
	if e.Grens != 0 {
		z += ", ten hoogste € " + e.Grens.String()
	}
	return z + "."
}

// Zin says what happened.
func (e MandaatBekendgemaakt) Zin() string {
	return fmt.Sprintf("Mandaat %s (versie %d) is op %s bekendgemaakt (%s).", e.Mandaat, e.Versie, e.BekendgemaaktOp, e.Kanaal)
}

// Zin says what happened.
func (e MandaatIngetrokken) Zin() string {
	return fmt.Sprintf("Mandaat %s (versie %d) is ingetrokken per %s.", e.Mandaat, e.Versie, e.Vanaf)
}

// Toestand says in Dutch how the mandaat stands.
func (s State) Toestand() string {
	if len(s.versies) == 0 {
		return "geen mandaat vastgelegd"
	}
	var delen []string
	for _, v := range s.versies {
		d := fmt.Sprintf("versie %d vanaf %s", v.inhoud.Versie, v.inhoud.Vanaf)
		if !v.inhoud.Tot.IsZero() {
			d += " tot " + v.inhoud.Tot.String()
		}
		if v.bekendOp.IsZero() {
			d += ", niet bekendgemaakt"
		}
		if !v.ingetrokken.IsZero() {
			d += ", ingetrokken per " + v.ingetrokken.String()
		}
		delen = append(delen, d)
	}
	return "mandaat " + s.kenmerk + ": " + strings.Join(delen, "; ")
}
