package recht

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestFeestdagen(t *testing.T) {
	t.Run("de tabel volgt uit Pasen en de vaste dagen van artikel 3", func(t *testing.T) {
		van, tot := Feestdagen.Jaren()
		require.Equal(t, []int{2017, 2028}, []int{van, tot})
		for j := van; j <= tot; j++ {
			p := pasen(j)
			require.Equal(t, time.Sunday, p.Weekdag())
			want := map[Datum]string{
				NieuweDatum(j, 1, 1): "art. 3 lid 1", p.PlusDagen(-2): "art. 3 lid 2", p.PlusDagen(1): "art. 3 lid 1",
				koningsdag(j): "art. 3 lid 1", NieuweDatum(j, 5, 5): "art. 3 lid 1", p.PlusDagen(39): "art. 3 lid 1",
				p.PlusDagen(50): "art. 3 lid 1", NieuweDatum(j, 12, 25): "art. 3 lid 1", NieuweDatum(j, 12, 26): "art. 3 lid 1",
			}
			for d := NieuweDatum(j, 1, 1); d.Jaar() == j; d = d.PlusDagen(1) {
				f, ok := Feestdagen.Op(d)
				if grond := want[d]; grond != "" {
					require.True(t, ok, d)
					require.Equal(t, grond, f.Grondslag, d)
				} else if ok {
					require.Equal(t, "art. 3 lid 3", f.Grondslag, d)
				}
			}
		}
	})
	t.Run("elk besluit over drie jaar stelt ten minste de vrijdag na Hemelvaart gelijk", func(t *testing.T) {
		for j := 2017; j <= 2028; j++ {
			f, ok := Feestdagen.Op(pasen(j).PlusDagen(40))
			require.True(t, ok, j)
			require.Equal(t, "art. 3 lid 3", f.Grondslag)
		}
	})
	t.Run("buiten de bekende jaren is er geen antwoord", func(t *testing.T) {
		for _, d := range []string{"2016-12-31", "2029-01-01"} {
			_, err := Feestdagen.Werkdag(dag(d))
			require.ErrorIs(t, err, ErrKalenderOnbekend)
		}
		_, err := wet(2, Weken).Vanaf(dag("2028-12-20"), Feestdagen)
		require.ErrorIs(t, err, ErrKalenderOnbekend)
	})
	t.Run("een termijn die niet verlengd wordt vraagt niets van de kalender", func(t *testing.T) {
		_, err := wet(13, Weken).Vanaf(dag("2028-12-20"), Feestdagen)
		require.NoError(t, err)
	})
	t.Run("een nieuw besluit vult de kalender aan zonder de oude te veranderen", func(t *testing.T) {
		k, err := Feestdagen.Met(Feestdag{dag("2026-11-25"), "Toets", "art. 3 lid 3", "toets"})
		require.NoError(t, err)
		werk, err := k.Werkdag(dag("2026-11-25"))
		require.NoError(t, err)
		require.False(t, werk)
		werk, err = Feestdagen.Werkdag(dag("2026-11-25"))
		require.NoError(t, err)
		require.True(t, werk)
	})
}

// koningsdag is 27 April, or the day before when that is a Sunday.
func koningsdag(j int) Datum {
	if d := NieuweDatum(j, 4, 27); d.Weekdag() != time.Sunday {
		return d
	}
	return NieuweDatum(j, 4, 26)
}

func TestLeesKalender(t *testing.T) {
	const kop = "datum,naam,grondslag,bron\n"
	for naam, tabel := range map[string]string{
		"leeg":                           "",
		"alleen een kop":                 kop,
		"een andere kop":                 "dag,naam,grondslag,bron\n2026-01-01,a,art. 3 lid 1,b\n",
		"een onvolledig jaar":            kop + "2026-01-01,Nieuwjaarsdag,art. 3 lid 1,wet\n",
		"een onleesbare dag":             kop + "2026-1-1,Nieuwjaarsdag,art. 3 lid 1,wet\n",
		"te weinig kolommen":             kop + "2026-01-01,Nieuwjaarsdag\n",
		"een dag die er twee keer staat": feestdagenTabel + "2026-12-25,Eerste Kerstdag,art. 3 lid 1,wet\n",
		"een jaar dat half is ingevuld":  feestdagenTabel + "2029-01-01,Nieuwjaarsdag,art. 3 lid 1,wet\n",
	} {
		t.Run(naam+" wordt geweigerd", func(t *testing.T) {
			_, err := LeesKalender(strings.NewReader(tabel))
			require.Error(t, err)
		})
	}
	_, err := NieuweKalender()
	require.Error(t, err)
	_, err = Feestdagen.Met(Feestdag{dag("2026-05-15"), "Toets", "art. 3 lid 3", "toets"})
	require.Error(t, err, "een dag die er al in staat")
}

func TestFeestdagenPerJaar(t *testing.T) {
	require.Equal(t, 7, feestdagenPerJaar(2016)) // Hemelvaartsdag was on 5 May
	require.Equal(t, 8, feestdagenPerJaar(2026))
}
