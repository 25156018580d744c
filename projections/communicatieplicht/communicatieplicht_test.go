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

// ja is a line in which the norm was met, nee one in which it was not.
func ja(jaar, soort string, n int64, norm string) w  { return w{jaar, soort, n, norm, "ja"} }
func nee(jaar, soort string, n int64, norm string) w { return w{jaar, soort, n, norm, "nee"} }

func TestNorm(t *testing.T) {
	const nb, ib, twee, een = communicatieplicht.Nieuwsbrief, communicatieplicht.Bijeenkomst, "ten minste 2", "ten minste 1"
	for _, x := range []struct {
		naam   string
		events []communicatie.Event
		wil    []w
	}{
		{"een nieuwsbrief is er een te weinig", []communicatie.Event{brief("2020-05-01")}, []w{nee("2020", ib, 0, een), nee("2020", nb, 1, twee)}},
		{
			"twee nieuwsbrieven zijn precies genoeg",
			[]communicatie.Event{brief("2020-05-01"), brief("2020-05-01")},
			[]w{nee("2020", ib, 0, een), ja("2020", nb, 2, twee)},
		},
		{
			"drie nieuwsbrieven zijn meer dan genoeg",
			[]communicatie.Event{brief("2020-05-01"), brief("2020-06-01"), brief("2020-07-01")},
			[]w{nee("2020", ib, 0, een), ja("2020", nb, 3, twee)},
		},
		{"een bijeenkomst is genoeg", []communicatie.Event{bijeenkomst("2020-05-01")}, []w{ja("2020", ib, 1, een), nee("2020", nb, 0, twee)}},
		{
			"een bijeenkomst is geen nieuwsbrief",
			[]communicatie.Event{brief("2020-05-01"), bijeenkomst("2020-05-02")},
			[]w{ja("2020", ib, 1, een), nee("2020", nb, 1, twee)},
		},
		{
			"oudejaarsdag hoort bij het oude jaar en nieuwjaarsdag bij het nieuwe",
			[]communicatie.Event{brief("2021-01-01"), brief("2020-12-31")},
			[]w{nee("2020", ib, 0, een), nee("2020", nb, 1, twee), nee("2021", ib, 0, een), nee("2021", nb, 1, twee)},
		},
		{
			"voor 2020 en na 2023 gold geen norm, en elk jaar ertussen staat er",
			[]communicatie.Event{brief("2024-01-01"), brief("2019-12-31"), brief("2023-12-31"), brief("2020-01-01")},
			[]w{
				{"2019", ib, int64(0), "", ""},
				{"2019", nb, int64(1), "", ""},
				nee("2020", ib, 0, een), nee("2020", nb, 1, twee), nee("2021", ib, 0, een), nee("2021", nb, 0, twee),
				nee("2022", ib, 0, een), nee("2022", nb, 0, twee), nee("2023", ib, 0, een), nee("2023", nb, 1, twee),
				{"2024", ib, int64(0), "", ""},
				{"2024", nb, int64(1), "", ""},
			},
		},
		{
			"een jaar of soort waarin niets is vastgelegd staat er met 0 en nee",
			[]communicatie.Event{brief("2020-05-01"), bijeenkomst("2022-05-01")},
			[]w{
				nee("2020", ib, 0, een), nee("2020", nb, 1, twee), nee("2021", ib, 0, een), nee("2021", nb, 0, twee),
				ja("2022", ib, 1, een), nee("2022", nb, 0, twee),
			},
		},
		{"zolang niets is vastgelegd is er geen jaar om te tonen", nil, nil},
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

func TestSilence(t *testing.T) {
	const een, twee = "ten minste 1", "ten minste 2"
	t.Run("ook zonder enige uiting staan de jaren tot de peildatum er, vanaf het eerste jaar van de afspraak", func(t *testing.T) {
		l := lees(t)
		assert.Equal(t, []w{nee("2020", "informatiebijeenkomst", 0, een), nee("2020", "nieuwsbrief", 0, twee)}, regels(rapport(t, l, projections.Vraag{Peildatum: dag("2020-01-01")})))
		assert.Len(t, regels(rapport(t, l, projections.Vraag{Peildatum: dag("2023-06-30")})), 8)
		assert.Empty(t, regels(rapport(t, l, projections.Vraag{Peildatum: dag("2019-12-31")})))
	})
	t.Run("zonder peildatum telt tot en met het jaar waarin als laatste iets is vastgelegd, ook als het over iets anders ging", func(t *testing.T) {
		gezegd := func(d string, e any) es.Recorded {
			return es.Recorded{Stream: "communicatie-1", Event: e, Time: dag(d).Begin()}
		}
		l := leesmodellentest.Lees(t, communicatieplicht.Projector,
			gezegd("2020-05-01", brief("2020-05-01")), gezegd("2022-03-01", struct{}{}), gezegd("2021-01-01", struct{}{}))
		jaren := func(p es.Position) (uit []any) {
			for _, r := range regels(rapport(t, l, projections.Vraag{BekendOp: p})) {
				uit = append(uit, r[0])
			}
			return uit
		}
		assert.Equal(t, []any{"2020", "2020"}, jaren(1))
		assert.Equal(t, []any{"2020", "2020", "2021", "2021", "2022", "2022"}, jaren(2))
		assert.Equal(t, jaren(2), jaren(3), "a clock that went back does not count")
	})
}

func TestPromiseAndRealisation(t *testing.T) {
	l := lees(t, brief("2019-05-01"), brief("2020-05-01"), brief("2020-09-01"), bijeenkomst("2020-06-01"), brief("2021-05-01"))
	t.Run("elke norm staat naast haar realisatie, en een jaar zonder norm staat er niet bij", func(t *testing.T) {
		assert.Equal(t, []projections.Norm{
			{Naam: "informatiebijeenkomst 2020", Norm: 1, Realisatie: 1, Gehaald: true},
			{Naam: "nieuwsbrief 2020", Norm: 2, Realisatie: 2, Gehaald: true},
			{Naam: "informatiebijeenkomst 2021", Norm: 1, Realisatie: 0, Gehaald: false},
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
			{Waarden: w{"2021", "informatiebijeenkomst", int64(0), "ten minste 1", "nee"}},
			{Waarden: w{"2021", "nieuwsbrief", int64(1), "ten minste 2", "nee"}, Herkomst: []es.Position{5}},
		}, a.Uitkomst.Regels)
		assert.Len(t, a.Uitkomst.Normen, 2)
		for _, j := range []string{"2018", "2022"} {
			assert.Empty(t, rapport(t, l, projections.Vraag{Filter: map[string]string{"jaar": j}}).Uitkomst.Regels, "filter %q", j)
		}
	})
	t.Run("elke regel noemt alleen de uitingen van haar jaar en soort", func(t *testing.T) {
		var h [][]es.Position
		for _, r := range rapport(t, l, projections.Vraag{}).Uitkomst.Regels {
			h = append(h, r.Herkomst)
		}
		assert.Equal(t, [][]es.Position{nil, {1}, {4}, {2, 3}, nil, {5}}, h)
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
			if r[0] == "2020" && r[1] == communicatieplicht.Nieuwsbrief {
				return r[4].(string)
			}
		}
		return "geen regel"
	}
	t.Run("een te laat vastgelegde nieuwsbrief telt in het jaar van verzending", func(t *testing.T) {
		assert.Equal(t, "nee", gehaald(projections.Vraag{BekendOp: 2}))
		assert.Equal(t, "ja", gehaald(projections.Vraag{BekendOp: 3}))
		assert.Len(t, rapport(t, l, projections.Vraag{BekendOp: 1}).Uitkomst.Regels, 2, "as known before the one of 2021")
	})
	t.Run("een nieuwsbrief telt mee vanaf de dag van verzending", func(t *testing.T) {
		for d, wil := range map[string]string{
			"2019-12-31": "geen regel", "2020-04-30": "nee", "2020-05-01": "nee", "2020-12-30": "nee", "2020-12-31": "ja", "2021-01-31": "ja",
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
			assert.Equal(t, x.wil, rapport(t, l, x.v).Uitkomst.Regels[1].Herkomst)
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
			{Waarden: w{"2020", "informatiebijeenkomst", int64(0), "ten minste 1", "nee"}},
			{Waarden: w{"2020", "nieuwsbrief", int64(2), "ten minste 2", "ja"}, Herkomst: []es.Position{1, 2}, Gesimuleerd: true},
			{Waarden: w{"2021", "informatiebijeenkomst", int64(1), "ten minste 1", "ja"}, Herkomst: []es.Position{4}, Gesimuleerd: true},
			{Waarden: w{"2021", "nieuwsbrief", int64(1), "ten minste 2", "nee"}, Herkomst: []es.Position{3}},
			{Waarden: w{"2022", "informatiebijeenkomst", int64(1), "ten minste 1", "ja"}, Herkomst: []es.Position{5}},
			{Waarden: w{"2022", "nieuwsbrief", int64(0), "ten minste 2", "nee"}},
		}, a.Uitkomst.Regels)
		assert.Equal(t, projections.Gesimuleerd, a.Volledigheid.Status)
	})
	t.Run("een regel is niet verzonnen zolang het verzonnene niet bekend of nog niet gebeurd was", func(t *testing.T) {
		for _, v := range []projections.Vraag{{BekendOp: 1}, {Peildatum: dag("2020-05-31")}} {
			a := rapport(t, l, v)
			assert.Equal(t, w{"2020", "nieuwsbrief", int64(1), "ten minste 2", "nee"}, regels(a)[1])
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
				if n := r.Waarden[2].(int64); n > 0 { // what nobody did has a line too
					is[[2]string{r.Waarden[0].(string), r.Waarden[1].(string)}] += n
				}
				assert.Len(t, r.Herkomst, int(r.Waarden[2].(int64)))
			}
			assert.Equal(t, wil, is, "elk getal is na te tellen: positie %d, peildatum %q", p, d)
		}
	}
}
