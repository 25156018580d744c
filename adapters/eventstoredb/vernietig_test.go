package eventstoredb

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/envelop"
	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/adapters/journaal"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

// persoon records a stream about one person, with a mark in the public part and in
// the personal part, and returns its events with what stays of them.
func persoon(t *testing.T, j *Journaal, merk string) (vs []envelop.Verzegeld, reeks []journaal.Vervanging) {
	s := storetest.Stream()
	for i := range es.Revision(3) {
		schrijf(t, j, opdracht(s, 2*i-1, storetest.Met{Soort: "a", Naam: es.Prive(merk)}, storetest.Noted{Nummer: int(i), Tekst: merk}))
	}
	vs, reeks = residuen(t, j, s)
	require.Len(t, vs, 6)
	return vs, reeks
}

// residuen returns the events of a stream with what stays of them.
func residuen(t *testing.T, j *Journaal, s es.Stream) (vs []envelop.Verzegeld, reeks []journaal.Vervanging) {
	vs, err := j.Stroom(t.Context(), s)
	require.NoError(t, err)
	for i := range vs {
		r, err := j.o.Codec.(*envelop.Codec).Residu(&vs[i])
		require.NoError(t, err)
		reeks = append(reeks, journaal.Vervanging{Positie: vs[i].Positie, Residu: r})
	}
	return vs, reeks
}

func inMap(t *testing.T, map_ string, tekst []byte) bool {
	bestanden, err := filepath.Glob(filepath.Join(map_, "*"))
	require.NoError(t, err)
	for _, pad := range bestanden {
		b, err := os.ReadFile(pad)
		require.NoError(t, err)
		if bytes.Contains(b, tekst) {
			return true
		}
	}
	return false
}

func TestDestruction(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{Nodes: 3})
	o := proefOpties(t, s.URL())
	o.Aanvraagtijd = 300 * time.Millisecond
	mapA, mapB := t.TempDir(), t.TempDir()
	a, b := knoop(t, mapA, o), knoop(t, mapB, o)
	const merk, blijft = "MERKTEKEN-WEG", "MERKTEKEN-BLIJFT"
	weg, reeks := persoon(t, a, merk)
	anders, _ := persoon(t, a, blijft)
	open := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(1)...))
	door := open.First
	gelijk(t, a, b, 13)
	want := wortel(t, a)

	t.Run("wat in het grootboek zelf ligt kan zo niet weg, en dan gaat er niets weg", func(t *testing.T) {
		later := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(2)...)).First
		err := a.VernietigReeks(t.Context(), append(reeks, journaal.Vervanging{Positie: door, Residu: []byte("{}")}), later)
		require.ErrorIs(t, err, ErrRedactie)
		deel, err := a.Persoonsdeel(t.Context(), weg[0].Positie)
		require.NoError(t, err)
		require.NotNil(t, deel)
		require.NoError(t, b.haalBij(t.Context()))
		want = wortel(t, a)
	})
	t.Run("ook met weggevallen antwoorden en een tweede keer is het een keer gedaan, op elk knooppunt", func(t *testing.T) {
		s.InjectNext(1, esdbtest.OpDelete, esdbtest.DoneVanish)
		require.NoError(t, a.VernietigReeks(t.Context(), reeks, door))
		s.InjectNext(2, esdbtest.OpAppend, esdbtest.LostAck)
		require.NoError(t, a.VernietigReeks(t.Context(), reeks, door))
		require.Equal(t, 7, s.Count(o.Ruimte.vervangkop()), "six events, and the list of places")
		require.NoError(t, b.haalBij(t.Context()))
		require.NoError(t, b.replica.Gewist(t.Context()))
		for i, j := range []*Journaal{a, b} {
			require.False(t, inMap(t, []string{mapA, mapB}[i], []byte(merk)))
			require.True(t, inMap(t, []string{mapA, mapB}[i], []byte(blijft)))
			require.Equal(t, want, wortel(t, j))
			_, err := j.Geef(t.Context(), weg[0].Sleutel)
			require.ErrorIs(t, err, sleutels.ErrVernietigd)
			_, err = j.Geef(t.Context(), anders[0].Sleutel)
			require.NoError(t, err)
			recorded, err := j.Read(t.Context(), weg[0].Stroom)
			require.NoError(t, err)
			require.Len(t, recorded, 6)
			for i, r := range recorded {
				require.Equal(t, i%2 == 1, r.Replaced, "of an event without other public fields nothing is missing")
			}
		}
	})
	t.Run("het is pas klaar als elk lid van het cluster is geschoond", func(t *testing.T) {
		leden := func() map[string]int {
			l, err := b.Ongeschoond(t.Context(), weg[0].Sleutel)
			require.NoError(t, err)
			return l
		}
		require.Equal(t, map[string]int{s.Address(0): 7, s.Address(1): 7, s.Address(2): 7}, leden(), "a key and six bodies")
		s.Scavenge(0, 2)
		require.Equal(t, map[string]int{s.Address(1): 7}, leden())
		s.Scavenge(1)
		require.Empty(t, leden())
		require.Zero(t, s.Count(o.Ruimte.deel(weg[0].Sleutel)))
		require.Equal(t, 7, s.Count(o.Ruimte.deel(anders[0].Sleutel)))
	})
	t.Run("een nieuw knooppunt komt op dezelfde boom, en kent wat ervan blijft", func(t *testing.T) {
		map_ := t.TempDir()
		c := knoop(t, map_, o)
		require.Equal(t, want, wortel(t, c))
		require.False(t, inMap(t, map_, []byte(merk)))
		for i := range weg {
			v, ok, err := c.OpPositie(t.Context(), weg[i].Positie)
			require.NoError(t, err)
			require.True(t, ok)
			require.Equal(t, reeks[i].Residu, v.Gebeurtenis)
			require.Equal(t, door, v.Vervangen)
			oud, _, err := a.OpPositie(t.Context(), weg[i].Positie)
			require.NoError(t, err)
			require.Equal(t, oud, v)
		}
		schrijf(t, c, opdracht(anders[0].Stroom, 5, storetest.Met{Soort: "b", Naam: es.Prive("Jan")}))
		gelijk(t, a, c, c.Kop())
	})
}

