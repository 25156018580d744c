package kengetallen_test

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/kpi"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/kengetallen"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
)

func cijfer(kenmerk, waarde string) kpi.Cijfer {
	return kpi.Cijfer{
		Kenmerk: kenmerk, Onderdeel: recht.Inkoop, Gebied: "Arnhem", Gemeente: "GM0202", Indicator: "jongeren met jeugdhulp", Waarde: waarde,
		Eenheid: "procent", Periode: "2e hj 2018", Bron: kpi.Bron{Titel: "Begroting 2020", Vindplaats: "begroting.example/p1"},
	}
}

func over(vanaf string, c kpi.Cijfer) es.Recorded {
	d, err := recht.ParseDatum(vanaf)
	if err != nil {
		panic(err)
	}
	return es.Recorded{Stream: kpi.Stroom(c.Kenmerk), Event: kpi.KPIOvergenomen{Verantwoording: recht.Verantwoording{GeldigVanaf: d}, Cijfer: c}}
}

func beter(vanaf string, c kpi.Cijfer) es.Recorded {
	r := over(vanaf, c)
	r.Event = kpi.KPIGecorrigeerd(r.Event.(kpi.KPIOvergenomen))
	return r
}

func rapport(t *testing.T, l projections.Lezer, v projections.Vraag) projections.Antwoord {
	t.Helper()
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), kengetallen.Rapport, l, v)
	require.NoError(t, err)
	return a
}

func TestAsEnteredWithSource(t *testing.T) {
	verzonnen := over("2019-01-01", cijfer("K3", "-0.50"))
	e := verzonnen.Event.(kpi.KPIOvergenomen)
	e.Gesimuleerd, e.Getallen = true, []recht.Decimaal{"-0.50"}
	verzonnen.Event = e
	l := leesmodellentest.Lees(t, kengetallen.Projector, over("2018-07-01", cijfer("K1", "11.40")), over("2018-07-01", cijfer("K2", "ruim 2000")),
		verzonnen, beter("2018-07-01", cijfer("K1", "11.50")))
	t.Run("elk cijfer staat er letterlijk, met zijn bron en elke gebeurtenis erachter", func(t *testing.T) {
		a := rapport(t, l, projections.Vraag{BekendOp: 2})
		assert.Equal(t, []projections.Regel{
			{Waarden: []projections.Waarde{"K1", "inkoop", "Arnhem", "GM0202", "jongeren met jeugdhulp", "11.40", "", "procent", "2e hj 2018", "2018-07-01", "Begroting 2020", "begroting.example/p1", int64(0)}, Herkomst: []es.Position{1}},
			{Waarden: []projections.Waarde{"K2", "inkoop", "Arnhem", "GM0202", "jongeren met jeugdhulp", "ruim 2000", "", "procent", "2e hj 2018", "2018-07-01", "Begroting 2020", "begroting.example/p1", int64(0)}, Herkomst: []es.Position{2}},
		}, a.Uitkomst.Regels)
		assert.False(t, a.Volledigheid.Gesimuleerd)
	})
	t.Run("een correctie geldt zoals nu bekend, en niet zoals toen bekend", func(t *testing.T) {
		nu := rapport(t, l, projections.Vraag{Filter: map[string]string{"kenmerk": "K1"}}).Uitkomst.Regels
		require.Len(t, nu, 1)
		assert.Equal(t, "11.50", nu[0].Waarden[5])
		assert.Equal(t, int64(1), nu[0].Waarden[12])
		assert.Equal(t, []es.Position{1, 4}, nu[0].Herkomst)
		toen := rapport(t, l, projections.Vraag{BekendOp: 3, Filter: map[string]string{"kenmerk": "K1"}}).Uitkomst.Regels
		assert.Equal(t, "11.40", toen[0].Waarden[5])
		assert.Equal(t, []es.Position{1}, toen[0].Herkomst)
	})
	t.Run("met een peildatum staan er alleen cijfers over een periode die dan is begonnen", func(t *testing.T) {
		for dag, wil := range map[string]int{"2018-06-30": 0, "2018-07-01": 2, "2018-12-31": 2, "2019-01-01": 3} {
			d, err := recht.ParseDatum(dag)
			require.NoError(t, err)
			assert.Len(t, rapport(t, l, projections.Vraag{Peildatum: d}).Uitkomst.Regels, wil, dag)
		}
	})
	t.Run("een filter kiest, en wat er niet is geeft geen regel", func(t *testing.T) {
		for naam, wil := range map[string]map[string]int{
			"kenmerk": {"K2": 1, "K9": 0}, "onderdeel": {"inkoop": 3, "onderwijszaken": 0},
			"gemeente": {"GM0202": 3, "GM0221": 0}, "indicator": {"jongeren met jeugdhulp": 3, "jongeren": 0},
		} {
			for w, n := range wil {
				assert.Len(t, rapport(t, l, projections.Vraag{Filter: map[string]string{naam: w}}).Uitkomst.Regels, n, naam+" "+w)
			}
		}
	})
	t.Run("een verzonnen cijfer zegt dat, en in CSV staat een negatief getal er ook letterlijk", func(t *testing.T) {
		a := rapport(t, l, projections.Vraag{})
		assert.True(t, a.Uitkomst.Regels[2].Gesimuleerd)
		assert.Equal(t, projections.Gesimuleerd, a.Volledigheid.Status)
		var b strings.Builder
		require.NoError(t, projections.SchrijfCSV(&b, a))
		regels, err := csv.NewReader(strings.NewReader(b.String())).ReadAll()
		require.NoError(t, err)
		assert.Equal(t, "-0.50", regels[3][5])
		assert.Equal(t, "-0.50", regels[3][6])
	})
	t.Run("een correctie van wat niet is overgenomen stopt het leesmodel", func(t *testing.T) {
		m := leesmodellentest.Open(t, kengetallen.Projector)
		r := beter("2019-01-01", cijfer("K1", "1"))
		r.Position = 1
		require.NoError(t, m.Verwerk(t.Context(), []es.Recorded{r}))
		assert.ErrorIs(t, m.Oorzaak("kengetallen"), projections.ErrVolgorde)
	})
}

