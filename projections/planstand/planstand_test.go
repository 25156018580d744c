package planstand_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/planstand"
)

func TestStagesPerOnderdeel(t *testing.T) {
	volg(t, []stap{
		{"een opgesteld plan is concept", opgesteld(recht.Verantwoording{}), "v1|concept|2023-01-10|||0|inkv1", "v1|concept|2023-01-10|||0|ondv1"},
		{
			"een gevraagd advies raakt alleen dat onderdeel",
			plan.AdviesGevraagd{Onderdeel: recht.Inkoop, GevraagdOp: dag("2023-01-12")},
			"v1|advies gevraagd|2023-01-12|||0|inkv1", "v1|concept|2023-01-10|||0|ondv1",
		},
		{
			"een uitgebracht advies staat erbij",
			plan.BestuurscommissieAdviesUitgebracht{Onderdeel: recht.Inkoop, Advies: plan.Positief, UitgebrachtOp: dag("2023-02-01")},
			"v1|advies uitgebracht|2023-02-01|positief||0|inkv1", "v1|concept|2023-01-10|||0|ondv1",
		},
		{
			"een ander advies vervangt het eerste",
			plan.BestuurscommissieAdviesUitgebracht{Verantwoording: correctie, Onderdeel: recht.Inkoop, Advies: plan.Negatief, UitgebrachtOp: dag("2023-02-02")},
			"v1|advies uitgebracht|2023-02-02|negatief||0|inkv1", "v1|concept|2023-01-10|||0|ondv1",
		},
		{
			"een onderdeel gaat zonder advies voort",
			plan.OnderdeelZonderAdviesVoortgezet{Onderdeel: recht.Onderwijszaken, VoortgezetOp: dag("2023-02-03")},
			"v1|advies uitgebracht|2023-02-02|negatief||0|inkv1", "v1|zonder advies voortgezet|2023-02-03|||0|ondv1",
		},
		{
			"het ontwerp brengt voor elk onderdeel zijn nieuwe tekst",
			plan.OntwerpVastgesteldDoorDagelijksBestuur{Onderdelen: beide("v2"), GenomenOp: dag("2023-02-10")},
			"v2|ontwerp vastgesteld|2023-02-10|negatief||0|inkv2", "v2|ontwerp vastgesteld|2023-02-10|||0|ondv2",
		},
		{
			"de eerste raad krijgt alleen wat hem aangaat",
			plan.ZienswijzeGevraagd{Gemeente: "GM0202", Onderdelen: []recht.Module{recht.Inkoop}, VerzondenOp: dag("2023-02-12")},
			"v2|bij de raden voor zienswijze|2023-02-12|negatief||0|inkv2", "v2|ontwerp vastgesteld|2023-02-10|||0|ondv2",
		},
		{
			"een tweede raad verzet de eerste dag niet",
			plan.ZienswijzeGevraagd{Gemeente: "GM0277", Onderdelen: []recht.Module{recht.Inkoop, recht.Onderwijszaken}, VerzondenOp: dag("2023-02-14")},
			"v2|bij de raden voor zienswijze|2023-02-12|negatief||0|inkv2", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"een aangehouden voorstel verandert de stand niet",
			plan.VoorstelAangehouden{Voorstellen: []plan.Voorstel{onderdeel}, Reden: plan.StemmenStaken, AangehoudenOp: dag("2023-05-01")},
			"v2|bij de raden voor zienswijze|2023-02-12|negatief||0|inkv2", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"een verworpen voorstel verandert de stand niet",
			plan.VoorstelVerworpen{Voorstellen: []plan.Voorstel{onderdeel}, GenomenOp: dag("2023-05-08")},
			"v2|bij de raden voor zienswijze|2023-02-12|negatief||0|inkv2", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"een onderdeel wordt apart vastgesteld, met de tekst van dat besluit",
			plan.OnderdeelVastgesteld{Onderdeel: inkoop("v3"), GenomenOp: dag("2023-06-01")},
			"v3|vastgesteld|2023-06-01|negatief|2023-06-01|0|inkv3", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"een bekendgemaakt ontwerp verandert geen onderdeel", bekendgemaakt(recht.Verantwoording{}, plan.Voorstel{Soort: plan.SoortOntwerp}, "2023-06-02"),
			"v3|vastgesteld|2023-06-01|negatief|2023-06-01|0|inkv3", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"de bekendmaking geldt voor dat onderdeel, en vastgesteld blijft de dag van het besluit", bekendgemaakt(recht.Verantwoording{}, onderdeel, "2023-06-10"),
			"v3|vastgesteld en bekendgemaakt|2023-06-10|negatief|2023-06-01|0|inkv3", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"een toegepast besluit verandert de stand niet",
			plan.BesluitToegepast{Besluit: onderdeel, ToegepastOp: dag("2023-07-01")},
			"v3|vastgesteld en bekendgemaakt|2023-06-10|negatief|2023-06-01|0|inkv3", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
		{
			"de intrekking geldt voor dat onderdeel",
			plan.BesluitIngetrokken{Besluit: onderdeel, GenomenOp: dag("2023-09-01")},
			"v3|ingetrokken|2023-09-01|negatief|2023-06-01|0|inkv3", "v2|bij de raden voor zienswijze|2023-02-14|||0|ondv2",
		},
	})
}

func TestStagesOfPlan(t *testing.T) {
	volg(t, []stap{
		{"een opgesteld plan is concept", opgesteld(recht.Verantwoording{}), "v1|concept|2023-01-10|||0|inkv1", "v1|concept|2023-01-10|||0|ondv1"},
		{"een vastgesteld plan geldt voor elk onderdeel", vastgesteld(), "v2|vastgesteld|2023-06-01||2023-06-01|0|inkv2", "v2|vastgesteld|2023-06-01||2023-06-01|0|ondv2"},
		{
			"de bekendmaking van het plan geldt voor elk onderdeel", bekendgemaakt(recht.Verantwoording{}, hetPlan, "2023-06-10"),
			"v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|inkv2", "v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|ondv2",
		},
		{
			"een voorgestelde bijstelling verandert nog niets",
			plan.BijstellingVoorgesteld{Bijstelling: 1, Onderdelen: []plan.Onderdeel{inkoop("v3")}, VoorgesteldOp: dag("2025-01-10")},
			"v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|inkv2", "v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|ondv2",
		},
		{
			"zienswijzen over een bijstelling laten het plan staan",
			plan.ZienswijzeGevraagd{Gemeente: "GM0202", Bijstelling: 1, Onderdelen: []recht.Module{recht.Inkoop}, VerzondenOp: dag("2025-01-12")},
			"v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|inkv2", "v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|ondv2",
		},
		{
			"een vastgestelde bijstelling raakt wat zij wijzigt",
			plan.BijstellingVastgesteld{Bijstelling: 1, Onderdelen: []plan.Onderdeel{inkoop("v3")}, GenomenOp: dag("2025-03-01")},
			"v3|vastgesteld|2025-03-01||2025-03-01|1|inkv3", "v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|ondv2",
		},
		{
			"de bekendmaking van een bijstelling ook", bekendgemaakt(recht.Verantwoording{}, eerste, "2025-03-08"),
			"v3|vastgesteld en bekendgemaakt|2025-03-08||2025-03-01|1|inkv3", "v2|vastgesteld en bekendgemaakt|2023-06-10||2023-06-01|0|ondv2",
		},
		{
			"de planperiode is afgelopen op de dag na de laatste",
			plan.PlanperiodeGeeindigd{VanJaar: 2024, TotEnMetJaar: 2027},
			"v3|planperiode afgelopen|2028-01-01||2025-03-01|1|inkv3", "v2|planperiode afgelopen|2028-01-01||2023-06-01|0|ondv2",
		},
	})
}

func TestKnownThenAndNow(t *testing.T) {
	events := journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}), vastgesteld(),
		bekendgemaakt(recht.Verantwoording{}, hetPlan, "2023-06-10"), bekendgemaakt(correctie, hetPlan, "2023-06-08"))
	const toen, nu = "vastgesteld en bekendgemaakt|2023-06-10", "vastgesteld en bekendgemaakt|2023-06-08"

	t.Run("een correctie geldt nu, en voor wie vraagt zoals toen bekend nog niet", func(t *testing.T) {
		assert.Equal(t, stand(toen, toen), beeld(t, projections.Vraag{BekendOp: 3}, events))
		assert.Equal(t, stand(nu, nu), beeld(t, projections.Vraag{BekendOp: 4}, events))
	})
	t.Run("een peildatum kijkt naar wat toen of nu bekend is", func(t *testing.T) {
		const nog = "vastgesteld|2023-06-01"
		for _, x := range []struct {
			op        es.Position
			peildatum string
			wil       string
		}{{3, "2023-06-09", nog}, {3, "2023-06-10", toen}, {4, "2023-06-07", nog}, {4, "2023-06-08", nu}, {4, "2023-06-09", nu}} {
			v := projections.Vraag{BekendOp: x.op, Peildatum: dag(x.peildatum)}
			assert.Equal(t, stand(x.wil, x.wil), beeld(t, v, events), "positie %d, %s", x.op, x.peildatum)
		}
		assert.Empty(t, beeld(t, projections.Vraag{Peildatum: dag("2023-01-09")}, events), "toen was er nog geen plan")
		assert.Len(t, beeld(t, projections.Vraag{Peildatum: dag("2023-01-10")}, events), 2)
	})
	t.Run("een regel noemt elk feit waarop hij rust, en niet wat later kwam", func(t *testing.T) {
		for op, wil := range map[es.Position][]es.Position{1: {1}, 3: {1, 2, 3}, 4: {1, 2, 3, 4}} {
			for _, r := range rapport(t, projections.Vraag{BekendOp: op}, events).Uitkomst.Regels {
				assert.Equal(t, wil, r.Herkomst)
			}
		}
		for _, r := range rapport(t, projections.Vraag{Peildatum: dag("2023-06-07")}, events).Uitkomst.Regels {
			assert.Equal(t, []es.Position{1, 2}, r.Herkomst)
		}
	})
}

