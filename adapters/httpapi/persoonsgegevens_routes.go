package httpapi

import (
	"context"
	"net/http"

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
func (s *Server) LeesWerkgeverPersoonsgegevens(ctx context.Context, r LeesWerkgeverPersoonsgegevensRequestObject) (LeesWerkgeverPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, es.StreamOf(werkgever.Soort, r.Id), &werkgeverbeeld{}, r.Params.Raadpleegreden, werkgeverpad(r.Id))
}

// VisitLeesWerkgeverPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesWerkgeverPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesKandidaatPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesKandidaatPersoonsgegevens(ctx context.Context, r LeesKandidaatPersoonsgegevensRequestObject) (LeesKandidaatPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, es.StreamOf(kandidaat.Soort, r.Id), &kandidaatbeeld{}, r.Params.Raadpleegreden, kandidaatpad(r.Id))
}

// VisitLeesKandidaatPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesKandidaatPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesMatchPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesMatchPersoonsgegevens(ctx context.Context, r LeesMatchPersoonsgegevensRequestObject) (LeesMatchPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, es.StreamOf(match.Soort, r.Id), &matchbeeld{}, r.Params.Raadpleegreden, matchpad(r.Id))
}

// VisitLeesMatchPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesMatchPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesVerzuimmeldingPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesVerzuimmeldingPersoonsgegevens(ctx context.Context, r LeesVerzuimmeldingPersoonsgegevensRequestObject) (LeesVerzuimmeldingPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, verzuimmelding.Stroom(r.Id), &meldingbeeld{}, r.Params.Raadpleegreden, meldingpad(r.Id))
}

// VisitLeesVerzuimmeldingPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesVerzuimmeldingPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesDoorstroompuntdossierPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesDoorstroompuntdossierPersoonsgegevens(ctx context.Context, r LeesDoorstroompuntdossierPersoonsgegevensRequestObject) (LeesDoorstroompuntdossierPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, doorstroompunt.Stroom(r.Id), &doorstroombeeld{}, r.Params.Raadpleegreden, doorstroompad(r.Id))
}

// VisitLeesDoorstroompuntdossierPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesDoorstroompuntdossierPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesHaltverwijzingPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesHaltverwijzingPersoonsgegevens(ctx context.Context, r LeesHaltverwijzingPersoonsgegevensRequestObject) (LeesHaltverwijzingPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, halt.Stroom(r.Id), &haltbeeld{}, r.Params.Raadpleegreden, haltpad(r.Id))
}

// VisitLeesHaltverwijzingPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesHaltverwijzingPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesProcesVerbaalPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesProcesVerbaalPersoonsgegevens(ctx context.Context, r LeesProcesVerbaalPersoonsgegevensRequestObject) (LeesProcesVerbaalPersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, procesverbaal.Stroom(r.Id), &verbaalbeeld{}, r.Params.Raadpleegreden, verbaalpad(r.Id))
}

// VisitLeesProcesVerbaalPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesProcesVerbaalPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesBoventalligePersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesBoventalligePersoonsgegevens(ctx context.Context, r LeesBoventalligePersoonsgegevensRequestObject) (LeesBoventalligePersoonsgegevensResponseObject, error) {
	return s.leesPersoon(ctx, boventallige.Stroom(r.Id), &boventalligebeeld{}, r.Params.Raadpleegreden, boventalligepad(r.Id))
}

// VisitLeesBoventalligePersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesBoventalligePersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}

// LeesLeerplichtdossierPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesLeerplichtdossierPersoonsgegevens(ctx context.Context, r LeesLeerplichtdossierPersoonsgegevensRequestObject) (LeesLeerplichtdossierPersoonsgegevensResponseObject, error) {
	stroom, _, revisie, err := s.dossier(ctx, r.Id) // under leerplicht or under kwalificatieplicht
	if err != nil {
		return nil, err
	}
	return s.toonPersoon(ctx, stroom, revisie, r.Params.Raadpleegreden, dossierpad(r.Id))
}

// VisitLeesLeerplichtdossierPersoonsgegevensResponse sends a.
func (a standAntwoord) VisitLeesLeerplichtdossierPersoonsgegevensResponse(w http.ResponseWriter) error {
	return a.schrijf(w)
}
