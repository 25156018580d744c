package besluitenlijst_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

func TestKnownThenAndNow(t *testing.T) {
	correctie := bekend(hetPlan, "2024-06-20")
	correctie.Verantwoording = corrigerend()
	events := journaal(vastgesteld("2024-06-01"), toegepast(hetPlan, "2024-06-20"), bekend(hetPlan, "2024-06-25"), correctie)
	const vroeg = "toegepast vóór bekendmaking"
	feiten := func(t *testing.T, v projections.Vraag) [][]string {
		return kolommen(t, rapport(t, v, events), "bekendgemaaktOp", "toegepastOp", "signaal")
	}
	t.Run("elke stap is terug te vragen zoals toen bekend", func(t *testing.T) {
		for op, wil := range map[es.Position][]string{
			1: {"", "", ""}, 2: {"", "2024-06-20", vroeg}, 3: {"2024-06-25", "2024-06-20", vroeg}, 4: {"2024-06-20", "2024-06-20", ""},
		} {
			assert.Equal(t, [][]string{wil}, feiten(t, projections.Vraag{BekendOp: op}), "positie %d", op)
		}
	})
	t.Run("een regel noemt elk feit waarop hij rust", func(t *testing.T) {
		for op, wil := range map[es.Position][]es.Position{1: {1}, 3: {1, 2, 3}, 4: {1, 2, 3, 4}} {
			a := rapport(t, projections.Vraag{BekendOp: op}, events)
			assert.Equal(t, wil, a.Uitkomst.Regels[0].Herkomst)
		}
	})
	t.Run("met een peildatum telt wat later gebeurde niet mee", func(t *testing.T) {
		for _, x := range []struct {
			op        es.Position
			peildatum string
			wil       [][]string
		}{
			{4, "2024-05-31", nil},
			{4, "2024-06-01", [][]string{{"", "", ""}}},
			{4, "2024-06-19", [][]string{{"", "", ""}}},
			{4, "2024-06-20", [][]string{{"2024-06-20", "2024-06-20", ""}}},
			{3, "2024-06-24", [][]string{{"", "2024-06-20", vroeg}}},
			{3, "2024-06-25", [][]string{{"2024-06-25", "2024-06-20", vroeg}}},
		} {
			v := projections.Vraag{BekendOp: x.op, Peildatum: dag(x.peildatum)}
			assert.Equal(t, x.wil, feiten(t, v), "positie %d, %s", x.op, x.peildatum)
		}
	})
	t.Run("een latere toepassing verzet de eerste niet", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, append(journaal(vastgesteld("2024-06-01"), toegepast(hetPlan, "2024-06-20")), journaal(toegepast(hetPlan, "2024-06-21"))...))
		assert.Equal(t, [][]string{{"2024-06-20"}}, kolommen(t, a, "toegepastOp"))
	})
}

