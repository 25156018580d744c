package planstand_test

import (
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/planstand"
)

var (
	gesimuleerd = recht.Verantwoording{Gesimuleerd: true}
	correctie   = recht.Verantwoording{Corrigeert: uuid.MustParse("00000000-0000-8000-8000-000000000001")}
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func inkoop(tekst string) plan.Onderdeel {
	return plan.Onderdeel{Code: recht.Inkoop, Titel: "Inkoop " + tekst, SHA256: "ink" + tekst}
}

func onderwijs(tekst string) plan.Onderdeel {
	return plan.Onderdeel{Code: recht.Onderwijszaken, Titel: "Onderwijs " + tekst, SHA256: "ond" + tekst}
}

func beide(tekst string) []plan.Onderdeel { return []plan.Onderdeel{inkoop(tekst), onderwijs(tekst)} }

func opgesteld(v recht.Verantwoording) plan.Event {
	return plan.UitvoeringsplanOpgesteld{Verantwoording: v, VanJaar: 2024, TotEnMetJaar: 2027, OpgesteldOp: dag("2023-01-10"), Onderdelen: beide("v1")}
}

func vastgesteld() plan.Event {
	return plan.UitvoeringsplanVastgesteld{Onderdelen: beide("v2"), GenomenOp: dag("2023-06-01")}
}

func bekendgemaakt(v recht.Verantwoording, b plan.Voorstel, op string) plan.Event {
	return plan.BesluitBekendgemaakt{Verantwoording: v, Besluit: b, BekendgemaaktOp: dag(op)}
}

var (
	hetPlan   = plan.Voorstel{Soort: plan.SoortPlan}
	onderdeel = plan.Voorstel{Soort: plan.SoortOnderdeel, Onderdeel: recht.Inkoop}
	eerste    = plan.Voorstel{Soort: plan.SoortBijstelling, Bijstelling: 1}
)

func journaal(stroom es.Stream, events ...plan.Event) (r []es.Recorded) {
	for i, e := range events {
		r = append(r, es.Recorded{Stream: stroom, Revision: es.Revision(i), Event: e})
	}
	return r
}

func rapport(t *testing.T, v projections.Vraag, events []es.Recorded) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, planstand.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), planstand.Rapport, l, v)
	require.NoError(t, err)
	return a
}

// beeld gives each line as one text, its values apart from each other.
func beeld(t *testing.T, v projections.Vraag, events []es.Recorded) (uit []string) {
	t.Helper()
	for _, r := range rapport(t, v, events).Uitkomst.Regels {
		var s []string
		for _, w := range r.Waarden {
			s = append(s, projections.Waardetekst(w))
		}
		uit = append(uit, strings.Join(s, "|"))
	}
	return uit
}

// A stap is an event and the two lines that are known after it.
type stap struct {
	naam              string
	event             plan.Event
	inkoop, onderwijs string
}

func volg(t *testing.T, stappen []stap) {
	t.Helper()
	var events []plan.Event
	for _, s := range stappen {
		events = append(events, s.event)
	}
	for i, s := range stappen {
		t.Run(s.naam, func(t *testing.T) {
			wil := []string{"2024-2027|inkoop|Inkoop " + s.inkoop, "2024-2027|onderwijszaken|Onderwijs " + s.onderwijs}
			assert.Equal(t, wil, beeld(t, projections.Vraag{BekendOp: es.Position(i + 1)}, journaal(plan.Stroom(2024), events...)))
		})
	}
}

// opslag is a Schrijver with the row of one onderdeel, or a fault.
type opslag struct {
	projections.Schrijver
	rij          []projections.Waarde
	lees, zetten error
}

func (o opslag) Huidig(_ *projections.Tabel, sleutel ...projections.Waarde) ([]projections.Waarde, bool, error) {
	if o.rij == nil || sleutel[1] != int64(1) {
		return nil, false, o.lees
	}
	return append([]projections.Waarde(nil), o.rij...), true, o.lees
}

func (o opslag) Zet(*projections.Tabel, ...projections.Waarde) error { return o.zetten }

func stand(inkoop, onderwijs string) []string {
	return []string{
		"2024-2027|inkoop|Inkoop v2|" + inkoop + "||2023-06-01|0|inkv2",
		"2024-2027|onderwijszaken|Onderwijs v2|" + onderwijs + "||2023-06-01|0|ondv2",
	}
}