func TestCorrectedBekendmaking(t *testing.T) {
	t.Run("een bekendmaking die naar een latere dag is verbeterd geldt nu niet meer op de dagen ertussen", func(t *testing.T) {
		events := journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}), vastgesteld(),
			bekendgemaakt(recht.Verantwoording{}, hetPlan, "2023-06-10"), bekendgemaakt(correctie, hetPlan, "2023-06-20"))
		const nog = "vastgesteld|2023-06-01"
		for _, x := range []struct {
			op        es.Position
			peildatum string
			wil       string
		}{
			{3, "2023-06-15", "vastgesteld en bekendgemaakt|2023-06-10"},
			{4, "2023-06-15", nog},
			{4, "2023-06-19", nog},
			{4, "2023-06-20", "vastgesteld en bekendgemaakt|2023-06-20"},
		} {
			assert.Equal(t, stand(x.wil, x.wil), beeld(t, projections.Vraag{BekendOp: x.op, Peildatum: dag(x.peildatum)}, events), "%d %s", x.op, x.peildatum)
		}
	})
	t.Run("een verbeterde bekendmaking van het plan raakt een later bijgesteld onderdeel alleen in zijn verleden", func(t *testing.T) {
		events := journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}), vastgesteld(), bekendgemaakt(recht.Verantwoording{}, hetPlan, "2023-06-10"),
			plan.BijstellingVastgesteld{Bijstelling: 1, Onderdelen: []plan.Onderdeel{inkoop("v3")}, GenomenOp: dag("2025-03-01")},
			bekendgemaakt(correctie, hetPlan, "2023-06-12"))
		bijgesteld := func(stand string) string { return "2024-2027|inkoop|Inkoop v3|" + stand + "||2025-03-01|1|inkv3" }
		onderwijs := stand("", "vastgesteld en bekendgemaakt|2023-06-12")[1]
		assert.Equal(t, []string{bijgesteld("vastgesteld|2025-03-01"), onderwijs}, beeld(t, projections.Vraag{}, events))
		const toen = "vastgesteld en bekendgemaakt|2023-06-12"
		assert.Equal(t, stand(toen, toen), beeld(t, projections.Vraag{Peildatum: dag("2025-02-28")}, events))
		assert.Equal(t, stand("vastgesteld|2023-06-01", "vastgesteld|2023-06-01"), beeld(t, projections.Vraag{Peildatum: dag("2023-06-11")}, events))
		events = append(events, journaal(plan.Stroom(2024), bekendgemaakt(recht.Verantwoording{}, eerste, "2025-03-08"))...)
		assert.Equal(t, []string{bijgesteld("vastgesteld en bekendgemaakt|2025-03-08"), onderwijs}, beeld(t, projections.Vraag{}, events))
	})
	t.Run("wat na een intrekking opnieuw is vastgesteld is nog niet bekendgemaakt", func(t *testing.T) {
		opnieuw := plan.UitvoeringsplanVastgesteld{Onderdelen: beide("v2"), GenomenOp: dag("2023-09-01")}
		events := journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}), vastgesteld(), bekendgemaakt(recht.Verantwoording{}, hetPlan, "2023-06-10"),
			plan.BesluitIngetrokken{Besluit: hetPlan, GenomenOp: dag("2023-07-01")}, opnieuw)
		for _, r := range rapport(t, projections.Vraag{}, events).Uitkomst.Regels {
			assert.Equal(t, []projections.Waarde{planstand.Vastgesteld, "2023-09-01"}, r.Waarden[3:5])
			assert.Equal(t, []es.Position{1, 2, 3, 4, 5}, r.Herkomst)
		}
	})
	t.Run("een verbeterd advies geldt ook op de dagen ertussen niet meer", func(t *testing.T) {
		advies := func(v recht.Verantwoording, a plan.Oordeel, op string) plan.Event {
			return plan.BestuurscommissieAdviesUitgebracht{Verantwoording: v, Onderdeel: recht.Inkoop, Advies: a, UitgebrachtOp: dag(op)}
		}
		events := journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}), advies(recht.Verantwoording{}, plan.Positief, "2023-02-01"), advies(correctie, plan.Negatief, "2023-02-05"))
		eerste := func(op es.Position) string {
			return beeld(t, projections.Vraag{BekendOp: op, Peildatum: dag("2023-02-03")}, events)[0]
		}
		assert.Contains(t, eerste(2), "advies uitgebracht|2023-02-01|positief")
		assert.Contains(t, eerste(3), "concept|2023-01-10||")
	})
}

