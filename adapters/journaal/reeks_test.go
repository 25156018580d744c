package journaal

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/storetest"
)

func TestAppendReeks(t *testing.T) {
	lijst := func(n int, verwacht es.Revision) (uit []es.Append) {
		for i := range n {
			m := storetest.Meta("proef")
			m.Time = ochtend()
			uit = append(uit, es.Append{Meta: m, Stream: es.StreamOf("reeks", uuid.New()), Expected: verwacht, Events: noteer(i, i)})
		}
		return uit
	}
	t.Run("de gebeurtenissen liggen in de volgorde van de lijst, hoe lang zij ook is", func(t *testing.T) {
		j := proef(t, haken{})
		const n = 3 * maxPosten
		bonnen, fouten := j.AppendReeks(t.Context(), lijst(n, es.NoStream))
		for i := range n {
			require.NoError(t, fouten[i])
			require.Equal(t, es.Position(2*i+1), bonnen[i].First)
			require.Equal(t, 2, bonnen[i].Count)
		}
		require.Equal(t, es.Position(2*n), j.Kop())
	})
	t.Run("wat niet kan staat op zijn plaats en raakt de andere niet", func(t *testing.T) {
		j := proef(t, haken{})
		l := lijst(4, es.NoStream)
		l[1].Expected, l[2].Events = 7, nil
		bonnen, fouten := j.AppendReeks(t.Context(), l)
		require.NoError(t, fouten[0])
		require.ErrorIs(t, fouten[1], es.ErrConflict)
		require.ErrorContains(t, fouten[2], "ontbreken")
		require.NoError(t, fouten[3])
		require.Equal(t, es.Position(3), bonnen[3].First)
		require.Equal(t, es.Position(4), j.Kop())
	})
	t.Run("dezelfde opdracht nog eens geeft dezelfde bon", func(t *testing.T) {
		j := proef(t, haken{})
		l := lijst(2, es.NoStream)
		eerst, _ := j.AppendReeks(t.Context(), l)
		nogmaals, fouten := j.AppendReeks(t.Context(), l)
		require.NoError(t, fouten[0])
		require.True(t, nogmaals[1].Repeated)
		require.Equal(t, eerst[1].First, nogmaals[1].First)
	})
	t.Run("een gesloten journaal neemt niets aan", func(t *testing.T) {
		j := proef(t, haken{})
		require.NoError(t, j.Sluit())
		_, fouten := j.AppendReeks(t.Context(), lijst(2, es.NoStream))
		require.ErrorIs(t, fouten[0], es.ErrStopped)
		require.ErrorIs(t, fouten[1], es.ErrStopped)
	})
}
