package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// aandeelkolom are the names of columns that hold a share of something.
var aandeelkolom = regexp.MustCompile(`(?i)aandeel|percentage`)

// zwijgt returns what a report answer does not say, of what every report must say or
// say that there is none of: status, definition and denominator, norm against
// realisation, share of what came late, assumed parameters, shielded cells, and for
// whom and as known when it is. afgeschermd is whether the asker has no right to
// persons and the report is about them.
func zwijgt(a map[string]any, afgeschermd bool) (mist []string) {
	v, _ := a["volledigheid"].(map[string]any)
	tekst := func(in map[string]any, veld string) string { s, _ := in[veld].(string); return s }
	lijst := func(in map[string]any, veld string) []any { l, _ := in[veld].([]any); return l }
	eis := func(wat string, ok bool) {
		if !ok {
			mist = append(mist, wat)
		}
	}
	leeg := len(lijst(a, "regels")) == 0
	status := tekst(v, "status")
	eis("status", slices.Contains([]string{"concept", "definitief", "gesimuleerd"}, status) && (status == "gesimuleerd") == (v["gesimuleerd"] == true))
	eis("definitie", len(tekst(v, "definitie")) > 20 && tekst(v, "definitie") == tekst(a, "definitie"))

	aandelen := slices.ContainsFunc(lijst(a, "kolommen"), func(k any) bool { return aandeelkolom.MatchString(tekst(k.(map[string]any), "naam")) })
	eis("noemer", tekst(v, "noemer") != "" && !(aandelen && strings.HasPrefix(tekst(v, "noemer"), "geen:")))

	geenNorm := strings.HasPrefix(tekst(v, "norm"), "Geen norm: ")
	eis("norm", len(tekst(v, "norm")) > 20)
	eis("realisatie", geenNorm == (len(lijst(v, "normen")) == 0) || leeg)
	for _, n := range lijst(v, "normen") {
		for _, veld := range []string{"naam", "norm", "realisatie", "gehaald"} {
			_, er := n.(map[string]any)[veld]
			eis("norm en realisatie van elk", er)
		}
	}

	_, laat := v["laat"]
	eis("teLaat", len(tekst(v, "teLaat")) > 20)
	eis("aandeel te laat", laat != strings.HasPrefix(tekst(v, "teLaat"), "Niet van toepassing: ") || leeg && !laat)

	var aangenomen []any
	for _, r := range lijst(v, "regels") {
		if m := r.(map[string]any); m["aangenomen"] == true && !slices.Contains(aangenomen, m["code"]) {
			aangenomen = append(aangenomen, m["code"])
		}
	}
	genoemd, er := v["aangenomen"].([]any)
	eis("aangenomen", er && len(genoemd) == len(aangenomen) && !slices.ContainsFunc(aangenomen, func(c any) bool { return !slices.Contains(genoemd, c) }))

	cellen, er := v["afgeschermd"].(float64)
	drempel, _ := v["drempel"].(float64)
	eis("afgeschermd", er && (afgeschermd || cellen == 0 && drempel == 0))
	eis("drempel", !afgeschermd || drempel > 0 || leeg && cellen == 0)
	eis("vastgesteld", !afgeschermd || len(lijst(v, "vastgesteld")) > 0 || leeg)

	vrager, _ := a["gevraagdDoor"].(map[string]any)
	eis("wie vroeg", tekst(vrager, "pseudoniem") != "" && tekst(vrager, "rol") != "" && tekst(vrager, "organisatie") != "")
	eis("bekendOp", v["bekendOp"] != nil && a["bekendOp"] != nil)
	eis("aantal gebeurtenissen", v["aantal"] != nil && v["aantal"] == v["positie"] && tekst(v, "wortel") != "")
	return mist
}

// TestEveryReportSays asks every report there is of a year, with and without the
// right to persons, and looks whether the answer says what it must.
func TestEveryReportSays(t *testing.T) {
	k := vragenServer(t)
	var voorbeeld map[string]any // with everything in it, for the control
	gezien := map[string]bool{}
	for _, rol := range []string{accountant, secretaris} {
		for _, r := range rapporten() {
			query := fmt.Sprintf("?bekendOp=%d", k.kop)
			if r.Personen != nil && r.Personen.OpPeildatum || r.Naam == "thuiszitterdossiers" {
				query += "&peildatum=" + vragenjaar + "-10-01"
			}
			t.Run(rol+" krijgt van "+r.Naam+" alles gezegd, of dat het er niet is", func(t *testing.T) {
				a := k.vraag(t, http.MethodGet, "/v1/rapporten/"+r.Naam+query, k.tokens[rol], nil)
				if rol == secretaris && (r.Personen != nil && r.Personen.Gesloten || r.Naam == "vernietigingen") {
					require.Equal(t, http.StatusForbidden, a.Status)
					return
				}
				require.Equal(t, http.StatusOK, a.Status, string(a.Body))
				var antwoord map[string]any
				require.NoError(t, json.Unmarshal(a.Body, &antwoord))
				assert.Empty(t, zwijgt(antwoord, rol == secretaris && r.Personen != nil))
				assert.Equal(t, rol, antwoord["gevraagdDoor"].(map[string]any)["rol"])
				gezien[r.Naam] = gezien[r.Naam] || len(antwoord["regels"].([]any)) > 0
				if v := antwoord["volledigheid"].(map[string]any); rol == accountant && v["normen"] != nil && v["laat"] != nil {
					voorbeeld = antwoord
				}
				regels := strings.Split(strings.TrimSpace(string(k.vraag(t, http.MethodGet, "/v1/rapporten/"+r.Naam+query, k.tokens[rol], nil, "Accept", "text/csv").Body)), "\r\n")
				for _, kolom := range []string{"bekendOp", "gesimuleerd", "status", "afgeschermd", "aangenomen", "laat", "normen", "definitie", "noemer", "vernietigd", "gevraagdDoor"} {
					assert.Contains(t, strings.Split(regels[0], ","), kolom, "as CSV")
				}
			})
		}
	}
	t.Run("de meeste rapporten hadden iets te zeggen", func(t *testing.T) {
		var leeg []string
		for naam, er := range gezien {
			if !er {
				leeg = append(leeg, naam)
			}
		}
		assert.Less(t, len(leeg), 4, "%v", leeg)
	})
	t.Run("control: wat uit een antwoord wordt weggelaten valt op", func(t *testing.T) {
		require.NotNil(t, voorbeeld)
		require.Empty(t, zwijgt(voorbeeld, false))
		v := voorbeeld["volledigheid"].(map[string]any)
		for _, veld := range []string{"status", "definitie", "noemer", "norm", "normen", "teLaat", "laat", "aangenomen", "afgeschermd", "bekendOp", "aantal", "wortel"} {
			was := v[veld]
			delete(v, veld)
			assert.NotEmpty(t, zwijgt(voorbeeld, false), veld)
			v[veld] = was
		}
		zonder := maps.Clone(voorbeeld)
		delete(zonder, "gevraagdDoor")
		assert.Equal(t, []string{"wie vroeg"}, zwijgt(zonder, false))
		assert.Contains(t, zwijgt(voorbeeld, true), "drempel", "a report with lines that is to be shielded names its threshold")
	})
}
