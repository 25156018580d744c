package match

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

func TestVoorstel(t *testing.T) {
	t.Run("openbaar is alleen waar de match telt", func(t *testing.T) {
		e := na(t).When(voorstel()).Events()[0].(MatchVoorgesteld)
		require.Equal(t, recht.Kwartaal("2021-K1"), e.Kwartaal)
		for _, tekst := range []string{e.Zin(), fmt.Sprintf("%+v", e)} {
			require.NotContains(t, tekst, "kandidaat-x")
			require.NotContains(t, tekst, "vacature-y")
			require.NotContains(t, tekst, "Rugklachten")
		}
	})
	t.Run("een voorstel komt van een mens", func(t *testing.T) {
		c := voorstel()
		c.Actor.Rol = "proces"
		na(t).When(c).ThenRefused(wsp.ErrMensBeslist)
	})
	t.Run("een kandidaat is beschikbaar en een vacature open, zoals opgezocht", func(t *testing.T) {
		c := voorstel()
		c.KandidaatBeschikbaar = false
		na(t).When(c).ThenRefused(ErrKandidaatNietBeschikbaar)
		c = voorstel()
		c.VacatureOpen = false
		na(t).When(c).ThenRefused(ErrVacatureDicht)
		for _, o := range []Opgezocht{{"", 0, "v", 0}, {"k", 0, "", 0}, {"k", -1, "v", 0}, {"k", 0, "v", -1}} {
			c = voorstel()
			c.Opgezocht = o
			na(t).When(c).ThenRefused(ErrNietOpgezocht)
		}
	})
	t.Run("een voorstel zonder plek of pseudoniem wordt geweigerd", func(t *testing.T) {
		c := voorstel()
		c.Sector = ""
		na(t).When(c).ThenRefused(wsp.ErrSector)
		c = voorstel()
		c.Subregio = ""
		na(t).When(c).ThenRefused(wsp.ErrSubregio)
		c = voorstel()
		c.Pseudoniem = ""
		na(t).When(c).ThenRefused(wsp.ErrPseudoniem)
	})
	t.Run("nogmaals verandert niets, anders is een andere match", func(t *testing.T) {
		na(t, voorstel()).When(voorstel()).ThenNothing()
		c := voorstel()
		c.Sector = "C"
		na(t, voorstel()).When(c).ThenRefused(ErrAlVoorgesteld)
		c = voorstel()
		c.Pseudoniem = "Zk3Vh0qTRb6w1nDe8yLxUA"
		na(t, voorstel()).When(c).ThenRefused(ErrAnderePersoon)
	})
	t.Run("de werkgever hoort het na het voorstel, een keer", func(t *testing.T) {
		na(t).When(gedaan()).ThenRefused(ErrNietVoorgesteld)
		na(t, bijWerkgever()...).When(gedaan()).ThenNothing()
		na(t, bijWerkgever()...).When(DoeVoorstel{opdracht(), gedaanOp.PlusDagen(1)}).ThenRefused(ErrAlGedaan)
		na(t, voorstel()).When(DoeVoorstel{opdracht(), voorgesteldOp.PlusDagen(-1)}).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, voorstel()).When(DoeVoorstel{opdracht(), voorgesteldOp}).Events(), 1)
		na(t, voorstel(), afwijs("2021-01-05")).When(gedaan()).ThenRefused(ErrAfgewezen)
	})
}

