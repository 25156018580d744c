package boventalligen_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/boventalligen"
)

// afgeschermd is the report for whoever has no right to persons. Event i is
// recorded op[i], in order; without op all are recorded before anything is fixed.
func afgeschermd(t require.TestingT, tb *testing.T, events []es.Recorded, op []recht.Datum, vandaag string, v projections.Vraag) (projections.Antwoord, error) {
	d, err := recht.ParseDatum(vandaag)
	require.NoError(t, err)
	l := leesmodellentest.Lees(tb, boventalligen.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	return afscherming.Voer(context.Background(), boventalligen.Rapport, l, v, afscherming.Kalender{
		Vandaag: d, PositieVoor: func(_ context.Context, m time.Time) (es.Position, error) {
			for i, o := range op {
				if !o.Begin().Before(m) {
					return es.Position(i), nil
				}
			}
			return es.Position(len(events)), nil
		},
	})
}

func TestVorm(t *testing.T) {
	var events []es.Recorded
	for n := range 30 {
		events = append(events, verklaard(n, "2019-K1"))
	}
	leg := func(van, tot int, k recht.Kwartaal, klasse boventallige.Klasse) {
		for n := van; n < tot; n++ {
			events = append(events, uit(n, k, klasse))
		}
	}
	leg(0, 6, "2019-K2", boventallige.NaarWerk) // six to work: shown
	leg(6, 9, "2019-K3", boventallige.NaarWerk) // three: not shown
	leg(9, 11, "2019-K4", boventallige.NaarWerk)
	leg(11, 12, "2020-K1", boventallige.Anders) // one, of whom nobody may know why
	tabel := func(vandaag string, v projections.Vraag) []projections.Regel {
		a, err := afgeschermd(t, t, events, nil, vandaag, v)
		require.NoError(t, err)
		return a.Uitkomst.Regels
	}
	t.Run("een kwartaal waarin te weinig gebeurde komt mee met een volgend", func(t *testing.T) {
		var got []string
		for _, r := range tabel("2020-06-01", projections.Vraag{}) {
			if r.Waarden[0].(string) >= "2019" {
				got = append(got, fmt.Sprint(r.Waarden))
			}
			require.Empty(t, r.Herkomst)
		}
		require.Equal(t, []string{"[2019-K1 30 30 0 0 0]", "[2019-K2 24 30 6 6 0]", "[2019-K4 19 30 11 11 0]"}, got)
	})
	t.Run("een kwartaal staat vast twee maanden na afloop", func(t *testing.T) {
		require.Empty(t, tabel("2019-05-31", projections.Vraag{Filter: map[string]string{"kwartaal": "2019-K1"}}))
		require.Len(t, tabel("2019-06-01", projections.Vraag{Filter: map[string]string{"kwartaal": "2019-K1"}}), 1)
	})
	t.Run("naar een enkel kwartaal gevraagd is het er alleen als het ook in de reeks staat", func(t *testing.T) {
		require.Empty(t, tabel("2020-06-01", projections.Vraag{Filter: map[string]string{"kwartaal": "2019-K3"}}))
		require.Len(t, tabel("2020-06-01", projections.Vraag{Filter: map[string]string{"kwartaal": "2019-K4"}}), 1)
	})
	t.Run("control: het rapport zelf noemt de drie, en de ene die om een andere reden ging", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, events)
		require.Equal(t, int64(3), a.Uitkomst.Regels[2].Waarden[5])
		require.Equal(t, int64(1), a.Uitkomst.Regels[4].Waarden[5])
	})
}

func TestVormTegenAanvaller(t *testing.T) {
	t.Run("alle regels op alle momenten naast elkaar verschillen niets of de drempel, in elke kolom", func(t *testing.T) {
		getoond := 0
		rapid.Check(t, func(r *rapid.T) {
			events, op := willekeurig(r)
			gezien := map[string]string{}
			var regels [][]projections.Waarde
			for range 4 {
				vandaag := recht.NieuweDatum(2019, 6, 1).PlusDagen(rapid.IntRange(200, 1200).Draw(r, "vandaag"))
				p := es.Position(rapid.IntRange(1, len(events)).Draw(r, "positie"))
				a, err := afgeschermd(r, t, events, op, vandaag.String(), projections.Vraag{BekendOp: p})
				require.NoError(r, err)
				for _, regel := range a.Uitkomst.Regels {
					k, tekst := regel.Waarden[0].(string), fmt.Sprint(regel.Waarden)
					if gezien[k] == "" {
						regels = append(regels, regel.Waarden)
					} else {
						require.Equal(r, gezien[k], tekst, "two moments tell something else of %s", k)
					}
					gezien[k] = tekst
				}
			}
			for _, a := range append([][]projections.Waarde{{"", int64(0), int64(0), int64(0), int64(0), int64(0)}}, regels...) {
				for _, b := range regels {
					for i := 1; i < len(a); i++ {
						d := b[i].(int64) - a[i].(int64)
						require.True(r, d == 0 || d >= 5 || d <= -5, "%v after %v", b, a)
					}
				}
			}
			for _, a := range regels {
				if a[1] != int64(0) {
					getoond++
				}
			}
		})
		require.Greater(t, getoond, 5, "control: something is shown")
	})
}

// willekeurig lets many come and go in 2019 and 2020, recorded up to four months
// late, with corrections of the quarter and the reason.
func willekeurig(t *rapid.T) (events []es.Recorded, op []recht.Datum) {
	nu := recht.NieuweDatum(2019, 1, 1)
	kwartaal := func() recht.Kwartaal {
		return recht.KwartaalVan(nu.PlusDagen(-rapid.IntRange(0, 120).Draw(t, "laat")))
	}
	er, n := map[int]bool{}, 0
	for range rapid.IntRange(1, 30).Draw(t, "golven") {
		nu = nu.PlusDagen(rapid.IntRange(0, 40).Draw(t, "dagen"))
		soort, klasse := rapid.IntRange(0, 2).Draw(t, "soort"), rapid.SampledFrom([]boventallige.Klasse{boventallige.NaarWerk, boventallige.Anders}).Draw(t, "klasse")
		for range rapid.IntRange(1, 12).Draw(t, "hoeveel") {
			wie := n
			if soort > 0 && n > 0 {
				wie = rapid.IntRange(0, n-1).Draw(t, "wie")
			}
			e := verklaard(wie, kwartaal())
			if er[wie] {
				e = uit(wie, kwartaal(), klasse)
			}
			er[wie], n = true, max(n, wie+1)
			events, op = append(events, e), append(op, nu)
		}
	}
	return events, op
}