func TestSimulated(t *testing.T) {
	markering := func(t *testing.T, op es.Position, events []es.Recorded) (uit []bool) {
		a := rapport(t, projections.Vraag{BekendOp: op}, events)
		for _, r := range a.Uitkomst.Regels {
			uit = append(uit, r.Gesimuleerd)
		}
		assert.Equal(t, uit[0] || uit[1], a.Volledigheid.Status == projections.Gesimuleerd)
		return uit
	}
	t.Run("een verzonnen plan is in elke regel gesimuleerd, ook na een echte stap", func(t *testing.T) {
		events := journaal(plan.Stroom(2024), opgesteld(gesimuleerd), vastgesteld())
		assert.Equal(t, []bool{true, true}, markering(t, 1, events))
		assert.Equal(t, []bool{true, true}, markering(t, 2, events))
	})
	t.Run("een verzonnen stap maakt alleen zijn onderdeel gesimuleerd, vanaf dat moment", func(t *testing.T) {
		events := journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}),
			plan.AdviesGevraagd{Onderdeel: recht.Onderwijszaken, GevraagdOp: dag("2023-01-11")},
			plan.AdviesGevraagd{Verantwoording: gesimuleerd, Onderdeel: recht.Inkoop, GevraagdOp: dag("2023-01-12")}, vastgesteld())
		assert.Equal(t, []bool{false, false}, markering(t, 1, events))
		assert.Equal(t, []bool{false, false}, markering(t, 2, events))
		assert.Equal(t, []bool{true, false}, markering(t, 3, events))
		assert.Equal(t, []bool{true, false}, markering(t, 4, events))
	})
}

