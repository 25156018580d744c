package uitvoeringsplan

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// State is as much of a plan as Decide needs to know.
type State struct {
	opgesteld     UitvoeringsplanOpgesteld // zero while there is no plan
	onderdelen    []Onderdeel              // as they read now
	adviezen      map[recht.Module]advies
	ontwerp       OntwerpVastgesteldDoorDagelijksBestuur // zero while there is none
	verzoeken     map[adres]verzoek
	besluiten     map[Voorstel]besluit
	ronden        map[Voorstel]bestuur.Ronde // the last vote that did not adopt, per voorstel
	bijstellingen []BijstellingVoorgesteld   // number n is at n-1
	geeindigd     bool
}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// An advies is how far the advies on one onderdeel is.
type advies struct {
	gevraagdOp recht.Datum // zero: not asked
	gegeven    BestuurscommissieAdviesUitgebracht
	zonder     OnderdeelZonderAdviesVoortgezet
}

func (a advies) isGegeven() bool { return a.gegeven.Advies != "" }

// gereedOp reports whether the onderdeel could go on to the ontwerp on d.
func (a advies) gereedOp(d recht.Datum) bool {
	return a.isGegeven() && !a.gegeven.UitgebrachtOp.Na(d) ||
		a.zonder.Reden != "" && !a.zonder.VoortgezetOp.Na(d)
}

// An adres is one raad, asked about the plan (0) or a bijstelling.
type adres struct {
	bijstelling int
	gemeente    recht.Gemeentecode
}

// A verzoek is the request for a zienswijze to one raad and what came of it.
// Of ontvangen and afgezien at most one is set: a correction replaces the other.
type verzoek struct {
	gevraagd   ZienswijzeGevraagd
	ontvangen  ZienswijzeOntvangen   // zero: nothing was received
	afgezien   VanZienswijzeAfgezien // zero: not renounced
	verstreken bool
	oordeel    Zienswijzeoordeel // zero: not judged
	oordeelOp  recht.Datum
}

func (v verzoek) isGevraagd() bool { return !v.gevraagd.VerzondenOp.IsZero() }

// geantwoordOp returns the day of the answer; zero when there is none.
func (v verzoek) geantwoordOp() recht.Datum {
	if !v.afgezien.MeegedeeldOp.IsZero() {
		return v.afgezien.MeegedeeldOp
	}
	return v.ontvangen.OntvangenOp
}

// kanNog reports whether on d, as far as is known now, the raad could still answer.
func (v verzoek) kanNog(d recht.Datum) bool {
	op := v.geantwoordOp()
	return (op.IsZero() || op.Na(d)) && !v.gevraagd.Einde.Verstreken(d)
}

func (v verzoek) betreft(onderdelen []recht.Module) bool {
	return slices.ContainsFunc(v.gevraagd.Onderdelen, func(m recht.Module) bool { return slices.Contains(onderdelen, m) })
}

// A besluit is a decision that was taken, by the voorstel that led to it.
type besluit struct {
	genomenOp   recht.Datum
	onderdelen  []Onderdeel // texts as adopted
	stemronde   Stemronde
	bekend      BesluitBekendgemaakt // zero: not made known
	toegepastOp recht.Datum
	ingetrokken recht.Datum
}

// onderdeel returns the onderdeel with this code as it reads now.
func (s State) onderdeel(m recht.Module) (Onderdeel, bool) { return vind(s.onderdelen, m) }

func vind(os []Onderdeel, m recht.Module) (Onderdeel, bool) {
	i := slices.IndexFunc(os, func(o Onderdeel) bool { return o.Code == m })
	if i < 0 {
		return Onderdeel{}, false
	}
	return os[i], true
}

func codes(os []Onderdeel) []recht.Module {
	ms := make([]recht.Module, len(os))
	for i, o := range os {
		ms[i] = o.Code
	}
	return ms
}

// laatsteDag is the last day of the planperiode.
func (s State) laatsteDag() recht.Datum { return recht.NieuweDatum(s.opgesteld.TotEnMetJaar, 12, 31) }

// vaststelling returns the besluit that adopted onderdeel m, alone or with the
// whole plan.
func (s State) vaststelling(m recht.Module) (besluit, bool) {
	if b, ok := s.besluiten[Voorstel{Soort: SoortPlan}]; ok {
		return b, true
	}
	b, ok := s.besluiten[Voorstel{Soort: SoortOnderdeel, Onderdeel: m}]
	return b, ok
}
