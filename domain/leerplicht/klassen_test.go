package leerplicht

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestLeeftijdsklassen(t *testing.T) {
	t.Run("een klasse begint op de verjaardag", func(t *testing.T) {
		geboren := dag("2008-02-29")
		for _, c := range []struct {
			op   string
			want Leeftijdsklasse
		}{
			{"2013-02-28", Tot5},
			{"2013-03-01", Van5Tot12},
			{"2020-02-28", Van5Tot12},
			{"2020-02-29", Van12Tot16},
			{"2024-02-28", Van12Tot16},
			{"2024-02-29", Van16Tot18},
			{"2026-02-28", Van16Tot18},
			{"2026-03-01", Van18Tot23},
			{"2031-03-01", Van23Tot27},
			{"2035-02-28", Van23Tot27},
			{"2035-03-01", Van27EnOuder},
		} {
			require.Equal(t, c.want, KlasseVan(Leeftijd(geboren, dag(c.op))), c.op)
		}
	})
	t.Run("leeftijd loopt gelijk met verjaardagen", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geboren := dag("1995-01-01").PlusDagen(rapid.IntRange(0, 9000).Draw(t, "geboren"))
			d := geboren.PlusDagen(rapid.IntRange(0, 12000).Draw(t, "dagen"))
			n := Leeftijd(geboren, d)
			require.False(t, d.Voor(geboren.PlusJaren(n)))
			require.True(t, d.Voor(geboren.PlusJaren(n+1)))
			require.True(t, Bekend(KlasseVan(n)))
		})
	})
	t.Run("een schooljaar heet naar zijn twee jaren", func(t *testing.T) {
		require.Equal(t, "2025-2026", SchooljaarNaam(dag("2026-07-31")))
		require.Equal(t, "2026-2027", SchooljaarNaam(dag("2026-08-01")))
	})
}

func TestSchool(t *testing.T) {
	for s, want := range map[School]bool{
		"27GZ01": true, "00AA00": true, "": false, "27GZ": false, "27GZ1": false, "27GZ011": false,
		"27gz01": false, "2AGZ01": false, "27G101": false, "27GZ0A": false, "27ÉZ1": false,
	} {
		require.Equal(t, want, s.Geldig(), "%q", s)
	}
}

// What is public may not point at a criminal follow-up, in no closed set.
func TestNietsWijstNaarStrafrecht(t *testing.T) {
	require.Empty(t, verdacht(Sluitreden("").Waarden(), Plicht("").Waarden(), Onderwijssoort("").Waarden(), Leeftijdsklasse("").Waarden()))
	require.Equal(t, []string{"naar-HALT", "proces-verbaal"}, verdacht([]string{"naar-HALT", "verhuisd"}, []string{"proces-verbaal"}), "the check itself sees it")
}

func verdacht(sets ...[]string) (uit []string) {
	for _, set := range sets {
		for _, v := range set {
			for _, woord := range []string{"halt", "proces", "verbaal", "straf", "justitie", "politie", "verdachte", "opspor"} {
				if strings.Contains(strings.ToLower(v), woord) {
					uit = append(uit, v)
					break
				}
			}
		}
	}
	return uit
}
