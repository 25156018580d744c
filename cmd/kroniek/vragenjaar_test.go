package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The questions are put to one simulated year, made by the program itself. 2023 has
// the plan of 2020 (decided under the old law, in 2019), a bijstelling and the plan of
// 2024 (both under the law since 1 July 2022). With this seed the raden answer in
// every way that a raad can.
const (
	vragenjaar   = "2023"
	vragenzaad   = "4"
	vragenschaal = "0,05"
)

// A jaarkantoor is that year, served, with a token for each role that asks.
type jaarkantoor struct {
	*server
	tokens map[string]string
	kop    int64 // of the year; what a test adds comes after it
	feiten []feit
}

// Those who ask, as in the questions.
const (
	secretaris   = "bestuurssecretaris"
	accountant   = "auditor"
	leerplichter = "consulent-leerplicht --module onderwijszaken"
	commissieOW  = "bestuurscommissie --module onderwijszaken"
	// Participatie is one commissie over two modules.
	participatie   = "bestuurscommissie --module werkgeversservicepunt,werkgeverschap-sw"
	accountmanager = "accountmanager --module werkgeversservicepunt"
)

var vragenkantoor struct {
	eens      sync.Once
	tijdelijk string
	*jaarkantoor
}

// stopVragenkantoor ends what the questions had in common.
func stopVragenkantoor() {
	if vragenkantoor.jaarkantoor != nil {
		vragenkantoor.stop()
	}
	if vragenkantoor.tijdelijk != "" {
		_ = os.RemoveAll(vragenkantoor.tijdelijk)
	}
}

func vragenServer(t *testing.T) *jaarkantoor {
	t.Helper()
	vragenkantoor.eens.Do(func() {
		tijdelijk, err := os.MkdirTemp("", "kroniek-vragen-*")
		require.NoError(t, err)
		vragenkantoor.tijdelijk = tijdelijk
		k := &jaarkantoor{tokens: map[string]string{}}
		dir := filepath.Join(tijdelijk, "jaar")
		uit, fout, code := kroniek(t, "simuleer", "--data", dir, "--jaar", vragenjaar, "--zaad", vragenzaad, "--schaal", vragenschaal, "--json")
		require.Zero(t, code, fout)
		var u simulatieuitslag
		require.NoError(t, json.Unmarshal([]byte(uit), &u))
		k.kop = u.Totaal
		for _, rol := range []string{secretaris, accountant, leerplichter, commissieOW, participatie, accountmanager} {
			token, fout, code := kroniek(t, append([]string{"token", "geef", "--data", dir, "--naam", "vragen", "--rol"}, strings.Fields(rol)...)...)
			require.Zero(t, code, fout)
			k.tokens[rol] = strings.TrimSpace(token)
		}
		k.server = start(t, "serve", dir)
		vragenkantoor.jaarkantoor = k
		k.feiten = k.leesFeiten(t)
	})
	require.NotNil(t, vragenkantoor.jaarkantoor, "the year was not made; see the first of these tests")
	require.NotEmpty(t, vragenkantoor.feiten)
	return vragenkantoor.jaarkantoor
}

// als asks a report of the year for a role, as known at the end of the year.
func (k *jaarkantoor) als(t *testing.T, rol, naam, query string) httpRapport {
	t.Helper()
	if !strings.Contains(query, "bekendOp=") {
		query += fmt.Sprintf("&bekendOp=%d", k.kop)
	}
	return k.rapport(t, k.tokens[rol], naam, "?"+strings.TrimPrefix(query, "&"))
}

// A feit is an event as it is in the public history.
type feit struct {
	positie      int64
	soort        string // the type without domain and version
	stroom, dag  string // dag: on which it was recorded, in Amsterdam
	gesimuleerd  bool
	data         map[string]any
	vastgelegdOp time.Time
}

func (f feit) tekst(veld string) string {
	s, _ := f.data[veld].(string)
	return s
}

func (f feit) getal(veld string) int {
	n, _ := f.data[veld].(float64)
	return int(n)
}

func (f feit) deel(veld string) feit {
	d, _ := f.data[veld].(map[string]any)
	return feit{data: d}
}

