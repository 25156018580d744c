package begroting

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestZienswijze(t *testing.T) {
	op := func(d recht.Datum) OntvangZienswijze {
		c := arnhem
		c.OntvangenOp = d
		return c
	}
	t.Run("een zienswijze wordt vastgelegd, op tijd of niet, ook na de vaststelling", func(t *testing.T) {
		e := een[ZienswijzeOpBegrotingOntvangen](t, na(t, totToezending()).When(op(aanbiedingOp)))
		require.Equal(t, aanbiedingOp, e.UiterlijkOp)
		require.Equal(t, recht.Raad("GM0202"), e.Orgaan)
		require.Contains(t, e.Zin(), "op tijd")
		laat := op(vastOp.PlusDagen(3))
		laat.Gemeente = "GM0275"
		e = een[ZienswijzeOpBegrotingOntvangen](t, na(t, totVast()).When(laat))
		require.Contains(t, e.Zin(), "te laat (uiterlijk 2025-07-03)")
	})
	t.Run("dezelfde nogmaals verandert niets, een andere vraagt een correctie", func(t *testing.T) {
		na(t, totAntwoord()).When(arnhem).ThenNothing()
		c := arnhem
		c.Standpunt = bestuur.Negatief
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
		c.Opdracht = corrigerend()
		een[ZienswijzeOpBegrotingOntvangen](t, na(t, totAntwoord()).When(c))
		c.Gemeente = "GM0274"
		een[ZienswijzeOpBegrotingOntvangen](t, na(t, totAntwoord()).When(c))
	})
	t.Run("afzien kan tot en met de laatste dag", func(t *testing.T) {
		c := renkum
		c.MeegedeeldOp = aanbiedingOp
		een[GeenZienswijzeOpBegrotingGemeld](t, na(t, totToezending()).When(c))
		c.MeegedeeldOp = aanbiedingOp.PlusDagen(1)
		na(t, totToezending()).When(c).ThenRefused(ErrTermijnVoorbij)
		na(t, totAntwoord()).When(renkum).ThenNothing()
		na(t, totAntwoord()).When(c).ThenRefused(ErrAlGeantwoord)
		c.Gemeente, c.Opdracht, c.MeegedeeldOp = "GM0202", corrigerend(), dag("2025-06-22")
		een[GeenZienswijzeOpBegrotingGemeld](t, na(t, totAntwoord()).When(c))
	})
	t.Run("voor de toezending, in de toekomst, zonder dag, met een onbekend standpunt of van een andere raad", func(t *testing.T) {
		na(t, totToezending()).When(op(toegezondenOp.PlusDagen(-1))).ThenRefused(ErrVolgorde)
		na(t, totToezending()).When(op(nu().Vandaag().PlusDagen(1))).ThenRefused(ErrDagInToekomst)
		na(t, totToezending()).When(op(recht.Datum{})).ThenRefused(ErrDagOntbreekt)
		c := arnhem
		c.Standpunt = "misschien"
		na(t, totToezending()).When(c).ThenRefused(ErrOnbekendeWaarde)
		c.Standpunt, c.Strekking = bestuur.Voorwaardelijk, ""
		na(t, totToezending()).When(c).ThenRefused(ErrStrekkingOntbreekt)
		c = arnhem
		c.Gemeente = "GM0277"
		na(t, totToezending()).When(c).ThenRefused(ErrNietToegezonden)
	})
	t.Run("de termijn verstrijkt een keer, na de laatste dag, en alleen zonder antwoord", func(t *testing.T) {
		verstrijk := func(d recht.Datum, g recht.Gemeentecode) LaatTermijnVerstrijken {
			return LaatTermijnVerstrijken{Opdracht: opDag(d), Gemeente: g}
		}
		na(t, totAntwoord()).When(verstrijk(aanbiedingOp, "GM0275")).ThenRefused(ErrTermijnLoopt)
		e := een[ZienswijzetermijnBegrotingVerstreken](t, na(t, totAntwoord()).When(verstrijk(aanbiedingOp.PlusDagen(1), "GM0275")))
		require.Equal(t, recht.Stelsel, e.Orgaan)
		na(t, totAntwoord(), verstrijk(vastOp, "GM0275")).When(verstrijk(gsOp, "GM0275")).ThenNothing()
		na(t, totAntwoord()).When(verstrijk(vastOp, "GM0202")).ThenRefused(ErrAlGeantwoord)
		na(t, totAntwoord()).When(verstrijk(vastOp, "GM0277")).ThenRefused(ErrNietToegezonden)
		langer := met(func(c *ZendToe) {
			c.Opdracht, c.Raden, c.ToegezondenOp, c.Aanbieding = corrigerend(), []recht.Gemeentecode{"GM0275"}, toegezondenOp, dag("2025-09-01")
		})
		na(t, totAntwoord(), verstrijk(vastOp, "GM0275"), langer).When(verstrijk(vastOp, "GM0275")).ThenRefused(ErrTermijnLoopt)
	})
}

