package uitvoeringsplan

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Every event says in one Dutch sentence what happened, for who replays the
// history. A Zin holds no free text: that may have to be removed from the event.

func naam(g recht.Gemeentecode) string {
	if n, ok := recht.NaamVan(g); ok {
		return n
	}
	return string(g)
}

func namen(ms []recht.Module) string {
	var s []string
	for _, m := range ms {
		s = append(s, m.Naam())
	}
	return strings.Join(s, ", ")
}

func over(bijstelling int) string {
	if bijstelling == 0 {
		return "het ontwerp-uitvoeringsplan"
	}
	return fmt.Sprintf("bijstelling %d", bijstelling)
}

// Omschrijving names what was voted on, as a Dutch phrase with its article.
func (v Voorstel) Omschrijving() string {
	switch v.Soort {
	case SoortAdvies:
		return "het advies over " + v.Onderdeel.Naam()
	case SoortOntwerp:
		return "het ontwerp-uitvoeringsplan"
	case SoortOnderdeel:
		return "het onderdeel " + v.Onderdeel.Naam()
	case SoortPlan:
		return "het uitvoeringsplan"
	case SoortBijstelling:
		return fmt.Sprintf("bijstelling %d van het uitvoeringsplan", v.Bijstelling)
	case SoortIntrekking:
		w := v
		w.Soort, w.Van = v.Van, ""
		return "de intrekking van " + w.Omschrijving()
	}
	return string(v.Soort)
}

func omschrijvingen(vs []Voorstel) string {
	var s []string
	for _, v := range vs {
		s = append(s, v.Omschrijving())
	}
	return strings.Join(s, ", ")
}

// Zin says what happened.
func (e UitvoeringsplanOpgesteld) Zin() string {
	return fmt.Sprintf("Het concept-uitvoeringsplan %d-%d is opgesteld met %s: %s.", e.VanJaar, e.TotEnMetJaar, recht.Telwoord(len(e.Onderdelen), "onderdeel", "onderdelen"), namen(codes(e.Onderdelen)))
}

// Zin says what happened.
func (e AdviesGevraagd) Zin() string {
	return fmt.Sprintf("De bestuurscommissie is op %s om advies gevraagd over het onderdeel %s.", e.GevraagdOp, e.Onderdeel.Naam())
}

// Zin says what happened.
func (e BestuurscommissieAdviesUitgebracht) Zin() string {
	return fmt.Sprintf("De bestuurscommissie bracht op %s een %s advies uit over het onderdeel %s.", e.UitgebrachtOp, e.Advies, e.Onderdeel.Naam())
}

// Zin says what happened.
func (e OnderdeelZonderAdviesVoortgezet) Zin() string {
	return fmt.Sprintf("Het onderdeel %s is op %s zonder advies voortgezet; de reden is vastgelegd.", e.Onderdeel.Naam(), e.VoortgezetOp)
}

// Zin says what happened.
func (e OntwerpVastgesteldDoorDagelijksBestuur) Zin() string {
	return fmt.Sprintf("Het dagelijks bestuur stelde op %s het ontwerp-uitvoeringsplan vast (%s).", e.GenomenOp, e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e ZienswijzeGevraagd) Zin() string {
	return fmt.Sprintf("De raad van %s is op %s om een zienswijze gevraagd op %s; uiterlijk %s.", naam(e.Gemeente), e.VerzondenOp, over(e.Bijstelling), e.Einde.Uiterlijk)
}

// Zin says what happened.
func (e ZienswijzeOntvangen) Zin() string {
	tijdig := "op tijd"
	if e.Tijdigheid == TeLaat {
		tijdig = "te laat (uiterlijk " + e.UiterlijkOp.String() + ")"
	}
	return fmt.Sprintf("De zienswijze van de raad van %s op %s is op %s ontvangen, %s: %s.", naam(e.Gemeente), over(e.Bijstelling), e.OntvangenOp, tijdig, e.Standpunt)
}

// Zin says what happened.
func (e VanZienswijzeAfgezien) Zin() string {
	return fmt.Sprintf("De raad van %s liet op %s weten af te zien van een zienswijze op %s.", naam(e.Gemeente), e.MeegedeeldOp, over(e.Bijstelling))
}

// Zin says what happened.
func (e ZienswijzeTermijnVerstreken) Zin() string {
	return fmt.Sprintf("De termijn van de raad van %s voor een zienswijze op %s is na %s verstreken zonder reactie.", naam(e.Gemeente), over(e.Bijstelling), e.UiterlijkOp)
}

// Zin says what happened.
func (e OordeelOverZienswijzenMeegedeeld) Zin() string {
	return fmt.Sprintf("Het dagelijks bestuur deelde op %s zijn oordeel mee over %s op %s.", e.MeegedeeldOp, recht.Telwoord(len(e.Oordelen), "zienswijze", "zienswijzen"), over(e.Bijstelling))
}

// Zin says what happened.
func (e OnderdeelVastgesteld) Zin() string {
	return fmt.Sprintf("Het algemeen bestuur stelde op %s het onderdeel %s afzonderlijk vast (%s).", e.GenomenOp, e.Onderdeel.Code.Naam(), e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e UitvoeringsplanVastgesteld) Zin() string {
	return fmt.Sprintf("Het algemeen bestuur stelde op %s het uitvoeringsplan %d-%d vast (%s).", e.GenomenOp, e.VanJaar, e.TotEnMetJaar, e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e VoorstelVerworpen) Zin() string {
	return fmt.Sprintf("Op %s is verworpen: %s (%s).", e.GenomenOp, omschrijvingen(e.Voorstellen), e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e VoorstelAangehouden) Zin() string {
	return fmt.Sprintf("Op %s is aangehouden: %s; %s.", e.AangehoudenOp, omschrijvingen(e.Voorstellen), e.Reden.Zin())
}

// Zin says what happened.
func (e BijstellingVoorgesteld) Zin() string {
	aard := "niet substantieel"
	if e.Substantieel {
		aard = "substantieel, dus opnieuw langs de raden"
	}
	return fmt.Sprintf("Op %s is bijstelling %d voorgesteld van: %s (%s).", e.VoorgesteldOp, e.Bijstelling, namen(codes(e.Onderdelen)), aard)
}

// Zin says what happened.
func (e BijstellingVastgesteld) Zin() string {
	return fmt.Sprintf("Het algemeen bestuur stelde op %s bijstelling %d vast (%s).", e.GenomenOp, e.Bijstelling, e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e BesluitBekendgemaakt) Zin() string {
	return fmt.Sprintf("Op %s is bekendgemaakt: %s; het werkt vanaf %s.", e.BekendgemaaktOp, e.Besluit.Omschrijving(), e.GeldigVanaf)
}

// Zin says what happened.
func (e BesluitToegepast) Zin() string {
	s := fmt.Sprintf("Op %s is voor het eerst toegepast: %s", e.ToegepastOp, e.Besluit.Omschrijving())
	if e.VoorBekendmaking {
		s += ", vóór het werkte"
	}
	return s + "."
}

// Zin says what happened.
func (e BesluitIngetrokken) Zin() string {
	return fmt.Sprintf("Het algemeen bestuur trok op %s in: %s (%s).", e.GenomenOp, e.Besluit.Omschrijving(), e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e PlanperiodeGeeindigd) Zin() string {
	return fmt.Sprintf("De planperiode %d-%d is geëindigd.", e.VanJaar, e.TotEnMetJaar)
}
