package httpapi

import (
	"context"
	"strconv"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// uitvoeringsplannen is what the server needs of package uitvoeringsplan.
func (s *Server) uitvoeringsplannen() stroomsoort[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event] {
	return stroomsoort[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event]{
		Handler: es.Handler[uitvoeringsplan.Command, uitvoeringsplan.State, uitvoeringsplan.Event]{Decider: uitvoeringsplan.Decider, Log: s.log},
		Events:  uitvoeringsplan.Events,
	}
}

// planbegin is begin for a command about the plan of planperiode.
func (s *Server) planbegin(ctx context.Context, planperiode string, proef bool, ifMatch string) (omstandigheden, error) {
	o, err := s.begin(ctx, proef, ifMatch, grondslag+"/uitvoeringsplannen/"+planperiode)
	if err != nil {
		return o, err
	}
	vanJaar, err := strconv.Atoi(planperiode)
	if err != nil {
		return o, enkel(Path, "planperiode", "pattern", "Geef het eerste jaar van de planperiode.")
	}
	o.stroom = uitvoeringsplan.Stroom(vanJaar)
	return o, nil
}

// plan carries out a command about a plan.
func (s *Server) plan(ctx context.Context, o omstandigheden, c uitvoeringsplan.Command) (antwoord, error) {
	return voerUit(ctx, s, s.uitvoeringsplannen(), o.stroom, c, o)
}

// domein returns the vote in the words of the domain: moments in UTC, and the
// ordinary rules for voting where none were given.
func (r Stemronde) domein() uitvoeringsplan.Stemronde {
	uit := uitvoeringsplan.Stemronde{Vergadering: r.Vergadering, Stemming: r.Stemming, Stemregeling: r.Stemregeling}
	uit.Vergadering.Aanvang = moment(r.Vergadering.Aanvang)
	uit.Vergadering.OproepBezorgd = moment(r.Vergadering.OproepBezorgd)
	if uit.Stemregeling.Quorum == "" && !r.Vergadering.Aanvang.IsZero() {
		uit.Stemregeling = recht.GewoneStemregeling()
	}
	return uit
}

func moment(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// StelUitvoeringsplanOp implements StrictServerInterface.
func (s *Server) StelUitvoeringsplanOp(ctx context.Context, r StelUitvoeringsplanOpRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, strconv.Itoa(r.Body.VanJaar), r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	overlapt, err := s.anderPlan(ctx, r.Body.VanJaar, r.Body.TotEnMetJaar)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelOp{
		Opdracht: o.opdracht(r.Body.Opdracht), Titel: r.Body.Titel, VanJaar: r.Body.VanJaar, TotEnMetJaar: r.Body.TotEnMetJaar,
		OpgesteldOp: r.Body.OpgesteldOp, Onderdelen: r.Body.Onderdelen, Overlapt: overlapt,
	})
}

// anderPlan reports whether a plan that begins in another year covers some of
// the years of a new one. Plans all last as long, and each is a stream of its
// own: of two that are drawn up at the same moment, neither sees the other.
func (s *Server) anderPlan(ctx context.Context, van, totEnMet int) (bool, error) {
	for verschil := 1; verschil <= min(totEnMet-van, langstePlan); verschil++ {
		for _, jaar := range []int{van - verschil, van + verschil} {
			eerder, err := s.log.Read(ctx, uitvoeringsplan.Stroom(jaar))
			if err != nil || len(eerder) > 0 {
				return err == nil, err
			}
		}
	}
	return false, nil
}

// langstePlan bounds the years that anderPlan looks around; the domain refuses a
// plan that is longer than its own term.
const langstePlan = 10

// VraagAdvies implements StrictServerInterface.
func (s *Server) VraagAdvies(ctx context.Context, r VraagAdviesRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.VraagAdvies{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdelen: r.Body.Onderdelen, GevraagdOp: r.Body.GevraagdOp, UiterlijkOp: r.Body.UiterlijkOp,
	})
}

// BrengAdviesUit implements StrictServerInterface.
func (s *Server) BrengAdviesUit(ctx context.Context, r BrengAdviesUitRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.BrengAdviesUit{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdeel: r.Body.Onderdeel, Advies: r.Body.Advies, Strekking: r.Body.Strekking, UitgebrachtOp: r.Body.UitgebrachtOp, Commissie: recht.Bestuurscommissie(string(r.Body.Onderdeel)), Stemronde: r.Body.Stemronde.domein(),
	})
}

// ZetVoortZonderAdvies implements StrictServerInterface.
func (s *Server) ZetVoortZonderAdvies(ctx context.Context, r ZetVoortZonderAdviesRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.ZetVoortZonderAdvies{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdeel: r.Body.Onderdeel, Reden: r.Body.Reden, VoortgezetOp: r.Body.VoortgezetOp,
	})
}

// StelOntwerpVast implements StrictServerInterface.
func (s *Server) StelOntwerpVast(ctx context.Context, r StelOntwerpVastRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelOntwerpVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Gewijzigd: r.Body.Gewijzigd, Stemronde: r.Body.Stemronde.domein(),
	})
}

// DeelOordeelMee implements StrictServerInterface.
func (s *Server) DeelOordeelMee(ctx context.Context, r DeelOordeelMeeRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.DeelOordeelMee{
		Opdracht: o.opdracht(r.Body.Opdracht), Bijstelling: r.Body.Bijstelling, Oordelen: r.Body.Oordelen, MeegedeeldOp: r.Body.MeegedeeldOp,
	})
}
