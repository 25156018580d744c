package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// kengetallen is what the server needs of package kpi.
func (s *Server) kengetallen() stroomsoort[kpi.Command, kpi.State, kpi.Event] {
	return stroomsoort[kpi.Command, kpi.State, kpi.Event]{
		Handler: es.Handler[kpi.Command, kpi.State, kpi.Event]{Decider: kpi.Decider, Log: s.log},
		Events:  kpi.Events,
	}
}

// kengetalpad needs no escaping: the description allows only safe characters.
func kengetalpad(kenmerk string) string { return grondslag + "/kengetallen/" + kenmerk }

// NeemKengetalOver implements StrictServerInterface.
func (s *Server) NeemKengetalOver(ctx context.Context, r NeemKengetalOverRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, kengetalpad(b.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[kpi.Command](ctx, s, s.kengetallen(), kpi.Stroom(b.Kenmerk), kpi.NeemOver{
		Opdracht: o.opdracht(b.Opdracht),
		Cijfer: kpi.Cijfer{
			Kenmerk: b.Kenmerk, Onderdeel: b.Onderdeel, Gebied: b.Gebied, Gemeente: b.Gemeente, Indicator: b.Indicator,
			Waarde: b.Waarde, Eenheid: b.Eenheid, Periode: b.Periode, Bron: b.Bron,
		},
	}, o)
}

// CorrigeerKengetal implements StrictServerInterface.
func (s *Server) CorrigeerKengetal(ctx context.Context, r CorrigeerKengetalRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, kengetalpad(r.Kenmerk))
	if err != nil {
		return nil, err
	}
	return voerUit[kpi.Command](ctx, s, s.kengetallen(), kpi.Stroom(r.Kenmerk), kpi.Corrigeer{
		Opdracht: o.opdracht(b.Opdracht),
		Cijfer: kpi.Cijfer{
			Kenmerk: r.Kenmerk, Onderdeel: b.Onderdeel, Gebied: b.Gebied, Gemeente: b.Gemeente, Indicator: b.Indicator,
			Waarde: b.Waarde, Eenheid: b.Eenheid, Periode: b.Periode, Bron: b.Bron,
		},
	}, o)
}

// LeesKengetal implements StrictServerInterface.
func (s *Server) LeesKengetal(ctx context.Context, r LeesKengetalRequestObject) (weergave, error) {
	b := kengetalbeeld{Kengetal{Kenmerk: r.Kenmerk, UnderscoreLinks: Links{"bron": {Href: kengetalpad(r.Kenmerk)}}}}
	revisie, err := s.bekijk(ctx, kpi.Stroom(r.Kenmerk), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie, b.Correcties = int64(revisie), len(b.Herkomst)-1
	return standAntwoord{revisie: revisie, stand: b.Kengetal}, nil
}

// A kengetalbeeld is a published figure as shown.
type kengetalbeeld struct{ Kengetal }

func (b *kengetalbeeld) over() toegang.Over { return toegang.Over{} }

func (b *kengetalbeeld) neem(g es.Recorded) error {
	var c kpi.Cijfer
	switch e := g.Event.(type) {
	case kpi.KPIOvergenomen:
		c, b.GeldigVanaf = e.Cijfer, e.GeldigVanaf
		b.Gesimuleerd = e.Gesimuleerd
	case kpi.KPIGecorrigeerd:
		c, b.GeldigVanaf = e.Cijfer, e.GeldigVanaf
		b.Gesimuleerd = e.Gesimuleerd
	default:
		return vreemd(g)
	}
	b.Onderdeel, b.Gebied, b.Gemeente, b.Indicator = c.Onderdeel, c.Gebied, c.Gemeente, c.Indicator
	b.Waarde, b.Getallen, b.Eenheid, b.Periode, b.Bron = c.Waarde, c.Getallen, c.Eenheid, c.Periode, c.Bron
	b.Herkomst = append(b.Herkomst, int64(g.Position))
	return nil
}
