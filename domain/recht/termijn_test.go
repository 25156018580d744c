package recht

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// dag reads a date that the test itself wrote down.
func dag(s string) Datum {
	d, err := ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func wet(n int, e Eenheid) Termijn { return Termijn{n, e, TermijnUitWet} }

func TestTermijnVanaf(t *testing.T) {
	for _, c := range []struct {
		naam          string
		t             Termijn
		van, nominaal string
		uiterlijk     string
		verlengd      Verlenging
	}{
		{"een termijn die op een gewone vrijdag eindigt blijft staan", wet(8, Weken), "2025-02-28", "2025-04-25", "2025-04-25", ""},
		{"zaterdag wordt maandag", wet(3, Weken), "2025-02-01", "2025-02-22", "2025-02-24", VerlengdArt1},
		{"zondag wordt maandag", wet(3, Weken), "2025-02-02", "2025-02-23", "2025-02-24", VerlengdArt1},
		{"tweede pinksterdag wordt dinsdag", wet(8, Weken), "2026-03-30", "2026-05-25", "2026-05-26", VerlengdArt1},
		{"een bij koninklijk besluit gelijkgestelde dag telt als feestdag", wet(8, Weken), "2026-03-20", "2026-05-15", "2026-05-18", VerlengdArt1},
		{"goede vrijdag telt als feestdag", wet(6, Weken), "2026-02-20", "2026-04-03", "2026-04-07", VerlengdArt1},
		{"een feestdag binnen de termijn verlengt niet", wet(8, Weken), "2026-04-06", "2026-06-01", "2026-06-01", ""},
		{"twaalf weken valt er nog onder", wet(12, Weken), "2025-03-29", "2025-06-21", "2025-06-23", VerlengdArt1},
		{"dertien weken niet", wet(13, Weken), "2025-03-29", "2025-06-28", "2025-06-28", ""},
		{"negentig dagen valt er nog onder", wet(90, Dagen), "2025-03-23", "2025-06-21", "2025-06-23", VerlengdArt1},
		{"eenennegentig dagen niet", wet(91, Dagen), "2025-03-22", "2025-06-21", "2025-06-21", ""},
		{"drie maanden valt er nog onder", wet(3, Maanden), "2025-03-21", "2025-06-21", "2025-06-23", VerlengdArt1},
		{"vier maanden niet", wet(4, Maanden), "2025-02-21", "2025-06-21", "2025-06-21", ""},
		{"een jaar niet", wet(1, Jaren), "2024-06-21", "2025-06-21", "2025-06-21", ""},
		{"een termijn uit een regeling wordt niet verlengd", Termijn{8, Weken, TermijnUitRegeling}, "2026-03-30", "2026-05-25", "2026-05-25", ""},
		{"een termijn uit een overeenkomst wordt niet verlengd", Termijn{8, Weken, TermijnUitOvereenkomst}, "2026-03-30", "2026-05-25", "2026-05-25", ""},
		{"drie dagen bevatten twee werkdagen", wet(3, Dagen), "2025-04-17", "2025-04-20", "2025-04-23", VerlengdArt2}, // Goede Vrijdag to Easter Sunday
		{"drie dagen met twee werkdagen blijven staan", wet(3, Dagen), "2025-04-13", "2025-04-16", "2025-04-16", ""},
		{"vier dagen rond een weekend met een werkdag worden er meer", wet(4, Dagen), "2025-04-17", "2025-04-21", "2025-04-23", VerlengdArt2},
		{"twee dagen hoeven geen twee werkdagen te bevatten", wet(2, Dagen), "2025-04-24", "2025-04-26", "2025-04-28", VerlengdArt1},
		{"een termijn in maanden eindigt op de laatste dag van een kortere maand", wet(1, Maanden), "2025-01-31", "2025-02-28", "2025-02-28", ""},
		{"een maand na 31 januari in een schrikkeljaar", wet(1, Maanden), "2024-01-31", "2024-02-29", "2024-02-29", ""},
		{"een jaar na 29 februari is 28 februari", wet(1, Jaren), "2024-02-29", "2025-02-28", "2025-02-28", ""},
	} {
		t.Run(c.naam, func(t *testing.T) {
			e, err := c.t.Vanaf(dag(c.van), Feestdagen)
			require.NoError(t, err)
			require.Equal(t, Termijneinde{dag(c.nominaal), dag(c.uiterlijk), c.verlengd}, e)
		})
	}
}

func TestTermijnSoorten(t *testing.T) {
	t.Run("een termijn vanaf de dag zelf eindigt een dag eerder", func(t *testing.T) {
		e, err := wet(6, Weken).VanafDagZelf(dag("2025-03-03"), Feestdagen)
		require.NoError(t, err)
		require.Equal(t, "2025-04-13", e.Nominaal.String())
		require.Equal(t, "2025-04-14", e.Uiterlijk.String())
	})
	t.Run("een maand vanaf de dag zelf eindigt op de dag voor dezelfde dag", func(t *testing.T) {
		for van, tot := range map[string]string{"2025-03-01": "2025-03-31", "2025-01-30": "2025-02-28", "2025-01-31": "2025-02-28", "2025-02-28": "2025-03-27", "2024-02-29": "2024-03-28"} {
			e, err := wet(1, Maanden).VanafDagZelf(dag(van), Feestdagen)
			require.NoError(t, err)
			require.Equal(t, tot, e.Nominaal.String(), van)
		}
	})
	t.Run("terugrekenen verschuift nooit, ook niet op een zondag of feestdag", func(t *testing.T) {
		d, err := wet(12, Weken).VoorafAan(dag("2025-07-13"))
		require.NoError(t, err)
		require.Equal(t, "2025-04-20", d.String()) // Easter Sunday
	})
	t.Run("vooruit in hele weken is terugrekenen omgekeerd, en verschuift ook niet", func(t *testing.T) {
		d, err := wet(12, Weken).Daarna(dag("2025-01-26"))
		require.NoError(t, err)
		require.Equal(t, "2025-04-20", d.String()) // Easter Sunday
		_, err = wet(5, Werkdagen).Daarna(dag("2026-01-05"))
		require.ErrorIs(t, err, ErrTermijn)
	})
	t.Run("terugrekenen in maanden", func(t *testing.T) {
		d, err := wet(1, Maanden).VoorafAan(dag("2024-03-31"))
		require.NoError(t, err)
		require.Equal(t, "2024-02-29", d.String())
	})
	t.Run("vóór een dag is uiterlijk de dag ervoor", func(t *testing.T) {
		require.Equal(t, "2026-04-29", UiterlijkVoor(dag("2026-04-30")).String())
		require.Equal(t, "2024-02-29", UiterlijkVoor(dag("2024-03-01")).String())
	})
	t.Run("de laatste dag is nog op tijd, de dag erna niet", func(t *testing.T) {
		e := Termijneinde{Uiterlijk: dag("2026-05-26")}
		require.False(t, e.Verstreken(dag("2026-05-26")))
		require.True(t, e.Verstreken(dag("2026-05-27")))
	})
	t.Run("de dag eindigt om middernacht in Amsterdam, ook in zomertijd", func(t *testing.T) {
		e := Termijneinde{Uiterlijk: dag("2026-05-26")}
		require.False(t, e.Verstreken(DatumVan(time.Date(2026, 5, 26, 21, 59, 59, 999e6, time.UTC))))
		require.True(t, e.Verstreken(DatumVan(time.Date(2026, 5, 26, 22, 0, 0, 0, time.UTC))))
	})
	t.Run("uren zijn verstreken tijd, ook in de nacht dat de klok verzet wordt", func(t *testing.T) {
		van := time.Date(2026, 3, 28, 20, 0, 0, 0, Amsterdam) // summer time starts that night
		tot, err := wet(24, Uren).VanafMoment(van)
		require.NoError(t, err)
		require.Equal(t, "2026-03-29 21:00", tot.In(Amsterdam).Format("2006-01-02 15:04"))
	})
	t.Run("werkdagen slaan weekend en feestdagen over", func(t *testing.T) {
		e, err := wet(1, Werkdagen).Vanaf(dag("2025-04-17"), Feestdagen)
		require.NoError(t, err)
		require.Equal(t, "2025-04-22", e.Uiterlijk.String()) // after Goede Vrijdag and Easter
	})
	t.Run("een termijn zonder grond, eenheid of lengte is een fout", func(t *testing.T) {
		for _, x := range []Termijn{{}, {8, Weken, ""}, {8, "", TermijnUitWet}, {0, Weken, TermijnUitWet}, {-1, Dagen, TermijnUitWet}, {maxAantal + 1, Dagen, TermijnUitWet}, {24, Uren, TermijnUitWet}} {
			_, err := x.Vanaf(dag("2026-01-05"), Feestdagen)
			require.ErrorIs(t, err, ErrTermijn, "%+v", x)
		}
		_, err := wet(5, Werkdagen).VoorafAan(dag("2026-01-05"))
		require.ErrorIs(t, err, ErrTermijn)
		_, err = wet(5, Dagen).VanafMoment(time.Unix(0, 0))
		require.ErrorIs(t, err, ErrTermijn)
	})
}

func TestTermijnProperties(t *testing.T) {
	t.Run("een verlengde termijn eindigt op een werkdag, hooguit enkele dagen later", rapid.MakeCheck(func(t *rapid.T) {
		x := wet(rapid.IntRange(1, 12).Draw(t, "n"), rapid.SampledFrom([]Eenheid{Dagen, Weken}).Draw(t, "eenheid"))
		van := dag("2017-01-01").PlusDagen(rapid.IntRange(0, 4200).Draw(t, "dag"))
		e, err := x.Vanaf(van, Feestdagen)
		require.NoError(t, err)
		werk, err := Feestdagen.Werkdag(e.Uiterlijk)
		require.NoError(t, err)
		require.True(t, werk)
		require.False(t, e.Uiterlijk.Voor(e.Nominaal))
		require.Less(t, e.Nominaal.DagenTot(e.Uiterlijk), 8)
		require.Equal(t, e.Verlengd != "", e.Uiterlijk != e.Nominaal)
		werkdagen := 0
		for d := van.PlusDagen(1); !d.Na(e.Uiterlijk); d = d.PlusDagen(1) {
			if werk, _ := Feestdagen.Werkdag(d); werk {
				werkdagen++
			}
		}
		if van.DagenTot(e.Nominaal) >= 3 {
			require.GreaterOrEqual(t, werkdagen, 2)
		}
	}))
	t.Run("wie later begint, eindigt niet eerder", rapid.MakeCheck(func(t *rapid.T) {
		x := wet(rapid.IntRange(1, 90).Draw(t, "n"), Dagen)
		van := dag("2017-01-01").PlusDagen(rapid.IntRange(0, 4200).Draw(t, "dag"))
		a, err := x.Vanaf(van, Feestdagen)
		require.NoError(t, err)
		b, err := x.Vanaf(van.PlusDagen(1), Feestdagen)
		require.NoError(t, err)
		require.False(t, b.Uiterlijk.Voor(a.Uiterlijk))
	}))
}
