package verstrekkingen_test

import (
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/rapportverstrekking"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
	"github.com/mgr-sdcg/kroniek/projections/verstrekkingen"
)

const (
	een = "01890a5d-ac96-774b-bcce-b302099a8057"
	ook = "01890a5d-ac96-774b-bcce-b302099a8058"
)

func verstrekt(id, rapport string, op recht.Datum, aan ...recht.Orgaan) es.Recorded {
	return es.Recorded{Stream: es.StreamOf(rapportverstrekking.Soort, uuid.MustParse(id)), Event: rapportverstrekking.RapportVerstrekt{
		Stuk: rapportverstrekking.Stuk{
			Rapport: rapport, Vorm: rapportverstrekking.CSV, BekendOp: 7, SHA256: "ab", Afgeschermd: true,
			Filters: []rapportverstrekking.Filterkeuze{{Naam: "doel", Waarde: "huur"}, {Naam: "kwartaal", Waarde: "2026-K1"}},
		},
		Ontvangers: aan, VerstrektOp: op,
	}}
}

func TestHandedOut(t *testing.T) {
	april := recht.NieuweDatum(2026, 4, 1)
	events := []es.Recorded{verstrekt(een, "voorzieningen", april.PlusDagen(1), "raad:GM0202", "accountant"), verstrekt(ook, "zienswijzen", april, "raad:GM0221")}
	lees := func(v projections.Vraag, events ...es.Recorded) []projections.Regel {
		l := leesmodellentest.Lees(t, verstrekkingen.Projector, events...)
		if v.BekendOp == 0 {
			v.BekendOp = l.Stand().Positie
		}
		a, err := projections.Voer(t.Context(), verstrekkingen.Rapport, l, v)
		require.NoError(t, err)
		return a.Uitkomst.Regels
	}
	t.Run("elke verstrekking staat er op dag, met ontvangers, positie en kenmerk", func(t *testing.T) {
		rs := lees(projections.Vraag{}, events...)
		require.Len(t, rs, 2)
		assert.Equal(t, []projections.Waarde{
			"2026-04-02", een, "voorzieningen", "csv", "doel=huur; kwartaal=2026-K1", "", int64(7), "raad:GM0202 accountant", "ja", "ab",
		}, rs[1].Waarden)
		assert.Equal(t, []es.Position{1}, rs[1].Herkomst)
		assert.Equal(t, ook, rs[0].Waarden[1])
	})
	t.Run("op rapport, ontvanger en peildatum is te kiezen", func(t *testing.T) {
		for _, x := range []struct {
			v   projections.Vraag
			wil int
		}{
			{projections.Vraag{Filter: map[string]string{"rapport": "zienswijzen"}}, 1},
			{projections.Vraag{Filter: map[string]string{"ontvanger": "accountant"}}, 1},
			{projections.Vraag{Filter: map[string]string{"ontvanger": "raad:GM0226"}}, 0},
			{projections.Vraag{Filter: map[string]string{"ontvanger": "raad:GM0202", "rapport": "zienswijzen"}}, 0},
			{projections.Vraag{Peildatum: april}, 1},
			{projections.Vraag{Peildatum: april.PlusDagen(-1)}, 0},
			{projections.Vraag{BekendOp: 1}, 1},
		} {
			assert.Len(t, lees(x.v, events...), x.wil, "%v", x.v)
		}
	})
	t.Run("een verstrekking blijft na vernietiging zoals zij was", func(t *testing.T) {
		assert.Equal(t, lees(projections.Vraag{}, events...), lees(projections.Vraag{}, projectionstest.Vernietigd(events)...))
	})
}
