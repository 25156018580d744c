package uitvoeringsplan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	hetPlan = Voorstel{Soort: SoortPlan}
	bekend  = MaakBekend{
		Opdracht: nu(), Besluit: hetPlan, Kanaal: Publicatieblad, Vindplaats: "bgr-2019-1042", BekendgemaaktOp: dag("2019-10-10"),
	}
	toepassing = PasToe{
		Opdracht: nu(), Besluit: hetPlan, Toepassing: "Uitvoeringsprogramma 2020 opgesteld.", ToegepastOp: dag("2019-10-10"),
	}
	intrekking = TrekIn{Opdracht: nu(), Besluit: hetPlan, Stemronde: ja(dag("2020-02-20"))}
)

func TestMaakBekend(t *testing.T) {
	t.Run("een besluit werkt vanaf de bekendmaking", func(t *testing.T) {
		e := een[BesluitBekendgemaakt](t, na(t, totPlan()).When(bekend))
		require.Equal(t, bekend.BekendgemaaktOp, e.GeldigVanaf)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		require.Equal(t, "3:42", e.Grondslag.Artikel)
		c := bekend
		c.Kanaal = Toezending
		require.Equal(t, "3:41", een[BesluitBekendgemaakt](t, na(t, totPlan()).When(c)).Grondslag.Artikel)
	})
	t.Run("een besluit kan later gaan werken, maar niet eerder", func(t *testing.T) {
		c := bekend
		c.GeldigVanaf = dag("2020-01-01")
		require.Equal(t, dag("2020-01-01"), een[BesluitBekendgemaakt](t, na(t, totPlan()).When(c)).GeldigVanaf)
		c.GeldigVanaf = bekend.BekendgemaaktOp.PlusDagen(-1)
		na(t, totPlan()).When(c).ThenRefused(ErrWerkingVoorBekendmaking)
	})
	t.Run("bekendmaken mag in mandaat", func(t *testing.T) {
		c := bekend
		c.Namens = recht.Namens{Orgaan: recht.AlgemeenBestuur, Mandaat: "MB-2018-3", Versie: 1}
		require.Equal(t, c.Namens, een[BesluitBekendgemaakt](t, na(t, totPlan()).When(c)).Namens)
	})
	t.Run("nogmaals verandert niets, op een andere dag vraagt een correctie", func(t *testing.T) {
		na(t, totPlan(), bekend).When(bekend).ThenNothing()
		c := bekend
		c.BekendgemaaktOp = dag("2019-10-17")
		na(t, totPlan(), bekend).When(c).ThenRefused(ErrAlBekendgemaakt)
		c.Opdracht = corrigerend()
		een[BesluitBekendgemaakt](t, na(t, totPlan(), bekend).When(c))
	})
	t.Run("wat niet is besloten wordt niet bekendgemaakt", func(t *testing.T) {
		na(t, totAntwoord()).When(bekend).ThenRefused(ErrBesluitOnbekend)
		c := bekend
		c.Besluit = Voorstel{Soort: SoortOntwerp}
		na(t, totPlan()).When(c).ThenRefused(ErrBesluitOnbekend)
		c.Besluit = Voorstel{Soort: SoortOnderdeel, Onderdeel: recht.Inkoop}
		na(t, totPlan()).When(c).ThenRefused(ErrBesluitOnbekend)
	})
	t.Run("voor het besluit, in een onbekend kanaal of na de intrekking niet", func(t *testing.T) {
		c := bekend
		c.BekendgemaaktOp = vastOp
		een[BesluitBekendgemaakt](t, na(t, totPlan()).When(c))
		c.BekendgemaaktOp = vastOp.PlusDagen(-1)
		na(t, totPlan()).When(c).ThenRefused(ErrVolgorde)
		c = bekend
		c.Kanaal = "omroeper"
		na(t, totPlan()).When(c).ThenRefused(ErrOnbekendeWaarde)
		na(t, totPlan(), intrekking).When(bekend).ThenRefused(ErrAlIngetrokken)
	})
	t.Run("ook een intrekking wordt bekendgemaakt", func(t *testing.T) {
		c := bekend
		c.Besluit, c.BekendgemaaktOp = intrekkingVan(hetPlan), dag("2020-03-01")
		een[BesluitBekendgemaakt](t, na(t, totPlan(), intrekking).When(c))
	})
}

func TestPasToe(t *testing.T) {
	t.Run("toepassing voor de bekendmaking wordt vastgelegd als wat het is", func(t *testing.T) {
		require.True(t, een[BesluitToegepast](t, na(t, totPlan()).When(toepassing)).VoorBekendmaking)
		c := toepassing
		c.ToegepastOp = bekend.BekendgemaaktOp.PlusDagen(-1)
		require.True(t, een[BesluitToegepast](t, na(t, totPlan(), bekend).When(c)).VoorBekendmaking)
		e := een[BesluitToegepast](t, na(t, totPlan(), bekend).When(toepassing))
		require.False(t, e.VoorBekendmaking, "on the day itself it works")
		require.Equal(t, recht.Feitelijk, e.Grondslag.Soort)
	})
	t.Run("toepassing voor de dag van werking is te vroeg", func(t *testing.T) {
		c := bekend
		c.GeldigVanaf = dag("2020-01-01")
		require.True(t, een[BesluitToegepast](t, na(t, totPlan(), c).When(toepassing)).VoorBekendmaking)
	})
	t.Run("alleen de eerste toepassing telt, ook als die later bekend wordt", func(t *testing.T) {
		na(t, totPlan(), toepassing).When(toepassing).ThenNothing()
		c := toepassing
		c.ToegepastOp = toepassing.ToegepastOp.PlusDagen(1)
		na(t, totPlan(), toepassing).When(c).ThenNothing()
		c.ToegepastOp = toepassing.ToegepastOp.PlusDagen(-1)
		een[BesluitToegepast](t, na(t, totPlan(), toepassing).When(c))
	})
	t.Run("een onbekend besluit, zonder omschrijving of in de toekomst", func(t *testing.T) {
		na(t, totAntwoord()).When(toepassing).ThenRefused(ErrBesluitOnbekend)
		c := toepassing
		c.Toepassing = ""
		na(t, totPlan()).When(c).ThenRefused(ErrOnbekendeWaarde)
		c = toepassing
		c.Opdracht = opDag(toepassing.ToegepastOp.PlusDagen(-1))
		na(t, totPlan()).When(c).ThenRefused(ErrDagInToekomst)
	})
}

