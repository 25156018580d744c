package httpapi

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
)

// voorzieningen is what the server needs of package voorziening.
func (s *Server) voorzieningen() stroomsoort[voorziening.Command, voorziening.State, voorziening.Event] {
	return stroomsoort[voorziening.Command, voorziening.State, voorziening.Event]{
		Handler: es.Handler[voorziening.Command, voorziening.State, voorziening.Event]{Decider: voorziening.Decider, Log: s.log},
		Events:  voorziening.Events,
	}
}

func voorzieningpad(id uuid.UUID) string { return grondslag + "/voorzieningen/" + id.String() }

// bijVoorziening carries out a command about a voorziening that the sender reaches.
func (s *Server) bijVoorziening(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) voorziening.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, voorzieningpad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, voorziening.Stroom(id), &voorzieningbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.voorzieningen(), voorziening.Stroom(id), maak(o.opdracht(t)), o)
}

func (b *VoorzieningInstellen) opdracht(o recht.Opdracht) voorziening.StelIn {
	return voorziening.StelIn{
		Opdracht: o, Doel: b.Doel, BBVGrond: b.BbvGrond, Beginsaldo: b.Beginsaldo, JaarlijksGelijk: b.JaarlijksGelijk,
		Besluit: b.Besluit, IngesteldOp: b.IngesteldOp,
	}
}

func (b *MutatieBoeken) boeking() voorziening.Boeking {
	return voorziening.Boeking{Nummer: b.Mutatie, Bedrag: b.Bedrag, Besluit: b.Besluit, GeboektOp: b.GeboektOp}
}

// StelVoorzieningIn implements StrictServerInterface. Every voorziening is a
// stream, named after the command, so a retry finds the same one.
func (s *Server) StelVoorzieningIn(ctx context.Context, r StelVoorzieningInRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = voorzieningpad(o.id.StreamID(0))
	return voerUit[voorziening.Command](ctx, s, s.voorzieningen(), o.nieuweStroom(voorziening.Soort), r.Body.opdracht(o.opdracht(r.Body.Opdracht)), o)
}

// CorrigeerVoorziening implements StrictServerInterface.
func (s *Server) CorrigeerVoorziening(ctx context.Context, r CorrigeerVoorzieningRequestObject) (weergave, error) {
	return s.bijVoorziening(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) voorziening.Command {
		return r.Body.opdracht(o)
	})
}

// BoekToevoeging implements StrictServerInterface. That interest is not added is
// for the domain to say, with its article. When a begrotingswijziging is named, the
// event keeps on what day its stream says that it was adopted.
func (s *Server) BoekToevoeging(ctx context.Context, r BoekToevoegingRequestObject) (weergave, error) {
	wijziging, err := s.begrotingswijziging(ctx, r.Body.Begrotingswijziging)
	if err != nil {
		return nil, err
	}
	return s.bijVoorziening(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) voorziening.Command {
		b := voorziening.Boeking{Nummer: r.Body.Mutatie, Bedrag: r.Body.Bedrag, Besluit: r.Body.Besluit, GeboektOp: r.Body.GeboektOp}
		return voorziening.VoegToe{Opdracht: o, Boeking: b, Herkomst: r.Body.Herkomst, Wijziging: wijziging}
	})
}

// begrotingswijziging looks up when a begrotingswijziging was adopted; never, when it
// does not exist.
func (s *Server) begrotingswijziging(ctx context.Context, v Begrotingsverwijzing) (voorziening.Begrotingswijziging, error) {
	if v == (Begrotingsverwijzing{}) {
		return voorziening.Begrotingswijziging{}, nil
	}
	stand, _, err := s.begrotingen().State(ctx, begroting.Stroom(v.Begrotingsjaar))
	if err != nil {
		return voorziening.Begrotingswijziging{}, fmt.Errorf("look up begroting: %w", err)
	}
	return voorziening.Begrotingswijziging{Jaar: v.Begrotingsjaar, Nummer: v.Wijziging, VastgesteldOp: stand.VastgesteldOp(v.Wijziging)}, nil
}

// BoekAanwending implements StrictServerInterface.
func (s *Server) BoekAanwending(ctx context.Context, r BoekAanwendingRequestObject) (weergave, error) {
	return s.bijVoorziening(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) voorziening.Command {
		return voorziening.WendAan{Opdracht: o, Boeking: r.Body.boeking()}
	})
}

// BoekVrijval implements StrictServerInterface.
func (s *Server) BoekVrijval(ctx context.Context, r BoekVrijvalRequestObject) (weergave, error) {
	return s.bijVoorziening(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) voorziening.Command {
		return voorziening.LaatVrijvallen{Opdracht: o, Boeking: r.Body.boeking()}
	})
}

// HerschatVerplichting implements StrictServerInterface.
func (s *Server) HerschatVerplichting(ctx context.Context, r HerschatVerplichtingRequestObject) (weergave, error) {
	return s.bijVoorziening(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) voorziening.Command {
		return voorziening.Herschat{Opdracht: o, Schatting: r.Body.Schatting, Onderbouwing: r.Body.Onderbouwing, GeschatOp: r.Body.GeschatOp}
	})
}

// WikkelVoorzieningAf implements StrictServerInterface.
func (s *Server) WikkelVoorzieningAf(ctx context.Context, r WikkelVoorzieningAfRequestObject) (weergave, error) {
	return s.bijVoorziening(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) voorziening.Command {
		return voorziening.WikkelAf{Opdracht: o, Besluit: r.Body.Besluit, AfgewikkeldOp: r.Body.AfgewikkeldOp}
	})
}

// LeesVoorziening implements StrictServerInterface.
func (s *Server) LeesVoorziening(ctx context.Context, r LeesVoorzieningRequestObject) (weergave, error) {
	b := voorzieningbeeld{Voorziening: Voorziening{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: voorzieningpad(r.Id)}}}}
	revisie, err := s.bekijk(ctx, voorziening.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie, b.Toestand, b.Saldo = int64(revisie), b.state.Toestand(), b.state.Saldo(recht.Datum{})
	return standAntwoord{revisie: revisie, stand: b.Voorziening}, nil
}
