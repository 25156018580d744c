package vrijstellingen_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verlof"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/vrijstellingen"
)

func TestVrijstellingen(t *testing.T) {
	const arnhem, dit = "Arnhem", "2026-2027"
	t.Run("per gemeente, schooljaar, grond en uitkomst; 5 onder a en 5a apart, en verlof als eigen grond", func(t *testing.T) {
		k := (&kantoor{}).
			zaak(t, 0, ontvang("GM0202", leerplicht.GrondTrekker), toets(true), toe("2026-07-06", "2027-08-01")).
			zaak(t, 1, ontvang("GM0202", leerplicht.Grond5OnderA)).
			zaak(t, 2, ontvang("GM0202", leerplicht.Grond3a), af("2026-07-06")).
			verlof(t, func() verlof.Command {
				return verlof.Verleen{Opdracht: nu(), Periode: verlof.Periode{Vanaf: dag("2026-11-09"), Tot: dag("2026-11-30"), Dagen: 15}, BeslotenOp: dag("2026-10-06")}
			}).
			verlof(t, func() verlof.Command { return verlof.Weiger{Opdracht: nu(), BeslotenOp: dag("2026-10-06")} }).
			verlof(t, nil)
		require.Equal(t, []w{
			{"GM0202", arnhem, dit, "LPW-3a", "afgewezen", int64(1)},
			{"GM0202", arnhem, dit, "LPW-5-a", "open", int64(1)},
			{"GM0202", arnhem, dit, "LPW-5a", "toegekend", int64(1)},
			{"GM0277", "Rozendaal", dit, "LPW-14-3", "afgewezen", int64(1)},
			{"GM0277", "Rozendaal", dit, "LPW-14-3", "open", int64(1)},
			{"GM0277", "Rozendaal", dit, "LPW-14-3", "toegekend", int64(1)},
		}, vraag(t, vrijstellingen.Rapport, k, projections.Vraag{}))
		require.Len(t, vraag(t, vrijstellingen.Rapport, k, projections.Vraag{Filter: map[string]string{"grond": "LPW-5-a"}}), 1)
		require.Len(t, vraag(t, vrijstellingen.Rapport, k, projections.Vraag{Filter: map[string]string{"gemeente": "GM0277", "uitkomst": "open"}}), 1)
	})
	t.Run("wie nooit geschikt is telt in elk schooljaar, tot de vrijstelling eerder eindigt; wat eerder bekend was blijft", func(t *testing.T) {
		v := vr.OntvangVerklaring{Opdracht: nu(), VerklaardOp: dag("2026-06-01"), Onafhankelijk: true, NooitGeschikt: true}
		k := (&kantoor{}).zaak(t, 0, ontvang("GM0202", leerplicht.Grond5OnderA), v, toets(true), toe("2026-07-06", "2028-08-01"))
		voor := es.Position(len(k.events))
		lang := []w{{"GM0202", arnhem, dit, "LPW-5-a", "toegekend", int64(1)}, {"GM0202", arnhem, "2027-2028", "LPW-5-a", "toegekend", int64(1)}}
		require.Equal(t, lang, vraag(t, vrijstellingen.Rapport, k, projections.Vraag{}))
		k.zaak(t, 0, vr.Beeindig{Opdracht: nu(), Einde: dag("2026-10-01"), Eindreden: vr.NaarSchool})
		require.Equal(t, lang[:1], vraag(t, vrijstellingen.Rapport, k, projections.Vraag{}))
		require.Equal(t, lang, vraag(t, vrijstellingen.Rapport, k, projections.Vraag{BekendOp: voor}))
	})
	t.Run("te laat is de kennisgeving of het eerste besluit, en een correctie verandert dat niet", func(t *testing.T) {
		laat := ontvang("GM0202", leerplicht.Grond5OnderB)
		laat.OntvangenOp = dag("2026-07-02")
		c := toe("2026-10-01", "2027-03-01")
		c.Opdracht = corrigerend()
		k := (&kantoor{}).
			zaak(t, 0, laat).
			zaak(t, 1, ontvang("GM0202", leerplicht.Grond5OnderB)).
			zaak(t, 2, ontvang("GM0202", leerplicht.Grond3a), toe("2026-07-27", "2027-08-01"), c).
			zaak(t, 3, ontvang("GM0202", leerplicht.Grond3b), af("2026-07-28")).
			zaak(t, 4, ontvang("GM0202", leerplicht.Grond3b)).
			zaak(t, 5, ontvang("GM0202", leerplicht.Grond15), toe("2026-10-06", "2027-08-01")).
			verlof(t, nil)
		require.Equal(t, []w{
			{"GM0202", arnhem, dit, int64(2), int64(2), int64(1), int64(1), int64(4), "50,0%"},
			{"GM0277", "Rozendaal", dit, int64(0), int64(0), int64(0), int64(1), int64(0), ""},
		}, vraag(t, vrijstellingen.RapportTijdigheid, k, projections.Vraag{}))
		a, err := projections.Voer(t.Context(), vrijstellingen.RapportTijdigheid, leesmodellentest.Lees(t, vrijstellingen.Projector, k.events...),
			projections.Vraag{BekendOp: es.Position(len(k.events))})
		require.NoError(t, err)
		require.Equal(t, &projections.Deel{Aantal: 2, Noemer: 4}, a.Volledigheid.Laat)
	})
	t.Run("wat blijft hangt niet aan wat vernietigd is", func(t *testing.T) {
		k := willekeurig(3)
		heel := [][]w{vraag(t, vrijstellingen.Rapport, k, projections.Vraag{}), vraag(t, vrijstellingen.RapportTijdigheid, k, projections.Vraag{})}
		require.NotEmpty(t, heel[0])
		for i := range k.events {
			k.events[i] = residu(k.events[i])
		}
		require.Equal(t, heel, [][]w{vraag(t, vrijstellingen.Rapport, k, projections.Vraag{}), vraag(t, vrijstellingen.RapportTijdigheid, k, projections.Vraag{})})
	})
	t.Run("wat is verzonnen maakt zijn regel gesimuleerd", func(t *testing.T) {
		c := ontvang("GM0202", leerplicht.Grond15)
		c.Gesimuleerd = true
		k := (&kantoor{}).zaak(t, 0, c)
		l := leesmodellentest.Lees(t, vrijstellingen.Projector, k.events...)
		for _, r := range []*projections.Rapport{vrijstellingen.Rapport, vrijstellingen.RapportTijdigheid} {
			a, err := projections.Voer(t.Context(), r, l, projections.Vraag{BekendOp: 1})
			require.NoError(t, err)
			require.True(t, a.Uitkomst.Regels[0].Gesimuleerd)
		}
	})
}