func TestPlanperiode(t *testing.T) {
	eerder := plan.UitvoeringsplanOpgesteld{VanJaar: 2020, TotEnMetJaar: 2023, OpgesteldOp: dag("2019-01-10"), Onderdelen: []plan.Onderdeel{inkoop("v0")}}
	events := append(journaal(plan.Stroom(2020), eerder), journaal(plan.Stroom(2024), opgesteld(recht.Verantwoording{}), vastgesteld())...)
	t.Run("elk plan heeft zijn eigen stand, ook voor hetzelfde onderdeel", func(t *testing.T) {
		alle := append(stand("vastgesteld|2023-06-01", "vastgesteld|2023-06-01"), "2020-2023|inkoop|Inkoop v0|concept|2019-01-10|||0|inkv0")
		assert.ElementsMatch(t, alle, beeld(t, projections.Vraag{}, events))
	})
	t.Run("het eerste jaar kiest het plan, en een jaar waarin geen plan begint geeft niets", func(t *testing.T) {
		for jaar, wil := range map[string]int{"2020": 1, "2024": 2, "2023": 0, "2027": 0, "2028": 0} {
			assert.Len(t, beeld(t, projections.Vraag{Filter: map[string]string{"planperiode": jaar}}, events), wil, "planperiode %q", jaar)
		}
	})
	t.Run("een onbekende vraag wordt geweigerd", func(t *testing.T) {
		l := leesmodellentest.Lees(t, planstand.Projector, events...)
		_, err := projections.Voer(t.Context(), planstand.Rapport, l, projections.Vraag{BekendOp: 3, Filter: map[string]string{"jaar": "2024"}})
		var onbekend *projections.OnbekendeParameter
		assert.ErrorAs(t, err, &onbekend)
	})
	t.Run("wat geen jaar is wordt geweigerd", func(t *testing.T) {
		l := leesmodellentest.Lees(t, planstand.Projector, events...)
		for _, jaar := range []string{"", "tweeduizend", "99999999999999999999", "0024"} {
			_, err := projections.Voer(t.Context(), planstand.Rapport, l, projections.Vraag{BekendOp: 3, Filter: map[string]string{"planperiode": jaar}})
			var onbekend *projections.OnbekendeWaarde
			assert.ErrorAs(t, err, &onbekend, "%q", jaar)
		}
	})
}

