package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
)

// A matchbeeld is a match as it is shown. Which kandidaat and vacature it is about
// is personal, so it is not in it.
type matchbeeld struct {
	toestand match.State
	uit      Match
}

func (b *matchbeeld) over() toegang.Over { return toegang.Over{Gemeente: string(b.uit.Gemeente)} }

func (b *matchbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(match.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = match.Evolve(b.toestand, e)
	b.uit.Gesimuleerd = b.uit.Gesimuleerd || e.Verantwoordt().Gesimuleerd
	switch e := e.(type) {
	case match.MatchVoorgesteld:
		b.uit.Pseudoniem, b.uit.VoorgesteldOp, b.uit.Sector = e.Pseudoniem, e.VoorgesteldOp, e.Sector
		b.uit.Gemeente, b.uit.Ketenpartner, b.uit.Subregio, b.uit.Doelgroep = e.Gemeente, e.Ketenpartner, e.Subregio, e.Doelgroep
	case match.VoorstelAanWerkgeverGedaan:
		b.uit.GedaanOp = e.GedaanOp
	case match.SollicitatiegesprekGehouden:
		b.uit.Gesprekken = e.Gesprek
	case match.MatchAfgewezen:
		b.uit.AfgewezenOp, b.uit.Door, b.uit.Afwijsreden = e.AfgewezenOp, e.Door, e.Reden
	case match.ProefplaatsingGestart:
		b.uit.ProefGestartOp, b.uit.ProefLaatsteDag = e.GestartOp, e.LaatsteDag
	case match.ProefplaatsingBeeindigd:
		b.uit.Proefuitkomst, b.uit.ProefLaatsteDag = e.Uitkomst, e.LaatsteDag
	default:
		b.neemWerk(e)
	}
	return nil
}

func (b *matchbeeld) neemWerk(e match.Event) {
	switch e := e.(type) {
	case match.KandidaatGeplaatst:
		b.uit.BegonnenOp, b.uit.DuurzaamNa, b.uit.Contractsoort = e.BegonnenOp, e.DuurzaamNa, e.Contractsoort
		b.uit.Arbeidsregeling, b.uit.Urenklasse = e.Regeling, e.Urenklasse
	case match.LoonkostensubsidieVerleend:
		b.uit.SubsidieVanaf = e.VanafOp
	case match.JobcoachIngezet:
		b.uit.JobcoachOp = e.IngezetOp
	case match.InstrumentIngezet:
		b.uit.Instrumenten = e.Nummer
	case match.NazorggesprekGevoerd:
		b.uit.Nazorggesprekken = e.Gesprek
	case match.PlaatsingBeeindigd:
		b.uit.LaatsteDag = e.LaatsteDag
	case match.DuurzaamGeplaatst:
		if b.uit.DuurzaamOp = e.VastgesteldOp; e.Teruggenomen {
			b.uit.DuurzaamOp = recht.Datum{}
		}
	}
}

// LeesMatch implements StrictServerInterface.
func (s *Server) LeesMatch(ctx context.Context, r LeesMatchRequestObject) (weergave, error) {
	var b matchbeeld
	revisie, err := s.bekijk(ctx, es.StreamOf(match.Soort, r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.uit.Id, b.uit.Revisie, b.uit.Toestand = r.Id, int64(revisie), b.toestand.Toestand()
	b.uit.UnderscoreLinks = Links{"bron": {Href: matchpad(r.Id)}}
	return standAntwoord{revisie: revisie, stand: b.uit}, nil
}
