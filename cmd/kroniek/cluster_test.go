package main

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/adapters/toegang"
)

// merkWachtwoord may be seen nowhere.
const merkWachtwoord = "Zeer-Geheim-Wachtwoord-4471"

// clusterknopen makes folders for n nodes of one office: the first by serving, the
// others from its backup, as the README says. Secretaris and consulent are tokens
// that every node knows.
func clusterknopen(t *testing.T, n int) (mappen []string, secretaris, consulent string) {
	t.Helper()
	eerste := filepath.Join(t.TempDir(), "knoop1")
	s := start(t, "serve", eerste)
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	geef := func(args ...string) string {
		uit, fout, code := kroniek(t, append([]string{"token", "geef", "--data", eerste, "--naam", "proef"}, args...)...)
		require.Zero(t, code, fout)
		return strings.TrimSpace(uit)
	}
	secretaris = geef("--rol", "bestuurssecretaris")
	consulent = geef("--rol", "consulent-leerplicht", "--module", "onderwijszaken")
	mappen = append(mappen, eerste)
	for i := 2; i <= n; i++ {
		kopie, map_ := filepath.Join(t.TempDir(), "kopie"), filepath.Join(t.TempDir(), fmt.Sprintf("knoop%d", i))
		_, fout, code := kroniek(t, "backup", "--data", eerste, "--naar", kopie)
		require.Zero(t, code, fout)
		_, fout, code = kroniek(t, "restore", "--van", kopie, "--naar", map_, "--kek", filepath.Join(eerste, "kek"), "--knooppunt")
		require.Zero(t, code, fout)
		mappen = append(mappen, map_)
	}
	return mappen, secretaris, consulent
}

// eenDeelname is a decision about another module or gemeente for every n.
func eenDeelname(n int) veld {
	return veld{
		"gemeente": []string{"GM0202", "GM0226", "GM0274", "GM0275", "GM0277"}[n%5],
		"module":   []string{"inkoop", "onderwijszaken", "werkgeversservicepunt"}[n/5%3], "vanaf": "2017-04-01", "genomenOp": "2017-03-15",
	}
}

func eenVerzuimmelding(n int) veld {
	return veld{
		"persoon":  veld{"naam": fmt.Sprintf("Leerling Nummer %d", n), "geboren": "2011-03-04", "bsn": "999990019"},
		"gemeente": "GM0202", "onderwijssoort": "vo", "verzuimsoort": "16_UUR",
		"school": "27GZ01", "begindatum": "2026-02-02", "einddatum": "2026-02-13", "ontvangenOp": "2026-02-16",
	}
}

// checkpointregels returns the body of a checkpoint: origin, size, root.
func checkpointregels(t *testing.T, s *server) string {
	t.Helper()
	a := s.vraag(t, http.MethodGet, "/checkpoint", "", nil)
	if a.Status != http.StatusOK {
		return ""
	}
	romp, _, _ := strings.Cut(string(a.Body), "\n\n")
	return romp
}

// digesten returns what replay --herbereken says of every read model of a folder.
func digesten(t *testing.T, dir string) map[string]vergelijking {
	t.Helper()
	uit, fout, code := kroniek(t, "replay", "--data", dir, "--herbereken", "--json")
	require.Zero(t, code, fout)
	lijst := map[string]vergelijking{}
	for regel := range strings.Lines(uit) {
		var v vergelijking
		require.NoError(t, json.Unmarshal([]byte(regel), &v))
		lijst[v.Model] = v
	}
	require.NotEmpty(t, lijst)
	return lijst
}

