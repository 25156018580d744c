package zienswijzen_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/zienswijzen"
)

func dag(t *testing.T, s string) recht.Datum {
	t.Helper()
	d, err := recht.ParseDatum(s)
	require.NoError(t, err)
	return d
}

// verhaal is the history of one raad, with a vaststelling and a judgement on the
// given days; an empty day means that it did not happen.
func verhaal(t *testing.T, antwoord plan.Event, oordeel, vaststelling string) []es.Recorded {
	t.Helper()
	events := []plan.Event{
		plan.UitvoeringsplanOpgesteld{VanJaar: 2024, TotEnMetJaar: 2027},
		plan.ZienswijzeGevraagd{
			Gemeente: "GM0202", VerzondenOp: dag(t, "2019-03-11"), Einde: recht.Termijneinde{Uiterlijk: dag(t, "2019-05-06")},
			Verantwoording: recht.Verantwoording{Regels: []recht.Regelnoot{{Code: "UVP_ZIENSWIJZE", Versie: dag(t, "2017-01-01"), Aangenomen: true}}},
		},
	}
	if antwoord != nil {
		events = append(events, antwoord)
	}
	judgement := func() {
		events = append(events, plan.OordeelOverZienswijzenMeegedeeld{
			MeegedeeldOp: dag(t, oordeel), Oordelen: []plan.Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: plan.Kennisgenomen}},
		})
	}
	if oordeel != "" && (vaststelling == "" || oordeel <= vaststelling) {
		judgement()
	}
	if vaststelling != "" {
		events = append(events, plan.UitvoeringsplanVastgesteld{GenomenOp: dag(t, vaststelling)})
	}
	if oordeel > vaststelling && vaststelling != "" {
		judgement()
	}
	var r []es.Recorded
	for i, e := range events {
		r = append(r, es.Recorded{Stream: plan.Stroom(2024), Revision: es.Revision(i), Event: e})
	}
	return r
}

func rapport(t *testing.T, v projections.Vraag, events []es.Recorded) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, zienswijzen.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), zienswijzen.Rapport, l, v)
	require.NoError(t, err)
	return a
}

func kolom(t *testing.T, a projections.Antwoord, naam string) any {
	t.Helper()
	require.Len(t, a.Uitkomst.Regels, 1)
	for i, k := range a.Uitkomst.Kolommen {
		if k.Naam == naam {
			return a.Uitkomst.Regels[0].Waarden[i]
		}
	}
	require.Fail(t, "geen kolom "+naam)
	return nil
}

func TestJudgement(t *testing.T) {
	ontvangen := plan.ZienswijzeOntvangen{Gemeente: "GM0202", Standpunt: plan.Negatief, OntvangenOp: dag(t, "2019-05-06"), Tijdigheid: plan.OpTijd}
	afgezien := plan.VanZienswijzeAfgezien{Gemeente: "GM0202", MeegedeeldOp: dag(t, "2019-05-01")}
	for _, x := range []struct {
		naam, oordeel, vastgesteld string
		antwoord                   plan.Event
		wil                        zienswijzen.Oordeelstand
	}{
		{"onder oud recht is een ontbrekend oordeel geen fout", "", "2022-06-30", ontvangen, zienswijzen.OordeelNietNodig},
		{"vanaf 1 juli 2022 is een ontbrekend oordeel rood", "", "2022-07-01", ontvangen, zienswijzen.OordeelOntbreekt},
		{"een oordeel na de vaststelling is rood", "2022-07-02", "2022-07-01", ontvangen, zienswijzen.OordeelNa},
		{"een oordeel op de dag van de vaststelling is op tijd", "2022-07-01", "2022-07-01", ontvangen, zienswijzen.OordeelTijdig},
		{"onder oud recht is een laat oordeel geen fout", "2022-07-01", "2022-06-30", ontvangen, zienswijzen.OordeelNietNodig},
		{"zolang niets is vastgesteld kan het nog", "", "", ontvangen, zienswijzen.OordeelNogNiet},
		{"wie afzag krijgt geen oordeel", "", "2022-07-01", afgezien, zienswijzen.OordeelNietGeldig},
		{"wie niets liet horen krijgt geen oordeel", "", "2022-07-01", nil, zienswijzen.OordeelNietGeldig},
	} {
		t.Run(x.naam, func(t *testing.T) {
			a := rapport(t, projections.Vraag{}, verhaal(t, x.antwoord, x.oordeel, x.vastgesteld))
			assert.Equal(t, string(x.wil), kolom(t, a, "oordeel"))
			assert.Equal(t, []string{"UVP_ZIENSWIJZE"}, a.Volledigheid.Aangenomen)
		})
	}
}

