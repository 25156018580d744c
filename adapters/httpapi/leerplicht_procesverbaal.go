package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// processenVerbaal is what the server needs of package procesverbaal. Nothing
// outside the routes below touches these streams, and no answer elsewhere points
// at one.
func (s *Server) processenVerbaal() stroomsoort[procesverbaal.Command, procesverbaal.State, procesverbaal.Event] {
	return stroomsoort[procesverbaal.Command, procesverbaal.State, procesverbaal.Event]{
		Handler: es.Handler[procesverbaal.Command, procesverbaal.State, procesverbaal.Event]{Decider: procesverbaal.Decider, Log: s.log},
		Events:  procesverbaal.Events,
	}
}

func verbaalpad(id uuid.UUID) string { return grondslag + "/processen-verbaal/" + id.String() }

// bijVerbaal carries out a command about a case that the sender reaches.
func (s *Server) bijVerbaal(ctx context.Context, id uuid.UUID, proef bool, ifMatch string, t Opdracht, maak func(recht.Opdracht) procesverbaal.Command) (antwoord, error) {
	o, err := s.begin(ctx, proef, ifMatch, verbaalpad(id))
	if err != nil {
		return antwoord{}, err
	}
	if _, err := s.bekijk(ctx, procesverbaal.Stroom(id), &verbaalbeeld{}); err != nil {
		return antwoord{}, err
	}
	return voerUit(ctx, s, s.processenVerbaal(), procesverbaal.Stroom(id), maak(o.opdracht(t)), o)
}

// MaakProcesVerbaalOp implements StrictServerInterface.
func (s *Server) MaakProcesVerbaalOp(ctx context.Context, r MaakProcesVerbaalOpRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = verbaalpad(o.id.StreamID(0))
	return voerUit[procesverbaal.Command](ctx, s, s.processenVerbaal(), o.nieuweStroom(procesverbaal.Soort), procesverbaal.MaakOp{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), Gemeente: b.Gemeente, Overtreding: b.Overtreding,
		Hoedanigheid: b.Hoedanigheid, VerzuimVanaf: b.VerzuimVanaf, Verhoor: b.Verhoor, OpgemaaktOp: b.OpgemaaktOp,
		Dossier: b.Dossier, Feiten: prive(b.Feiten),
	}, o)
}

// ZendProcesVerbaalIn implements StrictServerInterface.
func (s *Server) ZendProcesVerbaalIn(ctx context.Context, r ZendProcesVerbaalInRequestObject) (weergave, error) {
	return s.bijVerbaal(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) procesverbaal.Command {
		return procesverbaal.ZendIn{Opdracht: o, IngezondenOp: r.Body.IngezondenOp}
	})
}

// OntvangUitspraak implements StrictServerInterface.
func (s *Server) OntvangUitspraak(ctx context.Context, r OntvangUitspraakRequestObject) (weergave, error) {
	return s.bijVerbaal(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) procesverbaal.Command {
		return procesverbaal.OntvangUitspraak{Opdracht: o, BerichtOp: r.Body.BerichtOp, Uitspraak: prive(r.Body.Uitspraak)}
	})
}

// OntvangSepot implements StrictServerInterface.
func (s *Server) OntvangSepot(ctx context.Context, r OntvangSepotRequestObject) (weergave, error) {
	return s.bijVerbaal(ctx, r.Id, r.Params.Proef, r.Params.IfMatch, r.Body.Opdracht, func(o recht.Opdracht) procesverbaal.Command {
		return procesverbaal.OntvangSepot{Opdracht: o, BerichtOp: r.Body.BerichtOp}
	})
}

// A verbaalbeeld is a case as it is shown.
type verbaalbeeld struct {
	toestand procesverbaal.State
	ProcesVerbaal
}

func (b *verbaalbeeld) over() toegang.Over { return toegang.Over{Gemeente: string(b.Gemeente)} }

func (b *verbaalbeeld) neem(g es.Recorded) error {
	e, ok := g.Event.(procesverbaal.Event)
	if !ok {
		return vreemd(g)
	}
	b.toestand = procesverbaal.Evolve(b.toestand, e)
	b.Toestand = b.toestand.Toestand()
	switch e := e.(type) {
	case procesverbaal.ProcesVerbaalOpgemaakt:
		b.Gemeente, b.Schooljaar, b.Overtreding = e.Gemeente, e.Schooljaar, e.Overtreding
		b.OpgemaaktOp, b.Gesimuleerd = e.OpgemaaktOp, e.Gesimuleerd
	case procesverbaal.ProcesVerbaalIngezonden:
		b.IngezondenOp = e.IngezondenOp
	case procesverbaal.UitspraakOntvangen:
		b.BerichtOp = e.BerichtOp
	case procesverbaal.SepotOntvangen:
		b.BerichtOp = e.BerichtOp
	}
	return nil
}

// LeesProcesVerbaal implements StrictServerInterface.
func (s *Server) LeesProcesVerbaal(ctx context.Context, r LeesProcesVerbaalRequestObject) (weergave, error) {
	b := verbaalbeeld{ProcesVerbaal: ProcesVerbaal{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: verbaalpad(r.Id)}}}}
	revisie, err := s.bekijk(ctx, procesverbaal.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie = int64(revisie)
	return standAntwoord{revisie: revisie, stand: b.ProcesVerbaal}, nil
}
