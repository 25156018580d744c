package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A naiefbesluit is a decision of an organ that met, as the events tell it.
type naiefbesluit struct {
	feit
	uitkomst, aanwezig, zittend, quorum, bekend, toegepast string
}

func (b naiefbesluit) dag() string { return b.tekst("genomenOp") + b.tekst("aangehoudenOp") }

// vroeg says that it was acted upon before it was made known.
func (b naiefbesluit) vroeg() string {
	if b.toegepast != "" && (b.bekend == "" || b.bekend > b.toegepast) {
		return "toegepast vóór bekendmaking"
	}
	return ""
}

// besluitenUit works out from the events which decisions of organs that met there are.
func besluitenUit(feiten []feit) (lijst []naiefbesluit) {
	laatste := map[string]int{}
	for _, f := range feiten {
		over, nummer := f.deel("besluit").tekst("soort"), f.deel("besluit").getal("bijstelling")
		sleutel, uitkomst, ook := "", "aangenomen", true
		switch f.soort {
		case "ontwerp-vastgesteld-door-dagelijks-bestuur":
			sleutel = "ontwerp"
		case "uitvoeringsplan-vastgesteld":
			sleutel = fmt.Sprint("uitvoeringsplan", 0, f.stroom)
		case "bijstelling-vastgesteld":
			sleutel = fmt.Sprint("bijstelling", f.getal("bijstelling"), f.stroom)
		case "begroting-vastgesteld", "begrotingswijziging-vastgesteld":
		case "begrotingsvoorstel-verworpen":
			uitkomst = "verworpen"
		case "voorstel-aangehouden", "begrotingsvoorstel-aangehouden":
			uitkomst = "aangehouden: " + f.tekst("reden")
		case "besluit-bekendgemaakt":
			lijst[laatste[fmt.Sprint(over, nummer, f.stroom)]].bekend = f.tekst("bekendgemaaktOp")
			ook = false
		case "besluit-toegepast":
			b := &lijst[laatste[fmt.Sprint(over, nummer, f.stroom)]]
			if b.toegepast == "" || f.tekst("toegepastOp") < b.toegepast {
				b.toegepast = f.tekst("toegepastOp")
			}
			ook = false
		default:
			ook = false
		}
		if !ook {
			continue
		}
		aanwezig, zittend := 0, 0
		leden, _ := f.deel("besluitvorming").deel("vergadering").data["presentie"].([]any)
		for _, l := range leden {
			lid, _ := l.(map[string]any)
			zittend++
			if is, _ := lid["aanwezig"].(bool); is {
				aanwezig++
			}
		}
		quorum := "niet bereikt"
		if 2*aanwezig > zittend {
			quorum = "bereikt"
		}
		laatste[sleutel] = len(lijst)
		lijst = append(lijst, naiefbesluit{feit: f, uitkomst: uitkomst, aanwezig: fmt.Sprint(aanwezig), zittend: fmt.Sprint(zittend), quorum: quorum})
	}
	return lijst
}

// naieveBesluiten is the besluitenlijst of the year, worked out from the events.
func naieveBesluiten(feiten []feit) (uit []string) {
	for _, b := range besluitenUit(feiten) {
		if b.dag()[:4] == vragenjaar {
			uit = append(uit, fmt.Sprintf("%d|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s", b.positie, b.dag(), b.feit.dag, b.tekst("orgaan"), b.uitkomst, b.zittend, b.aanwezig, b.quorum, b.bekend, b.toegepast, b.vroeg()))
		}
	}
	return uit
}

var besluitkolommen = []string{
	"besluit", "genomenOp", "geregistreerdOp", "orgaan", "uitkomst", "zittend", "aanwezig", "quorum", "bekendgemaaktOp", "toegepastOp", "signaal",
}

