package inzageverzoek

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

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

func ontvangst(op recht.Datum, modules ...recht.Module) Ontvang {
	return Ontvang{Opdracht: opdracht(), Modules: modules, OntvangenOp: op}
}

func ontvangen(op recht.Datum) InzageverzoekOntvangen {
	return InzageverzoekOntvangen{Modules: []recht.Module{recht.Onderwijszaken}, OntvangenOp: op, UiterlijkOp: op.PlusMaanden(1)}
}

func TestOntvang(t *testing.T) {
	t.Run("een verzoek wordt binnen een maand beantwoord, en noemt de regel", func(t *testing.T) {
		for dag, uiterlijk := range map[string]string{"2026-02-28": "2026-03-28", "2026-01-31": "2026-02-28", "2024-01-31": "2024-02-29"} {
			op, err := recht.ParseDatum(dag)
			require.NoError(t, err)
			e := spec.Given(t).When(ontvangst(op, recht.Onderwijszaken)).Events()[0].(InzageverzoekOntvangen)
			require.Equal(t, uiterlijk, e.UiterlijkOp.String(), dag)
			require.NotEmpty(t, e.Regels)
			require.Equal(t, "15", e.Grondslag.Artikel)
		}
	})
	t.Run("modules worden elk een keer genoemd, en bestaan", func(t *testing.T) {
		for _, m := range [][]recht.Module{nil, {"zorg"}, {recht.Inkoop, recht.Inkoop}, {recht.Beheerorganisatie}} {
			spec.Given(t).When(ontvangst(vandaag, m...)).ThenRefused(ErrModules)
		}
	})
	t.Run("nogmaals verandert niets, een ander verzoek wordt geweigerd", func(t *testing.T) {
		spec.Given(t, ontvangen(vandaag)).When(ontvangst(vandaag, recht.Onderwijszaken)).ThenNothing()
		spec.Given(t, ontvangen(vandaag)).When(ontvangst(vandaag, recht.Inkoop)).ThenRefused(ErrAlOntvangen)
	})
	t.Run("morgen is nog niet gebeurd, voor de AVG bestond het recht niet, en tekst komt er niet in", func(t *testing.T) {
		spec.Given(t).When(ontvangst(vandaag.PlusDagen(1), recht.Inkoop)).ThenRefused(gegevensverwerking.ErrInToekomst)
		_, err := Decide(ontvangst(recht.NieuweDatum(2018, 5, 24), recht.Inkoop), State{})
		require.Error(t, err)
		c := ontvangst(vandaag, recht.Inkoop)
		c.Motivering = "Van Noor."
		spec.Given(t).When(c).ThenRefused(gegevensverwerking.ErrTekst)
	})
}

func TestVerstrek(t *testing.T) {
	c := Verstrek{Opdracht: opdracht(), IdentiteitVastgesteldOp: vandaag}
	t.Run("elke verstrekking is een gebeurtenis met een nummer", func(t *testing.T) {
		e := spec.Given(t, ontvangen(vandaag)).When(c).Events()[0].(InzageVerstrekt)
		require.Equal(t, 1, e.Verstrekking)
		require.Equal(t, vandaag, e.VerstrektOp)
		again := spec.Given(t, ontvangen(vandaag), e).When(c).Events()[0].(InzageVerstrekt)
		require.Equal(t, 2, again.Verstrekking)
		require.Contains(t, Decider.Fold(ontvangen(vandaag), e).Toestand(), "verstrekt")
		require.NotEmpty(t, e.Zin())
	})
	t.Run("alleen op een verzoek, en alleen als vaststaat wie het vroeg", func(t *testing.T) {
		spec.Given(t).When(c).ThenRefused(ErrNietOntvangen)
		for _, d := range []recht.Datum{{}, vandaag.PlusDagen(1)} {
			c := c
			c.IdentiteitVastgesteldOp = d
			spec.Given(t, ontvangen(vandaag)).When(c).ThenRefused(ErrIdentiteit)
		}
		spec.Given(t, ontvangen(vandaag.PlusDagen(1))).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("de stand zegt tot wanneer er tijd is", func(t *testing.T) {
		s := Decider.Fold(ontvangen(vandaag))
		require.Contains(t, s.Toestand(), "2026-04-02")
		require.Equal(t, []recht.Module{recht.Onderwijszaken}, s.Modules())
		require.NotEmpty(t, ontvangen(vandaag).Zin())
		require.Equal(t, "niet ontvangen", State{}.Toestand())
	})
}
