package vrijstelling

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

func woorden[T ~string](v T) string { return strings.ReplaceAll(string(v), "-", " ") }

// Zin says what happened.
func (e BeroepOpVrijstellingOntvangen) Zin() string {
	return fmt.Sprintf("Op %s is een beroep op vrijstelling ontvangen uit %s (%s), vanaf %s.", e.OntvangenOp, naam(e.Gemeente), e.Grond, e.GevraagdVanaf)
}

// Zin says what happened.
func (e AanvraagVrijstellingOntvangen) Zin() string {
	return fmt.Sprintf("Op %s is een aanvraag ontvangen uit %s (%s), vanaf %s.", e.OntvangenOp, naam(e.Gemeente), e.Grond, e.GevraagdVanaf)
}

// Zin says what happened.
func (e VerklaringArtikel7Ontvangen) Zin() string {
	return fmt.Sprintf("Er is een verklaring van een deskundige van %s ontvangen.", e.VerklaardOp)
}

// Zin says what happened.
func (e VoorwaardenGetoetst) Zin() string {
	n := 0
	for _, v := range e.Uitkomsten {
		if v.Voldaan {
			n++
		}
	}
	return fmt.Sprintf("Op %s zijn de voorwaarden getoetst: aan %d van de %d is voldaan; een mens beslist.", e.GetoetstOp, n, len(e.Uitkomsten))
}

// Zin says what happened.
func (e VrijstellingVanRechtswegeVastgesteld) Zin() string {
	return fmt.Sprintf("Op %s is vastgesteld dat van %s tot %s een vrijstelling van rechtswege bestaat (%s).", e.VastgesteldOp, e.Vanaf, e.Tot, e.Grond)
}

// Zin says what happened.
func (e BeroepOpVrijstellingNietAanvaard) Zin() string {
	return fmt.Sprintf("Op %s is het beroep op vrijstelling niet aanvaard (%s).", e.AfgewezenOp, e.Grond)
}

// Zin says what happened.
func (e VervangendeLeerplichtToegestaan) Zin() string {
	return fmt.Sprintf("Op %s is vervangende leerplicht toegestaan van %s tot %s (%s).", e.BeslotenOp, e.Vanaf, e.Tot, e.Grond)
}

// Zin says what happened.
func (e VervangendeLeerplichtGeweigerd) Zin() string {
	return fmt.Sprintf("Op %s is vervangende leerplicht geweigerd (%s).", e.AfgewezenOp, e.Grond)
}

// Zin says what happened.
func (e VervangendeLeerplichtVerlengd) Zin() string {
	return fmt.Sprintf("Op %s is de vervangende leerplicht verlengd tot %s.", e.BeslotenOp, e.Tot)
}

// Zin says what happened.
func (e VrijstellingKwalificatieplichtVerleend) Zin() string {
	return fmt.Sprintf("Op %s is vrijstelling van de kwalificatieplicht verleend van %s tot %s.", e.BeslotenOp, e.Vanaf, e.Tot)
}

// Zin says what happened.
func (e VrijstellingKwalificatieplichtGeweigerd) Zin() string {
	return fmt.Sprintf("Op %s is vrijstelling van de kwalificatieplicht geweigerd.", e.AfgewezenOp)
}

// Zin says what happened.
func (e VrijstellingBeeindigd) Zin() string {
	return fmt.Sprintf("De vrijstelling is per %s beëindigd (%s).", e.Tot, woorden(e.Eindreden))
}

// Zin says what happened.
func (e VrijstellingAanDuoGeleverd) Zin() string {
	return fmt.Sprintf("Op %s is aan DUO geleverd dat de vrijstelling duurt van %s tot %s (%s).", e.GeleverdOp, e.Vanaf, e.Tot, woorden(e.Leversoort))
}
