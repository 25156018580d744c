package archiefwerk_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/archiefwerk"
	"github.com/mgr-sdcg/kroniek/adapters/zegel/controle"
	"github.com/mgr-sdcg/kroniek/domain/archief/vernietiging"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
)

var errKlap = errors.New("crash")

// sporen are the bytes of a stream that must be gone: salts, ciphertexts, keys and marks.
type sporen map[string][]byte

func sporenVan(w *wereld, d dossier, ingepakt map[[16]byte][]byte) sporen {
	w.t.Helper()
	s := sporen{}
	vs, err := w.j.Verzegeld(w.t.Context(), d.stroom)
	require.NoError(w.t, err)
	for _, v := range vs {
		s[fmt.Sprintf("zout van %d", v.Positie)] = v.Zout[:]
		deel, err := w.j.Persoonsdeel(w.t.Context(), v.Positie)
		require.NoError(w.t, err)
		if deel != nil {
			s[fmt.Sprintf("persoonsdeel van %d", v.Positie)] = deel[:32]
			s[fmt.Sprintf("sleutel van %d", v.Positie)] = ingepakt[v.Sleutel]
		}
	}
	for _, m := range d.merken {
		s["merk "+m] = []byte(m)
	}
	return s
}

// leesbaar reports whether the personal part of the first event opens.
func leesbaar(w *wereld, s es.Stream) bool {
	w.t.Helper()
	vs, err := w.j.Verzegeld(w.t.Context(), s)
	require.NoError(w.t, err)
	deel, err := w.j.Persoonsdeel(w.t.Context(), vs[0].Positie)
	require.NoError(w.t, err)
	sleutel, err := w.kluis.Geef(w.t.Context(), vs[0].Sleutel)
	if deel == nil || err != nil {
		return false
	}
	vs[0].Persoonsdeel = deel
	_, err = w.codec.OpenMet(&vs[0], sleutel)
	return err == nil
}

// klopt verifies the folder, and that exactly the events of weg were replaced, by door.
func klopt(t testing.TB, w *wereld, weg map[es.Stream]bool) {
	t.Helper()
	u, err := controle.Map(t.Context(), w.dir, controle.MapOpties{
		PersoonsdelenVolledig: true, Vervangers: archiefwerk.Besluiten(), Beslist: archiefwerk.Beslist,
	})
	require.NoError(t, err)
	require.Empty(t, u.Afwijkingen)
	aantal := 0
	for s := range weg {
		vs, err := w.j.Verzegeld(t.Context(), s)
		require.NoError(t, err)
		aantal += len(vs)
	}
	require.Len(t, u.Vervangen, aantal)
	for _, v := range u.Vervangen {
		require.Equal(t, vernietiging.Besluittype, v.Type)
	}
}

// TestAnySubset: whichever files are destroyed, what lasts is the same to the byte,
// every proof holds, the rest is as it was, and of what went no byte is left.
func TestAnySubset(t *testing.T) {
	bron, ds := basis(t, 4)
	gezien := 0
	rapid.Check(t, func(rt *rapid.T) {
		dir, err := os.MkdirTemp(t.TempDir(), "subset")
		require.NoError(t, err)
		defer os.RemoveAll(dir)
		kopieer(t, bron, dir)
		w := opent(t, dir, later, nil)
		defer w.sluit()
		require.NoError(t, w.herstel())
		kop := w.j.Kop()
		voor := w.blijvend(kop, kop/2, kop/4)
		sleutels := ingepakt(t, dir)
		weg, alle := map[es.Stream]bool{}, map[es.Stream]sporen{}
		for _, d := range ds {
			alle[d.stroom] = sporenVan(w, d, sleutels)
		}
		for ronde := range rapid.IntRange(1, 3).Draw(rt, "rondes") {
			var nu []es.Stream
			for _, d := range ds {
				if !weg[d.stroom] && rapid.Bool().Draw(rt, string(d.stroom)) {
					nu = append(nu, d.stroom)
				}
			}
			if len(nu) == 0 {
				continue
			}
			besluit(w, ronde, nu...)
			require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
			for _, s := range nu {
				weg[s] = true
			}
		}
		gezien += len(weg)
		w.bij()
		require.Equal(t, voor, w.blijvend(kop, kop/2, kop/4))
		for _, d := range ds {
			require.Equal(t, !weg[d.stroom], leesbaar(w, d.stroom), "%s", d.stroom)
			for wat, b := range alle[d.stroom] {
				waar := inBestanden(t, dir, b)
				require.Equal(t, weg[d.stroom], waar == "", "%s: %s in %s", d.stroom, wat, waar)
			}
		}
		w.sluit()
		na := opent(t, dir, later, nil)
		defer na.sluit()
		klopt(t, na, weg)
	})
	require.NotZero(t, gezien)
}

