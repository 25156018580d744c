package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
)

// VraagZienswijze implements StrictServerInterface.
func (s *Server) VraagZienswijze(ctx context.Context, r VraagZienswijzeRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	deelnames, err := s.deelnamefeiten(ctx, r.Body.VerzondenOp)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.VraagZienswijze{
		Opdracht: o.opdracht(r.Body.Opdracht), Bijstelling: r.Body.Bijstelling, Raden: r.Body.Raden, VerzondenOp: r.Body.VerzondenOp, Deelnames: deelnames,
	})
}

// OntvangZienswijze implements StrictServerInterface.
func (s *Server) OntvangZienswijze(ctx context.Context, r OntvangZienswijzeRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.OntvangZienswijze{
		Opdracht: o.opdracht(r.Body.Opdracht), Gemeente: r.Body.Gemeente, Bijstelling: r.Body.Bijstelling, Standpunt: r.Body.Standpunt, Strekking: r.Body.Strekking, OntvangenOp: r.Body.OntvangenOp,
	})
}

// ZieAfVanZienswijze implements StrictServerInterface.
func (s *Server) ZieAfVanZienswijze(ctx context.Context, r ZieAfVanZienswijzeRequestObject) (weergave, error) {
	o, err := s.planbegin(ctx, r.Planperiode, r.Params.Proef, r.Params.IfMatch)
	if err != nil {
		return nil, err
	}
	return s.plan(ctx, o, uitvoeringsplan.ZieAfVanZienswijze{
		Opdracht: o.opdracht(r.Body.Opdracht), Gemeente: r.Body.Gemeente, Bijstelling: r.Body.Bijstelling, MeegedeeldOp: r.Body.MeegedeeldOp,
	})
}
