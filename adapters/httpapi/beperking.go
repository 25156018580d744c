package httpapi

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking/beperking"
)

// beperkingen is what the server needs of package beperking.
func (s *Server) beperkingen() stroomsoort[beperking.Command, beperking.State, beperking.Event] {
	return stroomsoort[beperking.Command, beperking.State, beperking.Event]{
		Handler: es.Handler[beperking.Command, beperking.State, beperking.Event]{Decider: beperking.Decider, Log: s.log},
		Events:  beperking.Events,
	}
}

func beperkingpad(id uuid.UUID) string { return grondslag + "/beperkingen/" + id.String() }

// beperkt reports whether the processing of the dossier with this id is restricted.
func (s *Server) beperkt(ctx context.Context, id uuid.UUID) (bool, error) {
	state, _, err := s.beperkingen().State(ctx, beperking.Stroom(id))
	if err != nil {
		return true, fmt.Errorf("read restriction: %w", err)
	}
	return state.Beperkt(), nil
}

// A beperkingbeeld is a restriction as it is shown. It is about no gemeente.
type beperkingbeeld struct{ toestand beperking.State }

func (b *beperkingbeeld) over() toegang.Over { return toegang.Over{} }

func (b *beperkingbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(beperking.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = beperking.Evolve(b.toestand, e)
	return nil
}

// BeperkVerwerking implements StrictServerInterface. A dossier that does not
// exist cannot be restricted: a slip of the id would protect nobody.
func (s *Server) BeperkVerwerking(ctx context.Context, r BeperkVerwerkingRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, beperkingpad(b.Id))
	if err != nil {
		return nil, err
	}
	vastgelegd, err := s.log.Read(ctx, es.StreamOf(b.Soort, b.Id))
	if err != nil {
		return nil, err
	}
	if len(vastgelegd) == 0 {
		return nil, errNietGevonden
	}
	return voerUit[beperking.Command](ctx, s, s.beperkingen(), beperking.Stroom(b.Id), beperking.Beperk{
		Opdracht: o.opdracht(b.Opdracht), Grond: b.Grond, BeperktOp: b.BeperktOp,
	}, o)
}

// HefBeperkingOp implements StrictServerInterface.
func (s *Server) HefBeperkingOp(ctx context.Context, r HefBeperkingOpRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, beperkingpad(r.Id))
	if err != nil {
		return nil, err
	}
	if _, err := s.bekijk(ctx, beperking.Stroom(r.Id), &beperkingbeeld{}); err != nil {
		return nil, err
	}
	return voerUit[beperking.Command](ctx, s, s.beperkingen(), beperking.Stroom(r.Id), beperking.HefOp{
		Opdracht: o.opdracht(r.Body.Opdracht), IngelichtOp: r.Body.IngelichtOp, OpgehevenOp: r.Body.OpgehevenOp,
	}, o)
}

// LeesBeperking implements StrictServerInterface.
func (s *Server) LeesBeperking(ctx context.Context, r LeesBeperkingRequestObject) (weergave, error) {
	var b beperkingbeeld
	revisie, err := s.bekijk(ctx, beperking.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	return standAntwoord{revisie: revisie, stand: Beperking{
		Id: r.Id, Revisie: int64(revisie), Toestand: b.toestand.Toestand(), Beperkt: b.toestand.Beperkt(),
		UnderscoreLinks: Links{"bron": {Href: beperkingpad(r.Id)}},
	}}, nil
}
