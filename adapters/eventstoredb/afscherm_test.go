package eventstoredb

import (
	"bytes"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestShielding(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{Nodes: 2})
	o := proefOpties(t, s.URL())
	mapA, mapB := t.TempDir(), t.TempDir()
	a, b := knoop(t, mapA, o), knoop(t, mapB, o)
	const merk = "MERKTEKEN-VRIJE-TEKST"
	stroom := storetest.Stream()
	schrijf(t, a, opdracht(stroom, es.NoStream, storetest.Met{Soort: "a", Naam: es.Prive("Jan")}))
	schrijf(t, a, opdracht(stroom, 0, storetest.Noted{Nummer: 1, Tekst: merk}, storetest.Met{Soort: "b", Naam: es.Prive("Piet")}))
	schrijf(t, a, opdracht(stroom, 2, storetest.Noted{Nummer: 2, Tekst: "blijft"}))
	los := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, storetest.Noted{Nummer: 3, Tekst: "in het grootboek"})).First
	door := schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(4)...)).First
	gelijk(t, a, b, 6)
	want := wortel(t, a)
	oud, err := a.Stroom(t.Context(), stroom)
	require.NoError(t, err)
	nieuw := bytes.ReplaceAll(oud[1].Gebeurtenis, []byte(merk), []byte("[afgeschermd]"))
	sleutel := oud[0].Sleutel

	t.Run("wat in het grootboek zelf ligt wordt geweigerd, en blijft zoals het was", func(t *testing.T) {
		require.ErrorIs(t, a.Vervang(t.Context(), los, []byte("{}"), door), ErrRedactie)
		v, _, err := a.OpPositie(t.Context(), los)
		require.NoError(t, err)
		require.Zero(t, v.Vervangen)
	})
	t.Run("ook met weggevallen antwoorden, een tweede keer en een schrijver ertussen is het een keer gedaan", func(t *testing.T) {
		var ertussen atomic.Bool
		var kwijt atomic.Int32
		s.Inject(func(op esdbtest.Op, naam string) esdbtest.Fault {
			if op == esdbtest.OpAppend && naam == o.Ruimte.deel(sleutel) && ertussen.CompareAndSwap(false, true) {
				schrijf(t, b, opdracht(stroom, 3, storetest.Met{Soort: "c", Naam: es.Prive("Klaas")}))
				return esdbtest.None
			}
			if op == esdbtest.OpAppend && kwijt.Add(1) <= 3 {
				return esdbtest.LostAck
			}
			return esdbtest.None
		})
		require.NoError(t, a.Vervang(t.Context(), 2, nieuw, door))
		s.Inject(nil)
		require.True(t, ertussen.Load())
		n := s.Count(o.Ruimte.vervangkop()) + s.Count(o.Ruimte.deelkop())
		require.NoError(t, a.Vervang(t.Context(), 2, nieuw, door))
		require.Equal(t, n, s.Count(o.Ruimte.vervangkop())+s.Count(o.Ruimte.deelkop()))
		gelijk(t, a, b, 7)
		want = wortel(t, a)
	})
	toets := func(t *testing.T, j *Journaal) {
		vs, err := j.Stroom(t.Context(), stroom)
		require.NoError(t, err)
		require.Len(t, vs, 5)
		require.Equal(t, nieuw, vs[1].Gebeurtenis)
		require.Equal(t, door, vs[1].Vervangen)
		for i := range vs {
			if i == 1 {
				continue
			}
			require.Zero(t, vs[i].Vervangen)
			if i < len(oud) {
				require.Equal(t, oud[i], vs[i], "the others, with their personal parts, are as they were")
			}
		}
		_, err = j.Geef(t.Context(), sleutel)
		require.NoError(t, err)
	}
	t.Run("op elk knooppunt is alleen dat weg, en de boom blijft", func(t *testing.T) {
		for i, j := range []*Journaal{a, b} {
			require.NoError(t, j.haalBij(t.Context()))
			require.NoError(t, j.Gewist(t.Context()))
			toets(t, j)
			require.False(t, inMap(t, []string{mapA, mapB}[i], []byte(merk)))
			require.Equal(t, want, wortel(t, j))
		}
	})
	t.Run("op de leden ligt het tot hun scavenge, en daarna nergens", func(t *testing.T) {
		vol, err := a.Ongeschoond(t.Context(), sleutel)
		require.NoError(t, err)
		require.Equal(t, map[string]int{s.Address(0): 6, s.Address(1): 6}, vol, "a key and five bodies")
		vers := knoop(t, t.TempDir(), o)
		toets(t, vers)
		s.HoldScavenges(1)
		leden, begonnen, err := a.VraagSchoonmaak(t.Context())
		require.NoError(t, err)
		require.Equal(t, []int{2, 2}, []int{leden, begonnen})
		vol, err = a.Ongeschoond(t.Context(), sleutel)
		require.NoError(t, err)
		require.Equal(t, map[string]int{s.Address(1): 6}, vol)
		require.NotEmpty(t, s.Find(1, merk))
		s.Scavenge(1)
		vol, err = a.Ongeschoond(t.Context(), sleutel)
		require.NoError(t, err)
		require.Empty(t, vol)
		require.Empty(t, append(s.Find(0, merk), s.Find(1, merk)...))
	})
	t.Run("een nieuw knooppunt leest de afgeschermde gebeurtenis, en komt op dezelfde boom", func(t *testing.T) {
		c := knoop(t, t.TempDir(), o)
		toets(t, c)
		require.Equal(t, want, wortel(t, c))
		schrijf(t, c, opdracht(stroom, 4, storetest.Noted{Nummer: 9, Tekst: "verder"}))
		gelijk(t, a, c, 8)
	})
	t.Run("wat afgeschermd is gaat bij vernietiging mee, ook van de stroom met vervangingen", func(t *testing.T) {
		want := wortel(t, a)
		_, reeks := residuen(t, a, stroom)
		require.NoError(t, a.VernietigReeks(t.Context(), reeks, door))
		s.HoldScavenges()
		s.Scavenge()
		for node := range 2 {
			require.Empty(t, append(s.Find(node, "[afgeschermd]"), s.Find(node, "blijft")...))
		}
		c := knoop(t, t.TempDir(), o)
		require.NoError(t, c.Fout())
		gelijk(t, a, c, 8)
		require.Equal(t, want, wortel(t, c))
	})
}
