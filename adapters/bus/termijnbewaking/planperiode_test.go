package termijnbewaking_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestPlanperiode(t *testing.T) {
	p := termijnbewaking.Planperiode()
	opgesteld := es.Recorded{
		Stream: uitvoeringsplan.Stroom(2020), ID: uuid.New(), Correlation: "zaak",
		Event: uitvoeringsplan.UitvoeringsplanOpgesteld{Verantwoording: recht.Verantwoording{Gesimuleerd: true}, VanJaar: 2020, TotEnMetJaar: 2023},
	}
	later := es.Recorded{Stream: uitvoeringsplan.Stroom(2024), ID: uuid.New(), Event: uitvoeringsplan.UitvoeringsplanOpgesteld{VanJaar: 2024, TotEnMetJaar: 2027}}
	oudejaar := time.Date(2023, 12, 31, 22, 59, 59, 0, time.UTC) // a second before midnight in Amsterdam

	t.Run("tot en met de laatste seconde van oudejaarsdag loopt de periode", func(t *testing.T) {
		assert.Empty(t, p.Gewekt(p.Volg(p.Nieuw(), opgesteld), oudejaar))
	})
	t.Run("een seconde later is zij voorbij, en dat blijft verzonnen als het plan dat was", func(t *testing.T) {
		uit := p.Gewekt(p.Volg(p.Nieuw(), opgesteld), oudejaar.Add(time.Second))
		require.Len(t, uit, 1)
		assert.Equal(t, opgesteld.ID, uit[0].Oorzaak)
		assert.Equal(t, "zaak", uit[0].Samenhang)
		assert.True(t, uit[0].Opdracht.(uitvoeringsplan.EindigPlanperiode).Gesimuleerd)
	})
	t.Run("na jaren stilstand komen alle periodes, de oudste eerst", func(t *testing.T) {
		uit := p.Gewekt(p.Volg(p.Volg(p.Nieuw(), later), opgesteld), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC))
		require.Len(t, uit, 2)
		assert.Equal(t, opgesteld.Stream, uit[0].Stroom)
	})
	t.Run("wat vastligt wordt niet nog eens gevraagd", func(t *testing.T) {
		s := p.Volg(p.Volg(p.Nieuw(), opgesteld), es.Recorded{Stream: opgesteld.Stream, Event: uitvoeringsplan.PlanperiodeGeeindigd{}})
		assert.Empty(t, p.Gewekt(s, time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)))
	})
	t.Run("de opdracht wordt door het plan uitgevoerd zodra hij gegeven wordt", func(t *testing.T) {
		c := p.Gewekt(p.Volg(p.Nieuw(), opgesteld), oudejaar.Add(time.Second))[0].Opdracht.(uitvoeringsplan.Command)
		s := uitvoeringsplan.Decider.Fold(opgesteld.Event.(uitvoeringsplan.Event))
		events, err := uitvoeringsplan.Decide(c, s)
		require.NoError(t, err)
		assert.Len(t, events, 1)
	})
}
