package leerplichtdossier

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Periode is a span of thuiszitten, from Begin up to Tot. It is open while Tot
// is zero, and empty when both are the same day: it was recorded in error.
type Periode struct {
	Aard       Aard
	Begin, Tot recht.Datum
}

func (p Periode) leeg() bool { return p.Begin == p.Tot }

// State is as much of a file as Decide needs to know: public fields only.
type State struct {
	kenmerken     leerplicht.Kenmerken
	geopendOp     recht.Datum // zero while nothing was recorded
	gesprekken    int
	rectificaties int
	route         Route
	gekozenOp     recht.Datum
	absoluut      Periode // the last span of absoluut verzuim
	herplaatst    bool
	gesignaleerd  recht.Datum // begin of the last absence that was signalled
	perioden      []Periode   // number n is at n-1
	geslotenOp    recht.Datum
	sluitreden    leerplicht.Sluitreden
}

// Periodes returns the periodes of thuiszitten by number, empty ones included.
func (s State) Periodes() []Periode { return slices.Clone(s.perioden) }

// Loopt reports whether the file was opened and not closed.
func (s State) Loopt() bool { return !s.geopendOp.IsZero() && !s.gesloten() }

// IsThuiszitter reports whether a periode covers d, as far as is known now.
func (s State) IsThuiszitter(d recht.Datum) bool {
	return slices.ContainsFunc(s.perioden, func(p Periode) bool {
		return !d.Voor(p.Begin) && (p.Tot.IsZero() || d.Voor(p.Tot))
	})
}

// lopend returns the number of the periode that goes on, or 0.
func (s State) lopend() int {
	if n := len(s.perioden); n > 0 && s.perioden[n-1].Tot.IsZero() {
		return n
	}
	return 0
}

// kenmerk returns the features of what happened on day op.
func (s State) kenmerk(op recht.Datum) leerplicht.Kenmerken {
	k := s.kenmerken
	k.Schooljaar = leerplicht.SchooljaarNaam(op)
	return k
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case LeerplichtdossierGeopend:
		s.kenmerken, s.geopendOp = e.Kenmerken, e.GeopendOp
	case LeerplichtdossierGerectificeerd:
		s.kenmerken, s.rectificaties = e.Kenmerken, e.Nummer
	case GesprekGevoerd:
		s.gesprekken++
	case MasRouteGekozen:
		s.route, s.gekozenOp = e.Route, e.GekozenOp
	case AbsoluutVerzuimVastgesteld:
		s.absoluut, s.herplaatst = Periode{Aard: Absoluut, Begin: e.Begin}, false
	case AbsoluutVerzuimBeeindigd:
		s.absoluut.Tot, s.herplaatst = e.Einde, e.Herplaatst
	case ThuiszitterGesignaleerd:
		s.gesignaleerd = e.Begin
	case ThuiszitterAangemerkt:
		s.perioden = metPeriode(s.perioden, e.Periode, func(p *Periode) { p.Aard, p.Begin = e.Aard, e.Begin })
	case TerugkeerNaarSchoolVastgesteld:
		s.perioden = metPeriode(s.perioden, e.Periode, func(p *Periode) { p.Tot = e.TerugOp })
	case LeerplichtdossierGesloten:
		s.geslotenOp, s.sluitreden = e.GeslotenOp, e.Sluitreden
		if n := s.lopend(); n > 0 { // whoever leaves the file is no longer counted in it
			s.perioden = metPeriode(s.perioden, n, func(p *Periode) { p.Tot = e.GeslotenOp })
		}
	default:
		panic("leerplichtdossier: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// metPeriode returns a copy of ps in which wijzig changed number n.
func metPeriode(ps []Periode, n int, wijzig func(*Periode)) []Periode {
	ps = slices.Clone(ps)
	for len(ps) < n {
		ps = append(ps, Periode{})
	}
	if n > 0 {
		wijzig(&ps[n-1])
	}
	return ps
}
