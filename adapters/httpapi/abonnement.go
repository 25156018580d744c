package httpapi

import (
	"context"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/archief/abonnement"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// abonnees is what the server needs of package abonnement.
func (s *Server) abonnees() stroomsoort[abonnement.Command, abonnement.State, abonnement.Event] {
	return stroomsoort[abonnement.Command, abonnement.State, abonnement.Event]{
		Handler: es.Handler[abonnement.Command, abonnement.State, abonnement.Event]{Decider: abonnement.Decider, Log: s.log},
		Events:  abonnement.Events,
	}
}

func abonnementpad(id uuid.UUID) string { return grondslag + "/abonnementen/" + id.String() }

// bijAbonnement carries out a command about an abonnement that there is.
func (s *Server) bijAbonnement(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) (abonnement.Command, error)) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, abonnementpad(id))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(abonnement.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &abonnementbeeld{}); err != nil {
		return antwoord{}, err
	}
	c, err := maak(o.opdracht(t))
	if err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.abonnees(), stroom, c, o)
}

// keurLevering refuses a receiver that could not hold a token either, and types
// that do not exist: it would wait for them for ever.
func (s *Server) keurLevering(l abonnement.Levering) (abonnement.Levering, error) {
	wie := toegang.Wie{Rol: toegang.Rol(l.Rol), Organisatie: l.Organisatie, Gemeente: l.Gemeente, Module: string(l.Module)}
	if !wie.Past() {
		return l, abonnement.ErrOntvanger
	}
	for _, t := range l.Typen {
		if !slices.Contains(s.typen, t) {
			return l, abonnement.ErrTypeOnbekend
		}
	}
	return l, nil
}

// MeldAbonnementAan implements StrictServerInterface. The stream is named after
// the command, so a retry finds the same one.
func (s *Server) MeldAbonnementAan(ctx context.Context, r MeldAbonnementAanRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	b := r.Body
	l, err := s.keurLevering(abonnement.Levering{
		Kanaal: b.Leverkanaal, Adres: b.Leveradres, Rol: b.Ontvangerrol, Organisatie: b.Ontvangerorganisatie,
		Gemeente: b.Gemeente, Module: b.Module, Typen: b.Gebeurtenistypen,
	})
	if err != nil {
		return nil, err
	}
	na := int64(s.geschiedenis.Kop())
	if b.NaPositie != nil {
		if *b.NaPositie > na {
			return nil, abonnement.ErrVooruit
		}
		na = *b.NaPositie
	}
	o.adres = abonnementpad(o.id.StreamID(0))
	return voerUit[abonnement.Command](ctx, s, s.abonnees(), o.nieuweStroom(abonnement.Soort),
		abonnement.MeldAan{Opdracht: o.opdracht(b.Opdracht), Naam: b.Naam, Levering: l, NaPositie: na}, o)
}

// WijzigAbonnement implements StrictServerInterface.
func (s *Server) WijzigAbonnement(ctx context.Context, r WijzigAbonnementRequestObject) (weergave, error) {
	return s.bijAbonnement(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (abonnement.Command, error) {
		b := r.Body
		l, err := s.keurLevering(abonnement.Levering{
			Kanaal: b.Leverkanaal, Adres: b.Leveradres, Rol: b.Ontvangerrol, Organisatie: b.Ontvangerorganisatie,
			Gemeente: b.Gemeente, Module: b.Module, Typen: b.Gebeurtenistypen,
		})
		return abonnement.Wijzig{Opdracht: o, Levering: l}, err
	})
}

// KeurAbonnementGoed implements StrictServerInterface.
func (s *Server) KeurAbonnementGoed(ctx context.Context, r KeurAbonnementGoedRequestObject) (weergave, error) {
	return s.bijAbonnement(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (abonnement.Command, error) {
		return abonnement.KeurGoed{Opdracht: o}, nil
	})
}

// StopAbonnement implements StrictServerInterface.
func (s *Server) StopAbonnement(ctx context.Context, r StopAbonnementRequestObject) (weergave, error) {
	return s.bijAbonnement(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (abonnement.Command, error) {
		return abonnement.Stop{Opdracht: o, Reden: abonnement.OpVerzoek}, nil
	})
}

// HervatAbonnement implements StrictServerInterface. A position that lies past
// what the receiver has would skip events, so it is refused.
func (s *Server) HervatAbonnement(ctx context.Context, r HervatAbonnementRequestObject) (weergave, error) {
	return s.bijAbonnement(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (abonnement.Command, error) {
		c := abonnement.Hervat{Opdracht: o}
		if r.Body.NaPositie == nil {
			return c, nil
		}
		stand, bekend, err := s.abonnementen.Een(ctx, es.StreamOf(abonnement.Soort, r.Id))
		switch {
		case err != nil:
			return nil, fmt.Errorf("position of abonnement: %w", err)
		case !bekend || es.Position(*r.Body.NaPositie) > stand.Positie:
			return nil, abonnement.ErrVooruit
		}
		c.Opnieuw, c.NaPositie = true, *r.Body.NaPositie
		return c, nil
	})
}

// VernieuwAbonnementgeheim implements StrictServerInterface.
func (s *Server) VernieuwAbonnementgeheim(ctx context.Context, r VernieuwAbonnementgeheimRequestObject) (weergave, error) {
	return s.bijAbonnement(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (abonnement.Command, error) {
		return abonnement.VernieuwGeheim{Opdracht: o}, nil
	})
}
