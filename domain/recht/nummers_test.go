package recht

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

func TestPersoonsnummers(t *testing.T) {
	t.Run("alleen negen cijfers die de elfproef doorstaan zijn een bsn", func(t *testing.T) {
		for _, s := range []string{"999990019", "999992740", "999994669", "010000008"} {
			_, err := ParseBSN(s)
			require.NoError(t, err, s)
		}
		for _, s := range []string{"", "99999001", "9999900190", "99999001a", " 99990019", "٩99990019", "000000000", "10000008"} {
			_, err := ParseBSN(s)
			require.ErrorIs(t, err, ErrBSN, s)
		}
	})
	t.Run("een onderwijsnummer begint met 10 en laat bij deling door elf vijf over", func(t *testing.T) {
		gevonden := 0
		for i := range 1000 {
			s := fmt.Sprintf("101%06d", i)
			_, errBSN := ParseBSN(s)
			if _, err := ParseOnderwijsnummer(s); err == nil {
				gevonden++
				require.ErrorIs(t, errBSN, ErrBSN, "geen nummer is beide")
			}
		}
		require.InDelta(t, 1000/11, gevonden, 2)
		_, err := ParseOnderwijsnummer("100000004") // 9*1 - 4 = 5
		require.NoError(t, err)
		for _, s := range []string{"", "100000003", "100000005", "100000005x", "110000000", "999990019", "000000005"} {
			_, err := ParseOnderwijsnummer(s)
			require.ErrorIs(t, err, ErrOnderwijsnummer, s)
		}
	})
	t.Run("geen afdruk toont het nummer", func(t *testing.T) {
		bsn, err := ParseBSN("999990019")
		require.NoError(t, err)
		for _, vorm := range []string{"%v", "%s", "%q", "%+v", "%#v", "%x"} {
			require.NotContains(t, fmt.Sprintf(vorm, bsn), "99999")
			require.NotContains(t, fmt.Sprintf(vorm, Onderwijsnummer("101000000")), "10100")
			require.NotContains(t, fmt.Sprintf(vorm, struct{ B BSN }{bsn}), "99999")
		}
	})
}

// TestElfproefProperty: the elfproef finds one wrong digit, and a swap of two
// neighbours that differ.
func TestElfproefProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		acht := fmt.Sprintf("%08d", rapid.IntRange(1, 99_999_999).Draw(t, "nummer"))
		goed := ""
		for c := byte('0'); c <= '9'; c++ {
			if _, err := ParseBSN(acht + string(rune(c))); err == nil {
				require.Empty(t, goed, "er is hooguit een controlecijfer")
				goed = acht + string(rune(c))
			}
		}
		if goed == "" {
			t.Skip("no check digit fits")
		}
		i := rapid.IntRange(0, 8).Draw(t, "plaats")
		b := []byte(goed)
		b[i] = '0' + (b[i]-'0'+byte(rapid.IntRange(1, 9).Draw(t, "fout")))%10
		_, err := ParseBSN(string(b))
		require.ErrorIs(t, err, ErrBSN)
		if i < 7 && goed[i] != goed[i+1] {
			b = []byte(goed)
			b[i], b[i+1] = b[i+1], b[i]
			_, err = ParseBSN(string(b))
			require.ErrorIs(t, err, ErrBSN)
		}
	})
}

func TestOrganisatienummers(t *testing.T) {
	for _, c := range []struct {
		naam       string
		lees       func(string) error
		goed, fout []string
	}{
		{"brin", parser(ParseBRIN), []string{"07PK", "00AA"}, []string{"", "7PK", "07pk", "07P1", "077K", "07PK0", "07ÄK"}},
		{"vestiging", parser(ParseVestiging), []string{"07PK05", "07PK00"}, []string{"", "07PK", "07PK5", "07PK0A", "07pk05", "07PK005"}},
		{"kvk", parser(ParseKvKNummer), []string{"69599084", "68750110", "90004760"}, []string{"", "6959908", "695990840", "6959908a", "00000000"}},
		{"rsin", parser(ParseRSIN), []string{"823288444", "822477348"}, []string{"", "823288445", "000000000", "82328844"}},
		{
			"oin", parser(ParseOIN),
			[]string{"00000001823288444000", "00000003695990840000", "00000004003214345001", "00000004194049711000", "00000099000000001000"},
			[]string{
				"", "0000000182328844400", "000000018232884440000", "00000001823288445000", "00000001823288444001",
				"00000003695990840001", "00000003000000000000", "00000000823288444000", "00000005123456789000", "0000000382328844400a",
			},
		},
		{"gemeentecode", parser(ParseGemeentecode), []string{"GM0202", "GM1734"}, []string{"", "0202", "gm0202", "GM202", "GM02020", "GM020a", "GM٠202"}},
	} {
		t.Run("een "+c.naam+" wordt alleen in de juiste vorm gelezen", func(t *testing.T) {
			for _, s := range c.goed {
				require.NoError(t, c.lees(s), s)
			}
			for _, s := range c.fout {
				require.Error(t, c.lees(s), s)
			}
		})
	}
	v, err := ParseVestiging("07PK05")
	require.NoError(t, err)
	require.Equal(t, BRIN("07PK"), v.BRIN())
	require.Empty(t, Vestiging("07PK").BRIN())
}

// parser leaves only whether f accepts a text.
func parser[T ~string](f func(string) (T, error)) func(string) error {
	return func(s string) error {
		got, err := f(s)
		if err == nil && string(got) != s {
			return fmt.Errorf("%q was read as %q", s, string(got))
		}
		return err
	}
}

func FuzzNummers(f *testing.F) {
	for _, s := range []string{"999990019", "101000000", "07PK05", "69599084", "00000001823288444000", "GM0202", ""} {
		f.Add(s)
	}
	lezers := []func(string) error{
		parser(ParseBSN), parser(ParseOnderwijsnummer), parser(ParseBRIN), parser(ParseVestiging),
		parser(ParseKvKNummer), parser(ParseRSIN), parser(ParseOIN), parser(ParseGemeentecode),
	}
	f.Fuzz(func(t *testing.T, s string) {
		for i, lees := range lezers {
			if lees(s) != nil {
				continue
			}
			for _, r := range s {
				if (r < '0' || r > '9') && (r < 'A' || r > 'Z') {
					t.Fatalf("parser %d accepts %q", i, s)
				}
			}
		}
	})
}
