package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// teVernietigen returns dossiers of a kind of which the term is over today.
func teVernietigen(t *testing.T, dir, soort string) (uit []any) {
	t.Helper()
	lijst, fout, code := kroniek(t, "kandidaten", "--data", dir, "--json")
	require.Zero(t, code, fout)
	for _, regel := range strings.Split(strings.TrimSpace(lijst), "\n") {
		var k struct{ Dossier, Toestand string }
		require.NoError(t, json.Unmarshal([]byte(regel), &k))
		if strings.HasPrefix(k.Dossier, soort+"-") && k.Toestand == "te-vernietigen" {
			uit = append(uit, k.Dossier)
		}
	}
	return uit
}

// TestQuestion11AfterDestruction puts question 11 to a year of its own, of which files
// that are due by today are destroyed, by the office itself: the report of then is the
// same bytes, and the difference over the year still adds up to the events it names.
func TestQuestion11AfterDestruction(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "jaar")
	_, fout, code := kroniek(t, "simuleer", "--data", dir, "--jaar", vragenjaar, "--zaad", vragenzaad, "--schaal", vragenschaal)
	require.Zero(t, code, fout)
	tokens := map[string]string{}
	for _, rol := range []string{secretaris, leerplichter, "archivaris", "functionaris-gegevensbescherming"} {
		velden := strings.Fields(rol)
		tokens[rol] = tokenVoor(t, dir, velden[0], velden[1:]...)
	}
	weg := teVernietigen(t, dir, "verzuimmelding")
	require.Greater(t, len(weg), 10, "files of 2023 are due by now")
	weg = weg[max(0, len(weg)-40):] // those of after 1 April among them
	k := &kantoorproef{server: start(t, "serve", dir), secretaris: tokens[secretaris]}

	a := k.vraag(t, http.MethodPost, "/v1/rapportverstrekkingen", tokens[secretaris],
		veld{"rapport": "verzuimmeldingen", "vorm": "json", "ontvangers": []string{"dagelijks-bestuur", "raad:GM0202"}})
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	pad := a.Kop.Get("Location")
	kop := a.bon(t).Positie
	toen := k.vraag(t, http.MethodGet, pad+"/rapport", tokens[secretaris], nil)
	require.Equal(t, http.StatusOK, toen.Status, string(toen.Body))
	require.Contains(t, string(toen.Body), "2022-2023")
	verschil := func(rapport string) (v httpVerschil) {
		a := k.vraag(t, http.MethodGet, fmt.Sprintf("/v1/rapporten/%s/verschil?van=2023-04-01&tot=%d", rapport, kop), tokens[leerplichter], nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		require.NoError(t, json.Unmarshal(a.Body, &v))
		delen := map[string]float64{}
		for _, s := range v.Stappen {
			somPerCel(s.Regels, delen)
		}
		require.Equal(t, somPerCel(v.Regels, map[string]float64{}), delen, rapport)
		return v
	}
	blijvend, tijdelijk := verschil("verzuimmeldingen"), verschil("verzuimmeldingen-per-school")
	require.Greater(t, len(blijvend.Stappen), 50)

	lijst := k.vraag(t, http.MethodPost, "/v1/vernietigingen", tokens["archivaris"], veld{"peildatum": time.Now().Format(time.DateOnly), "dossiers": weg})
	require.Equal(t, http.StatusCreated, lijst.Status, string(lijst.Body))
	b := k.vraag(t, http.MethodPost, lijst.Kop.Get("Location")+"/besluiten", tokens["functionaris-gegevensbescherming"], veld{})
	require.Equal(t, http.StatusCreated, b.Status, string(b.Body))
	require.Eventually(t, func() bool {
		var v struct{ Uitgevoerd bool }
		return json.Unmarshal(k.vraag(t, http.MethodGet, lijst.Kop.Get("Location"), tokens["archivaris"], nil).Body, &v) == nil && v.Uitgevoerd
	}, 60*time.Second, 50*time.Millisecond)

	t.Run("het verstrekte rapport is na de vernietiging nog byte-gelijk te herhalen", func(t *testing.T) {
		nu := k.vraag(t, http.MethodGet, pad+"/rapport", tokens[secretaris], nil)
		require.Equal(t, http.StatusOK, nu.Status, string(nu.Body))
		assert.Equal(t, string(toen.Body), string(nu.Body))
	})
	t.Run("het verschil over het jaar is voor blijvende cijfers hetzelfde, met dezelfde gebeurtenissen", func(t *testing.T) {
		assert.Equal(t, blijvend, verschil("verzuimmeldingen"))
	})
	t.Run("voor cijfers die met de dossiers verdwijnen sluit het nog, over wat er is", func(t *testing.T) {
		nu := verschil("verzuimmeldingen-per-school")
		assert.Less(t, len(nu.Stappen), len(tijdelijk.Stappen))
	})
}
