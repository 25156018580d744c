package archiefwerk_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/archief/afscherming"
	"github.com/mgr-sdcg/kroniek/domain/es"
)

// tekenaar returns a key and what signs with it.
func tekenaar(t require.TestingT, naam string) (vkey string, teken func(string) ([]byte, error)) {
	skey, vkey, err := note.GenerateKey(nil, naam)
	require.NoError(t, err)
	s, err := note.NewSigner(skey)
	require.NoError(t, err)
	return vkey, func(tekst string) ([]byte, error) { return note.Sign(&note.Note{Text: tekst}, s) }
}

// TestVernietigdenlijst: what is written is read back, and nothing else passes for it.
func TestVernietigdenlijst(t *testing.T) {
	vkey, teken := tekenaar(t, "kroniek.example/een")
	vreemd, _ := tekenaar(t, "kroniek.example/een")
	rapid.Check(t, func(rt *rapid.T) {
		v := archiefwerk.Vernietigdenlijst{
			Oorsprong: "kroniek.example/een", Positie: es.Position(rapid.Int64Range(0, 1<<40).Draw(rt, "positie")),
			Op: time.Unix(rapid.Int64Range(0, 1<<32).Draw(rt, "op"), 0).UTC(),
		}
		if rapid.Bool().Draw(rt, "verzegeld") {
			v.Checkpoint = []byte("kroniek.example/een\n7\nx\n\n— kroniek.example/een y\n")
		}
		for range rapid.IntRange(0, 4).Draw(rt, "regels") {
			r := archiefwerk.Lijstregel{Stroom: es.StreamOf("vernietiging", uuid.New()), Besluit: uuid.New(), Positie: 7}
			for range rapid.IntRange(1, 3).Draw(rt, "dossiers") {
				r.Dossiers = append(r.Dossiers, archiefwerk.Lijstdossier{
					Dossier: archief.Dossier{Stroom: es.StreamOf("halt", uuid.New()), Selectielijst: "2020", Resultaat: "12.2"}, Sleutel: strings.Repeat("0f", 16),
				})
			}
			v.Regels = append(v.Regels, r)
		}
		b, err := v.Teken(teken)
		require.NoError(rt, err)
		terug, err := archiefwerk.LeesVernietigdenlijst(b, vreemd, vkey)
		require.NoError(rt, err)
		require.Equal(rt, v, terug)
		_, err = archiefwerk.LeesVernietigdenlijst(b, vreemd)
		require.ErrorIs(rt, err, archiefwerk.ErrLijstSleutel)

		i := rapid.IntRange(0, len(b)-1).Draw(rt, "byte")
		anders := append([]byte(nil), b...)
		anders[i] ^= byte(1 << rapid.IntRange(0, 7).Draw(rt, "bit"))
		if terug, err := archiefwerk.LeesVernietigdenlijst(anders, vkey); err == nil {
			require.Equal(rt, v, terug, "a changed file that is read says the same: a stray bit of base64 in the signature")
		}
		n := rapid.IntRange(0, len(b)-1).Draw(rt, "afgekapt")
		_, err = archiefwerk.LeesVernietigdenlijst(b[:n], vkey)
		require.Error(rt, err)
	})
}

// TestListFirst: what no list names is not destroyed.
func TestListFirst(t *testing.T) {
	bron, ds := basis(t, 2)
	open := func(t *testing.T, lijst func(context.Context, []archiefwerk.Lijstregel) error) *wereld {
		dir := t.TempDir()
		kopieer(t, bron, dir)
		w := opent(t, dir, later, nil)
		require.NoError(t, w.herstel())
		w.heropenMet(lijst)
		return w
	}
	t.Run("zolang de lijst niet geschreven kan worden wordt er niets vernietigd", func(t *testing.T) {
		kapot := errors.New("schijf weg")
		w := open(t, func(context.Context, []archiefwerk.Lijstregel) error { return kapot })
		besluit(w, 1, ds[0].stroom)
		require.ErrorIs(t, w.a.VoerUit(t.Context(), w.herbouw), kapot)
		require.True(t, leesbaar(w, ds[0].stroom))
		_, err := w.a.Herstel(t.Context())
		require.ErrorIs(t, err, kapot)
		require.True(t, leesbaar(w, ds[0].stroom))
	})
	t.Run("de lijst noemt het besluit voordat er iets weg is", func(t *testing.T) {
		var w *wereld
		keren := 0
		w = open(t, func(_ context.Context, regels []archiefwerk.Lijstregel) error {
			keren++
			require.Len(t, regels, 1)
			require.Equal(t, ds[0].stroom, regels[0].Dossiers[0].Stroom)
			require.True(t, leesbaar(w, ds[0].stroom))
			return nil
		})
		besluit(w, 1, ds[0].stroom)
		require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
		require.Equal(t, 1, keren)
		require.False(t, leesbaar(w, ds[0].stroom))
	})
}

