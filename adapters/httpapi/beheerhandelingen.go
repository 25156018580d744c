package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/beheerhandeling"
)

// beheerhandelingen is what the server needs of package beheerhandeling.
func (s *Server) beheerhandelingen() stroomsoort[beheerhandeling.Command, beheerhandeling.State, beheerhandeling.Event] {
	return stroomsoort[beheerhandeling.Command, beheerhandeling.State, beheerhandeling.Event]{
		Handler: es.Handler[beheerhandeling.Command, beheerhandeling.State, beheerhandeling.Event]{Decider: beheerhandeling.Decider, Log: s.log},
		Events:  beheerhandeling.Events,
	}
}

func beheerpad(id string) string { return grondslag + "/beheerhandelingen/" + id }

// StelBeheerhandelingVoor implements StrictServerInterface. Each proposal opens a stream.
func (s *Server) StelBeheerhandelingVoor(ctx context.Context, r StelBeheerhandelingVoorRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = beheerpad(o.id.StreamID(0).String())
	return voerUit[beheerhandeling.Command](ctx, s, s.beheerhandelingen(), o.nieuweStroom(beheerhandeling.Soort), beheerhandeling.StelVoor{
		Opdracht: o.opdracht(r.Body.Opdracht), Handeling: r.Body.Handeling,
	}, o)
}

// BekrachtigBeheerhandeling implements StrictServerInterface.
func (s *Server) BekrachtigBeheerhandeling(ctx context.Context, r BekrachtigBeheerhandelingRequestObject) (weergave, error) {
	return s.overBeheer(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) beheerhandeling.Command {
		return beheerhandeling.Bekrachtig{Opdracht: o}
	})
}

// WijsBeheerhandelingAf implements StrictServerInterface.
func (s *Server) WijsBeheerhandelingAf(ctx context.Context, r WijsBeheerhandelingAfRequestObject) (weergave, error) {
	return s.overBeheer(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) beheerhandeling.Command {
		return beheerhandeling.WijsAf{Opdracht: o}
	})
}

// overBeheer carries out a command on an act that exists.
func (s *Server) overBeheer(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, opdracht Opdracht, maak func(recht.Opdracht) beheerhandeling.Command) (weergave, error) {
	o, err := s.begin(ctx, proef, ifMatch, beheerpad(id.String()))
	if err != nil {
		return nil, err
	}
	stroom := beheerhandeling.Stroom(id)
	if _, err := s.bekijk(ctx, stroom, &beheerbeeld{}); err != nil {
		return nil, err
	}
	return voerUit(ctx, s, s.beheerhandelingen(), stroom, maak(o.opdracht(opdracht)), o)
}

// LeesBeheerhandeling implements StrictServerInterface.
func (s *Server) LeesBeheerhandeling(ctx context.Context, r LeesBeheerhandelingRequestObject) (weergave, error) {
	b := beheerbeeld{uit: Beheerhandeling{UnderscoreLinks: Links{"bron": {Href: beheerpad(r.Id.String())}}}}
	revisie, err := s.bekijk(ctx, beheerhandeling.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Revisie = int64(revisie)
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}

// A beheerbeeld is an act as shown.
type beheerbeeld struct{ uit Beheerhandeling }

func (b *beheerbeeld) over() toegang.Over { return toegang.Over{} }

func (b *beheerbeeld) neem(g es.Recorded) error {
	switch e := g.Event.(type) {
	case beheerhandeling.HandelingVoorgesteld:
		b.uit.Stand, b.uit.Handeling, b.uit.Gesimuleerd = beheerhandeling.Voorgesteld, e.Handeling, e.Gesimuleerd
		b.uit.VoorgesteldDoor, b.uit.VoorgesteldOp = e.Voorgelegd.Indiener.ID, e.Voorgelegd.Op
	case beheerhandeling.HandelingBekrachtigd:
		b.uit.Stand, b.uit.BeslistDoor, b.uit.Uiterlijk = beheerhandeling.Bekrachtigd, e.Actor.ID, e.Uiterlijk
	case beheerhandeling.HandelingAfgewezen:
		b.uit.Stand, b.uit.BeslistDoor = beheerhandeling.Afgewezen, e.Actor.ID
	case beheerhandeling.HandelingBegonnen:
		b.uit.Stand, b.uit.Handeling, b.uit.BegonnenOp, b.uit.Alleen = beheerhandeling.Begonnen, e.Handeling, g.Time, e.Alleen
	default:
		return vreemd(g)
	}
	return nil
}