// residu leaves of an event what its tags say stays.
func residu(r es.Recorded) es.Recorded {
	r.Replaced = true
	switch e := r.Event.(type) {
	case vr.BeroepOpVrijstellingOntvangen:
		r.Event = vr.BeroepOpVrijstellingOntvangen{Kenmerken: e.Kenmerken, Wending: e.Wending, OpTijd: e.OpTijd}
	case vr.AanvraagVrijstellingOntvangen:
		r.Event = vr.AanvraagVrijstellingOntvangen{Kenmerken: e.Kenmerken, Wending: e.Wending}
	case vr.VrijstellingVanRechtswegeVastgesteld:
		r.Event = vr.VrijstellingVanRechtswegeVastgesteld{Kenmerken: e.Kenmerken, Wending: e.Wending}
	case vr.BeroepOpVrijstellingNietAanvaard:
		r.Event = vr.BeroepOpVrijstellingNietAanvaard{Kenmerken: e.Kenmerken, Wending: e.Wending}
	case vr.VervangendeLeerplichtToegestaan:
		r.Event = vr.VervangendeLeerplichtToegestaan{Kenmerken: e.Kenmerken, Wending: e.Wending, OpTijd: e.OpTijd}
	case vr.VervangendeLeerplichtGeweigerd:
		r.Event = vr.VervangendeLeerplichtGeweigerd{Kenmerken: e.Kenmerken, Wending: e.Wending, OpTijd: e.OpTijd}
	case vr.VervangendeLeerplichtVerlengd:
		r.Event = vr.VervangendeLeerplichtVerlengd{Kenmerken: e.Kenmerken, Wending: e.Wending}
	case vr.VrijstellingKwalificatieplichtVerleend:
		r.Event = vr.VrijstellingKwalificatieplichtVerleend{Kenmerken: e.Kenmerken, Wending: e.Wending}
	case vr.VrijstellingKwalificatieplichtGeweigerd:
		r.Event = vr.VrijstellingKwalificatieplichtGeweigerd{Kenmerken: e.Kenmerken, Wending: e.Wending}
	case vr.VrijstellingBeeindigd:
		r.Event = vr.VrijstellingBeeindigd{Kenmerken: e.Kenmerken, Wending: e.Wending}
	}
	return r
}

