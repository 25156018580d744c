package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
)

// boventalligen is what the server needs of package boventallige.
func (s *Server) boventalligen() stroomsoort[boventallige.Command, boventallige.State, boventallige.Event] {
	return stroomsoort[boventallige.Command, boventallige.State, boventallige.Event]{
		Handler: es.Handler[boventallige.Command, boventallige.State, boventallige.Event]{Decider: boventallige.Decider, Log: s.log},
		Events:  boventallige.Events,
	}
}

func boventalligepad(id uuid.UUID) string { return grondslag + "/boventalligen/" + id.String() }

// bijBoventallige carries out a command about a boventallige that the sender reaches.
func (s *Server) bijBoventallige(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) boventallige.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, boventalligepad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, boventallige.Stroom(id), &boventalligebeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.boventalligen(), boventallige.Stroom(id), maak(o.opdracht(t)), o)
}

func (b *BoventalligVerklaren) opdracht(o recht.Opdracht) boventallige.Verklaar {
	return boventallige.Verklaar{
		Opdracht: o, Persoon: sw.Persoon{Naam: prive(b.Persoon.Naam), Geboren: prive(b.Persoon.Geboren)},
		Pseudoniem: b.Pseudoniem, VerklaardOp: b.VerklaardOp,
	}
}

// VerklaarBoventallig implements StrictServerInterface. Every verklaring opens a
// stream, named after the command, so a retry finds the same one.
func (s *Server) VerklaarBoventallig(ctx context.Context, r VerklaarBoventalligRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = boventalligepad(o.id.StreamID(0))
	return voerUit[boventallige.Command](ctx, s, s.boventalligen(), o.nieuweStroom(boventallige.Soort), r.Body.opdracht(o.opdracht(r.Body.Opdracht)), o)
}

// CorrigeerBoventalligverklaring implements StrictServerInterface.
func (s *Server) CorrigeerBoventalligverklaring(ctx context.Context, r CorrigeerBoventalligverklaringRequestObject) (weergave, error) {
	return s.bijBoventallige(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) boventallige.Command {
		return r.Body.opdracht(o)
	})
}

// StartWerktraject implements StrictServerInterface.
func (s *Server) StartWerktraject(ctx context.Context, r StartWerktrajectRequestObject) (weergave, error) {
	return s.bijBoventallige(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) boventallige.Command {
		return boventallige.StartTraject{Opdracht: o, Traject: r.Body.Traject, VerwachtEinde: r.Body.VerwachtEinde, GestartOp: r.Body.GestartOp}
	})
}

// BeeindigWerktraject implements StrictServerInterface.
func (s *Server) BeeindigWerktraject(ctx context.Context, r BeeindigWerktrajectRequestObject) (weergave, error) {
	return s.bijBoventallige(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) boventallige.Command {
		return boventallige.BeeindigTraject{Opdracht: o, Traject: r.Nummer, BeeindigdOp: r.Body.BeeindigdOp}
	})
}

// TrekBoventalligheidIn implements StrictServerInterface.
func (s *Server) TrekBoventalligheidIn(ctx context.Context, r TrekBoventalligheidInRequestObject) (weergave, error) {
	return s.bijBoventallige(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) boventallige.Command {
		return boventallige.TrekIn{Opdracht: o, IngetrokkenOp: r.Body.IngetrokkenOp}
	})
}

// LegUitstroomVast implements StrictServerInterface.
func (s *Server) LegUitstroomVast(ctx context.Context, r LegUitstroomVastRequestObject) (weergave, error) {
	return s.bijBoventallige(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) boventallige.Command {
		return boventallige.StroomUit{Opdracht: o, Reden: r.Body.Reden, UitgestroomdOp: r.Body.UitgestroomdOp}
	})
}

// LeesBoventallige implements StrictServerInterface.
func (s *Server) LeesBoventallige(ctx context.Context, r LeesBoventalligeRequestObject) (weergave, error) {
	b := boventalligebeeld{Boventallige: Boventallige{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: boventalligepad(r.Id)}}}}
	revisie, err := s.bekijk(ctx, boventallige.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie, b.Toestand = int64(revisie), b.state.Toestand()
	return standAntwoord{revisie: revisie, stand: b.Boventallige}, nil
}
