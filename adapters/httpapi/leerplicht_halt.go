package httpapi

import (
	"context"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
)

// haltverwijzingen is what the server needs of package halt. Nothing outside the
// routes below touches these streams, and no answer elsewhere points at one.
func (s *Server) haltverwijzingen() stroomsoort[halt.Command, halt.State, halt.Event] {
	return stroomsoort[halt.Command, halt.State, halt.Event]{
		Handler: es.Handler[halt.Command, halt.State, halt.Event]{Decider: halt.Decider, Log: s.log},
		Events:  halt.Events,
	}
}

func haltpad(id uuid.UUID) string { return grondslag + "/haltverwijzingen/" + id.String() }

// VerwijsNaarHalt implements StrictServerInterface.
func (s *Server) VerwijsNaarHalt(ctx context.Context, r VerwijsNaarHaltRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, "")
	if err != nil {
		return nil, err
	}
	o.adres = haltpad(o.id.StreamID(0))
	return voerUit[halt.Command](ctx, s, s.haltverwijzingen(), o.nieuweStroom(halt.Soort), halt.Verwijs{
		Opdracht: o.opdracht(b.Opdracht), Persoon: b.Persoon.domein(), Gemeente: b.Gemeente, EindeLeerplicht: b.EindeLeerplicht,
		VerwezenOp: b.VerwezenOp, Dossier: b.Dossier, Verzuim: b.Verzuim,
		EerderVerwezen: b.EerderVerwezen, JongereStemtIn: b.JongereStemtIn, OudersStemmenIn: b.OudersStemmenIn,
	}, o)
}

// OntvangHaltafloop implements StrictServerInterface.
func (s *Server) OntvangHaltafloop(ctx context.Context, r OntvangHaltafloopRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, haltpad(r.Id))
	if err != nil {
		return nil, err
	}
	if _, err := s.bekijk(ctx, halt.Stroom(r.Id), &haltbeeld{}); err != nil {
		return nil, err
	}
	return voerUit[halt.Command](ctx, s, s.haltverwijzingen(), halt.Stroom(r.Id), halt.OntvangAfloop{
		Opdracht: o.opdracht(b.Opdracht), Afloop: b.Afloop, BerichtOp: b.BerichtOp, Memo: prive(b.Memo),
	}, o)
}

// A haltbeeld is a referral as it is shown.
type haltbeeld struct{ Haltverwijzing }

func (b *haltbeeld) over() toegang.Over { return toegang.Over{Gemeente: string(b.Gemeente)} }

func (b *haltbeeld) neem(g es.Recorded) error {
	switch e := g.Event.(type) {
	case halt.HaltVerwijzingGedaan:
		b.Gemeente, b.Schooljaar, b.VerwezenOp, b.Gesimuleerd = e.Gemeente, e.Schooljaar, e.VerwezenOp, e.Gesimuleerd
	case halt.HaltAfloopberichtOntvangen:
		b.Afloop, b.BerichtOp = e.Afloop, e.BerichtOp
	case halt.HaltVerwijzingGerectificeerd: // personal
	default:
		return vreemd(g)
	}
	return nil
}

// LeesHaltverwijzing implements StrictServerInterface.
func (s *Server) LeesHaltverwijzing(ctx context.Context, r LeesHaltverwijzingRequestObject) (weergave, error) {
	b := haltbeeld{Haltverwijzing{Id: r.Id, UnderscoreLinks: Links{"bron": {Href: haltpad(r.Id)}}}}
	revisie, err := s.bekijk(ctx, halt.Stroom(r.Id), &b)
	if err != nil {
		return nil, err
	}
	b.Revisie = int64(revisie)
	return standAntwoord{revisie: revisie, stand: b.Haltverwijzing}, nil
}
