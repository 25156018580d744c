package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A trechterfeit is one vacature, aanlevering or voorstel, with all that followed on it.
type trechterfeit struct {
	soort, gemeente, ketenpartner, subregio, sector string
	vervuld, afgewezen                              bool
	bruikbaarheid                                   string
	voorgesteld, geplaatst                          string // the quarter
	duurzaam, voortijdig                            bool
}

// groep returns where x counts.
func (x *trechterfeit) groep(per string) string {
	return map[string]string{"gemeente": x.gemeente, "ketenpartner": x.ketenpartner, "subregio": x.subregio, "sector": x.sector}[per]
}

// naieveTrechter follows each from the events.
func naieveTrechter(feiten []feit) map[string]*trechterfeit {
	uit := map[string]*trechterfeit{}
	for _, f := range feiten {
		x := uit[f.stroom]
		if x == nil {
			x = &trechterfeit{}
		}
		switch f.soort {
		case "vacature-opgehaald":
			uit[f.stroom] = &trechterfeit{soort: "vacature", gemeente: f.tekst("werkplaats"), subregio: f.tekst("subregio"), sector: f.tekst("sector")}
		case "vacature-vervuld":
			x.vervuld = true
		case "vacature-ingetrokken", "vacature-vervallen":
			x.vervuld = false
		case "kandidaat-aangeleverd":
			uit[f.stroom] = &trechterfeit{soort: "kandidaat", gemeente: f.tekst("gemeente"), ketenpartner: f.tekst("ketenpartner"), subregio: f.tekst("subregio")}
		case "kandidaatprofiel-bijgewerkt":
			x.bruikbaarheid = f.tekst("bruikbaarheid")
		case "match-voorgesteld":
			uit[f.stroom] = &trechterfeit{
				soort: "match", gemeente: f.tekst("gemeente"), ketenpartner: f.tekst("ketenpartner"), subregio: f.tekst("subregio"),
				sector: f.tekst("sector"), voorgesteld: f.tekst("kwartaal"),
			}
		case "match-afgewezen":
			x.afgewezen = true
		case "kandidaat-geplaatst":
			x.geplaatst = f.tekst("kwartaal")
		case "plaatsing-beeindigd":
			x.voortijdig, _ = f.data["voorTermijn"].(bool)
		case "duurzaam-geplaatst":
			terug, _ := f.data["teruggenomen"].(bool)
			x.duurzaam = !terug
		}
	}
	return uit
}

// termijnEinde returns the last day of the 26 weeks of whoever began on the last day of
// a quarter; the first day counts.
func termijnEinde(kwartaal string) string {
	einde := map[string]string{"K1": "-03-31", "K2": "-06-30", "K3": "-09-30", "K4": "-12-31"}[kwartaal[5:]]
	return plusDagen(kwartaal[:4]+einde, 26*7-1)
}

// procent returns a share as the reports write it: one decimal, half up.
func procent(deel, geheel int) string {
	if geheel == 0 {
		return ""
	}
	n := (2000*deel + geheel) / (2 * geheel)
	return fmt.Sprintf("%d,%d", n/10, n%10)
}

var trechterkolommen = []string{
	"groep", "vacatures", "vervuld", "aangeleverd", "bruikbaar", "voorgesteld", "afgewezen", "geplaatst",
	"plaatsingenTermijnOm", "duurzaam", "voortijdigBeeindigd", "percentageDuurzaam", "nogOpen",
}

