package main

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// naieveBesluiten works out from the events which decisions of 2023 there are, and
// what is wrong with each.
func naieveBesluiten(feiten []feit) (uit []string) {
	type besluit struct {
		feit
		sleutel, uitkomst, aanwezig, zittend, quorum, bekend, toegepast string
	}
	var lijst []besluit
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
		case "voorstel-aangehouden":
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
		lijst = append(lijst, besluit{feit: f, sleutel: sleutel, uitkomst: uitkomst, aanwezig: fmt.Sprint(aanwezig), zittend: fmt.Sprint(zittend), quorum: quorum})
	}
	for _, b := range lijst {
		dag := b.tekst("genomenOp") + b.tekst("aangehoudenOp")
		if dag[:4] != vragenjaar {
			continue
		}
		signaal := ""
		if b.toegepast != "" && (b.bekend == "" || b.bekend > b.toegepast) {
			signaal = "toegepast vóór bekendmaking"
		}
		uit = append(uit, fmt.Sprintf("%d|%s|%s|%s|%s|%s|%s|%s|%s|%s|%s", b.positie, dag, b.dag, b.tekst("orgaan"), b.uitkomst, b.zittend, b.aanwezig, b.quorum, b.bekend, b.toegepast, signaal))
	}
	return uit
}

var besluitkolommen = []string{
	"besluit", "genomenOp", "geregistreerdOp", "orgaan", "uitkomst", "zittend", "aanwezig", "quorum", "bekendgemaaktOp", "toegepastOp", "signaal",
}

// Question 2, of the accountant. A mandaatbesluit is no stream in Kroniek, and every
// organ in it decides by itself (a mandaat is refused, Awb 10:3), so a mandaat that is
// recorded with hindsight cannot be played. What can be recorded with hindsight, and
// makes the same difference, is the bekendmaking without which a besluit has no effect
// (Awb 3:40): the year has one, and the sentence of the question is held against that.
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
