package main

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// naieveZienswijzen works out from the events alone how every raad answered: a line
// per raad and per document.
func naieveZienswijzen(feiten []feit) (uit []string) {
	var regels []map[string]string
	vind := func(f feit, gemeente string) map[string]string {
		for _, r := range regels {
			if r["stroom"] == f.stroom && r["bijstelling"] == strconv.Itoa(f.getal("bijstelling")) && r["gemeente"] == gemeente {
				return r
			}
		}
		return map[string]string{}
	}
	perioden, besloten := map[string]string{}, map[string]string{}
	for _, f := range feiten {
		switch f.soort {
		case "uitvoeringsplan-opgesteld":
			perioden[f.stroom] = fmt.Sprintf("%d-%d", f.getal("vanJaar"), f.getal("totEnMetJaar"))
		case "zienswijze-gevraagd":
			// The term is in the regeling and not in a law, so the Algemene termijnenwet
			// does not carry it over a feestdag: 27 April 2023 is a last day.
			einde := plusDagen(f.tekst("verzondenOp"), 8*7)
			regels = append(regels, map[string]string{
				"stroom": f.stroom, "bijstelling": strconv.Itoa(f.getal("bijstelling")), "gemeente": f.tekst("gemeente"),
				"verzonden": f.tekst("verzondenOp"), "einde": einde, "reactie": "geen reactie",
			})
		case "zienswijze-ontvangen":
			r := vind(f, f.tekst("gemeente"))
			r["ontvangen"], r["standpunt"], r["reactie"] = f.tekst("ontvangenOp"), f.tekst("standpunt"), "op tijd"
			if r["ontvangen"] > r["einde"] {
				r["reactie"] = "te laat"
			}
		case "van-zienswijze-afgezien":
			r := vind(f, f.tekst("gemeente"))
			r["ontvangen"], r["reactie"] = f.tekst("meegedeeldOp"), "afgezien"
		case "oordeel-over-zienswijzen-meegedeeld":
			lijst, _ := f.data["oordelen"].([]any)
			for _, o := range lijst {
				oordeel, _ := o.(map[string]any)
				r := vind(f, tekstVan(oordeel["gemeente"]))
				r["conclusie"], r["oordeelOp"] = tekstVan(oordeel["conclusie"]), f.tekst("meegedeeldOp")
			}
		case "uitvoeringsplan-vastgesteld", "bijstelling-vastgesteld":
			besloten[f.stroom+strconv.Itoa(f.getal("bijstelling"))] = f.tekst("genomenOp")
		}
	}
	for _, r := range regels {
		besluit, oordeel := besloten[r["stroom"]+r["bijstelling"]], "FOUT: ontbreekt"
		switch {
		case r["standpunt"] == "":
			oordeel = "niet van toepassing"
		case r["oordeelOp"] != "" && r["oordeelOp"] <= besluit:
			oordeel = "vóór de vaststelling"
		case besluit < "2022-07-01": // Wgr art. 10 lid 6
			oordeel = "niet verplicht (oud recht)"
		case r["oordeelOp"] != "":
			oordeel = "FOUT: na de vaststelling"
		}
		uit = append(uit, fmt.Sprintf("%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s", perioden[r["stroom"]], r["bijstelling"], r["gemeente"], r["verzonden"], r["einde"],
			r["reactie"], r["ontvangen"], r["standpunt"], r["conclusie"], r["oordeelOp"], oordeel, besluit))
	}
	return uit
}

