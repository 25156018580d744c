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

// NaamPlanperiode is the name of the process that ends planperiodes.
const NaamPlanperiode = "planperiode"

// Planperiodes is what that process keeps: the plans whose period was not ended yet.
type Planperiodes map[es.Stream]Periode

// A Periode is the planperiode of one plan.
type Periode struct {
	TotEnMet    recht.Datum // its last day
	Oorzaak     uuid.UUID   // the event that drew up the plan
	Samenhang   string
	Gesimuleerd bool
}

// Planperiode returns the process that has a plan record, once, that its last day
// is over (regeling art. 24 lid 2).
func Planperiode() bus.Proces[Planperiodes] {
	return bus.Proces[Planperiodes]{
		Naam: NaamPlanperiode,
		Types: bus.TypesFor(uitvoeringsplan.Events,
			uitvoeringsplan.UitvoeringsplanOpgesteld{}, uitvoeringsplan.PlanperiodeGeeindigd{}),
		Nieuw: func() Planperiodes { return Planperiodes{} },
		Volg: func(s Planperiodes, r es.Recorded) Planperiodes {
			switch e := r.Event.(type) {
			case uitvoeringsplan.UitvoeringsplanOpgesteld:
				s[r.Stream] = Periode{recht.NieuweDatum(e.TotEnMetJaar, time.December, 31), r.ID, r.Correlation, e.Gesimuleerd}
			case uitvoeringsplan.PlanperiodeGeeindigd:
				delete(s, r.Stream)
			}
			return s
		},
		Gewekt: eindig,
	}
}

// eindig returns a command for every period that is over at nu, oldest first.
func eindig(s Planperiodes, nu time.Time) []bus.Opdracht {
	var uit []bus.Opdracht
	for stroom, p := range s {
		if !recht.DatumVan(nu).Na(p.TotEnMet) {
			continue
		}
		uit = append(uit, bus.Opdracht{
			Oorzaak: p.Oorzaak, Samenhang: p.Samenhang, Stroom: stroom,
			Opdracht: uitvoeringsplan.EindigPlanperiode{Opdracht: recht.Opdracht{
				Op: nu, Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: NaamPlanperiode}, Gesimuleerd: p.Gesimuleerd,
			}},
		})
	}
	slices.SortFunc(uit, func(a, b bus.Opdracht) int {
		return cmp.Or(s[b.Stroom].TotEnMet.DagenTot(s[a.Stroom].TotEnMet), cmp.Compare(a.Stroom, b.Stroom))
	})
	return uit
}
