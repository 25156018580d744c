package match

import "fmt"

// Zin says what happened, without a word about who it is.
func (e MatchVoorgesteld) Zin() string {
	return fmt.Sprintf("Op %s is een kandidaat voorgesteld in sector %s (%s, doelgroep %s).", e.VoorgesteldOp, e.Sector, e.Ketenpartner, e.Doelgroep)
}

// Zin says what happened.
func (e VoorstelAanWerkgeverGedaan) Zin() string {
	return fmt.Sprintf("Op %s is het voorstel aan de werkgever gedaan.", e.GedaanOp)
}

// Zin says what happened.
func (e SollicitatiegesprekGehouden) Zin() string {
	return fmt.Sprintf("Op %s is sollicitatiegesprek %d gehouden.", e.GesprekOp, e.Gesprek)
}

// Zin says what happened.
func (e MatchAfgewezen) Zin() string {
	return fmt.Sprintf("Op %s is de match afgewezen door %s (%s).", e.AfgewezenOp, e.Door, e.Reden)
}

// Zin says what happened.
func (e ProefplaatsingGestart) Zin() string {
	return fmt.Sprintf("Op %s is een proefplaatsing gestart, tot en met %s.", e.GestartOp, e.LaatsteDag)
}

// Zin says what happened.
func (e ProefplaatsingBeeindigd) Zin() string {
	return fmt.Sprintf("Op %s is de proefplaatsing geëindigd (%s).", e.LaatsteDag, e.Uitkomst)
}

// Zin says what happened.
func (e KandidaatGeplaatst) Zin() string {
	return fmt.Sprintf("Op %s is de kandidaat geplaatst (%s, %s, %s uur).", e.BegonnenOp, e.Contractsoort, e.Regeling, e.Urenklasse)
}

// Zin says what happened.
func (e LoonkostensubsidieVerleend) Zin() string {
	return fmt.Sprintf("Op %s is het besluit van het college van %s over loonkostensubsidie ontvangen.", e.OntvangenOp, e.Gemeente)
}

// Zin says what happened.
func (e JobcoachIngezet) Zin() string {
	return fmt.Sprintf("Op %s is een jobcoach ingezet.", e.IngezetOp)
}

// Zin says what happened.
func (e InstrumentIngezet) Zin() string {
	return fmt.Sprintf("Op %s is instrument %d ingezet.", e.IngezetOp, e.Nummer)
}

// Zin says what happened.
func (e NazorggesprekGevoerd) Zin() string {
	return fmt.Sprintf("Op %s is nazorggesprek %d gevoerd.", e.GesprekOp, e.Gesprek)
}

// Zin says what happened.
func (e PlaatsingBeeindigd) Zin() string {
	if e.LaatsteDag.IsZero() {
		return "De plaatsing is bij nader inzien niet beëindigd."
	}
	return fmt.Sprintf("Op %s is de plaatsing beëindigd.", e.LaatsteDag)
}

// Zin says what happened.
func (e DuurzaamGeplaatst) Zin() string {
	if e.Teruggenomen {
		return fmt.Sprintf("Op %s bleek na een correctie dat de plaatsing niet duurzaam was.", e.VastgesteldOp)
	}
	return fmt.Sprintf("Op %s is vastgesteld dat de plaatsing duurzaam is.", e.VastgesteldOp)
}

// Toestand says in Dutch how the match stands.
func (s State) Toestand() string {
	switch {
	case !s.voorgesteld():
		return "niet voorgesteld"
	case s.afgewezen.door != "":
		return fmt.Sprintf("afgewezen op %s door %s", s.afgewezen.op, s.afgewezen.door)
	case s.Geplaatst():
		return s.werktoestand()
	case !s.proef.van.IsZero() && s.proef.laatsteDag.IsZero():
		return fmt.Sprintf("proefplaatsing tot en met %s", s.proef.tot)
	case !s.gedaanOp.IsZero():
		return fmt.Sprintf("voorgesteld aan de werkgever op %s; %d gesprekken", s.gedaanOp, len(s.gesprekken))
	}
	return "voorgesteld op " + s.voorgesteldOp.String()
}

func (s State) werktoestand() string {
	t := "geplaatst vanaf " + s.plaatsing.begonnenOp.String()
	switch {
	case s.Duurzaam():
		t += "; duurzaam"
	case s.duurzaamKan(s.plaatsing.duurzaamNa.PlusDagen(1)) == nil:
		t += "; duurzaam na " + s.plaatsing.duurzaamNa.String()
	}
	if !s.laatsteDag.IsZero() {
		t += "; beëindigd op " + s.laatsteDag.String()
	}
	return t
}
