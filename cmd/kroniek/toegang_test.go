package main

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/vierogen"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func nieuwToken(t *testing.T, dir string, args ...string) string {
	t.Helper()
	token, fout, code := kroniek(t, append([]string{"token", "geef", "--data", dir}, args...)...)
	require.Zero(t, code, fout)
	return strings.TrimSpace(token)
}

// wordt waits until a request answers with a status: another process changed who
// has access, and the server looks again within a second.
func (s *server) wordt(t *testing.T, token string, status int) {
	t.Helper()
	require.Eventually(t, func() bool {
		return s.vraag(t, http.MethodGet, "/v1/gebeurtenissen", token, nil).Status == status
	}, 20*time.Second, 50*time.Millisecond)
}

func (s *server) stap(t *testing.T, token, pad string, body any) (kenmerk string) {
	t.Helper()
	a := s.vraag(t, http.MethodPost, pad, token, body)
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	return filepath.Base(a.Kop.Get("Location"))
}

func TestFarReachingRolesTakeTwoPersons(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "serve", dir)
	gestopt := false
	defer func() {
		if !gestopt {
			s.stop()
		}
	}()
	beheerder := nieuwToken(t, dir, "--rol", "beheerder", "--naam", "een")
	secretaris := nieuwToken(t, dir, "--rol", "bestuurssecretaris", "--naam", "twee")
	s.wordt(t, beheerder, http.StatusOK)
	s.wordt(t, secretaris, http.StatusOK)

	t.Run("zodra twee mensen het samen kunnen, geeft niemand zo'n rol meer alleen", func(t *testing.T) {
		for _, rol := range []string{"auditor", "beheerder", "archivaris", "functionaris-gegevensbescherming"} {
			_, fout, code := kroniek(t, "token", "geef", "--data", dir, "--rol", rol)
			assert.Equal(t, exitGeweigerd, code, rol)
			assert.Contains(t, fout, "vier ogen")
		}
		nieuwToken(t, dir, "--rol", "griffier", "--gemeente", "GM0202")
	})
	tot := recht.DatumVan(time.Now()).PlusDagen(30).String()
	verlening := s.stap(t, beheerder, "/v1/rolverleningen", map[string]any{"rol": "auditor", "geldigTot": tot})
	t.Run("een voorstel is nog geen verlening", func(t *testing.T) {
		_, fout, code := kroniek(t, "token", "geef", "--data", dir, "--rol", "auditor", "--verlening", verlening)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "geldt niet")
	})
	s.stap(t, secretaris, "/v1/rolverleningen/"+verlening+"/bekrachtigingen", map[string]any{})
	t.Run("een verlening is voor de rol die zij noemt", func(t *testing.T) {
		_, fout, code := kroniek(t, "token", "geef", "--data", dir, "--rol", "archivaris", "--verlening", verlening)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "auditor")
		_, _, code = kroniek(t, "token", "geef", "--data", dir, "--rol", "griffier", "--gemeente", "GM0202", "--verlening", verlening)
		assert.Equal(t, exitGebruik, code)
	})
	auditor := nieuwToken(t, dir, "--rol", "auditor", "--verlening", verlening, "--dagen", "365")
	s.wordt(t, auditor, http.StatusOK)
	t.Run("toegang duurt niet langer dan de verlening", func(t *testing.T) {
		uit, _, code := kroniek(t, "token", "lijst", "--data", dir, "--json")
		require.Zero(t, code)
		var lijst []struct {
			Verlening string
			Wie       struct{ Verloopt time.Time }
		}
		require.NoError(t, json.Unmarshal([]byte(uit), &lijst))
		for _, v := range lijst {
			if v.Verlening == verlening {
				assert.Equal(t, tot, recht.DatumVan(v.Wie.Verloopt.Add(time.Second)).String())
			}
		}
	})
	t.Run("de geschiedenis toont twee mensen, en wie er voor die regel al was", func(t *testing.T) {
		uit, fout, code := kroniek(t, "vier-ogen", "--data", dir)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "rol-bekrachtigd")
		assert.Contains(t, uit, "klopt")
		assert.Equal(t, 2, strings.Count(uit, "zonder verlening"))
		na, _, code := kroniek(t, "replay", "--data", dir)
		require.Zero(t, code)
		assert.Contains(t, na, "De rol auditor is verleend tot "+tot)
	})
	s.stap(t, beheerder, "/v1/rolverleningen/"+verlening+"/intrekkingen", map[string]any{})
	t.Run("is de verlening ingetrokken, dan houdt de toegang meteen op", func(t *testing.T) {
		assert.Equal(t, http.StatusUnauthorized, s.vraag(t, http.MethodGet, "/v1/gebeurtenissen", auditor, nil).Status)
	})
	t.Run("het auditlog noemt tokens en weigeringen, en is heel", func(t *testing.T) {
		uit, fout, code := kroniek(t, "auditlog", "--data", dir, "--json")
		require.Zero(t, code, fout)
		assert.Equal(t, 4, strings.Count(uit, `"actie":"token-gegeven"`))
		assert.Contains(t, uit, `"resultaat":"geweigerd"`)
		assert.NotContains(t, uit, auditor)
		uit, fout, code = kroniek(t, "auditlog", "--data", dir, "--controleer")
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "auditlog heel")
	})
	code, _ := s.stop()
	gestopt = true
	require.Zero(t, code, s.fout.String())
	t.Run("een regel in het log wijzigen wordt gemerkt, en het kantoor begint dan niet", func(t *testing.T) {
		pad := filepath.Join(dir, auditlog.Map, "auditlog-000001.jsonl")
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(pad, bytes.Replace(b, []byte(`"geweigerd"`), []byte(`"toegestaan"`), 1), 0o600))
		_, fout, code := kroniek(t, "auditlog", "--data", dir, "--controleer")
		assert.Equal(t, exitVerschil, code)
		assert.Contains(t, fout, "beveiligingsincident")
		_, _, code = kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
		assert.Equal(t, exitGeweigerd, code)
	})
}

// Every event type that holds the first of two persons is known to the check, so a
// new act that asks for two cannot be left out of it.
func TestCheckKnowsEveryActOfTwo(t *testing.T) {
	gezien := 0
	for _, c := range catalogi() {
		for naam, typ := range c.Current() {
			if typ.Kind() == reflect.Struct && vierogen.HeeftEerste(typ) {
				gezien++
				assert.True(t, vierogen.Legt(naam), naam)
			}
		}
	}
	assert.Positive(t, gezien)
}
