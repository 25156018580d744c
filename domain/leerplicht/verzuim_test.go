package leerplicht

import (
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var drempel = Drempel{Minuten: 16 * 60, Lesweken: 4}

// uren makes absence of pairs of a day and whole hours.
func uren(paren ...any) (v []Verzuim) {
	for i := 0; i < len(paren); i += 2 {
		v = append(v, Verzuim{dag(paren[i].(string)), paren[i+1].(int) * 60})
	}
	return v
}

func TestVectorsVerzuim(t *testing.T) {
	d, _, err := Verzuimdrempel.Op(dag("2025-09-01"))
	require.NoError(t, err)
	require.Equal(t, drempel, d)
	for i, c := range leesVectors(t).Verzuim.Cases {
		var v []Verzuim
		for _, p := range c.Verzuim {
			v = append(v, Verzuim{dag(p[0].(string)), int(p[1].(float64)) * 60})
		}
		got, err := Signalen(d, v, []recht.Datum{dag("2025-10-20")}) // ISO week 43
		require.NoError(t, err)
		require.Len(t, got, len(c.Meldingen), "geval %d", i)
		for j, m := range c.Meldingen {
			require.Equal(t, Signaal{m.Begin, m.Eind, m.Uren * 60}, got[j])
		}
	}
}

func TestSignalen(t *testing.T) {
	for _, c := range []struct {
		naam    string
		verzuim []Verzuim
		vrij    []recht.Datum
		want    []Signaal
	}{
		{"zonder verzuim geen signaal", nil, nil, nil},
		{"een minuut te weinig is geen signaal", []Verzuim{{dag("2025-09-01"), 480}, {dag("2025-09-02"), 479}}, nil, nil},
		{"precies zestien uur wel", uren("2025-09-01", 8, "2025-09-02", 8), nil, []Signaal{{dag("2025-09-01"), dag("2025-09-02"), 960}}},
		{"zondag van de vierde week telt nog mee", uren("2025-09-01", 8, "2025-09-28", 8), nil, []Signaal{{dag("2025-09-01"), dag("2025-09-28"), 960}}},
		{"maandag van de vijfde week niet meer", uren("2025-09-01", 8, "2025-09-29", 8), nil, nil},
		{"ook zonder verzuim in een week loopt het venster door", uren("2025-09-05", 8, "2025-09-26", 8), nil, []Signaal{{dag("2025-09-05"), dag("2025-09-26"), 960}}},
		{"een vakantieweek telt niet als lesweek", uren("2025-10-06", 8, "2025-11-03", 8), []recht.Datum{dag("2025-10-15")}, []Signaal{{dag("2025-10-06"), dag("2025-11-03"), 960}}},
		{"dezelfde vakantieweek twee keer noemen telt een keer", uren("2025-10-06", 8, "2025-11-10", 8), []recht.Datum{dag("2025-10-13"), dag("2025-10-19")}, nil},
		{"een vakantie voor het verzuim doet niets", uren("2025-10-06", 8, "2025-11-03", 8), []recht.Datum{dag("2025-09-29")}, nil},
		{"de volgorde van aanleveren doet er niet toe", uren("2025-09-02", 8, "2025-09-01", 8), nil, []Signaal{{dag("2025-09-01"), dag("2025-09-02"), 960}}},
		{"verzuim op een dag wordt opgeteld", uren("2025-09-01", 4, "2025-09-01", 4, "2025-09-02", 8), nil, []Signaal{{dag("2025-09-01"), dag("2025-09-02"), 960}}},
		{"het signaal begint bij het eerste verzuim dat nog in het venster valt", uren("2025-09-01", 1, "2025-09-10", 8, "2025-09-29", 8), nil, []Signaal{{dag("2025-09-10"), dag("2025-09-29"), 960}}},
		{"na een signaal begint de telling opnieuw", uren("2025-09-01", 8, "2025-09-02", 9, "2025-09-03", 8, "2025-09-04", 7), nil, []Signaal{{dag("2025-09-01"), dag("2025-09-02"), 1020}}},
		{"over de jaarwisseling lopen de weken door", uren("2025-12-15", 8, "2026-01-19", 8), []recht.Datum{dag("2025-12-22"), dag("2025-12-29")}, []Signaal{{dag("2025-12-15"), dag("2026-01-19"), 960}}},
	} {
		t.Run(c.naam, func(t *testing.T) {
			got, err := Signalen(drempel, c.verzuim, c.vrij)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
	t.Run("verzuim dat niet kan wordt geweigerd", func(t *testing.T) {
		for _, v := range [][]Verzuim{
			{{recht.Datum{}, 60}},
			{{dag("2025-09-01"), 0}},
			{{dag("2025-09-01"), -60}},
			{{dag("2025-09-01"), 24*60 + 1}},
			uren("2025-09-01", 13, "2025-09-01", 12), uren("2025-10-22", 2),
		} {
			_, err := Signalen(drempel, v, []recht.Datum{dag("2025-10-20")})
			require.ErrorIs(t, err, ErrVerzuim)
		}
	})
	t.Run("de invoer blijft zoals zij was", func(t *testing.T) {
		v := uren("2025-09-02", 8, "2025-09-01", 4, "2025-09-01", 4)
		_, err := Signalen(drempel, v, nil)
		require.NoError(t, err)
		require.Equal(t, uren("2025-09-02", 8, "2025-09-01", 4, "2025-09-01", 4), v)
	})
}

// TestSignalenProperty compares with the definition, window by window.
func TestSignalenProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		begin := dag("2025-09-01").PlusDagen(rapid.IntRange(0, 6).Draw(t, "begin"))
		var verzuim []Verzuim
		d := begin
		for range rapid.IntRange(0, 25).Draw(t, "n") {
			verzuim = append(verzuim, Verzuim{d, rapid.IntRange(1, 500).Draw(t, "minuten")})
			d = d.PlusDagen(rapid.IntRange(1, 12).Draw(t, "stap"))
		}
		got, err := Signalen(drempel, verzuim, nil)
		require.NoError(t, err)
		var want []Signaal
		vanaf := dag("0001-01-01")
		for _, laatste := range verzuim {
			venster := maandag(laatste.Dag).PlusDagen(-21)
			s := Signaal{Eind: laatste.Dag}
			for _, v := range verzuim {
				if v.Dag.Voor(venster) || !v.Dag.Na(vanaf) || v.Dag.Na(laatste.Dag) {
					continue
				}
				if s.Begin.IsZero() {
					s.Begin = v.Dag
				}
				s.Minuten += v.Minuten
			}
			if s.Minuten >= drempel.Minuten {
				want, vanaf = append(want, s), laatste.Dag
			}
		}
		require.Equal(t, want, got)
	})
}
