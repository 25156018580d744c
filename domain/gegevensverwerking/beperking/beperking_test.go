package beperking

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/gegevensverwerking"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2026, 3, 2)
)

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "functionaris-gegevensbescherming", Organisatie: "MGR", ID: "a"}}
}

func beperkt(op recht.Datum) VerwerkingBeperkt {
	return VerwerkingBeperkt{Grond: JuistheidBetwist, BeperktOp: op}
}

func begin(op recht.Datum) Beperk {
	return Beperk{Opdracht: opdracht(), Grond: JuistheidBetwist, BeperktOp: op}
}

func einde(ingelicht, op recht.Datum) HefOp {
	return HefOp{Opdracht: opdracht(), IngelichtOp: ingelicht, OpgehevenOp: op}
}

func TestBeperk(t *testing.T) {
	t.Run("een beperking noemt haar grond en artikel 18", func(t *testing.T) {
		e := spec.Given(t).When(begin(vandaag)).Events()[0].(VerwerkingBeperkt)
		require.Equal(t, JuistheidBetwist, e.Grond)
		require.Equal(t, "18", e.Grondslag.Artikel)
		require.True(t, Decider.Fold(e).Beperkt())
		require.Contains(t, Decider.Fold(e).Toestand(), "juistheid betwist")
		require.NotEmpty(t, e.Zin())
	})
	t.Run("nogmaals verandert niets, een andere grond of dag wordt geweigerd", func(t *testing.T) {
		spec.Given(t, beperkt(vandaag)).When(begin(vandaag)).ThenNothing()
		spec.Given(t, beperkt(vandaag)).When(begin(vandaag.PlusDagen(-1))).ThenRefused(ErrAlBeperkt)
		c := begin(vandaag)
		c.Grond = BezwaarGemaakt
		spec.Given(t, beperkt(vandaag)).When(c).ThenRefused(ErrAlBeperkt)
		c.Grond = "zomaar"
		spec.Given(t).When(c).ThenRefused(ErrGrond)
	})
	t.Run("vandaag mag, morgen niet, en een dag hoort erbij", func(t *testing.T) {
		spec.Given(t).When(begin(vandaag.PlusDagen(1))).ThenRefused(gegevensverwerking.ErrInToekomst)
		spec.Given(t).When(begin(recht.Datum{})).ThenRefused(gegevensverwerking.ErrDagOntbreekt)
	})
	t.Run("vrije tekst komt er niet in", func(t *testing.T) {
		c := begin(vandaag)
		c.Motivering = "Noor vroeg erom."
		spec.Given(t).When(c).ThenRefused(gegevensverwerking.ErrTekst)
	})
}

func TestHefOp(t *testing.T) {
	sinds := vandaag.PlusDagen(-10)
	t.Run("opheffen kan op de dag van de beperking zelf, na bericht aan de betrokkene", func(t *testing.T) {
		e := spec.Given(t, beperkt(sinds)).When(einde(sinds, sinds)).Events()[0]
		require.False(t, Decider.Fold(beperkt(sinds), e).Beperkt())
		require.NotEmpty(t, e.Zin())
	})
	t.Run("zonder bericht, of met bericht daarna, niet", func(t *testing.T) {
		spec.Given(t, beperkt(sinds)).When(einde(recht.Datum{}, vandaag)).ThenRefused(ErrNietIngelicht)
		spec.Given(t, beperkt(sinds)).When(einde(vandaag, vandaag.PlusDagen(-1))).ThenRefused(ErrNietIngelicht)
	})
	t.Run("niet voor de beperking er was", func(t *testing.T) {
		spec.Given(t, beperkt(sinds)).When(einde(sinds.PlusDagen(-1), sinds)).ThenRefused(ErrVolgorde)
		spec.Given(t, beperkt(sinds)).When(einde(sinds.PlusDagen(-1), sinds.PlusDagen(-1))).ThenRefused(ErrVolgorde)
		spec.Given(t).When(einde(sinds, vandaag)).ThenRefused(ErrNietBeperkt)
	})
	t.Run("nogmaals verandert niets, en daarna kan opnieuw worden beperkt, niet eerder", func(t *testing.T) {
		op := BeperkingOpgeheven{IngelichtOp: sinds, OpgehevenOp: vandaag}
		spec.Given(t, beperkt(sinds), op).When(einde(sinds, vandaag)).ThenNothing()
		spec.Given(t, beperkt(sinds), op).When(begin(vandaag.PlusDagen(-1))).ThenRefused(ErrVolgorde)
		require.Len(t, spec.Given(t, beperkt(sinds), op).When(begin(vandaag)).Events(), 1)
	})
}

func TestNooitTweeKeerBeperkt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, beperkt := Decider.Initial, false
		for range rapid.IntRange(1, 12).Draw(t, "stappen") {
			var c Command = begin(vandaag.PlusDagen(-rapid.IntRange(0, 5).Draw(t, "dag")))
			if rapid.Bool().Draw(t, "opheffen") {
				d := vandaag.PlusDagen(-rapid.IntRange(0, 5).Draw(t, "dag"))
				c = einde(d, d)
			}
			es, err := Decider.Decide(c, s)
			if err != nil {
				continue
			}
			for _, e := range es {
				_, begint := e.(VerwerkingBeperkt)
				require.NotEqual(t, beperkt, begint, "a restriction begins and ends in turn")
				beperkt, s = begint, Decider.Evolve(s, e)
			}
			require.Equal(t, beperkt, s.Beperkt())
			again, err := Decider.Decide(c, s)
			require.NoError(t, err)
			require.Empty(t, again, "the same command again changes nothing")
		}
	})
}
