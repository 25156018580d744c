package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// demogebeurtenissen is how many events the example has.
const demogebeurtenissen = 85

// ankersBijStop is how many events a stop adds: the anchor of the audit log. Nobody
// read personal data, so the processing log has no line.
const ankersBijStop = 1

func TestDemo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "demo", dir)

	t.Run("het adres staat ook in een bestand, en accounts zijn alleen voor de eigenaar", func(t *testing.T) {
		b, err := os.ReadFile(filepath.Join(dir, "adres"))
		require.NoError(t, err)
		assert.Equal(t, s.adres, strings.TrimSpace(string(b)))
		i, err := os.Stat(filepath.Join(dir, "demo-accounts.json"))
		require.NoError(t, err)
		assert.Equal(t, os.FileMode(0o600), i.Mode().Perm())
	})
	t.Run("geen enkel bestand is leesbaar voor anderen", func(t *testing.T) {
		require.NoError(t, filepath.WalkDir(dir, func(pad string, d os.DirEntry, err error) error {
			require.NoError(t, err)
			i, err := d.Info()
			require.NoError(t, err)
			assert.Zero(t, i.Mode().Perm()&0o077, pad)
			return nil
		}))
	})
	t.Run("zonder token antwoordt alleen wat openbaar is", func(t *testing.T) {
		for _, pad := range []string{"/v1/gezondheid", "/v1/openapi.json", "/v1/zegel", "/checkpoint"} {
			assert.Equal(t, http.StatusOK, s.vraag(t, http.MethodGet, pad, "", nil).Status, pad)
		}
		for _, pad := range []string{"/v1/gebeurtenissen", "/v1/rapporten", "/v1/rapporten/zienswijzen", "/v1/uitvoeringsplannen/2020"} {
			assert.Equal(t, http.StatusUnauthorized, s.vraag(t, http.MethodGet, pad, "", nil).Status, pad)
		}
	})
	t.Run("binnen een seconde na het laatste besluit is alles verzegeld", func(t *testing.T) {
		require.Eventually(t, func() bool { return zegelstand(t, s).Positie == demogebeurtenissen }, 20*time.Second, 50*time.Millisecond)
		for _, tegel := range []string{"/tile/0/000.p/85", "/tile/entries/000.p/85"} {
			assert.Equal(t, http.StatusOK, s.vraag(t, http.MethodGet, tegel, "", nil).Status, tegel)
		}
	})

	code, duur := s.stop()
	assert.Zero(t, code, s.fout.String())
	assert.Less(t, duur, 5*time.Second)
	_, err := os.Stat(filepath.Join(dir, "adres"))
	require.ErrorIs(t, err, os.ErrNotExist)
	for _, a := range s.accounts(t) {
		assert.NotContains(t, s.fout.String(), a.Token, "een token staat in het log")
	}

	t.Run("opnieuw starten legt niets dubbel vast", func(t *testing.T) {
		s := start(t, "demo", dir)
		r := s.rapport(t, s.token(t, toegang.Auditor, ""), "gebeurtenistelling", "")
		assert.EqualValues(t, demogebeurtenissen+ankersBijStop, r.Volledigheid.Positie)
		code, _ := s.stop()
		assert.Zero(t, code, s.fout.String())
	})
}

func zegelstand(t *testing.T, s *server) (z struct {
	Origin  string `json:"origin"`
	Vkey    string `json:"vkey"`
	Positie int64  `json:"positie"`
},
) {
	t.Helper()
	a := s.vraag(t, http.MethodGet, "/v1/zegel", "", nil)
	require.Equal(t, http.StatusOK, a.Status)
	require.NoError(t, json.Unmarshal(a.Body, &z))
	return z
}

func TestServe(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "serve", dir)
	defer s.stop()
	t.Run("een tweede kantoor op dezelfde map wordt geweigerd", func(t *testing.T) {
		_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "schrijft al een andere Kroniek")
	})
	t.Run("luisteren op het netwerk wordt geweigerd", func(t *testing.T) {
		for _, adres := range []string{"0.0.0.0:0", ":0", "192.0.2.1:0", "voorbeeld.nl:80"} {
			_, fout, code := kroniek(t, "serve", "--data", filepath.Join(t.TempDir(), "d"), "--listen", adres)
			assert.Equal(t, exitGebruik, code, adres)
			assert.Contains(t, fout, "alleen een adres op deze machine", adres)
		}
	})
	t.Run("een token geeft toegang zolang het niet is ingetrokken", func(t *testing.T) {
		token, fout, code := kroniek(t, "token", "geef", "--data", dir, "--rol", "auditor", "--naam", "proef")
		require.Zero(t, code, fout)
		token = strings.TrimSpace(token)
		require.Equal(t, http.StatusOK, s.vraag(t, http.MethodGet, "/v1/rapporten", token, nil).Status)
		lijst, _, code := kroniek(t, "token", "lijst", "--data", dir)
		require.Zero(t, code)
		assert.NotContains(t, lijst, token)
		id := strings.Fields(strings.Split(lijst, "\n")[1])[0]
		_, fout, code = kroniek(t, "token", "intrekken", "--data", dir, "--id", id)
		require.Zero(t, code, fout)
		require.Eventually(t, func() bool {
			return s.vraag(t, http.MethodGet, "/v1/rapporten", token, nil).Status == http.StatusUnauthorized
		}, 20*time.Second, 50*time.Millisecond)
	})
	t.Run("een sleutelbestand dat anderen kunnen lezen wordt geweigerd", func(t *testing.T) {
		kek := filepath.Join(t.TempDir(), "kek")
		require.NoError(t, os.WriteFile(kek, []byte(strings.Repeat("ab", 32)+"\n"), 0o644))
		require.NoError(t, os.Chmod(kek, 0o644))
		_, fout, code := kroniek(t, "serve", "--data", filepath.Join(t.TempDir(), "d"), "--listen", "127.0.0.1:0", "--kek", kek)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "chmod 600")
	})
}

func TestGebruik(t *testing.T) {
	for _, args := range [][]string{{"bestaat-niet"}, {"serve", "los-woord"}, {"rapport", "bestaat-niet"}, {"serve", "--onbekend"}, {"replay", "--data", "bestaat-niet"}} {
		_, fout, code := kroniek(t, args...)
		assert.Equal(t, exitGebruik, code, "%v: %s", args, fout)
		assert.True(t, strings.HasPrefix(fout, "kroniek: "), fout)
	}
	for _, c := range nieuwRoot().Commands() {
		if c.Hidden || c.Name() == "help" || c.Name() == "completion" {
			continue
		}
		uit, _, code := kroniek(t, c.Name(), "--help")
		assert.Zero(t, code)
		assert.Contains(t, uit, "Voorbeelden:", c.Name())
	}
}
