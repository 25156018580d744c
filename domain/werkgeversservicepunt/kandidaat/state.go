package kandidaat

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// State is as much of a kandidaat as Decide needs to know. Personal fields are
// closed here, so no rule rests on them.
type State struct {
	pseudoniem    wsp.Pseudoniem
	indeling      wsp.Indeling
	aanlevering   int // number of the last; 0 while nobody was delivered
	aangeleverdOp recht.Datum
	gecorrigeerd  uuid.UUID // the event that the last correction of it named
	profielversie int
	profielVan    int // aanlevering to which the last profile belongs
	bruikbaarheid Bruikbaarheid
	profielEerst  recht.Datum // day of the first profile of this aanlevering
	profielOp     recht.Datum
	teruggegeven  teruggave // zero while this aanlevering runs
	vorigeTerug   recht.Datum
}

// A teruggave is how an aanlevering ended.
type teruggave struct {
	reden Teruggaafreden
	op    recht.Datum
}

// Beschikbaar reports whether the kandidaat was delivered and not given back.
func (s State) Beschikbaar() bool { return s.aanlevering > 0 && s.teruggegeven.op.IsZero() }

// Pseudoniem returns the pseudonym, "" while nobody was delivered.
func (s State) Pseudoniem() wsp.Pseudoniem { return s.pseudoniem }

// Indeling returns how the kandidaat is classed now.
func (s State) Indeling() wsp.Indeling { return s.indeling }

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Evolve returns s after e.
func Evolve(s State, e Event) State {
	switch e := e.(type) {
	case KandidaatAangeleverd:
		if e.Aanlevering != s.aanlevering {
			s.vorigeTerug, s.teruggegeven, s.profielEerst = s.teruggegeven.op, teruggave{}, recht.Datum{}
		}
		s.pseudoniem, s.indeling, s.aanlevering = e.Pseudoniem, e.Indeling, e.Aanlevering
		s.aangeleverdOp, s.gecorrigeerd = e.AangeleverdOp, e.Corrigeert
	case KandidaatprofielBijgewerkt:
		s.profielversie, s.profielVan, s.bruikbaarheid, s.profielOp = e.Profielversie, e.Aanlevering, e.Bruikbaarheid, e.BijgewerktOp
		if s.profielEerst.IsZero() {
			s.profielEerst = e.BijgewerktOp
		}
	case KandidaatNietGeschiktTeruggegeven:
		s.teruggegeven = teruggave{e.Reden, e.TeruggegevenOp}
	default:
		panic("kandidaat: event without a case in Evolve: " + e.eventType())
	}
	return s
}

// Zin says what happened, without a word about who it is.
func (e KandidaatAangeleverd) Zin() string {
	return fmt.Sprintf("Op %s is een kandidaat aangeleverd door %s (doelgroep %s, subregio %s).", e.AangeleverdOp, e.Ketenpartner, e.Doelgroep, e.Subregio)
}

// Zin says what happened.
func (e KandidaatprofielBijgewerkt) Zin() string {
	return fmt.Sprintf("Op %s is het profiel bijgewerkt (versie %d, %s).", e.BijgewerktOp, e.Profielversie, e.Bruikbaarheid)
}

// Zin says what happened.
func (e KandidaatNietGeschiktTeruggegeven) Zin() string {
	return fmt.Sprintf("Op %s is de kandidaat teruggegeven aan de ketenpartner (%s).", e.TeruggegevenOp, e.Reden)
}

// Toestand says in Dutch how the kandidaat stands.
func (s State) Toestand() string {
	switch {
	case s.aanlevering == 0:
		return "niet aangeleverd"
	case !s.Beschikbaar():
		return "teruggegeven op " + s.teruggegeven.op.String()
	case s.profielVan != s.aanlevering:
		return "aangeleverd door " + string(s.indeling.Ketenpartner) + "; profiel nog niet beoordeeld"
	}
	return "aangeleverd door " + string(s.indeling.Ketenpartner) + "; profiel " + string(s.bruikbaarheid)
}
