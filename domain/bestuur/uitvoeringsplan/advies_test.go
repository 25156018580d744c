package uitvoeringsplan

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestVraagAdvies(t *testing.T) {
	t.Run("elke bestuurscommissie krijgt een eigen vraag", func(t *testing.T) {
		events := na(t, totConcept()).When(adviesvraag).Events()
		require.Len(t, events, 2)
		require.Equal(t, recht.Orgaan("bestuurscommissie:inkoop"), events[0].(AdviesGevraagd).Commissie)
		require.Equal(t, recht.Orgaan("bestuurscommissie:onderwijszaken"), events[1].(AdviesGevraagd).Commissie)
		require.Equal(t, recht.DagelijksBestuur, events[0].(AdviesGevraagd).Orgaan)
	})
	t.Run("wat gevraagd is wordt niet nog eens gevraagd", func(t *testing.T) {
		na(t, totAdviesvraag()).When(adviesvraag).ThenNothing()
		eerst := adviesvraag
		eerst.Onderdelen = adviesvraag.Onderdelen[:1]
		e := een[AdviesGevraagd](t, na(t, totConcept(), eerst).When(adviesvraag))
		require.Equal(t, recht.Onderwijszaken, e.Onderdeel)
	})
	t.Run("over de beheerorganisatie wordt geen advies gevraagd", func(t *testing.T) {
		c := adviesvraag
		c.Onderdelen = []recht.Module{recht.Beheerorganisatie}
		na(t, totConcept()).When(c).ThenRefused(ErrGeenAdviesNodig)
	})
	t.Run("een module buiten het plan, dubbel of geen wordt geweigerd", func(t *testing.T) {
		c := adviesvraag
		c.Onderdelen = []recht.Module{recht.WerkgeverschapSW}
		na(t, totConcept()).When(c).ThenRefused(ErrOnderdeelOnbekend)
		c.Onderdelen = []recht.Module{recht.Inkoop, recht.Inkoop}
		na(t, totConcept()).When(c).ThenRefused(ErrOnderdeelDubbel)
		c.Onderdelen = nil
		na(t, totConcept()).When(c).ThenRefused(ErrOnderdeelOntbreekt)
	})
	t.Run("een vraag van voor het concept wordt geweigerd, op dezelfde dag niet", func(t *testing.T) {
		c := adviesvraag
		c.GevraagdOp = opgesteldOp
		require.Len(t, na(t, totConcept()).When(c).Events(), 2)
		c.GevraagdOp = opgesteldOp.PlusDagen(-1)
		na(t, totConcept()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("een uiterste dag voor de vraag wordt geweigerd", func(t *testing.T) {
		c := adviesvraag
		c.UiterlijkOp = gevraagdOp.PlusDagen(-1)
		na(t, totConcept()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("na het ontwerp wordt geen advies meer gevraagd", func(t *testing.T) {
		zonder := []Command{concept, zonderAdvies, ZetVoortZonderAdvies{
			Opdracht: nu(), Onderdeel: recht.Inkoop, Reden: "Geen tijd.", VoortgezetOp: adviesOp,
		}, ontwerp}
		na(t, zonder).When(adviesvraag).ThenRefused(ErrOntwerpAlVastgesteld)
		na(t, totAdviesvraag(), adviesInkoop, zonderAdvies, ontwerp).When(adviesvraag).ThenNothing()
	})
}

func TestBrengAdviesUit(t *testing.T) {
	t.Run("het advies komt van de bestuurscommissie van de module", func(t *testing.T) {
		e := een[BestuurscommissieAdviesUitgebracht](t, na(t, totAdviesvraag()).When(adviesInkoop))
		require.Equal(t, recht.Bestuurscommissie("inkoop"), e.Orgaan)
		require.Equal(t, Positief, e.Advies)
		require.Zero(t, e.Besluitvorming)
	})
	t.Run("een andere commissie adviseert hier niet over", func(t *testing.T) {
		c := adviesInkoop
		c.Commissie = "bestuurscommissie:onderwijszaken"
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrVerkeerdeCommissie)
	})
	t.Run("over de beheerorganisatie wordt niet geadviseerd", func(t *testing.T) {
		c := adviesInkoop
		c.Onderdeel, c.Commissie = recht.Beheerorganisatie, "bestuurscommissie:beheerorganisatie"
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrGeenAdviesNodig)
	})
	t.Run("ongevraagd advies wordt geweigerd", func(t *testing.T) {
		na(t, totConcept()).When(adviesInkoop).ThenRefused(ErrAdviesNietGevraagd)
	})
	t.Run("een onbekend oordeel wordt geweigerd", func(t *testing.T) {
		c := adviesInkoop
		c.Advies = "misschien"
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrOnbekendeWaarde)
	})
	t.Run("een voorwaardelijk advies noemt zijn voorwaarden", func(t *testing.T) {
		c := adviesInkoop
		c.Advies = Voorwaardelijk
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrStrekkingOntbreekt)
		c.Strekking = "Mits de kwartaalcijfers worden gedeeld."
		een[BestuurscommissieAdviesUitgebracht](t, na(t, totAdviesvraag()).When(c))
	})
	t.Run("hetzelfde advies nogmaals verandert niets, een ander vraagt een correctie", func(t *testing.T) {
		na(t, totAdviesvraag(), adviesInkoop).When(adviesInkoop).ThenNothing()
		c := adviesInkoop
		c.Advies = Negatief
		na(t, totAdviesvraag(), adviesInkoop).When(c).ThenRefused(ErrAdviesAlUitgebracht)
		c.Opdracht = corrigerend()
		e := een[BestuurscommissieAdviesUitgebracht](t, na(t, totAdviesvraag(), adviesInkoop).When(c))
		require.Equal(t, correctie, e.Corrigeert)
	})
	t.Run("een advies van voor de vraag wordt geweigerd", func(t *testing.T) {
		c := adviesInkoop
		c.UitgebrachtOp = gevraagdOp.PlusDagen(-1)
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("na het ontwerp komt er geen advies bij, ook niet als correctie", func(t *testing.T) {
		c := adviesInkoop
		c.Opdracht, c.Advies = corrigerend(), Negatief
		na(t, totOntwerp()).When(c).ThenRefused(ErrOntwerpAlVastgesteld)
	})
	t.Run("een advies waarover is gestemd draagt de stemming", func(t *testing.T) {
		c := adviesInkoop
		c.Stemronde = stemronde(adviesOp, 11, 7, 4)
		e := een[BestuurscommissieAdviesUitgebracht](t, na(t, totAdviesvraag()).When(c))
		require.Equal(t, recht.Aangenomen, e.Besluitvorming.Uitslag.Uitkomst)
		na(t, totAdviesvraag(), c).When(c).ThenNothing()
	})
	t.Run("een verworpen advies is geen advies", func(t *testing.T) {
		c := adviesInkoop
		c.Stemronde = stemronde(adviesOp, 11, 4, 7)
		e := een[VoorstelVerworpen](t, na(t, totAdviesvraag()).When(c))
		require.Equal(t, []Voorstel{{Soort: SoortAdvies, Onderdeel: recht.Inkoop}}, e.Voorstellen)
		require.Equal(t, recht.Bestuurscommissie("inkoop"), e.Orgaan)
		na(t, totAdviesvraag(), c).When(c).ThenNothing()
	})
	t.Run("een advies is niet ouder dan de vergadering die het gaf", func(t *testing.T) {
		c := adviesInkoop
		c.Stemronde = ja(adviesOp.PlusDagen(1))
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrVolgorde)
		c.Stemronde = ja(nu().Vandaag().PlusDagen(1))
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrDagInToekomst)
	})
}

func TestZetVoortZonderAdvies(t *testing.T) {
	t.Run("met een reden gaat een onderdeel voort", func(t *testing.T) {
		e := een[OnderdeelZonderAdviesVoortgezet](t, na(t, totAdviesvraag()).When(zonderAdvies))
		require.Equal(t, zonderAdvies.Reden, e.Reden)
		require.Equal(t, recht.DagelijksBestuur, e.Orgaan)
	})
	t.Run("zonder reden niet", func(t *testing.T) {
		c := zonderAdvies
		c.Reden = ""
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrRedenOntbreekt)
	})
	t.Run("dezelfde reden nogmaals verandert niets, een andere vraagt een correctie", func(t *testing.T) {
		na(t, totAdvies()).When(zonderAdvies).ThenNothing()
		c := zonderAdvies
		c.Reden = "De commissie bestaat nog niet."
		na(t, totAdvies()).When(c).ThenRefused(ErrAlVoortgezet)
		c.Opdracht = corrigerend()
		een[OnderdeelZonderAdviesVoortgezet](t, na(t, totAdvies()).When(c))
	})
	t.Run("waarover is geadviseerd gaat niet zonder advies voort", func(t *testing.T) {
		c := zonderAdvies
		c.Onderdeel = recht.Inkoop
		na(t, totAdvies()).When(c).ThenRefused(ErrAdviesAlUitgebracht)
	})
	t.Run("de beheerorganisatie heeft geen advies nodig", func(t *testing.T) {
		c := zonderAdvies
		c.Onderdeel = recht.Beheerorganisatie
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrGeenAdviesNodig)
	})
	t.Run("een onbekend onderdeel wordt geweigerd", func(t *testing.T) {
		c := zonderAdvies
		c.Onderdeel = recht.WerkgeverschapSW
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrOnderdeelOnbekend)
	})
	t.Run("voor de vraag om advies of na het ontwerp niet", func(t *testing.T) {
		c := zonderAdvies
		c.VoortgezetOp = gevraagdOp.PlusDagen(-1)
		na(t, totAdviesvraag()).When(c).ThenRefused(ErrVolgorde)
		c = zonderAdvies
		c.Reden = "Toch een andere reden."
		na(t, totOntwerp()).When(c).ThenRefused(ErrOntwerpAlVastgesteld)
	})
}

