package abonnement

import "fmt"

// Zin says what happened.
func (e AbonnementAangemeld) Zin() string {
	return fmt.Sprintf("Abonnement %s is aangemeld: %s, %s, na positie %d.", e.Naam, e.Kanaal, e.zicht(), e.NaPositie)
}

// Zin says what happened.
func (e AbonnementGewijzigd) Zin() string {
	return fmt.Sprintf("Het abonnement is gewijzigd: %s, %s; het wacht op goedkeuring.", e.Kanaal, e.zicht())
}

// Zin says what happened.
func (AbonnementGoedgekeurd) Zin() string { return "Het abonnement is goedgekeurd." }

// Zin says what happened.
func (e AbonnementGestopt) Zin() string {
	if e.Reden == OpVerzoek {
		return "Het abonnement is op verzoek gestopt."
	}
	return fmt.Sprintf("Het abonnement is gestopt bij positie %d (%s, %s, na %d pogingen); er is niets overgeslagen.",
		e.Vastloper.Positie, e.Reden, e.Vastloper.Storing, e.Vastloper.Pogingen)
}

// Zin says what happened.
func (e AbonnementHervat) Zin() string {
	if e.Opnieuw {
		return fmt.Sprintf("Het abonnement is hervat, opnieuw na positie %d.", e.NaPositie)
	}
	return "Het abonnement is hervat waar het was."
}

// Zin says what happened.
func (e AbonnementGeheimVernieuwd) Zin() string {
	return fmt.Sprintf("Het abonnement tekent voortaan met geheim nummer %d.", e.Geheim)
}

func (l Levering) zicht() string {
	wat := "alle typen"
	if n := len(l.Typen); n > 0 {
		wat = fmt.Sprintf("%d typen", n)
	}
	return fmt.Sprintf("%s met de blik van rol %s", wat, l.Rol)
}

// Toestand says in Dutch how the abonnement stands.
func (s State) Toestand() string {
	switch {
	case s.Naam == "":
		return "niet aangemeld"
	case s.Gestopt != "":
		return "gestopt: " + string(s.Gestopt)
	case !s.Goedgekeurd:
		return "wacht op goedkeuring"
	default:
		return "loopt"
	}
}
