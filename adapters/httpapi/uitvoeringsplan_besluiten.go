package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
)

// StelOnderdelenVast implements StrictServerInterface.
func (s *Server) StelOnderdelenVast(ctx context.Context, r StelOnderdelenVastRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelOnderdelenVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdelen: r.Body.Onderdelen, Gewijzigd: r.Body.Gewijzigd, Stemronde: r.Body.Stemronde.domein(),
	})
}

// StelPlanVast implements StrictServerInterface.
func (s *Server) StelPlanVast(ctx context.Context, r StelPlanVastRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelPlanVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Gewijzigd: r.Body.Gewijzigd, Stemronde: r.Body.Stemronde.domein(),
	})
}

// StelBijstellingVoor implements StrictServerInterface.
func (s *Server) StelBijstellingVoor(ctx context.Context, r StelBijstellingVoorRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelBijstellingVoor{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdelen: r.Body.Onderdelen, Strekking: r.Body.Strekking, Substantieel: r.Body.Substantieel, VoorgesteldOp: r.Body.VoorgesteldOp, Bijstelling: r.Body.Nummer,
	})
}

// StelBijstellingVast implements StrictServerInterface.
func (s *Server) StelBijstellingVast(ctx context.Context, r StelBijstellingVastRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelBijstellingVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Bijstelling: r.Nummer, Stemronde: r.Body.Stemronde.domein(),
	})
}

// MaakBekend implements StrictServerInterface.
func (s *Server) MaakBekend(ctx context.Context, r MaakBekendRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.MaakBekend{
		Opdracht: o.opdracht(r.Body.Opdracht), Besluit: r.Body.Besluit, Vindplaats: r.Body.Vindplaats, BekendgemaaktOp: r.Body.BekendgemaaktOp, Kanaal: uitvoeringsplan.Kanaal(r.Body.Kanaal),
	})
}

// PasToe implements StrictServerInterface.
func (s *Server) PasToe(ctx context.Context, r PasToeRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.PasToe{
		Opdracht: o.opdracht(r.Body.Opdracht), Besluit: r.Body.Besluit, Toepassing: r.Body.Toepassing, ToegepastOp: r.Body.ToegepastOp,
	})
}

// TrekIn implements StrictServerInterface.
func (s *Server) TrekIn(ctx context.Context, r TrekInRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.TrekIn{
		Opdracht: o.opdracht(r.Body.Opdracht), Besluit: r.Body.Besluit, Stemronde: r.Body.Stemronde.domein(),
	})
}
