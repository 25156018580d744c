package httpapi

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
)

// matches is what the server needs of package match.
func (s *Server) matches() stroomsoort[match.Command, match.State, match.Event] {
	return stroomsoort[match.Command, match.State, match.Event]{
		Handler: es.Handler[match.Command, match.State, match.Event]{Decider: match.Decider, Log: s.log},
		Events:  match.Events,
	}
}

func matchpad(id uuid.UUID) string { return grondslag + "/matches/" + id.String() }

// bijMatch carries out a command about a match that the sender reaches.
func (s *Server) bijMatch(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) match.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, matchpad(id))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(match.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &matchbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.matches(), stroom, maak(o.opdracht(t)), o)
}

// StelMatchVoor implements StrictServerInterface. A match concerns the gemeente of
// the kandidaat, so the kandidaat can only be one that the sender reaches.
func (s *Server) StelMatchVoor(ctx context.Context, r StelMatchVoorRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	c, err := s.zoekOp(ctx, r.Body)
	if err != nil {
		return nil, err
	}
	c.Opdracht, c.VoorgesteldOp = o.opdracht(r.Body.Opdracht), r.Body.VoorgesteldOp
	o.adres = matchpad(o.id.StreamID(0))
	return voerUit[match.Command](ctx, s, s.matches(), o.nieuweStroom(match.Soort), c, o)
}

// zoekOp returns the facts of the kandidaat and the vacature that a proposal
// rests on, with the revisions at which they were seen.
func (s *Server) zoekOp(ctx context.Context, b *MatchVoorstellen) (c match.StelVoor, err error) {
	c.Kandidaat, c.Vacature = es.StreamOf(kandidaat.Soort, b.Kandidaat), es.StreamOf(vacature.Soort, b.Vacature)
	var k kandidaatbeeld
	c.Kandidaatrevisie, err = s.bekijk(ctx, c.Kandidaat, &k)
	switch {
	case errors.Is(err, errNietGevonden):
		return c, match.ErrKandidaatNietBeschikbaar // the same for one out of reach, so that an id tells nothing
	case err != nil:
		return c, err
	}
	v, revisie, err := s.vacatures().State(ctx, c.Vacature)
	switch {
	case err != nil:
		return c, err
	case revisie == es.NoStream:
		return c, match.ErrVacatureDicht
	}
	c.Vacaturerevisie, c.VacatureOpen = revisie, v.Open()
	c.Pseudoniem, c.KandidaatBeschikbaar = k.toestand.Pseudoniem(), k.toestand.Beschikbaar()
	c.Plek = match.Plek{Indeling: k.toestand.Indeling(), Sector: v.Sector()}
	return c, nil
}

// DoeVoorstel implements StrictServerInterface.
func (s *Server) DoeVoorstel(ctx context.Context, r DoeVoorstelRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.DoeVoorstel{Opdracht: o, GedaanOp: r.Body.GedaanOp}
	})
}

// HoudSollicitatiegesprek implements StrictServerInterface.
func (s *Server) HoudSollicitatiegesprek(ctx context.Context, r HoudSollicitatiegesprekRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.HoudGesprek{Opdracht: o, Gesprek: r.Body.Gesprek, GesprekOp: r.Body.GesprekOp}
	})
}

// WijsMatchAf implements StrictServerInterface.
func (s *Server) WijsMatchAf(ctx context.Context, r WijsMatchAfRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.WijsAf{Opdracht: o, Door: r.Body.Door, Reden: r.Body.Afwijsreden, AfgewezenOp: r.Body.AfgewezenOp}
	})
}

// StartProefplaatsing implements StrictServerInterface.
func (s *Server) StartProefplaatsing(ctx context.Context, r StartProefplaatsingRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.StartProefplaatsing{Opdracht: o, GestartOp: r.Body.GestartOp, LaatsteDag: r.Body.LaatsteDag}
	})
}

// BeeindigProefplaatsing implements StrictServerInterface.
func (s *Server) BeeindigProefplaatsing(ctx context.Context, r BeeindigProefplaatsingRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.BeeindigProefplaatsing{Opdracht: o, Uitkomst: r.Body.Proefuitkomst, LaatsteDag: r.Body.LaatsteDag}
	})
}
