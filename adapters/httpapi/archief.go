package httpapi

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/archief/bewaring"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// Archief looks up what a decision about destroying, keeping or shielding needs.
// [archiefwerk.Archief] is the one. All methods may be called concurrently.
type Archief interface {
	// Vernietigd reports whether the destruction of a stream was decided.
	Vernietigd(s es.Stream) bool
	// Beslis holds up other such decisions until los; what is decided is recorded with houd.
	Beslis(ctx context.Context) (houd context.Context, los func(), err error)
	// ZoekOp looks files up for a decision about lijst; archiefwerk.ErrOnbekend for
	// one that does not exist.
	ZoekOp(ctx context.Context, lijst es.Stream, stromen ...es.Stream) ([]vernietiging.Opgezocht, error)
	// Voorgesteld returns the streams of the proposal of a list, in order.
	Voorgesteld(lijst es.Stream) []es.Stream
	// Bewaarbaar says whether all streams exist, and whether the destruction of one was decided.
	Bewaarbaar(ctx context.Context, stromen ...es.Stream) (bestaan, besloten bool, err error)
	// Afschermbaar looks up an event that is to be shielded.
	Afschermbaar(ctx context.Context, id uuid.UUID, velden []string) (p afscherming.Plek, bestaat, kan bool, err error)
	// Ontvangers returns who got what the decision of a stream takes away.
	Ontvangers(ctx context.Context, besluit es.Stream, n archiefwerk.Navraag) ([]archiefwerk.Ontvanger, error)
	// Kandidaten returns the files of which the term was over on day op.
	Kandidaten(ctx context.Context, l projections.Lezer, bekendOp es.Position, op recht.Datum) (uit []archiefwerk.Kandidaat, lopend int, err error)
}

func (s *Server) vernietigingen() stroomsoort[vernietiging.Command, vernietiging.State, vernietiging.Event] {
	return stroomsoort[vernietiging.Command, vernietiging.State, vernietiging.Event]{
		Handler: es.Handler[vernietiging.Command, vernietiging.State, vernietiging.Event]{Decider: vernietiging.Decider, Log: s.log},
		Events:  vernietiging.Events,
	}
}

func (s *Server) bewaringen() stroomsoort[bewaring.Command, bewaring.State, bewaring.Event] {
	return stroomsoort[bewaring.Command, bewaring.State, bewaring.Event]{
		Handler: es.Handler[bewaring.Command, bewaring.State, bewaring.Event]{Decider: bewaring.Decider, Log: s.log},
		Events:  bewaring.Events,
	}
}

func (s *Server) afschermingen() stroomsoort[afscherming.Command, afscherming.State, afscherming.Event] {
	return stroomsoort[afscherming.Command, afscherming.State, afscherming.Event]{
		Handler: es.Handler[afscherming.Command, afscherming.State, afscherming.Event]{Decider: afscherming.Decider, Log: s.log},
		Events:  afscherming.Events,
	}
}

func archiefpad(soort string, id uuid.UUID) string {
	return grondslag + "/" + soort + "/" + id.String()
}

// zoekDossiers looks files up; a list with one that does not exist is refused.
func (s *Server) zoekDossiers(ctx context.Context, lijst es.Stream, stromen []es.Stream) ([]vernietiging.Opgezocht, error) {
	ds, err := s.archief.ZoekOp(ctx, lijst, stromen...)
	if errors.Is(err, archiefwerk.ErrOnbekend) {
		return nil, vernietiging.ErrBestaatNiet
	}
	return ds, err
}

// StelVernietigingVoor implements StrictServerInterface.
func (s *Server) StelVernietigingVoor(ctx context.Context, r StelVernietigingVoorRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = archiefpad("vernietigingen", o.id.StreamID(0))
	ctx, los, err := s.archief.Beslis(ctx)
	if err != nil {
		return nil, err
	}
	defer los()
	stroom := o.nieuweStroom(vernietiging.Soort)
	ds, err := s.zoekDossiers(ctx, stroom, r.Body.Dossiers)
	if err != nil {
		return nil, err
	}
	return voerUit[vernietiging.Command](ctx, s, s.vernietigingen(), stroom,
		vernietiging.StelVoor{Opdracht: o.opdracht(r.Body.Opdracht), Peildatum: r.Body.Peildatum, Dossiers: ds}, o)
}

// bijVernietiging carries out a command about a list.
func (s *Server) bijVernietiging(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) (vernietiging.Command, error)) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, archiefpad("vernietigingen", id))
	if err != nil {
		return antwoord{}, err
	}
	ctx, los, err := s.archief.Beslis(ctx)
	if err != nil {
		return antwoord{}, err
	}
	defer los()
	if _, err := s.bekijk(ctx, vernietiging.Stroom(id), &vernietigingbeeld{}); err != nil {
		return antwoord{}, err
	}
	cmd, err := maak(o.opdracht(t))
	if err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.vernietigingen(), vernietiging.Stroom(id), cmd, o)
}

