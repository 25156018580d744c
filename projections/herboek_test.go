package projections_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// teller notes what is told; it fails on the given call.
type teller struct {
	projections.Schrijver
	cellen map[string]int64
	keren  int
	faal   int
}

var errTeller = errors.New("vol")

func (s *teller) Tel(t *projections.Telling, dag recht.Datum, delta int64, dimensies ...string) error {
	if s.keren++; s.keren == s.faal {
		return errTeller
	}
	k := t.Naam + "/" + dag.String() + "/" + strings.Join(dimensies, "/")
	if s.cellen[k] += delta; s.cellen[k] == 0 {
		delete(s.cellen, k)
	}
	return nil
}

func TestHerboek(t *testing.T) {
	telling := &projections.Telling{Naam: "proef", Dimensies: []string{"a"}}
	post := func(dag int, delta int64, a string) projections.Post {
		return projections.Post{Telling: telling, Dag: recht.NieuweDatum(2026, 1, dag), Delta: delta, Dimensies: []string{a}}
	}
	t.Run("wat gelijk blijft wordt niet geboekt", func(t *testing.T) {
		s := &teller{cellen: map[string]int64{}}
		require.NoError(t, projections.Herboek(s, []projections.Post{post(1, 1, "x"), post(1, 1, "x")}, []projections.Post{post(1, 1, "x"), post(2, 1, "x")}))
		require.Equal(t, 2, s.keren)
		require.Equal(t, map[string]int64{"proef/2026-01-01/x": -1, "proef/2026-01-02/x": 1}, s.cellen)
	})
	t.Run("een fout van de schrijver komt terug, bij het oude en bij het nieuwe", func(t *testing.T) {
		for faal := 1; faal <= 2; faal++ {
			s := &teller{cellen: map[string]int64{}, faal: faal}
			require.ErrorIs(t, projections.Herboek(s, []projections.Post{post(1, 1, "x")}, []projections.Post{post(2, 1, "x")}), errTeller)
		}
	})
	t.Run("na elke reeks herboekingen staat er precies het laatste", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			posten := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) projections.Post {
				return post(rapid.IntRange(1, 3).Draw(t, "dag"), rapid.Int64Range(-2, 2).Draw(t, "delta"), rapid.SampledFrom([]string{"x", "y"}).Draw(t, "a"))
			}), 0, 5)
			s := &teller{cellen: map[string]int64{}}
			var oud []projections.Post
			for range 4 {
				nieuw := posten.Draw(t, "nieuw")
				require.NoError(t, projections.Herboek(s, oud, nieuw))
				oud = nieuw
			}
			vers := &teller{cellen: map[string]int64{}}
			require.NoError(t, projections.Herboek(vers, nil, oud))
			require.Equal(t, vers.cellen, s.cellen, fmt.Sprint(oud))
		})
	})
}
