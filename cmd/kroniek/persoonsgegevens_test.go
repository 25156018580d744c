package main

import (
	"bytes"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
)

// What the test below says about a person; the number belongs to nobody.
const merkNaam, merkBSN, merkVerslag = "MERKNAAM-7731", "999990019", "MERKVERSLAG-7731"

// zonderMerk requires that no file under dir holds what was said, and returns how
// many files there were.
func zonderMerk(t *testing.T, dir string) (n int) {
	t.Helper()
	require.NoError(t, filepath.WalkDir(dir, func(pad string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(pad)
		n++
		for _, merk := range []string{merkNaam, merkBSN, merkVerslag} {
			assert.False(t, bytes.Contains(b, []byte(merk)), "%s holds %s", pad, merk)
		}
		return err
	}))
	return n
}

// zonderMerken requires that a text holds nothing of what was said.
func zonderMerken(t *testing.T, tekst string) {
	t.Helper()
	for _, merk := range []string{merkNaam, merkBSN, merkVerslag} {
		assert.NotContains(t, tekst, merk)
	}
}

func (s *server) geef(t *testing.T, rol string, extra ...string) string {
	t.Helper()
	token, fout, code := kroniek(t, append([]string{"token", "geef", "--data", s.dir, "--naam", "proef", "--rol", rol}, extra...)...)
	require.Zero(t, code, fout)
	return strings.TrimSpace(token)
}

