package eventstoredb

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/eventstoredb/esdbtest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestOrphans(t *testing.T) {
	s := esdbtest.Start(t, esdbtest.Options{})
	o := proefOpties(t, s.URL())
	mapB := t.TempDir()
	a, b := knoop(t, t.TempDir(), o), knoop(t, mapB, o)
	blijft, _ := persoon(t, a, "blijft")
	ruim := func(j *Journaal) int {
		n, err := j.RuimWezenOp(t.Context())
		require.NoError(t, err)
		return n
	}
	// A node that dies between the two steps of an append leaves this behind.
	wees := opdracht(storetest.Stream(), es.NoStream, storetest.Met{Soort: "a", Naam: es.Prive("Jan")})
	z, err := a.verzegel(t.Context(), wees)
	require.NoError(t, err)
	require.NoError(t, a.zendDelen(t.Context(), z))
	require.Equal(t, 2, s.Count(o.Ruimte.deel(z.sleutel)))

	t.Run("wat pas is geschreven kan nog in gebruik komen, en blijft", func(t *testing.T) {
		require.Zero(t, ruim(a))
		onderweg := opdracht(storetest.Stream(), es.NoStream, storetest.Met{Soort: "b", Naam: es.Prive("Piet")})
		y, err := a.verzegel(t.Context(), onderweg)
		require.NoError(t, err)
		require.NoError(t, a.zendDelen(t.Context(), y))
		require.Equal(t, 1, ruim(b), "the first, from before the round before")
		regels, err := y.grootboek()
		require.NoError(t, err)
		_, err = a.volhard(t.Context(), o.Ruimte.grootboek(y.stroom), geenStroom, regels)
		require.NoError(t, err)
		require.NoError(t, a.haalBij(t.Context()))
		require.Zero(t, ruim(a))
		_, err = b.Ingepakt(t.Context(), y.sleutel)
		require.NoError(t, err)
	})
	t.Run("de wees is weg, wat in gebruik is staat er nog", func(t *testing.T) {
		_, err := a.Ingepakt(t.Context(), z.sleutel)
		require.ErrorIs(t, err, ErrSleutelWeg)
		s.Scavenge()
		require.Zero(t, s.Count(o.Ruimte.deel(z.sleutel)))
		_, err = a.Ingepakt(t.Context(), blijft[0].Sleutel)
		require.NoError(t, err)
		require.Zero(t, ruim(b))
		require.Zero(t, ruim(a))
	})
	t.Run("komt de opdracht alsnog, dan weigert elk knooppunt haar, ook een nieuw", func(t *testing.T) {
		kop := a.Kop()
		schrijf(t, a, opdracht(storetest.Stream(), es.NoStream, noteer(1)...)) // from where b goes on
		kop++
		require.NoError(t, b.haalBij(t.Context()))
		require.NoError(t, b.Sluit())
		b = knoop(t, mapB, o)
		regels, err := z.grootboek()
		require.NoError(t, err)
		_, err = a.volhard(t.Context(), o.Ruimte.grootboek(z.stroom), geenStroom, regels)
		require.NoError(t, err)
		c := knoop(t, t.TempDir(), o)
		for _, j := range []*Journaal{a, b, c} {
			require.NoError(t, j.haalBij(t.Context()))
			require.NoError(t, j.Fout())
			require.Equal(t, kop, j.Kop())
		}
		_, err = a.Append(t.Context(), wees)
		require.NoError(t, err, "the command itself can be given again")
		gelijk(t, a, b, kop+1)
	})
}
