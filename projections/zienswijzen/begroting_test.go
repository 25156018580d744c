package zienswijzen_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	beg "github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/zienswijzen"
)

var stuk2024 = beg.Stuk{Jaar: 2024}

// begrotingsverhaal is the begroting for 2024 at one raad: sent with twelve weeks to
// the aanbieding of 29 June 2023, and what came of it.
func begrotingsverhaal(events ...beg.Event) []es.Recorded {
	uit := []es.Recorded{{Stream: beg.Stroom(2024), Event: gezonden("2023-04-06", "2023-06-29", "2023-04-06")}}
	for _, e := range events {
		uit = append(uit, es.Recorded{Stream: beg.Stroom(2024), Revision: es.Revision(len(uit)), Event: e})
	}
	return uit
}

func datum(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func gezonden(op, uiterlijk, tijdig string) beg.OntwerpbegrotingToegezonden {
	return beg.OntwerpbegrotingToegezonden{
		Verantwoording: recht.Verantwoording{Regels: []recht.Regelnoot{{Code: "BEGR_ONTWERP", Versie: datum("2022-07-01")}}},
		Stuk:           stuk2024, Gemeente: "GM0202", ToegezondenOp: datum(op), UiterlijkOp: datum(uiterlijk), TijdigTot: datum(tijdig),
	}
}

func ontvangen(op string) beg.ZienswijzeOpBegrotingOntvangen {
	return beg.ZienswijzeOpBegrotingOntvangen{Stuk: stuk2024, Gemeente: "GM0202", Standpunt: bestuur.Negatief, Strekking: "Te duur.", OntvangenOp: datum(op)}
}

func aangeboden(op, tijdig string, bij ...recht.Gemeentecode) beg.OntwerpbegrotingAangeboden {
	return beg.OntwerpbegrotingAangeboden{
		Verantwoording: recht.Verantwoording{Regels: []recht.Regelnoot{{Code: "BEGR_ONTWERP", Versie: datum("2022-07-01")}}},
		Stuk:           stuk2024, AangebodenOp: datum(op), TijdigTot: datum(tijdig), Bijgevoegd: bij,
	}
}

func beoordeeld(op string) beg.OordeelOverZienswijzenBegrotingMeegedeeld {
	return beg.OordeelOverZienswijzenBegrotingMeegedeeld{
		Stuk: stuk2024, MeegedeeldOp: datum(op), Oordelen: []bestuur.Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: bestuur.NietOvergenomen}},
	}
}

func vastgesteld(op string) beg.BegrotingVastgesteld {
	return beg.BegrotingVastgesteld{Stuk: stuk2024, Vaststelling: beg.Vaststelling{GenomenOp: datum(op)}}
}

func TestBudgetLine(t *testing.T) {
	afgezien := beg.GeenZienswijzeOpBegrotingGemeld{Stuk: stuk2024, Gemeente: "GM0202", MeegedeeldOp: datum("2023-06-01")}
	verstreken := beg.ZienswijzetermijnBegrotingVerstreken{Stuk: stuk2024, Gemeente: "GM0202", UiterlijkOp: datum("2023-06-29")}
	tijdig, laat := ontvangen("2023-06-29"), ontvangen("2023-06-30")
	aan, vast := aangeboden("2023-06-29", "2023-04-06", "GM0202"), vastgesteld("2023-07-06")
	for naam, x := range map[string]struct {
		events                                []beg.Event
		reactie, oordeel, bijvoeging, signaal string
	}{
		"nog niets":                  {nil, "termijn loopt", "niet van toepassing", "niet van toepassing", ""},
		"geen reactie":               {[]beg.Event{verstreken, aan, vast}, "geen reactie", "niet van toepassing", "niet van toepassing", ""},
		"te laat":                    {[]beg.Event{verstreken, aan, vast, laat}, "te laat", "FOUT: ontbreekt", "na de aanbieding ontvangen", ""},
		"afgezien":                   {[]beg.Event{afgezien, aan, vast}, "afgezien", "niet van toepassing", "niet van toepassing", ""},
		"op tijd, beoordeeld":        {[]beg.Event{tijdig, aan, beoordeeld("2023-07-06"), vast}, "op tijd", "vóór de vaststelling", "bijgevoegd", ""},
		"oordeel na de vaststelling": {[]beg.Event{tijdig, aan, vast, beoordeeld("2023-07-07")}, "op tijd", "FOUT: na de vaststelling", "bijgevoegd", ""},
		"nog niet aangeboden":        {[]beg.Event{tijdig}, "op tijd", "nog niet", "nog niet aangeboden", ""},
		"niet bijgevoegd":            {[]beg.Event{tijdig, aangeboden("2023-06-29", "2023-04-06")}, "op tijd", "nog niet", "FOUT: niet bijgevoegd", ""},
		"oud recht":                  {[]beg.Event{ontvangen("2022-06-20"), aan, vastgesteld("2022-06-30")}, "op tijd", "niet verplicht (oud recht)", "bijgevoegd", ""},
		"te kort toegezonden":        {[]beg.Event{aangeboden("2023-06-28", "2023-04-05")}, "termijn loopt", "niet van toepassing", "niet van toepassing", zienswijzen.SignaalTeKort},
		"te vroeg vastgesteld":       {[]beg.Event{aan, vastgesteld("2023-06-29")}, "termijn loopt", "niet van toepassing", "niet van toepassing", zienswijzen.SignaalVroeg},
		"achteraf als tijdig":        {[]beg.Event{verstreken, tijdig}, "op tijd", "nog niet", "nog niet aangeboden", zienswijzen.SignaalAchteraf},
		"eerst afgezien, verbeterd":  {[]beg.Event{afgezien, tijdig}, "op tijd", "nog niet", "nog niet aangeboden", ""},
		"toezending verbeterd":       {[]beg.Event{tijdig, aan, gezonden("2023-03-01", "2023-06-01", "2023-04-06")}, "te laat", "nog niet", "bijgevoegd", ""},
	} {
		t.Run("elke uitkomst is een eigen regel: "+naam, func(t *testing.T) {
			a := rapport(t, projections.Vraag{}, begrotingsverhaal(x.events...))
			assert.Equal(t, []any{x.reactie, x.oordeel, x.bijvoeging, x.signaal, "begroting", "2024"},
				[]any{kolom(t, a, "reactie"), kolom(t, a, "oordeel"), kolom(t, a, "bijvoeging"), kolom(t, a, "signaal"), kolom(t, a, "stuk"), kolom(t, a, "begrotingsjaar")})
			assert.Len(t, a.Uitkomst.Regels[0].Herkomst, len(x.events)+1, "every event that the line rests on")
			assert.Equal(t, []recht.Regelnoot{{Code: "BEGR_ONTWERP", Versie: datum("2022-07-01")}}, a.Uitkomst.Regelset)
		})
	}
}

