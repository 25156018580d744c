package uitvoeringsplan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func bijstelling(n int, op string) StelBijstellingVoor {
	return StelBijstellingVoor{
		Opdracht: nu(), Bijstelling: n, Onderdelen: []Onderdeel{anders(recht.Inkoop)},
		Strekking: "Nieuwe percelen.", VoorgesteldOp: dag(op),
	}
}

func bijgesteld(n int, op string) StelBijstellingVast {
	return StelBijstellingVast{Opdracht: nu(), Bijstelling: n, Stemronde: ja(dag(op))}
}

func TestStelBijstellingVoor(t *testing.T) {
	eerste := bijstelling(1, "2020-09-01")
	t.Run("een bijstelling noemt wat verandert", func(t *testing.T) {
		e := een[BijstellingVoorgesteld](t, na(t, totPlan()).When(eerste))
		require.Equal(t, eerste.Onderdelen, e.Onderdelen)
		require.Equal(t, "24 lid 2", e.Grondslag.Artikel)
		require.Equal(t, recht.DagelijksBestuur, e.Orgaan)
	})
	t.Run("dezelfde nogmaals verandert niets, een andere onder hetzelfde nummer wordt geweigerd", func(t *testing.T) {
		na(t, totPlan(), eerste).When(eerste).ThenNothing()
		c := eerste
		c.Substantieel = true
		na(t, totPlan(), eerste).When(c).ThenRefused(ErrAlVoorgesteld)
	})
	t.Run("bijstellingen zijn aansluitend genummerd, en er loopt er een tegelijk", func(t *testing.T) {
		na(t, totPlan()).When(bijstelling(2, "2020-09-01")).ThenRefused(ErrBijstellingOnbekend)
		na(t, totPlan()).When(bijstelling(0, "2020-09-01")).ThenRefused(ErrBijstellingOnbekend)
		na(t, totPlan(), eerste).When(bijstelling(2, "2020-10-01")).ThenRefused(ErrBijstellingLoopt)
		een[BijstellingVoorgesteld](t, na(t, totPlan(), eerste, bijgesteld(1, "2020-12-10")).When(bijstelling(2, "2021-09-01")))
		nee := bijgesteld(1, "2020-12-10")
		nee.Stemronde = stemronde(dag("2020-12-10"), 11, 5, 6)
		een[BijstellingVoorgesteld](t, na(t, totPlan(), eerste, nee).When(bijstelling(2, "2021-09-01")))
		na(t, totPlan(), eerste, nee, bijstelling(2, "2021-09-01")).When(bijgesteld(1, "2021-10-01")).ThenRefused(ErrBijstellingOnbekend)
	})
	t.Run("alleen wat is vastgesteld kan worden bijgesteld", func(t *testing.T) {
		na(t, totAntwoord()).When(eerste).ThenRefused(ErrNietVastgesteld)
		na(t, totAntwoord(), stelt(ja(vastOp), recht.Onderwijszaken)).When(eerste).ThenRefused(ErrNietVastgesteld)
		een[BijstellingVoorgesteld](t, na(t, totAntwoord(), stelt(ja(vastOp), recht.Inkoop)).When(eerste))
	})
	t.Run("zonder strekking of onderdeel, voor de vaststelling of na de periode niet", func(t *testing.T) {
		c := eerste
		c.Strekking = ""
		na(t, totPlan()).When(c).ThenRefused(ErrStrekkingOntbreekt)
		c = eerste
		c.Onderdelen = nil
		na(t, totPlan()).When(c).ThenRefused(ErrOnderdeelOntbreekt)
		c.Onderdelen = []Onderdeel{anders(recht.WerkgeverschapSW)}
		na(t, totPlan()).When(c).ThenRefused(ErrOnderdeelOnbekend)
		na(t, totPlan()).When(bijstelling(1, "2019-09-25")).ThenRefused(ErrVolgorde)
		een[BijstellingVoorgesteld](t, na(t, totPlan()).When(bijstelling(1, "2023-12-31")))
		na(t, totPlan()).When(bijstelling(1, "2024-01-01")).ThenRefused(ErrPlanperiodeVoorbij)
	})
}

