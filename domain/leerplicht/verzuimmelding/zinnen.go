package verzuimmelding

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

func (s Verzuimsoort) naam() string {
	switch s {
	case ZestienUur:
		return "16 uur verzuim"
	case Langdurig:
		return "langdurig relatief verzuim"
	case Luxe:
		return "luxeverzuim"
	case RMC18Plus:
		return "verzuim vanaf 18 jaar"
	default:
		return "overig verzuim"
	}
}

func woorden[T ~string](v T) string { return strings.ReplaceAll(string(v), "-", " ") }

// Zin says what happened.
func (e VerzuimmeldingOntvangen) Zin() string {
	return fmt.Sprintf("Op %s is een melding van %s ontvangen over een leerling uit %s.", e.OntvangenOp, e.Verzuimsoort.naam(), naam(e.Gemeente))
}

// Zin says what happened.
func (e VerzuimmeldingGecorrigeerd) Zin() string {
	return fmt.Sprintf("De melding van %s uit %s is gecorrigeerd.", e.Verzuimsoort.naam(), naam(e.Gemeente))
}

// Zin says what happened.
func (e VerzuimmeldingInBehandelingGenomen) Zin() string {
	return fmt.Sprintf("De melding is op %s in behandeling genomen.", e.GenomenOp)
}

// Zin says what happened.
func (e VerzuimmeldingTerKennisgevingAangenomen) Zin() string {
	return fmt.Sprintf("De melding is op %s ter kennisgeving aangenomen.", e.AangenomenOp)
}

// Zin says what happened.
func (e VerzuimmeldingIngetrokken) Zin() string {
	return fmt.Sprintf("De school heeft de melding op %s ingetrokken.", e.IngetrokkenOp)
}

// Zin says what happened.
func (e VerzuimmeldingAfgesloten) Zin() string {
	return fmt.Sprintf("De melding is op %s afgesloten (%s).", e.AfgeslotenOp, woorden(e.Sluitreden))
}

// Zin says what happened.
func (e VerzuimStatusAanDUOGeleverd) Zin() string {
	return fmt.Sprintf("De status %s is op %s aan DUO geleverd.", woorden(e.Status), e.GeleverdOp)
}

// Zin says what happened.
func (e VerzuimmeldingBetwist) Zin() string {
	return fmt.Sprintf("De melding is op %s betwist.", e.BetwistOp)
}

// Zin says what happened.
func (e VerzuimmeldingBetwistingAfgehandeld) Zin() string {
	return fmt.Sprintf("De betwisting van de melding is op %s afgehandeld: %s.", e.AfgehandeldOp, woorden(e.Uitkomst))
}

// Zin says what happened.
func (e ZienswijzeOudersVastgelegd) Zin() string {
	return fmt.Sprintf("De zienswijze van ouders of jongere van %s is vastgelegd.", e.GegevenOp)
}

// Zin says what happened.
func (e VerzuimsignaalVastgelegd) Zin() string {
	return fmt.Sprintf("Er is een signaal vastgelegd dat een mens beoordeelt: %s.", woorden(e.Signaal))
}

// Zin says what happened.
func (e VerzuimsignaalBeoordeeld) Zin() string {
	return fmt.Sprintf("Het signaal %s is op %s beoordeeld: %s.", woorden(e.Signaal), e.BeoordeeldOp, woorden(e.Oordeel))
}

// Toestand says in Dutch how the melding stands.
func (s State) Toestand() string {
	if s.status == "" {
		return "niet ontvangen"
	}
	t := woorden(s.status)
	for _, b := range s.betwistingen {
		if b == "" {
			return t + "; betwist"
		}
	}
	return t
}
