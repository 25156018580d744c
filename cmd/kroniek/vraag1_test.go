package main

import (
	"fmt"
	"strconv"
	"strings"
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

// naieveBegrotingen works out from the events alone how every raad answered on every
// ontwerpbegroting and begrotingswijziging. It reads no day that Kroniek computed.
func naieveBegrotingen(feiten []feit) (uit []string) {
	raden, stukken := map[string]map[string]string{}, map[string]map[string]string{}
	var volgorde []string
	stuk := func(f feit) map[string]string {
		k := strconv.Itoa(f.getal("begrotingsjaar")) + "|" + strconv.Itoa(f.getal("wijziging"))
		if stukken[k] == nil {
			stukken[k] = map[string]string{"sleutel": k}
		}
		return stukken[k]
	}
	raad := func(f feit, gemeente string) map[string]string {
		k := stuk(f)["sleutel"] + "|" + gemeente
		if raden[k] == nil {
			raden[k], volgorde = map[string]string{"stuk": stuk(f)["sleutel"], "sleutel": k}, append(volgorde, k)
		}
		return raden[k]
	}
	for _, f := range feiten {
		switch f.soort {
		case "ontwerpbegroting-toegezonden":
			r := raad(f, f.tekst("gemeente"))
			r["verzonden"], r["einde"] = f.tekst("toegezondenOp"), f.tekst("voorgenomenAanbieding")
			if ten := plusDagen(r["verzonden"], -terug(f.tekst("voorgenomenAanbieding"))); ten > r["einde"] {
				r["einde"] = ten // sent too late: the raad has its weeks all the same
			}
		case "zienswijze-op-begroting-ontvangen":
			r := raad(f, f.tekst("gemeente"))
			r["ontvangen"], r["standpunt"] = f.tekst("ontvangenOp"), f.tekst("standpunt")
		case "geen-zienswijze-op-begroting-gemeld":
			raad(f, f.tekst("gemeente"))["afgezien"] = f.tekst("meegedeeldOp")
		case "oordeel-over-zienswijzen-begroting-meegedeeld":
			lijst, _ := f.data["oordelen"].([]any)
			for _, o := range lijst {
				oordeel, _ := o.(map[string]any)
				r := raad(f, tekstVan(oordeel["gemeente"]))
				r["conclusie"], r["oordeelOp"] = tekstVan(oordeel["conclusie"]), f.tekst("meegedeeldOp")
			}
		case "ontwerpbegroting-aan-algemeen-bestuur-aangeboden":
			stuk(f)["aangeboden"] = f.tekst("aangebodenOp")
			lijst, _ := f.data["bijgevoegd"].([]any)
			stuk(f)["bijgevoegd"] = fmt.Sprint(lijst)
		case "begroting-vastgesteld", "begrotingswijziging-vastgesteld":
			stuk(f)["besluit"] = f.tekst("genomenOp")
		}
	}
	for _, k := range volgorde {
		r := raden[k]
		uit = append(uit, naieveBegrotingsregel(r, stukken[r["stuk"]]))
	}
	return uit
}

// terug returns the days, below zero, that an ontwerp is sent before its aanbieding
// (Wgr art. 35 lid 1).
func terug(aanbieding string) int {
	if aanbieding < "2022-07-01" {
		return -8 * 7
	}
	return -12 * 7
}

func naieveBegrotingsregel(r, s map[string]string) string {
	reactie, oordeel, bij, op := "geen reactie", "FOUT: ontbreekt", "FOUT: niet bijgevoegd", r["ontvangen"]+r["afgezien"]
	switch {
	case r["afgezien"] != "":
		reactie = "afgezien"
	case op != "" && op <= r["einde"]:
		reactie = "op tijd"
	case op != "":
		reactie = "te laat"
	}
	switch {
	case r["standpunt"] == "":
		oordeel, bij = "niet van toepassing", "niet van toepassing"
	case r["oordeelOp"] != "" && r["oordeelOp"] <= s["besluit"]:
		oordeel = "vóór de vaststelling"
	case s["besluit"] < "2022-07-01": // Wgr art. 35 lid 4
		oordeel = "niet verplicht (oud recht)"
	case r["oordeelOp"] != "":
		oordeel = "FOUT: na de vaststelling"
	}
	gemeente := r["sleutel"][strings.LastIndex(r["sleutel"], "|")+1:]
	switch {
	case r["standpunt"] == "":
	case op > s["aangeboden"]:
		bij = "na de aanbieding ontvangen"
	case strings.Contains(s["bijgevoegd"], gemeente):
		bij = "bijgevoegd"
	}
	signaal := ""
	if r["verzonden"] > plusDagen(s["aangeboden"], terug(s["aangeboden"])) {
		signaal = "te kort voor de aanbieding toegezonden"
	}
	return strings.Join([]string{
		r["sleutel"], r["verzonden"], r["einde"], reactie, op, r["standpunt"], r["conclusie"], r["oordeelOp"], oordeel,
		s["aangeboden"], s["besluit"], plusDagen(s["aangeboden"], terug(s["aangeboden"])), bij, signaal,
	}, "|")
}

// Question 1, of the bestuurssecretaris: which zienswijzen on the ontwerpbegroting 2024
// came in after the term, from which raden, and what did the dagelijks bestuur answer,
// on which day, before or after the vaststelling?
func TestQuestion1OverAYear(t *testing.T) {
	k := vragenServer(t)
	alles := k.als(t, secretaris, "zienswijzen", "stuk=begroting&herkomst=true")
	r := k.als(t, secretaris, "zienswijzen", "begrotingsjaar=2024&herkomst=true")
	kolommen := []string{
		"begrotingsjaar", "bijstelling", "gemeente", "verzondenOp", "uiterlijkOp", "reactie", "ontvangenOp", "standpunt", "conclusie",
		"oordeelOp", "oordeel", "aangebodenOp", "vastgesteldOp", "toezendenUiterlijk", "bijvoeging", "signaal",
	}

	t.Run("elk antwoord is wat uit de gebeurtenissen alleen is na te rekenen", func(t *testing.T) {
		k.draagt(t, r, k.kop, "BEGR_ONTWERP")
		assert.Empty(t, r.Volledigheid.Aangenomen, "this term is law")
		assert.ElementsMatch(t, naieveBegrotingen(k.feiten), alles.tabel(kolommen...))
		var een []string
		for _, x := range naieveBegrotingen(k.feiten) {
			if strings.HasPrefix(x, "2024|0|") {
				een = append(een, x)
			}
		}
		assert.ElementsMatch(t, een, r.tabel(kolommen...))
		assert.Len(t, een, 11, "each raad has one line")
	})
	t.Run("de vraag zelf: wie te laat was, en wat er werd geantwoord", func(t *testing.T) {
		laat := k.als(t, secretaris, "zienswijzen", "begrotingsjaar=2024&reactie=te+laat")
		assert.Equal(t, 2, len(laat.Regels))
		oordelen := map[any]int{}
		for _, x := range laat.Regels {
			assert.Greater(t, x.Waarden["ontvangenOp"], x.Waarden["uiterlijkOp"])
			assert.Equal(t, "na de aanbieding ontvangen", x.Waarden["bijvoeging"])
			assert.NotEmpty(t, x.Waarden["conclusie"])
			oordelen[x.Waarden["oordeel"]]++
		}
		assert.Equal(t, map[any]int{"vóór de vaststelling": 1, "FOUT: na de vaststelling": 1}, oordelen)
	})
	t.Run("een raad zonder reactie, een te late raad en een raad die afzag zijn drie verschillende regels", func(t *testing.T) {
		raden := map[any]int{}
		for _, x := range r.Regels {
			raden[x.Waarden["reactie"]]++
		}
		assert.Equal(t, map[any]int{"op tijd": 5, "te laat": 2, "afgezien": 2, "geen reactie": 2}, raden)
	})
	t.Run("een oordeel na vaststelling is rood, en de gebeurtenissen erachter zeggen het", func(t *testing.T) {
		rood := 0
		for _, x := range r.Regels {
			if x.Waarden["oordeel"] != "FOUT: na de vaststelling" {
				continue
			}
			rood++
			assert.Greater(t, x.Waarden["oordeelOp"], x.Waarden["vastgesteldOp"])
			var soorten []string
			for _, f := range k.bijPositie(x.Herkomst) {
				soorten = append(soorten, f.soort)
			}
			assert.Subset(t, soorten, []string{"ontwerpbegroting-toegezonden", "zienswijze-op-begroting-ontvangen", "oordeel-over-zienswijzen-begroting-meegedeeld", "begroting-vastgesteld"})
		}
		assert.Equal(t, 2, rood)
		for _, f := range k.feiten { // the decision itself says whom it passed over
			if f.soort == "begroting-vastgesteld" && f.getal("begrotingsjaar") == 2024 {
				assert.Len(t, f.data["zonderOordeel"], 1)
			}
		}
	})
	t.Run("bij begroting 2022, onder het oude recht, is het ontbreken van een oordeel géén fout", func(t *testing.T) {
		oud := k.als(t, secretaris, "zienswijzen", "begrotingsjaar=2022")
		zonder := 0
		for _, x := range oud.Regels {
			assert.NotContains(t, x.Waarden["oordeel"], "FOUT")
			if x.Waarden["standpunt"] != "" && x.Waarden["oordeelOp"] == "" {
				zonder++
				assert.Equal(t, "niet verplicht (oud recht)", x.Waarden["oordeel"])
			}
			assert.Equal(t, "2017-01-01", x.Waarden["regelVersie"], "eight weeks")
		}
		assert.Equal(t, 3, zonder)
	})
	t.Run("bijvoeging en een te korte toezending zijn te zien", func(t *testing.T) {
		telling := map[any]int{}
		for _, x := range r.Regels {
			telling[x.Waarden["bijvoeging"]]++
			telling[x.Waarden["signaal"]]++
		}
		assert.Equal(t, 1, telling["FOUT: niet bijgevoegd"])
		assert.Equal(t, 1, telling["te kort voor de aanbieding toegezonden"])
	})
	t.Run("ook zoals bekend op een dag in de procedure, voordat een verkeerde dag werd verbeterd", func(t *testing.T) {
		dag := ""
		for _, f := range k.feiten { // the day before the first correction of this begroting
			if f.soort == "zienswijze-op-begroting-ontvangen" && f.getal("begrotingsjaar") == 2024 && f.getal("wijziging") == 0 && f.data["corrigeert"] != nil {
				dag = plusDagen(f.dag, -1)
			}
		}
		require.NotEmpty(t, dag)
		toen := k.als(t, secretaris, "zienswijzen", "begrotingsjaar=2024&bekendOp="+dag)
		assert.NotEqual(t, r.tabel("gemeente", "ontvangenOp"), toen.tabel("gemeente", "ontvangenOp"))
		for _, x := range toen.Regels {
			assert.Contains(t, []any{"termijn loopt", "op tijd", "afgezien"}, x.Waarden["reactie"])
			assert.Empty(t, x.Waarden["vastgesteldOp"])
			assert.Contains(t, []any{"nog niet aangeboden", "niet van toepassing"}, x.Waarden["bijvoeging"])
		}
		var naief []string
		for _, x := range naieveBegrotingen(totDag(k.feiten, dag)) {
			if strings.HasPrefix(x, "2024|0|") {
				naief = append(naief, strings.Join(strings.Split(x, "|")[:5], "|"))
			}
		}
		assert.ElementsMatch(t, naief, toen.tabel("begrotingsjaar", "bijstelling", "gemeente", "verzondenOp", "uiterlijkOp"))
	})
}

// The same question about the other document that goes to the raden, the
// uitvoeringsplan. Its term is that of the regeling: eight weeks, which is assumed and
// marked so.
func TestQuestion1OnThePlanOverAYear(t *testing.T) {
	k := vragenServer(t)
	r := k.als(t, secretaris, "zienswijzen", "stuk=uitvoeringsplan&herkomst=true")

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
