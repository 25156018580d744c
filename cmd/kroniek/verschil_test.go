package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// geefToken returns a token for a role of this kantoor.
func (p *kantoorproef) geefToken(t *testing.T, rol string, extra ...string) string {
	t.Helper()
	token, fout, code := kroniek(t, append([]string{"token", "geef", "--data", p.dir, "--rol", rol, "--naam", rol}, extra...)...)
	require.Zero(t, code, fout)
	return strings.TrimSpace(token)
}

func proefmelding(gemeente, begin, ontvangen string) veld {
	return veld{
		"persoon":  veld{"naam": "Sam Voorbeeld", "geboren": "2010-05-20", "bsn": "999994669"},
		"gemeente": gemeente, "onderwijssoort": "vo", "verzuimsoort": "16_UUR", "school": "27GZ01", "begindatum": begin, "ontvangenOp": ontvangen,
	}
}

// A httpVerschil is what of a difference is needed here.
type httpVerschil struct {
	Regels  []httpRegelverschil
	Stappen []struct {
		Gebeurtenissen []struct {
			Positie int64
			Aard    string
		}
		Regels []httpRegelverschil
	}
}

type httpRegelverschil struct {
	Sleutel, Verschil map[string]any
}

func somPerCel(rs []httpRegelverschil, in map[string]float64) map[string]float64 {
	for _, r := range rs {
		for kolom, n := range r.Verschil {
			if g, ok := n.(float64); ok {
				in[fmt.Sprint(r.Sleutel, kolom)] += g
			}
		}
	}
	for cel, n := range in {
		if n == 0 {
			delete(in, cel)
		}
	}
	return in
}

