package recht

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestRegel(t *testing.T) {
	r := NieuweRegel("TOETS",
		Versie[int]{Vanaf: dag("2022-07-01"), Tot: dag("2025-01-01"), Waarde: 12, Bron: "b"},
		Versie[int]{Vanaf: dag("2017-01-01"), Tot: dag("2022-07-01"), Waarde: 8, Bron: "a", Aangenomen: true},
		Versie[int]{Vanaf: dag("2026-01-01"), Waarde: 20, Bron: "c"})
	for _, c := range []struct {
		naam, op string
		waarde   int
		noot     Regelnoot
	}{
		{"de eerste dag telt mee", "2017-01-01", 8, Regelnoot{"TOETS", dag("2017-01-01"), true}},
		{"30 juni 2022 valt onder de oude regel", "2022-06-30", 8, Regelnoot{"TOETS", dag("2017-01-01"), true}},
		{"1 juli 2022 valt onder de nieuwe regel", "2022-07-01", 12, Regelnoot{"TOETS", dag("2022-07-01"), false}},
		{"de dag voor het vervallen telt nog mee", "2024-12-31", 12, Regelnoot{"TOETS", dag("2022-07-01"), false}},
		{"een open versie geldt door", "2099-01-01", 20, Regelnoot{"TOETS", dag("2026-01-01"), false}},
	} {
		t.Run(c.naam, func(t *testing.T) {
			w, noot, err := r.Op(dag(c.op))
			require.NoError(t, err)
			require.Equal(t, c.waarde, w)
			require.Equal(t, c.noot, noot)
			require.True(t, r.GeldtOp(dag(c.op)))
		})
	}
	t.Run("een dag zonder versie geeft een weigering en geen waarde", func(t *testing.T) {
		for _, d := range []string{"2016-12-31", "2025-01-01", "2025-12-31"} {
			w, noot, err := r.Op(dag(d))
			require.ErrorIs(t, err, ErrRegelGeldtNiet)
			require.Zero(t, w)
			require.Zero(t, noot)
			require.False(t, r.GeldtOp(dag(d)))
		}
	})
	t.Run("een versie wijzigen in de uitkomst wijzigt de regel niet", func(t *testing.T) {
		r.Versies()[0].Waarde = 99
		w, _, err := r.Op(dag("2017-01-01"))
		require.NoError(t, err)
		require.Equal(t, 8, w)
	})
}

func TestNieuweRegelPanics(t *testing.T) {
	v := func(vanaf, tot, bron string) Versie[int] {
		x := Versie[int]{Bron: bron}
		if vanaf != "" {
			x.Vanaf = dag(vanaf)
		}
		if tot != "" {
			x.Tot = dag(tot)
		}
		return x
	}
	for naam, versies := range map[string][]Versie[int]{
		"zonder versies":              nil,
		"zonder eerste dag":           {v("", "", "a")},
		"zonder bron":                 {v("2017-01-01", "", "")},
		"met een lege versie":         {v("2017-01-01", "2017-01-01", "a")},
		"met een dag overlap":         {v("2017-01-01", "2022-07-02", "a"), v("2022-07-01", "", "b")},
		"met twee open versies":       {v("2017-01-01", "", "a"), v("2022-07-01", "", "b")},
		"met twee gelijke begindagen": {v("2017-01-01", "2018-01-01", "a"), v("2017-01-01", "2018-01-01", "b")},
	} {
		t.Run("een regel "+naam+" kan niet bestaan", func(t *testing.T) {
			require.Panics(t, func() { NieuweRegel("TOETS", versies...) })
		})
	}
	require.Panics(t, func() { NieuweRegel("", v("2017-01-01", "", "a")) })
	require.NotPanics(t, func() { NieuweRegel("TOETS", v("2022-07-01", "", "b"), v("2017-01-01", "2022-07-01", "a")) })
}

