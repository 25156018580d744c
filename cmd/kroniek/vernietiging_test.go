package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func tokenVoor(t *testing.T, dir, rol string, args ...string) string {
	t.Helper()
	uit, fout, code := kroniek(t, append([]string{"token", "geef", "--data", dir, "--rol", rol, "--naam", rol}, args...)...)
	require.Zero(t, code, fout)
	return strings.TrimSpace(uit)
}

func (p *kantoorproef) geef(t *testing.T, token, pad string, status int, body veld) httpAntwoord {
	t.Helper()
	p.nr++
	body["opdracht"] = veld{"gesimuleerd": true}
	a := p.vraag(t, http.MethodPost, "/v1"+pad, token, body, "Idempotency-Key", fmt.Sprintf("proef-%d", p.nr))
	require.Equal(t, status, a.Status, string(a.Body))
	return a
}

// oudDossier makes a doorstroompuntdossier of which the term is over, and returns its stream.
func (p *kantoorproef) oudDossier(t *testing.T, consulent, naam, nummer string) string {
	t.Helper()
	a := p.geef(t, consulent, "/doorstroompuntdossiers", http.StatusCreated, veld{
		"persoon": veld{"naam": naam, "geboren": "2003-05-20", "bsn": nummer}, "gemeente": "GM0277", "onderwijssoort": "mbo",
		"bron": "duo-lijst", "gesignaleerdOp": "2020-02-17",
	})
	pad := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
	p.geef(t, consulent, pad+"/startkwalificaties", http.StatusCreated, veld{"niveau": "havo", "behaaldOp": "2021-05-01"})
	return "doorstroompunt-" + pad[strings.LastIndex(pad, "/")+1:]
}

// TestVernietigingInHetKantoor runs the whole of it over HTTP on the program itself:
// list, decision, execution, verify, a backup of the keys of before, and a restart.
func TestVernietigingInHetKantoor(t *testing.T) {
	p := nieuweProef(t)
	consulent := tokenVoor(t, p.dir, "consulent-leerplicht", "--module", "onderwijszaken")
	archivaris, fg := tokenVoor(t, p.dir, "archivaris"), tokenVoor(t, p.dir, "functionaris-gegevensbescherming")
	weg, blijft := p.oudDossier(t, consulent, "Merkteken Weg", "999990342"), p.oudDossier(t, consulent, "Merkteken Blijft", "111222333")

	t.Run("kandidaten toont zonder iets te veranderen wat vernietigd moet worden", func(t *testing.T) {
		var uit, fout string
		var code int
		require.Eventually(t, func() bool { // the read model follows
			uit, fout, code = kroniek(t, "kandidaten", "--data", p.dir, "--json")
			return code == 0 && strings.Count(uit, "te-vernietigen") == 2
		}, 20*time.Second, 50*time.Millisecond, fout)
		assert.Contains(t, uit, weg)
		assert.NotContains(t, uit, "2003")
		tabel, fout, code := kroniek(t, "kandidaten", "--data", p.dir, "--peildatum", "2023-04-30")
		require.Zero(t, code, fout)
		assert.Contains(t, tabel, "0 dossiers waarvan de termijn op 2023-04-30 om is; van 2 loopt hij nog")
		_, _, code = kroniek(t, "kandidaten", "--data", p.dir, "--peildatum", "morgen")
		assert.Equal(t, exitGebruik, code)
	})
	kopie := filepath.Join(t.TempDir(), "kopie")
	_, fout, code := kroniek(t, "backup", "--data", p.dir, "--naar", kopie)
	require.Zero(t, code, fout)
	a := p.geef(t, archivaris, "/vernietigingen", http.StatusCreated, veld{"peildatum": "2026-01-01", "dossiers": []any{weg}})
	lijst := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
	p.geef(t, fg, lijst+"/besluiten", http.StatusCreated, veld{})
	uitgevoerd := func(s *server) bool {
		var v struct{ Uitgevoerd bool }
		require.NoError(t, json.Unmarshal(s.vraag(t, http.MethodGet, "/v1"+lijst, fg, nil).Body, &v))
		return v.Uitgevoerd
	}
	require.Eventually(t, func() bool { return uitgevoerd(p.server) }, 20*time.Second, 20*time.Millisecond)

	t.Run("verify klopt, en noemt de vervangen posities en het besluit", func(t *testing.T) {
		uit, fout, code := kroniek(t, "verify", "--data", p.dir)
		require.Zero(t, code, fout+uit)
		assert.Equal(t, 2, strings.Count(uit, "is vervangen door haar residu, besloten in positie"))
		assert.Contains(t, uit, "vernietigingslijst-vastgesteld")
	})
	t.Run("replay vertelt wat er gebeurde", func(t *testing.T) {
		uit, fout, code := kroniek(t, "replay", "--data", p.dir)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "besloten 1 dossier te vernietigen")
		assert.Contains(t, uit, "Verklaring van vernietiging")
		_, fout, code = kroniek(t, "replay", "--data", p.dir, "--herbereken")
		assert.Zero(t, code, fout)
	})
	t.Run("wie oude sleutels en leesmodellen terugzet vindt na de start alles opnieuw vernietigd", func(t *testing.T) {
		dir := filepath.Join(t.TempDir(), "oud")
		_, fout, code := kroniek(t, "backup", "--data", p.dir, "--naar", dir+"-kopie")
		require.Zero(t, code, fout)
		_, fout, code = kroniek(t, "restore", "--van", dir+"-kopie", "--naar", dir, "--kek", filepath.Join(p.dir, "kek"), "--"+vlagZonder)
		require.Zero(t, code, fout)
		oud, err := os.ReadFile(filepath.Join(kopie, "sleutels.db"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "sleutels.db"), oud, 0o600))
		sleutels := func() int {
			k, err := openKluis(t.Context(), dir, inpaksleutels(dir, "", ""))
			require.NoError(t, err)
			defer func() { require.NoError(t, k.Sluit()) }()
			n, err := k.Aantal(t.Context())
			require.NoError(t, err)
			return n
		}
		voor := sleutels()
		s := start(t, "serve", dir)
		assert.True(t, uitgevoerd(s))
		stopt, _ := s.stop()
		require.Zero(t, stopt, s.fout.String())
		assert.Equal(t, voor-1, sleutels(), "exactly the destroyed key went again")
	})
	assert.NotEqual(t, weg, blijft)
}

