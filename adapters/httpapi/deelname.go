package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"net/url"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// deelnames is what the server needs of package deelname.
func (s *Server) deelnames() stroomsoort[deelname.Command, deelname.State, deelname.Event] {
	return stroomsoort[deelname.Command, deelname.State, deelname.Event]{
		Handler: es.Handler[deelname.Command, deelname.State, deelname.Event]{Decider: deelname.Decider, Log: s.log},
		Events:  deelname.Events,
	}
}

func deelnamePad(g recht.Gemeentecode, m recht.Module) string {
	return grondslag + "/deelnames/" + url.PathEscape(string(g)) + "/" + url.PathEscape(string(m))
}

// StartDeelname implements StrictServerInterface.
func (s *Server) StartDeelname(ctx context.Context, r StartDeelnameRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, deelnamePad(b.Gemeente, b.Module))
	if err != nil {
		return nil, err
	}
	return voerUit[deelname.Command](ctx, s, s.deelnames(), deelname.Stroom(b.Gemeente, b.Module), deelname.Start{
		Opdracht: o.opdracht(b.Opdracht), Gemeente: b.Gemeente, Module: b.Module,
		Periode: b.Periode, Vanaf: b.Vanaf, GenomenOp: b.GenomenOp,
	}, o)
}

// BeeindigDeelname implements StrictServerInterface.
func (s *Server) BeeindigDeelname(ctx context.Context, r BeeindigDeelnameRequestObject) (weergave, error) {
	b := r.Body
	o, err := s.begin(ctx, r.Params.Proef, r.Params.IfMatch, deelnamePad(r.Gemeente, r.Module))
	if err != nil {
		return nil, err
	}
	return voerUit[deelname.Command](ctx, s, s.deelnames(), deelname.Stroom(r.Gemeente, r.Module), deelname.Beeindig{
		Opdracht: o.opdracht(b.Opdracht), Gemeente: r.Gemeente, Module: r.Module,
		Periode: b.Periode, Tot: b.Tot, GenomenOp: b.GenomenOp,
	}, o)
}

// LeesDeelname implements StrictServerInterface.
func (s *Server) LeesDeelname(ctx context.Context, r LeesDeelnameRequestObject) (weergave, error) {
	stand, revisie, err := s.deelnames().State(ctx, deelname.Stroom(r.Gemeente, r.Module))
	if err != nil {
		return nil, err
	}
	if revisie == es.NoStream {
		return nil, errNietGevonden
	}
	uit := Deelname{
		Gemeente: r.Gemeente, Module: r.Module, Revisie: int64(revisie), Perioden: []Deelnameperiode{},
		UnderscoreLinks: Links{"bron": {Href: deelnamePad(r.Gemeente, r.Module)}, "rapport": {Href: grondslag + "/rapporten/deelnamematrix"}},
	}
	for i, p := range stand.Periodes() {
		uit.Perioden = append(uit.Perioden, Deelnameperiode{Nummer: i + 1, Vanaf: p.Vanaf, Tot: p.Tot})
	}
	return standAntwoord{revisie: revisie, stand: uit}, nil
}

// deelnamefeiten looks up who took part in what on day d, and at which revision
// each stream said so: the rule about whom to ask is about a set of streams, so
// the event records what was seen.
func (s *Server) deelnamefeiten(ctx context.Context, d recht.Datum) ([]uitvoeringsplan.Deelnamefeit, error) {
	var feiten []uitvoeringsplan.Deelnamefeit
	soort := s.deelnames()
	for _, g := range recht.Gemeenten() {
		for _, m := range recht.Modules() {
			stroom := deelname.Stroom(g.Code, m)
			stand, revisie, err := soort.State(ctx, stroom)
			if err != nil {
				return nil, fmt.Errorf("look up deelname: %w", err)
			}
			if stand.NeemtDeel(d) {
				feiten = append(feiten, uitvoeringsplan.Deelnamefeit{Gemeente: g.Code, Module: m, Stroom: stroom, Revisie: revisie})
			}
		}
	}
	return feiten, nil
}

// A standAntwoord is the state of a stream with its revision as ETag.
type standAntwoord struct {
	revisie es.Revision
	stand   any
}

func (a standAntwoord) schrijf(w http.ResponseWriter) error {
	w.Header().Set("ETag", etag(a.revisie))
	return schrijfJSON(w, http.StatusOK, a.stand)
}
