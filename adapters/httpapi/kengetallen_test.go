package httpapi

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

func eenKengetal() veld {
	return veld{
		"kenmerk": "VB-1", "onderdeel": "werkgeversservicepunt", "gebied": "Arnhem", "gemeente": "GM0202", "indicator": "plaatsingen",
		"waarde": "1299", "eenheid": "plaatsingen", "periode": "2018", "bron": veld{"titel": "Jaarverslag", "vindplaats": "https://jaarverslag.example/p1"},
		"opdracht": veld{"geldigVanaf": "2018-01-01"},
	}
}

func TestKengetal(t *testing.T) {
	k := open(t)
	eerste := k.secretaris("/v1/kengetallen", eenKengetal()).is(201)
	pad := eerste.kop.Get("Location")
	assert.Equal(t, "/v1/kengetallen/VB-1", pad)
	lees := func() (g Kengetal) {
		k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200).lees(&g)
		return g
	}
	verbeterd := func(waarde string) veld {
		v := plus(eenKengetal(), veld{"waarde": waarde, "opdracht": veld{"corrigeert": eerste.ontvangst().Gebeurtenissen[0].Id, "motivering": "Herzien."}})
		delete(v, "kenmerk")
		return v
	}
	t.Run("een cijfer is terug te lezen zoals het is ingevoerd, met zijn bron", func(t *testing.T) {
		g := lees()
		assert.Equal(t, "1299", g.Waarde)
		assert.Equal(t, "https://jaarverslag.example/p1", g.Bron.Vindplaats)
		assert.Equal(t, "2018-01-01", g.GeldigVanaf.String())
		assert.Equal(t, []int64{eerste.ontvangst().Positie}, g.Herkomst)
	})
	t.Run("nogmaals hetzelfde verandert niets, iets anders is een correctie", func(t *testing.T) {
		k.secretaris("/v1/kengetallen", eenKengetal()).is(200)
		p := k.secretaris("/v1/kengetallen", plus(eenKengetal(), veld{"waarde": "1300"})).is(409).probleem()
		assert.Equal(t, "kpi/al-overgenomen", p.Code)
	})
	t.Run("een correctie noemt wat zij verbetert, en het oude cijfer blijft opvraagbaar zoals toen bekend", func(t *testing.T) {
		zonder := verbeterd("1301")
		delete(zonder, "opdracht")
		assert.Equal(t, "kpi/correctie-zonder-grond", k.secretaris(pad+"/correcties", zonder).is(409).probleem().Code)
		o := k.secretaris(pad+"/correcties", verbeterd("1301")).is(201).ontvangst()
		assert.Equal(t, "1301", lees().Waarde)
		assert.Equal(t, 1, lees().Correcties)
		toen := k.rapport(fmt.Sprintf("kengetallen?bekendOp=%d&herkomst=true", o.Positie-1))
		nu := k.rapport(fmt.Sprintf("kengetallen?naPositie=%d&herkomst=true", o.Positie))
		require.Len(t, nu.Regels, 1)
		assert.Equal(t, "1299", toen.Regels[0].Waarden["waarde"])
		assert.Equal(t, "1301", nu.Regels[0].Waarden["waarde"])
		assert.Equal(t, []int64{o.Positie - 1, o.Positie}, nu.Regels[0].Herkomst)
		assert.Equal(t, "https://jaarverslag.example/p1", nu.Regels[0].Waarden["bronVindplaats"])
	})
	t.Run("een cijfer zonder bron, van een onbekende gemeente of met een reeks die niet sluit wordt geweigerd", func(t *testing.T) {
		k.secretaris("/v1/kengetallen", plus(eenKengetal(), veld{"bron": veld{}})).is(400)
		for code, fout := range map[string]veld{
			"kpi/zonder-bron":       {"bron": veld{"vindplaats": "idem"}},
			"kpi/gemeente-onbekend": {"gemeente": "GM0001"},
			"kpi/reeks-sluit-niet":  {"waarde": "1|2"},
			"kpi/leeg":              {"indicator": "-"},
		} {
			assert.Equal(t, code, k.secretaris("/v1/kengetallen", plus(eenKengetal(), plus(fout, veld{"kenmerk": "VB-2"}))).is(409).probleem().Code)
		}
		k.secretaris("/v1/kengetallen", plus(eenKengetal(), veld{"kenmerk": "../x"})).is(400)
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/kengetallen/VB-2", nil).is(404)
	})
	t.Run("een getal in plaats van tekst wordt geweigerd: een kommagetal verliest zijn cijfers", func(t *testing.T) {
		k.secretaris("/v1/kengetallen", plus(eenKengetal(), veld{"kenmerk": "VB-3", "waarde": 12})).is(400)
	})
	t.Run("alleen de secretaris legt vast, wie bestuurt leest", func(t *testing.T) {
		k.stuur(k.token[toegang.Griffier], "POST", "/v1/kengetallen", eenKengetal()).is(403)
		k.stuur(k.token[toegang.Griffier], "GET", pad, nil).is(200)
		k.stuur(k.token[toegang.Integrator], "GET", pad, nil).is(403)
	})
}
