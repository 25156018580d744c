package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/projections"
)

func TestToonStatus(t *testing.T) {
	toon := func(r *projections.Rapport, v projections.Volledigheid) string {
		var b strings.Builder
		toonStatus(&b, projections.Antwoord{Rapport: r, Volledigheid: v})
		return b.String()
	}
	t.Run("status, noemer, norm en te laat staan onder het rapport", func(t *testing.T) {
		require.Equal(t, "Status: concept.\nNoemer: meldingen.\nNorm: twee per jaar\nNorm nieuwsbrief 2020: 1, norm 2: niet gehaald.\nLaat: na de termijn\nTe laat: 3 van 40.\n",
			toon(&projections.Rapport{}, projections.Volledigheid{
				Status: projections.Concept, Noemer: "meldingen", Norm: "twee per jaar", Telaat: "na de termijn", Laat: &projections.Deel{Aantal: 3, Noemer: 40},
				Normen: []projections.Norm{{Naam: "nieuwsbrief 2020", Norm: 2, Realisatie: 1}},
			}))
	})
	t.Run("een rapport over personen zegt dat het niet is afgeschermd", func(t *testing.T) {
		v := projections.Volledigheid{Status: projections.Gesimuleerd}
		require.Contains(t, toon(&projections.Rapport{Personen: &projections.Personen{}}, v), "geef het niet door")
		require.NotContains(t, toon(&projections.Rapport{}, v), "personen")
	})
}

func TestRapportenOverPersonen(t *testing.T) {
	t.Run("elk rapport op een leesmodel dat personen telt zegt wat het over hen vertelt", func(t *testing.T) {
		over := map[string]bool{}
		for _, r := range rapporten() {
			over[r.Model.Naam] = over[r.Model.Naam] || r.Personen != nil
		}
		require.NotEmpty(t, over)
		for _, r := range rapporten() {
			require.Equal(t, over[r.Model.Naam], r.Personen != nil, r.Naam)
		}
	})
}
