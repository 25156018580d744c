package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
	"github.com/mgr-sdcg/kroniek/adapters/invoer/duo"
)

// levering is a delivery with two rows about invented persons: one that can be
// taken over, and one that cannot.
func levering() string {
	goed := map[string]string{
		"RAPPORTAGEMAAND": "202602", "PERSOONSGEBONDENNUMMER": "999994669", "ACHTERNAAM": "Voorbeeld", "ALLE_VOORNAMEN": "Proef",
		"WOONGEMEENTE": "ARNHEM", "GEBOORTEDATUM": "15-05-2010", "MELDING_VERZUIM_WETTELIJK": "J", "MELDING_VERZUIM_NIET_WETTELIJK": "N",
		"BRIN": "99ZZ", "BRIN_VOLGNUMMER": "00", "GEMEENTECODE": "202", "RMC_REGIO": "REGIO 14", "NIVEAU": "VMBO", "INSCHRIJVINGSVOLGNUMMER": "1",
		"VANAF_WANNEER": "202601",
	}
	var kop, een, twee []string
	for _, k := range duo.Kolommen() {
		kop, een = append(kop, k.Naam), append(een, goed[k.Naam])
		switch k.Naam {
		case "PERSOONSGEBONDENNUMMER":
			twee = append(twee, "123456789")
		case "RMC_REGIO":
			twee = append(twee, "REGIO 28")
		default:
			twee = append(twee, goed[k.Naam])
		}
	}
	return strings.Join([]string{strings.Join(kop, ";"), strings.Join(een, ";"), strings.Join(twee, ";"), ""}, "\r\n")
}

func TestImportDUO(t *testing.T) {
	bestand := filepath.Join(t.TempDir(), "levering.csv")
	require.NoError(t, os.WriteFile(bestand, []byte(levering()), 0o600))
	t.Run("een proef keurt elke rij zonder kantoor", func(t *testing.T) {
		regels, fout, code := kroniek(t, "import", "--bestand", bestand, "--soort", "duo-a04", "--proef")
		assert.Equal(t, exitVerschil, code, fout)
		assert.Contains(t, fout, "2 regels: 1 aanvaard (proef: niets vastgelegd), 0 herhaald, 0 geweigerd, 1 ongeldig")
		var u invoer.Uitslag
		require.NoError(t, json.Unmarshal([]byte(strings.SplitAfter(regels, "\n")[1]), &u))
		assert.EqualValues(t, 3, u.Regel)
		require.Len(t, u.Velden, 2)
		assert.Equal(t, "PERSOONSGEBONDENNUMMER", u.Velden[0].Veld)
		assert.NotContains(t, regels, "123456789")
		assert.NotContains(t, regels, "999994669")
		assert.NotContains(t, regels, "Voorbeeld")
	})
	t.Run("een ander bestand wordt niet gelezen", func(t *testing.T) {
		_, fout, code := kroniek(t, "import", "--bestand", os.Args[0], "--soort", "duo-a04", "--proef")
		assert.Equal(t, exitGebruik, code, fout)
	})
	t.Run("een kantoor legt vast wat kan, een keer, ook als de melding in een latere maand weer geleverd wordt", func(t *testing.T) {
		p := nieuweProef(t)
		token, fout, code := kroniek(t, "token", "geef", "--data", p.dir, "--rol", "consulent-leerplicht", "--module", "onderwijszaken", "--naam", "duo")
		require.Zero(t, code, fout)
		consulent := &kantoorproef{server: p.server, secretaris: strings.TrimSpace(token)}
		uit, fout, code := consulent.inlezen(t, "l.csv", levering(), "--soort", "duo-a04", "--gesimuleerd")
		assert.Equal(t, exitVerschil, code, fout)
		require.Len(t, uit, 2)
		assert.Equal(t, []invoer.Status{invoer.Aanvaard, invoer.Ongeldig}, []invoer.Status{uit[0].Status, uit[1].Status}, fout)
		positie := zegelpositie(t, p)

		later := strings.ReplaceAll(levering(), "202602", "202603")
		uit, _, _ = consulent.inlezen(t, "l.csv", later, "--soort", "duo-a04", "--gesimuleerd")
		assert.Equal(t, invoer.Herhaald, uit[0].Status)

		verhuisd := strings.ReplaceAll(strings.ReplaceAll(later, ";202;", ";221;"), "ARNHEM", "DOESBURG")
		uit, _, _ = consulent.inlezen(t, "l.csv", verhuisd, "--soort", "duo-a04", "--gesimuleerd")
		assert.Equal(t, invoer.Geweigerd, uit[0].Status)
		assert.Equal(t, "sleutel-hergebruikt", uit[0].Code)
		assert.Equal(t, positie, zegelpositie(t, p), "nothing was added")
	})
	t.Run("een levering van DUO zelf wordt regel voor regel beantwoord", func(t *testing.T) {
		pad := os.Getenv("KRONIEK_DUO_A04")
		if pad == "" {
			t.Skip("KRONIEK_DUO_A04 noemt geen bestand met een maandlevering")
		}
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		regels, fout, _ := kroniek(t, "import", "--bestand", pad, "--soort", "duo-a04", "--proef")
		assert.Equal(t, strings.Count(string(b), "\n")-1, strings.Count(regels, "\n"), fout)
	})
}

// zegelpositie returns the last position, as the kantoor says it.
func zegelpositie(t *testing.T, p *kantoorproef) (positie int64) {
	t.Helper()
	var g struct{ Positie int64 }
	require.NoError(t, json.Unmarshal(p.vraag(t, "GET", "/v1/gezondheid", "", nil).Body, &g))
	return g.Positie
}