func TestStelOntwerpVast(t *testing.T) {
	t.Run("het dagelijks bestuur stelt het ontwerp vast", func(t *testing.T) {
		e := een[OntwerpVastgesteldDoorDagelijksBestuur](t, na(t, totAdvies()).When(ontwerp))
		require.Equal(t, recht.DagelijksBestuur, e.Orgaan)
		require.Equal(t, ontwerpOp, e.GenomenOp)
		require.Equal(t, onderdelen(), e.Onderdelen)
		require.True(t, e.Besluitvorming.Uitslag.Quorum.Bereikt)
	})
	t.Run("een verworpen ontwerp is geen ontwerp", func(t *testing.T) {
		nee := ontwerp
		nee.Stemronde = stemronde(ontwerpOp, 3, 1, 2)
		require.Equal(t, recht.DagelijksBestuur, een[VoorstelVerworpen](t, na(t, totAdvies()).When(nee)).Orgaan)
		na(t, totAdvies(), nee).When(nee).ThenNothing()
		na(t, totAdvies(), nee).When(vraag).ThenRefused(ErrOntwerpOntbreekt)
	})
	t.Run("zonder advies en zonder reden geen ontwerp", func(t *testing.T) {
		na(t, totAdviesvraag(), adviesInkoop).When(ontwerp).ThenRefused(ErrAdviesOntbreekt)
		na(t, totAdviesvraag(), zonderAdvies).When(ontwerp).ThenRefused(ErrAdviesOntbreekt)
	})
	t.Run("een advies van na het ontwerp telt niet, een van dezelfde dag wel", func(t *testing.T) {
		c := ontwerp
		c.Stemronde = stemronde(adviesOp, 3, 3, 0)
		een[OntwerpVastgesteldDoorDagelijksBestuur](t, na(t, totAdvies()).When(c))
		c.Stemronde = stemronde(adviesOp.PlusDagen(-1), 3, 3, 0)
		na(t, totAdvies()).When(c).ThenRefused(ErrAdviesOntbreekt)
	})
	t.Run("adviezen kunnen de tekst veranderen", func(t *testing.T) {
		c := ontwerp
		c.Gewijzigd = []Onderdeel{anders(recht.Inkoop)}
		e := een[OntwerpVastgesteldDoorDagelijksBestuur](t, na(t, totAdvies()).When(c))
		require.Equal(t, anders(recht.Inkoop), e.Onderdelen[1])
		require.Equal(t, onderdelen()[0], e.Onderdelen[0])
	})
	t.Run("een gewijzigd onderdeel hoort bij het plan en is compleet", func(t *testing.T) {
		c := ontwerp
		c.Gewijzigd = []Onderdeel{anders(recht.WerkgeverschapSW)}
		na(t, totAdvies()).When(c).ThenRefused(ErrOnderdeelOnbekend)
		c.Gewijzigd = []Onderdeel{{Code: recht.Inkoop}}
		na(t, totAdvies()).When(c).ThenRefused(ErrOnderdelenOnvolledig)
	})
	t.Run("hetzelfde ontwerp nogmaals verandert niets, een ander wordt geweigerd", func(t *testing.T) {
		na(t, totOntwerp()).When(ontwerp).ThenNothing()
		c := ontwerp
		c.Gewijzigd = []Onderdeel{anders(recht.Inkoop)}
		na(t, totOntwerp()).When(c).ThenRefused(ErrOntwerpAlVastgesteld)
	})
	t.Run("een ontwerp van voor het concept wordt geweigerd", func(t *testing.T) {
		c := ontwerp
		c.Stemronde = stemronde(opgesteldOp.PlusDagen(-1), 3, 3, 0)
		na(t, totAdvies()).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("het dagelijks bestuur doet dit zelf en motiveert", func(t *testing.T) {
		c := ontwerp
		c.Namens = recht.Namens{Orgaan: recht.DagelijksBestuur, Mandaat: "M-1", Versie: 1}
		na(t, totAdvies()).When(c).ThenRefused(ErrMandaatNietMogelijk)
		c = ontwerp
		c.Motivering = ""
		na(t, totAdvies()).When(c).ThenRefused(ErrMotiveringOntbreekt)
	})
}