// Question 11, on figures: a melding that came late and a correction explain, event
// by event, why the table of now is not that of then.
func TestQuestion11(t *testing.T) {
	p := nieuweProef(t)
	consulent := &kantoorproef{server: p.server, secretaris: p.geefToken(t, "consulent-leerplicht", "--module", "onderwijszaken")}
	auditor := p.geefToken(t, "auditor")
	var eerste httpAntwoord
	for _, begin := range []string{"2026-02-02", "2026-02-09", "2026-03-02"} {
		eerste = consulent.post(t, http.StatusCreated, "/verzuimmeldingen", proefmelding("GM0202", begin, "2026-03-16"))
	}
	toen := eerste.bon(t)
	p.post(t, http.StatusCreated, "/rapportverstrekkingen", veld{"rapport": "deelnamematrix", "vorm": "csv", "ontvangers": []string{"raad:GM0202"}})
	laat := consulent.post(t, http.StatusCreated, "/verzuimmeldingen", proefmelding("GM0202", "2026-02-16", "2026-03-02")).bon(t)
	var ontvangst struct{ Gebeurtenissen []struct{ ID string } }
	require.NoError(t, json.Unmarshal(eerste.Body, &ontvangst))
	verhuisd := proefmelding("GM0221", "2026-03-02", "2026-03-16")
	consulent.nr++
	verhuisd["opdracht"] = veld{"gesimuleerd": true, "motivering": "Proef.", "corrigeert": ontvangst.Gebeurtenissen[0].ID}
	a := p.vraag(t, http.MethodPost, eerste.Kop.Get("Location")+"/correcties", consulent.secretaris, verhuisd)
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	correctie := a.bon(t)

	var v httpVerschil
	a = p.vraag(t, http.MethodGet, fmt.Sprintf("/v1/rapporten/verzuimmeldingen/verschil?van=%d&naPositie=%d", toen.Positie, correctie.Positie), auditor, nil)
	require.Equal(t, http.StatusOK, a.Status, string(a.Body))
	require.NoError(t, json.Unmarshal(a.Body, &v))
	t.Run("het verschil per cel is de som van de genoemde gebeurtenissen", func(t *testing.T) {
		delen := map[string]float64{}
		for _, s := range v.Stappen {
			somPerCel(s.Regels, delen)
		}
		totaal := somPerCel(v.Regels, map[string]float64{})
		assert.Equal(t, totaal, delen)
		assert.Len(t, totaal, 1, "Arnhem one more and one less, Doesburg one more")
	})
	t.Run("genoemd zijn de late melding en de correctie, en niet de verstrekking ertussen", func(t *testing.T) {
		require.Len(t, v.Stappen, 2)
		assert.Equal(t, laat.Positie, v.Stappen[0].Gebeurtenissen[0].Positie)
		assert.Equal(t, "nagekomen", v.Stappen[0].Gebeurtenissen[0].Aard)
		assert.Equal(t, correctie.Positie, v.Stappen[1].Gebeurtenissen[0].Positie)
		assert.Equal(t, "correctie", v.Stappen[1].Gebeurtenissen[0].Aard)
		assert.Len(t, v.Stappen[1].Regels, 2, "one gemeente loses what the other gets")
	})
	t.Run("wie geen recht op personen heeft krijgt geen gebeurtenis en geen kleine cel", func(t *testing.T) {
		var w httpVerschil
		a := p.vraag(t, http.MethodGet, fmt.Sprintf("/v1/rapporten/verzuimmeldingen/verschil?van=%d", toen.Positie), p.secretaris, nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		require.NoError(t, json.Unmarshal(a.Body, &w))
		assert.Empty(t, w.Regels)
		assert.Empty(t, w.Stappen)
	})
	t.Run("op de opdrachtregel staat hetzelfde verschil", func(t *testing.T) {
		uit, fout, code := kroniek(t, "rapport", "verzuimmeldingen", "--data", p.dir, "--verschil", fmt.Sprintf("%d..", toen.Positie), "--json")
		require.Zero(t, code, fout)
		var u verschiluitvoer
		require.NoError(t, json.Unmarshal([]byte(uit), &u))
		require.Len(t, u.Stappen, 2)
		assert.EqualValues(t, laat.Positie, u.Stappen[0].Gebeurtenissen[0].Positie)
		som := map[string]int{}
		for _, s := range u.Stappen {
			for _, r := range s.Regels {
				for _, c := range r.Wijzigingen {
					if c.Kolom == "aantal" {
						n, err := strconv.Atoi(c.Verschil)
						require.NoError(t, err)
						som[strings.Join(r.Sleutel, " ")] += n
					}
				}
			}
		}
		for _, r := range u.Regels {
			for _, c := range r.Wijzigingen {
				if c.Kolom == "aantal" {
					assert.Equal(t, c.Verschil, fmt.Sprintf("%+d", som[strings.Join(r.Sleutel, " ")]))
				}
			}
		}
		uit, fout, code = kroniek(t, "rapport", "verzuimmeldingen", "--data", p.dir, "--verschil", fmt.Sprintf("%d..%d", toen.Positie, correctie.Positie))
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "samen zijn zij precies het verschil")
		assert.Contains(t, uit, "GM0221")
		assert.NotContains(t, uit, "Voorbeeld")
	})
	t.Run("een half moment, een moment dat er niet is en een omgekeerde volgorde zijn verkeerd gebruik of een weigering", func(t *testing.T) {
		for _, vraag := range []string{"3", "..3", "a..b", "1..9999"} {
			_, _, code := kroniek(t, "rapport", "verzuimmeldingen", "--data", p.dir, "--verschil", vraag)
			assert.Equal(t, exitGebruik, code, vraag)
		}
		_, fout, code := kroniek(t, "rapport", "verzuimmeldingen", "--data", p.dir, "--verschil", "1..2", "--herkomst")
		assert.Equal(t, exitGebruik, code)
		assert.Contains(t, fout, "laat --herkomst weg")
		_, fout, code = kroniek(t, "rapport", "verzuimmeldingen", "--data", p.dir, "--verschil", "3..1")
		assert.NotZero(t, code)
		assert.Contains(t, fout, "vroegste eerst")
	})
	t.Run("de verstrekking staat in haar eigen rapport", func(t *testing.T) {
		r := p.rapport(t, p.secretaris, "rapportverstrekkingen", fmt.Sprintf("?ontvanger=raad:GM0202&naPositie=%d", correctie.Positie))
		require.Len(t, r.Regels, 1)
		id := r.Regels[0].Waarden["verstrekking"].(string)
		a := p.vraag(t, http.MethodGet, "/v1/rapportverstrekkingen/"+id+"/rapport", p.secretaris, nil)
		require.Equal(t, http.StatusOK, a.Status)
		assert.Contains(t, string(a.Body), "gemeente,naam,inkoop")
	})
}