func TestBiedAan(t *testing.T) {
	t.Run("de aanbieding noemt de bijgevoegde zienswijzen en wie het ontwerp te laat kreeg", func(t *testing.T) {
		e := een[OntwerpbegrotingAangeboden](t, na(t, totAntwoord()).When(aanbieding))
		require.Equal(t, []recht.Gemeentecode{"GM0202"}, e.Bijgevoegd)
		require.Equal(t, toegezondenOp, e.TijdigTot)
		require.Equal(t, []recht.Gemeentecode{}, e.TeLaat)
		vroeg := aanbieding
		vroeg.AangebodenOp = aanbiedingOp.PlusDagen(-1)
		e = een[OntwerpbegrotingAangeboden](t, na(t, totAntwoord()).When(vroeg))
		require.Equal(t, []recht.Gemeentecode{"GM0202", "GM0274", "GM0275"}, e.TeLaat)
	})
	t.Run("alleen een zienswijze die er die dag was kan zijn bijgevoegd", func(t *testing.T) {
		c := aanbieding
		c.Bijgevoegd = []recht.Gemeentecode{"GM0274"}
		na(t, totAntwoord()).When(c).ThenRefused(ErrZienswijzeOntbreekt)
		c.Bijgevoegd, c.AangebodenOp = aanbieding.Bijgevoegd, arnhem.OntvangenOp.PlusDagen(-1)
		na(t, totAntwoord()).When(c).ThenRefused(ErrZienswijzeOntbreekt)
		c.AangebodenOp = arnhem.OntvangenOp
		een[OntwerpbegrotingAangeboden](t, na(t, totAntwoord()).When(c))
	})
	t.Run("nogmaals verandert niets, anders vraagt een correctie", func(t *testing.T) {
		na(t, totAanbieding()).When(aanbieding).ThenNothing()
		c := aanbieding
		c.Bijgevoegd = nil
		na(t, totAanbieding()).When(c).ThenRefused(ErrAlAangeboden)
		c.Opdracht = corrigerend()
		een[OntwerpbegrotingAangeboden](t, na(t, totAanbieding()).When(c))
		c.AangebodenOp = vastOp.PlusDagen(1)
		na(t, totVast()).When(c).ThenRefused(ErrVolgorde)
		c.AangebodenOp = toegezondenOp.PlusDagen(-1)
		na(t, totAanbieding()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("wat naar geen raad ging wordt niet aangeboden", func(t *testing.T) {
		c := BiedAan{Opdracht: nu(), Wijziging: 1, AangebodenOp: dag("2026-05-01")}
		na(t, totWijziging()).When(c).ThenRefused(ErrNietToegezonden)
		c.Wijziging = 2
		na(t, totWijziging()).When(c).ThenRefused(ErrWijzigingOnbekend)
	})
}

func TestDeelOordeelMee(t *testing.T) {
	t.Run("vanaf 1 juli 2022 rust het op de wet, daarvoor was het een gebaar", func(t *testing.T) {
		e := een[OordeelOverZienswijzenBegrotingMeegedeeld](t, na(t, totAanbieding()).When(oordeel))
		require.Equal(t, recht.Wettelijk, e.Grondslag.Soort)
		oud := met(func(c *ZendToe) { c.Jaar, c.ToegezondenOp, c.Aanbieding = 2023, dag("2022-04-01"), dag("2022-06-30") })
		z := arnhem
		z.OntvangenOp = dag("2022-06-01")
		c := oordeel
		c.MeegedeeldOp = dag("2022-06-30")
		require.Equal(t, recht.Feitelijk, een[OordeelOverZienswijzenBegrotingMeegedeeld](t, na(t, nil, oud, z).When(c)).Grondslag.Soort)
		c.MeegedeeldOp = dag("2022-07-01")
		require.Equal(t, recht.Wettelijk, een[OordeelOverZienswijzenBegrotingMeegedeeld](t, na(t, nil, oud, z).When(c)).Grondslag.Soort)
	})
	t.Run("over wat er niet is, twee keer, te vroeg, zonder reden of anders dan eerder", func(t *testing.T) {
		anders := func(fn func(*DeelOordeelMee)) DeelOordeelMee {
			c := oordeel
			c.Oordelen = append([]bestuur.Zienswijzeoordeel{}, oordeel.Oordelen...)
			fn(&c)
			return c
		}
		na(t, totOordeel()).When(oordeel).ThenNothing()
		na(t, totOordeel()).When(anders(func(c *DeelOordeelMee) { c.Oordelen[0].Conclusie = bestuur.NietOvergenomen })).ThenRefused(ErrAlGeoordeeld)
		een[OordeelOverZienswijzenBegrotingMeegedeeld](t, na(t, totOordeel()).When(anders(func(c *DeelOordeelMee) {
			c.Opdracht, c.Oordelen[0].Conclusie = corrigerend(), bestuur.NietOvergenomen
		})))
		na(t, totAanbieding()).When(anders(func(c *DeelOordeelMee) { c.Oordelen[0].Gemeente = "GM0274" })).ThenRefused(ErrZienswijzeOntbreekt)
		na(t, totAanbieding()).When(anders(func(c *DeelOordeelMee) { c.Oordelen = nil })).ThenRefused(ErrZienswijzeOntbreekt)
		na(t, totAanbieding()).When(anders(func(c *DeelOordeelMee) { c.Oordelen = append(c.Oordelen, c.Oordelen[0]) })).ThenRefused(ErrOnbekendeWaarde)
		na(t, totAanbieding()).When(anders(func(c *DeelOordeelMee) { c.Oordelen[0].Conclusie = "genegeerd" })).ThenRefused(ErrOnbekendeWaarde)
		na(t, totAanbieding()).When(anders(func(c *DeelOordeelMee) { c.MeegedeeldOp = arnhem.OntvangenOp.PlusDagen(-1) })).ThenRefused(ErrVolgorde)
		na(t, totAanbieding()).When(anders(func(c *DeelOordeelMee) { c.Motivering, c.Oordelen[0].Toelichting = "", "" })).ThenRefused(ErrMotiveringOntbreekt)
	})
}
