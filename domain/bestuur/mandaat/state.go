package mandaat

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A versie is one version of a mandaat as it now stands.
type versie struct {
	inhoud      Inhoud
	kanaal      uitvoeringsplan.Kanaal
	bekendOp    recht.Datum
	ingetrokken recht.Datum // first day without mandaat
	intrekking  recht.Datum // day on which that was decided
}

// State is as much of a mandaat as Decide needs to know.
type State struct {
	kenmerk string   // empty while nothing was recorded
	versies []versie // by number
}

func (s State) versie(n int) (versie, bool) {
	i, er := slices.BinarySearchFunc(s.versies, n, func(v versie, n int) int { return v.inhoud.Versie - n })
	if !er {
		return versie{}, false
	}
	return s.versies[i], true
}

// met returns s in which wijzig changed version n; the version is made when it is new.
func (s State) met(n int, wijzig func(*versie)) State {
	s.versies = slices.Clone(s.versies)
	i, er := slices.BinarySearchFunc(s.versies, n, func(v versie, n int) int { return v.inhoud.Versie - n })
	if !er {
		s.versies = slices.Insert(s.versies, i, versie{inhoud: Inhoud{Versie: n}})
	}
	wijzig(&s.versies[i])
	return s
}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case MandaatVerleend:
		s.kenmerk = e.Mandaat
		return s.met(e.Versie, func(v *versie) { v.inhoud = e.Inhoud })
	case MandaatBekendgemaakt:
		return s.met(e.Versie, func(v *versie) { v.kanaal, v.bekendOp = e.Kanaal, e.BekendgemaaktOp })
	case MandaatIngetrokken:
		return s.met(e.Versie, func(v *versie) { v.ingetrokken, v.intrekking = e.Vanaf, e.GenomenOp })
	default:
		panic("mandaat: event without a case in Evolve: " + e.eventType())
	}
}

// A Stand is one version of a mandaat as it now stands, for whoever shows it.
type Stand struct {
	Inhoud
	BekendgemaaktOp recht.Datum
	IngetrokkenPer  recht.Datum
	IngetrokkenOp   recht.Datum
}

// Versies returns the versions by number.
func (s State) Versies() []Stand {
	uit := make([]Stand, 0, len(s.versies))
	for _, v := range s.versies {
		uit = append(uit, Stand{v.inhoud, v.bekendOp, v.ingetrokken, v.intrekking})
	}
	return uit
}
