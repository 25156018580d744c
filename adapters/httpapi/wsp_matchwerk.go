package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
)

// The steps of a match from placed work on.

// PlaatsKandidaat implements StrictServerInterface.
func (s *Server) PlaatsKandidaat(ctx context.Context, r PlaatsKandidaatRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.Plaats{
			Opdracht: o, Uren: r.Body.Uren, Contractsoort: r.Body.Contractsoort, Regeling: r.Body.Arbeidsregeling, BegonnenOp: r.Body.BegonnenOp,
		}
	})
}

// OntvangLoonkostensubsidie implements StrictServerInterface.
func (s *Server) OntvangLoonkostensubsidie(ctx context.Context, r OntvangLoonkostensubsidieRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.OntvangLoonkostensubsidie{
			Opdracht: o, Gemeente: r.Body.Gemeente, Kenmerk: r.Body.Besluitkenmerk, Loonwaarde: r.Body.Loonwaarde, Maandbedrag: r.Body.Maandbedrag,
			BeslotenOp: r.Body.BeslotenOp, VanafOp: r.Body.SubsidieVanaf, OntvangenOp: r.Body.OntvangenOp,
		}
	})
}

// ZetJobcoachIn implements StrictServerInterface.
func (s *Server) ZetJobcoachIn(ctx context.Context, r ZetJobcoachInRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.ZetJobcoachIn{Opdracht: o, IngezetOp: r.Body.IngezetOp}
	})
}

// ZetInstrumentIn implements StrictServerInterface.
func (s *Server) ZetInstrumentIn(ctx context.Context, r ZetInstrumentInRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.ZetInstrumentIn{Opdracht: o, Nummer: r.Body.Instrumentnummer, Instrument: r.Body.Instrument, IngezetOp: r.Body.IngezetOp}
	})
}

// VoerNazorggesprek implements StrictServerInterface.
func (s *Server) VoerNazorggesprek(ctx context.Context, r VoerNazorggesprekRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.VoerNazorggesprek{Opdracht: o, Gesprek: r.Body.Gesprek, GesprekOp: r.Body.GesprekOp}
	})
}

// BeeindigPlaatsing implements StrictServerInterface.
func (s *Server) BeeindigPlaatsing(ctx context.Context, r BeeindigPlaatsingRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.BeeindigPlaatsing{Opdracht: o, Reden: r.Body.Eindreden, LaatsteDag: r.Body.LaatsteDag}
	})
}

// StelDuurzaamVast implements StrictServerInterface.
func (s *Server) StelDuurzaamVast(ctx context.Context, r StelDuurzaamVastRequestObject) (weergave, error) {
	return s.bijMatch(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) match.Command {
		return match.StelDuurzaamVast{Opdracht: o, VastgesteldOp: r.Body.VastgesteldOp}
	})
}