// TestCrashAnywhere breaks off after every step, and opens the folder again.
func TestCrashAnywhere(t *testing.T) {
	bron, ds := basis(t, 2)
	for stap := 1; ; stap++ {
		dir := t.TempDir()
		kopieer(t, bron, dir)
		w := opent(t, dir, later, nil)
		require.NoError(t, w.herstel())
		sp := sporenVan(w, ds[0], ingepakt(t, dir))
		kop := w.j.Kop()
		voor := w.blijvend(kop)
		besluit(w, 1, ds[0].stroom, ds[2].stroom)
		w.sluit()
		n := 0
		klap := func(archiefwerk.Stap) error {
			if n++; n == stap {
				return errKlap
			}
			return nil
		}
		w = opent(t, dir, later, klap)
		fout := w.herstel()
		if fout == nil {
			require.Greater(t, stap, 4, "every step was broken off once")
			return
		}
		require.ErrorIs(t, fout, errKlap)
		w.sluit()
		na := opent(t, dir, later, nil)
		require.NoError(t, na.herstel())
		for wat, b := range sp {
			require.Empty(t, inBestanden(t, dir, b), "after step %d: %s", stap, wat)
		}
		require.Equal(t, voor, na.blijvend(kop))
		recorded, err := na.j.Read(t.Context(), stroom(vernietiging.Soort, 1))
		require.NoError(t, err)
		require.Len(t, recorded, 3, "proposed, decided, and one verklaring")
		klopt(t, na, map[es.Stream]bool{ds[0].stroom: true, ds[2].stroom: true})
		na.sluit()
	}
}

// TestOldCopies puts copies of before the destruction back, one at a time and all.
func TestOldCopies(t *testing.T) {
	bron, ds := basis(t, 2)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	sp := sporenVan(w, ds[0], ingepakt(t, bron))
	besluit(w, 1, ds[0].stroom)
	w.bij()
	w.sluit()
	besloten := t.TempDir() // as it was between decision and execution
	kopieer(t, bron, besloten)
	w = opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	w.sluit()
	for naam, terug := range map[string][]string{
		"de sleutels": {"sleutels.db"}, "de leesmodellen": {"leesmodellen"}, "sleutels en leesmodellen": {"sleutels.db", "leesmodellen"},
		"het journaal": {"journaal.db", "zegel.db"}, "alles": {"journaal.db", "zegel.db", "sleutels.db", "leesmodellen"},
	} {
		t.Run("wie een oude kopie terugzet van "+naam+" vindt alles opnieuw vernietigd voor er iets open is", func(t *testing.T) {
			dir := t.TempDir()
			kopieer(t, bron, dir)
			for _, b := range terug {
				require.NoError(t, os.RemoveAll(filepath.Join(dir, b)))
				info, err := os.Stat(filepath.Join(besloten, b))
				require.NoError(t, err)
				if info.IsDir() {
					kopieer(t, filepath.Join(besloten, b), filepath.Join(dir, b))
					continue
				}
				inhoud, err := os.ReadFile(filepath.Join(besloten, b))
				require.NoError(t, err)
				require.NoError(t, os.WriteFile(filepath.Join(dir, b), inhoud, 0o600))
			}
			er := 0
			for _, b := range sp {
				if inBestanden(t, dir, b) != "" {
					er++
				}
			}
			require.NotZero(t, er, "the old copy brought something back")
			na := opent(t, dir, later, nil)
			require.NoError(t, na.herstel())
			for wat, b := range sp {
				require.Empty(t, inBestanden(t, dir, b), wat)
			}
			klopt(t, na, map[es.Stream]bool{ds[0].stroom: true})
		})
	}
}

func TestLeerplichtAndRMCApart(t *testing.T) {
	for i, naam := range map[int]string{1: "het leerplichtdossier", 2: "het doorstroompuntdossier"} {
		t.Run("wordt "+naam+" vernietigd, dan blijft het andere van dezelfde persoon leesbaar", func(t *testing.T) {
			bron, ds := basis(t, 1)
			w := opent(t, bron, later, nil)
			require.NoError(t, w.herstel())
			besluit(w, 1, ds[i].stroom)
			require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
			require.False(t, leesbaar(w, ds[i].stroom))
			require.True(t, leesbaar(w, ds[3-i].stroom))
		})
	}
}

func TestNothingIsAddedAfterTheDecision(t *testing.T) {
	bron, ds := basis(t, 1)
	w := opent(t, bron, later, nil)
	require.NoError(t, w.herstel())
	besluit(w, 1, ds[3].stroom)
	h := es.Handler[boventallige.Command, boventallige.State, boventallige.Event]{Decider: boventallige.Decider, Log: w.a.Log()}
	for _, moment := range []string{"na het besluit", "na de uitvoering"} {
		t.Run(moment+" wordt een opdracht over dat dossier geweigerd", func(t *testing.T) {
			o := recht.Opdracht{Op: later, Actor: recht.Actor{Rol: "consulent-sw", Organisatie: "MGR", ID: "x"}, Corrigeert: [16]byte{1}}
			_, err := h.Handle(t.Context(), ds[3].stroom, boventallige.StroomUit{Opdracht: o, Reden: boventallige.Pensioen, UitgestroomdOp: recht.DatumVan(toen)}, versMeta(t, later), nil)
			require.ErrorIs(t, err, archiefwerk.ErrVernietigd)
		})
		require.NoError(t, w.a.VoerUit(t.Context(), w.herbouw))
	}
}
