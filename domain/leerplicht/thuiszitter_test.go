package leerplicht

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestThuiszitters(t *testing.T) {
	g, noot, err := Thuiszitters.Op(dag("2026-10-01"))
	require.NoError(t, err)
	require.Equal(t, "THUISZITTER", noot.Code)
	t.Run("precies vier weken is niet langer dan vier weken", func(t *testing.T) {
		require.Equal(t, dag("2026-09-30"), g.Vanaf(dag("2026-09-01"), false))
		require.Equal(t, 29, dag("2026-09-01").DagenTot(g.LangerDanWeken(dag("2026-09-01"))))
		require.Equal(t, dag("2026-09-01"), g.Vanaf(dag("2026-09-01"), true))
	})
	t.Run("drie maanden na de laatste dag van november is de laatste van februari", func(t *testing.T) {
		require.Equal(t, dag("2026-12-02"), g.LangerDanMaanden(dag("2026-09-01")))
		require.Equal(t, dag("2026-03-01"), g.LangerDanMaanden(dag("2025-11-30")))
	})
}
