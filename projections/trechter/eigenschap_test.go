package trechter_test

import (
	"fmt"
	"maps"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
)

var begin = recht.NieuweDatum(2020, 1, 1)

// trek draws a step of a match by the rules of the domain, on any day of two
// years, with corrections that move placed work to another quarter.
func trek(t *rapid.T) match.Command {
	o := recht.Opdracht{
		Op: recht.NieuweDatum(2022, 6, 1).Begin(), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a"},
		Gesimuleerd: rapid.Bool().Draw(t, "gesimuleerd"),
	}
	if rapid.Bool().Draw(t, "correctie") {
		o.Corrigeert = uuid.UUID{byte(rapid.IntRange(1, 3).Draw(t, "van"))}
	}
	d := begin.PlusDagen(30 * rapid.IntRange(0, 20).Draw(t, "maand"))
	return rapid.SampledFrom([]match.Command{
		match.Plaats{Opdracht: o, Uren: 2000, Contractsoort: match.Bepaald, Regeling: match.Regulier, BegonnenOp: d},
		match.Plaats{Opdracht: o, Uren: 1000, Contractsoort: match.Bepaald, Regeling: match.Regulier, BegonnenOp: d},
		match.BeeindigPlaatsing{Opdracht: o, Reden: match.AnderWerk, LaatsteDag: d},
		match.BeeindigPlaatsing{Opdracht: o},
		match.StelDuurzaamVast{Opdracht: o, VastgesteldOp: d},
		match.WijsAf{Opdracht: o, Door: match.DoorWSP, Reden: match.VacatureWeg, AfgewezenOp: d},
	}).Draw(t, "stap")
}

// geschiedenis draws some matches whose steps are recorded in any order.
func geschiedenis(t *rapid.T) []es.Recorded {
	var uit []es.Recorded
	standen := map[int]match.State{}
	decide := func(n int, c match.Command) {
		events, err := match.Decide(c, standen[n])
		if err != nil {
			return
		}
		for _, e := range events {
			standen[n] = match.Evolve(standen[n], e)
			uit = append(uit, op(fmt.Sprintf("match-%d", n), e))
		}
	}
	o := recht.Opdracht{Op: recht.NieuweDatum(2022, 6, 1).Begin(), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a"}}
	for n := range 3 {
		i := []wsp.Indeling{arnhem, rheden, arnhem}[n]
		decide(n, match.StelVoor{
			Opdracht: o, Plek: match.Plek{Indeling: i, Sector: "N"}, Opgezocht: match.Opgezocht{Kandidaat: "k", Vacature: "v"},
			Pseudoniem: "Zk3Vh0qTRb6w1nDe8yLxUg", KandidaatBeschikbaar: true, VacatureOpen: true, VoorgesteldOp: begin,
		})
		decide(n, match.DoeVoorstel{Opdracht: o, GedaanOp: begin})
	}
	for range rapid.IntRange(0, 25).Draw(t, "stappen") {
		decide(rapid.IntRange(0, 2).Draw(t, "match"), trek(t))
	}
	return uit
}

// orakel counts what stands at the end of events, from the events alone: for each
// match the last that was said of its beginning, its end and duurzaam.
func orakel(events []es.Recorded) map[string]int64 {
	plekken, begonnen, voortijdig, duurzaam, afgewezen := map[es.Stream]string{}, map[es.Stream]match.KandidaatGeplaatst{}, map[es.Stream]bool{}, map[es.Stream]bool{}, map[es.Stream]bool{}
	for _, r := range events {
		switch e := r.Event.(type) {
		case match.MatchVoorgesteld:
			plekken[r.Stream] = string(e.Gemeente)
		case match.KandidaatGeplaatst:
			begonnen[r.Stream] = e
		case match.PlaatsingBeeindigd:
			voortijdig[r.Stream] = e.VoorTermijn
		case match.DuurzaamGeplaatst:
			duurzaam[r.Stream] = !e.Teruggenomen
		case match.MatchAfgewezen:
			afgewezen[r.Stream] = true
		}
	}
	uit := map[string]int64{}
	tel := func(stap, kwartaal, gemeente string, n int64) {
		if n != 0 {
			uit[stap+"/"+kwartaal+"/"+gemeente] += n
		}
	}
	for s, e := range begonnen {
		k := string(recht.KwartaalVan(e.BegonnenOp))
		tel(trechter.Geplaatst, k, plekken[s], 1)
		tel(trechter.Banen, k, plekken[s], int64(e.BaanTienden))
		if voortijdig[s] {
			tel(trechter.Voortijdig, k, plekken[s], 1)
		}
		if duurzaam[s] {
			tel(trechter.Duurzaam, k, plekken[s], 1)
		}
	}
	for s := range afgewezen {
		if afgewezen[s] {
			tel(trechter.Afgewezen, "", plekken[s], 1)
		}
	}
	return uit
}

func TestEigenschappen(t *testing.T) {
	t.Run("cellen zijn gelijk aan de feiten, op elk moment, en herkomst telt op tot het cijfer", func(buiten *testing.T) {
		rapid.Check(buiten, func(t *rapid.T) {
			events := geschiedenis(t)
			l := leesmodellentest.Lees(buiten, trechter.Projector, events...)
			for _, p := range []es.Position{es.Position(len(events)), es.Position(rapid.IntRange(0, len(events)).Draw(t, "positie"))} {
				cellen := map[string]int64{}
				for c, err := range l.Cellen(trechter.Stappen, p, recht.Datum{}) {
					require.NoError(t, err)
					k, stap := c.Dimensies[1], c.Dimensies[0]
					if stap == trechter.Voorgesteld || stap == trechter.BijWerkgever {
						continue
					}
					if stap == trechter.Afgewezen {
						k = ""
					}
					cellen[stap+"/"+k+"/"+c.Dimensies[2]] += c.Waarde
				}
				maps.DeleteFunc(cellen, func(_ string, n int64) bool { return n == 0 })
				require.Equal(t, orakel(events[:p]), cellen, "at %d", p)
			}
			require.NoError(t, leesmodellentest.Herkomst(l, trechter.Stappen, es.Position(len(events)), recht.NieuweDatum(2020, 7, 1)))
			require.NoError(t, leesmodellentest.Herkomst(l, trechter.Afwijzingen, es.Position(len(events))))
		})
	})
	t.Run("duurzaam, voortijdig, nog vast te stellen en nog open zijn samen de plaatsingen", func(buiten *testing.T) {
		rapid.Check(buiten, func(t *rapid.T) {
			events := geschiedenis(t)
			l := leesmodellentest.Lees(buiten, trechter.Projector, events...)
			peil := begin.PlusDagen(rapid.IntRange(0, 1000).Draw(t, "peildatum"))
			a, err := projections.Voer(buiten.Context(), trechter.Duurzaamheid, l, projections.Vraag{BekendOp: es.Position(len(events)), Peildatum: peil})
			require.NoError(t, err)
			for _, r := range a.Uitkomst.Regels {
				w := r.Waarden
				om := w[1].(string) < peil.String()
				require.Equal(t, w[2].(int64), w[4].(int64)+w[5].(int64)+w[6].(int64)+w[8].(int64), "%v", w)
				require.GreaterOrEqual(t, w[6].(int64), int64(0))
				require.Equal(t, om, w[8] == int64(0), "a cohort is over or open as a whole: %v", w)
				require.Equal(t, om, w[7] != "")
			}
		})
	})
}
