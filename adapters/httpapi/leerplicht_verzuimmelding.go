package httpapi

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// verzuimmeldingen is what the server needs of package verzuimmelding.
func (s *Server) verzuimmeldingen() stroomsoort[verzuimmelding.Command, verzuimmelding.State, verzuimmelding.Event] {
	return stroomsoort[verzuimmelding.Command, verzuimmelding.State, verzuimmelding.Event]{
		Handler: es.Handler[verzuimmelding.Command, verzuimmelding.State, verzuimmelding.Event]{Decider: verzuimmelding.Decider, Log: s.log},
		Events:  verzuimmelding.Events,
	}
}

func meldingpad(id uuid.UUID) string { return grondslag + "/verzuimmeldingen/" + id.String() }

// bijMelding carries out a command about a melding that the sender reaches.
func (s *Server) bijMelding(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) verzuimmelding.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, meldingpad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, verzuimmelding.Stroom(id), &meldingbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.verzuimmeldingen(), verzuimmelding.Stroom(id), maak(o.opdracht(t)), o)
}

func (g *VerzuimmeldingGegevens) opgave() leerplicht.Opgave {
	return leerplicht.Opgave{Gemeente: g.Gemeente, Onderwijssoort: g.Onderwijssoort, EindeLeerplicht: g.EindeLeerplicht}
}

// melding returns what the school reported, its personal fields apart.
func (g *VerzuimmeldingGegevens) melding() verzuimmelding.Melding {
	m := verzuimmelding.Melding{
		Persoon: g.Persoon.domein(), School: g.School, Begindatum: g.Begindatum, Einddatum: g.Einddatum, OntvangenOp: g.OntvangenOp,
		Uren: prive(g.Uren), Bijzonderheden: prive(g.Bijzonderheden), ContactSchool: prive(g.ContactSchool), Verblijfadres: prive(g.Verblijfadres),
	}
	if g.Startkwalificatie != nil {
		m.Startkwalificatie = es.Prive(*g.Startkwalificatie)
	}
	if len(g.Telefoons) > 0 {
		m.Telefoons = es.Prive(g.Telefoons)
	}
	return m
}

// OntvangVerzuimmelding implements StrictServerInterface. Every melding opens a
// stream, named after the command, so a retry finds the same one.
func (s *Server) OntvangVerzuimmelding(ctx context.Context, r OntvangVerzuimmeldingRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = meldingpad(o.id.StreamID(0))
	return voerUit[verzuimmelding.Command](ctx, s, s.verzuimmeldingen(), o.nieuweStroom(verzuimmelding.Soort), verzuimmelding.Ontvang{
		Opdracht: o.opdracht(r.Body.Opdracht), Opgave: r.Body.opgave(), Melding: r.Body.melding(), Verzuimsoort: r.Body.Verzuimsoort,
	}, o)
}

// CorrigeerVerzuimmelding implements StrictServerInterface.
func (s *Server) CorrigeerVerzuimmelding(ctx context.Context, r CorrigeerVerzuimmeldingRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.Corrigeer{Opdracht: o, Opgave: r.Body.opgave(), Melding: r.Body.melding(), Verzuimsoort: r.Body.Verzuimsoort}
	})
}

// NeemVerzuimmeldingInBehandeling implements StrictServerInterface. The dossier
// is public, so it can only be one that the sender knows and reaches: the id of
// anything else would be a pointer that nobody may make.
func (s *Server) NeemVerzuimmeldingInBehandeling(ctx context.Context, r NeemVerzuimmeldingInBehandelingRequestObject) (weergave, error) {
	if r.Body.Dossier != uuid.Nil {
		if _, err := s.bekijk(ctx, verzuimmelding.Stroom(r.Id), &meldingbeeld{}); err != nil {
			return nil, err
		}
		switch _, _, _, err := s.dossier(ctx, r.Body.Dossier); {
		case errors.Is(err, errNietGevonden):
			return nil, enkel(Body, "/dossier", "onbekend", "Dit dossier bestaat niet, of valt buiten uw toegang.")
		case err != nil:
			return nil, err
		}
	}
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.NeemInBehandeling{Opdracht: o, Door: verzuimmelding.Gemeente, GenomenOp: r.Body.GenomenOp, Dossier: r.Body.Dossier}
	})
}

// NeemVerzuimmeldingTerKennisgeving implements StrictServerInterface.
func (s *Server) NeemVerzuimmeldingTerKennisgeving(ctx context.Context, r NeemVerzuimmeldingTerKennisgevingRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.NeemTerKennisgeving{Opdracht: o, Door: verzuimmelding.Gemeente, AangenomenOp: r.Body.AangenomenOp}
	})
}

// TrekVerzuimmeldingIn implements StrictServerInterface. It is an act of the
// school, whoever records it: a consulent enters what came through DUO.
func (s *Server) TrekVerzuimmeldingIn(ctx context.Context, r TrekVerzuimmeldingInRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.TrekIn{Opdracht: o, Door: verzuimmelding.School, IngetrokkenOp: r.Body.IngetrokkenOp}
	})
}

// SluitVerzuimmelding implements StrictServerInterface.
func (s *Server) SluitVerzuimmelding(ctx context.Context, r SluitVerzuimmeldingRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.Sluit{
			Opdracht: o, Door: verzuimmelding.Gemeente, Sluitreden: r.Body.Sluitreden, AfgeslotenOp: r.Body.AfgeslotenOp,
			Opmerking: prive(r.Body.Opmerking), ContactGemeente: prive(r.Body.ContactGemeente),
		}
	})
}

// LeverVerzuimstatus implements StrictServerInterface.
func (s *Server) LeverVerzuimstatus(ctx context.Context, r LeverVerzuimstatusRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.LeverStatus{Opdracht: o, Status: r.Body.Status, GeleverdOp: r.Body.GeleverdOp}
	})
}

// LeesVerzuimmelding implements StrictServerInterface. A school sees what became
// of its melding, and not what others said of it or which dossier it is part of.
func (s *Server) LeesVerzuimmelding(ctx context.Context, r LeesVerzuimmeldingRequestObject) (weergave, error) {
	b := meldingbeeld{Verzuimmelding: Verzuimmelding{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: meldingpad(r.Id)}}}}
	revisie, err := s.bekijk(ctx, verzuimmelding.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie = int64(revisie)
	if err := s.verberg(verzoekUit(ctx), &b.Verzuimmelding, b.over()); err != nil {
		return nil, err
	}
	return standAntwoord{revisie: revisie, stand: b.Verzuimmelding}, nil
}
