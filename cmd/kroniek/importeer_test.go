package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/invoer"
)

// inlezen runs import on a file with this content and returns its answers.
func (p *kantoorproef) inlezen(t *testing.T, naam, inhoud string, extra ...string) (uit []invoer.Uitslag, fout string, code int) {
	t.Helper()
	map_ := t.TempDir()
	bestand, token := filepath.Join(map_, naam), filepath.Join(map_, "token")
	require.NoError(t, os.WriteFile(bestand, []byte(inhoud), 0o600))
	require.NoError(t, os.WriteFile(token, []byte(p.secretaris+"\n"), 0o600))
	regels, fout, code := kroniek(t, append([]string{"import", "--data", p.dir, "--bestand", bestand, "--token-bestand", token}, extra...)...)
	for regel := range strings.Lines(regels) {
		var u invoer.Uitslag
		require.NoError(t, json.Unmarshal([]byte(regel), &u))
		uit = append(uit, u)
	}
	return uit, fout, code
}

func telStatus(uit []invoer.Uitslag) map[invoer.Status]int {
	n := map[invoer.Status]int{}
	for _, u := range uit {
		n[u.Status]++
	}
	return n
}

const deelnameCSV = `opdracht;gemeente;module;vanaf;genomenOp;opdracht.gesimuleerd
startDeelname;GM0202;inkoop;2017-04-01;2017-03-15;ja
startDeelname;GM0221;inkoop;2017-04-01;2017-03-15;ja
startDeelname;GM0221;inkoop;2018-04-01;2018-03-15;ja
startDeelname;GM9999;inkoop;geen-dag;2017-03-15;ja
`

func TestImportCommands(t *testing.T) {
	p := nieuweProef(t)
	t.Run("een proef beslist alles en legt niets vast", func(t *testing.T) {
		uit, fout, code := p.inlezen(t, "d.csv", deelnameCSV, "--proef")
		assert.Equal(t, exitVerschil, code)
		assert.Contains(t, fout, "niets vastgelegd")
		assert.Len(t, uit, 4)
		assert.Zero(t, zegelstand(t, p.server).Positie)
	})
	t.Run("elke rij krijgt antwoord, en een fout noemt kolom en reden", func(t *testing.T) {
		uit, fout, code := p.inlezen(t, "d.csv", deelnameCSV)
		assert.Equal(t, exitVerschil, code, fout)
		require.Len(t, uit, 4)
		assert.Equal(t, []invoer.Status{invoer.Aanvaard, invoer.Aanvaard}, []invoer.Status{uit[0].Status, uit[1].Status})
		assert.Equal(t, invoer.Geweigerd, uit[2].Status)
		assert.NotEmpty(t, uit[2].Reden)
		assert.Equal(t, invoer.Ongeldig, uit[3].Status)
		assert.EqualValues(t, 5, uit[3].Regel)
		require.NotEmpty(t, uit[3].Velden)
		assert.Equal(t, "vanaf", uit[3].Velden[0].Veld)
		assert.NotContains(t, fmt.Sprint(uit), "geen-dag")
	})
	t.Run("hetzelfde bestand nog eens legt niets dubbel vast", func(t *testing.T) {
		uit, _, code := p.inlezen(t, "d.csv", deelnameCSV)
		assert.Equal(t, exitVerschil, code)
		assert.Equal(t, map[invoer.Status]int{invoer.Herhaald: 2, invoer.Geweigerd: 1, invoer.Ongeldig: 1}, telStatus(uit))
	})
	t.Run("een goed bestand geeft code 0, ook een tweede keer, ook met een kop erbij en via --uitslag", func(t *testing.T) {
		goed := strings.Join(strings.SplitAfter(deelnameCSV, "\n")[:3], "")
		uitslag := filepath.Join(t.TempDir(), "uitslag.ndjson")
		uit, fout, code := p.inlezen(t, "d.csv", goed, "--uitslag", uitslag)
		require.Zero(t, code, fout)
		assert.Empty(t, uit)
		b, err := os.ReadFile(uitslag)
		require.NoError(t, err)
		assert.Equal(t, 2, strings.Count(string(b), `"status":"herhaald"`))
	})
	t.Run("wat een regel opent kan een latere regel gebruiken, in een bestand", func(t *testing.T) {
		beide := "opdracht;gemeente;module;vanaf;genomenOp;opdracht.gesimuleerd\nstartDeelname;GM0226;inkoop;2017-04-01;2017-03-15;ja\n" +
			"opdracht;pad.gemeente;pad.module;tot;genomenOp;opdracht.gesimuleerd\nbeeindigDeelname;GM0226;inkoop;2020-01-01;2019-06-01;ja\n"
		uit, fout, code := p.inlezen(t, "b.csv", beide)
		require.Zero(t, code, fout+fmt.Sprint(uit))
		assert.Less(t, uit[0].Positie, uit[1].Positie)
		assert.Equal(t, uit[0].Stroom, uit[1].Stroom)
	})
	t.Run("veel regels naast elkaar komen er alle precies een keer in", func(t *testing.T) {
		var b strings.Builder
		for i := range 400 {
			fmt.Fprintf(&b, `{"opdracht":"verzendNieuwsbrief","body":{"onderwerp":"Nummer %d","verzondenOp":"2021-03-11","raden":["GM0202"],"opdracht":{"gesimuleerd":true}}}`+"\n", i)
		}
		uit, fout, code := p.inlezen(t, "n.ndjson", b.String())
		require.Zero(t, code, fout)
		gezien := map[int64]bool{}
		for i, u := range uit {
			require.EqualValues(t, i+1, u.Regel)
			require.Equal(t, invoer.Aanvaard, u.Status)
			require.False(t, gezien[u.Positie])
			gezien[u.Positie] = true
		}
		uit, _, code = p.inlezen(t, "n.ndjson", b.String())
		require.Zero(t, code)
		assert.Equal(t, map[invoer.Status]int{invoer.Herhaald: 400}, telStatus(uit))
	})
	t.Run("wie geen toegang heeft krijgt per regel een weigering", func(t *testing.T) {
		auditor, fout, code := kroniek(t, "token", "geef", "--data", p.dir, "--rol", "auditor", "--naam", "a")
		require.Zero(t, code, fout)
		ander := &kantoorproef{server: p.server, secretaris: strings.TrimSpace(auditor)}
		uit, _, code := ander.inlezen(t, "d.csv", deelnameCSV)
		assert.Equal(t, exitVerschil, code)
		assert.Equal(t, "geen-toegang", uit[0].Code)
	})
}

