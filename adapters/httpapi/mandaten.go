package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// mandaten is what the server needs of package mandaat.
func (s *Server) mandaten() stroomsoort[mandaat.Command, mandaat.State, mandaat.Event] {
	return stroomsoort[mandaat.Command, mandaat.State, mandaat.Event]{
		Handler: es.Handler[mandaat.Command, mandaat.State, mandaat.Event]{Decider: mandaat.Decider, Log: s.log},
		Events:  mandaat.Events,
	}
}

// inMandaat is what the server needs of package inmandaat.
func (s *Server) inMandaat() stroomsoort[inmandaat.Command, inmandaat.State, inmandaat.Event] {
	return stroomsoort[inmandaat.Command, inmandaat.State, inmandaat.Event]{
		Handler: es.Handler[inmandaat.Command, inmandaat.State, inmandaat.Event]{Decider: inmandaat.Decider, Log: s.log},
		Events:  inmandaat.Events,
	}
}

// mandaatpad and inMandaatPad need no escaping: the description allows only safe
// characters in a kenmerk.
func mandaatpad(kenmerk string) string   { return grondslag + "/mandaten/" + kenmerk }
func inMandaatPad(kenmerk string) string { return grondslag + "/besluiten-in-mandaat/" + kenmerk }

// VerleenMandaat implements StrictServerInterface.
func (s *Server) VerleenMandaat(ctx context.Context, r VerleenMandaatRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, mandaatpad(b.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[mandaat.Command](ctx, s, s.mandaten(), mandaat.Stroom(b.Kenmerk), mandaat.Verleen{
		Opdracht: o.opdracht(b.Opdracht),
		Inhoud: mandaat.Inhoud{
			Mandaat: b.Kenmerk, Versie: b.Versie, Mandaatgever: b.Mandaatgever, Functie: b.Functie, Bevoegdheid: b.Bevoegdheid,
			Grens: b.Grens, Vanaf: b.Vanaf, Tot: b.Tot, Ondermandaat: b.Ondermandaat, Krachtens: b.Krachtens, GenomenOp: b.GenomenOp,
		},
	}, o)
}

// MaakMandaatBekend implements StrictServerInterface.
func (s *Server) MaakMandaatBekend(ctx context.Context, r MaakMandaatBekendRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, mandaatpad(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[mandaat.Command](ctx, s, s.mandaten(), mandaat.Stroom(r.Kenmerk), mandaat.MaakBekend{
		Opdracht: o.opdracht(b.Opdracht), Mandaat: r.Kenmerk, Versie: b.Versie, Kanaal: b.Kanaal, BekendgemaaktOp: b.BekendgemaaktOp,
	}, o)
}

// TrekMandaatIn implements StrictServerInterface.
func (s *Server) TrekMandaatIn(ctx context.Context, r TrekMandaatInRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, mandaatpad(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[mandaat.Command](ctx, s, s.mandaten(), mandaat.Stroom(r.Kenmerk), mandaat.TrekIn{
		Opdracht: o.opdracht(b.Opdracht), Mandaat: r.Kenmerk, Versie: b.Versie, Vanaf: b.Vanaf, GenomenOp: b.GenomenOp,
	}, o)
}

// LeesMandaat implements StrictServerInterface.
func (s *Server) LeesMandaat(ctx context.Context, r LeesMandaatRequestObject) (weergave, error) {
	stand, revisie, err := s.mandaten().State(ctx, mandaat.Stroom(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	if revisie == es.NoStream {
		return nil, errNietGevonden
	}
	uit := Mandaat{
		Kenmerk: r.Kenmerk, Revisie: int64(revisie), Versies: []Mandaatversie{},
		UnderscoreLinks: Links{"bron": {Href: mandaatpad(r.Kenmerk)}, "rapport": {Href: grondslag + "/rapporten/bevoegdheden"}},
	}
	for _, v := range stand.Versies() {
		uit.Versies = append(uit.Versies, Mandaatversie{
			Versie: v.Versie, Mandaatgever: v.Mandaatgever, Functie: v.Functie, Bevoegdheid: v.Bevoegdheid, Grens: v.Grens,
			Vanaf: v.Vanaf, Tot: v.Tot, Ondermandaat: v.Ondermandaat, Krachtens: v.Krachtens, GenomenOp: v.GenomenOp,
			BekendgemaaktOp: v.BekendgemaaktOp, IngetrokkenPer: v.IngetrokkenPer, IngetrokkenOp: v.IngetrokkenOp,
		})
	}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}

// LegBesluitInMandaatVast implements StrictServerInterface.
func (s *Server) LegBesluitInMandaatVast(ctx context.Context, r LegBesluitInMandaatVastRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, inMandaatPad(b.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[inmandaat.Command](ctx, s, s.inMandaat(), inmandaat.Stroom(b.Kenmerk), inmandaat.LegVast{
		Opdracht: o.opdracht(b.Opdracht), Orgaan: b.Orgaan,
		Besluit: inmandaat.Besluit{
			Kenmerk: b.Kenmerk, Soort: b.Soort, Bevoegdheid: b.Bevoegdheid, Functie: b.Functie, Bedrag: b.Bedrag, Zaak: b.Zaak, GenomenOp: b.GenomenOp,
		},
	}, o)
}

// MaakBesluitInMandaatBekend implements StrictServerInterface.
func (s *Server) MaakBesluitInMandaatBekend(ctx context.Context, r MaakBesluitInMandaatBekendRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, inMandaatPad(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[inmandaat.Command](ctx, s, s.inMandaat(), inmandaat.Stroom(r.Kenmerk), inmandaat.MaakBekend{
		Opdracht: o.opdracht(b.Opdracht), Kanaal: b.Kanaal, BekendgemaaktOp: b.BekendgemaaktOp,
	}, o)
}

// PasBesluitInMandaatToe implements StrictServerInterface.
func (s *Server) PasBesluitInMandaatToe(ctx context.Context, r PasBesluitInMandaatToeRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, inMandaatPad(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[inmandaat.Command](ctx, s, s.inMandaat(), inmandaat.Stroom(r.Kenmerk), inmandaat.PasToe{
		Opdracht: o.opdracht(b.Opdracht), ToegepastOp: b.ToegepastOp,
	}, o)
}

// LeesBesluitInMandaat implements StrictServerInterface.
func (s *Server) LeesBesluitInMandaat(ctx context.Context, r LeesBesluitInMandaatRequestObject) (weergave, error) {
	stand, revisie, err := s.inMandaat().State(ctx, inmandaat.Stroom(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	if revisie == es.NoStream {
		return nil, errNietGevonden
	}
	b := stand.Stand()
	uit := BesluitInMandaat{
		Kenmerk: b.Kenmerk, Soort: b.Soort, Orgaan: b.Orgaan, Bevoegdheid: b.Bevoegdheid, Functie: b.Functie, Bedrag: b.Bedrag, Zaak: b.Zaak,
		GenomenOp: b.GenomenOp, BekendgemaaktOp: b.BekendgemaaktOp, ToegepastOp: b.ToegepastOp, Correcties: b.Correcties, Revisie: int64(revisie),
		UnderscoreLinks: Links{"bron": {Href: inMandaatPad(r.Kenmerk)}, "rapport": {Href: grondslag + "/rapporten/bevoegdheden"}},
	}
	if b.Mandaat != "" {
		uit.Namens = Namens{Orgaan: string(b.Orgaan), Mandaat: b.Mandaat, Versie: b.Versie}
	}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}