func TestBudgetAsOf(t *testing.T) {
	events := func() []es.Recorded {
		return begrotingsverhaal(ontvangen("2023-06-20"), aangeboden("2023-06-29", "2023-04-06", "GM0202"), beoordeeld("2023-07-04"), vastgesteld("2023-07-06"))
	}
	t.Run("met een peildatum is wat later gebeurde er nog niet", func(t *testing.T) {
		for d, want := range map[string][]any{
			"2023-06-19": {"termijn loopt", "", "", "", "niet van toepassing"},
			"2023-06-20": {"op tijd", "", "", "", "nog niet aangeboden"},
			"2023-06-29": {"op tijd", "", "", "2023-06-29", "bijgevoegd"},
			"2023-07-04": {"op tijd", "2023-07-04", "", "2023-06-29", "bijgevoegd"},
			"2023-07-06": {"op tijd", "2023-07-04", "2023-07-06", "2023-06-29", "bijgevoegd"},
		} {
			a := rapport(t, projections.Vraag{Peildatum: datum(d)}, events())
			assert.Equal(t, want, []any{kolom(t, a, "reactie"), kolom(t, a, "oordeelOp"), kolom(t, a, "vastgesteldOp"), kolom(t, a, "aangebodenOp"), kolom(t, a, "bijvoeging")}, d)
		}
		assert.Empty(t, rapport(t, projections.Vraag{Peildatum: datum("2023-04-05")}, events()).Uitkomst.Regels)
		a := rapport(t, projections.Vraag{Peildatum: datum("2023-06-30")}, begrotingsverhaal())
		assert.Equal(t, "geen reactie", kolom(t, a, "reactie"), "the day itself says so")
	})
	t.Run("plan en begroting zijn te scheiden, en een filter van het een neemt het ander niet mee", func(t *testing.T) {
		for vraag, n := range map[string]int{"": 2, "stuk=begroting": 1, "stuk=uitvoeringsplan": 1, "planperiode=2024": 1, "begrotingsjaar=2024": 1, "begrotingsjaar=2023": 0, "planperiode=2023": 0, "gemeente=GM0202": 2, "reactie=op tijd": 1} {
			v := projections.Vraag{Filter: map[string]string{}}
			if naam, waarde, er := strings.Cut(vraag, "="); er {
				v.Filter[naam] = waarde
			}
			assert.Len(t, rapport(t, v, append(verhaal(t, nil, "", ""), events()...)).Uitkomst.Regels, n, vraag)
		}
	})
	t.Run("een zienswijze van een raad die niets kreeg stopt de projector", func(t *testing.T) {
		for _, e := range []beg.Event{ontvangen("2023-06-20"), beoordeeld("2023-07-04")} {
			require.ErrorIs(t, zienswijzen.Projector.Verwerk(leeg{}, es.Recorded{Stream: beg.Stroom(2024), Event: e}), projections.ErrVolgorde)
		}
	})
}
