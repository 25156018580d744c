package main

import (
	"bytes"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"zombiezen.com/go/sqlite"
	"zombiezen.com/go/sqlite/sqlitex"

	"github.com/mgr-sdcg/kroniek/adapters/auditlog"
	"github.com/mgr-sdcg/kroniek/adapters/verwerkingslog"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/toegang/auditspoor"
	"github.com/mgr-sdcg/kroniek/domain/toegang/verwerkingsspoor"
)

func regelOver(object string) auditlog.Regel {
	return auditlog.Regel{Actie: auditlog.Lezen, Object: object, Resultaat: auditlog.Toegestaan, Oorsprong: "127.0.0.1"}
}

func verwerking(wie string, op time.Time) verwerkingslog.Regel {
	return verwerkingslog.Regel{
		Spoor: verwerkingslog.NieuwSpoor(), Naam: "lees", Begin: op, Eind: op, Activiteit: "urn:x",
		Betrokkene: wie, Betrokkenesoort: "kroniek", Rol: "consulent-leerplicht", Organisatie: "MGR",
	}
}

// logkantoor opens an office on dir whose clock is nu.
func logkantoor(t *testing.T, dir string, nu *time.Time) (*kantoor, error) {
	t.Helper()
	return openKantoor(t.Context(), kantooropties{dir: dir, nu: func() time.Time { return *nu }, log: slog.New(slog.DiscardHandler)}, &ingangopties{}, "https://127.0.0.1:1")
}

// verankerdemap returns a folder of which both logs are anchored at their last line.
func verankerdemap(t *testing.T) string {
	t.Helper()
	dir, nu := filepath.Join(t.TempDir(), "data"), time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	k, err := logkantoor(t, dir, &nu)
	require.NoError(t, err)
	for _, o := range strings.Split("abc", "") {
		require.NoError(t, k.audit.Leg(regelOver(o)))
		require.NoError(t, k.logboek.Leg(t.Context(), verwerking(o, nu)))
	}
	require.NoError(t, k.verankerLogs(t.Context(), 0, false))
	_, err = k.zegel.Verzegel(t.Context())
	require.NoError(t, err)
	require.NoError(t, k.sluit())
	bestanden, err := filepath.Glob(filepath.Join(dir, "*.db")) // the program itself has a umask
	require.NoError(t, err)
	for _, b := range bestanden {
		require.NoError(t, os.Chmod(b, 0o600))
	}
	return dir
}

func TestLogsAreAnchored(t *testing.T) {
	ctx, dir := t.Context(), filepath.Join(t.TempDir(), "data")
	nu := time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC)
	k, err := logkantoor(t, dir, &nu)
	require.NoError(t, err)
	defer func() { assert.NoError(t, k.sluit()) }()
	ankers := func() (n [2]int) {
		for i, stroom := range []es.Stream{auditspoor.Stroom(k.audit.Kenmerk()), verwerkingsspoor.Stroom(k.logboek.Kenmerk())} {
			g, err := k.journaal.Read(ctx, stroom)
			require.NoError(t, err)
			n[i] = len(g)
		}
		return n
	}
	leg := func(wie string) {
		require.NoError(t, k.audit.Leg(regelOver(wie)))
		require.NoError(t, k.logboek.Leg(ctx, verwerking(wie, nu)))
	}
	t.Run("logs zonder regels worden niet verankerd", func(t *testing.T) {
		require.NoError(t, k.verankerLogs(ctx, ankerafstand, false))
		assert.Zero(t, ankers())
	})
	t.Run("daarna een keer per dag, als er regels bij zijn", func(t *testing.T) {
		leg("a")
		require.NoError(t, k.verankerLogs(ctx, ankerafstand, false))
		require.Equal(t, [2]int{1, 1}, ankers())
		leg("b")
		nu = nu.Add(ankerafstand - time.Millisecond)
		require.NoError(t, k.verankerLogs(ctx, ankerafstand, false))
		require.Equal(t, [2]int{1, 1}, ankers())
		nu = nu.Add(time.Millisecond)
		require.NoError(t, k.verankerLogs(ctx, ankerafstand, false))
		require.Equal(t, [2]int{2, 2}, ankers())
		nu = nu.Add(ankerafstand)
		require.NoError(t, k.verankerLogs(ctx, ankerafstand, false))
		require.Equal(t, [2]int{2, 2}, ankers(), "nothing was added")
	})
	t.Run("na een start en bij het stoppen meteen", func(t *testing.T) {
		leg("c")
		require.NoError(t, k.verankerLogs(ctx, 0, false))
		require.Equal(t, [2]int{3, 3}, ankers())
	})
}

// A logschade is something done to a log behind the back of the office.
type logschade struct {
	wat   string
	hoe   func(t *testing.T, dir string)
	zegt  string
	later bool // only seen when the whole log is recomputed
}

func sqliteSchade(vragen ...string) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		conn, err := sqlite.OpenConn(filepath.Join(dir, verwerkingslog.Bestand), sqlite.OpenReadWrite)
		require.NoError(t, err)
		for _, q := range append([]string{"DROP TRIGGER regels_blijven", "DROP TRIGGER regels_vast", "DROP TRIGGER begin_vooruit"}, vragen...) {
			require.NoError(t, sqlitex.ExecuteTransient(conn, q, nil))
		}
		require.NoError(t, conn.Close())
	}
}