// leesFeiten reads the history of the year over HTTP, page by page, as the accountant
// may see it.
func (k *jaarkantoor) leesFeiten(t *testing.T) (uit []feit) {
	t.Helper()
	for na := int64(0); na < k.kop; {
		a := k.vraag(t, http.MethodGet, fmt.Sprintf("/v1/gebeurtenissen?naPositie=%d&limiet=1000", na), k.tokens[accountant], nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		var b struct {
			TotPositie     int64
			Gebeurtenissen []struct {
				Positie     int64
				Gebeurtenis *struct {
					Type, Subject string
					Time          time.Time
					Data          map[string]any
				}
			}
		}
		require.NoError(t, json.Unmarshal(a.Body, &b))
		require.Greater(t, b.TotPositie, na)
		for _, g := range b.Gebeurtenissen {
			if g.Gebeurtenis == nil || g.Positie > k.kop { // a bare position: not for an accountant
				continue
			}
			delen := strings.Split(g.Gebeurtenis.Type, ".")
			is, _ := g.Gebeurtenis.Data["gesimuleerd"].(bool)
			uit = append(uit, feit{
				g.Positie, delen[len(delen)-2], g.Gebeurtenis.Subject, amsterdam(t, g.Gebeurtenis.Time.Format(time.RFC3339)),
				is, g.Gebeurtenis.Data, g.Gebeurtenis.Time,
			})
		}
		na = b.TotPositie
	}
	return uit
}

// totDag returns what had been recorded by the end of a day.
func totDag(feiten []feit, dag string) (uit []feit) {
	for _, f := range feiten {
		if f.dag <= dag {
			uit = append(uit, f)
		}
	}
	return uit
}

// bijPositie returns the events at positions.
func (k *jaarkantoor) bijPositie(posities []int64) (uit []feit) {
	for _, p := range posities {
		for _, f := range k.feiten {
			if f.positie == p {
				uit = append(uit, f)
			}
		}
	}
	return uit
}

// draagt checks what every answer must carry: rule versions, moment, peildatum,
// position, number of events, shielding, and the mark on every line.
func (k *jaarkantoor) draagt(t *testing.T, r httpRapport, bekendOp int64, regels ...string) {
	t.Helper()
	v := r.Volledigheid
	assert.Equal(t, bekendOp, r.BekendOp.Positie)
	assert.GreaterOrEqual(t, v.Positie, bekendOp)
	assert.Equal(t, v.Positie, v.Aantal, "no event was skipped")
	assert.True(t, v.Volledig)
	assert.NotEmpty(t, v.Wortel)
	var codes []string
	for _, n := range v.Regels {
		require.NotEmpty(t, n.Versie)
		codes = append(codes, n.Code)
	}
	assert.Equal(t, regels, codes)
	require.NotEmpty(t, r.Regels)
	assert.True(t, v.Gesimuleerd)
	for _, x := range r.Regels {
		assert.True(t, x.Gesimuleerd, "%v", x.Waarden)
	}
}

// kolom returns a column of a report as text.
func (r httpRapport) tabel(kolommen ...string) (uit []string) {
	for _, x := range r.Regels {
		var rij []string
		for _, k := range kolommen {
			rij = append(rij, tekstVan(x.Waarden[k]))
		}
		uit = append(uit, strings.Join(rij, "|"))
	}
	return uit
}

func tekstVan(w any) string {
	if n, ok := w.(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	s, _ := w.(string)
	return s
}

// plusDagen and plusMaanden count on the calendar by other means than the program.
func plusDagen(dag string, n int) string {
	d, err := time.Parse(time.DateOnly, dag)
	if err != nil {
		return "geen dag: " + dag
	}
	return d.AddDate(0, 0, n).Format(time.DateOnly)
}

func plusMaanden(dag string, n int) string {
	d, err := time.Parse(time.DateOnly, dag)
	if err != nil {
		return "geen dag: " + dag
	}
	eerste := time.Date(d.Year(), d.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	laatste := eerste.AddDate(0, 1, -1).Day()
	return eerste.AddDate(0, 0, min(d.Day(), laatste)-1).Format(time.DateOnly)
}

// kwartaalVan returns the quarter of a day, as 2023-K1.
func kwartaalVan(dag string) string {
	maand, err := strconv.Atoi(dag[5:7])
	if err != nil {
		return "geen maand: " + dag
	}
	return fmt.Sprintf("%s-K%d", dag[:4], (maand+2)/3)
}

// centen reads euros with two decimals.
func centen(t *testing.T, euro string) int64 {
	t.Helper()
	heel, deel, er := strings.Cut(euro, ".")
	require.True(t, er && len(deel) == 2, "%q", euro)
	n, err := strconv.ParseInt(heel+deel, 10, 64)
	require.NoError(t, err)
	return n
}