// TestHersleutel changes the wrapping key of a running office, and of one that stands still.
func TestHersleutel(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "serve", dir)
	p := &kantoorproef{server: s}
	consulent := tokenVoor(t, dir, "consulent-leerplicht", "--module", "onderwijszaken")
	p.oudDossier(t, consulent, "Een Voorbeeld", "999990342")
	eerste, err := os.ReadFile(filepath.Join(dir, "kek"))
	require.NoError(t, err)
	t.Run("een draaiend kantoor wisselt op SIGHUP, en schrijft en leest door", func(t *testing.T) {
		_, fout, code := kroniek(t, "hersleutel", "--data", dir)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "SIGHUP")
		require.NoError(t, s.cmd.Process.Signal(syscall.SIGHUP))
		require.Eventually(t, func() bool {
			nu, err := os.ReadFile(filepath.Join(dir, "kek"))
			return err == nil && string(nu) != string(eerste)
		}, 20*time.Second, 20*time.Millisecond, s.fout.String())
		p.oudDossier(t, consulent, "Twee Voorbeeld", "111222333")
		uit, fout, code := kroniek(t, "kandidaten", "--data", dir, "--json")
		require.Zero(t, code, fout)
		assert.NotEmpty(t, uit)
	})
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	t.Run("met de oude inpaksleutel begint het kantoor niet, luid en duidelijk", func(t *testing.T) {
		oud := filepath.Join(t.TempDir(), "kek")
		require.NoError(t, os.WriteFile(oud, eerste, 0o600))
		_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--kek", oud)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "hoort niet bij deze sleutelkluis")
		_, fout, code = kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--kek", oud+"-weg")
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "ontbreekt")
	})
	t.Run("een kantoor dat stilstaat wisselt met hersleutel, en begint daarna gewoon", func(t *testing.T) {
		uit, fout, code := kroniek(t, "hersleutel", "--data", dir)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "nieuwe inpaksleutel")
		s := start(t, "serve", dir)
		code, _ = s.stop()
		require.Zero(t, code, s.fout.String())
	})
	t.Run("een systemd-credential gaat voor het bestand in de map", func(t *testing.T) {
		cred := t.TempDir()
		require.NoError(t, os.WriteFile(filepath.Join(cred, "kek"), eerste, 0o400))
		t.Setenv("CREDENTIALS_DIRECTORY", cred)
		_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "systemd-credential")
		nu, err := os.ReadFile(filepath.Join(dir, "kek"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(cred, "kek.nieuw"), nu, 0o400))
		require.NoError(t, os.Remove(filepath.Join(dir, "kek")))
		s := start(t, "serve", dir)
		code, _ = s.stop()
		require.Zero(t, code, s.fout.String())
	})
}

func TestRestoreKeepsEarlierSealKeys(t *testing.T) {
	van, naar := t.TempDir(), t.TempDir()
	for _, naam := range []string{"zegel.key", "zegel.key.1", "zegel.key.nieuw"} {
		require.NoError(t, os.WriteFile(filepath.Join(van, naam), []byte(naam), 0o600))
	}
	require.NoError(t, kopieerEerdereSleutels(van, naar))
	for _, naam := range []string{"zegel.key.1", "zegel.key.nieuw"} {
		b, err := os.ReadFile(filepath.Join(naar, naam))
		require.NoError(t, err)
		require.Equal(t, naam, string(b))
	}
	require.NoFileExists(t, filepath.Join(naar, "zegel.key"), "that one is copied with the required files")
}