// TestPersoonsgegevensVanBuitenaf uses the program as its users do: a dossier is
// opened, read, searched and handed out, and the program ends without warning.
// What was said is in the answers to whoever has the right, and in no file.
func TestPersoonsgegevensVanBuitenaf(t *testing.T) {
	dir, sporen := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "sporen.jsonl")
	s := start(t, "serve", dir, "--sporen", sporen)
	consulent := s.geef(t, "consulent-leerplicht", "--module", "onderwijszaken")
	fg := s.geef(t, "functionaris-gegevensbescherming")
	beheerder := s.geef(t, "beheerder")
	dossier := veld{
		"opdracht": veld{"gesimuleerd": true}, "persoon": veld{"naam": merkNaam, "geboren": "2012-05-20", "bsn": merkBSN},
		"gemeente": "GM0202", "onderwijssoort": "vo", "plicht": "leerplicht", "geopendOp": "2026-02-17",
	}
	a := s.vraag(t, http.MethodPost, "/v1/leerplichtdossiers", consulent, dossier)
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	pad := a.Kop.Get("Location")
	a = s.vraag(t, http.MethodPost, pad+"/gesprekken", consulent, veld{
		"opdracht": veld{"gesimuleerd": true}, "nummer": 1, "gesprekssoort": "op-school", "gevoerdOp": "2026-02-20", "verslag": merkVerslag,
	})
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))

	zoek := veld{"module": "onderwijszaken", "nummer": merkBSN, "reden": "samenloop"}
	alles := func(t *testing.T) {
		t.Helper()
		a := s.vraag(t, http.MethodGet, pad+"/persoonsgegevens", consulent, nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		for _, merk := range []string{merkNaam, merkBSN, merkVerslag} {
			assert.Contains(t, string(a.Body), merk)
		}
		a = s.vraag(t, http.MethodPost, "/v1/zoekvragen", consulent, zoek)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		assert.Contains(t, string(a.Body), pad)
	}
	alles(t)
	a = s.vraag(t, http.MethodPost, "/v1/leerplichtdossiers", consulent, dossier)
	require.Equal(t, http.StatusConflict, a.Status, "a second dossier of the same pupil")
	a = s.vraag(t, http.MethodPost, "/v1/inzageverzoeken", fg, veld{"opdracht": veld{"gesimuleerd": true}, "modules": []string{"onderwijszaken"}, "ontvangenOp": "2026-03-01"})
	require.Equal(t, http.StatusCreated, a.Status, string(a.Body))
	a = s.vraag(t, http.MethodPost, a.Kop.Get("Location")+"/verstrekkingen", fg,
		veld{"opdracht": veld{"gesimuleerd": true}, "nummer": merkBSN, "identiteitVastgesteldOp": "2026-03-01"}, "Accept", "text/html")
	require.Equal(t, http.StatusOK, a.Status, string(a.Body))
	assert.Contains(t, string(a.Body), merkVerslag)

	t.Run("een fout herhaalt niets van wat er werd gestuurd", func(t *testing.T) {
		a := s.vraag(t, http.MethodPost, "/v1/leerplichtdossiers", consulent, veld{"persoon": veld{"naam": merkNaam, "bsn": merkBSN, "geboren": merkVerslag}})
		require.Equal(t, http.StatusBadRequest, a.Status)
		assert.Contains(t, string(a.Body), "/persoon/geboren", "control: the answer is about this field")
		for _, merk := range []string{merkNaam, merkBSN, merkVerslag} {
			assert.NotContains(t, string(a.Body), merk)
		}
	})

	inAdresEnKop := func() { // as no client should
		s.vraag(t, http.MethodGet, pad+"/"+merkNaam+"?nummer="+merkBSN, consulent, nil, "Traceparent", ouder, "Tracestate", "x="+merkVerslag, "Baggage", "naam="+merkNaam)
		s.vraag(t, "MERK"+merkBSN, pad, consulent, nil)
	}
	t.Run("in de cijfers staat niets, ook niet van een adres of kop die het noemt", func(t *testing.T) {
		inAdresEnKop()
		a := s.vraag(t, http.MethodGet, "/metrics", beheerder, nil)
		require.Equal(t, http.StatusOK, a.Status, string(a.Body))
		assert.Contains(t, string(a.Body), `route="/v1/leerplichtdossiers/:id/persoonsgegevens"`, "control: the reading was counted")
		assert.Contains(t, string(a.Body), `method="other"`, "control: that request was counted")
		zonderMerken(t, string(a.Body))
	})
	kopie := filepath.Join(t.TempDir(), "kopie")
	_, fout, code := kroniek(t, "backup", "--data", dir, "--naar", kopie)
	require.Zero(t, code, fout)
	require.FileExists(t, filepath.Join(kopie, verwerkingslog.Bestand))
	require.NoError(t, s.cmd.Process.Signal(syscall.SIGQUIT)) // Go crashes on it, with every stack
	_ = s.cmd.Wait()                                          // crashed: it says so
	t.Run("in de map, de reservekopie, de meldingen en de uitvoer van een crash staat niets", func(t *testing.T) {
		assert.Greater(t, zonderMerk(t, dir), 8)
		assert.Greater(t, zonderMerk(t, kopie), 4)
		assert.Contains(t, s.fout.String(), "SIGQUIT", "control: it crashed")
		assert.Contains(t, s.fout.String(), "goroutine ", "control: with its stacks")
		zonderMerken(t, s.fout.String())
	})
	t.Run("in wat de opdrachtregel laat zien en uitvoert ook niet", func(t *testing.T) {
		for _, opdracht := range [][]string{{"replay", "--json"}, {"export", "--ontvanger", "archief"}} {
			uit, fout, code := kroniek(t, append(opdracht, "--data", dir)...)
			require.Zero(t, code, fout)
			assert.Contains(t, uit, "leerplichtdossier-geopend", "control: the dossier is in it")
			for _, merk := range []string{merkNaam, merkBSN, merkVerslag} {
				assert.NotContains(t, uit+fout, merk)
			}
		}
	})
	t.Run("na de herstart is alles er weer, met elke eerdere lezing in het log", func(t *testing.T) {
		require.NoError(t, os.Remove(filepath.Join(dir, "adres")))
		s = start(t, "serve", dir, "--sporen", sporen)
		alles(t)
		inAdresEnKop()
		code, _ := s.stop()
		require.Zero(t, code, s.fout.String())
		zonderMerken(t, s.fout.String())
		_, tekst := leesSporen(t, sporen)
		assert.Contains(t, tekst, "/persoonsgegevens", "control: the reading left a span")
		assert.Contains(t, tekst, "/zoekvragen", "control: and so did the search")
		assert.Contains(t, tekst, proefspoor, "control: and so did what named it in its address")
		zonderMerken(t, tekst)
		l, err := verwerkingslog.Open(filepath.Join(dir, verwerkingslog.Bestand))
		require.NoError(t, err)
		n, err := l.Aantal(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 2+2+2+1, n, "twice a reading and a search, for the person a search and a dossier, and that there is one already")
		require.NoError(t, l.Sluit())
	})
	t.Run("een map waarvan het log niet te openen is wordt niet bediend", func(t *testing.T) {
		require.NoError(t, os.WriteFile(filepath.Join(dir, verwerkingslog.Bestand), []byte("geen logboek, maar wel een bestand van enige lengte"), 0o600))
		for _, achter := range []string{"-wal", "-shm"} {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, verwerkingslog.Bestand+achter)))
		}
		_, fout, code := kroniek(t, "serve", "--data", dir, "--listen", "127.0.0.1:0")
		assert.Equal(t, exitGeweigerd, code, fout)
		assert.Contains(t, fout, "verwerkingslog")
	})
}
