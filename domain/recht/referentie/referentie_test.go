package referentie

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestGemeenten(t *testing.T) {
	t.Run("er zijn 342 codes, elk een keer, op volgorde en van de juiste vorm", func(t *testing.T) {
		lijst := Gemeenten()
		require.Len(t, lijst, 342)
		for i, g := range lijst {
			_, err := recht.ParseGemeentecode(string(g.Code))
			require.NoError(t, err, g.Code)
			require.NotEmpty(t, g.Naam)
			require.True(t, i == 0 || lijst[i-1].Code < g.Code, g.Code)
		}
	})
	t.Run("de elf van de MGR staan erin onder dezelfde naam", func(t *testing.T) {
		for _, g := range recht.Gemeenten() {
			naam, ok := Gemeentenaam(g.Code)
			require.True(t, ok, g.Code)
			assert.Equal(t, g.Naam, naam)
		}
	})
	t.Run("een onbekende code wordt niet geraden", func(t *testing.T) {
		for _, c := range []recht.Gemeentecode{"GM9999", "GM0000", "GM202", "0202", "", "GM0196"} { // 0196 was Rijnwaarden, until 2018
			_, ok := Gemeentenaam(c)
			assert.False(t, ok, c)
		}
	})
	t.Run("een naam geldt met en zonder provincie erachter", func(t *testing.T) {
		g := Gemeente{"GM0164", "Hengelo (O.)"}
		assert.True(t, g.Heet("HENGELO"))
		assert.True(t, g.Heet("Hengelo (O.)"))
		assert.False(t, g.Heet("Hengel"))
		assert.False(t, g.Heet(""))
	})
	t.Run("wie een kopie verandert, verandert de lijst niet", func(t *testing.T) {
		Gemeenten()[0].Naam = "x"
		assert.NotEqual(t, "x", Gemeenten()[0].Naam)
	})
}

func TestScholen(t *testing.T) {
	t.Run("er zijn 44 vestigingen, verdeeld over de gemeenten zoals DUO ze telt", func(t *testing.T) {
		telling := map[recht.Gemeentecode]int{}
		lijst := Scholen()
		require.Len(t, lijst, 44)
		for i, s := range lijst {
			telling[s.Gemeente]++
			_, err := recht.ParseVestiging(string(s.Vestiging))
			require.NoError(t, err, s.Vestiging)
			require.True(t, i == 0 || lijst[i-1].Vestiging < s.Vestiging, s.Vestiging)
			_, deelnemer := recht.NaamVan(s.Gemeente)
			require.True(t, deelnemer, s.Vestiging)
		}
		assert.Equal(t, map[recht.Gemeentecode]int{
			"GM0202": 18, "GM0275": 6, "GM1734": 5, "GM1705": 4, "GM0226": 3, "GM0289": 3, "GM0299": 3, "GM0274": 1, "GM0277": 1,
		}, telling)
	})
	t.Run("alleen Wageningen ligt in vakantieregio midden", func(t *testing.T) {
		for _, s := range Scholen() {
			assert.Equal(t, s.Gemeente == "GM0289", s.Regio == Midden, s.Vestiging)
		}
	})
	t.Run("een onbekende vestiging wordt niet geraden", func(t *testing.T) {
		s, ok := SchoolVan("07PK05")
		require.True(t, ok)
		assert.EqualValues(t, "GM0202", s.Gemeente)
		for _, v := range []recht.Vestiging{"07PK99", "27GZ00", "", "07PK"} {
			_, ok := SchoolVan(v)
			assert.False(t, ok, v)
		}
	})
}

func TestBeroepen(t *testing.T) {
	t.Run("er zijn 114 beroepsgroepen, waarvan twee zonder ISCO", func(t *testing.T) {
		lijst, zonder := Beroepsgroepen(), []string{}
		require.Len(t, lijst, 114)
		for i, b := range lijst {
			require.True(t, i == 0 || lijst[i-1].BRC < b.BRC, b.BRC)
			require.True(t, b.ISCO == "" || len(b.ISCO) == 4 && ISCOBestaat(b.ISCO), b.BRC)
			if b.ISCO == "" {
				zonder = append(zonder, b.BRC)
			}
		}
		assert.Equal(t, []string{"0551", "1311"}, zonder)
		b, ok := BeroepsgroepVan("0114")
		assert.True(t, ok)
		assert.Equal(t, "2341", b.ISCO)
		_, ok = BeroepsgroepVan("0119")
		assert.False(t, ok)
	})
	t.Run("ISCO-08 heeft 436 groepen van vier cijfers en 619 in totaal", func(t *testing.T) {
		require.True(t, slices.IsSorted(iscoGroepen))
		alle := map[string]bool{}
		for _, g := range iscoGroepen {
			for n := 1; n <= 4; n++ {
				alle[g[:n]] = true
			}
		}
		assert.Len(t, iscoGroepen, 436)
		assert.Len(t, alle, 619)
		for _, c := range []string{"", "1000", "9999", "23419", "x", "2341 ", "96 "} {
			assert.False(t, ISCOBestaat(c), c)
		}
	})
	t.Run("een groep bestaat als er een groep onder ligt, en anders niet", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			c := rapid.StringMatching(`[0-9]{1,4}`).Draw(t, "code")
			want := slices.ContainsFunc(iscoGroepen, func(g string) bool { return g[:len(c)] == c })
			require.Equal(t, want, ISCOBestaat(c))
		})
	})
	t.Run("een beroep wordt gevonden op zijn URI", func(t *testing.T) {
		lijst := ESCO()
		for i, b := range lijst {
			require.True(t, ESCOVorm(b.URI), b.URI)
			require.True(t, ISCOBestaat(b.ISCO), b.Naam)
			require.True(t, i == 0 || lijst[i-1].URI < b.URI, b.URI)
			got, ok := ESCOVan(b.URI)
			require.True(t, ok)
			require.Equal(t, b, got)
		}
		for _, u := range []string{"", "hovenier", escoKop, escoKop + "e7970c7a", lijst[0].URI + "0", "https" + lijst[0].URI[4:]} {
			_, ok := ESCOVan(u)
			assert.False(t, ok, u)
			assert.False(t, ESCOVorm(u), u)
		}
		assert.True(t, ESCOVorm(escoKop+"00030d09-2b3a-4efd-87cc-c4ea39d27c34"), "the form is right, the occupation was not taken over")
	})
}