// TestDecidedMeanwhile: what is decided while the read models are being built is not
// said to be done before it is.
func TestDecidedMeanwhile(t *testing.T) {
	bron, ds := basis(t, 2)
	dir := t.TempDir()
	kopieer(t, bron, dir)
	w := opent(t, dir, later, nil)
	require.NoError(t, w.herstel())
	besluit(w, 1, ds[0].stroom)
	var eenmaal atomic.Bool
	herbouw := func(ctx context.Context) error {
		if !eenmaal.Swap(true) {
			besluit(w, 2, ds[2].stroom)
		}
		return w.herbouw(ctx)
	}
	require.NoError(t, w.a.VoerUit(t.Context(), herbouw))
	require.False(t, leesbaar(w, ds[0].stroom))
	require.True(t, leesbaar(w, ds[2].stroom), "its turn is next")
	require.NoError(t, w.a.VoerUit(t.Context(), herbouw))
	require.False(t, leesbaar(w, ds[2].stroom))
}

// TestRepeatAnyBackup: whatever part of the files was destroyed after the backup, and
// whatever the backup knows of it, with the list no byte of it is left.
func TestRepeatAnyBackup(t *testing.T) {
	bron, ds := basis(t, 4)
	rapid.Check(t, func(rt *rapid.T) {
		map_ := func() string {
			dir, err := os.MkdirTemp(t.TempDir(), "herhaal")
			require.NoError(t, err)
			kopieer(t, bron, dir)
			return dir
		}
		dir, oud := map_(), map_()
		defer os.RemoveAll(dir)
		defer os.RemoveAll(oud)
		w := opent(t, dir, later, nil)
		require.NoError(t, w.herstel())
		sleutels := ingepakt(t, dir)
		alle, weg := map[es.Stream]sporen{}, map[es.Stream]bool{}
		var nu []es.Stream
		for _, d := range ds {
			alle[d.stroom] = sporenVan(w, d, sleutels)
			if rapid.Bool().Draw(rt, string(d.stroom)) {
				nu, weg[d.stroom] = append(nu, d.stroom), true
			}
		}
		if len(nu) == 0 {
			nu, weg[ds[0].stroom] = []es.Stream{ds[0].stroom}, true
		}
		besluit(w, 1, nu...)
		require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
		regels, err := w.a.Lijst(t.Context())
		require.NoError(t, err)
		// Something that the backup does not hold at all.
		regels = append(regels, archiefwerk.Lijstregel{
			Stroom: afscherming.Stroom(uuid.New()), Besluit: uuid.New(), Positie: 99, Gebeurtenis: uuid.New(), In: "communicatie-x", Velden: []string{"/onderwerp"},
		})
		w.sluit()

		v := opent(t, oud, later, nil)
		defer v.sluit()
		l := archiefwerk.Vernietigdenlijst{Regels: regels}
		n, err := v.a.Herhaal(t.Context(), l)
		require.NoError(t, err)
		require.Equal(t, 2, n)
		n, err = v.a.Herhaal(t.Context(), l)
		require.NoError(t, err)
		require.Zero(t, n, "doing it again changes nothing")
		require.NoError(t, v.herstel())
		for _, d := range ds {
			require.Equal(t, !weg[d.stroom], leesbaar(v, d.stroom), "%s", d.stroom)
			for wat, b := range alle[d.stroom] {
				waar := inBestanden(t, oud, b)
				require.Equal(t, weg[d.stroom], waar == "", "%s: %s in %s", d.stroom, wat, waar)
			}
		}
		nog, err := v.a.Lijst(t.Context())
		require.NoError(t, err)
		require.Len(t, nog, 2, "the next list names them as well")
	})
}
