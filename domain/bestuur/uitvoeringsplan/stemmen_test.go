package uitvoeringsplan

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func stemt(r Stemronde) StelPlanVast { return StelPlanVast{Opdracht: nu(), Stemronde: r} }

func TestStemming(t *testing.T) {
	later := vastOp.PlusDagen(14)
	t.Run("een meerderheid neemt aan, een minderheid verwerpt", func(t *testing.T) {
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(stemt(stemronde(vastOp, 11, 6, 5))))
		e := een[VoorstelVerworpen](t, na(t, totAntwoord()).When(stemt(stemronde(vastOp, 11, 5, 6))))
		require.Equal(t, []Voorstel{{Soort: SoortPlan}}, e.Voorstellen)
		require.Equal(t, recht.Verworpen, e.Besluitvorming.Uitslag.Uitkomst)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
	})
	t.Run("de helft van de leden is nog geen quorum", func(t *testing.T) {
		e := een[VoorstelAangehouden](t, na(t, totAntwoord()).When(stemt(stemronde(vastOp, 10, 5, 0))))
		require.Equal(t, GeenQuorum, e.Reden)
		require.Equal(t, 5, e.Besluitvorming.Uitslag.Quorum.Aanwezig)
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(stemt(stemronde(vastOp, 10, 6, 0))))
	})
	t.Run("in een tweede vergadering is voor het oude agendapunt geen quorum nodig", func(t *testing.T) {
		geen := stemt(stemronde(vastOp, 10, 5, 0))
		r := stemronde(later, 10, 2, 1)
		r.Vergadering.Tweede, r.Vergadering.EersteAgenda = true, []string{"5"}
		r.Vergadering.OproepBezorgd = r.Vergadering.Aanvang.Add(-24 * time.Hour)
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord(), geen).When(stemt(r)))

		na(t, totAntwoord()).When(stemt(r)).ThenRefused(ErrEersteVergadering)
		ander := r
		ander.Vergadering.EersteAgenda, ander.Stemming.Agendapunt = []string{"6"}, "6"
		na(t, totAntwoord(), geen).When(stemt(ander)).ThenRefused(ErrEersteVergadering)
		kort := r
		kort.Vergadering.OproepBezorgd = r.Vergadering.Aanvang.Add(-24*time.Hour + time.Millisecond)
		na(t, totAntwoord(), geen).When(stemt(kort)).ThenRefused(recht.ErrOproepTeKort)
	})
	t.Run("als de stemmen staken gaat het voorstel naar de volgende vergadering, en dan is het verworpen", func(t *testing.T) {
		gelijk := stemt(stemronde(vastOp, 10, 4, 4))
		e := een[VoorstelAangehouden](t, na(t, totAntwoord()).When(gelijk))
		require.Equal(t, StemmenStaken, e.Reden)
		w := een[VoorstelVerworpen](t, na(t, totAntwoord(), gelijk).When(stemt(stemronde(later, 10, 4, 4))))
		require.True(t, w.Besluitvorming.Stemming.NaStaking, "history decides, not the command")
		require.Equal(t, recht.NietAangenomen, w.Besluitvorming.Uitslag.Uitkomst)

		geen := stemt(stemronde(later, 10, 5, 0))
		een[VoorstelVerworpen](t, na(t, totAntwoord(), gelijk, geen).When(stemt(stemronde(later.PlusDagen(7), 10, 4, 4))))
	})
	t.Run("als iedereen stemde en de stemmen staken is het voorstel verworpen", func(t *testing.T) {
		e := een[VoorstelVerworpen](t, na(t, totAntwoord()).When(stemt(stemronde(vastOp, 10, 5, 5))))
		require.Equal(t, recht.NietAangenomen, e.Besluitvorming.Uitslag.Uitkomst)
	})
	t.Run("een ongeldige stemming beslist niets, de herstemming wel", func(t *testing.T) {
		weinig := func(d recht.Datum) Stemronde {
			r := stemronde(d, 10, 6, 0)
			r.Stemming.Wijze, r.Stemming.Stemmen, r.Stemming.Voor = recht.Handopsteken, nil, 4
			return r
		}
		e := een[VoorstelAangehouden](t, na(t, totAntwoord()).When(stemt(weinig(vastOp))))
		require.Equal(t, StemmingOngeldig, e.Reden)
		p := een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord(), stemt(weinig(vastOp))).When(stemt(weinig(later))))
		require.True(t, p.Besluitvorming.Stemming.Herstemming)
	})
	t.Run("een herstemming zonder eerdere stemming wordt geweigerd", func(t *testing.T) {
		r := ja(vastOp)
		r.Stemming.Herstemming = true
		na(t, totAntwoord()).When(stemt(r)).ThenRefused(ErrEerdereStemming)
		r = ja(vastOp)
		r.Stemming.NaStaking = true
		na(t, totAntwoord()).When(stemt(r)).ThenRefused(ErrEerdereStemming)
	})
	t.Run("na een verwerping begint alles opnieuw, in een latere vergadering", func(t *testing.T) {
		nee := stemt(stemronde(vastOp, 11, 5, 6))
		na(t, totAntwoord(), nee).When(nee).ThenNothing()
		na(t, totAntwoord(), nee).When(stemt(ja(vastOp))).ThenRefused(ErrZelfdeVergadering)
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord(), nee).When(stemt(ja(later))))
		r := ja(later)
		r.Stemming.Herstemming = true
		na(t, totAntwoord(), nee).When(stemt(r)).ThenRefused(ErrEerdereStemming)
	})
	t.Run("stemgewichten zijn gegevens", func(t *testing.T) {
		r := stemronde(vastOp, 2, 1, 1)
		r.Stemregeling.Gewichten = []recht.Stemgewicht{{Gemeente: "GM0202", Stemmen: 3}, {Gemeente: "GM0221", Stemmen: 1}}
		e := een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(stemt(r)))
		require.Equal(t, 3, e.Besluitvorming.Uitslag.Voor)
		require.Equal(t, 1, e.Besluitvorming.Uitslag.Tegen)
		require.Equal(t, r.Stemregeling, e.Besluitvorming.Stemregeling)
	})
	t.Run("een presentielijst of stemlijst die niet klopt wordt geweigerd", func(t *testing.T) {
		r := ja(vastOp)
		r.Vergadering.Presentie[1].Lid = r.Vergadering.Presentie[0].Lid
		na(t, totAntwoord()).When(stemt(r)).ThenRefused(recht.ErrPresentielijst)
		r = stemronde(vastOp, 11, 7, 0)
		r.Stemming.Stemmen[0].Lid = "zetel-11"
		na(t, totAntwoord()).When(stemt(r)).ThenRefused(recht.ErrStemlijst)
	})
	t.Run("mandaat en een besluit zonder motivering worden geweigerd", func(t *testing.T) {
		c := plan
		c.Namens = recht.Namens{Orgaan: recht.AlgemeenBestuur, Mandaat: "M-1", Versie: 2}
		na(t, totAntwoord()).When(c).ThenRefused(ErrMandaatNietMogelijk)
		c = plan
		c.Motivering = ""
		na(t, totAntwoord()).When(c).ThenRefused(ErrMotiveringOntbreekt)
	})
	t.Run("een vergadering zonder tijdstip of van morgen wordt geweigerd", func(t *testing.T) {
		na(t, totAntwoord()).When(stemt(Stemronde{})).ThenRefused(ErrDagOntbreekt)
		c := plan
		c.Opdracht = opDag(vastOp.PlusDagen(-1))
		na(t, totAntwoord()).When(c).ThenRefused(ErrDagInToekomst)
	})
}