// Question 2, of the accountant, in its own words: welke besluiten zijn genomen zonder op
// die dag geldige bevoegdheid. The year has them in every way but one: an organ cannot
// decide without quorum or valid vote, since that is refused; what it held over for that
// reason stands on the list. It also has one mandaat that was granted with effect from
// an earlier day, and one that was granted in time and recorded long after.
func TestQuestion2BevoegdhedenOverAYear(t *testing.T) {
	k := vragenServer(t)
	vraag := func(t *testing.T, query string) httpRapport {
		t.Helper()
		return k.als(t, accountant, "bevoegdheden", "jaar="+vragenjaar+query)
	}
	nu := vraag(t, "&herkomst=true")
	bij := func(r httpRapport, kolom, waarde string) (uit []map[string]any) {
		for _, x := range r.Regels {
			if x.Waarden[kolom] == waarde {
				uit = append(uit, x.Waarden)
			}
		}
		return uit
	}
	t.Run("elk besluit van het boekjaar, met wat eraan ontbrak, is uit de gebeurtenissen alleen na te rekenen", func(t *testing.T) {
		assert.Equal(t, naieveBevoegdheden(k.feiten), nu.tabel(bevoegdheidkolommen...))
		assert.True(t, nu.Volledigheid.Gesimuleerd)
	})
	t.Run("gevraagd naar signalen noemt het precies de besluiten zonder geldige bevoegdheid, van elke soort", func(t *testing.T) {
		var wil []string
		for _, r := range naieveBevoegdheden(k.feiten) {
			if delen := strings.Split(r, "|"); delen[len(delen)-2] != "" {
				wil = append(wil, r)
			}
		}
		met := vraag(t, "&signaal=nu").tabel(bevoegdheidkolommen...)
		assert.Equal(t, wil, met)
		for _, soort := range []string{
			"verkeerd orgaan", "geen mandaat op die dag", "mandaat verlopen", "mandaat ingetrokken", "boven de grens", "andere functie", "toegepast vóór bekendmaking",
		} {
			assert.True(t, slices.ContainsFunc(met, func(r string) bool { return strings.Contains(r, soort) }), soort)
		}
	})
	t.Run("zonder quorum is niets besloten, dus ook niets onbevoegd", func(t *testing.T) {
		x := nu.regel(t, "uitkomst", "aangehouden: geen-quorum")
		assert.Equal(t, "niet bereikt", x["quorum"])
		assert.Empty(t, x["signaal"])
	})
	t.Run("elke regel noemt orgaan, namens wie, versie en grens van het mandaat, en de gebeurtenissen erachter", func(t *testing.T) {
		x := bij(nu, "mandaat", "MB-"+vragenjaar+"-06")
		require.NotEmpty(t, x)
		assert.Equal(t, []any{"dagelijks-bestuur", "teamleider-inkoop", "1", "10000.00"}, []any{x[0]["orgaan"], x[0]["functie"], x[0]["mandaatversie"], x[0]["grens"]})
		for _, r := range nu.Regels {
			if r.Waarden["besluit"] == x[0]["besluit"] {
				var soorten []string
				for _, f := range k.bijPositie(r.Herkomst) {
					soorten = append(soorten, f.soort)
				}
				assert.Equal(t, 2, strings.Count(strings.Join(soorten, " "), "mandaat-verleend"), "its own mandaat and the one that it rests on: %v", soorten)
				assert.Contains(t, soorten, "mandaat-uitgeoefend")
			}
		}
	})
	t.Run("een mandaat dat later met terugwerkende kracht is verleend maakt het besluit van toen in geen enkele stand rechtmatig", func(t *testing.T) {
		terug := bij(nu, "mandaat", "MB-"+vragenjaar+"-05")
		require.NotEmpty(t, terug)
		voor := 0
		toen := vraag(t, "&bekendOp=2023-08-21")
		for _, x := range terug {
			if tekstVan(x["genomenOp"]) >= tekstVan(x["mandaatGenomenOp"]) {
				continue
			}
			voor++
			assert.Contains(t, x["signaal"], "geen mandaat op die dag: pas daarna verleend")
			y := toen.regel(t, "besluit", x["besluit"])
			assert.Contains(t, y["signaal"], "geen mandaat op die dag: niet vastgelegd")
			assert.Empty(t, y["mandaatGenomenOp"])
		}
		assert.Positive(t, voor)
	})
	t.Run("een mandaat dat er was en later is vastgelegd dekt het besluit nu, en niet in de stand bekend op", func(t *testing.T) {
		later := bij(nu, "mandaat", "MB-"+vragenjaar+"-04")
		require.NotEmpty(t, later)
		voor := 0
		toen := vraag(t, "&bekendOp=2023-06-19")
		for _, x := range later {
			if tekstVan(x["genomenOp"]) >= tekstVan(x["mandaatVastgelegdOp"]) {
				continue
			}
			voor++
			assert.Empty(t, x["signaal"])
			assert.Equal(t, "geen mandaat op die dag: niet vastgelegd", x["signaalToen"], "what was known on the day stays to be seen")
			assert.Equal(t, "geen mandaat op die dag: niet vastgelegd", toen.regel(t, "besluit", x["besluit"])["signaal"])
		}
		assert.Positive(t, voor)
	})
	t.Run("in elke stand van het jaar is de lijst wat uit de gebeurtenissen tot dan is na te rekenen", func(t *testing.T) {
		for maand := 1; maand <= 12; maand++ {
			dag := plusDagen(fmt.Sprintf("%s-%02d-01", vragenjaar, maand), 20)
			assert.Equal(t, naieveBevoegdheden(totDag(k.feiten, dag)), vraag(t, "&bekendOp="+dag).tabel(bevoegdheidkolommen...), dag)
		}
	})
}

