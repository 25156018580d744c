package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// nieuweFeiten reads what came after the year.
func (k *jaarkantoor) nieuweFeiten(t *testing.T) []feit {
	t.Helper()
	alle := &jaarkantoor{server: k.server, tokens: k.tokens}
	a := k.vraag(t, http.MethodGet, "/v1/gebeurtenissen?limiet=1", k.tokens[accountant], nil)
	var b struct{ Kop int64 }
	require.NoError(t, json.Unmarshal(a.Body, &b))
	alle.kop = b.Kop
	return alle.leesFeiten(t)
}

// boek books on the voorziening Viola, with today's clock.
func (k *jaarkantoor) boek(t *testing.T, soort string, mutatie int, bedrag, dag, corrigeert string) int64 {
	t.Helper()
	opdracht := veld{"gesimuleerd": true, "motivering": "Proef.", "geldigVanaf": dag}
	if corrigeert != "" {
		opdracht["corrigeert"] = corrigeert
	}
	stroom := ""
	for _, f := range k.feiten {
		if f.soort == "voorziening-ingesteld" && f.tekst("doel") == "viola" {
			stroom = strings.TrimPrefix(f.stroom, "voorziening-")
		}
	}
	body := veld{
		"mutatie": mutatie, "bedrag": bedrag, "geboektOp": dag, "opdracht": opdracht,
		"besluit": veld{"orgaan": "dagelijks-bestuur", "kenmerk": "proef " + dag, "genomenOp": dag},
	}
	a := k.vraag(t, http.MethodPost, "/v1/voorzieningen/"+stroom+"/"+soort, k.tokens[secretaris], body, "Idempotency-Key", fmt.Sprintf("vraag-elf-%d-%s", mutatie, bedrag))
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	return a.bon(t).Positie
}

