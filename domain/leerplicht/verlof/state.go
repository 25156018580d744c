package verlof

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// What was decided.
const (
	verleend  = "verleend"
	geweigerd = "geweigerd"
)

// State is as much of an aanvraag as Decide needs to know: public fields only.
type State struct {
	kenmerken     leerplicht.Kenmerken
	gevraagd      Periode
	aangevraagdOp recht.Datum // zero while nothing was recorded
	gehoordOp     recht.Datum
	besluit       string
	gegeven       Periode
	beslotenOp    recht.Datum
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VerlofAangevraagd:
		s.kenmerken, s.gevraagd, s.aangevraagdOp = e.Kenmerken, e.Periode, e.AangevraagdOp
	case HoofdGehoordOverVerlof:
		s.gehoordOp = e.GehoordOp
	case VerlofVerleend:
		s.besluit, s.gegeven, s.beslotenOp = verleend, e.Periode, e.BeslotenOp
	case VerlofGeweigerd:
		s.besluit, s.beslotenOp = geweigerd, e.BeslotenOp
	default:
		panic("verlof: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Toestand says in Dutch how the aanvraag stands.
func (s State) Toestand() string {
	switch {
	case s.aangevraagdOp.IsZero():
		return "niet aangevraagd"
	case s.besluit == verleend:
		return fmt.Sprintf("verleend van %s tot %s", s.gegeven.Vanaf, s.gegeven.Tot)
	case s.besluit == geweigerd:
		return "geweigerd op " + s.beslotenOp.String()
	case !s.gehoordOp.IsZero():
		return "hoofd gehoord op " + s.gehoordOp.String()
	default:
		return "aangevraagd op " + s.aangevraagdOp.String()
	}
}

func naam(g recht.Gemeentecode) string {
	if n, ok := recht.NaamVan(g); ok {
		return n
	}
	return string(g)
}

// Zin says what happened.
func (e VerlofAangevraagd) Zin() string {
	return fmt.Sprintf("Op %s is verlof van %d schooldagen vanaf %s aangevraagd voor een leerling uit %s.", e.AangevraagdOp, e.Dagen, e.Vanaf, naam(e.Gemeente))
}

// Zin says what happened.
func (e HoofdGehoordOverVerlof) Zin() string {
	return fmt.Sprintf("Op %s is het hoofd over het verlof gehoord.", e.GehoordOp)
}

// Zin says what happened.
func (e VerlofVerleend) Zin() string {
	return fmt.Sprintf("Op %s is verlof van %d schooldagen vanaf %s verleend.", e.BeslotenOp, e.Dagen, e.Vanaf)
}

// Zin says what happened.
func (e VerlofGeweigerd) Zin() string {
	return fmt.Sprintf("Op %s is het verlof geweigerd.", e.BeslotenOp)
}
