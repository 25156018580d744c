package recht

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTermijnVanaf(t *testing.T) {
	acht := Termijn{8, Weken, TermijnUitWet}
	for _, c := range []struct {
		naam, van, tot string
		t              Termijn
	}{
		{"een termijn die op een gewone vrijdag eindigt blijft staan", "2025-02-28", "2025-04-25", acht},
		{"een termijn die op tweede pinksterdag eindigt loopt een dag door", "2026-03-30", "2026-05-26", acht},
		{"een termijn die op een gelijkgestelde dag eindigt loopt door over het weekend", "2026-03-20", "2026-05-18", acht},
	} {
		t.Run(c.naam, func(t *testing.T) {
			e, err := c.t.Vanaf(dag(c.van), Feestdagen)
			require.NoError(t, err)
			require.Equal(t, c.tot, e.Uiterlijk.String())
		})
	}
}

func dag(s string) Datum {
	d, err := ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}