// naieveRegels counts the funnel by a dimension, on a day.
func naieveRegels(feiten []feit, per, dag string) (uit []string) {
	tel := map[string]map[string]int{}
	for _, x := range naieveTrechter(feiten) {
		g := x.groep(per)
		if tel[g] == nil {
			tel[g] = map[string]int{}
		}
		tel[g][x.soort]++
		is := map[string]bool{
			"vervuld": x.vervuld, "bruikbaar": x.bruikbaarheid == "bruikbaar", "afgewezen": x.afgewezen, "geplaatst": x.geplaatst != "",
			"om": x.geplaatst != "" && termijnEinde(x.geplaatst) < dag,
		}
		is["duurzaam"], is["voortijdig"] = is["om"] && x.duurzaam, is["om"] && x.voortijdig
		for stap, ja := range is {
			if ja {
				tel[g][stap]++
			}
		}
	}
	for g, n := range tel {
		uit = append(uit, fmt.Sprintf("%s|%d|%d|%d|%d|%d|%d|%d|%d|%d|%d|%s|%d", g, n["vacature"], n["vervuld"], n["kandidaat"], n["bruikbaar"], n["match"], n["afgewezen"],
			n["geplaatst"], n["om"], n["duurzaam"], n["voortijdig"], procent(n["duurzaam"], n["om"]), n["geplaatst"]-n["om"]))
	}
	return uit
}

