package main

import (
	"fmt"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
)

// inhoud returns of every event of a folder what a copy must keep, and opens every
// personal part with the keys of the folder.
func inhoud(t *testing.T, dir, kekpad string) (regels []string, persoonlijk int) {
	t.Helper()
	i, err := leesInstellingen(dir)
	require.NoError(t, err)
	codec, err := nieuweCodec(i)
	require.NoError(t, err)
	j, err := journaal.OpenLezen(t.Context(), dir, journaal.Opties{Codec: codec})
	require.NoError(t, err)
	defer j.Sluit()
	kek, err := sleutels.LeesKEK(kekpad)
	require.NoError(t, err)
	kluis, err := sleutels.Open(filepath.Join(dir, "sleutels.db"), kek)
	require.NoError(t, err)
	defer kluis.Sluit()
	require.NoError(t, j.Scan(t.Context(), 0, j.Kop(), func(g *envelop.Verzegeld) error {
		v := *g
		deel, err := j.Persoonsdeel(t.Context(), v.Positie)
		require.NoError(t, err)
		h, err := codec.Herken(&v)
		require.NoError(t, err)
		body, ok, err := j.Inhoud(t.Context(), h.Command)
		require.NoError(t, err)
		require.True(t, ok)
		if deel != nil {
			persoonlijk++
			s, err := kluis.Geef(t.Context(), g.Sleutel)
			require.NoError(t, err)
			v.Persoonsdeel = deel
			_, err = codec.OpenMet(&v, s)
			require.NoError(t, err)
		}
		regels = append(regels, fmt.Sprintf("%d %s %d %x %x %x %x %x", v.Positie, v.Stroom, v.Revisie, v.Commitment, v.Zout, v.Gebeurtenis, deel, body))
		return nil
	}))
	return regels, persoonlijk
}

var wortelregel = regexp.MustCompile(`wortel(?: aan beide kanten)? (\S+)`)

// TestKopieer moves house, to a cluster and back.
func TestKopieer(t *testing.T) {
	esdb := esdbtest.Start(t, esdbtest.Options{})
	mappen, secretaris, consulent := clusterknopen(t, 1)
	dir := mappen[0]
	sleutelbestand := filepath.Join(dir, "kek")
	s := start(t, "serve", dir)
	geef := func(s *server, token, pad string, body veld) {
		a := s.vraag(t, http.MethodPost, "/v1"+pad, token, body, "Idempotency-Key", uuid.Must(uuid.NewV7()).String())
		require.Less(t, a.Status, 300, string(a.Body))
	}
	for n := range 12 {
		geef(s, secretaris, "/deelnames", eenDeelname(n))
		geef(s, consulent, "/verzuimmeldingen", eenVerzuimmelding(n))
	}
	code, _ := s.stop()
	require.Zero(t, code, s.fout.String())
	voor, persoonlijk := inhoud(t, dir, sleutelbestand)
	require.Len(t, voor, 24+ankersBijStop)
	require.Equal(t, 12, persoonlijk)
	t.Setenv(envJournaal, esdb.URL())

	t.Run("wie onderbroken wordt gaat verder waar hij was", func(t *testing.T) {
		for _, tot := range []int{5, 15, 16, 17, 30} {
			vol := func() bool { return esdb.Count("kroniek.grootboek-")+esdb.Count("kroniek.deel-") >= tot }
			esdb.Inject(func(op esdbtest.Op, _ string) esdbtest.Fault {
				if op == esdbtest.OpAppend && vol() {
					return esdbtest.Vanish
				}
				return esdbtest.None
			})
			cmd := opdracht("kopieer", "--van", dir, "--naar", "cluster")
			require.NoError(t, cmd.Start())
			require.Eventually(t, vol, 20*time.Second, time.Millisecond)
			require.NoError(t, cmd.Process.Kill())
			_ = cmd.Wait()
			esdb.Inject(nil)
			require.Less(t, esdb.Count("kroniek.grootboek-"), len(voor))
		}
		uit, fout, code := kroniek(t, "kopieer", "--van", dir, "--naar", "cluster")
		require.Zero(t, code, fout)
		require.Contains(t, uit, "25 gebeurtenissen overgebracht; wortel aan beide kanten ")
		require.Equal(t, len(voor), esdb.Count("kroniek.grootboek-"))
		nogEens, fout, code := kroniek(t, "kopieer", "--van", dir, "--naar", "cluster")
		require.Zero(t, code, fout)
		require.Equal(t, uit, nogEens)
	})
	t.Run("dezelfde map is nu een knooppunt, en gaat verder", func(t *testing.T) {
		s := start(t, "serve", dir)
		geef(s, secretaris, "/deelnames", eenDeelname(12))
		geef(s, consulent, "/verzuimmeldingen", eenVerzuimmelding(13))
		code, _ := s.stop()
		require.Zero(t, code, s.fout.String())
		_, fout, code := kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, fout)
	})
	nieuw := filepath.Join(t.TempDir(), "nieuw")
	t.Run("terug in een nieuwe map is elke byte gelijk, met persoonsdelen en sleutels", func(t *testing.T) {
		_, fout, code := kroniek(t, "kopieer", "--van", "cluster", "--naar", nieuw)
		require.Equal(t, exitGebruik, code)
		require.Contains(t, fout, "--kek")
		uit, fout, code := kroniek(t, "kopieer", "--van", "cluster", "--naar", nieuw, "--kek", sleutelbestand)
		require.Zero(t, code, fout)
		require.Contains(t, uit, "27 gebeurtenissen en 13 sleutels")
		terug, persoonlijk := inhoud(t, nieuw, sleutelbestand)
		require.Equal(t, voor, terug[:len(voor)])
		require.Equal(t, 13, persoonlijk)
		_, fout, code = kroniek(t, "verify", "--data", nieuw)
		require.Zero(t, code, fout)
	})
	t.Run("de map van het knooppunt zelf wordt weer een zelfstandig kantoor, onder zijn eigen zegel", func(t *testing.T) {
		uit, fout, code := kroniek(t, "kopieer", "--van", "cluster", "--naar", dir)
		require.Zero(t, code, fout)
		wortel := wortelregel.FindStringSubmatch(uit)[1]
		t.Setenv(envJournaal, "")
		s := start(t, "serve", dir)
		require.Contains(t, checkpointregels(t, s), wortel)
		geef(s, consulent, "/verzuimmeldingen", eenVerzuimmelding(14))
		code, _ = s.stop()
		require.Zero(t, code, s.fout.String())
		uit, fout, code = kroniek(t, "verify", "--data", dir)
		require.Zero(t, code, uit+fout)
		require.Contains(t, uit, "28 gebeurtenissen nagerekend")
	})
	t.Run("een cluster met een andere geschiedenis wordt geweigerd", func(t *testing.T) {
		t.Setenv(envJournaal, "")
		ander, _, token := clusterknopen(t, 1)
		s := start(t, "serve", ander[0])
		for n := range 27 {
			geef(s, token, "/verzuimmeldingen", eenVerzuimmelding(n))
		}
		code, _ := s.stop()
		require.Zero(t, code)
		t.Setenv(envJournaal, esdb.URL())
		_, fout, code := kroniek(t, "kopieer", "--van", ander[0], "--naar", "cluster")
		require.Equal(t, exitVerschil, code, fout)
		require.Contains(t, fout, "andere dan de eerste")
		require.NotContains(t, fout, strings.TrimPrefix(esdb.URL(), "esdb://"))
	})
}