// TestCluster runs three nodes against one server, gives each of them commands,
// stops and kills them at random, and compares what they say.
func TestCluster(t *testing.T) {
	esdb := esdbtest.Start(t, esdbtest.Options{Nodes: 3, User: "ops", Password: merkWachtwoord})
	mappen, secretaris, consulent := clusterknopen(t, 3)
	t.Setenv(envJournaal, esdb.URL())
	knopen := make([]*server, len(mappen))
	var logs strings.Builder
	aan := func(i int) { knopen[i] = start(t, "serve", mappen[i]) }
	uit := func(i int, hard bool) {
		if hard {
			require.NoError(t, knopen[i].cmd.Process.Kill())
			_ = knopen[i].cmd.Wait()
		} else {
			code, _ := knopen[i].stop()
			require.Zero(t, code, knopen[i].fout.String())
		}
		logs.WriteString(knopen[i].fout.String())
	}
	for i := range knopen {
		aan(i)
	}
	gedaan, antwoorden := 0, map[string]string{}
	geef := func(i int, token, pad string, body veld, sleutel string) {
		a := knopen[i].vraag(t, http.MethodPost, "/v1"+pad, token, body, "Idempotency-Key", sleutel)
		require.Less(t, a.Status, 300, string(a.Body))
		if eerder, ok := antwoorden[sleutel]; ok {
			require.Equal(t, eerder, string(a.Body), "the same answer, whichever node is asked")
			return
		}
		antwoorden[sleutel] = string(a.Body)
		gedaan++
	}
	for ronde := range 6 {
		for n := range 5 {
			k := uuid.Must(uuid.NewV7()).String()
			i := rand.IntN(3)
			if ronde < 3 {
				geef(i, secretaris, "/deelnames", eenDeelname(5*ronde+n), k)
				geef((i+1)%3, secretaris, "/deelnames", eenDeelname(5*ronde+n), k)
			} else {
				geef(i, consulent, "/verzuimmeldingen", eenVerzuimmelding(5*ronde+n), k)
				geef((i+1)%3, consulent, "/verzuimmeldingen", eenVerzuimmelding(5*ronde+n), k)
			}
		}
		i := rand.IntN(3)
		uit(i, ronde%2 == 0)
		aan(i)
	}
	require.Equal(t, 30, gedaan)

	t.Run("elk knooppunt ondertekent hetzelfde checkpoint", func(t *testing.T) {
		var romp string
		for i := range knopen {
			require.Eventually(t, func() bool { return zegelstand(t, knopen[i]).Positie >= int64(gedaan) }, 60*time.Second, 50*time.Millisecond, "node %d", i)
			if romp == "" {
				romp = checkpointregels(t, knopen[i])
			}
			require.Equal(t, romp, checkpointregels(t, knopen[i]))
		}
		require.Contains(t, romp, fmt.Sprintf("\n%d\n", zegelstand(t, knopen[0]).Positie))
	})
	t.Run("een persoon wordt gevonden op elk knooppunt, waar het dossier ook is geopend", func(t *testing.T) {
		vraag := veld{"nummer": "999990019", "module": "onderwijszaken", "reden": "samenloop"}
		for i := range knopen {
			require.Eventually(t, func() bool {
				a := knopen[i].vraag(t, http.MethodPost, "/v1/zoekvragen", consulent, vraag)
				require.Equal(t, http.StatusOK, a.Status, string(a.Body))
				return strings.Count(string(a.Body), "verzuimmelding-")+strings.Count(string(a.Body), `"verzuimmelding"`) >= 15
			}, 30*time.Second, 50*time.Millisecond, "node %d", i)
		}
	})
	for i := range knopen {
		uit(i, false)
	}
	t.Run("elke map klopt, en elk leesmodel is op elk knooppunt gelijk", func(t *testing.T) {
		eerste := digesten(t, mappen[0])
		for _, dir := range mappen {
			fout, meldingen, code := kroniek(t, "verify", "--data", dir)
			require.Zero(t, code, fout+meldingen)
			for naam, v := range digesten(t, dir) {
				require.True(t, v.Gelijk, "%s in %s", naam, dir)
				require.Equal(t, eerste[naam], v, "%s in %s", naam, dir)
			}
		}
	})
	t.Run("het wachtwoord staat in geen log en geen bestand", func(t *testing.T) {
		assert.NotContains(t, logs.String(), merkWachtwoord)
		basis := base64.StdEncoding.EncodeToString([]byte("ops:" + merkWachtwoord))
		for _, dir := range mappen {
			require.NoError(t, filepath.WalkDir(dir, func(pad string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				b, err := os.ReadFile(pad)
				assert.NotContains(t, string(b), merkWachtwoord, pad)
				assert.NotContains(t, string(b), basis, pad)
				return err
			}))
		}
	})
	t.Run("zo'n map laat zich niet zonder het cluster beschrijven", func(t *testing.T) {
		t.Setenv(envJournaal, "")
		_, fout, code := kroniek(t, "serve", "--data", mappen[0], "--listen", "127.0.0.1:0")
		require.Equal(t, exitGeweigerd, code)
		require.Contains(t, fout, "volgt een EventStoreDB-cluster")
	})
	t.Run("een map die niet van dit cluster komt wordt geweigerd", func(t *testing.T) {
		_, fout, code := kroniek(t, "serve", "--data", filepath.Join(t.TempDir(), "vreemd"), "--listen", "127.0.0.1:0")
		require.Equal(t, exitGeweigerd, code)
		require.Contains(t, fout, "hoort niet bij dit cluster")
	})
}

