package deelname

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Periode is a span of deelname, from Vanaf up to Tot. It is open while Tot is
// zero, and empty when both are the same day: it was recorded in error.
type Periode struct {
	Vanaf recht.Datum
	Tot   recht.Datum
}

func (p Periode) omvat(d recht.Datum) bool {
	return !d.Voor(p.Vanaf) && (p.Tot.IsZero() || d.Voor(p.Tot))
}

func (p Periode) leeg() bool { return p.Vanaf == p.Tot }

func (p Periode) overlapt(q Periode) bool {
	return !p.leeg() && !q.leeg() &&
		(q.Tot.IsZero() || p.Vanaf.Voor(q.Tot)) && (p.Tot.IsZero() || q.Vanaf.Voor(p.Tot))
}

// State is as much of a deelname as Decide needs to know.
type State struct {
	gemeente recht.Gemeentecode // empty while nothing was recorded
	module   recht.Module
	periodes []Periode // number n is at n-1
}

// NeemtDeel reports whether the gemeente takes part on d, as far as is known now.
func (s State) NeemtDeel(d recht.Datum) bool {
	return slices.ContainsFunc(s.periodes, func(p Periode) bool { return p.omvat(d) })
}

// Periodes returns the periodes by number, empty ones included.
func (s State) Periodes() []Periode { return slices.Clone(s.periodes) }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case DeelnameModuleGestart:
		s.gemeente, s.module = e.Gemeente, e.Module
		s.periodes = metPeriode(s.periodes, e.Periode, func(p *Periode) { p.Vanaf = e.Vanaf })
	case DeelnameModuleBeeindigd:
		s.periodes = metPeriode(s.periodes, e.Periode, func(p *Periode) { p.Tot = e.Tot })
	default:
		panic("deelname: event without a case in Evolve: " + e.eventType())
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
