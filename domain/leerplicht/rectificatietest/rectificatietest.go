// Package rectificatietest states what every stream of a leerling does with a
// rectificatie (AVG art. 16).
package rectificatietest

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// An Event is what a rectificatie is recorded as.
type Event interface {
	Verantwoordt() recht.Verantwoording
	Zin() string
}

// A Proef is one kind of stream to try.
type Proef[C any, S any, E Event] struct {
	Spec     estest.Spec[C, S, E]
	Opdracht recht.Opdracht // by a person, after Begin
	Opening  C              // begins a stream about Persoon on day Begin
	Begin    recht.Datum
	Persoon  leerplicht.Persoon
	Maak     func(recht.Opdracht, leerplicht.Rectificatie) C
	Inhoud   func(E) (leerplicht.Rectificatie, bool) // of the event of a rectificatie
	Ontbreek *es.Refusal                             // there is no stream
}

// Eerste returns the first rectificatie of the stream: another name.
func (p Proef[C, S, E]) Eerste() leerplicht.Rectificatie {
	persoon := p.Persoon
	persoon.Naam = es.Prive("Noor Verbeterd")
	return leerplicht.Rectificatie{Persoon: persoon, Nummer: 1, Reden: leerplicht.Verschrijving, GerectificeerdOp: recht.DatumVan(p.Opdracht.Op)}
}

// Draai runs the trial.
func (p Proef[C, S, E]) Draai(t *testing.T) {
	bij := func(t *testing.T, cs ...C) estest.Scenario[C, S, E] {
		t.Helper()
		return p.Spec.Given(t, p.Spec.Played(t, append([]C{p.Opening}, cs...)...)...)
	}
	anders := func(wijzig func(*recht.Opdracht, *leerplicht.Rectificatie)) C {
		o, r := p.Opdracht, p.Eerste()
		wijzig(&o, &r)
		return p.Maak(o, r)
	}
	nummer := func(n int) C { return anders(func(_ *recht.Opdracht, r *leerplicht.Rectificatie) { r.Nummer = n }) }

	t.Run("wie het is wordt opnieuw en volledig vastgelegd, met de reden als code", func(t *testing.T) {
		uit := bij(t).When(nummer(1)).Events()
		require.Len(t, uit, 1)
		r, ok := p.Inhoud(uit[0])
		require.True(t, ok)
		assert.Equal(t, p.Eerste(), r)
		assert.Equal(t, "16", uit[0].Verantwoordt().Grondslag.Artikel)
		assert.Contains(t, uit[0].Zin(), r.GerectificeerdOp.String())
	})
	t.Run("dezelfde nog eens verandert niets, en de nummers lopen door", func(t *testing.T) {
		bij(t, nummer(1)).When(nummer(1)).ThenNothing()
		bij(t).When(nummer(2)).ThenRefused(leerplicht.ErrRectificatienummer)
		bij(t).When(nummer(0)).ThenRefused(leerplicht.ErrRectificatienummer)
		require.Len(t, bij(t, nummer(1)).When(nummer(2)).Events(), 1)
	})
	t.Run("zonder dossier, door een proces, zonder naam of om een onbekende reden niet", func(t *testing.T) {
		p.Spec.Given(t).When(nummer(1)).ThenRefused(p.Ontbreek)
		bij(t).When(anders(func(o *recht.Opdracht, _ *leerplicht.Rectificatie) { o.Actor.Rol = "proces" })).ThenRefused(leerplicht.ErrMensBeslist)
		bij(t).When(anders(func(_ *recht.Opdracht, r *leerplicht.Rectificatie) { r.Naam = es.Prive("") })).ThenRefused(leerplicht.ErrPersoonOnvolledig)
		bij(t).When(anders(func(_ *recht.Opdracht, r *leerplicht.Rectificatie) { r.Reden = "zomaar" })).ThenRefused(leerplicht.ErrWaardeOnbekend)
	})
	t.Run("op de dag van het begin wel, een dag eerder niet", func(t *testing.T) {
		op := func(d recht.Datum) C {
			return anders(func(_ *recht.Opdracht, r *leerplicht.Rectificatie) { r.GerectificeerdOp = d })
		}
		require.Len(t, bij(t).When(op(p.Begin)).Events(), 1)
		bij(t).When(op(p.Begin.PlusDagen(-1))).ThenRefused(leerplicht.ErrVoorBegin)
	})
}
