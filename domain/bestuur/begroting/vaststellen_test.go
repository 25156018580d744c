package begroting

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func stemt(r bestuur.Stemronde) StelVast { return StelVast{Opdracht: nu(), Stemronde: r} }

func TestStelVast(t *testing.T) {
	t.Run("de vaststelling houdt bij welke zienswijze zonder oordeel was, waar dat moet", func(t *testing.T) {
		e := een[BegrotingVastgesteld](t, na(t, totOordeel()).When(vaststellen))
		require.Equal(t, []recht.Gemeentecode{}, e.ZonderOordeel)
		require.Equal(t, recht.Aangenomen, e.Besluitvorming.Uitslag.Uitkomst)
		require.Equal(t, "34", e.Grondslag.Artikel)
		require.Equal(t, []recht.Regelnoot{{Code: "BEGR_OORDEEL", Versie: dag("2022-07-01")}, {Code: "BEGR_VASTSTELLING", Versie: dag("2017-01-01")}}, e.Regels)
		require.True(t, e.Aard().Bestuursbesluit)
		require.Equal(t, []recht.Gemeentecode{"GM0202"}, een[BegrotingVastgesteld](t, na(t, totAanbieding()).When(vaststellen)).ZonderOordeel)
		op := een[BegrotingVastgesteld](t, na(t, totOordeel()).When(stemt(ja(oordeelOp))))
		require.Empty(t, op.ZonderOordeel, "told on the day itself is in time")
		eerder := een[BegrotingVastgesteld](t, na(t, totOordeel()).When(stemt(ja(aanbiedingOp))))
		require.Equal(t, []recht.Gemeentecode{"GM0202"}, eerder.ZonderOordeel)
	})
	t.Run("onder het oude recht ontbreekt er nooit een oordeel", func(t *testing.T) {
		for op, zonder := range map[string][]recht.Gemeentecode{"2022-06-30": {}, "2022-07-01": {"GM0202"}} {
			oud := met(func(c *ZendToe) { c.Jaar, c.ToegezondenOp, c.Aanbieding = 2023, dag("2022-04-01"), dag("2022-06-23") })
			z, aan := arnhem, aanbieding
			z.OntvangenOp, aan.AangebodenOp = dag("2022-06-01"), dag("2022-06-23")
			e := een[BegrotingVastgesteld](t, na(t, nil, oud, z, aan).When(stemt(ja(dag(op)))))
			require.Equal(t, zonder, e.ZonderOordeel, op)
		}
	})
	t.Run("zonder quorum wordt niets besloten, zonder meerderheid wordt verworpen, en een latere vergadering kan alsnog", func(t *testing.T) {
		leeg := stemt(stemronde(vastOp, 11, 5, 0))
		e := een[BegrotingsvoorstelAangehouden](t, na(t, totOordeel()).When(leeg))
		require.Equal(t, bestuur.GeenQuorum, e.Reden)
		na(t, totOordeel(), leeg).When(leeg).ThenNothing()
		na(t, totOordeel(), leeg).When(stemt(stemronde(vastOp, 11, 9, 0))).ThenRefused(ErrZelfdeVergadering)
		een[BegrotingVastgesteld](t, na(t, totOordeel(), leeg).When(stemt(ja(vastOp.PlusDagen(7)))))
		nee := stemt(stemronde(vastOp, 11, 3, 8))
		een[BegrotingsvoorstelVerworpen](t, na(t, totOordeel()).When(nee))
		na(t, totOordeel(), nee).When(nee).ThenNothing()
		staakt := stemt(stemronde(vastOp, 11, 5, 5))
		require.Equal(t, bestuur.StemmenStaken, een[BegrotingsvoorstelAangehouden](t, na(t, totOordeel()).When(staakt)).Reden)
		een[BegrotingsvoorstelVerworpen](t, na(t, totOordeel(), staakt).When(stemt(stemronde(vastOp.PlusDagen(7), 11, 5, 5))))
	})
	t.Run("wat aan een eerdere vergadering wordt ontleend moet zijn vastgelegd", func(t *testing.T) {
		her := stemt(ja(vastOp))
		her.Stemronde.Stemming.Herstemming = true
		na(t, totOordeel()).When(her).ThenRefused(ErrEerdereStemming)
		tweede := stemt(stemronde(vastOp, 11, 4, 0))
		tweede.Stemronde.Vergadering.Tweede, tweede.Stemronde.Vergadering.EersteAgenda = true, []string{"5"}
		tweede.Stemronde.Vergadering.OproepBezorgd = vastOp.PlusDagen(-3).Begin()
		na(t, totOordeel()).When(tweede).ThenRefused(ErrEersteVergadering)
	})
	t.Run("niet voor de aanbieding, niet in mandaat, niet zonder motivering en niet twee keer", func(t *testing.T) {
		na(t, totAntwoord()).When(vaststellen).ThenRefused(ErrNietAangeboden)
		na(t, totOordeel()).When(stemt(ja(aanbiedingOp.PlusDagen(-1)))).ThenRefused(ErrNietAangeboden)
		c := vaststellen
		c.Namens = recht.Namens{Orgaan: recht.AlgemeenBestuur, Mandaat: "M1", Versie: 1}
		na(t, totOordeel()).When(c).ThenRefused(ErrMandaatNietMogelijk)
		c = vaststellen
		c.Motivering = ""
		na(t, totOordeel()).When(c).ThenRefused(ErrMotiveringOntbreekt)
		na(t, totOordeel()).When(stemt(bestuur.Stemronde{})).ThenRefused(ErrDagOntbreekt)
		na(t, totVast()).When(vaststellen).ThenNothing()
		na(t, totVast()).When(stemt(ja(vastOp.PlusDagen(1)))).ThenRefused(ErrAlVastgesteld)
	})
}

