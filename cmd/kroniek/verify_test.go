package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
)

func TestVerify(t *testing.T) {
	s := demoServer(t)
	require.Eventually(t, func() bool { return zegelstand(t, s).Positie == demogebeurtenissen }, 20*time.Second, 20*time.Millisecond)
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

		echt, err := os.ReadFile(filepath.Join(map_, "besluit.json"))
		require.NoError(t, err)
		vals := bytes.Replace(echt, []byte(`"voor":8`), []byte(`"voor":9`), 1)
		require.NotEqual(t, echt, vals)
		for naam, inhoud := range map[string]string{
			"vals met het echte erbij": fmt.Sprintf(`{"gebeurtenis":%s,"Gebeurtenis":%s}`, kern(t, vals), kern(t, echt)),
			"dubbel":                   fmt.Sprintf(`{"gebeurtenis":%s,"gebeurtenis":%s}`, kern(t, vals), kern(t, echt)),
			"andere positie":           strings.Replace(string(echt), `"positie":76`, `"positie":77`, 1),
			"vals":                     string(vals),
		} {
			pad := filepath.Join(map_, "vervalst.json")
			require.NoError(t, os.WriteFile(pad, []byte(inhoud), 0o600))
			_, fout, code := kroniek(t, "verify", "--bewijs", bewijs, "--gebeurtenis", pad, "--vkey", z.Vkey)
			assert.Equal(t, exitVerschil, code, naam+fout)
		}
	})
	t.Run("opties die genegeerd zouden worden, worden geweigerd", func(t *testing.T) {
		for _, args := range [][]string{
			{"--server", s.adres, "--data", s.dir},
			{"--data", s.dir, "--onthoud", "x"},
			{"--bewijs", "x", "--gebeurtenis", "y", "--vkey", z.Vkey, "--checkpoint", "z"},
			{"--data", s.dir, "--vkey", "kwats"},
		} {
			_, fout, code := kroniek(t, append([]string{"verify"}, args...)...)
			assert.Equal(t, exitGebruik, code, "%v: %s", args, fout)
		}
	})
}

// kern returns the bytes of the event in an answer of the server.
func kern(t *testing.T, antwoord []byte) []byte {
	t.Helper()
	var a struct {
		Gebeurtenis json.RawMessage `json:"gebeurtenis"`
	}
	require.NoError(t, json.Unmarshal(antwoord, &a))
	return a.Gebeurtenis
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
		"een besluit vervangen zonder dat iemand daarover besloot": func(t *testing.T, dir string) {
			voerSQL(t, filepath.Join(dir, "journaal.db"),
				`UPDATE gebeurtenissen SET vervangen = 77, zout = x'', gebeurtenis = CAST(replace(CAST(gebeurtenis AS TEXT), '"voor":8', '"voor":9') AS BLOB) WHERE positie = 76`)
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
			if naam == "een besluit veranderd" { // nothing is built from bytes that were not sealed
				require.NoError(t, os.RemoveAll(filepath.Join(dir, "leesmodellen")))
				_, fout, code := kroniek(t, "rebuild", "--data", dir)
				assert.NotZero(t, code)
				assert.NotContains(t, fout, "positief", "a message quotes no content")
				_, _, code = kroniek(t, "replay", "--data", dir)
				assert.Equal(t, exitVerschil, code)
			}
		})
	}
}