func TestGesprekEnAfwijzing(t *testing.T) {
	t.Run("een gesprek volgt op het voorstel aan de werkgever", func(t *testing.T) {
		na(t).When(gesprek(1, "2021-01-12")).ThenRefused(ErrNietVoorgesteld)
		na(t, voorstel()).When(gesprek(1, "2021-01-12")).ThenRefused(ErrWerkgeverWeetNiet)
		na(t, bijWerkgever()...).When(gesprek(1, "2021-01-10")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, bijWerkgever()...).When(gesprek(1, "2021-01-11")).Events(), 1)
		na(t, bijWerkgever()...).When(gesprek(2, "2021-01-12")).ThenRefused(ErrGesprek)
		na(t, bijWerkgever(gesprek(1, "2021-01-12"))...).When(gesprek(1, "2021-01-12")).ThenNothing()
		na(t, bijWerkgever(gesprek(1, "2021-01-12"))...).When(gesprek(1, "2021-01-13")).ThenRefused(ErrGesprek)
		na(t, metWerk()...).When(gesprek(1, "2021-01-12")).ThenRefused(ErrAlGeplaatst)
	})
	t.Run("een afwijzing heeft een reden uit de lijst en sluit de match", func(t *testing.T) {
		na(t).When(afwijs("2021-01-12")).ThenRefused(ErrNietVoorgesteld)
		na(t, voorstel()).When(WijsAf{opdracht(), "iemand", PastNietBijFunctie, gedaanOp}).ThenRefused(ErrAfwijsreden)
		na(t, voorstel()).When(WijsAf{opdracht(), DoorWSP, "gevoel", gedaanOp}).ThenRefused(ErrAfwijsreden)
		na(t, voorstel(), afwijs("2021-01-12")).When(afwijs("2021-01-12")).ThenNothing()
		na(t, voorstel(), afwijs("2021-01-12")).When(afwijs("2021-01-13")).ThenRefused(ErrAfgewezen)
		c := afwijs("2021-01-13")
		c.Opdracht = corrigerend(1)
		require.Len(t, na(t, voorstel(), afwijs("2021-01-12")).When(c).Events(), 1)
		na(t, voorstel()).When(c).ThenRefused(wsp.ErrNietsTeCorrigeren)
		na(t, bijWerkgever(afwijs("2021-01-12"))...).When(plaatst()).ThenRefused(ErrAfgewezen)
		na(t, bijWerkgever(afwijs("2021-01-12"))...).When(gesprek(1, "2021-01-12")).ThenRefused(ErrAfgewezen)
		na(t, metWerk()...).When(afwijs("2021-02-12")).ThenRefused(ErrAlGeplaatst)
		na(t, bijWerkgever(gesprek(1, "2021-01-14"))...).When(afwijs("2021-01-13")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, bijWerkgever(gesprek(1, "2021-01-14"))...).When(afwijs("2021-01-14")).Events(), 1)
	})
}

func TestProefplaatsing(t *testing.T) {
	lopend := bijWerkgever(proefVan("2021-01-18", "2021-02-17"))
	t.Run("een proefplaatsing duurt ten hoogste drie maanden, de eerste dag meegeteld", func(t *testing.T) {
		require.Len(t, na(t, bijWerkgever()...).When(proefVan("2021-01-18", "2021-04-17")).Events(), 1)
		na(t, bijWerkgever()...).When(proefVan("2021-01-18", "2021-04-18")).ThenRefused(ErrProefTeLang)
		na(t, bijWerkgever()...).When(proefVan("2021-01-18", "2021-01-17")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, bijWerkgever()...).When(proefVan("2021-01-18", "2021-01-18")).Events(), 1)
		na(t, bijWerkgever()...).When(proefVan("2021-01-10", "2021-01-18")).ThenRefused(ErrVolgorde)
		na(t, voorstel()).When(proefVan("2021-01-18", "2021-01-18")).ThenRefused(ErrWerkgeverWeetNiet)
	})
	t.Run("er is er een, die een keer eindigt", func(t *testing.T) {
		na(t, lopend...).When(proefVan("2021-01-18", "2021-02-17")).ThenNothing()
		na(t, lopend...).When(proefVan("2021-01-18", "2021-02-18")).ThenRefused(ErrProefAlGestart)
		na(t, bijWerkgever()...).When(proefTot("2021-01-20")).ThenRefused(ErrProefNietGestart)
		na(t, append(lopend, proefTot("2021-01-31"))...).When(proefTot("2021-01-31")).ThenNothing()
		na(t, append(lopend, proefTot("2021-01-31"))...).When(proefTot("2021-01-30")).ThenRefused(ErrProefAlBeeindigd)
		na(t, lopend...).When(BeeindigProefplaatsing{opdracht(), "verlengd", dag("2021-01-31")}).ThenRefused(ErrUitkomst)
		na(t, lopend...).When(proefTot("2021-01-17")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, lopend...).When(proefTot("2021-04-17")).Events(), 1)
		na(t, lopend...).When(proefTot("2021-04-18")).ThenRefused(ErrProefTeLang)
	})
	t.Run("tijdens een proefplaatsing wordt niet geplaatst of afgewezen, daarna wel", func(t *testing.T) {
		na(t, lopend...).When(plaatst()).ThenRefused(ErrProefLoopt)
		na(t, lopend...).When(afwijs("2021-02-01")).ThenRefused(ErrProefLoopt)
		require.Len(t, na(t, append(lopend, proefTot("2021-01-31"))...).When(plaatst()).Events(), 1)
		na(t, append(lopend, proefTot("2021-02-02"))...).When(plaatst()).ThenRefused(ErrVolgorde)
	})
}

