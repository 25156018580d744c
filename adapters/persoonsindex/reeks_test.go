package persoonsindex_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/persoonsindex"
	"github.com/mgr-sdcg/kroniek/adapters/sleutels"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A vanger keeps what would be appended.
type vanger struct {
	es.Log
	a es.Append
}

func (v *vanger) Append(_ context.Context, a es.Append) (es.Receipt, error) {
	v.a = a
	return es.Receipt{}, nil
}

// opening returns the append that opens a file of somebody.
func opening(t *testing.T, p *proef, bsn string) es.Append {
	v := &vanger{Log: p.j}
	_, err := dossier(t, v, bsn)
	require.NoError(t, err)
	return v.a
}

func TestAppendReeks(t *testing.T) {
	nummers := []string{"999990019", "999990020", "999990032"}
	for _, n := range nummers {
		_, err := recht.ParseBSN(n)
		require.NoError(t, err)
	}
	p := open(t, t.TempDir())
	lijst := func() (uit []es.Append) {
		for _, n := range nummers {
			uit = append(uit, opening(t, p, n))
		}
		return uit
	}
	eerste := lijst()
	t.Run("elk dossier is daarna op nummer te vinden, en de volgorde is die van de lijst", func(t *testing.T) {
		bonnen, fouten := p.log.AppendReeks(t.Context(), eerste)
		for i, n := range nummers {
			require.NoError(t, fouten[i])
			require.Equal(t, es.Position(i+1), bonnen[i].First)
			persoon, ok, err := p.kluis.ZoekPersoon(t.Context(), string(recht.Onderwijszaken), sleutels.Nummer{Soort: "bsn", Waarde: n})
			require.NoError(t, err)
			require.True(t, ok)
			require.Equal(t, []es.Stream{eerste[i].Stream}, persoon.Dossiers)
		}
	})
	t.Run("een tweede lopend dossier wordt geweigerd, en de rest van de lijst niet", func(t *testing.T) {
		l := []es.Append{opening(t, p, nummers[1]), opening(t, p, "999990044")}
		bonnen, fouten := p.log.AppendReeks(t.Context(), l)
		require.ErrorIs(t, fouten[0], leerplichtdossier.ErrAnderDossier)
		require.NoError(t, fouten[1])
		require.Equal(t, es.Position(len(nummers)+1), bonnen[1].First)
	})
	t.Run("een log dat geen lijst aanneemt weigert haar", func(t *testing.T) {
		l, err := persoonsindex.Nieuw(struct{ es.Log }{p.j}, p.kluis, p.codec, persoonsindex.Standaard())
		require.NoError(t, err)
		_, fouten := l.AppendReeks(t.Context(), lijst()[:1])
		require.Error(t, fouten[0])
	})
}
