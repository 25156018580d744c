package httpapi

import (
	"context"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// What others say of a melding, and what arithmetic and a person find.

// BetwistVerzuimmelding implements StrictServerInterface.
func (s *Server) BetwistVerzuimmelding(ctx context.Context, r BetwistVerzuimmeldingRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.Betwist{Opdracht: o, Nummer: r.Body.Nummer, BetwistOp: r.Body.BetwistOp, Van: prive(r.Body.Van), Bezwaren: prive(r.Body.Bezwaren)}
	})
}

// HandelBetwistingAf implements StrictServerInterface.
func (s *Server) HandelBetwistingAf(ctx context.Context, r HandelBetwistingAfRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.HandelBetwistingAf{Opdracht: o, Nummer: r.Nummer, Uitkomst: r.Body.Uitkomst, AfgehandeldOp: r.Body.AfgehandeldOp}
	})
}

// LegOuderzienswijzeVast implements StrictServerInterface.
func (s *Server) LegOuderzienswijzeVast(ctx context.Context, r LegOuderzienswijzeVastRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.LegZienswijzeVast{
			Opdracht: o, Nummer: r.Body.Nummer, GegevenOp: r.Body.GegevenOp, Van: prive(r.Body.Van), Zienswijze: prive(r.Body.Zienswijze),
		}
	})
}

// ToetsVerzuimdrempel implements StrictServerInterface.
func (s *Server) ToetsVerzuimdrempel(ctx context.Context, r ToetsVerzuimdrempelRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		c := verzuimmelding.ToetsDrempel{Opdracht: o, Vakantieweken: r.Body.Vakantieweken}
		for _, v := range r.Body.Verzuim {
			c.Verzuim = append(c.Verzuim, leerplicht.Verzuim(v))
		}
		return c
	})
}

// BeoordeelVerzuimsignaal implements StrictServerInterface.
func (s *Server) BeoordeelVerzuimsignaal(ctx context.Context, r BeoordeelVerzuimsignaalRequestObject) (weergave, error) {
	return s.bijMelding(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) verzuimmelding.Command {
		return verzuimmelding.BeoordeelSignaal{
			Opdracht: o, Signaal: verzuimmelding.Signaalcode(r.Body.Signaal), Oordeel: r.Body.Oordeel, BeoordeeldOp: r.Body.BeoordeeldOp,
		}
	})
}
