package kpi

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2021, 3, 10)
	begin   = recht.NieuweDatum(2018, 1, 1)
	eerder  = uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
)

func opdracht() recht.Opdracht {
	return recht.Opdracht{
		Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "a"}, GeldigVanaf: begin,
	}
}

func cijfer(aanpas ...func(*Cijfer)) Cijfer {
	c := Cijfer{
		Kenmerk: "K1", Onderdeel: recht.Werkgeversservicepunt, Gebied: "alle", Indicator: "plaatsingen", Waarde: "1299",
		Eenheid: "plaatsingen", Periode: "2018", Bron: Bron{Titel: "Jaarverslag", Vindplaats: "https://jaarverslag.example/p1"},
	}
	for _, f := range aanpas {
		f(&c)
	}
	return c
}

func overgenomen(c Cijfer, getallen ...recht.Decimaal) KPIOvergenomen {
	c.Getallen = getallen
	return KPIOvergenomen{Verantwoording: verantwoording(), Cijfer: c}
}

func verantwoording() recht.Verantwoording {
	return recht.Verantwoording{
		Actor: opdracht().Actor, Orgaan: recht.Directeur, Grondslag: recht.Grondslag{Soort: recht.Feitelijk}, GeldigVanaf: begin,
	}
}

func TestNeemOver(t *testing.T) {
	t.Run("een gepubliceerd cijfer wordt overgenomen zoals het er staat, met zijn bron", func(t *testing.T) {
		spec.Given(t).When(NeemOver{opdracht(), cijfer()}).Then(overgenomen(cijfer(), "1299"))
	})
	t.Run("wat geen getal is blijft tekst, en een reeks getallen blijft een reeks", func(t *testing.T) {
		for waarde, g := range map[string][]recht.Decimaal{
			"ja": nil, "ruim 2000": nil, "7,5": nil, "4 / 6": nil, "1.000.000": nil, "3500000; 4000000": nil,
			"7.50": {"7.50"}, "-3": {"-3"}, "0": {"0"},
		} {
			c := cijfer(func(c *Cijfer) { c.Waarde = waarde })
			spec.Given(t).When(NeemOver{opdracht(), c}).Then(overgenomen(c, g...))
		}
		reeks := cijfer(func(c *Cijfer) { c.Waarde, c.Periode = "11.4|10.80", "2e hj 2018|1e hj 2019" })
		spec.Given(t).When(NeemOver{opdracht(), reeks}).Then(overgenomen(reeks, "11.4", "10.80"))
	})
	t.Run("hetzelfde cijfer nogmaals verandert niets, een ander onder hetzelfde kenmerk wordt geweigerd", func(t *testing.T) {
		er := spec.Given(t, overgenomen(cijfer(), "1299"))
		er.When(NeemOver{opdracht(), cijfer()}).ThenNothing()
		er.When(NeemOver{opdracht(), cijfer(func(c *Cijfer) { c.Waarde = "1300" })}).ThenRefused(ErrAlOvergenomen)
		er.When(NeemOver{opdracht(), cijfer(func(c *Cijfer) { c.Bron.Vindplaats = "elders" })}).ThenRefused(ErrAlOvergenomen)
	})
	for naam, x := range map[string]struct {
		fout func(*Cijfer)
		wil  *es.Refusal
	}{
		"zonder vindplaats":                    {func(c *Cijfer) { c.Bron.Vindplaats = "" }, ErrZonderBron},
		"met alleen een titel en wit":          {func(c *Cijfer) { c.Bron.Vindplaats = " " }, ErrZonderBron},
		"met idem als vindplaats":              {func(c *Cijfer) { c.Bron.Vindplaats = " Idem" }, ErrZonderBron},
		"van een onderdeel dat er niet is":     {func(c *Cijfer) { c.Onderdeel = "zorg" }, ErrOnderdeel},
		"zonder onderdeel":                     {func(c *Cijfer) { c.Onderdeel = "" }, ErrOnderdeel},
		"van een gemeente die er niet is":      {func(c *Cijfer) { c.Gemeente = "GM0001" }, ErrGemeente},
		"zonder indicator":                     {func(c *Cijfer) { c.Indicator = "" }, ErrLeeg},
		"zonder waarde":                        {func(c *Cijfer) { c.Waarde = "  " }, ErrLeeg},
		"met een streepje als waarde":          {func(c *Cijfer) { c.Waarde = "-" }, ErrLeeg},
		"zonder periode":                       {func(c *Cijfer) { c.Periode = "" }, ErrLeeg},
		"zonder gebied":                        {func(c *Cijfer) { c.Gebied = "" }, ErrLeeg},
		"zonder kenmerk":                       {func(c *Cijfer) { c.Kenmerk = "" }, ErrLeeg},
		"met meer waarden dan perioden":        {func(c *Cijfer) { c.Waarde = "1|2" }, ErrReeks},
		"met meer perioden dan waarden":        {func(c *Cijfer) { c.Periode = "2017|2018" }, ErrReeks},
		"met drie waarden over twee perioden":  {func(c *Cijfer) { c.Waarde, c.Periode = "1|2|3", "2017|2018" }, ErrReeks},
		"een reeks waarvan een deel ontbreekt": {func(c *Cijfer) { c.Waarde, c.Periode = "1|2|3", "2017|2018|2019|2020" }, ErrReeks},
	} {
		t.Run("een cijfer "+naam+" wordt geweigerd", func(t *testing.T) {
			spec.Given(t).When(NeemOver{opdracht(), cijfer(x.fout)}).ThenRefused(x.wil)
		})
	}
}

