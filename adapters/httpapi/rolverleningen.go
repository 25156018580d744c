package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/rolverlening"
)

// rolverleningen is what the server needs of package rolverlening.
func (s *Server) rolverleningen() stroomsoort[rolverlening.Command, rolverlening.State, rolverlening.Event] {
	return stroomsoort[rolverlening.Command, rolverlening.State, rolverlening.Event]{
		Handler: es.Handler[rolverlening.Command, rolverlening.State, rolverlening.Event]{Decider: rolverlening.Decider, Log: s.log},
		Events:  rolverlening.Events,
	}
}

func verleningpad(id string) string { return grondslag + "/rolverleningen/" + id }

// StelRolVoor implements StrictServerInterface. Each proposal opens a stream.
func (s *Server) StelRolVoor(ctx context.Context, r StelRolVoorRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = verleningpad(o.id.StreamID(0).String())
	v := rolverlening.Verlening{
		Rol: b.Rol, Organisatie: "MGR", Gemeente: b.Gemeente, Begunstigde: b.Begunstigde, Tot: b.GeldigTot,
	}
	if toegang.Rol(b.Rol) == toegang.Opsporingsambtenaar {
		v.Module = recht.Onderwijszaken
	}
	w := toegang.Wie{Rol: toegang.Rol(v.Rol), Organisatie: v.Organisatie, Gemeente: v.Gemeente, Module: string(v.Module)}
	return voerUit[rolverlening.Command](ctx, s, s.rolverleningen(), o.nieuweStroom(rolverlening.Soort), rolverlening.StelVoor{
		Opdracht: o.opdracht(b.Opdracht), Verlening: v, Past: w.Past(),
	}, o)
}

// BekrachtigRol implements StrictServerInterface.
func (s *Server) BekrachtigRol(ctx context.Context, r BekrachtigRolRequestObject) (weergave, error) {
	return s.overRol(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) rolverlening.Command {
		return rolverlening.Bekrachtig{Opdracht: o}
	})
}

// WijsRolAf implements StrictServerInterface.
func (s *Server) WijsRolAf(ctx context.Context, r WijsRolAfRequestObject) (weergave, error) {
	return s.overRol(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) rolverlening.Command {
		return rolverlening.WijsAf{Opdracht: o}
	})
}

// TrekRolIn implements StrictServerInterface.
func (s *Server) TrekRolIn(ctx context.Context, r TrekRolInRequestObject) (weergave, error) {
	a, err := s.overRol(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) rolverlening.Command {
		return rolverlening.TrekIn{Opdracht: o}
	})
	if err != nil || r.Params.Proef {
		return a, err
	}
	// A server that dies here makes up for it when it starts again.
	return a, s.tokens.TrekVerleningenIn(context.WithoutCancel(ctx), r.Id.String())
}

// overRol carries out a command on a grant that exists.
func (s *Server) overRol(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, opdracht Opdracht, maak func(recht.Opdracht) rolverlening.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, verleningpad(id.String()))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(rolverlening.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &verleningbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.rolverleningen(), stroom, maak(o.opdracht(opdracht)), o)
}

// LeesRolverlening implements StrictServerInterface.
func (s *Server) LeesRolverlening(ctx context.Context, r LeesRolverleningRequestObject) (weergave, error) {
	pad := verleningpad(r.Id.String())
	b := verleningbeeld{uit: Rolverlening{UnderscoreLinks: Links{"bron": {Href: pad}}}}
	revisie, err := s.bekijk(ctx, es.StreamOf(rolverlening.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Revisie = int64(revisie)
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}

// A verleningbeeld is a grant as shown.
type verleningbeeld struct{ uit Rolverlening }

func (b *verleningbeeld) over() toegang.Over { return toegang.Over{} }

func (b *verleningbeeld) neem(g es.Recorded) error {
	switch e := g.Event.(type) {
	case rolverlening.RolVoorgesteld:
		v := e.Verlening
		b.uit.Rol, b.uit.Organisatie, b.uit.Gemeente, b.uit.Module = v.Rol, v.Organisatie, v.Gemeente, v.Module
		b.uit.Begunstigde, b.uit.GeldigTot, b.uit.Gesimuleerd = v.Begunstigde, v.Tot, e.Gesimuleerd
		b.uit.Stand, b.uit.VoorgesteldDoor, b.uit.VoorgesteldOp = rolverlening.Voorgesteld, e.Voorgelegd.Indiener.ID, e.Voorgelegd.Op
	case rolverlening.RolBekrachtigd:
		b.uit.Stand, b.uit.BeslistDoor = rolverlening.Verleend, e.Actor.ID
	case rolverlening.RolAfgewezen:
		b.uit.Stand, b.uit.BeslistDoor = rolverlening.Afgewezen, e.Actor.ID
	case rolverlening.RolIngetrokken:
		b.uit.Stand = rolverlening.Ingetrokken
	default:
		return vreemd(g)
	}
	return nil
}
