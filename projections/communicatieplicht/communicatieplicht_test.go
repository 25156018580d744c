package communicatieplicht_test

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/communicatieplicht"
)

type w = []projections.Waarde

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func brief(op string) communicatie.Event {
	return communicatie.NieuwsbriefVerzonden{VerzondenOp: dag(op)}
}

func bijeenkomst(op string) communicatie.Event {
	return communicatie.InformatiebijeenkomstGehouden{GehoudenOp: dag(op)}
}

func verzonnen(e communicatie.Event) communicatie.Event {
	switch e := e.(type) {
	case communicatie.NieuwsbriefVerzonden:
		e.Gesimuleerd = true
		return e
	case communicatie.InformatiebijeenkomstGehouden:
		e.Gesimuleerd = true
		return e
	}
	panic("not an uiting")
}

func lees(t *testing.T, events ...communicatie.Event) projections.Lezer {
	t.Helper()
	var r []es.Recorded
	for i, e := range events {
		r = append(r, es.Recorded{Stream: es.Stream("communicatie-" + strconv.Itoa(i+1)), Event: e})
	}
	return leesmodellentest.Lees(t, communicatieplicht.Projector, r...)
}

// rapport is the report; without a position, as known after the last event.
func rapport(t *testing.T, l projections.Lezer, v projections.Vraag) projections.Antwoord {
	t.Helper()
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), communicatieplicht.Rapport, l, v)
	require.NoError(t, err)
	return a
}

func regels(a projections.Antwoord) (uit []w) {
	for _, r := range a.Uitkomst.Regels {
		uit = append(uit, r.Waarden)
	}
	return uit
}

func TestNorm(t *testing.T) {
	const nb, ib = communicatieplicht.Nieuwsbrief, communicatieplicht.Bijeenkomst
	for _, x := range []struct {
		naam   string
		events []communicatie.Event
		wil    []w
	}{
		{
			"een nieuwsbrief is er een te weinig",
			[]communicatie.Event{brief("2020-05-01")},
			[]w{{"2020", nb, int64(1), "ten minste 2", "nee"}},
		},
		{
			"twee nieuwsbrieven zijn precies genoeg",
			[]communicatie.Event{brief("2020-05-01"), brief("2020-05-01")},
			[]w{{"2020", nb, int64(2), "ten minste 2", "ja"}},
		},
		{
			"drie nieuwsbrieven zijn meer dan genoeg",
			[]communicatie.Event{brief("2020-05-01"), brief("2020-06-01"), brief("2020-07-01")},
			[]w{{"2020", nb, int64(3), "ten minste 2", "ja"}},
		},
		{
			"een bijeenkomst is genoeg",
			[]communicatie.Event{bijeenkomst("2020-05-01")},
			[]w{{"2020", ib, int64(1), "ten minste 1", "ja"}},
		},
		{
			"een bijeenkomst is geen nieuwsbrief",
			[]communicatie.Event{brief("2020-05-01"), bijeenkomst("2020-05-02")},
			[]w{{"2020", ib, int64(1), "ten minste 1", "ja"}, {"2020", nb, int64(1), "ten minste 2", "nee"}},
		},
		{
			"oudejaarsdag hoort bij het oude jaar en nieuwjaarsdag bij het nieuwe",
			[]communicatie.Event{brief("2021-01-01"), brief("2020-12-31")},
			[]w{{"2020", nb, int64(1), "ten minste 2", "nee"}, {"2021", nb, int64(1), "ten minste 2", "nee"}},
		},
		{
			"voor 2020 en na 2023 gold geen norm",
			[]communicatie.Event{brief("2024-01-01"), brief("2019-12-31"), brief("2023-12-31"), brief("2020-01-01")},
			[]w{{"2019", nb, int64(1), "", ""}, {"2020", nb, int64(1), "ten minste 2", "nee"}, {"2023", nb, int64(1), "ten minste 2", "nee"}, {"2024", nb, int64(1), "", ""}},
		},
		{
			"een jaar waarin niets is vastgelegd heeft geen regel",
			[]communicatie.Event{brief("2020-05-01"), bijeenkomst("2022-05-01")},
			[]w{{"2020", nb, int64(1), "ten minste 2", "nee"}, {"2022", ib, int64(1), "ten minste 1", "ja"}},
		},
		{"zonder uitingen is er geen regel", nil, nil},
	} {
		t.Run(x.naam, func(t *testing.T) {
			a := rapport(t, lees(t, x.events...), projections.Vraag{})
			assert.Equal(t, x.wil, regels(a))
			for _, r := range a.Uitkomst.Regels {
				assert.False(t, r.Gesimuleerd)
			}
		})
	}
}

