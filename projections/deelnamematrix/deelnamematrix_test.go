package deelnamematrix_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
)

func TestPeriod(t *testing.T) {
	events := []deelname.Event{
		gestart(arnhem, recht.Inkoop, 1, "2018-01-01"),
		beeindigd(arnhem, recht.Inkoop, 1, "2021-07-01"),
		gestart(arnhem, recht.Inkoop, 2, "2023-01-01"),
		beeindigd(arnhem, recht.Inkoop, 2, "2025-01-01"),
		gestart(arnhem, recht.Inkoop, 3, "2025-01-01"),
	}
	een, twee, drie := "2018-01-01 tot 2021-07-01", "2023-01-01 tot 2025-01-01", "vanaf 2025-01-01"
	for _, x := range []struct{ naam, peildatum, wil string }{
		{"de dag voor de eerste dag telt niet mee", "2017-12-31", ""},
		{"de eerste dag telt mee", "2018-01-01", een},
		{"de dag voor het einde telt nog mee", "2021-06-30", een},
		{"de laatste dag telt niet mee", "2021-07-01", ""},
		{"tussen twee periodes is er geen deelname", "2022-12-31", ""},
		{"een tweede periode begint op haar eigen eerste dag", "2023-01-01", twee},
		{"de dag voor een aansluitende periode hoort bij de oude", "2024-12-31", twee},
		{"een aansluitende periode neemt het op haar eerste dag over", "2025-01-01", drie},
		{"een periode zonder einde loopt door", "2099-12-31", drie},
		{"zonder peildatum staan alle periodes er, in volgorde", "", een + "; " + twee + "; " + drie},
	} {
		t.Run(x.naam, func(t *testing.T) {
			a := matrix(t, projections.Vraag{Peildatum: dag(x.peildatum)}, events...)
			assert.Equal(t, x.wil, vak(t, a, arnhem, recht.Inkoop))
			assert.Empty(t, vak(t, a, arnhem, recht.Onderwijszaken), "an other module is an other matter")
		})
	}
}

func TestCorrection(t *testing.T) {
	t.Run("een correctie van de eerste dag laat het einde staan", func(t *testing.T) {
		events := []deelname.Event{
			gestart(arnhem, recht.Inkoop, 1, "2018-01-01"),
			beeindigd(arnhem, recht.Inkoop, 1, "2021-07-01"),
			gestart(arnhem, recht.Inkoop, 1, "2018-03-01"),
		}
		for p, wil := range map[es.Position]string{
			1: "vanaf 2018-01-01", 2: "2018-01-01 tot 2021-07-01", 3: "2018-03-01 tot 2021-07-01",
		} {
			assert.Equal(t, wil, vak(t, matrix(t, projections.Vraag{BekendOp: p}, events...), arnhem, recht.Inkoop), "positie %d", p)
		}
		for p, wil := range map[es.Position]string{2: "2018-01-01 tot 2021-07-01", 3: ""} {
			a := matrix(t, projections.Vraag{BekendOp: p, Peildatum: dag("2018-02-28")}, events...)
			assert.Equal(t, wil, vak(t, a, arnhem, recht.Inkoop), "op 28 februari, zoals bekend op %d", p)
		}
	})
	t.Run("een correctie van de eerste dag van een lopende periode geeft haar geen einde", func(t *testing.T) {
		a := matrix(t, projections.Vraag{}, gestart(arnhem, recht.Inkoop, 1, "2018-01-01"), gestart(arnhem, recht.Inkoop, 1, "2017-01-01"))
		assert.Equal(t, "vanaf 2017-01-01", vak(t, a, arnhem, recht.Inkoop))
	})
	t.Run("een correctie van het einde laat de eerste dag staan, en kan het einde wegnemen", func(t *testing.T) {
		events := []deelname.Event{
			gestart(arnhem, recht.Inkoop, 1, "2018-01-01"),
			beeindigd(arnhem, recht.Inkoop, 1, "2021-07-01"),
			beeindigd(arnhem, recht.Inkoop, 1, "2022-01-01"),
			beeindigd(arnhem, recht.Inkoop, 1, ""),
		}
		for p, wil := range map[es.Position]string{
			2: "2018-01-01 tot 2021-07-01", 3: "2018-01-01 tot 2022-01-01", 4: "vanaf 2018-01-01",
		} {
			assert.Equal(t, wil, vak(t, matrix(t, projections.Vraag{BekendOp: p}, events...), arnhem, recht.Inkoop), "positie %d", p)
		}
	})
	t.Run("een herroepen periode heeft nooit gegolden, en haar regel blijft herleidbaar", func(t *testing.T) {
		events := []deelname.Event{
			gestart(arnhem, recht.Inkoop, 1, "2018-01-01"),
			beeindigd(arnhem, recht.Inkoop, 1, "2018-01-01"),
		}
		for _, d := range []string{"", "2017-12-31", "2018-01-01", "2018-01-02"} {
			a := matrix(t, projections.Vraag{Peildatum: dag(d)}, events...)
			assert.Empty(t, vak(t, a, arnhem, recht.Inkoop), "op %q", d)
			assert.Equal(t, []es.Position{1, 2}, a.Uitkomst.Regels[0].Herkomst)
		}
		a := matrix(t, projections.Vraag{BekendOp: 1, Peildatum: dag("2018-01-01")}, events...)
		assert.Equal(t, "vanaf 2018-01-01", vak(t, a, arnhem, recht.Inkoop), "as known before it was recalled")
	})
	t.Run("een herroepen periode laat de volgende ongemoeid", func(t *testing.T) {
		a := matrix(t, projections.Vraag{},
			gestart(arnhem, recht.Inkoop, 1, "2018-01-01"), beeindigd(arnhem, recht.Inkoop, 1, "2018-01-01"),
			gestart(arnhem, recht.Inkoop, 2, "2018-01-01"))
		assert.Equal(t, "vanaf 2018-01-01", vak(t, a, arnhem, recht.Inkoop))
	})
}

