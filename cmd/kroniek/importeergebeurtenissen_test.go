package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
)

// exporteer returns the path of an export of dir.
func exporteer(t *testing.T, dir string, extra ...string) string {
	t.Helper()
	uit, fout, code := kroniek(t, append([]string{"export", "--data", dir, "--ontvanger", "archief"}, extra...)...)
	require.Zero(t, code, fout)
	pad := filepath.Join(t.TempDir(), "x.ndjson")
	require.NoError(t, os.WriteFile(pad, []byte(uit), 0o600))
	return pad
}

// exporteer returns the path of an export of a demo that runs.
func (s *server) exporteer(t *testing.T, extra ...string) string {
	t.Helper()
	return exporteer(t, s.dir, append(extra, "--token-bestand", metToken(t, s.token(t, toegang.Beheerder, "")))...)
}

func TestExportImport(t *testing.T) {
	s := demoMetUitvoer(t)
	const alles = demogebeurtenissen + 2 // two persons agreed to the export
	pad := s.exporteer(t)
	inhoud, err := os.ReadFile(pad)
	require.NoError(t, err)
	regels := bytes.SplitAfter(inhoud, []byte("\n"))
	require.Len(t, regels, alles+2, "every event, the last line, and nothing after it")
	var slot struct{ Wortel string }
	require.NoError(t, json.Unmarshal(regels[alles], &slot))

	nieuw := filepath.Join(t.TempDir(), "ouder", "nieuw")
	uit, fout, code := kroniek(t, "import", "--gebeurtenissen", pad, "--data", nieuw, "--wortel", slot.Wortel)
	require.Zero(t, code, fout)
	require.Contains(t, uit, slot.Wortel)

	t.Run("de ingelezen map klopt en heeft dezelfde wortel", func(t *testing.T) {
		uit, fout, code := kroniek(t, "verify", "--data", nieuw, "--json")
		require.Zero(t, code, fout+uit)
		var u controle.Uitslag
		require.NoError(t, json.Unmarshal([]byte(uit), &u))
		assert.EqualValues(t, alles, u.Gebeurtenissen)
		assert.Equal(t, slot.Wortel, u.Verzegeld.Wortel)
		uit, _, _ = kroniek(t, "verify", "--data", nieuw)
		assert.Contains(t, uit, "ingelezen uit een export")
	})
	t.Run("zonder leesmodellen zegt elke vraag ernaar hoe zij er komen", func(t *testing.T) {
		for _, vraag := range [][]string{{"rapport", "zienswijzen"}, {"kandidaten"}, {"replay", "--herbereken"}} {
			uit, fout, code := kroniek(t, append(vraag, "--data", nieuw)...)
			require.NotZero(t, code, vraag)
			assert.Contains(t, uit+fout, "kroniek rebuild", vraag)
			assert.NotContains(t, uit+fout, "no such file", vraag)
			assert.NotContains(t, uit+fout, "being built", vraag)
		}
	})
	t.Run("een export van de nieuwe map is byte voor byte dezelfde", func(t *testing.T) {
		terug, err := os.ReadFile(exporteer(t, nieuw))
		require.NoError(t, err)
		assert.Equal(t, string(inhoud), string(terug))
	})
	t.Run("het kantoor werkt op de nieuwe map en geeft hetzelfde rapport", func(t *testing.T) {
		n := start(t, "serve", nieuw)
		token, fout, code := kroniek(t, "token", "geef", "--data", nieuw, "--rol", string(toegang.Bestuurssecretaris), "--naam", "proef")
		require.Zero(t, code, fout)
		vraag := "?planperiode=2020&naPositie=" + "1"
		oud := s.rapport(t, s.token(t, toegang.Bestuurssecretaris, ""), "zienswijzen", vraag)
		nu := n.rapport(t, strings.TrimSpace(token), "zienswijzen", vraag)
		assert.Equal(t, oud.Regels, nu.Regels)
		p := &kantoorproef{server: n, secretaris: strings.TrimSpace(token)}
		b := p.post(t, http.StatusCreated, "/nieuwsbrieven", veld{"onderwerp": "Na het inlezen", "verzondenOp": "2021-03-11", "raden": []string{"GM0202"}}).bon(t)
		assert.EqualValues(t, alles+1, b.Positie)
		code, _ = n.stop()
		require.Zero(t, code, n.fout.String())
		uit, fout, code := kroniek(t, "verify", "--data", nieuw)
		require.Zero(t, code, fout+uit)
	})
	t.Run("een deel van de geschiedenis kan eruit, maar niet alleen worden ingelezen", func(t *testing.T) {
		deel := s.exporteer(t, "--vanaf", "5", "--tot", "9")
		b, err := os.ReadFile(deel)
		require.NoError(t, err)
		assert.Equal(t, 6, bytes.Count(b, []byte("\n")))
		assert.True(t, bytes.HasPrefix(b, regels[4]))
		_, fout, code := kroniek(t, "import", "--gebeurtenissen", deel, "--data", filepath.Join(t.TempDir(), "n"))
		assert.Equal(t, exitVerschil, code, fout)
	})
}