func TestStelBijstellingVast(t *testing.T) {
	eerste := bijstelling(1, "2020-01-10")
	t.Run("het algemeen bestuur stelt een bijstelling vast", func(t *testing.T) {
		e := een[BijstellingVastgesteld](t, na(t, totPlan(), eerste).When(bijgesteld(1, "2020-03-05")))
		require.Equal(t, eerste.Onderdelen, e.Onderdelen)
		require.Equal(t, dag("2020-03-05"), e.GenomenOp)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		require.Contains(t, e.Regels, recht.Regelnoot{Code: "UVP_OORDEEL", Versie: dag("2017-01-01")})
	})
	t.Run("per kalenderjaar een", func(t *testing.T) {
		twee := []Command{eerste, bijgesteld(1, "2020-03-05"), bijstelling(2, "2020-10-01")}
		na(t, totPlan(), twee...).When(bijgesteld(2, "2020-12-31")).ThenRefused(ErrAlBijgesteld)
		een[BijstellingVastgesteld](t, na(t, totPlan(), twee...).When(bijgesteld(2, "2021-01-01")))
	})
	t.Run("nogmaals verandert niets, een andere stemming of een onbekende wordt geweigerd", func(t *testing.T) {
		vast := bijgesteld(1, "2020-03-05")
		na(t, totPlan(), eerste, vast).When(vast).ThenNothing()
		na(t, totPlan(), eerste, vast).When(bijgesteld(1, "2020-03-06")).ThenRefused(ErrAlVastgesteld)
		na(t, totPlan()).When(vast).ThenRefused(ErrBijstellingOnbekend)
	})
	t.Run("een verworpen bijstelling nogmaals gemeld verandert niets", func(t *testing.T) {
		nee := bijgesteld(1, "2020-03-05")
		nee.Stemronde = stemronde(dag("2020-03-05"), 11, 5, 6)
		require.Equal(t, recht.AlgemeenBestuur, een[VoorstelVerworpen](t, na(t, totPlan(), eerste).When(nee)).Orgaan)
		na(t, totPlan(), eerste, nee).When(nee).ThenNothing()
	})
	t.Run("een substantiele bijstelling gaat eerst naar de raden die zij aangaat", func(t *testing.T) {
		groot := eerste
		groot.Substantieel = true
		vraag1 := VraagZienswijze{Opdracht: nu(), Bijstelling: 1, VerzondenOp: dag("2020-01-13"), Deelnames: feiten[:2]}
		na(t, totPlan(), groot).When(bijgesteld(1, "2020-03-10")).ThenRefused(ErrNietGevraagd)
		e := een[ZienswijzeGevraagd](t, na(t, totPlan(), groot).When(vraag1))
		require.Equal(t, []recht.Module{recht.Inkoop}, e.Onderdelen, "only what changes")
		require.Equal(t, 1, e.Bijstelling)
		na(t, totPlan(), groot, vraag1).When(bijgesteld(1, "2020-03-09")).ThenRefused(ErrTermijnLoopt)
		een[BijstellingVastgesteld](t, na(t, totPlan(), groot, vraag1).When(bijgesteld(1, "2020-03-10")))
	})
	t.Run("ook een kleine bijstelling wacht op wie gevraagd is", func(t *testing.T) {
		vraag1 := VraagZienswijze{Opdracht: nu(), Bijstelling: 1, VerzondenOp: dag("2020-01-13"), Deelnames: feiten[:2]}
		na(t, totPlan(), eerste, vraag1).When(bijgesteld(1, "2020-03-09")).ThenRefused(ErrTermijnLoopt)
	})
	t.Run("wie alleen aan iets anders deelneemt wordt niet gevraagd", func(t *testing.T) {
		c := VraagZienswijze{
			Opdracht: nu(), Bijstelling: 1, VerzondenOp: dag("2020-01-13"),
			Deelnames: []Deelnamefeit{feit("GM0275", recht.Onderwijszaken)},
		}
		na(t, totPlan(), eerste).When(c).ThenRefused(ErrGeenDeelnemer)
		c.Deelnames = append(c.Deelnames, feit("GM0274", recht.Inkoop))
		e := een[ZienswijzeGevraagd](t, na(t, totPlan(), eerste).When(c))
		require.Equal(t, recht.Gemeentecode("GM0274"), e.Gemeente)
	})
	t.Run("van een ingetrokken plan wordt niets meer bijgesteld", func(t *testing.T) {
		intrekking := TrekIn{Opdracht: nu(), Besluit: Voorstel{Soort: SoortPlan}, Stemronde: ja(dag("2020-02-20"))}
		na(t, totPlan(), eerste, intrekking).When(bijgesteld(1, "2020-03-05")).ThenRefused(ErrNietVastgesteld)
		na(t, totPlan(), intrekking).When(bijstelling(1, "2020-03-01")).ThenRefused(ErrNietVastgesteld)
	})
	t.Run("na de planperiode niet", func(t *testing.T) {
		na(t, totPlan(), eerste).When(bijgesteld(1, "2024-01-01")).ThenRefused(ErrPlanperiodeVoorbij)
	})
}
