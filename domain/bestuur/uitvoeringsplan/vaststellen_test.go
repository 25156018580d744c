package uitvoeringsplan

import (
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func stelt(r Stemronde, ms ...recht.Module) StelOnderdelenVast {
	return StelOnderdelenVast{Opdracht: nu(), Onderdelen: ms, Stemronde: r}
}

func TestStelPlanVast(t *testing.T) {
	t.Run("het algemeen bestuur stelt het hele plan vast", func(t *testing.T) {
		e := een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(plan))
		require.Equal(t, onderdelen(), e.Onderdelen)
		require.Equal(t, vastOp, e.GenomenOp)
		require.Equal(t, vastOp, e.GeldigVanaf)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		require.Equal(t, "24 lid 1", e.Grondslag.Artikel)
		require.Contains(t, e.Regels, recht.Regelnoot{Code: "UVP_OORDEEL", Versie: dag("2017-01-01")})
	})
	t.Run("zienswijzen kunnen de tekst veranderen", func(t *testing.T) {
		c := plan
		c.Gewijzigd = []Onderdeel{anders(recht.Inkoop)}
		e := een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(c))
		require.Equal(t, anders(recht.Inkoop), e.Onderdelen[1])
		na(t, totAntwoord(), c).When(c).ThenNothing()
		na(t, totAntwoord(), c).When(plan).ThenRefused(ErrAlVastgesteld)
		c.Gewijzigd = []Onderdeel{{Code: recht.Inkoop}}
		na(t, totAntwoord()).When(c).ThenRefused(ErrOnderdelenOnvolledig)
		d := stelt(ja(vastOp), recht.Inkoop)
		d.Gewijzigd = c.Gewijzigd
		na(t, totAntwoord()).When(d).ThenRefused(ErrOnderdelenOnvolledig)
	})
	t.Run("dezelfde vaststelling nogmaals verandert niets, een andere vergadering wordt geweigerd", func(t *testing.T) {
		na(t, totPlan()).When(plan).ThenNothing()
		na(t, totPlan()).When(stemt(ja(vastOp.PlusDagen(7)))).ThenRefused(ErrAlVastgesteld)
	})
	t.Run("zonder ontwerp of zonder vraag aan de raden niet", func(t *testing.T) {
		na(t, totAdvies()).When(plan).ThenRefused(ErrOntwerpOntbreekt)
		na(t, totOntwerp()).When(plan).ThenRefused(ErrNietGevraagd)
	})
	t.Run("over elk onderdeel moet een raad zijn gevraagd", func(t *testing.T) {
		c := vraag
		c.Deelnames = feiten[2:] // Renkum, inkoop only
		na(t, totOntwerp(), c).When(plan).ThenRefused(ErrNietGevraagd)
		een[OnderdeelVastgesteld](t, na(t, totOntwerp(), c).When(stelt(ja(vastOp), recht.Inkoop)))
	})
	t.Run("voor het ontwerp of na de planperiode niet", func(t *testing.T) {
		na(t, totAntwoord()).When(stemt(ja(ontwerpOp.PlusDagen(-1)))).ThenRefused(ErrVolgorde)
		oordeel22 := oordeel
		oordeel22.MeegedeeldOp = dag("2023-01-09")
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord(), oordeel22).When(stemt(ja(dag("2023-12-31")))))
		na(t, totAntwoord(), oordeel22).When(stemt(ja(dag("2024-01-01")))).ThenRefused(ErrPlanperiodeVoorbij)
	})
}

func TestZienswijzenVoorVaststelling(t *testing.T) {
	t.Run("zolang een raad kan antwoorden wordt niet vastgesteld", func(t *testing.T) {
		na(t, totVraag()).When(stemt(ja(laatsteDagOp))).ThenRefused(ErrTermijnLoopt)
		een[UitvoeringsplanVastgesteld](t, na(t, totVraag()).When(stemt(ja(laatsteDagOp.PlusDagen(1)))))
	})
	t.Run("de weigering noemt steeds dezelfde raad, de eerste op code", func(t *testing.T) {
		s := Decider.Fold(spec.Played(t, totVraag()...)...)
		for range 20 {
			_, err := Decide(stemt(ja(laatsteDagOp)), s)
			require.ErrorContains(t, err, "GM0202")
		}
	})
	t.Run("als alle raden antwoordden hoeft de termijn niet om te zijn", func(t *testing.T) {
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(stemt(ja(dag("2019-06-21")))))
		na(t, totAntwoord()).When(stemt(ja(dag("2019-06-20")))).ThenRefused(ErrTermijnLoopt) // Renkum answered on the 21st
		na(t, totVraag(), arnhem).When(stemt(ja(dag("2019-06-21")))).ThenRefused(ErrTermijnLoopt)
	})
	t.Run("een raad die een onderdeel niet aangaat houdt het niet op", func(t *testing.T) {
		na(t, totVraag(), arnhem).When(stelt(ja(dag("2019-06-21")), recht.Inkoop)).ThenRefused(ErrTermijnLoopt)
		een[OnderdeelVastgesteld](t, na(t, totVraag(), arnhem).When(stelt(ja(dag("2019-06-21")), recht.Onderwijszaken)))
	})
	t.Run("vanaf 1 juli 2022 is eerst een oordeel over elke tijdige zienswijze nodig", func(t *testing.T) {
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord()).When(stemt(ja(dag("2022-06-30")))))
		na(t, totAntwoord()).When(stemt(ja(dag("2022-07-01")))).ThenRefused(ErrOordeelOntbreekt)
		e := een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord(), oordeel).When(stemt(ja(dag("2022-07-01")))))
		require.Contains(t, e.Regels, recht.Regelnoot{Code: "UVP_OORDEEL", Versie: dag("2022-07-01")})
	})
	t.Run("een oordeel van na het besluit telt niet, een van dezelfde dag wel", func(t *testing.T) {
		c := oordeel
		c.MeegedeeldOp = dag("2022-09-02")
		na(t, totAntwoord(), c).When(stemt(ja(dag("2022-09-01")))).ThenRefused(ErrOordeelOntbreekt)
		een[UitvoeringsplanVastgesteld](t, na(t, totAntwoord(), c).When(stemt(ja(dag("2022-09-02")))))
	})
	t.Run("over een te late zienswijze en over wie afzag is geen oordeel nodig", func(t *testing.T) {
		laat := arnhem
		laat.OntvangenOp = laatsteDagOp.PlusDagen(1)
		een[UitvoeringsplanVastgesteld](t, na(t, totVraag(), laat, renkum).When(stemt(ja(dag("2022-07-01")))))
	})
}

