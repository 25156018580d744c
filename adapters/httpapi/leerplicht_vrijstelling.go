package httpapi

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// vrijstellingen is what the server needs of package vrijstelling.
func (s *Server) vrijstellingen() stroomsoort[vrijstelling.Command, vrijstelling.State, vrijstelling.Event] {
	return stroomsoort[vrijstelling.Command, vrijstelling.State, vrijstelling.Event]{
		Handler: es.Handler[vrijstelling.Command, vrijstelling.State, vrijstelling.Event]{Decider: vrijstelling.Decider, Log: s.log},
		Events:  vrijstelling.Events,
	}
}

func vrijstellingpad(id uuid.UUID) string { return grondslag + "/vrijstellingen/" + id.String() }

// bijVrijstelling carries out a command about a vrijstelling that the sender reaches.
func (s *Server) bijVrijstelling(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) vrijstelling.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, vrijstellingpad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, vrijstelling.Stroom(id), &vrijstellingbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.vrijstellingen(), vrijstelling.Stroom(id), maak(o.opdracht(t)), o)
}

// OntvangVrijstellingsverzoek implements StrictServerInterface.
func (s *Server) OntvangVrijstellingsverzoek(ctx context.Context, r OntvangVrijstellingsverzoekRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = vrijstellingpad(o.id.StreamID(0))
	return voerUit[vrijstelling.Command](ctx, s, s.vrijstellingen(), o.nieuweStroom(vrijstelling.Soort), vrijstelling.Ontvang{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), Grond: b.Grond, Herhaald: b.Herhaald,
		Verzoek: vrijstelling.Verzoek{OntvangenOp: b.OntvangenOp, GevraagdVanaf: b.GevraagdVanaf, GevraagdTot: b.GevraagdTot},
		Opgave:  leerplicht.Opgave{Gemeente: b.Gemeente, Onderwijssoort: b.Onderwijssoort, EindeLeerplicht: b.EindeLeerplicht},
	}, o)
}

// OntvangDeskundigenverklaring implements StrictServerInterface.
func (s *Server) OntvangDeskundigenverklaring(ctx context.Context, r OntvangDeskundigenverklaringRequestObject) (weergave, error) {
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.OntvangVerklaring{
			Opdracht: o, VerklaardOp: r.Body.VerklaardOp, Onafhankelijk: r.Body.Onafhankelijk, NooitGeschikt: r.Body.NooitGeschikt,
			Deskundige: prive(r.Body.Deskundige),
		}
	})
}

// ToetsVrijstellingsvoorwaarden implements StrictServerInterface.
func (s *Server) ToetsVrijstellingsvoorwaarden(ctx context.Context, r ToetsVrijstellingsvoorwaardenRequestObject) (weergave, error) {
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.Toets{Opdracht: o, Voldoet: r.Body.Voldoet, GetoetstOp: r.Body.GetoetstOp}
	})
}

// KenVrijstellingToe implements StrictServerInterface. A dossier that is named is
// looked up: it must be there, and within reach.
func (s *Server) KenVrijstellingToe(ctx context.Context, r KenVrijstellingToeRequestObject) (weergave, error) {
	var dossier es.Stream
	if r.Body.Dossier != uuid.Nil {
		var err error
		dossier, _, _, err = s.dossier(ctx, r.Body.Dossier)
		if errors.Is(err, errNietGevonden) {
			return nil, enkel(Body, "/dossier", "onbekend", "Dit dossier bestaat niet, of u kunt er niet bij; zoek het op nummer van de leerling.")
		}
		if err != nil {
			return nil, err
		}
	}
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.KenToe{Opdracht: o, Op: r.Body.Op, Vanaf: r.Body.Vanaf, Tot: r.Body.Tot, Dossier: dossier}
	})
}

// WijsVrijstellingAf implements StrictServerInterface.
func (s *Server) WijsVrijstellingAf(ctx context.Context, r WijsVrijstellingAfRequestObject) (weergave, error) {
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.WijsAf{Opdracht: o, Op: r.Body.Op}
	})
}

// VerlengVervangendeLeerplicht implements StrictServerInterface.
func (s *Server) VerlengVervangendeLeerplicht(ctx context.Context, r VerlengVervangendeLeerplichtRequestObject) (weergave, error) {
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.Verleng{Opdracht: o, AangevraagdOp: r.Body.AangevraagdOp, Op: r.Body.Op, Tot: r.Body.Tot}
	})
}

// BeeindigVrijstelling implements StrictServerInterface.
func (s *Server) BeeindigVrijstelling(ctx context.Context, r BeeindigVrijstellingRequestObject) (weergave, error) {
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.Beeindig{Opdracht: o, Einde: r.Body.Einde, Eindreden: r.Body.Reden}
	})
}

// LeverVrijstellingAanDuo implements StrictServerInterface.
func (s *Server) LeverVrijstellingAanDuo(ctx context.Context, r LeverVrijstellingAanDuoRequestObject) (weergave, error) {
	return s.bijVrijstelling(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vrijstelling.Command {
		return vrijstelling.LeverAanDuo{Opdracht: o, GeleverdOp: r.Body.GeleverdOp}
	})
}

// LeesVrijstelling implements StrictServerInterface.
func (s *Server) LeesVrijstelling(ctx context.Context, r LeesVrijstellingRequestObject) (weergave, error) {
	var b vrijstellingbeeld
	revisie, err := s.bekijk(ctx, vrijstelling.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	return standAntwoord{revisie: revisie, stand: b.stand(r.Id, revisie)}, nil
}

// LeesVrijstellingPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesVrijstellingPersoonsgegevens(ctx context.Context, r LeesVrijstellingPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, vrijstelling.Stroom(r.Id), &vrijstellingbeeld{}, r.Params.Raadpleegreden, vrijstellingpad(r.Id))
}