// TestDestructionOvertakes has a destruction come between the two steps of an append.
func TestDestructionOvertakes(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	a := knoop(t, t.TempDir(), o)
	weg, reeks := persoon(t, a, "MERKTEKEN")
	door := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(1)...)).First
	ob := o
	ob.haken.naDeel = func() { require.NoError(t, a.VernietigReeks(t.Context(), reeks, door)) }
	b, c := knoop(t, t.TempDir(), ob), knoop(t, t.TempDir(), o)
	laat := opdracht(weg[0].Stroom, 5, storetest.Met{Soort: "b", Naam: es.Prive("te laat")})
	_, err := b.Append(t.Context(), laat)
	require.ErrorIs(t, err, sleutels.ErrVernietigd)
	require.Equal(t, 7, s.Count(o.Ruimte.grootboek(weg[0].Stroom)), "the server took it")
	schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(2)...))
	s.Scavenge()
	vers := knoop(t, t.TempDir(), o)
	for _, j := range []*Journaal{b, c, vers} {
		gelijk(t, a, j, 8)
		require.NoError(t, j.Fout())
	}
	_, err = c.Append(t.Context(), laat)
	require.ErrorIs(t, err, sleutels.ErrVernietigd)
}

func TestDestructionIsWhole(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	a := knoop(t, t.TempDir(), o)
	weg, reeks := persoon(t, a, "MERKTEKEN")
	door := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(1)...)).First
	require.ErrorIs(t, a.VernietigReeks(t.Context(), reeks[:5], door), ErrOnvolledig)
	_, err := a.Ingepakt(t.Context(), weg[0].Sleutel)
	require.NoError(t, err, "a body without what stays of it is not deleted")
	require.NoError(t, a.VernietigReeks(t.Context(), reeks, door))
	_, err = a.Ingepakt(t.Context(), weg[0].Sleutel)
	require.ErrorIs(t, err, sleutels.ErrVernietigd)
	gelijk(t, a, knoop(t, t.TempDir(), o), 7)
}

// TestDestructionIsFinished has whoever destroys cut off after the replacements, before
// the bodies are deleted.
func TestDestructionIsFinished(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	a := knoop(t, t.TempDir(), o)
	weg, reeks := persoon(t, a, "MERKTEKEN")
	door := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(1)...)).First
	stroom := []es.Stream{weg[0].Stroom}
	s.Inject(func(op esdbtest.Op, _ string) esdbtest.Fault {
		if op == esdbtest.OpDelete {
			return esdbtest.NotReady
		}
		return esdbtest.None
	})
	kort, stop := context.WithTimeout(t.Context(), time.Second)
	defer stop()
	require.Error(t, a.VernietigReeks(kort, reeks, door))
	s.Inject(nil)
	resten, err := a.Resten(t.Context(), stroom, door)
	require.NoError(t, err)
	require.False(t, resten[0].Open, "in the replica it is done")
	half, err := a.MetDeel(t.Context(), stroom)
	require.NoError(t, err)
	require.Equal(t, stroom, half)
	n := s.Count(o.Ruimte.vervangkop())
	b := knoop(t, t.TempDir(), o) // another node, from what stays of it
	_, opnieuw := residuen(t, b, weg[0].Stroom)
	require.NoError(t, b.VernietigReeks(t.Context(), opnieuw, door))
	half, err = a.MetDeel(t.Context(), stroom)
	require.NoError(t, err)
	require.Empty(t, half)
	require.Equal(t, n, s.Count(o.Ruimte.vervangkop()))
	s.Scavenge()
	gelijk(t, a, knoop(t, t.TempDir(), o), 7)
}