// The same question of the besluitenlijst: what was made known is held against what was
// acted upon (Awb 3:40), also when the bekendmaking was recorded with hindsight.
func TestQuestion2OverAYear(t *testing.T) {
	k := vragenServer(t)
	r := k.als(t, accountant, "besluitenlijst", "jaar="+vragenjaar+"&herkomst=true")

	t.Run("elk besluit van het boekjaar is wat uit de gebeurtenissen alleen is na te rekenen", func(t *testing.T) {
		k.draagt(t, r, k.kop, "STEMREGELING")
		assert.Equal(t, []string{"STEMREGELING"}, r.Volledigheid.Aangenomen)
		assert.Equal(t, naieveBesluiten(k.feiten), r.tabel(besluitkolommen...))
	})
	t.Run("zonder quorum is er geen besluit, en dat staat er met presentie", func(t *testing.T) {
		x := r.regel(t, "uitkomst", "aangehouden: geen-quorum")
		assert.Equal(t, "niet bereikt", x["quorum"])
		assert.Equal(t, "algemeen-bestuur", x["orgaan"])
	})
	t.Run("wat later met terugwerkende kracht is vastgelegd maakt het besluit van toen niet alsnog rechtmatig in de stand bekend op", func(t *testing.T) {
		toen := k.als(t, accountant, "besluitenlijst", "jaar="+vragenjaar+"&bekendOp=2023-07-06")
		feiten := totDag(k.feiten, "2023-07-06")
		assert.Equal(t, naieveBesluiten(feiten), toen.tabel(besluitkolommen...))
		x := toen.regel(t, "signaal", "toegepast vóór bekendmaking")
		assert.Empty(t, x["bekendgemaaktOp"])
		nu := r.regel(t, "besluit", x["besluit"])
		assert.Empty(t, nu["signaal"], "now it is known that it had been made known in time")
		assert.NotEmpty(t, nu["bekendgemaaktOp"])
		assert.LessOrEqual(t, nu["bekendgemaaktOp"], nu["toegepastOp"])
		laatst := r.Regels[len(r.Regels)-1]
		for _, y := range r.Regels {
			if y.Waarden["besluit"] == x["besluit"] {
				laatst = y
			}
		}
		var bekend []feit
		for _, f := range k.bijPositie(laatst.Herkomst) {
			if f.soort == "besluit-bekendgemaakt" {
				bekend = append(bekend, f)
			}
		}
		require.Len(t, bekend, 1)
		assert.Greater(t, bekend[0].dag, x["toegepastOp"], "recorded after it was acted upon")
	})
	t.Run("een besluit dat op tijd is bekendgemaakt heeft in geen enkele stand een signaal", func(t *testing.T) {
		for _, dag := range []string{"2023-06-30", "2023-07-20", "2023-12-31"} {
			for _, x := range k.als(t, accountant, "besluitenlijst", "jaar="+vragenjaar+"&bekendOp="+dag).Regels {
				assert.Empty(t, x.Waarden["signaal"], "%s: %v", dag, x.Waarden["omschrijving"])
			}
		}
	})
}
