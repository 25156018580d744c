package vacature

import (
	"fmt"
	"strings"

	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

func uren(u wsp.Honderdsten) string { return fmt.Sprintf("%d,%02d", u/100, u%100) }

// Zin says what happened.
func (e VacatureOpgehaald) Zin() string {
	return fmt.Sprintf("Op %s is een vacature opgehaald in sector %s: beroep %s, %s uur per week, %d plaatsen.",
		e.OpgehaaldOp, e.Sector, e.Beroep, uren(e.Uren), e.Aantal)
}

// Zin says what happened.
func (e VacatureGewijzigd) Zin() string {
	return fmt.Sprintf("Op %s is de vacature gewijzigd: beroep %s, %s uur per week, %d plaatsen.", e.GewijzigdOp, e.Beroep, uren(e.Uren), e.Aantal)
}

// Zin says what happened.
func (e FunctieGecreeerd) Zin() string {
	return fmt.Sprintf("Op %s is de functie gecreëerd voor doelgroep %s.", e.GecreeerdOp, e.Doelgroep)
}

// Zin says what happened.
func (e VacatureVervuld) Zin() string {
	return fmt.Sprintf("Op %s is de vacature vervuld (%s).", e.VervuldOp, e.Vervulling)
}

// Zin says what happened.
func (e VacatureIngetrokken) Zin() string {
	return fmt.Sprintf("Op %s is de vacature ingetrokken.", e.IngetrokkenOp)
}

// Zin says what happened.
func (e VacatureVervallen) Zin() string {
	return fmt.Sprintf("Op %s is de vacature vervallen.", e.VervallenOp)
}

// Toestand says in Dutch how the vacature stands.
func (s State) Toestand() string {
	if !s.bestaat() {
		return "niet opgehaald"
	}
	delen := []string{"in bemiddeling", fmt.Sprintf("%d plaatsen", s.functie.Aantal)}
	if s.einde.afloop != "" {
		delen[0] = string(s.einde.afloop) + " op " + s.einde.op.String()
	}
	if s.doelgroep != "" {
		delen = append(delen, "gecreëerd voor "+string(s.doelgroep))
	}
	return strings.Join(delen, "; ")
}
