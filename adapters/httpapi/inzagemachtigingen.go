package httpapi

import (
	"context"
	"fmt"
	"net/http"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/toegang/inzagemachtiging"
)

// inzagemachtigingen is what the server needs of package inzagemachtiging.
func (s *Server) inzagemachtigingen() stroomsoort[inzagemachtiging.Command, inzagemachtiging.State, inzagemachtiging.Event] {
	return stroomsoort[inzagemachtiging.Command, inzagemachtiging.State, inzagemachtiging.Event]{
		Handler: es.Handler[inzagemachtiging.Command, inzagemachtiging.State, inzagemachtiging.Event]{Decider: inzagemachtiging.Decider, Log: s.log},
		Events:  inzagemachtiging.Events,
	}
}

func machtigingpad(id string) string { return grondslag + "/inzagemachtigingen/" + id }

// metMachtiging widens the reach of a sender who names a machtiging that holds for
// it now: to one dossier, which [Server.bekijk] keeps to. What does not hold changes
// nothing, and is refused as if it was not named.
func (s *Server) metMachtiging(c echo.Context, v *verzoek) error {
	id, err := uuid.Parse(c.QueryParam("machtiging"))
	if err != nil || v.methode != http.MethodGet {
		return nil //nolint:nilerr // without one, the sender reaches what it reaches
	}
	st, _, err := s.inzagemachtigingen().State(c.Request().Context(), es.StreamOf(inzagemachtiging.Soort, id))
	if err != nil {
		return fmt.Errorf("read machtiging: %w", err)
	}
	if st.Geldt(recht.DatumVan(s.nu()), v.wie.ID) {
		v.bereik = s.beleid.BereikMetMachtiging(v.wie, toegang.Handeling(v.op.id))
		v.machtiging = st.Machtiging.Dossier
	}
	return nil
}

// VraagInzageAan implements StrictServerInterface. Each request opens a stream.
func (s *Server) VraagInzageAan(ctx context.Context, r VraagInzageAanRequestObject) (weergave, error) {
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = machtigingpad(o.id.StreamID(0).String())
	return voerUit[inzagemachtiging.Command](ctx, s, s.inzagemachtigingen(), o.nieuweStroom(inzagemachtiging.Soort), inzagemachtiging.Vraag{
		Opdracht: o.opdracht(r.Body.Opdracht), Dossier: es.Stream(r.Body.Dossierstroom), Tot: r.Body.GeldigTot,
	}, o)
}

// StaInzageToe implements StrictServerInterface.
func (s *Server) StaInzageToe(ctx context.Context, r StaInzageToeRequestObject) (weergave, error) {
	return s.overInzage(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) inzagemachtiging.Command {
		return inzagemachtiging.StaToe{Opdracht: o}
	})
}

// WeigerInzage implements StrictServerInterface.
func (s *Server) WeigerInzage(ctx context.Context, r WeigerInzageRequestObject) (weergave, error) {
	return s.overInzage(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) inzagemachtiging.Command {
		return inzagemachtiging.Weiger{Opdracht: o}
	})
}

// TrekInzageIn implements StrictServerInterface.
func (s *Server) TrekInzageIn(ctx context.Context, r TrekInzageInRequestObject) (weergave, error) {
	return s.overInzage(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) inzagemachtiging.Command {
		return inzagemachtiging.TrekIn{Opdracht: o}
	})
}

// overInzage carries out a command on a machtiging that exists.
func (s *Server) overInzage(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, opdracht Opdracht, maak func(recht.Opdracht) inzagemachtiging.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, machtigingpad(id.String()))
	if err != nil {
		return antwoord{}, err
	}
	stroom := es.StreamOf(inzagemachtiging.Soort, id)
	if _, err := s.bekijk(ctx, stroom, &machtigingbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.inzagemachtigingen(), stroom, maak(o.opdracht(opdracht)), o)
}

// LeesInzagemachtiging implements StrictServerInterface.
func (s *Server) LeesInzagemachtiging(ctx context.Context, r LeesInzagemachtigingRequestObject) (weergave, error) {
	b := machtigingbeeld{uit: Inzagemachtiging{UnderscoreLinks: Links{"bron": {Href: machtigingpad(r.Id.String())}}}}
	revisie, err := s.bekijk(ctx, es.StreamOf(inzagemachtiging.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Revisie = int64(revisie)
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}

// A machtigingbeeld is a machtiging as shown.
type machtigingbeeld struct{ uit Inzagemachtiging }

func (b *machtigingbeeld) over() toegang.Over { return toegang.Over{} }

func (b *machtigingbeeld) neem(g es.Recorded) error {
	switch e := g.Event.(type) {
	case inzagemachtiging.InzageGevraagd:
		b.uit.Dossierstroom, b.uit.Gemachtigde, b.uit.GeldigTot = string(e.Dossier), e.Gemachtigde, e.Tot
		b.uit.Stand, b.uit.Gesimuleerd = inzagemachtiging.Gevraagd, e.Gesimuleerd
	case inzagemachtiging.InzageToegestaan:
		b.uit.Stand, b.uit.BeslistDoor = inzagemachtiging.Toegestaan, e.Actor.ID
	case inzagemachtiging.InzageGeweigerd:
		b.uit.Stand, b.uit.BeslistDoor = inzagemachtiging.Geweigerd, e.Actor.ID
	case inzagemachtiging.InzageIngetrokken:
		b.uit.Stand = inzagemachtiging.Ingetrokken
	default:
		return vreemd(g)
	}
	return nil
}
