package httpapi

import (
	"context"
	"fmt"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// An abonnementbeeld is an abonnement as its stream tells it.
type abonnementbeeld struct{ staat abonnement.State }

// over says nothing: an abonnement is of the installation.
func (b *abonnementbeeld) over() toegang.Over { return toegang.Over{} }

func (b *abonnementbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(abonnement.Event)
	if !ok {
		return vreemd(g)
	}
	b.staat = abonnement.Evolve(b.staat, e)
	return nil
}

// LeesAbonnement implements StrictServerInterface. What is asked comes from the
// stream, how far it is from who delivers.
func (s *Server) LeesAbonnement(ctx context.Context, r LeesAbonnementRequestObject) (weergave, error) {
	stroom := es.StreamOf(abonnement.Soort, r.Id)
	var b abonnementbeeld
	revisie, err := s.bekijk(ctx, stroom, &b)
	if err != nil {
		return nil, err
	}
	stand, bekend, err := s.abonnementen.Een(ctx, stroom)
	if err != nil {
		return nil, fmt.Errorf("stand of abonnement: %w", err)
	}
	if !bekend { // who delivers has not seen it yet
		stand.Positie = es.Position(b.staat.NaPositie)
		stand.Achterstand = int64(s.geschiedenis.Kop() - stand.Positie)
	}
	stand.Stroom, stand.Staat, stand.Revisie = stroom, b.staat, revisie
	uit, err := abonnementstand(stand)
	return standAntwoord{revisie: revisie, stand: uit}, err
}

// LeesAbonnementen implements StrictServerInterface.
func (s *Server) LeesAbonnementen(ctx context.Context, _ LeesAbonnementenRequestObject) (weergave, error) {
	alle, err := s.abonnementen.Stand(ctx)
	if err != nil {
		return nil, fmt.Errorf("stand of abonnementen: %w", err)
	}
	uit := Abonnementenlijst{Abonnementen: []Abonnement{}, Gestopt: s.abonnementen.Gestopt()}
	for _, a := range alle {
		een, err := abonnementstand(a)
		if err != nil {
			return nil, err
		}
		uit.Abonnementen = append(uit.Abonnementen, een)
	}
	return gewoon{uit}, nil
}

func abonnementstand(a uitgaand.Stand) (Abonnement, error) {
	id, err := uuid.Parse(strings.TrimPrefix(string(a.Stroom), abonnement.Soort+"-"))
	if err != nil {
		return Abonnement{}, fmt.Errorf("name of stream %s: %w", a.Stroom, err)
	}
	l := a.Staat.Levering
	uit := Abonnement{
		Id: id, Revisie: int64(a.Revisie), Naam: a.Staat.Naam, Toestand: a.Staat.Toestand(),
		Leverkanaal: l.Kanaal, Leveradres: l.Adres, Ontvangerrol: l.Rol, Ontvangerorganisatie: l.Organisatie,
		Gemeente: l.Gemeente, Module: l.Module, Gebeurtenistypen: l.Typen,
		Goedgekeurd: a.Staat.Goedgekeurd, Bezig: a.Bezig, Positie: int64(a.Positie), Achterstand: a.Achterstand,
		Storing: a.Storing, Pogingen: a.Pogingen, Gestopt: string(a.Staat.Gestopt), Geheim: a.Staat.Geheim,
		UnderscoreLinks: Links{"bron": {Href: abonnementpad(id)}},
	}
	if v := a.Staat.Vastloper; v != (abonnement.Vastloper{}) {
		uit.Vastloper = Vastloper{Positie: v.Positie, Gebeurtenis: v.Gebeurtenis, Storing: v.Storing, Pogingen: v.Pogingen}
	}
	return uit, nil
}
