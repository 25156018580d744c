package verwerkingsspoor

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var spec = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}

var opdracht = recht.Opdracht{
	Op: time.Date(2031, 3, 2, 14, 0, 0, 0, time.UTC), Actor: recht.Actor{Rol: "proces", Organisatie: "MGR", ID: Soort},
}

func groei(n int64, kop string) Veranker {
	return Veranker{Opdracht: opdracht, Logregels: n, Ketenkop: kop}
}

func verantwoording(regels ...recht.Regelnoot) recht.Verantwoording {
	return recht.Verantwoording{
		Actor: opdracht.Actor, Orgaan: recht.Stelsel, Grondslag: recht.FeitelijkeHandeling,
		GeldigVanaf: recht.NieuweDatum(2031, 3, 2), Regels: regels,
	}
}

func verankerd(n int64, kop string) VerwerkingslogVerankerd {
	return VerwerkingslogVerankerd{Verantwoording: verantwoording(), Logregels: n, Ketenkop: kop}
}

func verwijderd(t *testing.T, voor recht.Datum, n int64, kop string) VerwerkingsregelsVerwijderd {
	t.Helper()
	_, noot, err := Bewaartermijn.Op(recht.NieuweDatum(2031, 3, 2))
	require.NoError(t, err)
	return VerwerkingsregelsVerwijderd{Verantwoording: verantwoording(noot), Voor: voor, TotEnMet: n, Aantal: n, Ketenkop: kop}
}

func TestVeranker(t *testing.T) {
	t.Run("een log dat groeit wordt verankerd, ook een leeg log dat in de plaats komt van een ander", func(t *testing.T) {
		spec.Given(t).When(groei(0, "nul")).Then(verankerd(0, "nul"))
		spec.Given(t).When(groei(1, "a")).Then(verankerd(1, "a"))
		spec.Given(t, verankerd(1, "a")).When(groei(2, "b")).Then(verankerd(2, "b"))
	})
	t.Run("een log dat gelijk bleef niet nog eens", func(t *testing.T) {
		spec.Given(t, verankerd(2, "b")).When(groei(2, "b")).ThenNothing()
	})
	t.Run("een log met minder of andere regels wordt geweigerd", func(t *testing.T) {
		spec.Given(t, verankerd(2, "b")).When(groei(1, "a")).ThenRefused(ErrTeruggelopen)
		spec.Given(t, verankerd(2, "b")).When(groei(2, "c")).ThenRefused(ErrTeruggelopen)
		spec.Given(t).When(groei(3, "")).ThenRefused(ErrTeruggelopen)
	})
}

func TestVerwijder(t *testing.T) {
	termijn := recht.NieuweDatum(2026, 3, 2) // five years before the day of the command
	doe := func(voor recht.Datum, n, aantal int64, kop string) Verwijder {
		return Verwijder{Opdracht: opdracht, Voor: voor, TotEnMet: n, Aantal: aantal, Ketenkop: kop}
	}
	t.Run("op de eerste dag na de termijn gaan de regels van voor die dag", func(t *testing.T) {
		spec.Given(t, verankerd(9, "z")).When(doe(termijn, 4, 4, "d")).Then(verwijderd(t, termijn, 4, "d"))
	})
	t.Run("een dag eerder nog niet", func(t *testing.T) {
		spec.Given(t, verankerd(9, "z")).When(doe(termijn.PlusDagen(1), 4, 4, "d")).ThenRefused(ErrTermijnLoopt)
	})
	t.Run("is er niets van voor die dag, of ging het al, dan gebeurt er niets", func(t *testing.T) {
		spec.Given(t).When(doe(termijn, 0, 0, "")).ThenNothing()
		spec.Given(t, verwijderd(t, termijn, 4, "d")).When(doe(termijn, 4, 4, "d")).ThenNothing()
	})
	t.Run("verder terug dan al ging kan niet, en zonder hash ook niet", func(t *testing.T) {
		spec.Given(t, verwijderd(t, termijn, 4, "d")).When(doe(termijn, 3, 3, "c")).ThenRefused(ErrTeruggelopen)
		spec.Given(t).When(doe(termijn, 4, 4, "")).ThenRefused(ErrTeruggelopen)
	})
	t.Run("wat ging staat in de toestand", func(t *testing.T) {
		s := Evolve(Evolve(State{}, verankerd(9, "z")), verwijderd(t, termijn, 4, "d"))
		assert.Equal(t, "verankerd tot regel 9, verwijderd tot en met regel 4", s.Toestand())
	})
}