func TestTrekIn(t *testing.T) {
	t.Run("wie vaststelt kan intrekken", func(t *testing.T) {
		e := een[BesluitIngetrokken](t, na(t, totPlan()).When(intrekking))
		require.Equal(t, hetPlan, e.Besluit)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		require.Equal(t, "24 lid 1", e.Grondslag.Artikel)
	})
	t.Run("een onderdeel en een bijstelling kunnen afzonderlijk worden ingetrokken", func(t *testing.T) {
		c := intrekking
		c.Besluit = Voorstel{Soort: SoortOnderdeel, Onderdeel: recht.Inkoop}
		een[BesluitIngetrokken](t, na(t, totAntwoord(), stelt(ja(vastOp), recht.Inkoop)).When(c))
		c.Besluit, c.Stemronde = Voorstel{Soort: SoortBijstelling, Bijstelling: 1}, ja(dag("2020-04-01"))
		e := een[BesluitIngetrokken](t, na(t, totPlan(), bijstelling(1, "2020-01-10"), bijgesteld(1, "2020-03-05")).When(c))
		require.Equal(t, "24 lid 2", e.Grondslag.Artikel)
	})
	t.Run("nogmaals verandert niets, een andere stemming wordt geweigerd", func(t *testing.T) {
		na(t, totPlan(), intrekking).When(intrekking).ThenNothing()
		c := intrekking
		c.Stemronde = ja(dag("2020-02-21"))
		na(t, totPlan(), intrekking).When(c).ThenRefused(ErrAlIngetrokken)
	})
	t.Run("wat niet is vastgesteld, een ontwerp of een intrekking wordt niet ingetrokken", func(t *testing.T) {
		na(t, totAntwoord()).When(intrekking).ThenRefused(ErrBesluitOnbekend)
		c := intrekking
		c.Besluit = Voorstel{Soort: SoortOntwerp}
		na(t, totPlan()).When(c).ThenRefused(ErrBesluitOnbekend)
		c.Besluit = intrekkingVan(hetPlan)
		na(t, totPlan(), intrekking).When(c).ThenRefused(ErrBesluitOnbekend)
	})
	t.Run("voor het besluit of na de planperiode niet", func(t *testing.T) {
		c := intrekking
		c.Stemronde = ja(vastOp.PlusDagen(-1))
		na(t, totPlan()).When(c).ThenRefused(ErrVolgorde)
		c.Stemronde = ja(dag("2024-01-01"))
		na(t, totPlan()).When(c).ThenRefused(ErrPlanperiodeVoorbij)
	})
	t.Run("een verworpen intrekking laat het besluit in stand", func(t *testing.T) {
		c := intrekking
		c.Stemronde = stemronde(dag("2020-02-20"), 11, 5, 6)
		e := een[VoorstelVerworpen](t, na(t, totPlan()).When(c))
		require.Equal(t, []Voorstel{{Soort: SoortIntrekking, Van: SoortPlan}}, e.Voorstellen)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		na(t, totPlan(), c).When(c).ThenNothing()
		een[BijstellingVoorgesteld](t, na(t, totPlan(), c).When(bijstelling(1, "2020-03-01")))
	})
	t.Run("wat is ingetrokken wordt niet opnieuw vastgesteld", func(t *testing.T) {
		na(t, totPlan(), intrekking).When(stemt(ja(dag("2020-06-01")))).ThenRefused(ErrAlVastgesteld)
	})
}

func TestEindigPlanperiode(t *testing.T) {
	t.Run("pas na de laatste dag is de planperiode voorbij", func(t *testing.T) {
		na(t, totPlan()).When(EindigPlanperiode{opDag(dag("2023-12-31"))}).ThenRefused(ErrPlanperiodeLoopt)
		e := een[PlanperiodeGeeindigd](t, na(t, totPlan()).When(EindigPlanperiode{opDag(dag("2024-01-01"))}))
		require.Equal(t, dag("2024-01-01"), e.GeldigVanaf)
		require.Equal(t, recht.Stelsel, e.Orgaan)
	})
	t.Run("een planperiode eindigt een keer", func(t *testing.T) {
		na(t, totPlan(), EindigPlanperiode{nu()}).When(EindigPlanperiode{nu()}).ThenNothing()
	})
	t.Run("wat binnen de periode gebeurde kan nog worden vastgelegd", func(t *testing.T) {
		een[BesluitBekendgemaakt](t, na(t, totPlan(), EindigPlanperiode{nu()}).When(bekend))
	})
}

func TestStroom(t *testing.T) {
	t.Run("een planperiode heeft een vaste stroom", func(t *testing.T) {
		require.Equal(t, es.Stream("uitvoeringsplan-4fc95df3-6d1f-50c0-9882-ee0fdea575a6"), Stroom(2020), "stored for ever")
		require.NotEqual(t, Stroom(2020), Stroom(2024))
		require.Equal(t, Stroom(2020), Stroom(2020))
	})
}