func TestPromiseAndRealisation(t *testing.T) {
	l := lees(t, brief("2019-05-01"), brief("2020-05-01"), brief("2020-09-01"), bijeenkomst("2020-06-01"), brief("2021-05-01"))
	t.Run("elke norm staat naast haar realisatie, en een jaar zonder norm staat er niet bij", func(t *testing.T) {
		assert.Equal(t, []projections.Norm{
			{Naam: "informatiebijeenkomst 2020", Norm: 1, Realisatie: 1, Gehaald: true},
			{Naam: "nieuwsbrief 2020", Norm: 2, Realisatie: 2, Gehaald: true},
			{Naam: "nieuwsbrief 2021", Norm: 2, Realisatie: 1, Gehaald: false},
		}, rapport(t, l, projections.Vraag{}).Volledigheid.Normen)
	})
	t.Run("elke gebruikte regel staat er een keer bij", func(t *testing.T) {
		begin := dag("2020-01-01")
		a := rapport(t, l, projections.Vraag{})
		assert.Equal(t, []recht.Regelnoot{{Code: "INFOBIJEENKOMST", Versie: begin}, {Code: "NIEUWSBRIEF", Versie: begin}}, a.Uitkomst.Regelset)
		assert.Empty(t, a.Volledigheid.Aangenomen)
		a = rapport(t, l, projections.Vraag{Filter: map[string]string{"jaar": "2019"}})
		assert.Empty(t, a.Uitkomst.Regelset, "nothing was promised for that year")
		assert.Empty(t, a.Uitkomst.Normen)
	})
	t.Run("een filter op jaar geeft alleen dat jaar, met zijn eigen norm en herkomst", func(t *testing.T) {
		a := rapport(t, l, projections.Vraag{Filter: map[string]string{"jaar": "2021"}})
		assert.Equal(t, []projections.Regel{
			{Waarden: w{"2021", "nieuwsbrief", int64(1), "ten minste 2", "nee"}, Herkomst: []es.Position{5}},
		}, a.Uitkomst.Regels)
		assert.Len(t, a.Uitkomst.Normen, 1)
		for _, j := range []string{"2022", "geen jaar", ""} {
			assert.Empty(t, rapport(t, l, projections.Vraag{Filter: map[string]string{"jaar": j}}).Uitkomst.Regels, "filter %q", j)
		}
	})
	t.Run("elke regel noemt alleen de uitingen van haar jaar en soort", func(t *testing.T) {
		var h [][]es.Position
		for _, r := range rapport(t, l, projections.Vraag{}).Uitkomst.Regels {
			h = append(h, r.Herkomst)
		}
		assert.Equal(t, [][]es.Position{{1}, {4}, {2, 3}, {5}}, h)
	})
	t.Run("wie niet om de herkomst vraagt krijgt hetzelfde getal zonder", func(t *testing.T) {
		met, zonder := rapport(t, l, projections.Vraag{}), rapport(t, l, projections.Vraag{ZonderHerkomst: true})
		assert.Equal(t, regels(met), regels(zonder))
		for _, r := range zonder.Uitkomst.Regels {
			assert.Empty(t, r.Herkomst)
		}
	})
}

func TestMoment(t *testing.T) {
	// The second nieuwsbrief of 2020 was recorded after one of 2021.
	l := lees(t, brief("2020-05-01"), brief("2021-02-01"), brief("2020-12-31"))
	gehaald := func(v projections.Vraag) string {
		for _, r := range regels(rapport(t, l, v)) {
			if r[0] == "2020" {
				return r[4].(string)
			}
		}
		return "geen regel"
	}
	t.Run("een te laat vastgelegde nieuwsbrief telt in het jaar van verzending", func(t *testing.T) {
		assert.Equal(t, "nee", gehaald(projections.Vraag{BekendOp: 2}))
		assert.Equal(t, "ja", gehaald(projections.Vraag{BekendOp: 3}))
		assert.Len(t, rapport(t, l, projections.Vraag{BekendOp: 1}).Uitkomst.Regels, 1, "as known before the one of 2021")
	})
	t.Run("een nieuwsbrief telt mee vanaf de dag van verzending", func(t *testing.T) {
		for d, wil := range map[string]string{
			"2020-04-30": "geen regel", "2020-05-01": "nee", "2020-12-30": "nee", "2020-12-31": "ja", "2021-01-31": "ja",
		} {
			assert.Equal(t, wil, gehaald(projections.Vraag{Peildatum: dag(d)}), d)
		}
	})
	t.Run("de herkomst volgt de peildatum en wat bekend was", func(t *testing.T) {
		for _, x := range []struct {
			v   projections.Vraag
			wil []es.Position
		}{
			{projections.Vraag{}, []es.Position{1, 3}},
			{projections.Vraag{BekendOp: 2}, []es.Position{1}},
			{projections.Vraag{Peildatum: dag("2020-12-30")}, []es.Position{1}},
		} {
			assert.Equal(t, x.wil, rapport(t, l, x.v).Uitkomst.Regels[0].Herkomst)
		}
	})
	t.Run("het rapport beweert niets over te late uitingen en is nooit definitief", func(t *testing.T) {
		a := rapport(t, l, projections.Vraag{})
		assert.Nil(t, a.Volledigheid.Laat)
		assert.Equal(t, projections.Concept, a.Volledigheid.Status)
	})
}

