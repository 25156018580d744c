package vacature

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// State is as much of a vacature as Decide needs to know.
type State struct {
	opgehaald   VacatureOpgehaald // zero while nothing was recorded
	functie     Functie           // as asked for now
	wijziging   int               // number of the last change
	gewijzigdOp recht.Datum
	doelgroep   wsp.Doelgroep // carved out for; empty: not
	gecreeerdOp recht.Datum
	eerste      recht.Datum // first and
	laatste     recht.Datum // last day of a step between opening and ending
	einde       einde       // zero while open
}

// An einde is how and when a vacature ended.
type einde struct {
	afloop     Afloop
	vervulling Vervulling
	op         recht.Datum
}

func (s State) bestaat() bool { return !s.opgehaald.OpgehaaldOp.IsZero() }

// Open reports whether a kandidaat can be proposed for the vacature.
func (s State) Open() bool { return s.bestaat() && s.einde.op.IsZero() }

// Sector returns the sector of the werkgever, "" while nothing was recorded.
func (s State) Sector() wsp.Sector { return s.opgehaald.Sector }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case VacatureOpgehaald:
		if s.wijziging == 0 {
			s.functie = e.Functie
		}
		s.opgehaald = e
	case VacatureGewijzigd:
		s.functie, s.wijziging, s.gewijzigdOp = e.Functie, e.Wijziging, e.GewijzigdOp
		s = s.metStap(e.GewijzigdOp)
	case FunctieGecreeerd:
		s.doelgroep, s.gecreeerdOp = e.Doelgroep, e.GecreeerdOp
		s = s.metStap(e.GecreeerdOp)
	case VacatureVervuld:
		s.einde = einde{Vervuld, e.Vervulling, e.VervuldOp}
	case VacatureIngetrokken:
		s.einde = einde{afloop: Ingetrokken, op: e.IngetrokkenOp}
	case VacatureVervallen:
		s.einde = einde{afloop: Vervallen, op: e.VervallenOp}
	default:
		panic("vacature: event without a case in Evolve: " + e.eventType())
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