func TestCellenTegenToestanden(t *testing.T) {
	t.Run("elk cijfer is dat van de toestanden zelf, op elke positie", func(t *testing.T) {
		gezien := map[vr.Uitkomst]int{}
		rapid.Check(t, func(rt *rapid.T) {
			k := willekeurig(rapid.Uint64().Draw(rt, "zaad"))
			if len(k.events) == 0 {
				return
			}
			op := es.Position(rapid.IntRange(1, len(k.events)).Draw(rt, "positie"))
			l := leesmodellentest.Lees(t, vrijstellingen.Projector, k.events...)
			require.NoError(rt, leesmodellentest.Herkomst(l, vrijstellingen.Aantallen, op, recht.Datum{}))
			require.NoError(rt, leesmodellentest.Herkomst(l, vrijstellingen.Tijdigheid, op, recht.Datum{}))
			a, err := projections.Voer(t.Context(), vrijstellingen.Rapport, l, projections.Vraag{BekendOp: op})
			require.NoError(rt, err)
			var got []string
			for _, r := range a.Uitkomst.Regels {
				got = append(got, fmt.Sprint(r.Waarden...))
			}
			want := uitToestanden(k.events[:op], gezien)
			slices.Sort(got)
			require.Equal(rt, want, got)
			b, err := projections.Voer(t.Context(), vrijstellingen.RapportTijdigheid, l, projections.Vraag{BekendOp: op})
			require.NoError(rt, err)
			var som int64
			for _, r := range b.Uitkomst.Regels {
				som += r.Waarden[3].(int64) + r.Waarden[4].(int64) + r.Waarden[5].(int64) + r.Waarden[6].(int64)
			}
			require.EqualValues(rt, zaken(k.events[:op]), som, "every case has one term, or none")
		})
		require.Greater(t, gezien[vr.Toegekend], 10)
		require.Greater(t, gezien[vr.Afgewezen], 10)
	})
}

func zaken(events []es.Recorded) int {
	uit := map[es.Stream]bool{}
	for _, r := range events {
		uit[r.Stream] = true
	}
	return len(uit)
}

// uitToestanden folds every stream and counts where it ended.
func uitToestanden(events []es.Recorded, gezien map[vr.Uitkomst]int) (uit []string) {
	standen, gemeenten, gronden := map[es.Stream]vr.State{}, map[es.Stream]recht.Gemeentecode{}, map[es.Stream]leerplicht.Vrijstellingsgrond{}
	for _, r := range events {
		standen[r.Stream] = vr.Evolve(standen[r.Stream], r.Event.(vr.Event))
		switch e := r.Event.(type) {
		case vr.BeroepOpVrijstellingOntvangen:
			gemeenten[r.Stream], gronden[r.Stream] = e.Gemeente, e.Grond
		case vr.AanvraagVrijstellingOntvangen:
			gemeenten[r.Stream], gronden[r.Stream] = e.Gemeente, e.Grond
		}
	}
	aantal := map[string]int{}
	for s, st := range standen {
		gezien[st.Stand().Uitkomst]++
		naam, _ := recht.NaamVan(gemeenten[s])
		for _, jaar := range st.Stand().Schooljaren {
			aantal[fmt.Sprint(string(gemeenten[s]), naam, jaar, string(gronden[s]), string(st.Stand().Uitkomst))]++
		}
	}
	for k, n := range aantal {
		uit = append(uit, k+fmt.Sprint(n))
	}
	slices.Sort(uit)
	return uit
}

func TestGolden(t *testing.T) {
	leesmodellentest.Golden(t, vrijstellingen.Projector, willekeurig(7).events, "testdata/golden.json")
}
