package besluitenlijst_test

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

var (
	aanvang = time.Date(2024, 6, 1, 18, 0, 0, 0, time.UTC)
	// shortly before midnight in UTC, and past it in Amsterdam
	vastgelegd = time.Date(2024, 6, 3, 22, 30, 0, 0, time.UTC)

	hetPlan   = plan.Voorstel{Soort: plan.SoortPlan}
	onderdeel = plan.Voorstel{Soort: plan.SoortOnderdeel, Onderdeel: recht.Inkoop}
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func verantwoord(orgaan recht.Orgaan) recht.Verantwoording {
	return recht.Verantwoording{
		Actor: recht.Actor{Rol: "griffier", Organisatie: "MGR", ID: "a"}, Orgaan: orgaan,
		Grondslag: recht.Grondslag{Soort: recht.Wettelijk, Regeling: "Regeling MGR SDCG", Artikel: "24 lid 1"},
	}
}

// corrigerend is of an event that corrects an earlier one.
func corrigerend() recht.Verantwoording {
	v := verantwoord(recht.AlgemeenBestuur)
	v.Corrigeert = uuid.MustParse("00000000-0000-8000-8000-000000000001")
	return v
}

// hoofdelijk is a vote of which no two numbers are the same.
func hoofdelijk() plan.Besluitvorming {
	return plan.Besluitvorming{
		Vergadering:  recht.Vergadering{Aanvang: aanvang, Zetels: 9},
		Stemming:     recht.Stemming{Wijze: recht.Hoofdelijk},
		Stemregeling: recht.Stemregeling{Bron: "Regeling art. 8", GeldigVan: dag("2017-01-01")},
		Uitslag: recht.Uitslag{
			Uitkomst: recht.Aangenomen, Voor: 4, Tegen: 2, Onthouden: 1,
			Quorum: recht.Quorumstaat{Zittend: 8, Aanwezig: 7, Bereikt: true},
		},
	}
}

func vastgesteld(op string) plan.UitvoeringsplanVastgesteld {
	return plan.UitvoeringsplanVastgesteld{Verantwoording: verantwoord(recht.AlgemeenBestuur), GenomenOp: dag(op), Besluitvorming: hoofdelijk()}
}

func bekend(b plan.Voorstel, op string) plan.BesluitBekendgemaakt {
	return plan.BesluitBekendgemaakt{Verantwoording: verantwoord(recht.AlgemeenBestuur), Besluit: b, BekendgemaaktOp: dag(op)}
}

func toegepast(b plan.Voorstel, op string) plan.BesluitToegepast {
	return plan.BesluitToegepast{Verantwoording: verantwoord(recht.Directeur), Besluit: b, ToegepastOp: dag(op)}
}

func ingetrokken(b plan.Voorstel, op string) plan.BesluitIngetrokken {
	return plan.BesluitIngetrokken{Verantwoording: verantwoord(recht.AlgemeenBestuur), Besluit: b, GenomenOp: dag(op), Besluitvorming: hoofdelijk()}
}

func journaal(events ...any) (r []es.Recorded) {
	for i, e := range events {
		r = append(r, es.Recorded{Stream: plan.Stroom(2024), Revision: es.Revision(i), Time: vastgelegd, Event: e})
	}
	return r
}

func rapport(t *testing.T, v projections.Vraag, events []es.Recorded) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, besluitenlijst.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), besluitenlijst.Rapport, l, v)
	require.NoError(t, err)
	return a
}

// kolommen gives the named values of every line, as text.
func kolommen(t *testing.T, a projections.Antwoord, namen ...string) (uit [][]string) {
	t.Helper()
	for _, r := range a.Uitkomst.Regels {
		var s []string
		for _, naam := range namen {
			gevonden := false
			for i, k := range a.Uitkomst.Kolommen {
				if k.Naam == naam {
					s, gevonden = append(s, projections.Waardetekst(r.Waarden[i])), true
				}
			}
			require.True(t, gevonden, naam)
		}
		uit = append(uit, s)
	}
	return uit
}

// opslag is a Schrijver with a row per name of a table, or a fault.
type opslag struct {
	projections.Schrijver
	rijen         map[string][]projections.Waarde
	lees, schrijf map[string]error
}

func (o opslag) Huidig(t *projections.Tabel, _ ...projections.Waarde) ([]projections.Waarde, bool, error) {
	r, er := o.rijen[t.Naam]
	return append([]projections.Waarde(nil), r...), er, o.lees[t.Naam]
}

func (o opslag) Zet(t *projections.Tabel, _ ...projections.Waarde) error { return o.schrijf[t.Naam] }