// breed is a history of two gemeenten in three modules, not in order of code.
func breed() []deelname.Event {
	return []deelname.Event{
		gestart(rheden, recht.WerkgeverschapSW, 1, "2019-01-01"),
		gestart(arnhem, recht.Onderwijszaken, 1, "2020-01-01"),
		gestart(rheden, recht.Inkoop, 1, "2018-01-01"),
		beeindigd(rheden, recht.WerkgeverschapSW, 1, "2020-01-01"),
		gestart(arnhem, recht.Inkoop, 1, "2018-01-01"),
	}
}

func TestReport(t *testing.T) {
	t.Run("er is een regel per gemeente en een kolom per module, op volgorde van code en plan", func(t *testing.T) {
		a := matrix(t, projections.Vraag{}, breed()...)
		var namen []string
		for _, k := range a.Uitkomst.Kolommen {
			namen = append(namen, k.Naam)
		}
		assert.Equal(t, []string{"gemeente", "naam", "inkoop", "onderwijszaken", "werkgeversservicepunt", "werkgeverschap-sw"}, namen)
		assert.Equal(t, []projections.Regel{
			{Waarden: []any{"GM0202", "Arnhem", "vanaf 2018-01-01", "vanaf 2020-01-01", "", ""}, Herkomst: []es.Position{2, 5}},
			{Waarden: []any{"GM0275", "Rheden", "vanaf 2018-01-01", "", "", "2019-01-01 tot 2020-01-01"}, Herkomst: []es.Position{1, 3, 4}},
		}, a.Uitkomst.Regels)
	})
	t.Run("wat nog niet bekend was staat niet in regel of herkomst", func(t *testing.T) {
		a := matrix(t, projections.Vraag{BekendOp: 3}, breed()...)
		assert.Equal(t, []projections.Regel{
			{Waarden: []any{"GM0202", "Arnhem", "", "vanaf 2020-01-01", "", ""}, Herkomst: []es.Position{2}},
			{Waarden: []any{"GM0275", "Rheden", "vanaf 2018-01-01", "", "", "vanaf 2019-01-01"}, Herkomst: []es.Position{1, 3}},
		}, a.Uitkomst.Regels)
		assert.Len(t, matrix(t, projections.Vraag{BekendOp: 1}, breed()...).Uitkomst.Regels, 1)
	})
	t.Run("een gemeente die op de peildatum nergens aan deelneemt houdt een lege regel", func(t *testing.T) {
		a := matrix(t, projections.Vraag{Peildatum: dag("2017-06-30")}, breed()...)
		require.Len(t, a.Uitkomst.Regels, 2)
		assert.Equal(t, []any{"GM0202", "Arnhem", "", "", "", ""}, a.Uitkomst.Regels[0].Waarden)
	})
	t.Run("een filter op gemeente geeft alleen haar regel, met haar eigen herkomst", func(t *testing.T) {
		a := matrix(t, projections.Vraag{Filter: map[string]string{"gemeente": "GM0275"}}, breed()...)
		require.Len(t, a.Uitkomst.Regels, 1)
		assert.Equal(t, "GM0275", a.Uitkomst.Regels[0].Waarden[0])
		assert.Equal(t, []es.Position{1, 3, 4}, a.Uitkomst.Regels[0].Herkomst)
		for _, g := range []string{"GM0221"} {
			assert.Empty(t, matrix(t, projections.Vraag{Filter: map[string]string{"gemeente": g}}, breed()...).Uitkomst.Regels, "filter %q", g)
		}
	})
	t.Run("een deelname aan wat geen module is heeft geen kolom", func(t *testing.T) {
		a := matrix(t, projections.Vraag{}, gestart(arnhem, recht.Beheerorganisatie, 1, "2018-01-01"))
		assert.Equal(t, []any{"GM0202", "Arnhem", "", "", "", ""}, a.Uitkomst.Regels[0].Waarden)
	})
}