func TestReaction(t *testing.T) {
	verstreken := plan.ZienswijzeTermijnVerstreken{Gemeente: "GM0202", UiterlijkOp: dag(t, "2019-05-06")}
	laat := plan.ZienswijzeOntvangen{Gemeente: "GM0202", Standpunt: plan.Positief, OntvangenOp: dag(t, "2019-05-07"), Tijdigheid: plan.TeLaat}
	events := append(verhaal(t, verstreken, "", ""), es.Recorded{Stream: plan.Stroom(2024), Revision: 3, Event: laat})

	t.Run("elke stap is terug te vragen zoals toen bekend", func(t *testing.T) {
		for p, wil := range map[es.Position]zienswijzen.Reactie{2: zienswijzen.LooptNog, 3: zienswijzen.GeenReactie, 4: zienswijzen.TeLaat} {
			a := rapport(t, projections.Vraag{BekendOp: p}, events)
			assert.Equal(t, string(wil), kolom(t, a, "reactie"), "positie %d", p)
			assert.Len(t, a.Uitkomst.Regels[0].Herkomst, int(p)-1)
		}
	})
	t.Run("met een peildatum telt wat later gebeurde niet mee", func(t *testing.T) {
		for d, wil := range map[string]zienswijzen.Reactie{
			"2019-03-11": zienswijzen.LooptNog, "2019-05-06": zienswijzen.LooptNog, "2019-05-07": zienswijzen.TeLaat,
		} {
			a := rapport(t, projections.Vraag{Peildatum: dag(t, d)}, events)
			assert.Equal(t, string(wil), kolom(t, a, "reactie"), d)
		}
		a := rapport(t, projections.Vraag{Peildatum: dag(t, "2019-03-10")}, events)
		assert.Empty(t, a.Uitkomst.Regels, "toen was nog niets gevraagd")
	})
	t.Run("een filter op reactie kijkt naar wat er op die dag stond", func(t *testing.T) {
		a := rapport(t, projections.Vraag{Filter: map[string]string{"reactie": "te laat"}, Peildatum: dag(t, "2019-05-06")}, events)
		assert.Empty(t, a.Uitkomst.Regels)
	})
}

func TestSignal(t *testing.T) {
	verstreken := plan.ZienswijzeTermijnVerstreken{Gemeente: "GM0202", UiterlijkOp: dag(t, "2019-05-06")}
	antwoord := func(op string, tijdig plan.Tijdigheid) plan.Event {
		return plan.ZienswijzeOntvangen{Gemeente: "GM0202", Standpunt: plan.Positief, OntvangenOp: dag(t, op), Tijdigheid: tijdig}
	}
	na := func(events ...plan.Event) []es.Recorded {
		uit := verhaal(t, nil, "", "")
		for _, e := range events {
			uit = append(uit, es.Recorded{Stream: plan.Stroom(2024), Revision: es.Revision(len(uit)), Event: e})
		}
		return uit
	}
	for naam, x := range map[string]struct {
		events []es.Recorded
		wil    string
	}{
		"tijdig, vastgelegd voor het verstrijken": {na(antwoord("2019-05-06", plan.OpTijd)), ""},
		"tijdig, vastgelegd na het verstrijken":   {na(verstreken, antwoord("2019-05-06", plan.OpTijd)), zienswijzen.SignaalAchteraf},
		"te laat na het verstrijken":              {na(verstreken, antwoord("2019-05-07", plan.TeLaat)), ""},
		"te laat, en daarna verbeterd tot tijdig": {na(verstreken, antwoord("2019-05-07", plan.TeLaat), antwoord("2019-05-06", plan.OpTijd)), zienswijzen.SignaalAchteraf},
		"tijdig, en daarna verbeterd tot te laat": {na(verstreken, antwoord("2019-05-06", plan.OpTijd), antwoord("2019-05-07", plan.TeLaat)), ""},
		"tijdig afgezien na het verstrijken":      {na(verstreken, plan.VanZienswijzeAfgezien{Gemeente: "GM0202", MeegedeeldOp: dag(t, "2019-05-06")}), zienswijzen.SignaalAchteraf},
		"te laat afgezien":                        {na(verstreken, plan.VanZienswijzeAfgezien{Gemeente: "GM0202", MeegedeeldOp: dag(t, "2019-05-07")}), ""},
		"niets gehoord":                           {na(verstreken), ""},
	} {
		t.Run("een signaal waar het antwoord tijdig is en het verstrijken al vastlag: "+naam, func(t *testing.T) {
			assert.Equal(t, x.wil, kolom(t, rapport(t, projections.Vraag{}, x.events), "signaal"))
		})
	}
	t.Run("op een dag voor het antwoord, en zoals bekend ervoor, is er geen signaal", func(t *testing.T) {
		events := na(verstreken, antwoord("2019-05-06", plan.OpTijd))
		assert.Empty(t, kolom(t, rapport(t, projections.Vraag{BekendOp: 3}, events), "signaal"))
		assert.Empty(t, kolom(t, rapport(t, projections.Vraag{Peildatum: dag(t, "2019-05-05")}, events), "signaal"))
	})
}

