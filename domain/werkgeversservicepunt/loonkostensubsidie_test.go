package werkgeversservicepunt

import (
	"encoding/json"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	in2026 = recht.NieuweDatum(2026, 1, 1)
	week36 = Dienstbetrekking{Minimumloon: 240_000, Uren: 3600, Norm: 3600}
)

// geschaald reads "0.60" as 60 with two decimals.
func geschaald(t *testing.T, s string) int {
	t.Helper()
	heelDeel, rest, _ := strings.Cut(s, ".")
	n, err := strconv.Atoi(heelDeel + (rest + "00")[:2])
	require.NoError(t, err)
	return n
}

func TestVectorsLoonkostensubsidie(t *testing.T) {
	var v struct {
		LKS struct {
			Cases []struct {
				Loon       recht.Bedrag `json:"wml_vb"`
				Loonwaarde string       `json:"loonwaarde"`
				Uren       string       `json:"uren"`
				LKS        recht.Bedrag `json:"lks"`
			} `json:"cases"`
			Forfait recht.Bedrag `json:"forfait_50pct_36u"`
		} `json:"lks_illustratie"`
	}
	b, err := os.ReadFile("../recht/testdata/testvectors.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &v))
	require.Len(t, v.LKS.Cases, 4)
	for _, c := range v.LKS.Cases {
		s, err := Bereken(in2026, Dienstbetrekking{c.Loon, Honderdsten(geschaald(t, c.Uren)), 3600}, Tienduizendsten(100*geschaald(t, c.Loonwaarde)))
		require.NoError(t, err)
		require.Equal(t, c.LKS, s.Bedrag)
	}
	s, err := BerekenForfait(in2026, week36)
	require.NoError(t, err)
	require.Equal(t, v.LKS.Forfait, s.Bedrag)
}

func TestBereken(t *testing.T) {
	t.Run("het plafond is zeventig procent, ook precies op de grens", func(t *testing.T) {
		for lw, want := range map[Tienduizendsten]recht.Bedrag{0: 207_480, 3000: 207_480, 3001: 207_450, 10_000: 0} {
			s, err := Bereken(in2026, week36, lw)
			require.NoError(t, err)
			require.Equal(t, want, s.Bedrag, lw)
		}
	})
	t.Run("tot 2018 waren de werkgeverslasten 23 procent", func(t *testing.T) {
		oud, err := Bereken(recht.NieuweDatum(2017, 12, 31), week36, 6000)
		require.NoError(t, err)
		nieuw, err := Bereken(recht.NieuweDatum(2018, 1, 1), week36, 6000)
		require.NoError(t, err)
		require.Equal(t, []recht.Bedrag{118_080, 118_560}, []recht.Bedrag{oud.Bedrag, nieuw.Bedrag})
	})
	t.Run("meer uren dan voltijds tellen niet", func(t *testing.T) {
		s, err := Bereken(in2026, Dienstbetrekking{240_000, 4000, 3600}, 6000)
		require.NoError(t, err)
		require.Equal(t, recht.Bedrag(118_560), s.Bedrag)
	})
	t.Run("een halve cent wordt naar boven afgerond", func(t *testing.T) {
		s, err := Bereken(in2026, Dienstbetrekking{2, 3600, 3600}, 6000) // 2 * 0.4 * 1.235 = 0.988
		require.NoError(t, err)
		require.Equal(t, recht.Bedrag(1), s.Bedrag)
		s, err = Bereken(in2026, Dienstbetrekking{1, 3600, 3600}, 6000) // 0.494
		require.NoError(t, err)
		require.Equal(t, recht.Bedrag(0), s.Bedrag)
		s, err = Bereken(in2026, Dienstbetrekking{1000, 3600, 3600}, 9000) // 123.5
		require.NoError(t, err)
		require.Equal(t, recht.Bedrag(124), s.Bedrag)
	})
	t.Run("de uitkomst noemt elke regel die besliste", func(t *testing.T) {
		s, err := BerekenForfait(recht.NieuweDatum(2020, 1, 1), week36)
		require.NoError(t, err)
		require.Equal(t, []recht.Regelnoot{
			{Code: "LKS_FORFAIT", Versie: beginMGR},
			{Code: "LKS_WERKGEVERSLASTEN", Versie: recht.NieuweDatum(2018, 1, 1)},
			{Code: "LKS_UREN", Versie: beginMGR, Aangenomen: true},
		}, s.Regels)
	})
	t.Run("onmogelijke invoer wordt geweigerd", func(t *testing.T) {
		for _, lw := range []Tienduizendsten{-1, 10_001} {
			_, err := Bereken(in2026, week36, lw)
			require.ErrorIs(t, err, ErrInvoer)
		}
		for _, b := range []Dienstbetrekking{{-1, 3600, 3600}, {1, 0, 3600}, {1, 3600, 0}, {1, -1, 3600}} {
			_, err := Bereken(in2026, b, 6000)
			require.ErrorIs(t, err, ErrInvoer)
			_, err = BerekenForfait(in2026, b)
			require.ErrorIs(t, err, ErrInvoer)
		}
	})
	t.Run("een bedrag dat niet past faalt", func(t *testing.T) {
		_, err := Bereken(in2026, Dienstbetrekking{math.MaxInt64, 1 << 40, 1 << 40}, 0)
		require.ErrorIs(t, err, recht.ErrOverloop)
	})
	t.Run("voor de MGR bestond zijn er geen parameters", func(t *testing.T) {
		_, err := Bereken(recht.NieuweDatum(2016, 12, 31), week36, 6000)
		require.ErrorIs(t, err, recht.ErrRegelGeldtNiet)
		_, err = BerekenForfait(recht.NieuweDatum(2016, 12, 31), week36)
		require.ErrorIs(t, err, recht.ErrRegelGeldtNiet)
	})
}

func TestForfaitTot(t *testing.T) {
	for van, want := range map[string]string{"2026-01-01": "2026-06-30", "2025-03-01": "2025-08-31", "2025-08-31": "2026-02-28", "2030-01-15": "2030-07-14"} {
		d, err := recht.ParseDatum(van)
		require.NoError(t, err)
		tot, err := ForfaitTot(d)
		require.NoError(t, err)
		require.Equal(t, want, tot.String())
	}
	_, err := ForfaitTot(recht.NieuweDatum(2016, 12, 31))
	require.ErrorIs(t, err, recht.ErrRegelGeldtNiet)
}

func TestBerekenProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Dienstbetrekking{
			recht.Bedrag(rapid.Int64Range(0, 1_000_000).Draw(t, "loon")),
			Honderdsten(rapid.IntRange(1, 4000).Draw(t, "uren")), 4000,
		}
		lw := Tienduizendsten(rapid.IntRange(0, 9999).Draw(t, "loonwaarde"))
		lager, err := Bereken(in2026, b, lw)
		require.NoError(t, err)
		hoger, err := Bereken(in2026, b, lw+1)
		require.NoError(t, err)
		require.LessOrEqual(t, hoger.Bedrag, lager.Bedrag, "wie meer waard is krijgt niet meer subsidie")
		// At most 70% of the loon plus 23.5% of that, in proportion to the hours, and half a cent.
		require.LessOrEqual(t, int64(lager.Bedrag)*100_000*3600, int64(b.Minimumloon)*86_450*int64(b.Uren)+50_000*3600)
	})
}
