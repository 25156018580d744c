package verschil_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/communicatieplicht"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
	"github.com/mgr-sdcg/kroniek/projections/kengetallen"
	"github.com/mgr-sdcg/kroniek/projections/verschil"
)

// trekGebeurtenis draws an event that the proef knows, or one that it does not.
func trekGebeurtenis(t *rapid.T) any {
	groep, dag := rapid.SampledFrom([]string{"a", "b", "c"}), recht.NieuweDatum(2026, 1, 1).PlusDagen(rapid.IntRange(0, 20).Draw(t, "dag"))
	switch rapid.IntRange(0, 5).Draw(t, "soort") {
	case 0:
		return open{groep.Draw(t, "groep"), rapid.SampledFrom([]string{"rood", "blauw"}).Draw(t, "kleur")}
	case 1:
		return dicht{groep.Draw(t, "groep")}
	case 2:
		return kost{groep.Draw(t, "groep"), rapid.Int64Range(1, 2).Draw(t, "nummer"), rapid.Int64Range(0, 3).Draw(t, "centen")}
	case 3:
		return struct{}{}
	default:
		return tel{groep.Draw(t, "groep"), rapid.SampledFrom([]string{"x", "y"}).Draw(t, "in"), dag, rapid.Int64Range(-2, 3).Draw(t, "n")}
	}
}

// som adds up every number and amount of the lines, by key and column.
func som(kolommen []projections.Kolom, rs []verschil.Regelverschil, in map[string]int64) {
	for _, r := range rs {
		for i, k := range kolommen {
			var n int64
			switch d := r.Delta(k, i).(type) {
			case int64:
				n = d
			case recht.Bedrag:
				n = int64(d)
			}
			cel := fmt.Sprint(r.Sleutel, k.Naam)
			if in[cel] += n; in[cel] == 0 {
				delete(in, cel)
			}
		}
	}
}

// optelt checks that the difference is the sum of its steps, and that the steps are
// exactly the positions at which the report changed, found by making it at each.
func optelt(t *rapid.T, r *projections.Rapport, l projections.Lezer, v verschil.Vraag) {
	d, err := verschil.Voer(t.Context(), r, l, v, 1000)
	if err != nil {
		t.Fatal(err)
	}
	totaal, delen := map[string]int64{}, map[string]int64{}
	som(d.Nu.Uitkomst.Kolommen, d.Regels, totaal)
	var genoemd []es.Position
	for _, s := range d.Stappen {
		som(d.Nu.Uitkomst.Kolommen, s.Regels, delen)
		genoemd = append(genoemd, s.Posities...)
	}
	if !reflect.DeepEqual(totaal, delen) {
		t.Fatalf("difference %v, steps %v", totaal, delen)
	}
	op := func(p es.Position) projections.Antwoord {
		a, err := projections.Voer(t.Context(), r, l, projections.Vraag{BekendOp: p, Peildatum: v.Peildatum, Filter: v.Filter, ZonderHerkomst: true})
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	var anders []es.Position
	for p := v.Van + 1; p <= v.Tot; p++ {
		rs, err := verschil.Vergelijk(op(p-1), op(p))
		if err != nil {
			t.Fatal(err)
		}
		if len(rs) > 0 {
			anders = append(anders, p)
		}
	}
	if !reflect.DeepEqual(genoemd, anders) {
		t.Fatalf("named %v, the report changed at %v", genoemd, anders)
	}
	if samen, err := verschil.Voer(t.Context(), r, l, v, 3); err != nil || len(samen.Stappen) > 3+len(d.Stappen)/3 || !reflect.DeepEqual(samen.Regels, d.Regels) {
		t.Fatalf("in three steps: %v", err)
	}
}

func trekVraag(t *rapid.T, n int) verschil.Vraag {
	v := verschil.Vraag{Van: es.Position(rapid.IntRange(0, n).Draw(t, "van"))}
	v.Tot = es.Position(rapid.IntRange(int(v.Van), n).Draw(t, "tot"))
	if rapid.Bool().Draw(t, "metPeildatum") {
		v.Peildatum = recht.NieuweDatum(2026, 1, 1).PlusDagen(rapid.IntRange(0, 20).Draw(t, "peildatum"))
	}
	return v
}

func TestSumOfContributions(t *testing.T) {
	t.Run("het verschil is de som van de genoemde gebeurtenissen, en dat zijn precies die waardoor het rapport veranderde", rapid.MakeCheck(func(rt *rapid.T) {
		events := rapid.SliceOfN(rapid.Custom(trekGebeurtenis), 1, 25).Draw(rt, "gebeurtenissen")
		v := trekVraag(rt, len(events))
		if rapid.Bool().Draw(rt, "metFilter") {
			v.Filter = map[string]string{"groep": rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "filter")}
		}
		optelt(rt, rapport, lees(t, events...), v)
	}))
	t.Run("per cel is het verschil de som van wat elke gebeurtenis aan de cel bijdroeg", rapid.MakeCheck(func(rt *rapid.T) {
		events := append([]any{open{"a", "rood"}}, rapid.SliceOfN(rapid.Custom(func(t *rapid.T) any {
			return tel{"a", rapid.SampledFrom([]string{"x", "y"}).Draw(t, "in"), januari, rapid.Int64Range(-2, 3).Draw(t, "n")}
		}), 1, 20).Draw(rt, "gebeurtenissen")...)
		l, v := lees(t, events...), trekVraag(rt, len(events))
		v.Van, v.Tot = max(v.Van, 1), max(v.Tot, 1)
		v.Peildatum = recht.Datum{}
		d, err := verschil.Voer(t.Context(), rapport, l, v, 1000)
		if err != nil {
			rt.Fatal(err)
		}
		for _, soort := range []string{"x", "y"} {
			bij := map[es.Position]int64{} // as the read model keeps it
			for b, err := range l.Herkomst(mensen, v.Tot, recht.Datum{}, projections.Gelijk{Kolom: "soort", Waarde: soort}) {
				if err != nil {
					rt.Fatal(err)
				}
				if b.Positie > v.Van && b.Delta != 0 {
					bij[b.Positie] += b.Delta
				}
			}
			is := map[es.Position]int64{}
			for _, s := range d.Stappen {
				for _, r := range s.Regels {
					if r.Sleutel[1] == soort {
						is[s.Posities[0]] += r.Delta(projections.Kolom{Soort: projections.Getal}, 3).(int64)
					}
				}
			}
			for p, n := range is { // a line of 0 that appears or goes contributes nothing
				if n == 0 {
					delete(is, p)
				}
			}
			if !reflect.DeepEqual(bij, is) {
				rt.Fatalf("%s: the cell got %v, the difference says %v", soort, bij, is)
			}
		}
	}))
}

