package httpapi

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// doorstroompuntdossiers is what the server needs of package doorstroompunt.
func (s *Server) doorstroompuntdossiers() stroomsoort[doorstroompunt.Command, doorstroompunt.State, doorstroompunt.Event] {
	return stroomsoort[doorstroompunt.Command, doorstroompunt.State, doorstroompunt.Event]{
		Handler: es.Handler[doorstroompunt.Command, doorstroompunt.State, doorstroompunt.Event]{Decider: doorstroompunt.Decider, Log: s.log},
		Events:  doorstroompunt.Events,
	}
}

func doorstroompad(id uuid.UUID) string { return grondslag + "/doorstroompuntdossiers/" + id.String() }

// bijDoorstroompunt carries out a command about a file that the sender reaches.
func (s *Server) bijDoorstroompunt(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) doorstroompunt.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, doorstroompad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, doorstroompunt.Stroom(id), &doorstroombeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.doorstroompuntdossiers(), doorstroompunt.Stroom(id), maak(o.opdracht(t)), o)
}

// SignaleerVSV implements StrictServerInterface.
func (s *Server) SignaleerVSV(ctx context.Context, r SignaleerVSVRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = doorstroompad(o.id.StreamID(0))
	return voerUit[doorstroompunt.Command](ctx, s, s.doorstroompuntdossiers(), o.nieuweStroom(doorstroompunt.Soort), doorstroompunt.SignaleerVSV{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), Bron: b.Bron, GesignaleerdOp: b.GesignaleerdOp,
		Opgave: leerplicht.Opgave{Gemeente: b.Gemeente, Onderwijssoort: b.Onderwijssoort, EindeLeerplicht: b.EindeLeerplicht},
	}, o)
}

// LegContact implements StrictServerInterface.
func (s *Server) LegContact(ctx context.Context, r LegContactRequestObject) (weergave, error) {
	return s.bijDoorstroompunt(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.LegContact{Opdracht: o, Nummer: r.Body.Nummer, GelegdOp: r.Body.GelegdOp, Verslag: prive(r.Body.Verslag)}
	})
}

// StartTraject implements StrictServerInterface.
func (s *Server) StartTraject(ctx context.Context, r StartTrajectRequestObject) (weergave, error) {
	return s.bijDoorstroompunt(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.StartTraject{Opdracht: o, Traject: r.Body.Traject, Trajectsoort: r.Body.Trajectsoort, GestartOp: r.Body.GestartOp}
	})
}

// SluitTraject implements StrictServerInterface.
func (s *Server) SluitTraject(ctx context.Context, r SluitTrajectRequestObject) (weergave, error) {
	return s.bijDoorstroompunt(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.SluitTraject{Opdracht: o, Traject: r.Nummer, Uitstroom: r.Body.Uitstroom, AfgeslotenOp: r.Body.AfgeslotenOp}
	})
}

// BehaalStartkwalificatie implements StrictServerInterface.
func (s *Server) BehaalStartkwalificatie(ctx context.Context, r BehaalStartkwalificatieRequestObject) (weergave, error) {
	return s.bijDoorstroompunt(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.BehaalStartkwalificatie{Opdracht: o, Niveau: r.Body.Niveau, BehaaldOp: r.Body.BehaaldOp}
	})
}

// MeldLeeftijdsgrens implements StrictServerInterface. The sender gives the birth
// date: a stream is read with its personal part closed.
func (s *Server) MeldLeeftijdsgrens(ctx context.Context, r MeldLeeftijdsgrensRequestObject) (weergave, error) {
	return s.bijDoorstroompunt(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) doorstroompunt.Command {
		return doorstroompunt.MeldLeeftijdsgrens{Opdracht: o, Geboren: prive(r.Body.Geboren)}
	})
}

// A doorstroombeeld is a file of the Doorstroompunt as it is shown.
type doorstroombeeld struct {
	kenmerkbeeld
	toestand doorstroompunt.State
	uit      Doorstroompuntdossier
}

func (b *doorstroombeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(doorstroompunt.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = doorstroompunt.Evolve(b.toestand, e)
	switch e := e.(type) {
	case doorstroompunt.VSVGesignaleerd:
		b.neemKenmerken(e.Kenmerken, e)
		b.uit.Bron, b.uit.GesignaleerdOp = e.Bron, e.GesignaleerdOp
	case doorstroompunt.DoorstroompuntdossierGerectificeerd:
		b.neemKenmerken(e.Kenmerken, e)
	case doorstroompunt.DoorstroompuntContactGelegd:
		b.uit.Contacten++
	case doorstroompunt.DoorstroompuntTrajectGestart:
		b.uit.Trajecten = append(b.uit.Trajecten, Trajectstand{Traject: e.Traject, Trajectsoort: e.Trajectsoort, GestartOp: e.GestartOp})
	case doorstroompunt.BegeleidingNaarWerkAfgesloten:
		for i := range b.uit.Trajecten {
			if t := &b.uit.Trajecten[i]; t.Traject == e.Traject {
				t.Uitstroom, t.AfgeslotenOp = e.Uitstroom, e.AfgeslotenOp
			}
		}
	case doorstroompunt.StartkwalificatieBehaald:
		b.uit.Niveau, b.uit.BehaaldOp = e.Niveau, e.BehaaldOp
	case doorstroompunt.LeeftijdsgrensBereikt:
		b.uit.Leeftijdsgrens = e.Grens
	}
	return nil
}

// LeesDoorstroompuntdossier implements StrictServerInterface.
func (s *Server) LeesDoorstroompuntdossier(ctx context.Context, r LeesDoorstroompuntdossierRequestObject) (weergave, error) {
	var b doorstroombeeld
	revisie, err := s.bekijk(ctx, doorstroompunt.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	uit, k := b.uit, b.kenmerken
	uit.Id, uit.Revisie, uit.Toestand, uit.Gesimuleerd = r.Id, int64(revisie), b.toestand.Toestand(), b.gesimuleerd
	uit.Gemeente, uit.Schooljaar, uit.Leeftijdsklasse = k.Gemeente, k.Schooljaar, k.Leeftijdsklasse
	uit.Onderwijssoort, uit.Plicht = k.Onderwijssoort, k.Plicht
	uit.Trajecten = slices.Concat([]Trajectstand{}, uit.Trajecten) // a list in JSON, also when empty
	uit.UnderscoreLinks = Links{"bron": {Href: doorstroompad(r.Id)}}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}
