package uitvoeringsplan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestStelOp(t *testing.T) {
	t.Run("een concept opent de planperiode", func(t *testing.T) {
		e := een[UitvoeringsplanOpgesteld](t, spec.Given(t).When(concept))
		require.Equal(t, onderdelen(), e.Onderdelen)
		require.Equal(t, recht.DagelijksBestuur, e.Orgaan)
		require.Equal(t, "24 lid 2", e.Grondslag.Artikel)
		require.Equal(t, opgesteldOp, e.GeldigVanaf, "the day of the act, not that of recording")
	})
	t.Run("hetzelfde concept nogmaals verandert niets, ook op een andere dag", func(t *testing.T) {
		later := concept
		later.Opdracht = opDag(dag("2026-12-01"))
		na(t, totConcept()).When(later).ThenNothing()
	})
	t.Run("een ander concept voor dezelfde periode wordt geweigerd", func(t *testing.T) {
		ander := concept
		ander.Titel = "Een ander plan"
		na(t, totConcept()).When(ander).ThenRefused(ErrAlOpgesteld)
	})
	t.Run("een plan beslaat vier jaar, niet drie en niet vijf", func(t *testing.T) {
		for _, tot := range []int{2019, 2022, 2024} {
			c := concept
			c.TotEnMetJaar = tot
			spec.Given(t).When(c).ThenRefused(ErrPeriode)
		}
	})
	t.Run("een plan begint niet voor de MGR en past in de kalender", func(t *testing.T) {
		for van, mag := range map[int]bool{-4: false, 0: false, 2016: false, 2017: true, 9996: true, 9997: false} {
			c := concept
			c.VanJaar, c.TotEnMetJaar = van, van+3
			if mag {
				een[UitvoeringsplanOpgesteld](t, spec.Given(t).When(c))
			} else {
				spec.Given(t).When(c).ThenRefused(ErrPeriode)
			}
		}
	})
	t.Run("een plan voor jaren van een ander plan wordt geweigerd, hetzelfde concept nogmaals niet", func(t *testing.T) {
		c := concept
		c.Overlapt = true
		spec.Given(t).When(c).ThenRefused(ErrPeriodeOverlapt)
		na(t, totConcept()).When(c).ThenNothing()
	})
	t.Run("zonder titel wordt geweigerd", func(t *testing.T) {
		c := concept
		c.Titel = ""
		spec.Given(t).When(c).ThenRefused(ErrOnbekendeWaarde)
	})
	t.Run("een concept van morgen wordt geweigerd, een van vandaag niet", func(t *testing.T) {
		c := concept
		c.Opdracht = opDag(opgesteldOp)
		een[UitvoeringsplanOpgesteld](t, spec.Given(t).When(c))
		c.Opdracht = opDag(opgesteldOp.PlusDagen(-1))
		spec.Given(t).When(c).ThenRefused(ErrDagInToekomst)
	})
	t.Run("zonder dag wordt geweigerd", func(t *testing.T) {
		c := concept
		c.OpgesteldOp = recht.Datum{}
		spec.Given(t).When(c).ThenRefused(ErrDagOntbreekt)
	})
	t.Run("een besluit van voor de regeling heeft geen grondslag", func(t *testing.T) {
		c := concept
		c.OpgesteldOp = dag("2016-12-31")
		spec.Given(t).When(c).ThenRefused(recht.ErrGrondslagOngeldig)
	})
	t.Run("onderdelen zijn de beheerorganisatie en een module, elk een keer en compleet", func(t *testing.T) {
		for naam, os := range map[string][]Onderdeel{
			"geen":                   nil,
			"alleen beheer":          onderdelen()[:1],
			"zonder beheer":          onderdelen()[1:],
			"dubbel":                 append(onderdelen(), anders(recht.Inkoop)),
			"onbekende module":       append(onderdelen(), anders("zwembaden")),
			"zonder titel":           append(onderdelen(), Onderdeel{recht.WerkgeverschapSW, "", som(9)}),
			"zonder digest":          append(onderdelen(), Onderdeel{recht.WerkgeverschapSW, "SW", ""}),
			"digest met hoofdletter": append(onderdelen(), Onderdeel{recht.WerkgeverschapSW, "SW", "AB" + som(9)[2:]}),
			"te korte digest":        append(onderdelen(), Onderdeel{recht.WerkgeverschapSW, "SW", som(9)[2:]}),
		} {
			t.Run(naam, func(t *testing.T) {
				c := concept
				c.Onderdelen = os
				spec.Given(t).When(c).ThenRefused(ErrOnderdelenOnvolledig)
			})
		}
	})
	t.Run("zonder concept kan niets anders", func(t *testing.T) {
		for _, c := range []Command{
			adviesvraag, adviesInkoop, zonderAdvies, ontwerp, vraag, arnhem, renkum, plan,
			LaatTermijnVerstrijken{},
			DeelOordeelMee{},
			StelOnderdelenVast{},
			StelBijstellingVoor{},
			StelBijstellingVast{},
			MaakBekend{},
			PasToe{},
			TrekIn{},
			EindigPlanperiode{},
		} {
			spec.Given(t).When(c).ThenRefused(ErrOnbekend)
		}
	})
}
