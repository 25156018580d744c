package leesmodellen_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A stap is one thing that an event of the property test has the projector do.
type stap struct {
	soort        string // zet, sluit, tel, lees
	plan, status string
	gemeente     string
	bedrag       int64
	dag          recht.Datum
}

type voorval []stap

// eigenschap is a projector over voorvallen. Its telling counts the steps of
// kind tel, so every figure can be computed anew from the facts.
func eigenschap() *projections.Projector {
	return &projections.Projector{
		Naam: "eigenschap", Versie: 1, Tabellen: []*projections.Tabel{plannenTabel}, Tellingen: []*projections.Telling{aantallen},
		Verwerk: func(s projections.Schrijver, r es.Recorded) error {
			for _, st := range r.Event.(voorval) {
				if err := st.doe(s); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (st stap) doe(s projections.Schrijver) error {
	switch st.soort {
	case "zet":
		return s.Zet(plannenTabel, st.plan, st.status, st.dag.String(), st.bedrag)
	case "sluit":
		return s.Sluit(plannenTabel, st.plan)
	case "tel":
		return s.Tel(aantallen, st.dag, st.bedrag, st.gemeente, st.plan)
	default: // lees: what is there now decides what is written
		v, ok, err := s.Huidig(plannenTabel, st.plan)
		if err != nil || !ok {
			return err
		}
		return s.Zet(plannenTabel, st.plan, v[0].(string)+"+", v[1], v[2].(int64)+1)
	}
}

// feiten computes the versions of all rows and the deltas up to p, in the
// plainest way there is.
func feiten(hist []voorval, p es.Position) (versies map[string][]projections.Rij, deltas []feit) {
	versies = map[string][]projections.Rij{}
	for i, v := range hist[:p] {
		nu := es.Position(i + 1)
		for _, st := range v {
			vs := versies[st.plan]
			open := len(vs) > 0 && vs[len(vs)-1].Tot == 0
			var nieuw []projections.Waarde
			switch st.soort {
			case "tel":
				deltas = append(deltas, feit{nu, st.dag, st.bedrag, st.gemeente + "/" + st.plan})
				continue
			case "zet":
				nieuw = []projections.Waarde{st.plan, st.status, st.dag.String(), st.bedrag}
			case "lees":
				if !open {
					continue
				}
				w := vs[len(vs)-1].Waarden
				nieuw = []projections.Waarde{st.plan, w[1].(string) + "+", w[2], w[3].(int64) + 1}
			}
			if open && nieuw != nil && reflect.DeepEqual(vs[len(vs)-1].Waarden, nieuw) {
				continue
			}
			if open && vs[len(vs)-1].Van == nu {
				vs = vs[:len(vs)-1]
			} else if open {
				vs = slices.Clone(vs)
				vs[len(vs)-1].Tot = nu
			}
			if nieuw != nil {
				vs = append(vs, projections.Rij{Waarden: nieuw, Van: nu})
			}
			versies[st.plan] = vs
		}
	}
	return versies, deltas
}

type feit struct {
	positie es.Position
	dag     recht.Datum
	delta   int64
	cel     string
}

// tegenFeiten checks everything that l says as known at p against the facts,
// and every figure on each of dagen.
func tegenFeiten(l projections.Lezer, hist []voorval, p es.Position, dagen ...recht.Datum) error {
	versies, deltas := feiten(hist, p)
	var alle, open []projections.Rij
	for _, k := range slices.Sorted(maps.Keys(versies)) {
		for _, v := range versies[k] {
			if alle = append(alle, v); v.Tot == 0 {
				open = append(open, v)
			}
		}
	}
	for _, c := range []struct {
		wat  string
		want []projections.Rij
		seq  func(func(projections.Rij, error) bool)
	}{{"rijen", open, l.Rijen(plannenTabel, p)}, {"versies", alle, l.Versies(plannenTabel, p)}} {
		var got []projections.Rij
		for r, err := range c.seq {
			if err != nil {
				return err
			}
			got = append(got, r)
		}
		if !reflect.DeepEqual(got, c.want) {
			return fmt.Errorf("%w: %s at %d: got %v, want %v", leesmodellentest.ErrVerschil, c.wat, p, got, c.want)
		}
	}
	for _, d := range append(dagen, recht.Datum{}) {
		want := map[string]int64{}
		for _, f := range deltas {
			if d.IsZero() || !f.dag.Na(d) {
				want[f.cel] += f.delta
			}
		}
		got := map[string]int64{}
		for c, err := range l.Cellen(aantallen, p, d) {
			if err != nil {
				return err
			}
			got[c.Dimensies[0]+"/"+c.Dimensies[1]] = c.Waarde
		}
		if !maps.Equal(got, want) {
			return fmt.Errorf("%w: cells at %d on %q: got %v, want %v", leesmodellentest.ErrVerschil, p, d, got, want)
		}
	}
	return leesmodellentest.Herkomst(l, aantallen, p, dagen...)
}