// Question 1, of the bestuurssecretaris. Kroniek records the procedure of the
// uitvoeringsplan; a begroting is no stream in it, so that the twelve weeks of Wgr art.
// 35 and the bijvoeging of lid 3 cannot be asked here. The term is that of the plan:
// eight weeks, which is assumed and marked so.
func TestQuestion1OverAYear(t *testing.T) {
	k := vragenServer(t)
	r := k.als(t, secretaris, "zienswijzen", "herkomst=true")

	t.Run("elk antwoord is wat uit de gebeurtenissen alleen is na te rekenen", func(t *testing.T) {
		k.draagt(t, r, k.kop, "UVP_ZIENSWIJZE")
		assert.Equal(t, []string{"UVP_ZIENSWIJZE"}, r.Volledigheid.Aangenomen)
		assert.ElementsMatch(t, naieveZienswijzen(k.feiten), r.tabel("planperiode", "bijstelling", "gemeente", "verzondenOp", "uiterlijkOp", "reactie",
			"ontvangenOp", "standpunt", "conclusie", "oordeelOp", "oordeel", "vastgesteldOp"))
	})
	t.Run("ook zoals bekend midden in de procedure: wie toen nog niets liet weten staat er niet als te laat", func(t *testing.T) {
		toen := k.als(t, secretaris, "zienswijzen", "planperiode=2024&bekendOp=2023-05-20")
		feiten := totDag(k.feiten, "2023-05-20")
		antwoorden := 0
		for _, f := range feiten {
			if f.dag > "2023-03-01" && (f.soort == "zienswijze-ontvangen" || f.soort == "van-zienswijze-afgezien") && f.getal("bijstelling") == 0 {
				antwoorden++
			}
		}
		for _, x := range toen.Regels {
			if x.Waarden["ontvangenOp"] != "" {
				antwoorden--
			}
			assert.Empty(t, x.Waarden["oordeelOp"])
			assert.Empty(t, x.Waarden["vastgesteldOp"])
		}
		assert.Zero(t, antwoorden)
		assert.Equal(t, feiten[len(feiten)-1].positie, toen.BekendOp.Positie)
	})
	t.Run("een raad zonder reactie, een te late raad en een raad die afzag zijn drie verschillende regels", func(t *testing.T) {
		plan := k.als(t, secretaris, "zienswijzen", "planperiode=2024")
		soorten := map[any]map[any]bool{}
		for _, x := range plan.Regels {
			if x.Waarden["bijstelling"] == float64(0) {
				if soorten[x.Waarden["reactie"]] == nil {
					soorten[x.Waarden["reactie"]] = map[any]bool{}
				}
				soorten[x.Waarden["reactie"]][x.Waarden["gemeente"]] = true
			}
		}
		for _, s := range []string{"geen reactie", "te laat", "afgezien"} {
			assert.NotEmpty(t, soorten[s], s)
		}
		raden := 0
		for _, s := range soorten {
			raden += len(s)
		}
		assert.Equal(t, 11, raden, "each raad has one line")
	})
	t.Run("een oordeel na vaststelling is rood", func(t *testing.T) {
		rood := 0
		for _, x := range r.Regels {
			if x.Waarden["oordeel"] != "FOUT: na de vaststelling" {
				continue
			}
			rood++
			assert.Greater(t, x.Waarden["oordeelOp"], x.Waarden["vastgesteldOp"])
			assert.Equal(t, "te laat", x.Waarden["reactie"])
			var soorten []string
			for _, f := range k.bijPositie(x.Herkomst) {
				soorten = append(soorten, f.soort)
			}
			assert.Contains(t, soorten, "oordeel-over-zienswijzen-meegedeeld")
		}
		require.Positive(t, rood)
	})
	t.Run("onder het oude recht is het ontbreken van een oordeel géén fout", func(t *testing.T) {
		oud := k.als(t, secretaris, "zienswijzen", "planperiode=2020&reactie=te+laat")
		zonder := 0
		for _, x := range oud.Regels {
			if x.Waarden["bijstelling"] == float64(0) {
				zonder++
				assert.Empty(t, x.Waarden["oordeelOp"])
				assert.Equal(t, "niet verplicht (oud recht)", x.Waarden["oordeel"])
			}
		}
		require.Positive(t, zonder)
	})
}
