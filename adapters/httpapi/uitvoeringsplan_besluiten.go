package httpapi

import (
	"context"
	"net/http"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
)

// StelOnderdelenVast implements StrictServerInterface.
func (s *Server) StelOnderdelenVast(ctx context.Context, r StelOnderdelenVastRequestObject) (StelOnderdelenVastResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelOnderdelenVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdelen: r.Body.Onderdelen, Gewijzigd: r.Body.Gewijzigd, Stemronde: r.Body.Stemronde.domein(),
	})
}

// VisitStelOnderdelenVastResponse sends a.
func (a antwoord) VisitStelOnderdelenVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// StelPlanVast implements StrictServerInterface.
func (s *Server) StelPlanVast(ctx context.Context, r StelPlanVastRequestObject) (StelPlanVastResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelPlanVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Gewijzigd: r.Body.Gewijzigd, Stemronde: r.Body.Stemronde.domein(),
	})
}

// VisitStelPlanVastResponse sends a.
func (a antwoord) VisitStelPlanVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// StelBijstellingVoor implements StrictServerInterface.
func (s *Server) StelBijstellingVoor(ctx context.Context, r StelBijstellingVoorRequestObject) (StelBijstellingVoorResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelBijstellingVoor{
		Opdracht: o.opdracht(r.Body.Opdracht), Onderdelen: r.Body.Onderdelen, Strekking: r.Body.Strekking, Substantieel: r.Body.Substantieel, VoorgesteldOp: r.Body.VoorgesteldOp, Bijstelling: r.Body.Nummer,
	})
}

// VisitStelBijstellingVoorResponse sends a.
func (a antwoord) VisitStelBijstellingVoorResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// StelBijstellingVast implements StrictServerInterface.
func (s *Server) StelBijstellingVast(ctx context.Context, r StelBijstellingVastRequestObject) (StelBijstellingVastResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.StelBijstellingVast{
		Opdracht: o.opdracht(r.Body.Opdracht), Bijstelling: r.Nummer, Stemronde: r.Body.Stemronde.domein(),
	})
}

// VisitStelBijstellingVastResponse sends a.
func (a antwoord) VisitStelBijstellingVastResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// MaakBekend implements StrictServerInterface.
func (s *Server) MaakBekend(ctx context.Context, r MaakBekendRequestObject) (MaakBekendResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.MaakBekend{
		Opdracht: o.opdracht(r.Body.Opdracht), Besluit: r.Body.Besluit, Vindplaats: r.Body.Vindplaats, BekendgemaaktOp: r.Body.BekendgemaaktOp, Kanaal: uitvoeringsplan.Kanaal(r.Body.Kanaal),
	})
}

// VisitMaakBekendResponse sends a.
func (a antwoord) VisitMaakBekendResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// PasToe implements StrictServerInterface.
func (s *Server) PasToe(ctx context.Context, r PasToeRequestObject) (PasToeResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.PasToe{
		Opdracht: o.opdracht(r.Body.Opdracht), Besluit: r.Body.Besluit, Toepassing: r.Body.Toepassing, ToegepastOp: r.Body.ToegepastOp,
	})
}

// VisitPasToeResponse sends a.
func (a antwoord) VisitPasToeResponse(w http.ResponseWriter) error { return a.schrijf(w) }

// TrekIn implements StrictServerInterface.
func (s *Server) TrekIn(ctx context.Context, r TrekInRequestObject) (TrekInResponseObject, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.TrekIn{
		Opdracht: o.opdracht(r.Body.Opdracht), Besluit: r.Body.Besluit, Stemronde: r.Body.Stemronde.domein(),
	})
}

// VisitTrekInResponse sends a.
func (a antwoord) VisitTrekInResponse(w http.ResponseWriter) error { return a.schrijf(w) }