func TestVakanties(t *testing.T) {
	dag := recht.NieuweDatum
	t.Run("elke vakantie zegt dat zij benaderd is, en ze overlappen niet", func(t *testing.T) {
		for _, r := range []Vakantieregio{Midden, Zuid} {
			lijst := Vakanties(r)
			require.Len(t, lijst, 31)
			for i, v := range lijst {
				require.True(t, v.Benaderd)
				require.False(t, v.TotEnMet.Voor(v.Van), v.Naam)
				require.True(t, i == 0 || lijst[i-1].TotEnMet.Voor(v.Van), "%s %s", v.Naam, v.Van)
			}
		}
		require.Empty(t, Vakanties("noord"))
	})
	t.Run("de eerste en de laatste dag horen erbij, de dagen ernaast niet", func(t *testing.T) {
		for _, c := range []struct {
			dag recht.Datum
			ok  bool
		}{{dag(2020, 7, 12), false}, {dag(2020, 7, 13), true}, {dag(2020, 8, 23), true}, {dag(2020, 8, 24), false}} {
			v, ok, bekend := VakantieOp(Zuid, c.dag)
			assert.True(t, bekend)
			assert.Equal(t, c.ok, ok, c.dag)
			assert.Equal(t, c.ok, v.Naam == "zomervakantie", c.dag)
		}
	})
	t.Run("regio's verschillen", func(t *testing.T) {
		_, zuid, _ := VakantieOp(Zuid, dag(2020, 8, 25))
		_, midden, _ := VakantieOp(Midden, dag(2020, 8, 25))
		assert.False(t, zuid)
		assert.True(t, midden)
	})
	t.Run("buiten de lijst is niets bekend", func(t *testing.T) {
		for _, d := range []recht.Datum{dag(2018, 12, 31), dag(2025, 1, 1)} {
			_, ok, bekend := VakantieOp(Zuid, d)
			assert.False(t, ok || bekend, d)
		}
		_, ok, bekend := VakantieOp("noord", dag(2020, 7, 20))
		assert.False(t, ok || bekend)
		_, bekend = Vakantieweken(Zuid, dag(2024, 12, 1), dag(2025, 1, 1))
		assert.False(t, bekend)
	})
	t.Run("een vakantieweek is een week waarvan alle werkdagen vrij zijn", func(t *testing.T) {
		weken, bekend := Vakantieweken(Zuid, dag(2020, 7, 8), dag(2020, 8, 26))
		require.True(t, bekend)
		assert.Equal(t, []recht.Datum{
			dag(2020, 7, 13), dag(2020, 7, 20), dag(2020, 7, 27), dag(2020, 8, 3), dag(2020, 8, 10), dag(2020, 8, 17),
		}, weken)
	})
	t.Run("een week die buiten de lijst doorloopt is niet bekend", func(t *testing.T) {
		weken, bekend := Vakantieweken(Zuid, dag(2024, 12, 24), dag(2024, 12, 29))
		assert.True(t, bekend)
		assert.Equal(t, []recht.Datum{dag(2024, 12, 23)}, weken)
		_, bekend = Vakantieweken(Zuid, dag(2024, 12, 24), dag(2024, 12, 31))
		assert.False(t, bekend, "the Friday of that week lies in 2025")
		_, bekend = Vakantieweken(Zuid, dag(2019, 1, 2), dag(2019, 1, 20))
		assert.False(t, bekend, "the Monday of that week lies in 2018")
	})
}

func TestBronnen(t *testing.T) {
	for _, b := range []Bron{BronGemeenten, BronScholen, BronBeroepsgroepen, BronISCO, BronESCO, BronVakanties} {
		assert.NotEmpty(t, b.Lijst)
		assert.NotEmpty(t, b.Gelezen)
	}
	t.Run("een lijst geldt van haar eerste tot en met haar laatste dag", func(t *testing.T) {
		b := Bron{Vanaf: recht.NieuweDatum(2025, 1, 1), TotEnMet: recht.NieuweDatum(2025, 12, 31)}
		assert.False(t, b.GeldtOp(recht.NieuweDatum(2024, 12, 31)))
		assert.True(t, b.GeldtOp(recht.NieuweDatum(2025, 1, 1)))
		assert.True(t, b.GeldtOp(recht.NieuweDatum(2025, 12, 31)))
		assert.False(t, b.GeldtOp(recht.NieuweDatum(2026, 1, 1)))
		assert.True(t, Bron{}.GeldtOp(recht.NieuweDatum(2099, 1, 1)), "no last day: until a newer list")
	})
}
