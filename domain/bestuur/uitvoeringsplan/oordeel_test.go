package uitvoeringsplan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var oordeel = DeelOordeelMee{
	Opdracht:     nu(),
	Oordelen:     []Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: Overgenomen, Toelichting: "Verwerkt in de tekst."}},
	MeegedeeldOp: dag("2019-09-12"),
}

func TestDeelOordeelMee(t *testing.T) {
	t.Run("het oordeel noemt per zienswijze een conclusie", func(t *testing.T) {
		e := een[OordeelOverZienswijzenMeegedeeld](t, na(t, totAntwoord()).When(oordeel))
		require.Equal(t, oordeel.Oordelen, e.Oordelen)
		require.Equal(t, recht.DagelijksBestuur, e.Orgaan)
		require.Equal(t, recht.Feitelijk, e.Grondslag.Soort, "before 1-7-2022 no duty")
	})
	t.Run("vanaf 1 juli 2022 rust het op de Wgr", func(t *testing.T) {
		c := oordeel
		c.MeegedeeldOp = dag("2022-06-30")
		require.Equal(t, recht.Feitelijk, een[OordeelOverZienswijzenMeegedeeld](t, na(t, totAntwoord()).When(c)).Grondslag.Soort)
		c.MeegedeeldOp = dag("2022-07-01")
		e := een[OordeelOverZienswijzenMeegedeeld](t, na(t, totAntwoord()).When(c))
		require.Equal(t, "10 lid 6", e.Grondslag.Artikel)
		require.Equal(t, recht.DagelijksBestuur, e.Orgaan)
	})
	t.Run("hetzelfde oordeel nogmaals verandert niets, een ander vraagt een correctie", func(t *testing.T) {
		na(t, totAntwoord(), oordeel).When(oordeel).ThenNothing()
		c := oordeel
		c.Oordelen = []Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: NietOvergenomen, Toelichting: "Te duur."}}
		na(t, totAntwoord(), oordeel).When(c).ThenRefused(ErrAlGeoordeeld)
		c.Opdracht = corrigerend()
		een[OordeelOverZienswijzenMeegedeeld](t, na(t, totAntwoord(), oordeel).When(c))
	})
	t.Run("over wie niets zond valt niets te oordelen", func(t *testing.T) {
		c := oordeel
		c.Oordelen = []Zienswijzeoordeel{{Gemeente: "GM0274", Conclusie: Kennisgenomen, Toelichting: "-"}}
		na(t, totAntwoord()).When(c).ThenRefused(ErrZienswijzeOntbreekt)
		c.Oordelen = nil
		na(t, totAntwoord()).When(c).ThenRefused(ErrZienswijzeOntbreekt)
	})
	t.Run("een oordeel gaat niet vooraf aan de ontvangst", func(t *testing.T) {
		c := oordeel
		c.MeegedeeldOp = arnhem.OntvangenOp
		een[OordeelOverZienswijzenMeegedeeld](t, na(t, totAntwoord()).When(c))
		c.MeegedeeldOp = arnhem.OntvangenOp.PlusDagen(-1)
		na(t, totAntwoord()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("zonder dag of in de toekomst niet", func(t *testing.T) {
		c := oordeel
		c.MeegedeeldOp = recht.Datum{}
		na(t, totAntwoord()).When(c).ThenRefused(ErrDagOntbreekt)
		c.MeegedeeldOp = nu().Vandaag().PlusDagen(1)
		na(t, totAntwoord()).When(c).ThenRefused(ErrDagInToekomst)
	})
	t.Run("ook na de vaststelling wordt een oordeel vastgelegd", func(t *testing.T) {
		c := oordeel
		c.MeegedeeldOp = vastOp.PlusDagen(5)
		een[OordeelOverZienswijzenMeegedeeld](t, na(t, totPlan()).When(c))
	})
	t.Run("zonder redenen, dubbel of met een onbekende conclusie", func(t *testing.T) {
		c := oordeel
		c.Motivering, c.Oordelen = "", []Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: Overgenomen}}
		na(t, totAntwoord()).When(c).ThenRefused(ErrMotiveringOntbreekt)
		c = oordeel
		c.Oordelen = append(c.Oordelen, c.Oordelen[0])
		na(t, totAntwoord()).When(c).ThenRefused(ErrOnbekendeWaarde)
		c.Oordelen = []Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: "", Toelichting: "-"}}
		na(t, totAntwoord()).When(c).ThenRefused(ErrOnbekendeWaarde)
	})
}