func TestRegels(t *testing.T) {
	op := func(d string) Datum { return dag(d) }
	t.Run("de kaders gaan voor 15 april, sinds juli 2022 voor 30 april naar de raden", func(t *testing.T) {
		oud, _, err := BegrotingKaders.Op(op("2022-04-01"))
		require.NoError(t, err)
		require.Equal(t, "2022-04-14", oud.Uiterlijk(2023).String())
		nieuw, _, err := BegrotingKaders.Op(op("2026-04-01"))
		require.NoError(t, err)
		require.Equal(t, "2026-04-29", nieuw.Uiterlijk(2027).String())
	})
	t.Run("de begroting wordt uiterlijk op oudejaarsdag vastgesteld", func(t *testing.T) {
		v, _, err := BegrotingVaststelling.Op(op("2026-04-01"))
		require.NoError(t, err)
		require.Equal(t, "2026-12-31", v.Uiterlijk(2027).String())
	})
	t.Run("de begroting gaat binnen twee weken en voor 15 september naar gedeputeerde staten", func(t *testing.T) {
		v, _, err := BegrotingToezending.Op(op("2026-07-02"))
		require.NoError(t, err)
		for _, c := range [][2]string{{"2026-07-02", "2026-07-16"}, {"2026-08-31", "2026-09-14"}, {"2026-09-10", "2026-09-14"}, {"2026-05-11", "2026-05-26"}} {
			d, err := v.Uiterlijk(dag(c[0]), 2027, Feestdagen)
			require.NoError(t, err)
			require.Equal(t, c[1], d.String())
		}
		oud, _, err := BegrotingToezending.Op(op("2022-06-30"))
		require.NoError(t, err)
		d, err := oud.Uiterlijk(dag("2022-07-25"), 2023, Feestdagen)
		require.NoError(t, err)
		require.Equal(t, "2022-07-31", d.String())
		_, err = v.Uiterlijk(dag("2031-07-02"), 2032, Feestdagen)
		require.ErrorIs(t, err, ErrKalenderOnbekend)
	})
	t.Run("de jaarrekening gaat voor 15 juli van het jaar erna", func(t *testing.T) {
		v, _, err := JaarrekeningToezending.Op(op("2026-07-10"))
		require.NoError(t, err)
		d, err := v.Uiterlijk(dag("2026-07-10"), 2025, Feestdagen)
		require.NoError(t, err)
		require.Equal(t, "2026-07-14", d.String())
	})
	t.Run("het oordeel over zienswijzen is verplicht sinds 1 juli 2022", func(t *testing.T) {
		for _, r := range []Regel[bool]{OordeelVerplicht, BegrotingOordeel} {
			voor, _, err := r.Op(op("2022-06-30"))
			require.NoError(t, err)
			na, noot, err := r.Op(op("2022-07-01"))
			require.NoError(t, err)
			require.Equal(t, []bool{false, true}, []bool{voor, na})
			require.Equal(t, "2022-07-01", noot.Versie.String())
		}
	})
	t.Run("de zienswijze op de regeling bestond niet voor 1 juli 2022", func(t *testing.T) {
		_, _, err := ZienswijzeRegeling.Op(op("2022-06-30"))
		require.ErrorIs(t, err, ErrRegelGeldtNiet)
	})
	t.Run("de termijn voor een zienswijze op het plan is aangenomen en niet wettelijk", func(t *testing.T) {
		v, noot, err := ZienswijzeUitvoeringsplan.Op(op("2019-10-01"))
		require.NoError(t, err)
		require.Equal(t, Termijn{8, Weken, TermijnUitRegeling}, v)
		require.True(t, noot.Aangenomen)
	})
	t.Run("de overige regels hebben de waarde van het handboek", func(t *testing.T) {
		for _, c := range []struct {
			r    Regel[Termijn]
			want Termijn
		}{{Bezwaartermijn, weken(6)}, {Beslistermijn, weken(8)}, {BeslissingOpBezwaar, weken(6)}, {ZienswijzeVoorbereiding, weken(6)}} {
			v, _, err := c.r.Op(op("2026-01-01"))
			require.NoError(t, err)
			require.Equal(t, c.want, v)
		}
		for _, c := range []struct {
			r    Regel[int]
			want int
		}{{VergaderingenPerJaar, 2}, {NieuwsbrievenPerJaar, 2}, {InformatiebijeenkomstenPerJaar, 1}} {
			v, _, err := c.r.Op(op("2023-12-31"))
			require.NoError(t, err)
			require.Equal(t, c.want, v)
		}
		require.False(t, NieuwsbrievenPerJaar.GeldtOp(op("2024-01-01")))
	})
}

func TestVoordag(t *testing.T) {
	require.Equal(t, "2024-02-29", Voordag{0, time.March, 1}.Uiterlijk(2024).String())
}