func TestWithdrawal(t *testing.T) {
	intrekking := plan.Voorstel{Soort: plan.SoortIntrekking, Van: plan.SoortPlan}
	events := journaal(vastgesteld("2024-06-01"), ingetrokken(hetPlan, "2024-07-01"), bekend(intrekking, "2024-07-08"))
	lijst := func(t *testing.T, v projections.Vraag, events []es.Recorded) [][]string {
		return kolommen(t, rapport(t, v, events), "besluit", "omschrijving", "bekendgemaaktOp", "ingetrokkenOp")
	}
	t.Run("een intrekking staat bij het besluit en is zelf een besluit, dat zelf bekend wordt gemaakt", func(t *testing.T) {
		assert.Equal(t, [][]string{
			{"1", "vaststelling van: het uitvoeringsplan", "", "2024-07-01"},
			{"2", "intrekking van: het uitvoeringsplan", "2024-07-08", ""},
		}, lijst(t, projections.Vraag{}, events))
		a := rapport(t, projections.Vraag{}, events)
		assert.Equal(t, [][]string{{"2024-06-01", "aangenomen", "ja"}, {"2024-07-01", "aangenomen", "ja"}}, kolommen(t, a, "genomenOp", "uitkomst", "awbBesluit"))
	})
	t.Run("de dag voor de intrekking was er nog niets ingetrokken", func(t *testing.T) {
		alleen := [][]string{{"1", "vaststelling van: het uitvoeringsplan", "", ""}}
		assert.Equal(t, alleen, lijst(t, projections.Vraag{Peildatum: dag("2024-06-30")}, events))
		assert.Equal(t, alleen, lijst(t, projections.Vraag{BekendOp: 1}, events))
		assert.Len(t, lijst(t, projections.Vraag{Peildatum: dag("2024-07-01")}, events), 2)
	})
	t.Run("wat opnieuw is vastgesteld wordt zelf bekendgemaakt, niet wat was ingetrokken", func(t *testing.T) {
		events := append(journaal(vastgesteld("2024-06-01"), ingetrokken(hetPlan, "2024-07-01")), journaal(vastgesteld("2024-08-01"), bekend(hetPlan, "2024-08-08"))...)
		assert.Equal(t, [][]string{
			{"1", "vaststelling van: het uitvoeringsplan", "", "2024-07-01"},
			{"2", "intrekking van: het uitvoeringsplan", "", ""},
			{"3", "vaststelling van: het uitvoeringsplan", "2024-08-08", ""},
		}, lijst(t, projections.Vraag{}, events))
	})
	t.Run("intrekkingen van verschillende onderdelen en bijstellingen blijven uit elkaar", func(t *testing.T) {
		los := func(m recht.Module) plan.Event {
			return plan.OnderdeelVastgesteld{Onderdeel: plan.Onderdeel{Code: m}, GenomenOp: dag("2024-06-01"), Besluitvorming: hoofdelijk()}
		}
		bij := func(n int) plan.Event {
			return plan.BijstellingVastgesteld{Bijstelling: n, GenomenOp: dag("2024-06-01"), Besluitvorming: hoofdelijk()}
		}
		van := func(v plan.Voorstel) plan.Voorstel {
			return plan.Voorstel{Soort: plan.SoortIntrekking, Onderdeel: v.Onderdeel, Bijstelling: v.Bijstelling, Van: v.Soort}
		}
		eerste := plan.Voorstel{Soort: plan.SoortBijstelling, Bijstelling: 1}
		tweede := plan.Voorstel{Soort: plan.SoortBijstelling, Bijstelling: 2}
		ander := plan.Voorstel{Soort: plan.SoortOnderdeel, Onderdeel: recht.Onderwijszaken}
		a := lijst(t, projections.Vraag{}, journaal(
			los(recht.Inkoop), los(recht.Onderwijszaken), bij(1), bij(2),
			ingetrokken(onderdeel, "2024-07-01"), ingetrokken(ander, "2024-07-02"), ingetrokken(eerste, "2024-07-03"), ingetrokken(tweede, "2024-07-04"),
			bekend(van(onderdeel), "2024-08-01"), bekend(van(eerste), "2024-08-03"),
		))
		assert.Equal(t, [][]string{
			{"1", "vaststelling van: het onderdeel Inkoop sociaal domein", "", "2024-07-01"},
			{"2", "vaststelling van: het onderdeel Onderwijszaken", "", "2024-07-02"},
			{"3", "vaststelling van: bijstelling 1 van het uitvoeringsplan", "", "2024-07-03"},
			{"4", "vaststelling van: bijstelling 2 van het uitvoeringsplan", "", "2024-07-04"},
			{"5", "intrekking van: het onderdeel Inkoop sociaal domein", "2024-08-01", ""},
			{"6", "intrekking van: het onderdeel Onderwijszaken", "", ""},
			{"7", "intrekking van: bijstelling 1 van het uitvoeringsplan", "2024-08-03", ""},
			{"8", "intrekking van: bijstelling 2 van het uitvoeringsplan", "", ""},
		}, a)
	})
}

func TestWhichDecision(t *testing.T) {
	t.Run("een verworpen of aangehouden voorstel is geen besluit dat bekend wordt gemaakt", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, journaal(
			vastgesteld("2024-06-01"),
			plan.VoorstelVerworpen{Voorstellen: []plan.Voorstel{hetPlan}, GenomenOp: dag("2024-06-02"), Besluitvorming: hoofdelijk()},
			plan.VoorstelAangehouden{Voorstellen: []plan.Voorstel{hetPlan}, Reden: plan.GeenQuorum, AangehoudenOp: dag("2024-06-03"), Besluitvorming: hoofdelijk()},
			bekend(hetPlan, "2024-06-10"), toegepast(hetPlan, "2024-06-11"),
		))
		assert.Equal(t, [][]string{{"2024-06-10", "2024-06-11"}, {"", ""}, {"", ""}}, kolommen(t, a, "bekendgemaaktOp", "toegepastOp"))
	})
	t.Run("alleen een genomen besluit is terug te vinden voor een bekendmaking", func(t *testing.T) {
		l := leesmodellentest.Lees(t, besluitenlijst.Projector, journaal(
			plan.VoorstelVerworpen{Voorstellen: []plan.Voorstel{hetPlan}, GenomenOp: dag("2024-05-01"), Besluitvorming: hoofdelijk()},
			deelname.DeelnameModuleGestart{Gemeente: "GM0202", Module: recht.Inkoop, GenomenOp: dag("2024-05-02")},
			vastgesteld("2024-06-01"),
		)...)
		var gevonden []int64
		for rij, err := range l.Rijen(besluitenlijst.Laatste, 3) {
			require.NoError(t, err)
			gevonden = append(gevonden, rij.Getal(2))
		}
		assert.Equal(t, []int64{3}, gevonden)
	})
	t.Run("een bekendmaking in het ene plan raakt het andere niet", func(t *testing.T) {
		events := journaal(vastgesteld("2024-06-01"), vastgesteld("2024-06-02"), bekend(hetPlan, "2024-06-10"))
		events[1].Stream = plan.Stroom(2028)
		assert.Equal(t, [][]string{{"2024-06-10"}, {""}}, kolommen(t, rapport(t, projections.Vraag{}, events), "bekendgemaaktOp"))
	})
}

