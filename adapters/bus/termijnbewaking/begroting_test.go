package termijnbewaking_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/bus/termijnbewaking"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func TestBegroting(t *testing.T) {
	p := termijnbewaking.Begroting()
	stroom := begroting.Stroom(2024)
	gebeurd := func(e begroting.Event) es.Recorded {
		return es.Recorded{Stream: stroom, ID: uuid.New(), Correlation: "zaak", Event: e}
	}
	gezonden := func(g recht.Gemeentecode, uiterlijk recht.Datum) es.Recorded {
		return gebeurd(begroting.OntwerpbegrotingToegezonden{
			Verantwoording: recht.Verantwoording{Gesimuleerd: true}, Stuk: begroting.Stuk{Jaar: 2024}, Gemeente: g,
			ToegezondenOp: recht.NieuweDatum(2023, 4, 3), UiterlijkOp: uiterlijk,
		})
	}
	laatste := recht.NieuweDatum(2023, 6, 29)
	na := func(rs ...es.Recorded) termijnbewaking.Begrotingstermijnen {
		s := p.Nieuw()
		for _, r := range rs {
			s = p.Volg(s, r)
		}
		return s
	}
	middernacht := time.Date(2023, 6, 29, 22, 0, 0, 0, time.UTC) // in Amsterdam
	a := gezonden("GM0202", laatste)
	ontvangen := gebeurd(begroting.ZienswijzeOpBegrotingOntvangen{Gemeente: "GM0202"})
	verstreken := gebeurd(begroting.ZienswijzetermijnBegrotingVerstreken{Gemeente: "GM0202"})
	langer := gezonden("GM0202", laatste.PlusDagen(30))

	t.Run("tot en met de laatste seconde van de laatste dag loopt de termijn", func(t *testing.T) {
		assert.Empty(t, p.Gewekt(na(a), middernacht.Add(-time.Second)))
	})
	t.Run("een seconde later is zij voorbij, en dat blijft verzonnen als het stuk dat was", func(t *testing.T) {
		uit := p.Gewekt(na(a), middernacht)
		require.Len(t, uit, 1)
		assert.Equal(t, a.ID, uit[0].Oorzaak)
		assert.Equal(t, stroom, uit[0].Stroom)
		c := uit[0].Opdracht.(begroting.LaatTermijnVerstrijken)
		assert.True(t, c.Gesimuleerd)
		events, err := begroting.Decide(c, begroting.Decider.Fold(a.Event.(begroting.Event)))
		require.NoError(t, err)
		assert.Len(t, events, 1)
	})
	t.Run("wie antwoordde, afzag of al verstreken was wordt niet gevraagd", func(t *testing.T) {
		later := middernacht.AddDate(1, 0, 0)
		assert.Empty(t, p.Gewekt(na(a, ontvangen), later))
		assert.Empty(t, p.Gewekt(na(a, gebeurd(begroting.GeenZienswijzeOpBegrotingGemeld{Gemeente: "GM0202"})), later))
		assert.Empty(t, p.Gewekt(na(a, verstreken), later))
		assert.Empty(t, p.Gewekt(na(a, ontvangen, langer), later), "a corrected toezending asks nobody who answered")
	})
	t.Run("een verbeterde toezending verschuift de termijn, ook als zij al verstreken leek", func(t *testing.T) {
		assert.Empty(t, p.Gewekt(na(a, langer), middernacht))
		uit := p.Gewekt(na(a, verstreken, langer), middernacht.AddDate(0, 0, 30))
		require.Len(t, uit, 1)
		assert.Equal(t, langer.ID, uit[0].Oorzaak)
	})
	t.Run("de oudste termijn komt eerst", func(t *testing.T) {
		uit := p.Gewekt(na(gezonden("GM0274", laatste.PlusDagen(1)), a), middernacht.AddDate(0, 1, 0))
		require.Len(t, uit, 2)
		assert.Equal(t, recht.Gemeentecode("GM0202"), uit[0].Opdracht.(begroting.LaatTermijnVerstrijken).Gemeente)
	})
}
