package main

import (
	"encoding/csv"
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

const cijferlijst = `id,module,gemeente,metric,value,unit,period,source_url,status
V1,WSP,Arnhem,plaatsingen,1299,plaatsingen,2018,https://jaarverslag.example/p1,gezien
V2,Inkoop,landelijk,"jongeren met jeugdhulp, tot 18",11.40|10.8,procent,2e hj 2018|1e hj 2019,idem,gezien
V3,WgSW,alle,medewerkers,ruim 2000,personen,n.b.,begroting.example/p2; -2023.example/p3,gezien
V4,MGR,alle,gemeenten,11,aantal,2020-2023,notitie,seed
V5,RBL,alle,interventies,-6200,aantal,2019,berekend,afgeleid
`

func TestImportFigures(t *testing.T) {
	t.Run("een proef keurt elke rij zonder kantoor", func(t *testing.T) {
		bestand := filepath.Join(t.TempDir(), "c.csv")
		require.NoError(t, os.WriteFile(bestand, []byte(cijferlijst), 0o600))
		_, fout, code := kroniek(t, "import", "--bestand", bestand, "--soort", "kengetallen", "--proef")
		assert.Equal(t, exitVerschil, code, fout)
		assert.Contains(t, fout, "5 regels: 3 aanvaard (proef: niets vastgelegd), 0 herhaald, 2 geweigerd, 0 ongeldig")
	})
	p := nieuweProef(t)
	t.Run("wat gezien is wordt vastgelegd, de rest geweigerd met de reden; samen zijn het de rijen", func(t *testing.T) {
		uit, fout, code := p.inlezen(t, "c.csv", strings.Replace(cijferlijst, "Arnhem", "Arhnem", 1), "--soort", "kengetallen", "--proef")
		assert.Equal(t, exitVerschil, code)
		assert.Equal(t, "geen-gemeente", uit[0].LetOp[0].Code)
		assert.Contains(t, fout, "bij 1 regel staat in de uitslag iets onder letOp")
		uit, fout, code = p.inlezen(t, "c.csv", cijferlijst, "--soort", "kengetallen")
		assert.NotContains(t, fout, "letOp")
		assert.Equal(t, exitVerschil, code, fout)
		assert.Equal(t, map[invoer.Status]int{invoer.Aanvaard: 3, invoer.Geweigerd: 2}, telStatus(uit))
		require.Len(t, uit, 5)
		assert.Equal(t, "status", uit[3].Velden[0].Veld)
		assert.Equal(t, "niet-gezien", uit[4].Velden[0].Code)
	})
	t.Run("nog eens legt niets dubbel vast, en een andere waarde vraagt een correctie", func(t *testing.T) {
		uit, _, _ := p.inlezen(t, "c.csv", cijferlijst, "--soort", "kengetallen")
		assert.Equal(t, map[invoer.Status]int{invoer.Herhaald: 3, invoer.Geweigerd: 2}, telStatus(uit))
		uit, _, _ = p.inlezen(t, "c.csv", strings.Replace(cijferlijst, "1299", "1300", 1), "--soort", "kengetallen")
		assert.Equal(t, "kpi/al-overgenomen", uit[0].Code)
		assert.EqualValues(t, 3, zegelpositie(t, p))
	})
	t.Run("ze komen eruit zoals ingevoerd, met die bron als herkomst, als JSON en als CSV", func(t *testing.T) {
		r := p.rapport(t, p.secretaris, "kengetallen", "?naPositie=3&herkomst=true")
		require.Len(t, r.Regels, 3)
		require.Equal(t, "V2", r.Regels[1].Waarden["kenmerk"])
		positie := r.Regels[1].Herkomst
		require.Len(t, positie, 1)
		a := p.vraag(t, http.MethodGet, fmt.Sprintf("/v1/gebeurtenissen?naPositie=%d&limiet=1", positie[0]-1), p.secretaris, nil)
		assert.Contains(t, string(a.Body), `"vindplaats":"https://jaarverslag.example/p1"`)
		assert.Contains(t, string(a.Body), `"waarde":"11.40|10.8"`)

		a = p.vraag(t, http.MethodGet, "/v1/rapporten/kengetallen", p.secretaris, nil, "Accept", "text/csv")
		uit, err := csv.NewReader(strings.NewReader(string(a.Body))).ReadAll()
		require.NoError(t, err)
		in, err := csv.NewReader(strings.NewReader(cijferlijst)).ReadAll()
		require.NoError(t, err)
		kolom := map[string]int{}
		for i, k := range uit[0] {
			kolom[k] = i
		}
		for i, rij := range uit[1:] {
			for van, naar := range map[int]string{0: "kenmerk", 2: "gebied", 3: "indicator", 4: "waarde", 5: "eenheid", 6: "periode"} {
				assert.Equal(t, in[i+1][van], rij[kolom[naar]])
			}
		}
	})
	t.Run("elk gepubliceerd cijfer met een vindplaats komt er letterlijk uit", func(t *testing.T) {
		b, err := os.ReadFile(filepath.Join("..", "..", "adapters", "invoer", "cijfers", "testdata", "gepubliceerd.csv"))
		require.NoError(t, err)
		in, err := csv.NewReader(strings.NewReader(string(b))).ReadAll()
		require.NoError(t, err)
		echt := nieuweProef(t)
		uit, _, _ := echt.inlezen(t, "c.csv", string(b), "--soort", "kengetallen")
		require.Len(t, uit, len(in)-1)
		n := telStatus(uit)
		assert.Equal(t, map[invoer.Status]int{invoer.Aanvaard: len(uit) - 1, invoer.Geweigerd: 1}, n)
		r := echt.rapport(t, echt.secretaris, "kengetallen", fmt.Sprintf("?naPositie=%d", zegelpositie(t, echt)))
		require.Len(t, r.Regels, n[invoer.Aanvaard])
		for _, rij := range in[1:] {
			if rij[8] != "gezien" {
				continue
			}
			w := r.regel(t, "kenmerk", rij[0])
			assert.Equal(t, []any{rij[2], rij[3], rij[4], rij[5], rij[6]}, []any{w["gebied"], w["indicator"], w["waarde"], w["eenheid"], w["periode"]}, rij[0])
			if rij[7] != "idem" {
				assert.Equal(t, rij[7], w["bronVindplaats"])
			}
		}
	})
}