func TestClusterConnection(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	bestand := filepath.Join(t.TempDir(), "verbinding")
	for naam, g := range map[string]struct {
		args []string
		zegt string
		code int
	}{
		"geen esdb://":                      {[]string{"--journaal", "http://ops:" + merkWachtwoord + "@machine"}, "begint niet met esdb://", exitGebruik},
		"een bestand dat er niet is":        {[]string{"--journaal-bestand", bestand + ".weg"}, "is er niet", exitGebruik},
		"een bestand dat anderen lezen":     {[]string{"--journaal-bestand", bestand}, "chmod 600", exitGebruik},
		"twee bronnen":                      {[]string{"--journaal-bestand", bestand, "--journaal", "esdb://x:" + merkWachtwoord + "@y"}, "niet allebei", exitGebruik},
		"een onleesbare verbinding":         {[]string{"--journaal", "esdb://ops:" + merkWachtwoord + "@machine:poort"}, "niet goed opgegeven", exitGeweigerd},
		"een ruimte die geen ruimte is":     {[]string{"--journaal", "esdb://ops:" + merkWachtwoord + "@127.0.0.1:1", "--ruimte", "a-b"}, "ruimte", exitGeweigerd},
		"een certificaat dat er niet staat": {[]string{"--journaal", "esdb://ops:" + merkWachtwoord + "@127.0.0.1:1?tlsCAFile=/" + merkWachtwoord}, "niet goed opgegeven", exitGeweigerd},
	} {
		t.Run(naam+" geeft uitleg zonder het wachtwoord", func(t *testing.T) {
			require.NoError(t, os.WriteFile(bestand, []byte("esdb://ops:"+merkWachtwoord+"@machine"), 0o600))
			require.NoError(t, os.Chmod(bestand, 0o644))
			uit, fout, code := kroniek(t, append([]string{"serve", "--data", dir, "--listen", "127.0.0.1:0"}, g.args...)...)
			require.Equal(t, g.code, code, fout)
			require.Contains(t, fout, g.zegt)
			require.NotContains(t, uit+fout, merkWachtwoord)
		})
	}
}

// TestDemoOnCluster plays the whole example on a cluster: the same decisions, the
// same deadlines recorded by the process that holds the lease, the same report as
// on one machine.
func TestDemoOnCluster(t *testing.T) {
	een := demoServer(t)
	esdb := esdbtest.Start(t, esdbtest.Options{})
	bestand := filepath.Join(t.TempDir(), "verbinding")
	require.NoError(t, os.WriteFile(bestand, []byte(esdb.URL()+"\n"), 0o600))
	dir := filepath.Join(t.TempDir(), "data")
	s := start(t, "demo", dir, "--journaal-bestand", bestand)
	require.Equal(t, demogebeurtenissen, esdb.Count("kroniek.grootboek-"))
	want := een.rapport(t, een.token(t, toegang.Auditor, ""), "zienswijzen", "")
	got := s.rapport(t, s.token(t, toegang.Auditor, ""), "zienswijzen", "")
	require.Equal(t, want.Regels, got.Regels)
	require.EqualValues(t, demogebeurtenissen, got.Volledigheid.Positie)
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())

	kopie, tweede := filepath.Join(t.TempDir(), "kopie"), filepath.Join(t.TempDir(), "tweede")
	_, fout, code := kroniek(t, "backup", "--data", dir, "--naar", kopie)
	require.Zero(t, code, fout)
	_, fout, code = kroniek(t, "restore", "--van", kopie, "--naar", tweede, "--kek", filepath.Join(dir, "kek"), "--knooppunt")
	require.Zero(t, code, fout)
	b := start(t, "serve", tweede, "--journaal-bestand", bestand)
	again := b.rapport(t, s.token(t, toegang.Auditor, ""), "zienswijzen", fmt.Sprintf("?naPositie=%d", demogebeurtenissen))
	require.Equal(t, want.Regels, again.Regels)
	require.Equal(t, got.Volledigheid.Wortel, again.Volledigheid.Wortel)
	code, _ = b.stop()
	require.Zero(t, code, b.fout.String())
	require.Equal(t, demogebeurtenissen, esdb.Count("kroniek.grootboek-"), "the process of the second node adds nothing")
}
