package recht

import (
	"encoding/json"
	"math"
	"math/big"
	"regexp"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

var bedragvorm = regexp.MustCompile(`^-?(0|[1-9][0-9]*)\.[0-9]{2}$`)

func TestParseBedrag(t *testing.T) {
	for s, want := range map[string]Bedrag{
		"0.00": 0, "0.01": 1, "-0.01": -1, "0.10": 10, "1.00": 100, "-1.00": -100, "10.05": 1005, "31022919.00": 3102291900,
		"92233720368547758.07": math.MaxInt64, "-92233720368547758.08": math.MinInt64,
	} {
		b, err := ParseBedrag(s)
		require.NoError(t, err, s)
		require.Equal(t, want, b)
		require.Equal(t, s, b.String())
	}
	for _, s := range []string{
		"", "-", ".", ".00", "-.00", "0", "1", "1.", "1.0", "1.000", "01.00", "00.00", "-00.01", "-0.00", "+1.00", "--1.00", "1,00",
		"1.0a", "a.00", " 1.00", "1.00 ", "1 000.00", "1e3.00", "٣.00", "92233720368547758.08", "-92233720368547758.09", "99999999999999999999.00",
	} {
		_, err := ParseBedrag(s)
		require.ErrorIs(t, err, ErrBedrag, s)
	}
}

func TestBedragJSON(t *testing.T) {
	var x struct {
		B Bedrag `json:"b"`
	}
	require.NoError(t, json.Unmarshal([]byte(`{"b":"-12.05"}`), &x))
	require.Equal(t, Bedrag(-1205), x.B)
	b, err := json.Marshal(x)
	require.NoError(t, err)
	require.Equal(t, `{"b":"-12.05"}`, string(b))
	require.Error(t, json.Unmarshal([]byte(`{"b":12.05}`), &x), "een bedrag is tekst, geen getal")
}

func TestBedragRekenen(t *testing.T) {
	t.Run("optellen en aftrekken zijn exact of falen", rapid.MakeCheck(func(t *rapid.T) {
		uit := rapid.OneOf(rapid.Int64(), rapid.SampledFrom([]int64{math.MinInt64, math.MinInt64 + 1, -1, 0, 1, math.MaxInt64 - 1, math.MaxInt64}))
		a, b := uit.Draw(t, "a"), uit.Draw(t, "b")
		for _, c := range []struct {
			f    func(Bedrag) (Bedrag, error)
			want *big.Int
		}{
			{Bedrag(a).Plus, new(big.Int).Add(big.NewInt(a), big.NewInt(b))},
			{Bedrag(a).Min, new(big.Int).Sub(big.NewInt(a), big.NewInt(b))},
		} {
			got, err := c.f(Bedrag(b))
			if !c.want.IsInt64() {
				require.ErrorIs(t, err, ErrOverloop)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, c.want.Int64(), int64(got))
		}
	}))
	t.Run("een som die niet past faalt", func(t *testing.T) {
		s, err := Som(100, -30, 5)
		require.NoError(t, err)
		require.Equal(t, Bedrag(75), s)
		_, err = Som(math.MaxInt64, 1, -1)
		require.ErrorIs(t, err, ErrOverloop)
		s, err = Som()
		require.NoError(t, err)
		require.Zero(t, s)
	})
}

func TestBedragText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := Bedrag(rapid.Int64().Draw(t, "centen"))
		tekst, err := b.MarshalText()
		require.NoError(t, err)
		require.Regexp(t, bedragvorm, string(tekst))
		var terug Bedrag
		require.NoError(t, terug.UnmarshalText(tekst))
		require.Equal(t, b, terug)
		met, err := b.AppendText([]byte("x"))
		require.NoError(t, err)
		require.Equal(t, "x"+string(tekst), string(met))
	})
}

func FuzzParseBedrag(f *testing.F) {
	for _, s := range []string{"0.00", "-12.05", "92233720368547758.07", "01.00", "-0.00", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, err := ParseBedrag(s)
		if err != nil {
			if bedragvorm.MatchString(s) && s != "-0.00" && len(s) < 19 {
				t.Fatalf("%q has the form of an amount and is refused", s)
			}
			return
		}
		if b.String() != s {
			t.Fatalf("%q came back as %q", s, b)
		}
	})
}
