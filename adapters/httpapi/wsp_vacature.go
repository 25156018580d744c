package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// vacatures is what the server needs of package vacature.
func (s *Server) vacatures() stroomsoort[vacature.Command, vacature.State, vacature.Event] {
	return stroomsoort[vacature.Command, vacature.State, vacature.Event]{
		Handler: es.Handler[vacature.Command, vacature.State, vacature.Event]{Decider: vacature.Decider, Log: s.log},
		Events:  vacature.Events,
	}
}

func vacaturepad(id uuid.UUID) string { return grondslag + "/vacatures/" + id.String() }

// bijVacature carries out a command about a vacature that there is.
func (s *Server) bijVacature(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) vacature.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, vacaturepad(id))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(vacature.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &vacaturebeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.vacatures(), stroom, maak(o.opdracht(t)), o)
}

// haalOp looks the werkgever up and returns the command: sector and subregio are
// those of the werkgever, at the revision that the event names.
func (s *Server) haalOp(ctx context.Context, g *VacatureGegevens) (func(recht.Opdracht) vacature.Command, error) {
	stroom := es.StreamOf(werkgever.Soort, g.Werkgever)
	w, revisie, err := s.werkgevers().State(ctx, stroom)
	switch {
	case err != nil:
		return nil, err
	case revisie == es.NoStream:
		return nil, werkgever.ErrNietGeregistreerd
	}
	return func(o recht.Opdracht) vacature.Command {
		return vacature.HaalOp{
			Opdracht: o, Functie: vacature.Functie{Beroep: g.Beroep, Uren: g.Uren, Aantal: g.AantalPlaatsen},
			Werkgever: vacature.Werkgeverfeit{Stroom: stroom, Revisie: revisie}, Sector: w.Sector(), Subregio: w.Subregio(),
			Werkplaats: g.Werkplaats, OpgehaaldOp: g.OpgehaaldOp,
		}
	}, nil
}

// HaalVacatureOp implements StrictServerInterface.
func (s *Server) HaalVacatureOp(ctx context.Context, r HaalVacatureOpRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	maak, err := s.haalOp(ctx, r.Body)
	if err != nil {
		return nil, err
	}
	o.adres = vacaturepad(o.id.StreamID(0))
	return voerUit(ctx, s, s.vacatures(), o.nieuweStroom(vacature.Soort), maak(o.opdracht(r.Body.Opdracht)), o)
}

// CorrigeerVacature implements StrictServerInterface.
func (s *Server) CorrigeerVacature(ctx context.Context, r CorrigeerVacatureRequestObject) (weergave, error) {
	maak, err := s.haalOp(ctx, r.Body)
	if err != nil {
		return nil, err
	}
	return s.bijVacature(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, maak)
}

// WijzigVacature implements StrictServerInterface.
func (s *Server) WijzigVacature(ctx context.Context, r WijzigVacatureRequestObject) (weergave, error) {
	return s.bijVacature(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vacature.Command {
		return vacature.Wijzig{
			Opdracht: o, Functie: vacature.Functie{Beroep: r.Body.Beroep, Uren: r.Body.Uren, Aantal: r.Body.AantalPlaatsen},
			Wijziging: r.Body.Wijziging, GewijzigdOp: r.Body.GewijzigdOp,
		}
	})
}

// CreeerFunctie implements StrictServerInterface.
func (s *Server) CreeerFunctie(ctx context.Context, r CreeerFunctieRequestObject) (weergave, error) {
	return s.bijVacature(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vacature.Command {
		return vacature.CreeerFunctie{Opdracht: o, Doelgroep: r.Body.Doelgroep, GecreeerdOp: r.Body.GecreeerdOp}
	})
}

// VervulVacature implements StrictServerInterface.
func (s *Server) VervulVacature(ctx context.Context, r VervulVacatureRequestObject) (weergave, error) {
	return s.bijVacature(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vacature.Command {
		return vacature.Vervul{Opdracht: o, Vervulling: r.Body.Vervulling, VervuldOp: r.Body.VervuldOp}
	})
}

// TrekVacatureIn implements StrictServerInterface.
func (s *Server) TrekVacatureIn(ctx context.Context, r TrekVacatureInRequestObject) (weergave, error) {
	return s.bijVacature(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vacature.Command {
		return vacature.TrekIn{Opdracht: o, IngetrokkenOp: r.Body.IngetrokkenOp}
	})
}

// LaatVacatureVervallen implements StrictServerInterface.
func (s *Server) LaatVacatureVervallen(ctx context.Context, r LaatVacatureVervallenRequestObject) (weergave, error) {
	return s.bijVacature(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) vacature.Command {
		return vacature.LaatVervallen{Opdracht: o, VervallenOp: r.Body.VervallenOp}
	})
}
