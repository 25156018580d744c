package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// LeesWerkgeverPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesWerkgeverPersoonsgegevens(ctx context.Context, r LeesWerkgeverPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, es.StreamOf(werkgever.Soort, r.Id), &werkgeverbeeld{}, r.Params.Raadpleegreden, werkgeverpad(r.Id))
}

// LeesKandidaatPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesKandidaatPersoonsgegevens(ctx context.Context, r LeesKandidaatPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, es.StreamOf(kandidaat.Soort, r.Id), &kandidaatbeeld{}, r.Params.Raadpleegreden, kandidaatpad(r.Id))
}

// LeesMatchPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesMatchPersoonsgegevens(ctx context.Context, r LeesMatchPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, es.StreamOf(match.Soort, r.Id), &matchbeeld{}, r.Params.Raadpleegreden, matchpad(r.Id))
}

// LeesVerzuimmeldingPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesVerzuimmeldingPersoonsgegevens(ctx context.Context, r LeesVerzuimmeldingPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, verzuimmelding.Stroom(r.Id), &meldingbeeld{}, r.Params.Raadpleegreden, meldingpad(r.Id))
}

// LeesDoorstroompuntdossierPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesDoorstroompuntdossierPersoonsgegevens(ctx context.Context, r LeesDoorstroompuntdossierPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, doorstroompunt.Stroom(r.Id), &doorstroombeeld{}, r.Params.Raadpleegreden, doorstroompad(r.Id))
}

// LeesHaltverwijzingPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesHaltverwijzingPersoonsgegevens(ctx context.Context, r LeesHaltverwijzingPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, halt.Stroom(r.Id), &haltbeeld{}, r.Params.Raadpleegreden, haltpad(r.Id))
}

// LeesProcesVerbaalPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesProcesVerbaalPersoonsgegevens(ctx context.Context, r LeesProcesVerbaalPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, procesverbaal.Stroom(r.Id), &verbaalbeeld{}, r.Params.Raadpleegreden, verbaalpad(r.Id))
}

// LeesBoventalligePersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesBoventalligePersoonsgegevens(ctx context.Context, r LeesBoventalligePersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, boventallige.Stroom(r.Id), &boventalligebeeld{}, r.Params.Raadpleegreden, boventalligepad(r.Id))
}

// LeesLeerplichtdossierPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesLeerplichtdossierPersoonsgegevens(ctx context.Context, r LeesLeerplichtdossierPersoonsgegevensRequestObject) (weergave, error) {
	stroom, _, revisie, err := s.dossier(ctx, r.Id) // under leerplicht or under kwalificatieplicht
	if err != nil {
		return nil, err
	}
	return s.toonPersoon(ctx, stroom, revisie, r.Params.Raadpleegreden, dossierpad(r.Id))
}
