package httpapi

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// leerplichtdossiers is what the server needs of package leerplichtdossier.
func (s *Server) leerplichtdossiers() stroomsoort[leerplichtdossier.Command, leerplichtdossier.State, leerplichtdossier.Event] {
	return stroomsoort[leerplichtdossier.Command, leerplichtdossier.State, leerplichtdossier.Event]{
		Handler: es.Handler[leerplichtdossier.Command, leerplichtdossier.State, leerplichtdossier.Event]{Decider: leerplichtdossier.Decider, Log: s.log},
		Events:  leerplichtdossier.Events,
	}
}

func dossierpad(id uuid.UUID) string { return grondslag + "/leerplichtdossiers/" + id.String() }

// dossier finds the file with this id: ids differ also between the streams of
// leerplicht and kwalificatieplicht, so at most one of the two is there.
func (s *Server) dossier(ctx context.Context, id uuid.UUID) (stroom es.Stream, b *dossierbeeld, r es.Revision, err error) {
	for _, plicht := range []leerplicht.Plicht{leerplicht.Leerplicht, leerplicht.Kwalificatieplicht} {
		stroom, b = leerplichtdossier.Stroom(plicht, id), &dossierbeeld{}
		if r, err = s.bekijk(ctx, stroom, b); !errors.Is(err, errNietGevonden) {
			return stroom, b, r, err
		}
	}
	return stroom, b, r, err
}

// bijDossier carries out a command about a file that the sender reaches.
func (s *Server) bijDossier(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) leerplichtdossier.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, dossierpad(id))
	if err != nil {
		return antwoord{}, err
	}
	stroom, _, _, err := s.dossier(ctx, id)
	if err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.leerplichtdossiers(), stroom, maak(o.opdracht(t)), o)
}

// OpenLeerplichtdossier implements StrictServerInterface.
func (s *Server) OpenLeerplichtdossier(ctx context.Context, r OpenLeerplichtdossierRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	id := o.id.StreamID(0)
	o.adres = dossierpad(id)
	return voerUit[leerplichtdossier.Command](ctx, s, s.leerplichtdossiers(), leerplichtdossier.Stroom(b.Plicht, id), leerplichtdossier.Open{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), Plicht: b.Plicht, GeopendOp: b.GeopendOp,
		Opgave: leerplicht.Opgave{Gemeente: b.Gemeente, Onderwijssoort: b.Onderwijssoort, EindeLeerplicht: b.EindeLeerplicht},
	}, o)
}

// VoerGesprek implements StrictServerInterface.
func (s *Server) VoerGesprek(ctx context.Context, r VoerGesprekRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.VoerGesprek{
			Opdracht: o, Nummer: r.Body.Nummer, Gesprekssoort: r.Body.Gesprekssoort, GevoerdOp: r.Body.GevoerdOp,
			Met: prive(r.Body.Met), Verslag: prive(r.Body.Verslag),
		}
	})
}

// KiesRoute implements StrictServerInterface.
func (s *Server) KiesRoute(ctx context.Context, r KiesRouteRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.KiesRoute{Opdracht: o, Route: r.Body.Route, GekozenOp: r.Body.GekozenOp}
	})
}

// StelAbsoluutVerzuimVast implements StrictServerInterface.
func (s *Server) StelAbsoluutVerzuimVast(ctx context.Context, r StelAbsoluutVerzuimVastRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.StelAbsoluutVerzuimVast{Opdracht: o, Begin: r.Body.Vanaf}
	})
}

// BeeindigAbsoluutVerzuim implements StrictServerInterface.
func (s *Server) BeeindigAbsoluutVerzuim(ctx context.Context, r BeeindigAbsoluutVerzuimRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.BeeindigAbsoluutVerzuim{Opdracht: o, Einde: r.Body.Tot, Herplaatst: r.Body.Herplaatst}
	})
}

// SignaleerThuiszitter implements StrictServerInterface.
func (s *Server) SignaleerThuiszitter(ctx context.Context, r SignaleerThuiszitterRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.SignaleerThuiszitter{Opdracht: o, Begin: r.Body.Vanaf}
	})
}

// MerkThuiszitterAan implements StrictServerInterface.
func (s *Server) MerkThuiszitterAan(ctx context.Context, r MerkThuiszitterAanRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.MerkThuiszitterAan{Opdracht: o, Periode: r.Body.Periode, Aard: r.Body.Aard, Begin: r.Body.Vanaf, AangemerktOp: r.Body.AangemerktOp}
	})
}

// StelTerugkeerVast implements StrictServerInterface.
func (s *Server) StelTerugkeerVast(ctx context.Context, r StelTerugkeerVastRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.StelTerugkeerVast{Opdracht: o, Periode: r.Body.Periode, TerugOp: r.Body.TerugOp}
	})
}

// SluitLeerplichtdossier implements StrictServerInterface.
func (s *Server) SluitLeerplichtdossier(ctx context.Context, r SluitLeerplichtdossierRequestObject) (weergave, error) {
	return s.bijDossier(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) leerplichtdossier.Command {
		return leerplichtdossier.Sluit{Opdracht: o, Sluitreden: r.Body.Sluitreden, GeslotenOp: r.Body.GeslotenOp}
	})
}

// LeesLeerplichtdossier implements StrictServerInterface.
func (s *Server) LeesLeerplichtdossier(ctx context.Context, r LeesLeerplichtdossierRequestObject) (weergave, error) {
	_, b, revisie, err := s.dossier(ctx, r.Id)
	if err != nil {
		return nil, err
	}
	return standAntwoord{revisie: revisie, stand: b.stand(r.Id, revisie)}, nil
}
