package verzuimmelding

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
)

func TestBetwisting(t *testing.T) {
	t.Run("een betwisting krijgt een plaats, ook na de afsluiting", func(t *testing.T) {
		e := na(t, ontvangst()).When(tegen(1)).Events()[0].(VerzuimmeldingBetwist)
		bezwaren, _ := e.Bezwaren.Waarde()
		require.Equal(t, "Zij was ziek.", bezwaren)
		require.NotContains(t, e.Zin(), "ziek")
		require.Equal(t, "geregistreerd; betwist", staat(t, ontvangst(), tegen(1)).Toestand())
		require.Len(t, na(t, ontvangst(), behandel(), sluiting()).When(tegen(1)).Events(), 1)
		na(t, ontvangst(), intrekking()).When(tegen(1)).ThenRefused(ErrAlAfgehandeld)
	})
	t.Run("nummers lopen op, en een nummer dat er is verandert niets", func(t *testing.T) {
		na(t, ontvangst(), tegen(1)).When(tegen(1)).ThenNothing()
		na(t, ontvangst()).When(tegen(2)).ThenRefused(ErrNummer)
		na(t, ontvangst()).When(tegen(0)).ThenRefused(ErrNummer)
		require.Len(t, na(t, ontvangst(), tegen(1)).When(tegen(2)).Events(), 1)
	})
	t.Run("een mens beslist over een betwisting, een keer", func(t *testing.T) {
		require.Len(t, na(t, ontvangst(), tegen(1)).When(beslissing(Gehandhaafd)).Events(), 1)
		na(t, ontvangst(), tegen(1), beslissing(Gehandhaafd)).When(beslissing(Gehandhaafd)).ThenNothing()
		na(t, ontvangst(), tegen(1), beslissing(Gehandhaafd)).When(beslissing(Aangepast)).ThenRefused(ErrAlBeslist)
		na(t, ontvangst()).When(beslissing(Gehandhaafd)).ThenRefused(ErrGeenBetwisting)
		na(t, ontvangst(), tegen(1)).When(beslissing("half")).ThenRefused(leerplicht.ErrWaardeOnbekend)
		c := beslissing(Gehandhaafd)
		c.Opdracht = proces()
		na(t, ontvangst(), tegen(1)).When(c).ThenRefused(leerplicht.ErrMensBeslist)
		require.Equal(t, "geregistreerd", staat(t, ontvangst(), tegen(1), beslissing(Gehandhaafd)).Toestand())
	})
	t.Run("een betwisting zonder woorden wordt geweigerd", func(t *testing.T) {
		c := tegen(1)
		c.Bezwaren = es.Prive("")
		na(t, ontvangst()).When(c).ThenRefused(ErrTekstOntbreekt)
		c.Bezwaren = es.Persoonlijk[string]{}
		na(t, ontvangst()).When(c).ThenRefused(ErrTekstOntbreekt)
	})
}

func TestZienswijze(t *testing.T) {
	t.Run("de zienswijze van ouders staat bij de melding en is persoonlijk", func(t *testing.T) {
		e := na(t, ontvangst(), behandel(), sluiting()).When(zienswijze(1)).Events()[0].(ZienswijzeOudersVastgelegd)
		tekst, open := e.Zienswijze.Waarde()
		require.True(t, open)
		require.NotContains(t, e.Zin(), tekst)
	})
	t.Run("nummers lopen op, en een nummer dat er is verandert niets", func(t *testing.T) {
		na(t, ontvangst(), zienswijze(1)).When(zienswijze(1)).ThenNothing()
		na(t, ontvangst()).When(zienswijze(2)).ThenRefused(ErrNummer)
		require.Len(t, na(t, ontvangst(), zienswijze(1)).When(zienswijze(2)).Events(), 1)
		c := zienswijze(1)
		c.Zienswijze = es.Persoonlijk[string]{}
		na(t, ontvangst()).When(c).ThenRefused(ErrTekstOntbreekt)
		c = zienswijze(1)
		c.GegevenOp = dag("2026-10-15")
		na(t, ontvangst()).When(c).ThenRefused(ErrVoorOntvangst)
	})
}
