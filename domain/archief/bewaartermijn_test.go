package archief

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func dag(t *testing.T, s string) recht.Datum {
	t.Helper()
	if s == "" {
		return recht.Datum{}
	}
	d, err := recht.ParseDatum(s)
	require.NoError(t, err)
	return d
}

func TestBeoordeel(t *testing.T) {
	type zaak struct{ soort, plicht, begonnen, einde, geboren string }
	for _, c := range []struct {
		naam  string
		z     zaak
		op    string
		reden Aanhouding
		nr    string
		lijst string
		vanaf string
	}{
		{"een leerplichtdossier gaat weg op de negentiende verjaardag", zaak{"leerplichtdossier", "leerplicht", "2021-03-01", "", "2010-03-15"}, "2029-03-15", "", "12.1.3", "2020", "2029-03-15"},
		{"de dag ervoor nog niet", zaak{"leerplichtdossier", "leerplicht", "2021-03-01", "2021-06-01", "2010-03-15"}, "2029-03-14", TermijnLoopt, "12.1.3", "2020", "2029-03-15"},
		{"wie op 29 februari is geboren: op 1 maart", zaak{"leerplichtdossier", "leerplicht", "2021-03-01", "", "2012-02-29"}, "2031-02-28", TermijnLoopt, "12.1.3", "2020", "2031-03-01"},
		{"een melding van een leerplichtige volgt de geboortedatum", zaak{"verzuimmelding", "leerplicht", "2021-03-01", "2021-03-02", "2010-03-15"}, "2029-03-15", "", "12.1.3", "2020", "2029-03-15"},
		{"een melding van een kwalificatieplichtige volgt het einde", zaak{"verzuimmelding", "kwalificatieplicht", "2021-03-01", "2021-03-02", "2004-03-15"}, "2023-03-02", "", "12.1.4", "2020", "2023-03-02"},
		{"zonder einde loopt zij", zaak{"verzuimmelding", "kwalificatieplicht", "2021-03-01", "", "2004-03-15"}, "2033-03-02", Loopt, "12.1.4", "2020", ""},
		{"RMC gaat twee jaar na het einde weg", zaak{"doorstroompunt", "geen", "2021-03-01", "2024-05-01", ""}, "2026-05-01", "", "12.1.4", "2020", "2026-05-01"},
		{"een dossier dat in 2019 begon valt onder de lijst van 2017", zaak{"kwalificatieplichtdossier", "kwalificatieplicht", "2019-12-31", "2020-02-01", ""}, "2022-02-01", "", "12.1.4", "2017", "2022-02-01"},
		{"een dossier van 1 januari 2020 onder die van 2020", zaak{"kwalificatieplichtdossier", "kwalificatieplicht", "2020-01-01", "2020-02-01", ""}, "2022-01-31", TermijnLoopt, "12.1.4", "2020", "2022-02-01"},
		{"zonder leesbare geboortedatum wordt het gezegd", zaak{"leerplichtdossier", "leerplicht", "2021-03-01", "", ""}, "2050-01-01", GeboortedagOnbekend, "12.1.3", "2020", ""},
		{"een vrijstelling van de leerplicht gaat weg op de negentiende verjaardag", zaak{"vrijstelling", "leerplicht", "2021-03-01", "2021-08-01", "2010-03-15"}, "2029-03-15", "", "11.1.8", "2020", "2029-03-15"},
		{"een vrijstelling van de kwalificatieplicht op de eenentwintigste", zaak{"vrijstelling", "kwalificatieplicht", "2021-03-01", "2021-08-01", "2004-03-15"}, "2025-03-14", TermijnLoopt, "11.1.9", "2020", "2025-03-15"},
		{"extra verlof een jaar na het einde", zaak{"verlof", "leerplicht", "2021-03-01", "2021-04-01", ""}, "2022-04-01", "", "11.1.2", "2020", "2022-04-01"},
		{"Halt tien jaar na de afloop", zaak{"halt", "", "2021-03-01", "2021-06-01", ""}, "2031-06-01", "", "12.2", "2020", "2031-06-01"},
		{"een uitvoeringsplan blijft", zaak{"uitvoeringsplan", "", "2019-03-01", "", ""}, "2099-01-01", Blijvend, "3.1.1", "2017", ""},
		{"een begroting blijft", zaak{"begroting", "", "2023-04-03", "", ""}, "2099-01-01", Blijvend, "3.1.6", "2020", ""},
		{"een mandaatbesluit blijft", zaak{"mandaat", "", "2024-03-01", "", ""}, "2099-01-01", Blijvend, "9.1.4", "2020", ""},
		{"een besluit in mandaat vijf jaar na het einde", zaak{"inmandaat", "", "2024-03-01", "2024-03-01", ""}, "2029-03-01", "", "19.1", "2020", "2029-03-01"},
		{"een verklaring van vernietiging blijft", zaak{"vernietiging", "", "2036-03-01", "", ""}, "2099-01-01", Blijvend, "19.1.18", "2020", ""},
		{"wat niemand heeft toegewezen wordt niet vernietigd", zaak{"onbekend", "", "2021-03-01", "2021-03-01", ""}, "2099-01-01", GeenResultaat, "", "", ""},
	} {
		t.Run(c.naam, func(t *testing.T) {
			z := Zaak{Soort: c.z.soort, Plicht: c.z.plicht, Begonnen: dag(t, c.z.begonnen), Einde: dag(t, c.z.einde), Geboren: dag(t, c.z.geboren)}
			o, err := z.Beoordeel(dag(t, c.op))
			require.NoError(t, err)
			require.Equal(t, []any{c.reden, c.nr, c.lijst, dag(t, c.vanaf)}, []any{o.Reden, o.Termijn.Nummer, o.Selectielijst, o.Vanaf})
			for _, n := range o.Regels { // what was not seen says so
				if n.Code == "SELECTIELIJST" || n.Code == "SELECTIELIJST_"+c.nr {
					require.Equal(t, c.lijst == "2017", n.Aangenomen, n.Code)
				}
			}
		})
	}
	t.Run("wat is geweigerd gaat na vijf jaar weg, ook zonder geboortedatum", func(t *testing.T) {
		for _, soort := range []string{"vrijstelling", "verlof"} {
			z := Zaak{Soort: soort, Plicht: "leerplicht", Begonnen: dag(t, "2021-03-01"), Einde: dag(t, "2021-04-01"), Afgewezen: true}
			o, err := z.Beoordeel(dag(t, "2026-04-01"))
			require.NoError(t, err)
			require.Equal(t, []any{Aanhouding(""), "11.2", dag(t, "2026-04-01")}, []any{o.Reden, o.Termijn.Nummer, o.Vanaf})
			require.Equal(t, soort == "vrijstelling", o.Regels[1].Aangenomen, "for a beroep that is an analogy")
		}
	})
	t.Run("een geschil en een bewaring houden tegen wat anders weg mocht, een lopende termijn gaat voor", func(t *testing.T) {
		z := Zaak{Soort: "halt", Begonnen: dag(t, "2021-03-01"), Einde: dag(t, "2021-06-01")}
		for _, c := range []struct {
			geschil, bewaard bool
			op               string
			reden            Aanhouding
		}{
			{true, false, "2031-06-01", Geschil},
			{false, true, "2031-06-01", Bewaring},
			{true, true, "2031-06-01", Bewaring},
			{true, true, "2031-05-31", TermijnLoopt},
		} {
			z.Geschil, z.Bewaard = c.geschil, c.bewaard
			o, err := z.Beoordeel(dag(t, c.op))
			require.NoError(t, err)
			require.Equal(t, c.reden, o.Reden)
		}
	})
	t.Run("een dossier van voor de MGR valt onder geen regel", func(t *testing.T) {
		_, err := Zaak{Soort: "halt", Begonnen: dag(t, "2016-12-31")}.Beoordeel(dag(t, "2030-01-01"))
		require.ErrorIs(t, err, recht.ErrRegelGeldtNiet)
	})
}

// TestVectorsVernietigen holds the term from birth against vectors that others made.
func TestVectorsVernietigen(t *testing.T) {
	var v struct {
		Leerplicht []struct {
			Geboren     recht.Datum `json:"geboren"`
			Vernietigen recht.Datum `json:"vernietigen_vanaf_12.1.3_(19jr)"`
		} `json:"leerplicht"`
	}
	b, err := os.ReadFile("../recht/testdata/testvectors.json")
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, &v))
	require.Len(t, v.Leerplicht, 6)
	for _, c := range v.Leerplicht {
		z := Zaak{Soort: "leerplichtdossier", Begonnen: c.Geboren.PlusJaren(12), Geboren: c.Geboren}
		o, err := z.Beoordeel(c.Vernietigen)
		require.NoError(t, err)
		require.Equal(t, c.Vernietigen, o.Vanaf)
		require.Empty(t, o.Reden)
	}
}