// trekBestuur draws events of three streams, some late and some corrections.
func trekBestuur(t *rapid.T) es.Recorded {
	dag := recht.NieuweDatum(2020, 1, 1).PlusDagen(rapid.IntRange(0, 900).Draw(t, "dag"))
	switch rapid.IntRange(0, 3).Draw(t, "soort") {
	case 0:
		return es.Recorded{Stream: "communicatie-1", Event: communicatie.NieuwsbriefVerzonden{VerzondenOp: dag}}
	case 1:
		return es.Recorded{Stream: "communicatie-2", Event: communicatie.InformatiebijeenkomstGehouden{GehoudenOp: dag}}
	case 2:
		k := rapid.SampledFrom([]string{"K1", "K2"}).Draw(t, "kenmerk")
		return es.Recorded{Stream: kpi.Stroom(k), Event: kpi.KPIOvergenomen{
			Verantwoording: recht.Verantwoording{GeldigVanaf: dag}, Cijfer: kpi.Cijfer{Kenmerk: k, Waarde: rapid.StringMatching(`[0-9]\.[0-9]{2}`).Draw(t, "waarde")},
		}}
	default:
		g := rapid.SampledFrom([]recht.Gemeentecode{"GM0202", "GM0221"}).Draw(t, "gemeente")
		return es.Recorded{Stream: deelname.Stroom(g, recht.Inkoop), Event: deelname.DeelnameModuleGestart{Gemeente: g, Module: recht.Inkoop, Periode: 1, Vanaf: dag}}
	}
}

func TestSumOfContributionsOfReports(t *testing.T) {
	for _, r := range []*projections.Rapport{communicatieplicht.Rapport, kengetallen.Rapport, deelnamematrix.Rapport} {
		t.Run("dat geldt ook voor het rapport "+r.Naam, rapid.MakeCheck(func(rt *rapid.T) {
			events := rapid.SliceOfN(rapid.Custom(trekBestuur), 1, 20).Draw(rt, "gebeurtenissen")
			l := leesmodellentest.Lees(t, r.Model, events...)
			optelt(rt, r, l, verschil.Vraag{Tot: es.Position(len(events)), Van: es.Position(rapid.IntRange(0, len(events)).Draw(rt, "van"))})
		}))
	}
}