// Question 11, of a raadslid, on the year: what stood in the report that was handed
// out, what would be in it now, and which later events explain the difference? The
// report itself is made again after a correction and a late booking; what destruction
// does to it is in TestQuestion11AfterDestruction.
func TestQuestion11OverAYear(t *testing.T) {
	k := vragenServer(t)
	verstrek := veld{"rapport": "voorzieningen", "vorm": "csv", "ontvangers": []string{"raad:GM0202", "dagelijks-bestuur"}, "filters": []veld{{"naam": "doel", "waarde": "viola"}}}
	a := k.vraag(t, http.MethodPost, "/v1/rapportverstrekkingen", k.tokens[secretaris], verstrek)
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	pad, verstrektOp := a.Kop.Get("Location"), a.bon(t).Positie
	toen := k.vraag(t, http.MethodGet, pad+"/rapport", k.tokens[secretaris], nil)
	require.Equal(t, http.StatusOK, toen.Status, string(toen.Body))

	laatste, eerste := 0, ""
	for _, f := range k.feiten {
		if f.tekst("doel") == "viola" && f.getal("mutatie") > laatste {
			laatste = f.getal("mutatie")
		}
	}
	eerste = k.idVan(t, "viola", 1)
	correctie := k.boek(t, "aanwendingen", 1, "20000.01", "2023-01-31", eerste)
	laat := k.boek(t, "aanwendingen", laatste+1, "1234.56", "2023-12-29", "")

	t.Run("de verstrekking is zelf een gebeurtenis, met filter, positie, hash en ontvangers", func(t *testing.T) {
		var feitje feit
		for _, f := range k.nieuweFeiten(t) {
			if f.positie == verstrektOp {
				feitje = f
			}
		}
		som := sha256.Sum256(toen.Body)
		assert.Equal(t, hex.EncodeToString(som[:]), feitje.tekst("sha256"))
		assert.EqualValues(t, verstrektOp-1, feitje.getal("bekendOp"))
		assert.ElementsMatch(t, []any{"raad:GM0202", "dagelijks-bestuur"}, feitje.data["ontvangers"])
		assert.Equal(t, []any{map[string]any{"naam": "doel", "waarde": "viola"}}, feitje.data["filters"])
	})
	t.Run("het oude rapport is byte-gelijk te herhalen", func(t *testing.T) {
		nu := k.vraag(t, http.MethodGet, pad+"/rapport", k.tokens[secretaris], nil)
		require.Equal(t, http.StatusOK, nu.Status)
		assert.Equal(t, string(toen.Body), string(nu.Body))
		for n := 1; n <= 4; n++ {
			regel := strings.Split(naiefVerloop(t, k.feiten, "viola", fmt.Sprintf("%s-K%d", vragenjaar, n)), "|")
			assert.Contains(t, string(nu.Body), strings.Join(regel[:10], ","), "what stood in it is what the events of then add up to")
		}
	})
	t.Run("wat er nu in zou staan is wat uit alle gebeurtenissen is op te tellen", func(t *testing.T) {
		r := k.rapport(t, k.tokens[secretaris], "voorzieningen", fmt.Sprintf("?doel=viola&naPositie=%d", laat))
		var naief []string
		feiten := k.nieuweFeiten(t)
		for n := 1; n <= 4; n++ {
			naief = append(naief, naiefVerloop(t, feiten, "viola", fmt.Sprintf("%s-K%d", vragenjaar, n)))
		}
		assert.Equal(t, naief, r.tabel("doel", "kwartaal", "beginsaldo", "waarvanIngebracht", "toevoegingen", "aanwendingen", "vrijval", "eindsaldo", "schatting", "geschatOp", "herschatDitJaar"))
	})
	t.Run("verschil = som van de genoemde gebeurtenissen", func(t *testing.T) {
		a := k.vraag(t, http.MethodGet, fmt.Sprintf("%s/verschil?naPositie=%d", pad, laat), k.tokens[secretaris], nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		var v httpVerschil
		require.NoError(t, json.Unmarshal(a.Body, &v))
		delen, genoemd := map[string]int64{}, map[int64]string{}
		for _, s := range v.Stappen {
			somCenten(t, s.Regels, delen)
			for _, g := range s.Gebeurtenissen {
				genoemd[g.Positie] = g.Aard
			}
		}
		totaal := map[string]int64{}
		somCenten(t, v.Regels, totaal)
		assert.Equal(t, totaal, delen)
		assert.Equal(t, map[int64]string{correctie: "correctie", laat: "nagekomen"}, genoemd)
		was := centen(t, "0.00")
		for _, b := range naieveBoekingen(t, k.feiten) {
			if b.doel == "viola" && b.nummer == 1 {
				was = b.centen
			}
		}
		meer := centen(t, "20000.01") - was
		assert.Equal(t, meer, totaal["2023-K1 aanwendingen"])
		assert.Equal(t, -meer-centen(t, "1234.56"), totaal["2023-K4 eindsaldo"])
	})
	t.Run("over het hele jaar: wat op 1 april bekend was en de genoemde gebeurtenissen geven samen de stand van nu", func(t *testing.T) {
		toen := totDag(k.feiten, "2023-04-01")
		van := toen[len(toen)-1].positie
		a := k.vraag(t, http.MethodGet, fmt.Sprintf("/v1/rapporten/verzuimmeldingen/verschil?van=%d&tot=%d", van, k.kop), k.tokens[leerplichter], nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		var v httpVerschil
		require.NoError(t, json.Unmarshal(a.Body, &v))
		verklaard, delen := slices.Clone(toen), map[string]float64{}
		for _, s := range v.Stappen {
			somPerCel(s.Regels, delen)
			for _, g := range s.Gebeurtenissen {
				verklaard = append(verklaard, k.bijPositie([]int64{g.Positie})...)
			}
		}
		require.Greater(t, len(verklaard), len(toen)+50)
		assert.Equal(t, naieveMeldingen(k.feiten), naieveMeldingen(verklaard), "no event that matters is missing")
		assert.Equal(t, somPerCel(v.Regels, map[string]float64{}), delen)
	})
}

// idVan returns the id of the first event about a mutatie.
func (k *jaarkantoor) idVan(t *testing.T, doel string, mutatie int) string {
	t.Helper()
	for _, f := range k.feiten {
		if f.tekst("doel") == doel && f.getal("mutatie") == mutatie {
			a := k.vraag(t, http.MethodGet, fmt.Sprintf("/v1/gebeurtenissen?naPositie=%d&limiet=1", f.positie-1), k.tokens[accountant], nil)
			var b struct {
				Gebeurtenissen []struct{ Gebeurtenis struct{ ID string } }
			}
			require.NoError(t, json.Unmarshal(a.Body, &b))
			return b.Gebeurtenissen[0].Gebeurtenis.ID
		}
	}
	require.Fail(t, "no such mutatie")
	return ""
}

// somCenten adds up what changed, per quarter and column.
func somCenten(t *testing.T, rs []httpRegelverschil, in map[string]int64) {
	t.Helper()
	for _, r := range rs {
		for kolom, w := range r.Verschil {
			teken, bedrag := int64(1), tekstVan(w)
			if strings.HasPrefix(bedrag, "-") {
				teken, bedrag = -1, bedrag[1:]
			}
			in[fmt.Sprintf("%v %s", r.Sleutel["kwartaal"], kolom)] += teken * centen(t, bedrag)
		}
	}
	for cel, n := range in {
		if n == 0 {
			delete(in, cel)
		}
	}
}

// naieveMeldingen counts meldingen per gemeente, schooljaar and kind: each once, as it
// reads now, without those that were withdrawn.
func naieveMeldingen(feiten []feit) map[string]int {
	stand := map[string]string{}
	for _, f := range feiten {
		switch f.soort {
		case "verzuimmelding-ontvangen", "verzuimmelding-gecorrigeerd":
			stand[f.stroom] = strings.Join([]string{f.tekst("gemeente"), f.tekst("schooljaar"), f.tekst("verzuimsoort")}, "|")
		case "verzuimmelding-ingetrokken":
			delete(stand, f.stroom)
		}
	}
	uit := map[string]int{}
	for _, s := range stand {
		uit[s]++
	}
	return uit
}
