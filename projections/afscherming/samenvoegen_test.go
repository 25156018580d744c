package afscherming_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections/afscherming"
)

func rij(n int64, sleutel ...string) afscherming.Rij {
	return afscherming.Rij{Sleutel: sleutel, Aantallen: []int64{n}}
}

func TestVoegsamen(t *testing.T) {
	m := afscherming.Maat{Drempel: 5}
	for _, c := range []struct {
		naam  string
		rijen []afscherming.Rij
		want  string
	}{
		{"niets is niets", nil, ""},
		{"nul heeft geen regel en wordt niet afgeschermd", []afscherming.Rij{rij(0, "A", "x"), rij(5, "A", "y")}, "[A y]=[5];"},
		{"1 wordt samengevoegd met de volgende", []afscherming.Rij{rij(1, "A", "x"), rij(9, "A", "y"), rij(9, "A", "z")}, "[A z]=[9];[A overig (samengevoegd)]=[10];"},
		{"4 ook", []afscherming.Rij{rij(4, "A", "x"), rij(9, "A", "y"), rij(9, "A", "z")}, "[A z]=[9];[A overig (samengevoegd)]=[13];"},
		{"5 niet", []afscherming.Rij{rij(5, "A", "x"), rij(9, "A", "y"), rij(9, "A", "z")}, "[A x]=[5];[A y]=[9];[A z]=[9];"},
		{"de volgende na de laatste is de eerste", []afscherming.Rij{rij(9, "A", "x"), rij(9, "A", "y"), rij(4, "A", "z")}, "[A y]=[9];[A overig (samengevoegd)]=[13];"},
		{"kleine groepen die samen groot genoeg zijn nemen geen ander mee", []afscherming.Rij{rij(1, "A", "x"), rij(9, "A", "y"), rij(4, "A", "z")}, "[A y]=[9];[A overig (samengevoegd)]=[5];"},
		{"samen 4 is te weinig", []afscherming.Rij{rij(1, "A", "x"), rij(9, "A", "y"), rij(3, "A", "z")}, "[A overig (samengevoegd)]=[13];"},
		{"een kleine gemeente gaat op in een andere", []afscherming.Rij{rij(2, "A", "x"), rij(2, "A", "y"), rij(7, "B", "x"), rij(8, "C", "x")}, "[C x]=[8];[overig (samengevoegd) overig (samengevoegd)]=[11];"},
		{"een periode van 4 wordt niet getoond", []afscherming.Rij{rij(2, "A", "x"), rij(2, "B", "x")}, ""},
		{"een periode van 5 wel, als geheel", []afscherming.Rij{rij(2, "A", "x"), rij(3, "B", "x")}, "[overig (samengevoegd) overig (samengevoegd)]=[5];"},
		{"een correctie onder nul is geen groep", []afscherming.Rij{rij(-2, "A", "x"), rij(9, "A", "y")}, "[A overig (samengevoegd)]=[7];"},
	} {
		t.Run(c.naam, func(t *testing.T) { require.Equal(t, c.want, alsTekst(lijnen(t, c.rijen, m))) })
	}
	t.Run("twee regels met dezelfde dimensies zijn een fout, ook als ze klein zijn", func(t *testing.T) {
		_, err := afscherming.Voegsamen([]afscherming.Rij{rij(1, "A", "x"), rij(1, "A", "x"), rij(9, "A", "y")}, m)
		require.ErrorIs(t, err, afscherming.ErrDubbel)
	})
	t.Run("bij geneste kolommen is ook het verschil een groep", func(t *testing.T) {
		rijen := []afscherming.Rij{{Sleutel: []string{"A"}, Aantallen: []int64{20, 18}}, {Sleutel: []string{"B"}, Aantallen: []int64{20, 11}}, {Sleutel: []string{"C"}, Aantallen: []int64{30, 30}}}
		require.Equal(t, "[A]=[20 18];[B]=[20 11];[C]=[30 30];", alsTekst(lijnen(t, rijen, m)))
		require.Equal(t, "[C]=[30 30];[overig (samengevoegd)]=[40 29];", alsTekst(lijnen(t, rijen, afscherming.Maat{Drempel: 5, Genest: true})))
	})
}

func TestDwars(t *testing.T) {
	m := afscherming.Maat{Drempel: 5}
	leidend := func(x, y int64) []afscherming.Rij {
		return []afscherming.Rij{rij(x, "A", "x"), rij(y, "A", "y"), rij(50, "B", "x")}
	}
	kruis := func(ns ...int64) []afscherming.Rij { return []afscherming.Rij{{Sleutel: []string{"A"}, Aantallen: ns}} }
	for _, c := range []struct {
		naam    string
		leidend []afscherming.Rij
		kruis   []afscherming.Rij
		want    []int
	}{
		{"een blok zonder kleine groepen wordt getoond", leidend(10, 10), kruis(15, 5), []int{0}},
		{"nul is geen kleine groep", leidend(10, 10), kruis(20, 0), []int{0}},
		{"een klein getal verbergt het blok", leidend(10, 10), kruis(16, 4), nil},
		{"een kleine groep in het eerste rapport verbergt het blok", leidend(17, 3), kruis(10, 10), nil},
		{"ook als het tweede rapport maar een deel telt, en de rest groot is", []afscherming.Rij{rij(10, "A", "x"), rij(3, "A", "y"), rij(7, "A", "z")}, kruis(5, 0), nil},
		{"wat het tweede rapport weglaat is ook een groep", leidend(10, 10), kruis(10, 6), nil},
		{"vijf weglaten mag", leidend(10, 10), kruis(10, 5), []int{0}},
		{"meer dan het eerste rapport kan niet kloppen", leidend(10, 10), kruis(20, 5), nil},
		{"een blok dat het eerste rapport niet kent wordt niet getoond", nil, kruis(10, 10), nil},
	} {
		t.Run(c.naam, func(t *testing.T) {
			got, err := afscherming.Dwars(c.leidend, c.kruis, 1, m)
			require.NoError(t, err)
			require.Equal(t, c.want, got)
		})
	}
}
