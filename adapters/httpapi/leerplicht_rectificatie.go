package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// RectificeerLeerplichtdossier implements StrictServerInterface.
func (s *Server) RectificeerLeerplichtdossier(ctx context.Context, r RectificeerLeerplichtdossierRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.Rectificeer{Opdracht: o, Rectificatie: r.Body.domein(), EindeLeerplicht: r.Body.EindeLeerplicht}
	})
}

// RectificeerDoorstroompuntdossier implements StrictServerInterface.
func (s *Server) RectificeerDoorstroompuntdossier(ctx context.Context, r RectificeerDoorstroompuntdossierRequestObject) (weergave, error) {
	return s.bijDoorstroompunt(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.Rectificeer{Opdracht: o, Rectificatie: r.Body.domein(), EindeLeerplicht: r.Body.EindeLeerplicht}
	})
}

// RectificeerHaltverwijzing implements StrictServerInterface.
func (s *Server) RectificeerHaltverwijzing(ctx context.Context, r RectificeerHaltverwijzingRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, haltpad(r.Id))
	if err != nil {
		return nil, err
	}
	if _, err := s.bekijk(ctx, halt.Stroom(r.Id), &haltbeeld{}); err != nil {
		return nil, err
	}
	return voerUit[halt.Command](ctx, s, s.haltverwijzingen(), halt.Stroom(r.Id), halt.Rectificeer{
		Opdracht: o.opdracht(r.Body.Opdracht), Rectificatie: r.Body.domein(),
	}, o)
}

// RectificeerProcesVerbaal implements StrictServerInterface.
func (s *Server) RectificeerProcesVerbaal(ctx context.Context, r RectificeerProcesVerbaalRequestObject) (weergave, error) {
	return s.bijVerbaal(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) procesverbaal.Command {
		return procesverbaal.Rectificeer{Opdracht: o, Rectificatie: r.Body.domein()}
	})
}

func (r *DossierRectificeren) domein() leerplicht.Rectificatie {
	return leerplicht.Rectificatie{Persoon: r.Persoon.domein(), Nummer: r.Nummer, Reden: r.Reden, GerectificeerdOp: r.GerectificeerdOp}
}

func (r *PersoonRectificeren) domein() leerplicht.Rectificatie {
	return leerplicht.Rectificatie{Persoon: r.Persoon.domein(), Nummer: r.Nummer, Reden: r.Reden, GerectificeerdOp: r.GerectificeerdOp}
}