func TestStelOnderdelenVast(t *testing.T) {
	t.Run("onderdelen kunnen afzonderlijk worden vastgesteld, elk met een eigen gebeurtenis", func(t *testing.T) {
		events := na(t, totAntwoord()).When(stelt(ja(vastOp), recht.Beheerorganisatie, recht.Inkoop)).Events()
		require.Len(t, events, 2)
		require.Equal(t, onderdelen()[0], events[0].(OnderdeelVastgesteld).Onderdeel)
		require.Equal(t, onderdelen()[1], events[1].(OnderdeelVastgesteld).Onderdeel)
		require.Equal(t, recht.AlgemeenBestuur, events[1].(OnderdeelVastgesteld).Orgaan)
	})
	t.Run("geen onderdeel wordt twee keer vastgesteld", func(t *testing.T) {
		een := stelt(ja(vastOp), recht.Inkoop)
		later := ja(vastOp.PlusDagen(7))
		na(t, totAntwoord(), een).When(een).ThenNothing()
		na(t, totAntwoord(), een).When(stelt(later, recht.Inkoop)).ThenRefused(ErrAlVastgesteld)
		na(t, totAntwoord(), een).When(stelt(later, recht.Onderwijszaken, recht.Inkoop)).ThenRefused(ErrAlVastgesteld)
		na(t, totAntwoord(), een).When(stelt(ja(vastOp), recht.Inkoop, recht.Onderwijszaken)).ThenRefused(ErrAlVastgesteld)
		na(t, totAntwoord(), een).When(stemt(later)).ThenRefused(ErrAlVastgesteld)
		na(t, totPlan()).When(stelt(later, recht.Inkoop)).ThenRefused(ErrAlVastgesteld)
	})
	t.Run("een gewijzigde tekst hoort bij een onderdeel waarover wordt gestemd", func(t *testing.T) {
		c := stelt(ja(vastOp), recht.Inkoop)
		c.Gewijzigd = []Onderdeel{anders(recht.Inkoop)}
		require.Equal(t, anders(recht.Inkoop), een[OnderdeelVastgesteld](t, na(t, totAntwoord()).When(c)).Onderdeel)
		na(t, totAntwoord(), c).When(stelt(ja(vastOp), recht.Inkoop)).ThenRefused(ErrAlVastgesteld)
		c.Gewijzigd = []Onderdeel{anders(recht.Onderwijszaken)}
		na(t, totAntwoord()).When(c).ThenRefused(ErrOnderdeelOnbekend)
	})
	t.Run("geen, dubbele of onbekende onderdelen worden geweigerd", func(t *testing.T) {
		na(t, totAntwoord()).When(stelt(ja(vastOp))).ThenRefused(ErrOnderdeelOntbreekt)
		na(t, totAntwoord()).When(stelt(ja(vastOp), recht.Inkoop, recht.Inkoop)).ThenRefused(ErrOnderdeelDubbel)
		na(t, totAntwoord()).When(stelt(ja(vastOp), recht.WerkgeverschapSW)).ThenRefused(ErrOnderdeelOnbekend)
	})
	t.Run("zonder ontwerp niet", func(t *testing.T) {
		na(t, totAdvies()).When(stelt(ja(vastOp), recht.Inkoop)).ThenRefused(ErrOntwerpOntbreekt)
	})
	t.Run("een stemming zonder meerderheid gaat over alle genoemde onderdelen", func(t *testing.T) {
		nee := stelt(stemronde(vastOp, 11, 5, 6), recht.Inkoop, recht.Onderwijszaken)
		e := een[VoorstelVerworpen](t, na(t, totAntwoord()).When(nee))
		require.Equal(t, []Voorstel{
			{Soort: SoortOnderdeel, Onderdeel: recht.Inkoop}, {Soort: SoortOnderdeel, Onderdeel: recht.Onderwijszaken},
		}, e.Voorstellen)
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		na(t, totAntwoord(), nee).When(nee).ThenNothing()
	})
}

func TestAard(t *testing.T) {
	besluit := recht.Aard{Bestuursbesluit: true, AwbBesluit: true}
	voorbereidend := recht.Aard{Bestuursbesluit: true}
	want := map[string]recht.Aard{
		"onderdeel-vastgesteld": besluit, "uitvoeringsplan-vastgesteld": besluit,
		"bijstelling-vastgesteld": besluit, "besluit-ingetrokken": besluit,
		"ontwerp-vastgesteld-door-dagelijks-bestuur": voorbereidend, "voorstel-verworpen": voorbereidend,
	}
	got := map[string]recht.Aard{}
	for naam, typ := range Events.Current() {
		if b, ok := reflect.Zero(typ).Interface().(recht.Besluit); ok {
			got[strings.TrimSuffix(strings.TrimPrefix(naam, domein), ".v1")] = b.Aard()
		}
	}
	require.Equal(t, want, got, "every besluit says what it is, and nothing else is one")
}
