package boventallige

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
)

// State is as much of a boventallige as Decide needs to know. Personal fields
// are closed here, so no rule rests on them.
type State struct {
	pseudoniem    sw.Pseudoniem
	verklaardOp   recht.Datum // zero while nobody was declared
	verklaringVan uuid.UUID   // the event that the last correction of it named
	traject       int         // number of the last
	loopt         bool
	gestartOp     recht.Datum
	beeindigdOp   recht.Datum
	eerste        recht.Datum // first and
	laatste       recht.Datum // last day of a step in between
	einde         recht.Datum // of being boventallig; zero while it lasts
	klasse        Klasse      // empty while somebody did not leave
	uitstroomVan  uuid.UUID
}

func (s State) verklaard() bool { return !s.verklaardOp.IsZero() }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case BoventalligVerklaard:
		s.pseudoniem, s.verklaardOp, s.verklaringVan = e.Pseudoniem, e.VerklaardOp, e.Corrigeert
	case VanWerkNaarWerkTrajectGestart:
		s.traject, s.loopt, s.gestartOp, s.beeindigdOp = e.Traject, true, e.GestartOp, recht.Datum{}
		s = s.metStap(e.GestartOp)
	case VanWerkNaarWerkTrajectBeeindigd:
		s.loopt, s.beeindigdOp = false, e.BeeindigdOp
		s = s.metStap(e.BeeindigdOp)
	case BoventalligheidIngetrokken:
		s.einde = e.IngetrokkenOp
	case BoventalligeUitgestroomd:
		s.einde, s.klasse, s.uitstroomVan = e.UitgestroomdOp, e.Klasse, e.Corrigeert
	default:
		panic("boventallige: event without a case in Evolve: " + e.eventType())
	}
	return s
}

func (s State) metStap(op recht.Datum) State {
	if s.eerste.IsZero() || op.Voor(s.eerste) {
		s.eerste = op
	}
	if op.Na(s.laatste) {
		s.laatste = op
	}
	return s
}

// Zin says what happened, without a word about who it is.
func (e BoventalligVerklaard) Zin() string {
	return fmt.Sprintf("Op %s is een medewerker boventallig verklaard.", e.VerklaardOp)
}

// Zin says what happened.
func (e VanWerkNaarWerkTrajectGestart) Zin() string {
	return fmt.Sprintf("Op %s is van-werk-naar-werktraject %d gestart.", e.GestartOp, e.Traject)
}

// Zin says what happened.
func (e VanWerkNaarWerkTrajectBeeindigd) Zin() string {
	return fmt.Sprintf("Op %s is van-werk-naar-werktraject %d beëindigd.", e.BeeindigdOp, e.Traject)
}

// Zin says what happened.
func (e BoventalligheidIngetrokken) Zin() string {
	return fmt.Sprintf("Op %s is de boventalligheid ingetrokken.", e.IngetrokkenOp)
}

// Zin says what happened, and not why: a sentence is about one person.
func (e BoventalligeUitgestroomd) Zin() string {
	return fmt.Sprintf("Op %s is een boventallige uitgestroomd.", e.UitgestroomdOp)
}

// Toestand says in Dutch how it stands, and not why somebody left.
func (s State) Toestand() string {
	switch {
	case !s.verklaard():
		return "niet boventallig verklaard"
	case s.klasse != "":
		return "uitgestroomd op " + s.einde.String()
	case !s.einde.IsZero():
		return "niet meer boventallig sinds " + s.einde.String()
	case s.loopt:
		return fmt.Sprintf("boventallig; traject %d loopt sinds %s", s.traject, s.gestartOp)
	}
	return "boventallig sinds " + s.verklaardOp.String()
}