func TestSimulated(t *testing.T) {
	begin, eind := gestart(arnhem, recht.Onderwijszaken, 1, "2018-01-01"), beeindigd(arnhem, recht.Onderwijszaken, 1, "2021-07-01")
	begin.Verantwoording, eind.Verantwoording = verzonnen, verzonnen
	echt := gestart(arnhem, recht.Onderwijszaken, 1, "2018-03-01")
	inkoop, sw := gestart(arnhem, recht.Inkoop, 1, "2018-01-01"), gestart(arnhem, recht.WerkgeverschapSW, 1, "2018-01-01")
	for _, x := range []struct {
		naam   string
		op     es.Position
		events []deelname.Event
		wil    bool
	}{
		{"een verzonnen begin", 0, []deelname.Event{begin}, true},
		{"een verzonnen einde", 0, []deelname.Event{echt, eind}, true},
		{"een verzonnen einde dat nog niet bekend was", 1, []deelname.Event{echt, eind}, false},
		{"een verzonnen module tussen twee echte", 0, []deelname.Event{inkoop, begin, sw}, true},
		{"een verzonnen begin dat door een echt is vervangen", 0, []deelname.Event{begin, echt}, false},
		{"een verzonnen begin voordat het werd vervangen", 1, []deelname.Event{begin, echt}, true},
		{"een verzonnen begin met een echt einde", 0, []deelname.Event{begin, beeindigd(arnhem, recht.Onderwijszaken, 1, "2021-07-01")}, true},
		{"een verzonnen einde met een echt verbeterd begin", 0, []deelname.Event{begin, eind, echt}, true},
		{"begin en einde die allebei door echte zijn vervangen", 0, []deelname.Event{begin, eind, echt, beeindigd(arnhem, recht.Onderwijszaken, 1, "2021-08-01")}, false},
		{"niets verzonnen", 0, []deelname.Event{inkoop, echt, sw}, false},
	} {
		t.Run("de regel zegt of zij op iets verzonnens rust: "+x.naam, func(t *testing.T) {
			elders := gestart(rheden, recht.Onderwijszaken, 1, "2018-01-01")
			a := matrix(t, projections.Vraag{BekendOp: x.op}, append(x.events, elders)...)
			assert.Equal(t, x.wil, a.Uitkomst.Regels[0].Gesimuleerd)
			assert.Equal(t, x.wil, a.Volledigheid.Gesimuleerd)
			if x.op == 0 {
				require.Len(t, a.Uitkomst.Regels, 2)
				assert.False(t, a.Uitkomst.Regels[1].Gesimuleerd, "an other gemeente")
			}
		})
	}
}

func TestRows(t *testing.T) {
	l := leesmodellentest.Lees(t, deelnamematrix.Projector, historie(
		gestart(rheden, recht.Inkoop, 1, "2018-01-01"),
		gestart(arnhem, recht.Inkoop, 1, "2018-01-01"),
		beeindigd(arnhem, recht.Inkoop, 1, "2021-07-01"))...)
	var rijen []projections.Rij
	for r, err := range l.Versies(deelnamematrix.Deelnames, 3) {
		require.NoError(t, err)
		rijen = append(rijen, r)
	}
	a, r := string(deelname.Stroom(arnhem, recht.Inkoop)), string(deelname.Stroom(rheden, recht.Inkoop))
	nul, een := int64(0), int64(1)
	assert.Equal(t, []projections.Rij{
		{Waarden: []any{"GM0202", "inkoop", een, "2018-01-01", "", nul, a, nul}, Van: 2, Tot: 3},
		{Waarden: []any{"GM0202", "inkoop", een, "2018-01-01", "2021-07-01", nul, a, een}, Van: 3},
		{Waarden: []any{"GM0275", "inkoop", een, "2018-01-01", "", nul, r, nul}, Van: 1},
	}, rijen, "elke rij noemt haar stroom en de revisie waarop zij rust")
}