// StelVernietigingVast implements StrictServerInterface. Every file is looked up
// again: what is held back since drops out.
func (s *Server) StelVernietigingVast(ctx context.Context, r StelVernietigingVastRequestObject) (weergave, error) {
	return s.bijVernietiging(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (vernietiging.Command, error) {
		stroom := vernietiging.Stroom(r.Id)
		ds, err := s.zoekDossiers(ctx, stroom, s.archief.Voorgesteld(stroom))
		return vernietiging.StelVast{Opdracht: o, Dossiers: ds}, err
	})
}

// WijsVernietigingAf implements StrictServerInterface.
func (s *Server) WijsVernietigingAf(ctx context.Context, r WijsVernietigingAfRequestObject) (weergave, error) {
	return s.bijVernietiging(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) (vernietiging.Command, error) {
		return vernietiging.WijsAf{Opdracht: o}, nil
	})
}

// LegBewaringOp implements StrictServerInterface.
func (s *Server) LegBewaringOp(ctx context.Context, r LegBewaringOpRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = archiefpad("bewaringen", o.id.StreamID(0))
	ctx, los, err := s.archief.Beslis(ctx)
	if err != nil {
		return nil, err
	}
	defer los()
	bestaan, besloten, err := s.archief.Bewaarbaar(ctx, r.Body.Dossiers...)
	if err != nil {
		return nil, err
	}
	return voerUit[bewaring.Command](ctx, s, s.bewaringen(), o.nieuweStroom(bewaring.Soort), bewaring.LegOp{
		Opdracht: o.opdracht(r.Body.Opdracht), Grond: r.Body.Grond, Stromen: r.Body.Dossiers, Bestaan: bestaan, Besloten: besloten,
	}, o)
}

func (s *Server) bijBewaring(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) bewaring.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, archiefpad("bewaringen", id))
	if err != nil {
		return antwoord{}, err
	}
	ctx, los, err := s.archief.Beslis(ctx)
	if err != nil {
		return antwoord{}, err
	}
	defer los()
	if _, err := s.bekijk(ctx, bewaring.Stroom(id), &bewaringbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.bewaringen(), bewaring.Stroom(id), maak(o.opdracht(t)), o)
}

// LegOpheffingBewaringVoor implements StrictServerInterface.
func (s *Server) LegOpheffingBewaringVoor(ctx context.Context, r LegOpheffingBewaringVoorRequestObject) (weergave, error) {
	return s.bijBewaring(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) bewaring.Command {
		return bewaring.LegOpheffingVoor{Opdracht: o}
	})
}

// HefBewaringOp implements StrictServerInterface.
func (s *Server) HefBewaringOp(ctx context.Context, r HefBewaringOpRequestObject) (weergave, error) {
	return s.bijBewaring(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) bewaring.Command {
		return bewaring.HefOp{Opdracht: o}
	})
}

// StelAfschermingVoor implements StrictServerInterface.
func (s *Server) StelAfschermingVoor(ctx context.Context, r StelAfschermingVoorRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = archiefpad("afschermingen", o.id.StreamID(0))
	ctx, los, err := s.archief.Beslis(ctx)
	if err != nil {
		return nil, err
	}
	defer los()
	plek, bestaat, kan, err := s.archief.Afschermbaar(ctx, r.Body.Gebeurtenis, r.Body.Velden)
	if err != nil {
		return nil, err
	}
	plek.Gebeurtenis, plek.Velden = r.Body.Gebeurtenis, r.Body.Velden
	return voerUit[afscherming.Command](ctx, s, s.afschermingen(), o.nieuweStroom(afscherming.Soort),
		afscherming.StelVoor{Opdracht: o.opdracht(r.Body.Opdracht), Plek: plek, Bestaat: bestaat, Kan: kan}, o)
}

func (s *Server) bijAfscherming(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) afscherming.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, archiefpad("afschermingen", id))
	if err != nil {
		return antwoord{}, err
	}
	ctx, los, err := s.archief.Beslis(ctx)
	if err != nil {
		return antwoord{}, err
	}
	defer los()
	if _, err := s.bekijk(ctx, afscherming.Stroom(id), &afschermingbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.afschermingen(), afscherming.Stroom(id), maak(o.opdracht(t)), o)
}

// StelAfschermingVast implements StrictServerInterface.
func (s *Server) StelAfschermingVast(ctx context.Context, r StelAfschermingVastRequestObject) (weergave, error) {
	return s.bijAfscherming(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) afscherming.Command {
		return afscherming.StelVast{Opdracht: o}
	})
}

// WijsAfschermingAf implements StrictServerInterface.
func (s *Server) WijsAfschermingAf(ctx context.Context, r WijsAfschermingAfRequestObject) (weergave, error) {
	return s.bijAfscherming(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) afscherming.Command {
		return afscherming.WijsAf{Opdracht: o}
	})
}