// Question 8. The bestuurscommissie has no right to persons, so what it gets is the
// form of the reports in which small groups are put together; whoever works with the
// kandidaten gets the report itself. Both are held against the events.
func TestQuestion8OverAYear(t *testing.T) {
	k := vragenServer(t)
	const jaareinde = "2023-12-31"

	t.Run("per gemeente, ketenpartner, subregio en sector: wat uit de gebeurtenissen alleen is na te rekenen", func(t *testing.T) {
		for _, per := range []string{"gemeente", "ketenpartner", "subregio", "sector"} {
			r := k.als(t, accountmanager, "trechter", "peildatum="+jaareinde+"&per="+per)
			k.draagt(t, r, k.kop, "WSP_DUURZAAM")
			assert.Equal(t, []string{"WSP_DUURZAAM"}, r.Volledigheid.Aangenomen)
			assert.Equal(t, jaareinde, r.Volledigheid.Peildatum)
			assert.ElementsMatch(t, naieveRegels(k.feiten, per, jaareinde), r.tabel(trechterkolommen...), per)
		}
	})
	t.Run("het percentage duurzaam gaat alleen over cohorten waarvan de termijn om is, met vermelding van de nog openstaande", func(t *testing.T) {
		r := k.als(t, accountmanager, "duurzaamheid", "peildatum="+jaareinde)
		om, open := 0, 0
		for _, x := range r.Regels {
			cohort := tekstVan(x.Waarden["cohort"])
			geplaatst, duurzaam, voortijdig := 0, 0, 0
			for _, y := range naieveTrechter(k.feiten) {
				if y.geplaatst == cohort {
					geplaatst++
					if y.duurzaam {
						duurzaam++
					}
					if y.voortijdig {
						voortijdig++
					}
				}
			}
			assert.EqualValues(t, geplaatst, x.Waarden["geplaatst"], cohort)
			assert.Equal(t, termijnEinde(cohort), x.Waarden["termijnOmNa"], cohort)
			if termijnEinde(cohort) < jaareinde {
				om++
				assert.EqualValues(t, 0, x.Waarden["nogOpen"], cohort)
				assert.EqualValues(t, voortijdig, x.Waarden["voortijdigBeeindigd"], cohort)
				assert.Equal(t, procent(duurzaam, geplaatst), x.Waarden["percentageDuurzaam"], cohort)
				continue
			}
			open++
			assert.EqualValues(t, geplaatst, x.Waarden["nogOpen"], cohort)
			assert.Equal(t, "", x.Waarden["percentageDuurzaam"], cohort)
		}
		assert.Equal(t, []int{2, 2}, []int{om, open})
	})
	t.Run("een cohort telt pas op de dag nadat zijn termijn om is", func(t *testing.T) {
		laatste := termijnEinde("2023-K1")
		for dag, om := range map[string]bool{laatste: false, plusDagen(laatste, 1): true} {
			x := k.als(t, accountmanager, "duurzaamheid", "peildatum="+dag).regel(t, "cohort", "2023-K1")
			assert.Equal(t, om, x["nogOpen"] == float64(0), dag)
			assert.Equal(t, om, x["percentageDuurzaam"] != "", dag)
		}
	})
	t.Run("hoeveel van de aangeleverde kandidaten bruikbaar was, zegt ook het rapport van de bestuurscommissie", func(t *testing.T) {
		r := k.als(t, participatie, "trechter", "jaar="+vragenjaar)
		k.draagt(t, r, k.kop, "KLEINE_AANTALLEN", "VASTSTELLING_CIJFERS", "WSP_DUURZAAM")
		k.klein(t, r)
		naief := map[string]int{}
		for _, x := range naieveTrechter(k.feiten) {
			if x.soort == "kandidaat" {
				naief["aangeleverd"]++
			}
			switch x.bruikbaarheid {
			case "bruikbaar":
				naief["bruikbaar"]++
			case "niet-bruikbaar":
				naief["nietBruikbaar"]++
			}
		}
		require.Positive(t, naief["nietBruikbaar"], "the year has kandidaten of whom nobody can make use")
		met := k.als(t, accountmanager, "trechter", "peildatum="+jaareinde+"&per=subregio")
		heel := map[string]int{}
		for _, x := range met.Regels {
			for kolom := range naief {
				n, _ := x.Waarden[kolom].(float64)
				heel[kolom] += int(n)
			}
		}
		assert.Equal(t, naief, heel, "who has the right to persons sees them all")
		som := map[string]int{}
		for _, x := range r.Regels {
			for _, kolom := range []string{"bruikbaar", "nietBruikbaar", "nogNietBeoordeeld"} {
				n, _ := x.Waarden[kolom].(float64)
				som["aangeleverd"] += int(n)
				if kolom != "nogNietBeoordeeld" {
					som[kolom] += int(n)
				}
			}
		}
		if n := naief["nietBruikbaar"]; n < 5 { // of the whole region: no table can show the kandidaten without it
			assert.Zero(t, som["aangeleverd"])
			return
		}
		assert.Equal(t, naief, som, "what is put together is still counted")
	})
	t.Run("de bestuurscommissie ziet hoeveel er nog openstaan op de dag waarop het cijfer vaststaat, en geen groep onder de drempel", func(t *testing.T) {
		r := k.als(t, participatie, "duurzaamheid", "jaar="+vragenjaar)
		k.klein(t, r)
		require.Len(t, r.Volledigheid.Vastgesteld, 1)
		op := r.Volledigheid.Vastgesteld[0].Op
		naief, som := map[string]int{}, map[string]int{}
		for _, x := range naieveTrechter(k.feiten) {
			switch {
			case x.soort != "match":
			case x.geplaatst == "":
				naief["niet geplaatst"]++
			case termijnEinde(x.geplaatst) >= op:
				naief["geplaatst, termijn loopt nog"]++
			case x.duurzaam:
				naief["duurzaam geplaatst"]++
			default:
				naief["niet duurzaam geplaatst"]++
			}
		}
		for _, x := range r.Regels {
			n, _ := x.Waarden["aantal"].(float64)
			som[tekstVan(x.Waarden["stand"])] += int(n)
		}
		for stand := range som {
			if strings.HasPrefix(stand, "overig") { // then the standings themselves are put together
				t.Fatalf("%v", som)
			}
		}
		assert.Equal(t, naief, som)
	})
}

// klein checks that no number that counts persons is under the threshold.
func (k *jaarkantoor) klein(t *testing.T, r httpRapport) {
	t.Helper()
	require.EqualValues(t, 5, r.Volledigheid.Drempel)
	require.NotEmpty(t, r.Regels)
	over := []string{
		"vervuld", "nietVervuld", "bruikbaar", "nietBruikbaar", "nogNietBeoordeeld", "nietGeplaatst", "duurzaam", "nietDuurzaam", "nogOpen", "aantal",
	}
	for _, x := range r.Regels {
		for _, kolom := range over {
			if n, er := x.Waarden[kolom].(float64); er {
				assert.True(t, n == 0 || n >= 5, "%s = %v in %v", kolom, n, x.Waarden)
			}
		}
	}
}