func TestNorm(t *testing.T) {
	for naam, x := range map[string]struct {
		events   []any
		norm, is int64
	}{
		"niets toegepast":                  {[]any{vastgesteld("2024-06-01"), bekend(hetPlan, "2024-06-10")}, 0, 0},
		"toegepast op de dag zelf":         {[]any{vastgesteld("2024-06-01"), bekend(hetPlan, "2024-06-10"), toegepast(hetPlan, "2024-06-10")}, 1, 1},
		"toegepast voor de bekendmaking":   {[]any{vastgesteld("2024-06-01"), bekend(hetPlan, "2024-06-10"), toegepast(hetPlan, "2024-06-09")}, 1, 0},
		"toegepast en nooit bekendgemaakt": {[]any{vastgesteld("2024-06-01"), toegepast(hetPlan, "2024-06-10")}, 1, 0},
	} {
		t.Run("elk toegepast besluit was toen bekendgemaakt: "+naam, func(t *testing.T) {
			n := rapport(t, projections.Vraag{}, journaal(x.events...)).Volledigheid.Normen[0]
			assert.Equal(t, []any{x.norm, x.is, x.norm == x.is}, []any{n.Norm, n.Realisatie, n.Gehaald})
		})
	}
	t.Run("de norm leest de kolommen die zij bedoelt", func(t *testing.T) {
		k := rapport(t, projections.Vraag{}, journaal(vastgesteld("2024-06-01"))).Uitkomst.Kolommen
		assert.Equal(t, []string{"bekendgemaaktOp", "toegepastOp"}, []string{k[19].Naam, k[20].Naam})
	})
}

func TestSimulated(t *testing.T) {
	t.Run("een verzonnen besluit is zo te zien, en het echte ernaast niet", func(t *testing.T) {
		verzonnen := vastgesteld("2024-06-02")
		verzonnen.Gesimuleerd = true
		events := journaal(vastgesteld("2024-06-01"), verzonnen, bekend(hetPlan, "2024-06-10"))
		for op, wil := range map[es.Position]projections.Status{1: projections.Concept, 2: projections.Gesimuleerd, 3: projections.Gesimuleerd} {
			a := rapport(t, projections.Vraag{BekendOp: op}, events)
			assert.Equal(t, wil, a.Volledigheid.Status, "positie %d", op)
			for i, r := range a.Uitkomst.Regels {
				assert.Equal(t, i == 1, r.Gesimuleerd)
			}
		}
	})
}

func TestDaysThatComeLater(t *testing.T) {
	regel := func(events ...any) ([]string, projections.Antwoord) {
		a := rapport(t, projections.Vraag{}, journaal(events...))
		return kolommen(t, a, "bekendgemaaktOp", "toegepastOp")[0], a
	}
	t.Run("de vroegste toepassing telt, ook als zij later wordt vastgelegd", func(t *testing.T) {
		dagen, _ := regel(vastgesteld("2024-06-01"), bekend(hetPlan, "2024-06-15"), toegepast(hetPlan, "2024-06-20"), toegepast(hetPlan, "2024-06-10"))
		assert.Equal(t, []string{"2024-06-15", "2024-06-10"}, dagen)
		dagen, _ = regel(vastgesteld("2024-06-01"), toegepast(hetPlan, "2024-06-10"), toegepast(hetPlan, "2024-06-20"))
		assert.Equal(t, "2024-06-10", dagen[1])
	})
	t.Run("een verzonnen dag maakt de regel van een echt besluit verzonnen", func(t *testing.T) {
		verzonnen := bekend(hetPlan, "2024-06-15")
		verzonnen.Gesimuleerd = true
		_, a := regel(vastgesteld("2024-06-01"), verzonnen)
		assert.True(t, a.Uitkomst.Regels[0].Gesimuleerd)
		assert.True(t, a.Volledigheid.Gesimuleerd)
		_, a = regel(vastgesteld("2024-06-01"), bekend(hetPlan, "2024-06-15"))
		assert.False(t, a.Volledigheid.Gesimuleerd, "control")
	})
	t.Run("een einde dat is teruggenomen leest als voortzetting", func(t *testing.T) {
		e := deelname.DeelnameModuleBeeindigd{Verantwoording: corrigerend(), Gemeente: "GM0202", Module: recht.Inkoop, Periode: 1, GenomenOp: dag("2024-06-01")}
		a := rapport(t, projections.Vraag{}, journaal(e))
		assert.Equal(t, "voortzetting van de deelname van Arnhem aan Inkoop sociaal domein", kolommen(t, a, "omschrijving")[0][0])
	})
}
