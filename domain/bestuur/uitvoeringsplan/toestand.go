package uitvoeringsplan

import (
	"fmt"
	"strings"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Toestand says in Dutch how far the plan is.
func (s State) Toestand() string {
	if s.opgesteld.VanJaar == 0 {
		return "er is geen plan"
	}
	delen := []string{fmt.Sprintf("plan %d-%d: %s", s.opgesteld.VanJaar, s.opgesteld.TotEnMetJaar, s.fase())}
	if n, klaar := s.adviesstand(); n > 0 {
		delen = append(delen, fmt.Sprintf("advies gereed voor %d van %d modules", klaar, n))
	}
	if gevraagd, antwoord, verstreken := s.zienswijzestand(); gevraagd > 0 {
		delen = append(delen, fmt.Sprintf("zienswijze gevraagd aan %s: %d met antwoord, %d na afloop van de termijn zonder", recht.Telwoord(gevraagd, "raad", "raden"), antwoord, verstreken))
	}
	if n := len(s.bijstellingen); n > 0 {
		delen = append(delen, recht.Telwoord(n, "bijstelling", "bijstellingen")+" voorgesteld")
	}
	return strings.Join(delen, "; ")
}

func (s State) fase() string {
	vastgesteld, ingetrokken := 0, 0
	for _, o := range s.onderdelen {
		if b, ok := s.vaststelling(o.Code); ok {
			vastgesteld++
			if !b.ingetrokken.IsZero() {
				ingetrokken++
			}
		}
	}
	switch {
	case s.geeindigd:
		return "planperiode geëindigd"
	case ingetrokken > 0:
		return fmt.Sprintf("van %d van %d onderdelen is de vaststelling ingetrokken", ingetrokken, len(s.onderdelen))
	case vastgesteld == len(s.onderdelen):
		return "geheel vastgesteld"
	case vastgesteld > 0:
		return fmt.Sprintf("%d van %d onderdelen vastgesteld", vastgesteld, len(s.onderdelen))
	case !s.ontwerp.GenomenOp.IsZero():
		return "ontwerp"
	default:
		return "concept"
	}
}

func (s State) adviesstand() (modules, gereed int) {
	for _, o := range s.onderdelen {
		if !o.Code.IsModule() {
			continue
		}
		modules++
		if a := s.adviezen[o.Code]; a.isGegeven() || a.zonder.Reden != "" {
			gereed++
		}
	}
	return modules, gereed
}

func (s State) zienswijzestand() (gevraagd, antwoord, verstreken int) {
	for a, v := range s.verzoeken {
		if a.bijstelling != 0 {
			continue
		}
		gevraagd++
		switch {
		case !v.geantwoordOp().IsZero():
			antwoord++
		case v.verstreken:
			verstreken++
		}
	}
	return gevraagd, antwoord, verstreken
}
