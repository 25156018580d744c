package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/werkgever"
)

// werkgevers is what the server needs of package werkgever.
func (s *Server) werkgevers() stroomsoort[werkgever.Command, werkgever.State, werkgever.Event] {
	return stroomsoort[werkgever.Command, werkgever.State, werkgever.Event]{
		Handler: es.Handler[werkgever.Command, werkgever.State, werkgever.Event]{Decider: werkgever.Decider, Log: s.log},
		Events:  werkgever.Events,
	}
}

func werkgeverpad(id uuid.UUID) string { return grondslag + "/werkgevers/" + id.String() }

// bijWerkgever carries out a command about a werkgever that there is.
func (s *Server) bijWerkgever(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) werkgever.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, werkgeverpad(id))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(werkgever.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &werkgeverbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.werkgevers(), stroom, maak(o.opdracht(t)), o)
}

func (g *WerkgeverGegevens) opdracht(o recht.Opdracht) werkgever.Registreer {
	return werkgever.Registreer{
		Opdracht: o, KvKNummer: g.KvkNummer, SBI: g.Sbi, Subregio: g.Subregio, Naam: g.Naam, GeregistreerdOp: g.GeregistreerdOp,
	}
}

// RegistreerWerkgever implements StrictServerInterface. The stream is named after
// the command and not after the KvK-nummer, which a correction may change.
func (s *Server) RegistreerWerkgever(ctx context.Context, r RegistreerWerkgeverRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	id := o.id.StreamID(0)
	o.adres = werkgeverpad(id)
	return s.metKvKNummer(ctx, id, r.Body.opdracht(o.opdracht(r.Body.Opdracht)), o)
}

// CorrigeerWerkgever implements StrictServerInterface.
func (s *Server) CorrigeerWerkgever(ctx context.Context, r CorrigeerWerkgeverRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, werkgeverpad(r.Id))
	if err != nil {
		return nil, err
	}
	if _, err := s.bekijk(ctx, es.StreamOf(werkgever.Soort, r.Id), &werkgeverbeeld{}); err != nil {
		return nil, err
	}
	return s.metKvKNummer(ctx, r.Id, r.Body.opdracht(o.opdracht(r.Body.Opdracht)), o)
}

// VoerAdviesgesprek implements StrictServerInterface.
func (s *Server) VoerAdviesgesprek(ctx context.Context, r VoerAdviesgesprekRequestObject) (weergave, error) {
	return s.bijWerkgever(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) werkgever.Command {
		return werkgever.VoerAdviesgesprek{Opdracht: o, Gesprek: r.Body.Gesprek, Onderwerp: r.Body.Adviesonderwerp, GevoerdOp: r.Body.GevoerdOp}
	})
}

// DraagWerkgeverOver implements StrictServerInterface.
func (s *Server) DraagWerkgeverOver(ctx context.Context, r DraagWerkgeverOverRequestObject) (weergave, error) {
	return s.bijWerkgever(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) werkgever.Command {
		return werkgever.DraagOver{Opdracht: o, Subregio: r.Body.Subregio, OvergedragenOp: r.Body.OvergedragenOp}
	})
}

// A werkgeverbeeld is a werkgever as it is shown.
type werkgeverbeeld struct {
	toestand werkgever.State
	uit      Werkgever
}

// over says nothing: a werkgever is of the whole region.
func (b *werkgeverbeeld) over() toegang.Over { return toegang.Over{} }

func (b *werkgeverbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(werkgever.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = werkgever.Evolve(b.toestand, e)
	b.uit.Gesimuleerd = b.uit.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case werkgever.WerkgeverGeregistreerd:
		b.uit.KvkNummer, b.uit.Sbi, b.uit.GeregistreerdOp = e.KvKNummer, e.SBI, e.GeregistreerdOp
	case werkgever.AdviesgesprekGevoerd:
		b.uit.Adviesgesprekken = e.Gesprek
	case werkgever.WerkgeverOvergedragenAanSubregio:
		b.uit.OvergedragenOp = e.OvergedragenOp
	}
	return nil
}

// LeesWerkgever implements StrictServerInterface.
func (s *Server) LeesWerkgever(ctx context.Context, r LeesWerkgeverRequestObject) (weergave, error) {
	var b werkgeverbeeld
	revisie, err := s.bekijk(ctx, es.StreamOf(werkgever.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Id, b.uit.Revisie, b.uit.Toestand = r.Id, int64(revisie), b.toestand.Toestand()
	b.uit.Sector, b.uit.Subregio = b.toestand.Sector(), b.toestand.Subregio()
	b.uit.UnderscoreLinks = Links{"bron": {Href: werkgeverpad(r.Id)}}
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}
