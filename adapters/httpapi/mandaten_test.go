package httpapi

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
)

func eenMandaat() veld {
	return veld{
		"kenmerk": "MB-1", "versie": 1, "mandaatgever": "dagelijks-bestuur", "functie": "manager-inkoop", "bevoegdheid": "privaatrechtelijk-handelen",
		"grens": "25000.00", "vanaf": "2024-01-01", "tot": "2026-01-01", "ondermandaat": true, "genomenOp": "2023-12-12",
	}
}

func besluitInMandaat(kenmerk string) veld {
	return veld{
		"kenmerk": kenmerk, "soort": "beschikking", "orgaan": "dagelijks-bestuur", "bevoegdheid": "privaatrechtelijk-handelen",
		"functie": "manager-inkoop", "bedrag": "30000.00", "zaak": "Z-2024/17", "genomenOp": "2024-05-01",
		"opdracht": veld{"namens": veld{"orgaan": "dagelijks-bestuur", "mandaat": "MB-1", "versie": 1}},
	}
}

func TestMandaat(t *testing.T) {
	k := open(t)
	lees := func(pad string, uit any) { k.stuur(k.token[toegang.Auditor], "GET", pad, nil).is(200).lees(uit) }
	t.Run("een besluit zonder mandaat wordt vastgelegd, en het rapport wijst het aan", func(t *testing.T) {
		a := k.secretaris("/v1/besluiten-in-mandaat", besluitInMandaat("BM-1")).is(201)
		assert.Equal(t, "/v1/besluiten-in-mandaat/BM-1", a.kop.Get("Location"))
		k.secretaris("/v1/besluiten-in-mandaat", besluitInMandaat("BM-1")).is(200)
		r := k.rapport(fmt.Sprintf("bevoegdheden?naPositie=%d&jaar=2024", a.ontvangst().Positie))
		require.Len(t, r.Regels, 1)
		assert.Equal(t, "geen mandaat op die dag: niet vastgelegd", r.Regels[0].Waarden["signaal"])
	})
	t.Run("een mandaat is terug te lezen met zijn bekendmaking en intrekking", func(t *testing.T) {
		a := k.secretaris("/v1/mandaten", eenMandaat()).is(201)
		assert.Equal(t, "/v1/mandaten/MB-1", a.kop.Get("Location"))
		k.secretaris("/v1/mandaten", eenMandaat()).is(200)
		k.secretaris("/v1/mandaten/MB-1/bekendmakingen", veld{"versie": 1, "kanaal": "publicatieblad", "bekendgemaaktOp": "2023-12-20"}).is(201)
		k.secretaris("/v1/mandaten/MB-1/intrekkingen", veld{"versie": 1, "vanaf": "2024-09-01", "genomenOp": "2024-08-20"}).is(201)
		var m Mandaat
		lees("/v1/mandaten/MB-1", &m)
		require.Len(t, m.Versies, 1)
		assert.Equal(t, "25000.00 true 2023-12-20 2024-09-01 2024-08-20", fmt.Sprint(m.Versies[0].Grens, " ", m.Versies[0].Ondermandaat, " ", m.Versies[0].BekendgemaaktOp, " ", m.Versies[0].IngetrokkenPer, " ", m.Versies[0].IngetrokkenOp))
	})
	t.Run("een besluit is terug te lezen met bekendmaking, toepassing en het genoemde mandaat", func(t *testing.T) {
		k.secretaris("/v1/besluiten-in-mandaat/BM-1/bekendmakingen", veld{"kanaal": "toezending", "bekendgemaaktOp": "2024-05-03"}).is(201)
		a := k.secretaris("/v1/besluiten-in-mandaat/BM-1/toepassingen", veld{"toegepastOp": "2024-05-02"}).is(201)
		var b BesluitInMandaat
		lees("/v1/besluiten-in-mandaat/BM-1", &b)
		assert.Equal(t, "{MB-1 dagelijks-bestuur 1} 30000.00 2024-05-03 2024-05-02 2", fmt.Sprint(b.Namens, " ", b.Bedrag, " ", b.BekendgemaaktOp, " ", b.ToegepastOp, " ", b.Revisie))
		r := k.rapport(fmt.Sprintf("bevoegdheden?naPositie=%d&jaar=2024&herkomst=true", a.ontvangst().Positie))
		require.Len(t, r.Regels, 1)
		x := r.Regels[0].Waarden
		assert.Equal(t, "boven de grens van het mandaat; toegepast vóór bekendmaking", x["signaal"])
		assert.Equal(t, "geen mandaat op die dag: niet vastgelegd", x["signaalToen"], "it was recorded on the day of this test")
		assert.Equal(t, []any{"MB-1", "1", "25000.00", "30000.00"}, []any{x["mandaat"], x["mandaatversie"], x["grens"], x["bedrag"]})
		assert.Len(t, r.Regels[0].Herkomst, 6)
	})
	t.Run("anders vastleggen vraagt een correctie die een gebeurtenis van dit besluit noemt", func(t *testing.T) {
		lager := plus(besluitInMandaat("BM-1"), veld{"bedrag": "20000.00"})
		assert.Equal(t, "inmandaat/al-vastgelegd", k.secretaris("/v1/besluiten-in-mandaat", lager).is(409).probleem().Code)
		ander := k.secretaris("/v1/besluiten-in-mandaat", besluitInMandaat("BM-2")).is(201).ontvangst()
		met := func(id any) veld {
			return plus(lager, veld{"opdracht": veld{"corrigeert": id, "motivering": "Verkeerd overgenomen.", "namens": lager["opdracht"].(veld)["namens"]}})
		}
		k.secretaris("/v1/besluiten-in-mandaat", met(ander.Gebeurtenissen[0].Id)).is(400)
	})
	t.Run("wat van vorm niet kan wordt geweigerd voor het wordt vastgelegd", func(t *testing.T) {
		for naam, fout := range map[string]veld{
			"een grens van nul": {"grens": "0.00"}, "een persoon": {"functie": "J. de Vries"}, "een onbekende bevoegdheid": {"bevoegdheid": "alles"},
			"een kenmerk met een streep": {"kenmerk": "a/b"}, "versie nul": {"versie": 0},
		} {
			assert.Equal(t, 400, k.secretaris("/v1/mandaten", plus(eenMandaat(), fout)).is(400).probleem().Status, naam)
		}
		assert.Equal(t, "mandaat/orgaan-onbekend", k.secretaris("/v1/mandaten", plus(eenMandaat(), veld{"mandaatgever": "college"})).is(409).probleem().Code)
		assert.Equal(t, "mandaat/dag", k.secretaris("/v1/mandaten", plus(eenMandaat(), veld{"genomenOp": "2099-01-01"})).is(409).probleem().Code)
		k.secretaris("/v1/besluiten-in-mandaat", plus(besluitInMandaat("BM-3"), veld{"zaak": "de zaak van Jan"})).is(400)
		k.secretaris("/v1/besluiten-in-mandaat", plus(besluitInMandaat("BM-3"), veld{"bedrag": "0.00"})).is(400)
		assert.Equal(t, "inmandaat/namens", k.secretaris("/v1/besluiten-in-mandaat", plus(besluitInMandaat("BM-3"), veld{"orgaan": "directeur"})).is(409).probleem().Code)
		assert.Equal(t, "mandaat/versie-onbekend", k.secretaris("/v1/mandaten/MB-9/intrekkingen", veld{"versie": 1, "vanaf": "2024-09-01", "genomenOp": "2024-08-20"}).is(409).probleem().Code)
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/mandaten/MB-9", nil).is(404)
		k.stuur(k.token[toegang.Auditor], "GET", "/v1/besluiten-in-mandaat/BM-3", nil).is(404)
	})
	t.Run("het secretariaat verleent, het dagelijks bestuur legt besluiten vast, wie bestuurt leest", func(t *testing.T) {
		k.stuur(k.token[toegang.DagelijksBestuur], "POST", "/v1/mandaten", eenMandaat()).is(403)
		k.stuur(k.token[toegang.DagelijksBestuur], "POST", "/v1/besluiten-in-mandaat", besluitInMandaat("BM-4")).is(201)
		k.stuur(k.token[toegang.Griffier], "POST", "/v1/besluiten-in-mandaat", besluitInMandaat("BM-5")).is(403)
		k.stuur(k.token[toegang.Griffier], "GET", "/v1/mandaten/MB-1", nil).is(200)
		k.stuur(k.token[toegang.Integrator], "GET", "/v1/mandaten/MB-1", nil).is(403)
	})
}

func TestBevoegdhedenInTheDescription(t *testing.T) {
	t.Run("de beschrijving kent precies de bevoegdheden van de MGR", func(t *testing.T) {
		doc, err := leesBeschrijving()
		require.NoError(t, err)
		var uit []mandaat.Bevoegdheid
		for _, b := range doc.document.Components.Schemas["Bevoegdheid"].Value.Enum {
			uit = append(uit, mandaat.Bevoegdheid(b.(string)))
		}
		assert.Equal(t, mandaat.Bevoegdheden(), uit)
	})
}
