package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// communicatie is what the server needs of package communicatie.
func (s *Server) communicatie() stroomsoort[communicatie.Command, communicatie.State, communicatie.Event] {
	return stroomsoort[communicatie.Command, communicatie.State, communicatie.Event]{
		Handler: es.Handler[communicatie.Command, communicatie.State, communicatie.Event]{Decider: communicatie.Decider, Log: s.log},
		Events:  communicatie.Events,
	}
}

// communicatieplicht is where an uiting can be seen: it has no page of its own.
const communicatieplicht = grondslag + "/rapporten/communicatieplicht"

// VerzendNieuwsbrief implements StrictServerInterface. Every uiting opens a stream,
// named after the command, so a retry finds the same one.
func (s *Server) VerzendNieuwsbrief(ctx context.Context, r VerzendNieuwsbriefRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, communicatieplicht)
	if err != nil {
		return nil, err
	}
	return voerUit[communicatie.Command](ctx, s, s.communicatie(), o.nieuweStroom(communicatie.Soort), communicatie.VerzendNieuwsbrief{
		Opdracht: o.opdracht(b.Opdracht), Onderwerp: b.Onderwerp, VerzondenOp: b.VerzondenOp, Raden: b.Raden,
	}, o)
}

// HoudInformatiebijeenkomst implements StrictServerInterface.
func (s *Server) HoudInformatiebijeenkomst(ctx context.Context, r HoudInformatiebijeenkomstRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, communicatieplicht)
	if err != nil {
		return nil, err
	}
	return voerUit[communicatie.Command](ctx, s, s.communicatie(), o.nieuweStroom(communicatie.Soort), communicatie.HoudInformatiebijeenkomst{
		Opdracht: o.opdracht(b.Opdracht), Onderwerp: b.Onderwerp, Aanleiding: b.Aanleiding, GehoudenOp: b.GehoudenOp, Raden: b.Raden,
	}, o)
}

// nieuweStroom returns the stream that the command opens.
func (o omstandigheden) nieuweStroom(soort string) es.Stream {
	return es.StreamOf(soort, o.id.StreamID(0))
}
