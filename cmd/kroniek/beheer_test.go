package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// bekrachtig has one person propose an act on the system itself, and another agree.
func (s *server) bekrachtig(t *testing.T, een, twee, handeling string) {
	t.Helper()
	doe := func(token, pad string, body map[string]any) httpAntwoord {
		a := s.vraag(t, http.MethodPost, "/v1/beheerhandelingen"+pad, token, body)
		require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
		return a
	}
	a := doe(een, "", map[string]any{"handeling": handeling, "opdracht": map[string]any{"gesimuleerd": true}})
	doe(twee, strings.TrimPrefix(a.Kop.Get("Location"), "/v1/beheerhandelingen")+"/bekrachtigingen", map[string]any{})
}

// auditregels returns the outcome and the object of each act of a kind in the audit log.
func auditregels(t *testing.T, dir, handeling string) (uit []string) {
	t.Helper()
	log, fout, code := kroniek(t, "auditlog", "--data", dir, "--actie", "beheerhandeling", "--json")
	require.Zero(t, code, fout)
	for r := range strings.Lines(log) {
		var x struct{ Handeling, Resultaat, Object string }
		require.NoError(t, json.Unmarshal([]byte(r), &x))
		if x.Handeling == handeling {
			soort, _, _ := strings.Cut(x.Object, "-")
			uit = append(uit, strings.TrimSpace(x.Resultaat+" "+soort))
		}
	}
	return uit
}

// tweeMensen serves a folder with a beheerder and a bestuurssecretaris.
func tweeMensen(t *testing.T) (s *server, beheerder, secretaris string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	s = start(t, "serve", dir)
	secretaris = tokenVoor(t, dir, "bestuurssecretaris")
	beheerder = tokenVoor(t, dir, "beheerder")
	return s, beheerder, secretaris
}

// TestKeyChangeTakesTwo: another wrapping key is an act of two persons, an event, and
// a line in the audit log; also while the office runs.
func TestKeyChangeTakesTwo(t *testing.T) {
	s, beheerder, secretaris := tweeMensen(t)
	kek := func() string {
		b, err := os.ReadFile(filepath.Join(s.dir, "kek"))
		require.NoError(t, err)
		return string(b)
	}
	hup := func(tot func() bool) {
		require.NoError(t, s.cmd.Process.Signal(syscall.SIGHUP))
		require.Eventually(t, tot, 20*time.Second, 20*time.Millisecond, s.fout.String())
	}
	eerste := kek()
	t.Run("een signaal alleen wisselt niets, en de poging staat in het auditlog", func(t *testing.T) {
		hup(func() bool { return len(auditregels(t, s.dir, "inpaksleutel-wisselen")) == 1 })
		assert.Equal(t, []string{"geweigerd beheerhandeling"}, auditregels(t, s.dir, "inpaksleutel-wisselen"))
		assert.Equal(t, eerste, kek())
	})
	t.Run("wat twee mensen bekrachtigden gebeurt een keer", func(t *testing.T) {
		s.bekrachtig(t, beheerder, secretaris, "inpaksleutel-wisselen")
		hup(func() bool { return kek() != eerste })
		tweede := kek()
		assert.Equal(t, "toegestaan beheerhandeling", auditregels(t, s.dir, "inpaksleutel-wisselen")[1])
		hup(func() bool { return len(auditregels(t, s.dir, "inpaksleutel-wisselen")) == 3 })
		assert.Equal(t, tweede, kek())
		uit, fout, code := kroniek(t, "replay", "--data", s.dir)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "Begonnen is het wisselen van de inpaksleutel.")
	})
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	t.Run("bij een kantoor dat stilstaat tonen twee mensen hun token", func(t *testing.T) {
		voor := kek()
		_, fout, code := kroniek(t, "hersleutel", "--data", s.dir)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "twee mensen")
		assert.Equal(t, voor, kek())
		_, fout, code = kroniek(t, "hersleutel", "--data", s.dir, "--eerste", metToken(t, beheerder), "--tweede", metToken(t, secretaris))
		require.Zero(t, code, fout)
		assert.NotEqual(t, voor, kek())
		uit, fout, code := kroniek(t, "vier-ogen", "--data", s.dir)
		require.Zero(t, code, fout)
		assert.Equal(t, 2, strings.Count(uit, "beheerhandeling-bekrachtigd"), uit)
		_, fout, code = kroniek(t, "verify", "--data", s.dir)
		assert.Zero(t, code, fout)
	})
}

