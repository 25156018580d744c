package recht

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestDatum(t *testing.T) {
	t.Run("de dag begint om middernacht in Amsterdam, zomer en winter", func(t *testing.T) {
		for _, c := range []struct{ moment, dag string }{
			{"2022-06-30T21:59:59.999Z", "2022-06-30"},
			{"2022-06-30T22:00:00Z", "2022-07-01"}, // summer time
			{"2026-01-31T22:59:59.999Z", "2026-01-31"},
			{"2026-01-31T23:00:00Z", "2026-02-01"}, // winter time
			{"2026-03-28T23:00:00Z", "2026-03-29"}, // the day of 23 hours begins
			{"2026-03-29T21:59:59Z", "2026-03-29"}, // and ends
			{"2026-10-24T22:00:00Z", "2026-10-25"}, // the day of 25 hours begins
			{"2026-10-25T22:59:59Z", "2026-10-25"}, // and ends
			{"2024-02-28T23:00:00Z", "2024-02-29"},
		} {
			m, err := time.Parse(time.RFC3339, c.moment)
			require.NoError(t, err)
			require.Equal(t, c.dag, DatumVan(m).String(), c.moment)
		}
	})
	t.Run("wie op 29 februari jarig is wordt in andere jaren ouder op 1 maart", func(t *testing.T) {
		require.Equal(t, "2030-03-01", dag("2012-02-29").PlusJaren(18).String())
		require.Equal(t, "2032-02-29", dag("2012-02-29").PlusJaren(20).String())
	})
	t.Run("een termijn van maanden eindigt op de laatste dag van een kortere maand", func(t *testing.T) {
		for _, c := range []struct {
			van  string
			n    int
			want string
		}{{"2024-01-31", 1, "2024-02-29"}, {"2025-03-31", -1, "2025-02-28"}, {"2025-12-15", 1, "2026-01-15"}, {"2024-02-29", 12, "2025-02-28"}, {"2024-02-29", -48, "2020-02-29"}} {
			require.Equal(t, c.want, dag(c.van).PlusMaanden(c.n).String())
		}
	})
	t.Run("de lege datum is leeg in tekst", func(t *testing.T) {
		require.True(t, Datum{}.IsZero())
		require.Empty(t, Datum{}.String())
		b, err := json.Marshal(struct {
			D Datum `json:"d,omitzero"`
		}{})
		require.NoError(t, err)
		require.Equal(t, "{}", string(b))
	})
	t.Run("alles wat geen datum is wordt geweigerd", func(t *testing.T) {
		for _, s := range []string{"", "2026-1-1", "2026-02-29", "2026-13-01", "2026-00-01", "2026-01-32", "01-01-2026", "2026-01-01T00:00:00Z", "0000-01-01", "2026-01-01 ", "20260101"} {
			_, err := ParseDatum(s)
			require.ErrorIs(t, err, ErrDatum, s)
		}
	})
}

func TestDatumProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := dag("1900-01-01").PlusDagen(rapid.IntRange(0, 100_000).Draw(t, "d"))
		e := dag("1900-01-01").PlusDagen(rapid.IntRange(0, 100_000).Draw(t, "e"))
		require.Equal(t, e, d.PlusDagen(d.DagenTot(e)))
		require.Equal(t, d.Voor(e), e.Na(d))
		require.Equal(t, d.Voor(e), d.String() < e.String())
		require.Equal(t, d, NieuweDatum(d.Jaar(), d.Maand(), d.Dag()))
		require.Equal(t, d, DatumVan(d.Begin()))
		require.Equal(t, d.PlusDagen(-1), DatumVan(d.Begin().Add(-time.Millisecond)))
		require.Equal(t, d.utc().Weekday(), d.Weekdag())
		m := d.PlusMaanden(rapid.IntRange(-300, 300).Draw(t, "maanden"))
		require.True(t, m.Dag() == d.Dag() || m.PlusDagen(1).Dag() == 1 && m.Dag() < d.Dag())
		var terug Datum
		tekst, err := d.MarshalText()
		require.NoError(t, err)
		require.NoError(t, terug.UnmarshalText(tekst))
		require.Equal(t, d, terug)
	})
}

func FuzzParseDatum(f *testing.F) {
	for _, s := range []string{"2026-01-31", "2024-02-29", "0001-01-01", "9999-12-31", "2026-1-1", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDatum(s)
		if err == nil && (d.IsZero() || d.String() != s) {
			t.Fatalf("%q came back as %q", s, d)
		}
	})
}
