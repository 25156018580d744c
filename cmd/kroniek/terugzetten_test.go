package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"
)

// blobs returns the first column of every row of a query on a database file.
func blobs(t *testing.T, pad, query string, args ...any) (uit [][]byte) {
	t.Helper()
	conn, err := sqlite.OpenConn(pad, sqlite.OpenReadOnly)
	require.NoError(t, err)
	require.NoError(t, sqlitex.Execute(conn, query, &sqlitex.ExecOptions{Args: args, ResultFunc: func(s *sqlite.Stmt) error {
		b := make([]byte, s.ColumnLen(0))
		s.ColumnBytes(0, b)
		uit = append(uit, b)
		return nil
	}}))
	require.NoError(t, conn.Close())
	return uit
}

// sporenIn returns the bytes of a file that must be gone once it is destroyed: its
// key as kept, its salts and its personal parts.
func sporenIn(t *testing.T, kopie, stroom string) map[string][]byte {
	t.Helper()
	j := filepath.Join(kopie, "journaal.db")
	uit := map[string][]byte{}
	for i, z := range blobs(t, j, "SELECT g.zout FROM gebeurtenissen g JOIN streams s USING (sid) WHERE s.naam = ?", stroom) {
		uit[fmt.Sprintf("zout %d", i)] = z
	}
	for i, d := range blobs(t, j, "SELECT p.deel FROM persoonsdelen p JOIN gebeurtenissen g USING (positie) JOIN streams s USING (sid) WHERE s.naam = ?", stroom) {
		uit[fmt.Sprintf("persoonsdeel %d", i)] = d[:64]
	}
	id := blobs(t, j, "SELECT sleutel FROM streams WHERE naam = ?", stroom)[0]
	uit["sleutel"] = blobs(t, filepath.Join(kopie, "sleutels.db"), "SELECT ingepakt FROM sleutels WHERE id = ?", id)[0]
	require.GreaterOrEqual(t, len(uit), 4)
	return uit
}

// gevonden returns which of sporen are in some file under dir, and where.
func gevonden(t *testing.T, dir string, sporen map[string][]byte) map[string]string {
	t.Helper()
	uit := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(p)
		for naam, s := range sporen {
			if bytes.Contains(b, s) {
				uit[naam] = p
			}
		}
		return err
	}))
	return uit
}

// metToken puts a token in a file, as somebody shows it on the machine.
func metToken(t *testing.T, token string) string {
	t.Helper()
	pad := filepath.Join(t.TempDir(), "token")
	require.NoError(t, os.WriteFile(pad, []byte(token+"\n"), 0o600))
	return pad
}