func TestOrder(t *testing.T) {
	over := func(v plan.Voorstel) plan.Event { return bekendgemaakt(recht.Verantwoording{}, v, "2023-06-10") }
	rij := []projections.Waarde{int64(2024), int64(2027), "inkoop", "", "", "", "", "", "", int64(0), int64(0), "", int64(0), int64(0), int64(0)}
	verwerk := func(o opslag, e plan.Event) error {
		return planstand.Projector.Verwerk(o, es.Recorded{Stream: plan.Stroom(2024), Event: e})
	}
	onbekend := []plan.Event{
		plan.AdviesGevraagd{Onderdeel: recht.Onderwijszaken},
		plan.BestuurscommissieAdviesUitgebracht{Onderdeel: recht.Onderwijszaken},
		plan.OnderdeelZonderAdviesVoortgezet{Onderdeel: recht.Onderwijszaken},
		plan.OntwerpVastgesteldDoorDagelijksBestuur{Onderdelen: beide("v2")},
		plan.ZienswijzeGevraagd{Onderdelen: []recht.Module{recht.Inkoop, recht.Onderwijszaken}},
		plan.OnderdeelVastgesteld{Onderdeel: onderwijs("v2")},
		plan.UitvoeringsplanVastgesteld{Onderdelen: beide("v2")},
		plan.BijstellingVastgesteld{Bijstelling: 1, Onderdelen: beide("v2")},
	}
	t.Run("een gebeurtenis over een plan dat er niet is stopt de projector", func(t *testing.T) {
		for _, e := range append(onbekend, over(hetPlan), plan.BesluitIngetrokken{Besluit: hetPlan}, plan.PlanperiodeGeeindigd{TotEnMetJaar: 2027}) {
			assert.ErrorIs(t, verwerk(opslag{}, e), projections.ErrVolgorde, "%T", e)
		}
	})
	t.Run("een onderdeel dat niet in het plan staat ook", func(t *testing.T) {
		for _, e := range onbekend {
			assert.ErrorIs(t, verwerk(opslag{rij: rij}, e), projections.ErrVolgorde, "%T", e)
		}
	})
	t.Run("een fout van de opslag komt door", func(t *testing.T) {
		kapot := errors.New("kapot")
		assert.ErrorIs(t, verwerk(opslag{rij: rij, lees: kapot}, over(hetPlan)), kapot)
		assert.ErrorIs(t, verwerk(opslag{rij: rij, zetten: kapot}, over(hetPlan)), kapot)
		assert.ErrorIs(t, verwerk(opslag{zetten: kapot}, opgesteld(recht.Verantwoording{})), kapot)
	})
}
