// Package termijnbewaking is the process that watches over the terms in which
// raden may give their zienswijze on an uitvoeringsplan. When the last day of a
// term is over and the raad was not heard, it has the plan record so, once.
//
// A term ends with its last day in Amsterdam: on that day a zienswijze is still
// in time, on the next the term is over. Somebody who answers later is late, or
// is recorded late; that is for the plan to tell, not for this process.
//
// The process is a pure function of events and moments, so that what it will do
// can be computed for any day by anyone.
package termijnbewaking

import (
	"cmp"
	"slices"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Naam is the name of the process, part of the ids of its commands.
const Naam = "termijnbewaking"

// Actor is who acts when this process does.
func Actor() recht.Actor { return recht.Actor{Rol: "proces", Organisatie: "MGR", ID: Naam} }

// A Stand is what the process keeps: the requests that were not answered yet.
type Stand map[Verzoek]Wacht

// A Verzoek identifies a request: one raad, one plan, the plan itself (0) or one
// of its bijstellingen.
type Verzoek struct {
	Stroom      es.Stream
	Gemeente    recht.Gemeentecode
	Bijstelling int
}

// A Wacht is what is waited for.
type Wacht struct {
	Einde       recht.Termijneinde
	Oorzaak     uuid.UUID // the event that asked, and so started the term
	Samenhang   string
	Gesimuleerd bool // the request was invented, so what follows from it is too
}

// Proces returns the process.
func Proces() bus.Proces[Stand] {
	return bus.Proces[Stand]{
		Naam: Naam,
		Types: bus.TypesFor(uitvoeringsplan.Events,
			uitvoeringsplan.ZienswijzeGevraagd{}, uitvoeringsplan.ZienswijzeOntvangen{},
			uitvoeringsplan.VanZienswijzeAfgezien{}, uitvoeringsplan.ZienswijzeTermijnVerstreken{}),
		Nieuw:  func() Stand { return Stand{} },
		Volg:   volg,
		Gewekt: gewekt,
	}
}

// volg keeps who has still to answer. A request that was made anew, as a
// correction, takes the place of the former one, with its term. A request
// without a last day has no term to watch.
func volg(s Stand, r es.Recorded) Stand {
	switch e := r.Event.(type) {
	case uitvoeringsplan.ZienswijzeGevraagd:
		if e.Einde.Uiterlijk.IsZero() {
			return s
		}
		s[Verzoek{r.Stream, e.Gemeente, e.Bijstelling}] = Wacht{
			Einde: e.Einde, Oorzaak: r.ID, Samenhang: r.Correlation, Gesimuleerd: e.Gesimuleerd,
		}
	case uitvoeringsplan.ZienswijzeOntvangen:
		delete(s, Verzoek{r.Stream, e.Gemeente, e.Bijstelling})
	case uitvoeringsplan.VanZienswijzeAfgezien:
		delete(s, Verzoek{r.Stream, e.Gemeente, e.Bijstelling})
	case uitvoeringsplan.ZienswijzeTermijnVerstreken:
		delete(s, Verzoek{r.Stream, e.Gemeente, e.Bijstelling})
	}
	return s
}

// gewekt returns a command for every term that is over at nu, oldest first.
func gewekt(s Stand, nu time.Time) []bus.Opdracht {
	vandaag := recht.DatumVan(nu)
	var over []Verzoek
	for v, w := range s {
		if w.Einde.Verstreken(vandaag) {
			over = append(over, v)
		}
	}
	slices.SortFunc(over, func(a, b Verzoek) int {
		return cmp.Or(s[b].Einde.Uiterlijk.DagenTot(s[a].Einde.Uiterlijk), cmp.Compare(a.Stroom, b.Stroom),
			cmp.Compare(a.Gemeente, b.Gemeente), cmp.Compare(a.Bijstelling, b.Bijstelling))
	})
	var out []bus.Opdracht
	for _, v := range over {
		w := s[v]
		out = append(out, bus.Opdracht{
			Oorzaak: w.Oorzaak, Samenhang: w.Samenhang, Stroom: v.Stroom,
			Opdracht: uitvoeringsplan.LaatTermijnVerstrijken{
				Opdracht: recht.Opdracht{Op: nu, Actor: Actor(), Gesimuleerd: w.Gesimuleerd},
				Gemeente: v.Gemeente, Bijstelling: v.Bijstelling,
			},
		})
	}
	return out
}
