package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus/uitgaand"
)

// stuurMet sends JSON with a token, and returns status, Location and body.
func (s *server) stuurMet(t *testing.T, token, methode, pad, lichaam string) (int, string, string) {
	t.Helper()
	var in any
	if lichaam != "" {
		in = json.RawMessage(lichaam)
	}
	a := s.vraag(t, methode, pad, token, in)
	return a.Status, a.Kop.Get("Location"), string(a.Body)
}

func geefToken(t *testing.T, dir, rol string) string {
	t.Helper()
	uit, fout, code := kroniek(t, "token", "geef", "--data", dir, "--rol", rol, "--naam", rol)
	require.Zero(t, code, fout)
	return strings.TrimSpace(uit)
}

// abonneer registers and approves a webhook for an auditor, from position 0.
func (s *server) abonneer(t *testing.T, beheerder, secretaris, adres string) (pad string) {
	t.Helper()
	status, pad, tekst := s.stuurMet(t, beheerder, "POST", "/v1/abonnementen",
		`{"naam":"suite","leverkanaal":"webhook","leveradres":"`+adres+`","ontvangerrol":"auditor","ontvangerorganisatie":"MGR","naPositie":0,"gebeurtenistypen":["nl.gemeenschappelijke-regelingen.deelname-module-gestart.v1"]}`)
	require.Equal(t, 201, status, tekst)
	status, _, tekst = s.stuurMet(t, secretaris, "POST", pad+"/goedkeuringen", `{}`)
	require.Equal(t, 201, status, tekst)
	return pad
}

func TestAbonnementVanBuiten(t *testing.T) {
	dir := t.TempDir()
	binnen := make(chan http.Header, 100)
	lichamen := make(chan []byte, 100)
	ontvanger := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		lichamen <- b
		binnen <- r.Header.Clone()
	}))
	t.Cleanup(ontvanger.Close)
	s := start(t, "serve", dir, "--webhook-netwerk", "127.0.0.0/8")
	beheerder, secretaris := geefToken(t, dir, "beheerder"), geefToken(t, dir, "bestuurssecretaris")
	deelname := func(gemeente string) {
		t.Helper()
		status, _, tekst := s.stuurMet(t, secretaris, "POST", "/v1/deelnames", `{"gemeente":"`+gemeente+`","module":"inkoop","vanaf":"2025-01-01","genomenOp":"2024-12-01"}`)
		require.Equal(t, 201, status, tekst)
	}
	deelname("GM0202")
	pad := s.abonneer(t, beheerder, secretaris, ontvanger.URL)
	id := pad[strings.LastIndex(pad, "/")+1:]

	t.Run("de ontvanger controleert het bericht met het geheim dat de beheerder van de server geeft", func(t *testing.T) {
		kop, lichaam := <-binnen, <-lichamen
		uit, fout, code := kroniek(t, "abonnement", "geheim", "--data", dir, "--id", id)
		require.Zero(t, code, fout)
		geheim, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(strings.TrimSpace(uit), "whsec_"))
		require.NoError(t, err)
		seconden, err := strconv.ParseInt(kop.Get("webhook-timestamp"), 10, 64)
		require.NoError(t, err)
		require.Equal(t, uitgaand.Onderteken(kop.Get("webhook-id"), time.Unix(seconden, 0), lichaam, geheim), kop.Get("webhook-signature"))
		require.False(t, bytes.Contains(s.fout.Bytes(), []byte(strings.TrimSpace(uit))))
	})
	t.Run("na kill -9 komt alles alsnog, met hetzelfde kenmerk als het er al was", func(t *testing.T) {
		deelname("GM0226")
		require.NoError(t, s.cmd.Process.Kill())
		_ = s.cmd.Wait()
		s = start(t, "serve", dir, "--webhook-netwerk", "127.0.0.0/8")
		deelname("GM0275")
		var volgorde []string
		for gezien := map[string]bool{}; len(gezien) < 2; {
			kop, lichaam := <-binnen, <-lichamen
			var ce struct {
				ID       string
				Sequence string
			}
			require.NoError(t, json.Unmarshal(lichaam, &ce))
			require.Equal(t, ce.ID, kop.Get("webhook-id"))
			if !gezien[ce.ID] && ce.Sequence > "0000000000000000003" { // after the one above and the abonnement
				gezien[ce.ID] = true
				volgorde = append(volgorde, ce.Sequence)
			}
		}
		require.IsIncreasing(t, volgorde)
	})
	t.Run("de lijst toont de stand, ook naast een draaiend kantoor", func(t *testing.T) {
		uit, fout, code := kroniek(t, "abonnement", "lijst", "--data", dir, "--json")
		require.Zero(t, code, fout)
		var regels []abonnementregel
		require.NoError(t, json.Unmarshal([]byte(uit), &regels))
		require.Len(t, regels, 1)
		require.Equal(t, "loopt", regels[0].Toestand)
		uit, _, _ = kroniek(t, "abonnement", "lijst", "--data", dir)
		require.Contains(t, uit, "suite")
		_, fout, code = kroniek(t, "abonnement", "geheim", "--data", dir, "--id", "x")
		require.Equal(t, exitGebruik, code, fout)
	})
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())

	t.Run("zonder toestemming voor het eigen netwerk stopt het abonnement, zichtbaar", func(t *testing.T) {
		dir := t.TempDir()
		s := start(t, "serve", dir)
		beheerder, secretaris := geefToken(t, dir, "beheerder"), geefToken(t, dir, "bestuurssecretaris")
		status, _, tekst := s.stuurMet(t, secretaris, "POST", "/v1/deelnames", `{"gemeente":"GM0202","module":"inkoop","vanaf":"2025-01-01","genomenOp":"2024-12-01"}`)
		require.Equal(t, 201, status, tekst)
		pad := s.abonneer(t, beheerder, secretaris, ontvanger.URL)
		require.Eventually(t, func() bool {
			_, _, tekst := s.stuurMet(t, beheerder, "GET", pad, "")
			return strings.Contains(tekst, `"gestopt":"adres-geweigerd"`)
		}, time.Minute, 50*time.Millisecond)
		code, _ := s.stop()
		require.Zero(t, code, s.fout.String())
	})
	t.Run("een netwerk dat er geen is, is verkeerd gebruik", func(t *testing.T) {
		_, fout, code := kroniek(t, "serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--webhook-netwerk", "overal")
		require.Equal(t, exitGebruik, code)
		require.Contains(t, fout, "--webhook-netwerk")
	})
}