func TestImportRefusals(t *testing.T) {
	s := demoMetUitvoer(t)
	pad := s.exporteer(t, "--tot", "20")
	inhoud, err := os.ReadFile(pad)
	require.NoError(t, err)
	regels := strings.SplitAfter(string(inhoud), "\n")
	proef := func(t *testing.T, b, dir string, extra ...string) (fout string, code int) {
		t.Helper()
		pad := filepath.Join(t.TempDir(), "x.ndjson")
		require.NoError(t, os.WriteFile(pad, []byte(b), 0o600))
		_, fout, code = kroniek(t, append([]string{"import", "--gebeurtenissen", pad, "--data", dir}, extra...)...)
		return fout, code
	}
	t.Run("zonder fout wordt hetzelfde bestand wel ingelezen, ook in een map die er al leeg is", func(t *testing.T) {
		fout, code := proef(t, string(inhoud), t.TempDir())
		require.Zero(t, code, fout)
	})
	wissel := func(van, naar string) string {
		require.Contains(t, string(inhoud), van)
		return strings.Replace(string(inhoud), van, naar, 1)
	}
	t.Run("wat is gewijzigd wordt in het Nederlands bij zijn positie genoemd", func(t *testing.T) {
		fout, _ := proef(t, wissel(`GM0202`, `GM0203`), filepath.Join(t.TempDir(), "n"))
		assert.Regexp(t, `positie [0-9]+: .* is gewijzigd: bytes en commitment horen niet bij elkaar`, fout)
		assert.NotContains(t, fout, "envelop")
	})
	for naam, b := range map[string]string{
		"een gat":                        strings.Join(append(append([]string{}, regels[:7]...), regels[8:]...), ""),
		"een afgebroken bestand":         strings.Join(regels[:15], ""),
		"twee gebeurtenissen verwisseld": strings.Join(append(append(append([]string{}, regels[:3]...), regels[4], regels[3]), regels[5:]...), ""),
		"een gewijzigde gebeurtenis":     wissel(`"specversion":"1.0"`, `"specversion":"1.1"`),
		"een gewijzigd gegeven":          wissel(`GM0202`, `GM0203`),
		"een gewijzigd zout":             wissel(`"zout":"`+zoutVan(regels[3])[:1], `"zout":"`+ander(zoutVan(regels[3])[:1])),
		"een laatste gebeurtenis minder": strings.Join(regels[:19], "") + strings.Replace(regels[20], `"omvang":20`, `"omvang":19`, 1),
	} {
		t.Run("wordt geweigerd, en er blijft geen map staan: "+naam, func(t *testing.T) {
			ouder := t.TempDir()
			fout, code := proef(t, b, filepath.Join(ouder, "n"))
			assert.Equal(t, exitVerschil, code, fout)
			over, err := os.ReadDir(ouder)
			require.NoError(t, err)
			assert.Empty(t, over)
		})
	}
	t.Run("een andere wortel dan u kent wordt geweigerd", func(t *testing.T) {
		_, code := proef(t, string(inhoud), filepath.Join(t.TempDir(), "n"), "--wortel", strings.Repeat("A", 43)+"=")
		assert.Equal(t, exitVerschil, code)
	})
	t.Run("een map die niet leeg is wordt geweigerd en niet veranderd", func(t *testing.T) {
		dir := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(dir, "iets"), []byte("x"), 0o600))
		fout, code := proef(t, string(inhoud), dir)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "niet leeg")
		over, err := os.ReadDir(dir)
		require.NoError(t, err)
		assert.Len(t, over, 1)
	})
}

func zoutVan(regel string) string {
	_, rest, _ := strings.Cut(regel, `"zout":"`)
	return rest
}

// ander returns another base64url digit.
func ander(c string) string {
	if c == "A" {
		return "B"
	}
	return "A"
}