func TestNorms(t *testing.T) {
	op := func(d string, tijdig plan.Tijdigheid) plan.Event {
		return plan.ZienswijzeOntvangen{Gemeente: "GM0202", Standpunt: plan.Negatief, OntvangenOp: dag(t, d), Tijdigheid: tijdig}
	}
	for naam, x := range map[string]struct {
		events  []es.Recorded
		termijn [2]int64 // asked, realised
		oordeel [2]int64
	}{
		"op tijd en beoordeeld": {verhaal(t, op("2019-05-06", plan.OpTijd), "2022-07-01", "2022-07-01"), [2]int64{1, 1}, [2]int64{1, 1}},
		"te laat":               {verhaal(t, op("2019-05-07", plan.TeLaat), "", "2022-06-30"), [2]int64{1, 0}, [2]int64{}},
		"oordeel ontbreekt":     {verhaal(t, op("2019-05-06", plan.OpTijd), "", "2022-07-01"), [2]int64{1, 1}, [2]int64{1, 0}},
		"niets ontvangen":       {verhaal(t, nil, "", "2022-07-01"), [2]int64{}, [2]int64{}},
	} {
		t.Run("termijn en oordeel staan naast wat is gerealiseerd: "+naam, func(t *testing.T) {
			v := rapport(t, projections.Vraag{}, x.events).Volledigheid
			assert.Equal(t, []projections.Norm{
				{Naam: "zienswijzen binnen de termijn", Norm: x.termijn[0], Realisatie: x.termijn[1], Gehaald: x.termijn[0] == x.termijn[1]},
				{Naam: "oordelen vóór de vaststelling", Norm: x.oordeel[0], Realisatie: x.oordeel[1], Gehaald: x.oordeel[0] == x.oordeel[1]},
			}, v.Normen)
			assert.Equal(t, &projections.Deel{Aantal: x.termijn[0] - x.termijn[1], Noemer: x.termijn[0]}, v.Laat)
		})
	}
}

// leeg is a Schrijver without any row.
type leeg struct{ projections.Schrijver }

func (leeg) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

func TestOrder(t *testing.T) {
	for _, e := range []plan.Event{
		plan.VanZienswijzeAfgezien{Gemeente: "GM0202"},
		plan.ZienswijzeTermijnVerstreken{Gemeente: "GM0202"},
		plan.BijstellingVoorgesteld{Bijstelling: 1},
		plan.UitvoeringsplanVastgesteld{},
	} {
		err := zienswijzen.Projector.Verwerk(leeg{}, es.Recorded{Stream: plan.Stroom(2024), Event: e})
		assert.ErrorIs(t, err, projections.ErrVolgorde, "%T over iets dat er niet is stopt de projector", e)
	}
}