func TestPlaats(t *testing.T) {
	t.Run("de uren zijn persoonlijk, de klasse en het deel van een baan niet", func(t *testing.T) {
		e := na(t, bijWerkgever()...).When(plaatst()).Events()[0].(KandidaatGeplaatst)
		require.Equal(t, HeleBaan, e.Urenklasse)
		require.Equal(t, 10, e.BaanTienden)
		require.Equal(t, duurzaamNa, e.DuurzaamNa)
		uren, _ := e.Uren.Waarde()
		require.Equal(t, wsp.Honderdsten(2550), uren)
		require.Equal(t, []string{"WSP_DUURZAAM", "WSP_BANENAFSPRAAK_UREN"}, []string{e.Regels[0].Code, e.Regels[1].Code})
	})
	t.Run("alleen wie in het doelgroepregister staat telt voor de banenafspraak", func(t *testing.T) {
		v := voorstel()
		v.Doelgroep = wsp.Participatiewet
		e := na(t, v, gedaan()).When(plaatst()).Events()[0].(KandidaatGeplaatst)
		require.Zero(t, e.BaanTienden)
		require.Len(t, e.Regels, 1)
	})
	t.Run("een urenklasse heeft vaste grenzen", func(t *testing.T) {
		for uren, want := range map[wsp.Honderdsten]Urenklasse{1199: KleineBaan, 1200: DeeltijdBaan, 2549: DeeltijdBaan, 2550: HeleBaan} {
			require.Equal(t, want, klasse(uren))
		}
	})
	t.Run("een match wordt een keer geplaatst", func(t *testing.T) {
		na(t, metWerk()...).When(plaatst()).ThenNothing()
		c := plaatst()
		c.BegonnenOp = begonnenOp.PlusDagen(1)
		na(t, metWerk()...).When(c).ThenRefused(ErrAlGeplaatst)
		na(t, metWerk(eind("2021-06-30"))...).When(c).ThenRefused(ErrAlGeplaatst)
	})
	t.Run("plaatsen volgt op het voorstel aan de werkgever", func(t *testing.T) {
		na(t).When(plaatst()).ThenRefused(ErrNietVoorgesteld)
		na(t, voorstel()).When(plaatst()).ThenRefused(ErrWerkgeverWeetNiet)
		c := plaatst()
		c.BegonnenOp = gedaanOp.PlusDagen(-1)
		na(t, bijWerkgever()...).When(c).ThenRefused(ErrVolgorde)
		c.BegonnenOp = gedaanOp
		require.Len(t, na(t, bijWerkgever()...).When(c).Events(), 1)
		c.BegonnenOp = recht.Datum{}
		na(t, bijWerkgever()...).When(c).ThenRefused(wsp.ErrDagOntbreekt)
		c = plaatst()
		c.Uren = 0
		na(t, bijWerkgever()...).When(c).ThenRefused(wsp.ErrInvoer)
		c = plaatst()
		c.Contractsoort = "mondeling"
		na(t, bijWerkgever()...).When(c).ThenRefused(ErrContract)
		c = plaatst()
		c.BegonnenOp = dag("2022-03-11")
		na(t, bijWerkgever()...).When(c).ThenRefused(wsp.ErrInToekomst)
	})
	t.Run("een correctie vervangt wat was vastgelegd en past tussen de andere stappen", func(t *testing.T) {
		na(t, bijWerkgever()...).When(plaatsingOp(1, "2021-02-08")).ThenRefused(ErrNietGeplaatst)
		na(t).When(plaatsingOp(1, "2021-02-08")).ThenRefused(ErrNietVoorgesteld)
		e := na(t, metWerk()...).When(plaatsingOp(1, "2021-02-08")).Events()[0].(KandidaatGeplaatst)
		require.Equal(t, duurzaamNa.PlusDagen(7), e.DuurzaamNa)
		na(t, metWerk(plaatsingOp(1, "2021-02-08"))...).When(plaatsingOp(1, "2021-02-08")).ThenNothing()
		require.Len(t, na(t, metWerk(plaatsingOp(1, "2021-02-08"))...).When(plaatsingOp(2, "2021-02-08")).Events(), 1, "the hours may differ")
		na(t, metWerk()...).When(plaatsingOp(1, "2021-01-10")).ThenRefused(ErrVolgorde)
		na(t, metWerk(eind("2021-03-01"))...).When(plaatsingOp(1, "2021-03-02")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, metWerk(eind("2021-03-01"))...).When(plaatsingOp(1, "2021-03-01")).Events(), 1)
		na(t, metWerk(subsidieBesluit())...).When(plaatsingOp(1, "2021-02-02")).ThenRefused(ErrVolgorde)
	})
}
