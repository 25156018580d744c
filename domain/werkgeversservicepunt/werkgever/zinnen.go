package werkgever

import "fmt"

// Zin says what happened.
func (e WerkgeverGeregistreerd) Zin() string {
	return fmt.Sprintf("Op %s is een werkgever in sector %s geregistreerd, in subregio %s.", e.GeregistreerdOp, e.Sector, e.Subregio)
}

// Zin says what happened.
func (e AdviesgesprekGevoerd) Zin() string {
	return fmt.Sprintf("Op %s is adviesgesprek %d gevoerd (%s).", e.GevoerdOp, e.Gesprek, e.Onderwerp)
}

// Zin says what happened.
func (e WerkgeverOvergedragenAanSubregio) Zin() string {
	return fmt.Sprintf("Op %s is de werkgever overgedragen aan subregio %s.", e.OvergedragenOp, e.Subregio)
}

// Toestand says in Dutch how the werkgever stands.
func (s State) Toestand() string {
	if s.geregistreerd.GeregistreerdOp.IsZero() {
		return "niet geregistreerd"
	}
	return fmt.Sprintf("geregistreerd in sector %s, subregio %s; %d adviesgesprekken", s.Sector(), s.subregio, len(s.gesprekken))
}
