package projections_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

func TestPerioden(t *testing.T) {
	waarden := func(ps []projections.Periode) (uit []string) {
		for _, p := range ps {
			uit = append(uit, p.Waarde+" tot "+p.Einde.String())
		}
		return uit
	}
	dag := recht.NieuweDatum
	t.Run("een schooljaar is voorbij op 1 augustus, niet op 31 juli", func(t *testing.T) {
		require.Equal(t, []string{"2016-2017 tot 2017-08-01"}, waarden(projections.Schooljaren(dag(2018, 7, 31))))
		require.Len(t, projections.Schooljaren(dag(2018, 8, 1)), 2)
		require.Empty(t, projections.Schooljaren(dag(2017, 7, 31)))
	})
	t.Run("een maand is voorbij op de eerste van de volgende", func(t *testing.T) {
		require.Equal(t, []string{"2017-01 tot 2017-02-01", "2017-02 tot 2017-03-01"}, waarden(projections.Maanden(dag(2017, 3, 31))))
	})
	t.Run("een kwartaaldag is voorbij op de dag erna", func(t *testing.T) {
		require.Equal(t, []string{"2017-01-01 tot 2017-01-02"}, waarden(projections.Kwartaaldagen(dag(2017, 4, 1))))
		require.Len(t, projections.Kwartaaldagen(dag(2017, 4, 2)), 2)
	})
}