// TestNewOrigin changes the key of the seal: by two persons, recorded with the last
// checkpoint, and what was signed before stays valid.
func TestNewOrigin(t *testing.T) {
	s, beheerder, secretaris := tweeMensen(t)
	p := &kantoorproef{server: s, secretaris: secretaris}
	p.verzegeld(t, p.deelneming(t, "GM0202", "inkoop").Positie)
	oud := zegelstand(t, s)
	_, fout, code := kroniek(t, "oorsprong", "--data", s.dir, "--naam", "kroniek.example/twee")
	assert.Equal(t, exitGeweigerd, code)
	assert.Contains(t, fout, "draait een kantoor")
	code, _ = s.stop()
	require.Zero(t, code, s.fout.String())

	t.Run("een mens alleen wisselt de sleutel van het zegel niet", func(t *testing.T) {
		_, fout, code := kroniek(t, "oorsprong", "--data", s.dir, "--naam", "kroniek.example/twee")
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "twee mensen")
	})
	t.Run("een zegel waarvan de sleutel weg is gaat met twee mensen verder, en het oude checkpoint staat in de geschiedenis", func(t *testing.T) {
		require.NoError(t, os.Remove(filepath.Join(s.dir, "zegel.key")))
		_, fout, code := kroniek(t, "serve", "--data", s.dir, "--listen", "127.0.0.1:0")
		require.Equal(t, exitGeweigerd, code)
		require.Contains(t, fout, "zegel.key ontbreekt")
		uit, fout, code := kroniek(t, "oorsprong", "--data", s.dir, "--naam", "kroniek.example/twee", "--eerste", metToken(t, beheerder), "--tweede", metToken(t, secretaris))
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "kroniek.example/twee+")
		replay, fout, code := kroniek(t, "replay", "--data", s.dir)
		require.Zero(t, code, fout)
		assert.Contains(t, replay, "het zegel gaat verder als kroniek.example/twee")
		_, fout, code = kroniek(t, "verify", "--data", s.dir)
		require.Zero(t, code, fout)
		assert.Equal(t, "toegestaan beheerhandeling", auditregels(t, s.dir, "zegelsleutel-wisselen")[3])
		weer := start(t, "serve", s.dir)
		assert.NotEqual(t, oud.Vkey, zegelstand(t, weer).Vkey)
		code, _ = weer.stop()
		require.Zero(t, code, weer.fout.String())
	})
	t.Run("dezelfde naam nog eens kan niet, en de mislukte poging staat in het auditlog", func(t *testing.T) {
		_, _, code := kroniek(t, "oorsprong", "--data", s.dir, "--naam", "kroniek.example/twee", "--eerste", metToken(t, beheerder), "--tweede", metToken(t, secretaris))
		assert.Equal(t, exitGeweigerd, code)
		r := auditregels(t, s.dir, "zegelsleutel-wisselen")
		assert.Equal(t, "geweigerd beheerhandeling", r[len(r)-1])
	})
}

// TestExportTakesTwo: the whole history leaves on the word of two persons.
func TestExportTakesTwo(t *testing.T) {
	s, beheerder, secretaris := tweeMensen(t)
	defer s.stop()
	p := &kantoorproef{server: s, secretaris: secretaris}
	p.deelneming(t, "GM0202", "inkoop")
	weg := []string{"export", "--data", s.dir, "--ontvanger", "archief-gelderland", "--token-bestand", metToken(t, beheerder)}
	uit, fout, code := kroniek(t, weg...)
	assert.Equal(t, exitGeweigerd, code)
	assert.Contains(t, fout, "twee mensen")
	assert.Empty(t, uit)
	s.bekrachtig(t, beheerder, secretaris, "uitvoer")
	uit, fout, code = kroniek(t, weg...)
	require.Zero(t, code, fout)
	assert.Equal(t, 4, strings.Count(uit, "\n"))
	assert.Equal(t, []string{"geweigerd", "toegestaan beheerhandeling"}, auditregels(t, s.dir, "uitvoer"))
}

// demoMetUitvoer starts a demo of which two persons agreed to an export, which is two
// events more; other tests count those of the demo that they share.
func demoMetUitvoer(t *testing.T) *server {
	t.Helper()
	s := start(t, "demo", filepath.Join(t.TempDir(), "demo"))
	t.Cleanup(func() {
		code, _ := s.stop()
		assert.Zero(t, code, s.fout.String())
	})
	s.bekrachtig(t, s.token(t, toegang.Beheerder, ""), s.token(t, toegang.Bestuurssecretaris, ""), "uitvoer")
	return s
}
