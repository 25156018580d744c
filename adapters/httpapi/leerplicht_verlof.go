package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// verlofaanvragen is what the server needs of package verlof.
func (s *Server) verlofaanvragen() stroomsoort[verlof.Command, verlof.State, verlof.Event] {
	return stroomsoort[verlof.Command, verlof.State, verlof.Event]{
		Handler: es.Handler[verlof.Command, verlof.State, verlof.Event]{Decider: verlof.Decider, Log: s.log},
		Events:  verlof.Events,
	}
}

func verlofpad(id uuid.UUID) string { return grondslag + "/verlofaanvragen/" + id.String() }

// bijVerlof carries out a command about an aanvraag that the sender reaches.
func (s *Server) bijVerlof(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) verlof.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, verlofpad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, verlof.Stroom(id), &verlofbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.verlofaanvragen(), verlof.Stroom(id), maak(o.opdracht(t)), o)
}

// VraagVerlofAan implements StrictServerInterface.
func (s *Server) VraagVerlofAan(ctx context.Context, r VraagVerlofAanRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = verlofpad(o.id.StreamID(0))
	return voerUit[verlof.Command](ctx, s, s.verlofaanvragen(), o.nieuweStroom(verlof.Soort), verlof.VraagAan{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), AangevraagdOp: b.AangevraagdOp, Omstandigheden: prive(b.Omstandigheden),
		Periode: verlof.Periode{Vanaf: b.Vanaf, Tot: b.Tot, Dagen: b.Schooldagen},
		Opgave:  leerplicht.Opgave{Gemeente: b.Gemeente, Onderwijssoort: b.Onderwijssoort, EindeLeerplicht: b.EindeLeerplicht},
	}, o)
}

// HoorHoofdOverVerlof implements StrictServerInterface.
func (s *Server) HoorHoofdOverVerlof(ctx context.Context, r HoorHoofdOverVerlofRequestObject) (weergave, error) {
	return s.bijVerlof(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verlof.Command {
		return verlof.HoorHoofd{Opdracht: o, GehoordOp: r.Body.GehoordOp, Zienswijze: prive(r.Body.Zienswijze)}
	})
}

// VerleenVerlof implements StrictServerInterface.
func (s *Server) VerleenVerlof(ctx context.Context, r VerleenVerlofRequestObject) (weergave, error) {
	return s.bijVerlof(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verlof.Command {
		return verlof.Verleen{
			Opdracht: o, Periode: verlof.Periode{Vanaf: r.Body.Vanaf, Tot: r.Body.Tot, Dagen: r.Body.Schooldagen}, BeslotenOp: r.Body.BeslotenOp,
		}
	})
}

// WeigerVerlof implements StrictServerInterface.
func (s *Server) WeigerVerlof(ctx context.Context, r WeigerVerlofRequestObject) (weergave, error) {
	return s.bijVerlof(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verlof.Command {
		return verlof.Weiger{Opdracht: o, BeslotenOp: r.Body.BeslotenOp}
	})
}

// A verlofbeeld is an aanvraag as it is shown.
type verlofbeeld struct {
	kenmerkbeeld
	toestand verlof.State
	uit      Verlofaanvraag
}

func (b *verlofbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(verlof.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = verlof.Evolve(b.toestand, e)
	switch e := e.(type) {
	case verlof.VerlofAangevraagd:
		b.neemKenmerken(e.Kenmerken, e)
		b.periode(e.Periode)
		b.uit.AangevraagdOp = e.AangevraagdOp
	case verlof.HoofdGehoordOverVerlof:
		b.uit.GehoordOp = e.GehoordOp
	case verlof.VerlofVerleend:
		b.periode(e.Periode)
		b.uit.VerleendOp = e.BeslotenOp
	case verlof.VerlofGeweigerd:
		b.uit.GeweigerdOp = e.BeslotenOp
	}
	return nil
}

func (b *verlofbeeld) periode(p verlof.Periode) {
	b.uit.Vanaf, b.uit.Tot, b.uit.Schooldagen = p.Vanaf, p.Tot, p.Dagen
}

// LeesVerlofaanvraag implements StrictServerInterface.
func (s *Server) LeesVerlofaanvraag(ctx context.Context, r LeesVerlofaanvraagRequestObject) (weergave, error) {
	var b verlofbeeld
	revisie, err := s.bekijk(ctx, verlof.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	uit, k := b.uit, b.kenmerken
	uit.Id, uit.Revisie, uit.Toestand, uit.Gesimuleerd = r.Id, int64(revisie), b.toestand.Toestand(), b.gesimuleerd
	uit.Gemeente, uit.Schooljaar, uit.Leeftijdsklasse = k.Gemeente, k.Schooljaar, k.Leeftijdsklasse
	uit.Onderwijssoort, uit.Plicht = k.Onderwijssoort, k.Plicht
	uit.UnderscoreLinks = Links{"bron": {Href: verlofpad(r.Id)}}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}

// LeesVerlofaanvraagPersoonsgegevens implements StrictServerInterface.
func (s *Server) LeesVerlofaanvraagPersoonsgegevens(ctx context.Context, r LeesVerlofaanvraagPersoonsgegevensRequestObject) (weergave, error) {
	return s.leesPersoon(ctx, verlof.Stroom(r.Id), &verlofbeeld{}, r.Params.Raadpleegreden, verlofpad(r.Id))
}