func TestImportUsage(t *testing.T) {
	p := nieuweProef(t)
	for naam, args := range map[string][]string{
		"zonder bestand":                    {"import", "--data", p.dir},
		"met bestand en geschiedenis":       {"import", "--data", p.dir, "--bestand", "x.csv", "--gebeurtenissen", "y"},
		"zonder token":                      {"import", "--data", p.dir, "--bestand", "x.csv"},
		"op een map waarop niets draait":    {"import", "--data", t.TempDir(), "--bestand", "x.csv"},
		"met een bestand dat er niet is":    {"import", "--data", p.dir, "--bestand", "weg.csv", "--token-bestand", tokenbestand(t, p.secretaris)},
		"met een soort die niet bestaat":    {"import", "--data", p.dir, "--bestand", os.Args[0], "--soort", "xls", "--token-bestand", tokenbestand(t, p.secretaris)},
		"met een opdracht die niet bestaat": {"import", "--data", p.dir, "--bestand", os.Args[0], "--soort", "csv", "--opdracht", "geheim", "--token-bestand", tokenbestand(t, p.secretaris)},
		"met te veel verbindingen":          {"import", "--data", p.dir, "--bestand", os.Args[0], "--verbindingen", "9999", "--token-bestand", tokenbestand(t, p.secretaris)},
	} {
		t.Run(naam+" is verkeerd gebruik", func(t *testing.T) {
			_, fout, code := kroniek(t, args...)
			assert.Equal(t, exitGebruik, code, fout)
		})
	}
	t.Run("een verkeerd token geeft geen enkele opdracht", func(t *testing.T) {
		fout := &kantoorproef{server: p.server, secretaris: "kroniek_fout"}
		uit, melding, code := fout.inlezen(t, "d.csv", deelnameCSV)
		assert.Equal(t, exitFout, code)
		assert.Empty(t, uit)
		assert.Contains(t, melding, "token")
		assert.Equal(t, http.StatusOK, p.vraag(t, http.MethodGet, "/v1/gezondheid", "", nil).Status)
		assert.Zero(t, zegelstand(t, p.server).Positie)
	})
}

func tokenbestand(t *testing.T, token string) string {
	t.Helper()
	pad := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(pad, []byte(token), 0o600))
	return pad
}
