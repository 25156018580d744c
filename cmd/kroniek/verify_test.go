package main

import (
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
)

func TestVerify(t *testing.T) {
	s := demoServer(t)
	require.Eventually(t, func() bool { return zegelstand(t, s).Positie == demogebeurtenissen }, 5*time.Second, 20*time.Millisecond)
	z := zegelstand(t, s)

	t.Run("de map van een draaiend kantoor klopt", func(t *testing.T) {
		uit, fout, code := kroniek(t, "verify", "--data", s.dir, "--vkey", z.Vkey, "--json")
		require.Zero(t, code, fout)
		var u controle.Uitslag
		require.NoError(t, json.Unmarshal([]byte(uit), &u))
		assert.True(t, u.Goed)
		assert.EqualValues(t, demogebeurtenissen, u.Gebeurtenissen)
	})
	t.Run("de server klopt van buitenaf, ook bij een volgend bezoek", func(t *testing.T) {
		onthoud := filepath.Join(t.TempDir(), "gezien")
		for range 2 {
			uit, fout, code := kroniek(t, "verify", "--server", s.adres, "--vkey", z.Vkey, "--onthoud", onthoud)
			require.Zero(t, code, fout)
			assert.Contains(t, uit, "alles klopt")
		}
	})
	t.Run("met een andere sleutel klopt niets", func(t *testing.T) {
		ander := nieuweProef(t)
		_, fout, code := kroniek(t, "verify", "--server", s.adres, "--vkey", zegelstand(t, ander.server).Vkey)
		assert.Equal(t, exitVerschil, code)
		assert.Contains(t, fout, "niet met de opgegeven sleutel ondertekend")
	})
	t.Run("het bewijs van de vaststelling is zonder server te controleren, en van niets anders", func(t *testing.T) {
		token := s.token(t, toegang.Auditor, "")
		id := stappen(t, s.dir, "--vanaf", "76", "--tot", "76")[0].ID
		ander := stappen(t, s.dir, "--vanaf", "75", "--tot", "75")[0].ID
		map_ := t.TempDir()
		bewaar := func(naam, pad string) string {
			a := s.vraag(t, http.MethodGet, pad, token, nil)
			require.Equal(t, http.StatusOK, a.Status, string(a.Body))
			naam = filepath.Join(map_, naam)
			require.NoError(t, os.WriteFile(naam, a.Body, 0o600))
			return naam
		}
		bewijs := bewaar("besluit.tlog-proof", "/v1/gebeurtenissen/"+id+"/bewijs")
		uit, fout, code := kroniek(t, "verify", "--bewijs", bewijs, "--gebeurtenis", bewaar("besluit.json", "/v1/gebeurtenissen/"+id), "--vkey", z.Vkey)
		require.Zero(t, code, fout)
		assert.Contains(t, uit, "positie 76")
		_, _, code = kroniek(t, "verify", "--bewijs", bewijs, "--gebeurtenis", bewaar("ander.json", "/v1/gebeurtenissen/"+ander), "--vkey", z.Vkey)
		assert.Equal(t, exitVerschil, code)
	})
}

// TestTampering flips data behind the back of a stopped kantoor, one kind of
// tampering at a time, and sees that verify names it. The exhaustive flips are
// tested beside the check itself.
func TestTampering(t *testing.T) {
	for naam, knoei := range map[string]func(t *testing.T, dir string){
		"een besluit veranderd": func(t *testing.T, dir string) {
			verander(t, filepath.Join(dir, "journaal.db"), `"standpunt":"negatief"`, `"standpunt":"positief"`)
		},
		"een gebeurtenis weggehaald": func(t *testing.T, dir string) {
			voerSQL(t, filepath.Join(dir, "journaal.db"), "DELETE FROM gebeurtenissen WHERE positie = 75")
		},
		"twee gebeurtenissen verwisseld": func(t *testing.T, dir string) {
			pad := filepath.Join(dir, "journaal.db")
			voerSQL(t, pad, "UPDATE gebeurtenissen SET positie = -1 WHERE positie = 62")
			voerSQL(t, pad, "UPDATE gebeurtenissen SET positie = 62 WHERE positie = 63")
			voerSQL(t, pad, "UPDATE gebeurtenissen SET positie = 63 WHERE positie = -1")
		},
		"het laatste besluit afgekapt": func(t *testing.T, dir string) {
			pad := filepath.Join(dir, "journaal.db")
			for _, tabel := range []string{"gebeurtenissen", "opdrachten"} {
				voerSQL(t, pad, "DELETE FROM "+tabel+" WHERE positie = 85")
			}
		},
	} {
		t.Run(naam, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			s := start(t, "demo", dir)
			code, _ := s.stop()
			require.Zero(t, code)
			_, fout, code := kroniek(t, "verify", "--data", dir)
			require.Zero(t, code, fout)
			vouw(t, filepath.Join(dir, "journaal.db"))
			knoei(t, dir)
			uit, fout, code := kroniek(t, "verify", "--data", dir)
			assert.Equal(t, exitVerschil, code, uit+fout)
			assert.Contains(t, uit, "AFWIJKING")
		})
	}
}