func auditSchade(wijzig func([]byte) []byte) func(t *testing.T, dir string) {
	return func(t *testing.T, dir string) {
		pad := filepath.Join(dir, auditlog.Map, "auditlog-000001.jsonl")
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(pad, wijzig(b), 0o600))
	}
}

func schades() []logschade {
	return []logschade{
		{"het eind van het auditlog is eraf", auditSchade(func(b []byte) []byte { return b[:bytes.LastIndexByte(b[:len(b)-1], '\n')+1] }), "regel 4 is verankerd", false},
		{"in het auditlog is een woord veranderd", auditSchade(func(b []byte) []byte { return bytes.Replace(b, []byte(`"object":"b"`), []byte(`"object":"x"`), 1) }), "volgt niet op", false},
		{"er ligt een ander auditlog", func(t *testing.T, dir string) {
			require.NoError(t, os.RemoveAll(filepath.Join(dir, auditlog.Map)))
			l, err := auditlog.Open(filepath.Join(dir, auditlog.Map), auditlog.Opties{})
			require.NoError(t, err)
			for _, o := range strings.Split("abcdef", "") {
				require.NoError(t, l.Leg(regelOver(o)))
			}
			require.NoError(t, l.Sluit())
		}, "een ander auditlog", false},
		{"het auditlog is weg", func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(filepath.Join(dir, auditlog.Map))) }, "is er niet, en is verankerd", false},
		{"het eind van het verwerkingslog is eraf", sqliteSchade("DELETE FROM regels WHERE nr = 3"), "regel 3", false},
		{"in het verwerkingslog is een regel veranderd", sqliteSchade("UPDATE regels SET rol = 'school' WHERE nr = 2"), "volgt niet op", true},
		{"het begin van het verwerkingslog is weg", sqliteSchade("UPDATE begin SET nr = 1, keten = (SELECT keten FROM regels WHERE nr = 1)", "DELETE FROM regels WHERE nr = 1"), "is niet vastgelegd", false},
		{"er ligt een ander verwerkingslog", func(t *testing.T, dir string) {
			for _, achter := range []string{"", "-wal", "-shm"} {
				require.NoError(t, os.RemoveAll(filepath.Join(dir, verwerkingslog.Bestand)+achter))
			}
			l, err := verwerkingslog.Open(filepath.Join(dir, verwerkingslog.Bestand))
			require.NoError(t, err)
			for range 5 {
				require.NoError(t, l.Leg(t.Context(), verwerking("x", time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC))))
			}
			require.NoError(t, l.Sluit())
		}, "een ander verwerkingslog", false},
		{"het verwerkingslog is weg", func(t *testing.T, dir string) {
			require.NoError(t, os.Remove(filepath.Join(dir, verwerkingslog.Bestand)))
		}, "is er niet, en is verankerd", false},
	}
}

func TestDamagedLogsAreSeen(t *testing.T) {
	nu := time.Date(2026, 3, 3, 14, 0, 0, 0, time.UTC)
	t.Run("wat verankerd is klopt, bij het narekenen en bij de start", func(t *testing.T) {
		dir := verankerdemap(t)
		uit, fout, code := kroniek(t, "auditlog", "--data", dir, "--controleer")
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "auditlog heel: regel 1 tot en met 4, nagerekend; verankerd tot en met regel 4")
		assert.Contains(t, uit, "verwerkingslog heel: regel 1 tot en met 3, nagerekend; verankerd tot en met regel 3")
		_, fout, code = kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, fout)
		k, err := logkantoor(t, dir, &nu)
		require.NoError(t, err)
		require.NoError(t, k.sluit())
	})
	for _, s := range schades() {
		t.Run(s.wat, func(t *testing.T) {
			dir := verankerdemap(t)
			s.hoe(t, dir)
			_, fout, code := kroniek(t, "auditlog", "--data", dir, "--controleer")
			assert.Equal(t, exitVerschil, code, fout)
			assert.Contains(t, fout, s.zegt)
			uit, _, code := kroniek(t, "verify", "--data", dir)
			assert.Equal(t, exitVerschil, code, uit)
			assert.Contains(t, uit, "(log)")
			k, err := logkantoor(t, dir, &nu)
			if s.later {
				require.NoError(t, err, "what lies before the last anchor is for verify")
				require.NoError(t, k.sluit())
				return
			}
			var melding exitFoutmelding
			require.ErrorAs(t, err, &melding)
			assert.Equal(t, exitGeweigerd, melding.code, "%v", err)
			if strings.Contains(s.zegt, "is er niet") {
				s.zegt = "ontbreekt" // is found sooner
			}
			assert.ErrorContains(t, err, s.zegt)
		})
	}
	t.Run("wie bewust een nieuw log begint, legt dat meteen in de geschiedenis", func(t *testing.T) {
		dir := verankerdemap(t)
		require.NoError(t, os.RemoveAll(filepath.Join(dir, auditlog.Map)))
		i, err := leesInstellingen(dir)
		require.NoError(t, err)
		i.Logs = false
		require.NoError(t, i.bewaar(dir))
		for range 2 { // and the next start knows it
			k, err := logkantoor(t, dir, &nu)
			require.NoError(t, err)
			require.NoError(t, k.sluit())
		}
		uit, fout, code := kroniek(t, "auditlog", "--data", dir, "--controleer")
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "hier is een nieuw auditlog begonnen")
		assert.NotContains(t, uit, "een nieuw verwerkingslog", "of that one nothing was begun anew")
		uit, fout, code = kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "hier is een nieuw auditlog begonnen")
	})
}
