package journaal

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// inBestand reports whether the folder of j holds the bytes anywhere.
func inBestand(t testing.TB, j *Journaal, b []byte) bool {
	paden, err := filepath.Glob(filepath.Join(j.map_, bestand+"*"))
	require.NoError(t, err)
	require.NotEmpty(t, paden)
	for _, pad := range paden {
		inhoud, err := os.ReadFile(pad)
		require.NoError(t, err)
		if bytes.Contains(inhoud, b) {
			return true
		}
	}
	return false
}

func TestVervang(t *testing.T) {
	j := proef(t, haken{})
	c := j.o.Codec.(*envelop.Codec)
	s := storetest.Stream()
	geheim := "Johanna woont aan de Dorpsstraat"
	for i := range 40 {
		m := storetest.Meta("x")
		e := storetest.Noted{Nummer: i, Tekst: strings.Repeat("regel ", 10*i)}
		if i == 20 {
			e.Tekst = geheim
		}
		_, err := j.Append(t.Context(), es.Append{Meta: m, Stream: s, Expected: es.Revision(i - 1), Events: []any{e}})
		require.NoError(t, err)
	}
	voor, _, err := j.OpPositie(t.Context(), 21)
	require.NoError(t, err)
	residu, err := c.Residu(&voor)
	require.NoError(t, err)
	wortels := boom(t, j)
	require.True(t, inBestand(t, j, []byte(geheim)), "the secret must be there to begin with")
	require.NoError(t, j.Vervang(t.Context(), 21, residu, 40))

	t.Run("het residu en het besluit staan er, de commitment en de boom blijven", func(t *testing.T) {
		na, ok, err := j.OpPositie(t.Context(), 21)
		require.NoError(t, err)
		require.True(t, ok)
		want := voor
		want.Gebeurtenis, want.Zout, want.Vervangen = residu, [32]byte{}, 40
		require.Equal(t, want, na)
		require.Equal(t, wortels, boom(t, j))
		gelijkeBoom(t, j)
	})
	t.Run("de stroom blijft leesbaar en de gebeurtenis zegt dat zij is vervangen", func(t *testing.T) {
		recorded, err := j.Read(t.Context(), s)
		require.NoError(t, err)
		require.Len(t, recorded, 40)
		require.True(t, recorded[20].Replaced)
		require.Equal(t, storetest.Noted{Nummer: 20}, recorded[20].Event)
		require.False(t, recorded[19].Replaced)
	})
	t.Run("van de oude bytes staat niets meer op schijf", func(t *testing.T) {
		require.False(t, inBestand(t, j, []byte(geheim)))
		require.False(t, inBestand(t, j, voor.Zout[:]))
	})
	t.Run("nog eens vervangen mag, wat er niet is niet", func(t *testing.T) {
		require.NoError(t, j.Vervang(t.Context(), 21, residu, 39))
		for _, d := range [][2]es.Position{{0, 1}, {41, 1}, {1, 0}, {1, 41}, {1, 1}, {-1, 1}} {
			require.Error(t, j.Vervang(t.Context(), d[0], residu, d[1]), "%v", d)
		}
		require.Error(t, j.Vervang(t.Context(), 1, nil, 40))
		schrijf(t, j, s, 39, ochtend(), 40)
	})
}

