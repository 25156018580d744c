package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
)

// verwerkingssporen is what the server needs of package verwerkingsspoor.
func (s *Server) verwerkingssporen() stroomsoort[verwerkingsspoor.Command, verwerkingsspoor.State, verwerkingsspoor.Event] {
	return stroomsoort[verwerkingsspoor.Command, verwerkingsspoor.State, verwerkingsspoor.Event]{
		Handler: es.Handler[verwerkingsspoor.Command, verwerkingsspoor.State, verwerkingsspoor.Event]{Decider: verwerkingsspoor.Decider, Log: s.log},
		Events:  verwerkingsspoor.Events,
	}
}

// RuimVerwerkingslogOp implements StrictServerInterface. That lines go is recorded
// before they do; what a crash leaves standing goes at the next start.
func (s *Server) RuimVerwerkingslogOp(ctx context.Context, r RuimVerwerkingslogOpRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, grondslag+"/rapporten/gebeurtenistelling")
	if err != nil {
		return nil, err
	}
	rijp, err := s.verwerkingslog.Rijp(ctx, r.Body.Voor.Begin())
	if err != nil {
		return nil, err
	}
	uit, err := voerUit[verwerkingsspoor.Command](ctx, s, s.verwerkingssporen(), verwerkingsspoor.Stroom(s.verwerkingslog.Kenmerk()), verwerkingsspoor.Verwijder{
		Opdracht: o.opdracht(r.Body.Opdracht), Voor: r.Body.Voor,
		TotEnMet: rijp.TotEnMet.Nr, Aantal: rijp.Aantal, Ketenkop: rijp.TotEnMet.Kop(),
	}, o)
	if err != nil || o.proef || rijp.Aantal == 0 {
		return uit, err
	}
	return uit, s.verwerkingslog.RuimOp(ctx, rijp.TotEnMet)
}
