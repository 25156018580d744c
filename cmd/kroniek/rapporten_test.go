package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
)

func TestEveryReportDeclares(t *testing.T) {
	t.Run("elk rapport zegt zijn norm en wat te laat is, of dat er geen is", func(t *testing.T) {
		require.NoError(t, projections.Keurdeclaratie(rapporten()...))
	})
	t.Run("en het staat op elk antwoord, ook zonder gebeurtenissen", func(t *testing.T) {
		for _, r := range rapporten() {
			v := projections.Vraag{}
			if r.Personen != nil && r.Personen.OpPeildatum || r.Naam == "thuiszitterdossiers" {
				v.Peildatum = recht.NieuweDatum(2020, 1, 1)
			}
			a, err := projections.Voer(t.Context(), r, leesmodellentest.Lees(t, r.Model), v)
			require.NoError(t, err, r.Naam)
			assert.NotEmpty(t, a.Volledigheid.Norm, r.Naam)
			assert.NotEmpty(t, a.Volledigheid.Telaat, r.Naam)
		}
	})
	t.Run("een filter met een vaste verzameling waarden noemt die", func(t *testing.T) {
		for _, r := range rapporten() {
			for _, p := range r.Parameters {
				vrij := r.Naam == "kengetallen" && (p.Naam == "kenmerk" || p.Naam == "indicator") // as others worded them
				assert.True(t, vrij || len(p.Waarden) > 0 || p.Vorm != nil, "%s: %s takes any text", r.Naam, p.Naam)
			}
		}
	})
	t.Run("op de opdrachtregel is een waarde die niet bestaat verkeerd gebruik, met de waarden die er zijn", func(t *testing.T) {
		dir := demoServer(t).dir
		uit, fout, code := kroniek(t, "rapport", "zienswijzen", "--data", dir, "--waar", "gemeente=GM9999")
		assert.Equal(t, exitGebruik, code)
		assert.Contains(t, fout, "GM0202")
		assert.Empty(t, uit)
		uit, fout, code = kroniek(t, "rapport", "zienswijzen", "--data", dir, "--waar", "gemeente=GM0202")
		assert.Zero(t, code, fout)
		assert.Contains(t, uit, "Norm: Een raad geeft zijn zienswijze binnen de termijn")
		assert.Contains(t, uit, "Laat: ")
	})
}
