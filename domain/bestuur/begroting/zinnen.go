package begroting

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Every event says in one Dutch sentence what happened, for who replays the
// history. A Zin holds no free text: that may have to be removed from the event.

// Omschrijving names the stuk, as a Dutch phrase with its article.
func (s Stuk) Omschrijving() string {
	if s.Wijziging == 0 {
		return fmt.Sprintf("de begroting %d", s.Jaar)
	}
	return fmt.Sprintf("begrotingswijziging %d van %d", s.Wijziging, s.Jaar)
}

// Ontwerp names the stuk while it is not adopted.
func (s Stuk) Ontwerp() string {
	if s.Wijziging == 0 {
		return fmt.Sprintf("de ontwerpbegroting %d", s.Jaar)
	}
	return s.Omschrijving()
}

// Zin says what happened.
func (e OntwerpbegrotingToegezonden) Zin() string {
	zin := fmt.Sprintf("Aan %s is op %s toegezonden: %s; een zienswijze kan tot en met %s.", recht.Raad(e.Gemeente).Naam(), e.ToegezondenOp, e.Ontwerp(), e.UiterlijkOp)
	if e.ToegezondenOp.Na(e.TijdigTot) {
		zin = strings.TrimSuffix(zin, ".") + fmt.Sprintf(" (te laat voor aanbieding op %s: uiterlijk %s).", e.Aanbieding, e.TijdigTot)
	}
	return zin
}

// Zin says what happened.
func (e ZienswijzeOpBegrotingOntvangen) Zin() string {
	tijdig := "op tijd"
	if e.OntvangenOp.Na(e.UiterlijkOp) {
		tijdig = "te laat (uiterlijk " + e.UiterlijkOp.String() + ")"
	}
	return fmt.Sprintf("De zienswijze van %s op %s is op %s ontvangen, %s: %s.", recht.Raad(e.Gemeente).Naam(), e.Ontwerp(), e.OntvangenOp, tijdig, e.Standpunt)
}

// Zin says what happened.
func (e GeenZienswijzeOpBegrotingGemeld) Zin() string {
	return fmt.Sprintf("Op %s liet %s weten geen zienswijze te geven op %s.", e.MeegedeeldOp, recht.Raad(e.Gemeente).Naam(), e.Ontwerp())
}

// Zin says what happened.
func (e ZienswijzetermijnBegrotingVerstreken) Zin() string {
	return fmt.Sprintf("De termijn van %s voor een zienswijze op %s is na %s verstreken zonder reactie.", recht.Raad(e.Gemeente).Naam(), e.Ontwerp(), e.UiterlijkOp)
}

// Zin says what happened.
func (e OntwerpbegrotingAangeboden) Zin() string {
	zin := fmt.Sprintf("Het dagelijks bestuur bood op %s aan het algemeen bestuur aan: %s, met %s", e.AangebodenOp, e.Ontwerp(), recht.Telwoord(len(e.Bijgevoegd), "zienswijze", "zienswijzen"))
	if n := len(e.TeLaat); n > 0 {
		zin += fmt.Sprintf("; %s had het ontwerp na %s gekregen", recht.Telwoord(n, "raad", "raden"), e.TijdigTot)
	}
	return zin + "."
}

// Zin says what happened.
func (e OordeelOverZienswijzenBegrotingMeegedeeld) Zin() string {
	return fmt.Sprintf("Het dagelijks bestuur deelde op %s zijn oordeel mee over %s op %s.", e.MeegedeeldOp, recht.Telwoord(len(e.Oordelen), "zienswijze", "zienswijzen"), e.Ontwerp())
}

// Zin says what happened.
func (e BegrotingVastgesteld) Zin() string { return e.zin(e.Stuk) }

// Zin says what happened.
func (e BegrotingswijzigingVastgesteld) Zin() string { return e.zin(e.Stuk) }

func (v Vaststelling) zin(s Stuk) string {
	zin := fmt.Sprintf("Het algemeen bestuur stelde op %s vast: %s (%s)", v.GenomenOp, s.Omschrijving(), v.Besluitvorming.MetStemmen())
	if n := len(v.ZonderOordeel); n > 0 {
		zin += fmt.Sprintf("; op %s was nog geen oordeel meegedeeld", recht.Telwoord(n, "zienswijze", "zienswijzen"))
	}
	return zin + "."
}

// Zin says what happened.
func (e BegrotingsvoorstelVerworpen) Zin() string {
	return fmt.Sprintf("Op %s is verworpen: %s (%s).", e.GenomenOp, e.Omschrijving(), e.Besluitvorming.MetStemmen())
}

// Zin says what happened.
func (e BegrotingsvoorstelAangehouden) Zin() string {
	return fmt.Sprintf("Op %s is aangehouden: %s; %s.", e.AangehoudenOp, e.Omschrijving(), e.Reden.Zin())
}

// Zin says what happened.
func (e BegrotingAanGSGezonden) Zin() string {
	tijdig := "op tijd"
	if e.VerzondenOp.Na(e.UiterlijkOp) {
		tijdig = "te laat (uiterlijk " + e.UiterlijkOp.String() + ")"
	}
	return fmt.Sprintf("Aan gedeputeerde staten is op %s gezonden: %s, %s.", e.VerzondenOp, e.Omschrijving(), tijdig)
}

// Zin says what happened.
func (e BegrotingswijzigingVoorgesteld) Zin() string {
	raden := "de raden krijgen haar voor een zienswijze"
	if e.ZonderRaden {
		raden = "van een soort die volgens de regeling niet langs de raden gaat"
	}
	return fmt.Sprintf("Op %s is voorgesteld: %s (%s).", e.VoorgesteldOp, e.Omschrijving(), raden)
}

// Toestand says in Dutch how far the begroting is.
func (s State) Toestand() string {
	if s.jaar == 0 {
		return "er is geen begroting"
	}
	b := s.stukken[0]
	fase := "ontwerp bij de raden"
	switch {
	case !s.verzonden.VerzondenOp.IsZero():
		fase = "vastgesteld en aan gedeputeerde staten gezonden"
	case !b.genomenOp.IsZero():
		fase = "vastgesteld"
	case !b.aangeboden.AangebodenOp.IsZero():
		fase = "aan het algemeen bestuur aangeboden"
	}
	antwoord, verstreken := 0, 0
	raden := s.raden(0)
	for _, v := range raden {
		switch {
		case !v.geantwoordOp().IsZero():
			antwoord++
		case v.verstreken:
			verstreken++
		}
	}
	zin := fmt.Sprintf("begroting %d: %s; toegezonden aan %s: %d met antwoord, %d na afloop van de termijn zonder",
		s.jaar, fase, recht.Telwoord(len(raden), "raad", "raden"), antwoord, verstreken)
	n := 0
	for _, b := range s.stukken {
		if !b.voorgesteld.VoorgesteldOp.IsZero() {
			n++
		}
	}
	if n > 0 {
		zin += "; " + recht.Telwoord(n, "begrotingswijziging", "begrotingswijzigingen") + " voorgesteld"
	}
	return zin
}