func TestSimulated(t *testing.T) {
	l := lees(t, brief("2020-05-01"), verzonnen(brief("2020-06-01")), brief("2021-05-01"), verzonnen(bijeenkomst("2021-06-01")), bijeenkomst("2022-06-01"))
	t.Run("verzonnen en echte uitingen staan op een regel, die zegt dat zij deels verzonnen is", func(t *testing.T) {
		a := rapport(t, l, projections.Vraag{})
		assert.Equal(t, []projections.Regel{
			{Waarden: w{"2020", "nieuwsbrief", int64(2), "ten minste 2", "ja"}, Herkomst: []es.Position{1, 2}, Gesimuleerd: true},
			{Waarden: w{"2021", "informatiebijeenkomst", int64(1), "ten minste 1", "ja"}, Herkomst: []es.Position{4}, Gesimuleerd: true},
			{Waarden: w{"2021", "nieuwsbrief", int64(1), "ten minste 2", "nee"}, Herkomst: []es.Position{3}},
			{Waarden: w{"2022", "informatiebijeenkomst", int64(1), "ten minste 1", "ja"}, Herkomst: []es.Position{5}},
		}, a.Uitkomst.Regels)
		assert.Equal(t, projections.Gesimuleerd, a.Volledigheid.Status)
	})
	t.Run("een regel is niet verzonnen zolang het verzonnene niet bekend of nog niet gebeurd was", func(t *testing.T) {
		for _, v := range []projections.Vraag{{BekendOp: 1}, {Peildatum: dag("2020-05-31")}} {
			a := rapport(t, l, v)
			assert.Equal(t, []w{{"2020", "nieuwsbrief", int64(1), "ten minste 2", "nee"}}, regels(a))
			assert.False(t, a.Volledigheid.Gesimuleerd)
		}
	})
}

func TestRecount(t *testing.T) {
	events := []communicatie.Event{
		brief("2020-03-01"), bijeenkomst("2020-12-31"), brief("2021-01-01"), verzonnen(brief("2020-07-01")),
		bijeenkomst("2019-11-11"), brief("2020-03-01"), verzonnen(bijeenkomst("2021-01-01")), brief("2024-01-01"),
	}
	l := lees(t, events...)
	peildata := []recht.Datum{{}, dag("2019-11-10"), dag("2020-03-01"), dag("2020-06-30"), dag("2020-12-31"), dag("2021-01-01"), dag("2023-12-31"), dag("2024-01-01")}
	for p := es.Position(1); int(p) <= len(events); p++ {
		require.NoError(t, leesmodellentest.Herkomst(l, communicatieplicht.Aantallen, p, peildata...))
		for _, d := range peildata {
			wil := map[[2]string]int64{}
			for _, e := range events[:p] {
				soort, op := communicatieplicht.Bijeenkomst, recht.Datum{}
				switch e := e.(type) {
				case communicatie.NieuwsbriefVerzonden:
					soort, op = communicatieplicht.Nieuwsbrief, e.VerzondenOp
				case communicatie.InformatiebijeenkomstGehouden:
					op = e.GehoudenOp
				}
				if d.IsZero() || !op.Na(d) {
					wil[[2]string{op.String()[:4], soort}]++
				}
			}
			is := map[[2]string]int64{}
			for _, r := range rapport(t, l, projections.Vraag{BekendOp: p, Peildatum: d}).Uitkomst.Regels {
				is[[2]string{r.Waarden[0].(string), r.Waarden[1].(string)}] += r.Waarden[2].(int64)
				assert.Len(t, r.Herkomst, int(r.Waarden[2].(int64)))
			}
			assert.Equal(t, wil, is, "elk getal is na te tellen: positie %d, peildatum %q", p, d)
		}
	}
}
