package doorstroompunt

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
)

func rectificatie(n int) Rectificeer {
	p := begin().Persoon
	p.Naam = es.Prive("Noor Verbeterd")
	return Rectificeer{Opdracht: nu(), Rectificatie: leerplicht.Rectificatie{
		Persoon: p, Nummer: n, Reden: leerplicht.Verschrijving, GerectificeerdOp: dag("2026-11-02"),
	}}
}

func bij(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, verhaal(t, append([]Command{begin()}, cs...)...)...)
}

func TestRectificeer(t *testing.T) {
	t.Run("wie het is wordt opnieuw en volledig vastgelegd, met de reden als code", func(t *testing.T) {
		c := rectificatie(1)
		uit, err := Decide(c, Evolve(State{}, verhaal(t, begin())[0]))
		require.NoError(t, err)
		require.Len(t, uit, 1)
		e, ok := uit[0].(DoorstroompuntdossierGerectificeerd)
		require.True(t, ok)
		assert.Equal(t, c.Rectificatie, e.Rectificatie)
		assert.Equal(t, "16", e.Grondslag.Artikel)
		assert.Contains(t, e.Zin(), "2026-11-02")
		bij(t).When(c).Then(e)
	})
	t.Run("dezelfde nog eens verandert niets, en de nummers lopen door", func(t *testing.T) {
		bij(t, rectificatie(1)).When(rectificatie(1)).ThenNothing()
		bij(t).When(rectificatie(2)).ThenRefused(leerplicht.ErrRectificatienummer)
		bij(t).When(rectificatie(0)).ThenRefused(leerplicht.ErrRectificatienummer)
	})
	t.Run("zonder dossier, door een proces, zonder naam of om een onbekende reden niet", func(t *testing.T) {
		spec.Given(t).When(rectificatie(1)).ThenRefused(ErrNietGesignaleerd)
		c := rectificatie(1)
		c.Actor.Rol = "proces"
		bij(t).When(c).ThenRefused(leerplicht.ErrMensBeslist)
		c = rectificatie(1)
		c.Naam = es.Prive("")
		bij(t).When(c).ThenRefused(leerplicht.ErrPersoonOnvolledig)
		c = rectificatie(1)
		c.Reden = "zomaar"
		bij(t).When(c).ThenRefused(leerplicht.ErrWaardeOnbekend)
	})
	t.Run("op de dag van het begin wel, een dag eerder niet", func(t *testing.T) {
		c := rectificatie(1)
		c.GerectificeerdOp = begin().GesignaleerdOp
		_, err := Decide(c, Evolve(State{}, verhaal(t, begin())[0]))
		require.NoError(t, err)
		c.GerectificeerdOp = c.GerectificeerdOp.PlusDagen(-1)
		bij(t).When(c).ThenRefused(leerplicht.ErrVoorBegin)
	})
}
