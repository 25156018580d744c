package gebeurtenistelling

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

// A teller collects what is counted.
type teller struct {
	projections.Schrijver
	cellen [][]string
}

func (t *teller) Tel(_ *projections.Telling, _ recht.Datum, delta int64, dims ...string) error {
	for range delta {
		t.cellen = append(t.cellen, dims)
	}
	return nil
}

func geteld(t *testing.T, typ string, event any) []string {
	t.Helper()
	var s teller
	require.NoError(t, verwerk(&s, es.Recorded{Type: typ, Time: time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC), Event: event}))
	require.Len(t, s.cellen, 1, "every event counts once")
	return s.cellen[0]
}

func TestVerwerk(t *testing.T) {
	met := func(o recht.Orgaan) leerplicht.Handeling {
		return leerplicht.Handeling{Verantwoording: recht.Verantwoording{Orgaan: o}}
	}
	t.Run("een zaak bij Halt telt als elke andere gebeurtenis over een leerling", func(t *testing.T) {
		gewoon := geteld(t, "nl.leerplichtzaken.gesprek-gevoerd.v1", leerplichtdossier.GesprekGevoerd{Handeling: met(leerplicht.Leerplichtambtenaar)})
		geheim := geteld(t, "nl.leerplichtzaken.halt-verwijzing-gedaan.v1", halt.HaltVerwijzingGedaan{Handeling: met(leerplicht.Opsporingsambtenaar)})
		require.Equal(t, gewoon, geheim)
		require.Equal(t, []string{"nl.leerplichtzaken", "", "2026-03", "nee"}, geheim)
	})
	t.Run("elke andere gebeurtenis telt onder haar soort en orgaan", func(t *testing.T) {
		for _, typ := range []string{"nl.gemeenschappelijke-regelingen.besluit-toegepast.v1", "nl.leerplichtzakenx.a.v1"} {
			require.Equal(t, []string{typ, "dagelijks-bestuur", "2026-03", "nee"}, geteld(t, typ, met("dagelijks-bestuur")))
		}
	})
}