func TestZendAanGS(t *testing.T) {
	t.Run("twee weken na de vaststelling en in elk geval voor 15 september; tot 2022 voor 1 augustus", func(t *testing.T) {
		for _, x := range []struct{ vast, uiterlijk string }{
			{"2025-07-10", "2025-07-24"},
			{"2025-09-05", "2025-09-14"},
			{"2025-12-11", "2025-09-14"},
			{"2022-06-30", "2022-07-14"},
			{"2021-07-20", "2021-07-31"},
			{"2025-04-23", "2025-05-07"},
		} {
			vast := dag(x.vast)
			toe := met(func(c *ZendToe) { c.Jaar, c.ToegezondenOp, c.Aanbieding = vast.Jaar()+1, vast.PlusDagen(-100), vast })
			aan := BiedAan{Opdracht: nu(), AangebodenOp: vast}
			e := een[BegrotingAanGSGezonden](t, na(t, nil, toe, aan, stemt(ja(vast))).When(ZendAanGS{Opdracht: nu(), VerzondenOp: vast}))
			require.Equal(t, x.uiterlijk, e.UiterlijkOp.String(), x.vast)
			require.Equal(t, "BEGR_GS", e.Regels[0].Code)
		}
	})
	t.Run("een late verzending wordt vastgelegd, een andere dag vraagt een correctie", func(t *testing.T) {
		c := naarGS
		c.VerzondenOp = gsOp.PlusDagen(1)
		require.Contains(t, een[BegrotingAanGSGezonden](t, na(t, totVast()).When(c)).Zin(), "te laat (uiterlijk 2025-07-24)")
		na(t, totGS()).When(naarGS).ThenNothing()
		na(t, totGS()).When(c).ThenRefused(ErrAlVerzonden)
		c.Opdracht = corrigerend()
		een[BegrotingAanGSGezonden](t, na(t, totGS()).When(c))
		na(t, totOordeel()).When(naarGS).ThenRefused(ErrNietVastgesteld)
		c.VerzondenOp = vastOp.PlusDagen(-1)
		na(t, totVast()).When(c).ThenRefused(ErrVolgorde)
	})
}
