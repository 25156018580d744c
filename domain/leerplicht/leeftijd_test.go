package leerplicht

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

type vectors struct {
	Leerplicht []struct {
		Geboren      recht.Datum `json:"geboren"`
		Begin        recht.Datum `json:"eerste_dag_van_maand_na_5e_verjaardag"`
		Einde        recht.Datum `json:"einde_leerplicht_leeftijdsregel"`
		Kwalificatie recht.Datum `json:"kwalificatieplicht_tot_18e_verjaardag"`
		Grens23      recht.Datum `json:"grens_23"`
		Grens27      recht.Datum `json:"grens_27"`
	} `json:"leerplicht"`
	Werkdagen []struct {
		Overschreden recht.Datum `json:"grens_overschreden"`
		Uiterlijk    recht.Datum `json:"uiterlijk_melden"`
	} `json:"verzuim_5_werkdagen"`
	Verzuim struct {
		Cases []struct {
			Verzuim   [][2]any `json:"verzuim"`
			Meldingen []struct {
				Begin recht.Datum `json:"begin"`
				Eind  recht.Datum `json:"eind"`
				Uren  int         `json:"uren"`
			} `json:"meldingen"`
		} `json:"cases"`
	} `json:"verzuim_16u_4lesweken"`
}

func leesVectors(t *testing.T) (v vectors) {
	t.Helper()
	b, err := os.ReadFile("../recht/testdata/testvectors.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &v))
	require.Equal(t, []int{6, 3, 4}, []int{len(v.Leerplicht), len(v.Werkdagen), len(v.Verzuim.Cases)})
	return v
}

func TestVectorsLeeftijd(t *testing.T) {
	for _, c := range leesVectors(t).Leerplicht {
		require.Equal(t, c.Begin, BeginLeerplicht(c.Geboren))
		require.Equal(t, c.Einde, EindeLeerplichtLeeftijd(c.Geboren))
		require.Equal(t, c.Kwalificatie, KwalificatieplichtTot(c.Geboren))
		oud, _, err := RMCTot(c.Geboren, dag("2025-12-31"))
		require.NoError(t, err)
		nieuw, _, err := RMCTot(c.Geboren, dag("2026-01-01"))
		require.NoError(t, err)
		require.Equal(t, []recht.Datum{c.Grens23, c.Grens27}, []recht.Datum{oud, nieuw})
	}
}

func TestVectorsMeldtermijn(t *testing.T) {
	for _, c := range leesVectors(t).Werkdagen {
		termijn, _, err := Meldtermijn.Op(c.Overschreden)
		require.NoError(t, err)
		e, err := termijn.Vanaf(c.Overschreden, recht.Feestdagen)
		require.NoError(t, err)
		require.Equal(t, c.Uiterlijk, e.Uiterlijk)
	}
}

func TestLeeftijd(t *testing.T) {
	t.Run("het schooljaar loopt van 1 augustus tot en met 31 juli", func(t *testing.T) {
		require.Equal(t, "2025-08-01", Schooljaar(dag("2026-07-31")).String())
		require.Equal(t, "2026-08-01", Schooljaar(dag("2026-08-01")).String())
		require.Equal(t, "2027-07-31", EindeSchooljaar(dag("2026-08-01")).String())
		require.Equal(t, "2026-07-31", EindeSchooljaar(dag("2026-07-31")).String())
	})
	t.Run("een dag verschil in geboorte scheelt een schooljaar", func(t *testing.T) {
		require.Equal(t, 365, EindeLeerplichtLeeftijd(dag("2009-07-31")).DagenTot(EindeLeerplichtLeeftijd(dag("2009-08-01"))))
	})
	t.Run("wie in december vijf wordt begint op 1 januari", func(t *testing.T) {
		require.Equal(t, "2020-01-01", BeginLeerplicht(dag("2014-12-31")).String())
	})
	t.Run("de eerste en laatste dag van een plicht tellen mee, de verjaardag niet meer", func(t *testing.T) {
		geboren := dag("2010-03-15")
		einde := EindeLeerplichtLeeftijd(geboren)
		for _, c := range []struct {
			op   string
			want Plicht
		}{
			{"2015-03-31", GeenPlicht},
			{"2015-04-01", Leerplicht},
			{"2026-07-31", Leerplicht},
			{"2026-08-01", Kwalificatieplicht},
			{"2028-03-14", Kwalificatieplicht},
			{"2028-03-15", GeenPlicht},
		} {
			require.Equal(t, c.want, PlichtOp(geboren, einde, dag(c.op)), c.op)
		}
	})
	t.Run("voor de MGR bestond is geen leeftijdsgrens bekend", func(t *testing.T) {
		_, _, err := RMCTot(dag("1995-01-01"), dag("2016-12-31"))
		require.ErrorIs(t, err, recht.ErrRegelGeldtNiet)
	})
}

func TestEindeLeerplicht(t *testing.T) {
	const geboren = "2010-03-15" // by age: 2026-07-31
	for _, c := range []struct {
		naam string
		l    Schoolloopbaan
		want string
	}{
		{"wie twaalf jaar heeft voltooid is klaar aan het eind van dat schooljaar", Schoolloopbaan{dag("2025-05-01"), 8, true, 4}, "2025-07-31"},
		{"wie elf jaar heeft voltooid moet nog een jaar", Schoolloopbaan{dag("2025-05-01"), 8, true, 3}, "2026-07-31"},
		{"een kortere basisschool telt als acht jaar", Schoolloopbaan{dag("2025-05-01"), 6, true, 4}, "2025-07-31"},
		{"een langere basisschool telt helemaal", Schoolloopbaan{dag("2025-05-01"), 9, true, 3}, "2025-07-31"},
		{"een langere loopbaan eindigde al eerder", Schoolloopbaan{dag("2025-05-01"), 9, true, 4}, "2024-07-31"},
		{"wie nog op de basisschool zit heeft die jaren nog voor zich", Schoolloopbaan{dag("2016-05-01"), 2, false, 0}, "2026-07-31"},
		{"de leeftijd gaat voor als die eerder eindigt", Schoolloopbaan{dag("2026-05-01"), 8, true, 1}, "2026-07-31"},
	} {
		t.Run(c.naam, func(t *testing.T) {
			require.Equal(t, c.want, EindeLeerplicht(dag(geboren), c.l).String())
		})
	}
	t.Run("jaren op de basisschool tellen pas als acht wanneer zij voltooid is", func(t *testing.T) {
		l := Schoolloopbaan{dag("2016-05-01"), 7, false, 0}
		require.Equal(t, "2021-07-31", EindeLeerplicht(dag("2008-01-01"), l).String())
		l.BasisVoltooid = true
		require.Equal(t, "2020-07-31", EindeLeerplicht(dag("2008-01-01"), l).String())
	})
}

func TestLeeftijdProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		geboren := dag("1995-01-01").PlusDagen(rapid.IntRange(0, 12_000).Draw(t, "geboren"))
		begin, einde := BeginLeerplicht(geboren), EindeLeerplichtLeeftijd(geboren)
		require.Equal(t, 1, begin.Dag())
		require.True(t, begin.Na(geboren.PlusJaren(5)))
		require.True(t, geboren.PlusJaren(5).PlusDagen(32).Na(begin))
		require.False(t, einde.Voor(geboren.PlusJaren(16)))
		require.True(t, einde.Voor(geboren.PlusJaren(17)))
		require.Equal(t, "07-31", einde.String()[5:])
	})
}