// TestRestoreDestroysAgain puts back a backup of before a decision to destroy and a
// decision to shield, with the list that the office kept outside it.
func TestRestoreDestroysAgain(t *testing.T) {
	p := nieuweProef(t)
	consulent := tokenVoor(t, p.dir, "consulent-leerplicht", "--module", "onderwijszaken")
	archivaris, fg := tokenVoor(t, p.dir, "archivaris"), tokenVoor(t, p.dir, "functionaris-gegevensbescherming")
	beheerder := metToken(t, tokenVoor(t, p.dir, "beheerder"))
	secretaris := metToken(t, p.secretaris)
	weg, blijft := p.oudDossier(t, consulent, "Merkteken Weg", "999990342"), p.oudDossier(t, consulent, "Merkteken Blijft", "111222333")
	var brief struct{ Gebeurtenissen []struct{ ID string } }
	require.NoError(t, json.Unmarshal(p.geef(t, p.secretaris, "/nieuwsbrieven", http.StatusCreated,
		veld{"onderwerp": "Merkteken Brief", "verzondenOp": "2026-03-01", "raden": []any{"GM0202"}}).Body, &brief))

	werk := t.TempDir()
	vroeger := filepath.Join(werk, "vroeger.lijst")
	_, fout, code := kroniek(t, "vernietigd", "--data", p.dir, "--naar", vroeger)
	require.Zero(t, code, fout)
	p.oudDossier(t, consulent, "Merkteken Later", "999993653")
	kopie, kek := filepath.Join(werk, "kopie"), filepath.Join(p.dir, "kek")
	_, fout, code = kroniek(t, "backup", "--data", p.dir, "--naar", kopie)
	require.Zero(t, code, fout)
	require.NoFileExists(t, filepath.Join(kopie, vernietigdbestand), "the list knows more than the backup, so it is not in it")
	sporen := sporenIn(t, kopie, weg)
	sporen["openbare tekst"] = []byte("Merkteken Brief")

	a := p.geef(t, archivaris, "/vernietigingen", http.StatusCreated, veld{"peildatum": "2026-01-01", "dossiers": []any{weg}})
	lijst := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
	p.geef(t, fg, lijst+"/besluiten", http.StatusCreated, veld{})
	a = p.geef(t, archivaris, "/afschermingen", http.StatusCreated, veld{"gebeurtenis": brief.Gebeurtenissen[0].ID, "velden": []any{"/onderwerp"}})
	scherm := strings.TrimPrefix(a.Kop.Get("Location"), "/v1")
	var besluit struct{ Positie int64 }
	require.NoError(t, json.Unmarshal(p.geef(t, fg, scherm+"/besluiten", http.StatusCreated, veld{}).Body, &besluit))
	require.Positive(t, besluit.Positie)
	toestand := func(s *server, pad string) string {
		var v struct{ Toestand string }
		require.NoError(t, json.Unmarshal(s.vraag(t, http.MethodGet, "/v1"+pad, fg, nil).Body, &v))
		return v.Toestand
	}
	require.Eventually(t, func() bool {
		return toestand(p.server, lijst) == "1 dossier vernietigd" && toestand(p.server, scherm) == "afgeschermd"
	}, 30*time.Second, 20*time.Millisecond)
	vernietigd := filepath.Join(werk, "vernietigd.lijst")
	inhoud, err := os.ReadFile(filepath.Join(p.dir, vernietigdbestand))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(vernietigd, inhoud, 0o600))

	terug := func(naar string, meer ...string) (string, string, int) {
		return kroniek(t, append([]string{"restore", "--van", kopie, "--naar", filepath.Join(werk, naar), "--kek", kek}, meer...)...)
	}
	geenMap := func(t *testing.T, naar string) {
		t.Helper()
		require.NoDirExists(t, filepath.Join(werk, naar))
		require.NoDirExists(t, filepath.Join(werk, naar+".deel"))
	}
	beiden := []string{"--eerste", beheerder, "--tweede", secretaris}
	t.Run("de lijst noemt beide besluiten, en niemand", func(t *testing.T) {
		assert.Contains(t, string(inhoud), weg)
		assert.Contains(t, string(inhoud), brief.Gebeurtenissen[0].ID)
		assert.NotContains(t, string(inhoud), "Merkteken")
		assert.NotContains(t, string(inhoud), blijft)
		zelf := filepath.Join(t.TempDir(), "zelf")
		uit, fout, code := kroniek(t, "vernietigd", "--data", p.dir, "--naar", zelf)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "2 besluiten")
		_, regels, _ := bytes.Cut(inhoud, []byte("\n\n— "))
		b, err := os.ReadFile(zelf)
		require.NoError(t, err)
		assert.Contains(t, string(b), string(regels[bytes.Index(regels, []byte("{")):]))
	})
	t.Run("zonder lijst en zonder checkpoint wordt geweigerd, met wat te doen", func(t *testing.T) {
		_, fout, code := terug("kaal", beiden...)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "--vernietigd")
		assert.Contains(t, fout, "--checkpoint")
		geenMap(t, "kaal")
	})
	t.Run("een kopie die ouder is dan de lijst gaat niet verder onder de oude naam", func(t *testing.T) {
		_, fout, code := terug("oud", append(beiden, "--vernietigd", vernietigd)...)
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "--nieuwe-oorsprong")
		geenMap(t, "oud")
	})
	t.Run("een nieuwer checkpoint zonder lijst, of een lijst van voor de kopie, zegt niet wat vernietigd is en wordt geweigerd", func(t *testing.T) {
		require.Eventually(t, func() bool { return zegelstand(t, p.server).Positie >= besluit.Positie }, 30*time.Second, 20*time.Millisecond)
		checkpoint := filepath.Join(werk, "checkpoint")
		require.NoError(t, os.WriteFile(checkpoint, p.vraag(t, http.MethodGet, "/checkpoint", "", nil).Body, 0o600))
		for naam, c := range map[string]struct {
			met  []string
			fout string
		}{
			"geen lijst":  {[]string{"--checkpoint", checkpoint, "--nieuwe-oorsprong", "kroniek.example/twee"}, "zonder lijst is niet te zeggen"},
			"oude lijst":  {[]string{"--vernietigd", vroeger}, "is ouder dan de kopie"},
			"allebei oud": {[]string{"--vernietigd", vroeger, "--checkpoint", checkpoint, "--nieuwe-oorsprong", "kroniek.example/twee"}, "is ouder dan de kopie"},
		} {
			_, fout, code := terug("oud", append(beiden, c.met...)...)
			assert.Equal(t, exitGeweigerd, code, naam)
			assert.Contains(t, fout, c.fout, naam)
			assert.Contains(t, fout, "--"+vlagZonder, naam)
			geenMap(t, "oud")
		}
		_, fout, code := terug("toch", append(beiden, "--vernietigd", vroeger, "--"+vlagZonder)...)
		require.Zero(t, code, fout)
		uit, _, code := kroniek(t, "replay", "--data", filepath.Join(werk, "toch"))
		require.Zero(t, code)
		assert.Contains(t, uit, "wat na de kopie is vernietigd kan terug zijn")
	})
	t.Run("een map met een logboek naast een database is geen reservekopie", func(t *testing.T) {
		levend := filepath.Join(t.TempDir(), "levend")
		require.NoError(t, os.CopyFS(levend, os.DirFS(kopie)))
		wal := filepath.Join(levend, "sleutels.db-wal")
		require.NoError(t, os.WriteFile(wal, []byte("x"), 0o600))
		_, fout, code := kroniek(t, "restore", "--van", levend, "--naar", filepath.Join(werk, "wal"), "--kek", kek, "--"+vlagZonder)
		assert.Equal(t, exitGebruik, code)
		assert.Contains(t, fout, "kroniek backup --data "+levend)
		geenMap(t, "wal")
	})
	t.Run("in een map van een restore die is afgebroken begint niets", func(t *testing.T) {
		deel := filepath.Join(t.TempDir(), "half.deel")
		require.NoError(t, os.CopyFS(deel, os.DirFS(kopie)))
		require.NoError(t, os.WriteFile(filepath.Join(deel, terugzetmerk), nil, 0o600))
		for _, o := range [][]string{
			{"serve", "--data", deel, "--listen", "127.0.0.1:0", "--kek", kek},
			{"replay", "--data", deel},
			{"hersleutel", "--data", deel, "--kek", kek},
			{"restore", "--van", deel, "--naar", filepath.Join(werk, "weer"), "--kek", kek, "--" + vlagZonder},
		} {
			_, fout, code := kroniek(t, o...)
			assert.Equal(t, exitGeweigerd, code, o[0])
			assert.Contains(t, fout, "restore die is afgebroken", o[0])
		}
	})
	met := func(meer ...string) []string {
		return append([]string{"--vernietigd", vernietigd, "--nieuwe-oorsprong", "kroniek.example/twee"}, meer...)
	}
	t.Run("terugzetten doet niemand alleen, ook niet met twee keer hetzelfde token of een andere rol", func(t *testing.T) {
		for naam, c := range map[string]struct {
			wie  []string
			fout string
		}{
			"niemand":    {nil, "twee mensen"},
			"een":        {[]string{"--eerste", beheerder}, "allebei"},
			"dezelfde":   {[]string{"--eerste", beheerder, "--tweede", beheerder}, "kan het niet zelf bekrachtigen"},
			"andere rol": {[]string{"--eerste", secretaris, "--tweede", beheerder}, "van rol bestuurssecretaris"},
			"onbekend":   {[]string{"--eerste", beheerder, "--tweede", metToken(t, "kroniek_verzonnen")}, "geldt niet in deze map"},
		} {
			_, fout, code := terug("alleen", met(c.wie...)...)
			assert.NotZero(t, code, naam)
			assert.Contains(t, fout, c.fout, naam)
			geenMap(t, "alleen")
		}
	})
	t.Run("een lijst waaraan is geknoeid, of van een ander kantoor, wordt geweigerd", func(t *testing.T) {
		vals := filepath.Join(t.TempDir(), "vals")
		for _, b := range [][]byte{
			bytes.Replace(inhoud, []byte(weg), []byte(blijft), 1),
			bytes.Replace(inhoud, []byte("\n2\n"), []byte("\n1\n"), 1),
			inhoud[:bytes.LastIndexByte(inhoud[:len(inhoud)-1], '\n')+1],
			[]byte("geen lijst"),
		} {
			require.NotEqual(t, inhoud, b)
			require.NoError(t, os.WriteFile(vals, b, 0o600))
			_, fout, code := terug("vals", append(beiden, "--vernietigd", vals, "--nieuwe-oorsprong", "kroniek.example/twee")...)
			assert.Equal(t, exitGeweigerd, code, fout)
			geenMap(t, "vals")
		}
	})
	t.Run("met de lijst is alles opnieuw vernietigd voordat de map er staat", func(t *testing.T) {
		uit, fout, code := terug("goed", met(beiden...)...)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "2 besluiten herhaald")
		dir := filepath.Join(werk, "goed")
		require.Empty(t, gevonden(t, dir, sporen))
		uit, fout, code = kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, fout+uit)
		assert.Contains(t, uit, "vernietiging-herhaald")
		assert.Contains(t, uit, "afscherming-herhaald")
		uit, fout, code = kroniek(t, "vier-ogen", "--data", dir)
		require.Zero(t, code, fout+uit)
		assert.Contains(t, uit, "beheerhandeling-bekrachtigd")
		uit, _, code = kroniek(t, "replay", "--data", dir)
		require.Zero(t, code)
		assert.Contains(t, uit, "de vernietiging van 1 dossier herhaald")
		assert.Contains(t, uit, "het zegel gaat verder als kroniek.example/twee")
		s := start(t, "serve", dir, "--vernietigd", vernietigd)
		assert.Equal(t, "1 dossier vernietigd", toestand(s, lijst))
		assert.Equal(t, "afgeschermd", toestand(s, scherm))
		assert.Contains(t, string(s.vraag(t, http.MethodGet, "/v1/gebeurtenissen/"+brief.Gebeurtenissen[0].ID, p.secretaris, nil).Body), "[afgeschermd]")
		assert.Equal(t, "[vernietigd]", naamIn(t, s, consulent, weg))
		assert.Equal(t, "Merkteken Blijft", naamIn(t, s, consulent, blijft))
		require.Empty(t, gevonden(t, dir, sporen))
		code, _ = s.stop()
		require.Zero(t, code, s.fout.String())
		require.Empty(t, gevonden(t, dir, sporen))
		uit, fout, code = kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, fout+uit)
	})
	t.Run("tegenproef: zonder de lijst komt alles terug, en dat staat in geschiedenis en auditlog", func(t *testing.T) {
		_, fout, code := terug("los", append(beiden, "--"+vlagZonder)...)
		require.Zero(t, code, fout)
		dir := filepath.Join(werk, "los")
		require.Len(t, gevonden(t, dir, sporen), len(sporen))
		uit, _, code := kroniek(t, "replay", "--data", dir)
		require.Zero(t, code)
		assert.Contains(t, uit, "wat na de kopie is vernietigd kan terug zijn")
		uit, _, code = kroniek(t, "auditlog", "--data", dir, "--actie", "beheerhandeling")
		require.Zero(t, code)
		assert.Equal(t, 3, strings.Count(uit, "terugzetten"), uit)
		s := start(t, "serve", dir)
		assert.Equal(t, "Merkteken Weg", naamIn(t, s, consulent, weg))
		code, _ = s.stop()
		require.Zero(t, code, s.fout.String())
	})
	t.Run("een map die minder weet dan de lijst die er al ligt begint niet, en laat de lijst staan", func(t *testing.T) {
		_, fout, code := kroniek(t, "serve", "--data", filepath.Join(werk, "los"), "--listen", "127.0.0.1:0", "--vernietigd", filepath.Join(p.dir, vernietigdbestand))
		assert.Equal(t, exitGeweigerd, code)
		assert.Contains(t, fout, "kroniek restore --vernietigd")
		b, err := os.ReadFile(filepath.Join(p.dir, vernietigdbestand))
		require.NoError(t, err)
		assert.Equal(t, inhoud, b)
	})
}

// naamIn returns the name in a doorstroompuntdossier, as its consulent reads it.
func naamIn(t *testing.T, s *server, token, stroom string) string {
	t.Helper()
	_, id, _ := strings.Cut(stroom, "-")
	a := s.vraag(t, http.MethodGet, "/v1/doorstroompuntdossiers/"+id+"/persoonsgegevens", token, nil, "Raadpleegreden", "waarneming")
	require.Equal(t, http.StatusOK, a.Status, string(a.Body))
	var v struct {
		Gebeurtenissen []struct {
			Persoonsdeel string
			Velden       []struct{ Veld, Waarde string }
		}
	}
	require.NoError(t, json.Unmarshal(a.Body, &v), string(a.Body))
	for _, g := range v.Gebeurtenissen {
		if g.Persoonsdeel != "" {
			return g.Persoonsdeel
		}
		for _, x := range g.Velden {
			if x.Veld == "/naam" {
				return x.Waarde
			}
		}
	}
	return string(a.Body)
}