func TestLasting(t *testing.T) {
	events := []es.Recorded{over("2018-07-01", cijfer("K1", "11.4")), beter("2018-07-01", cijfer("K1", "11.5"))}
	for i := range events {
		events[i].Position = es.Position(i + 1)
	}
	voor := rapport(t, leesmodellentest.Lees(t, kengetallen.Projector, events...), projections.Vraag{})
	na := rapport(t, leesmodellentest.Lees(t, kengetallen.Projector, projectionstest.Vernietigd(events)...), projections.Vraag{})
	require.Len(t, na.Uitkomst.Regels, 1)
	assert.Equal(t, voor.Uitkomst.Regels[0].Waarden[:9], na.Uitkomst.Regels[0].Waarden[:9], "a figure stays readable after destruction")
	assert.Equal(t, voor.Uitkomst.Regels[0].Waarden[10:], na.Uitkomst.Regels[0].Waarden[10:])
}

func TestRandomTexts(t *testing.T) {
	t.Run("wat er ook is ingevoerd, het komt er letterlijk uit, zoals toen bekend", rapid.MakeCheck(func(rt *rapid.T) {
		tekst := rapid.StringMatching(`[0-9a-zé€½ "',;|.=+@-]{1,20}`)
		var events []es.Recorded
		var wil []map[string]string // per position: kenmerk -> waarde
		stand := map[string]string{}
		for range rapid.IntRange(1, 12).Draw(rt, "aantal") {
			k := fmt.Sprintf("K%d", rapid.IntRange(0, 3).Draw(rt, "kenmerk"))
			c := cijfer(k, tekst.Draw(rt, "waarde"))
			r := over("2018-07-01", c)
			if _, er := stand[k]; er {
				r = beter("2018-07-01", c)
			}
			events = append(events, r)
			stand[k] = c.Waarde
			kopie := map[string]string{}
			for k, w := range stand {
				kopie[k] = w
			}
			wil = append(wil, kopie)
		}
		l := leesmodellentest.Lees(t, kengetallen.Projector, events...)
		p := rapid.IntRange(1, len(events)).Draw(rt, "positie")
		is := map[string]string{}
		for _, r := range rapport(t, l, projections.Vraag{BekendOp: es.Position(p)}).Uitkomst.Regels {
			is[r.Waarden[0].(string)] = r.Waarden[5].(string)
		}
		if fmt.Sprint(is) != fmt.Sprint(wil[p-1]) {
			rt.Fatalf("as known at %d: %v, want %v", p, is, wil[p-1])
		}
	}))
}
