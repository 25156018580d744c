package uitvoeringsplan

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestZinnen(t *testing.T) {
	t.Run("elke gebeurtenis is een zin zonder vrije tekst, en elke stand is te noemen", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(300) {
			s := geschiedenis(t, zaad, func(s State, _ Command, e Event) {
				gezien[e.eventType()] = true
				zin := e.(interface{ Zin() string }).Zin()
				require.Regexp(t, `^[A-Z].*[^ .]\.$`, zin, "%T", e)
				for _, vrij := range []string{"Mits", "Zie het voorstel", "Nieuwe percelen", "Akkoord"} {
					require.NotContains(t, zin, vrij, "%T", e)
				}
				require.NotEmpty(t, s.Toestand())
			})
			require.NotEmpty(t, s.Toestand())
		}
		require.Len(t, gezien, len(Events.EverStored()))
	})
	t.Run("de stand volgt de procedure", func(t *testing.T) {
		for want, cs := range map[string][]Command{
			"concept": totConcept(), "ontwerp": totOntwerp(), "geheel vastgesteld": totPlan(),
			"1 van 3 onderdelen vastgesteld": append(totAntwoord(), stelt(ja(vastOp), "inkoop")),
			"planperiode geëindigd":          append(totPlan(), EindigPlanperiode{nu()}),
		} {
			require.Contains(t, Decider.Fold(spec.Played(t, cs...)...).Toestand(), want)
		}
		require.Equal(t, "er is geen plan", State{}.Toestand())
	})
}