func TestCorrigeer(t *testing.T) {
	anders := cijfer(func(c *Cijfer) { c.Waarde = "1301" })
	c := Corrigeer{opdracht(), anders}
	c.Corrigeert, c.Motivering = eerder, "Het jaarverslag is herzien."
	gecorrigeerd := KPIGecorrigeerd{Verantwoording: verantwoording(), Cijfer: anders}
	gecorrigeerd.Corrigeert, gecorrigeerd.Motivering, gecorrigeerd.Getallen = eerder, c.Motivering, []recht.Decimaal{"1301"}
	er := spec.Given(t, overgenomen(cijfer(), "1299"))
	t.Run("een correctie vervangt het cijfer en noemt wat zij verbetert", func(t *testing.T) { er.When(c).Then(gecorrigeerd) })
	t.Run("zonder eigen ingangsdag blijft die van het cijfer", func(t *testing.T) {
		c := c
		c.GeldigVanaf = recht.Datum{}
		er.When(c).Then(gecorrigeerd)
	})
	t.Run("dezelfde correctie nogmaals verandert niets, en terug naar het eerste cijfer kan", func(t *testing.T) {
		na := spec.Given(t, overgenomen(cijfer(), "1299"), gecorrigeerd)
		na.When(c).ThenNothing()
		terug := c
		terug.Cijfer = cijfer()
		wil := gecorrigeerd
		wil.Cijfer = cijfer(func(c *Cijfer) { c.Getallen = []recht.Decimaal{"1299"} })
		na.When(terug).Then(wil)
	})
	t.Run("een andere ingangsdag alleen is ook een correctie", func(t *testing.T) {
		c, wil := c, gecorrigeerd
		c.Cijfer, c.GeldigVanaf = cijfer(), begin.PlusDagen(1)
		wil.Cijfer, wil.GeldigVanaf = cijfer(func(c *Cijfer) { c.Getallen = []recht.Decimaal{"1299"} }), begin.PlusDagen(1)
		er.When(c).Then(wil)
	})
	t.Run("zonder te noemen wat en waarom wordt niet gecorrigeerd", func(t *testing.T) {
		zonder := c
		zonder.Corrigeert = uuid.Nil
		er.When(zonder).ThenRefused(ErrCorrectie)
		zonder = c
		zonder.Motivering = " "
		er.When(zonder).ThenRefused(ErrCorrectie)
	})
	t.Run("wat niet is overgenomen kan niet worden gecorrigeerd, en een slecht cijfer ook niet", func(t *testing.T) {
		spec.Given(t).When(c).ThenRefused(ErrNietOvergenomen)
		slecht := c
		slecht.Bron.Vindplaats = ""
		er.When(slecht).ThenRefused(ErrZonderBron)
	})
}

func TestAsEntered(t *testing.T) {
	t.Run("wat er ook staat, de tekst verandert niet", rapid.MakeCheck(func(t *rapid.T) {
		tekst := rapid.StringMatching(`[a-z0-9][ -{}-~é€½]{0,40}`)
		c := cijfer(func(c *Cijfer) {
			c.Waarde, c.Eenheid, c.Periode, c.Gebied = tekst.Draw(t, "waarde"), tekst.Draw(t, "eenheid"), tekst.Draw(t, "periode"), tekst.Draw(t, "gebied")
		})
		events, err := Decide(NeemOver{opdracht(), c}, State{})
		if err != nil || len(events) != 1 {
			t.Fatalf("%d events, %v", len(events), err)
		}
		uit := events[0].(KPIOvergenomen).Cijfer
		for _, g := range uit.Getallen {
			if string(g) != c.Waarde {
				t.Fatalf("number %q of %q", g, c.Waarde)
			}
		}
		if uit.Getallen = nil; !uit.gelijk(c) {
			t.Fatalf("%+v became %+v", c, uit)
		}
	}))
}

func TestSentences(t *testing.T) {
	e := overgenomen(cijfer(), "1299")
	require.Equal(t, "Het gepubliceerde cijfer K1 (plaatsingen) over 2018 is overgenomen: 1299 plaatsingen.", e.Zin())
	zonder := cijfer(func(c *Cijfer) { c.Waarde, c.Eenheid = "ja", "" })
	require.Equal(t, "Het gepubliceerde cijfer K1 (plaatsingen) over 2018 is gecorrigeerd tot: ja.", KPIGecorrigeerd{Cijfer: zonder}.Zin())
	require.Equal(t, "niets overgenomen", State{}.Toestand())
	require.Equal(t, "K1: 1299 plaatsingen (2018)", Evolve(State{}, e).Toestand())
	require.Equal(t, Stroom("K1"), Stroom("K1"))
	require.NotEqual(t, Stroom("K1"), Stroom("K2"))
}