func TestWisPersoonsdeel(t *testing.T) {
	j := proef(t, haken{})
	s := storetest.Stream()
	for r := es.NoStream; r < 9; r++ {
		_, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: s, Expected: r, Events: []any{storetest.Met{Soort: "a", Naam: es.Prive("Jan")}}})
		require.NoError(t, err)
	}
	deel, err := j.Persoonsdeel(t.Context(), 5)
	require.NoError(t, err)
	require.NotEmpty(t, deel)

	t.Run("het persoonsdeel opent met de sleutel van de stroom", func(t *testing.T) {
		sleutels := map[[16]byte]bool{}
		for _, v := range alles(t, j) {
			v.Persoonsdeel, err = j.Persoonsdeel(t.Context(), v.Positie)
			require.NoError(t, err)
			k, err := j.o.Sleutels.Geef(t.Context(), v.Sleutel)
			require.NoError(t, err)
			r, err := j.o.Codec.(*envelop.Codec).OpenMet(&v, k)
			require.NoError(t, err)
			naam, open := r.Event.(storetest.Met).Naam.Waarde()
			require.True(t, open)
			require.Equal(t, "Jan", naam)
			sleutels[v.Sleutel] = true
		}
		require.Len(t, sleutels, 1, "one stream has one key")
	})
	t.Run("na wissen is het weg, van schijf ook, en de rest staat er nog", func(t *testing.T) {
		require.True(t, inBestand(t, j, deel))
		require.NoError(t, j.WisPersoonsdeel(t.Context(), 5))
		require.False(t, inBestand(t, j, deel))
		weg, err := j.Persoonsdeel(t.Context(), 5)
		require.NoError(t, err)
		require.Nil(t, weg)
		ander, err := j.Persoonsdeel(t.Context(), 6)
		require.NoError(t, err)
		require.NotEmpty(t, ander)
		require.NoError(t, j.WisPersoonsdeel(t.Context(), 5), "again is no error")
		heel, err := j.Stroom(t.Context(), s)
		require.NoError(t, err)
		require.Len(t, heel, 10)
		for i, v := range heel {
			deel, err := j.Persoonsdeel(t.Context(), es.Position(i+1))
			require.NoError(t, err)
			require.Equal(t, deel, v.Persoonsdeel)
			require.Equal(t, i == 4, v.Persoonsdeel == nil)
		}
		gelijkeBoom(t, j)
	})
	t.Run("een lezer houdt het legen van de wal op, maar niet voor altijd", func(t *testing.T) {
		deel, err := j.Persoonsdeel(t.Context(), 7)
		require.NoError(t, err)
		lezer := buitenom(t, j)
		require.NoError(t, voerUit(lezer, "BEGIN; SELECT count(*) FROM persoonsdelen;"))
		require.NoError(t, j.WisPersoonsdeel(t.Context(), 7))
		require.True(t, inBestand(t, j, deel), "the reader may still need it")
		schrijf(t, j, storetest.Stream(), es.NoStream, ochtend(), 1)
		require.NoError(t, voerUit(lezer, "COMMIT"))
		require.Eventually(t, func() bool { return !inBestand(t, j, deel) }, 5*time.Second, 50*time.Millisecond)
	})
}

func TestKopie(t *testing.T) {
	j := proef(t, haken{})
	stop, klaar := make(chan struct{}), make(chan error, 1)
	go func() {
		for {
			select {
			case <-stop:
				klaar <- nil
				return
			default:
				if _, err := j.Append(t.Context(), es.Append{Meta: storetest.Meta("x"), Stream: storetest.Stream(), Expected: es.NoStream, Events: noteer(1, 2, 3)}); err != nil {
					klaar <- err
					return
				}
			}
		}
	}()
	_, err := j.Wacht(t.Context(), 200)
	require.NoError(t, err)
	map_ := t.TempDir()
	pad := filepath.Join(map_, bestand)
	voor := j.Kop()
	require.NoError(t, j.Kopie(t.Context(), pad))
	close(stop)
	require.NoError(t, <-klaar)

	t.Run("de kopie is een heel journaal van een moment", func(t *testing.T) {
		paden, err := filepath.Glob(pad + "*")
		require.NoError(t, err)
		require.Equal(t, []string{pad}, paden, "one file, no log beside it")
		l, err := OpenLezen(t.Context(), map_, j.o)
		require.NoError(t, err)
		require.GreaterOrEqual(t, l.Kop(), voor)
		require.Equal(t, alles(t, j)[:l.Kop()], alles(t, l))
		gelijkeBoom(t, l)
		require.NoError(t, l.Sluit())
		terug := opnieuw(t, map_, j.o, haken{})
		require.Equal(t, terug.Kop()+1, schrijf(t, terug, storetest.Stream(), es.NoStream, ochtend(), 1).First)
		gelijkeBoom(t, terug)
	})
	t.Run("een bestaand bestand wordt niet overschreven", func(t *testing.T) {
		require.ErrorIs(t, j.Kopie(t.Context(), pad), os.ErrExist)
	})
	t.Run("na een fout blijft er niets liggen", func(t *testing.T) {
		require.Error(t, j.Kopie(t.Context(), filepath.Join(map_, "weg", bestand)))
		require.NoDirExists(t, filepath.Join(map_, "weg"))
	})
}
