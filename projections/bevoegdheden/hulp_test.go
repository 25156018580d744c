package bevoegdheden_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
	"github.com/mgr-sdcg/kroniek/projections/bevoegdheden"
)

func dag(s string) recht.Datum {
	if s == "" {
		return recht.Datum{}
	}
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

// Een vast is an event with the day on which it was recorded.
type vast struct {
	op    string
	event any
}

func verleend(op string, pas ...func(*mandaat.Inhoud)) vast {
	i := mandaat.Inhoud{
		Mandaat: "MB-1", Versie: 1, Mandaatgever: recht.DagelijksBestuur, Functie: "manager-inkoop", Bevoegdheid: mandaat.Rechtshandeling,
		Grens: 25_000_00, Vanaf: dag("2024-01-01"), GenomenOp: dag("2023-12-12"),
	}
	for _, f := range pas {
		f(&i)
	}
	return vast{op, mandaat.MandaatVerleend{Verantwoording: recht.Verantwoording{Orgaan: i.Mandaatgever}, Inhoud: i}}
}

func bekend(op, bekendOp string, versie int, kenmerk ...string) vast {
	k := "MB-1"
	if len(kenmerk) > 0 {
		k = kenmerk[0]
	}
	return vast{op, mandaat.MandaatBekendgemaakt{Mandaat: k, Versie: versie, BekendgemaaktOp: dag(bekendOp)}}
}

func ingetrokken(op, per, genomen string) vast {
	return vast{op, mandaat.MandaatIngetrokken{Mandaat: "MB-1", Versie: 1, Vanaf: dag(per), GenomenOp: dag(genomen)}}
}

func besloten(op string, pas ...func(*inmandaat.MandaatUitgeoefend)) vast {
	e := inmandaat.MandaatUitgeoefend{
		Verantwoording: recht.Verantwoording{
			Orgaan: recht.DagelijksBestuur, Namens: recht.Namens{Orgaan: recht.DagelijksBestuur, Mandaat: "MB-1", Versie: 1},
		},
		Besluit: inmandaat.Besluit{
			Kenmerk: "BM-1", Soort: inmandaat.Beschikking, Bevoegdheid: mandaat.Rechtshandeling, Functie: "manager-inkoop", Bedrag: 10_000_00,
			Zaak: "Z-1", GenomenOp: dag(op),
		},
	}
	for _, f := range pas {
		f(&e)
	}
	return vast{op, e}
}

func bekendgemaakt(op string) vast {
	return vast{op, inmandaat.BesluitInMandaatBekendgemaakt{Kenmerk: "BM-1", BekendgemaaktOp: dag(op)}}
}

func toegepast(op string) vast {
	return vast{op, inmandaat.BesluitInMandaatToegepast{Kenmerk: "BM-1", ToegepastOp: dag(op)}}
}

func journaal(vs ...vast) (r []es.Recorded) {
	for i, v := range vs {
		r = append(r, es.Recorded{Stream: "x-1", Revision: es.Revision(i), Time: dag(v.op).Begin().Add(12 * time.Hour), Event: v.event})
	}
	return r
}

func rapport(t testing.TB, v projections.Vraag, vs ...vast) projections.Antwoord {
	l := leesmodellentest.Lees(t, besluitenlijst.Projector, journaal(vs...)...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), bevoegdheden.Rapport, l, v)
	require.NoError(t, err)
	return a
}

// kolommen gives the named values of every line, as text.
func kolommen(t require.TestingT, a projections.Antwoord, namen ...string) (uit [][]string) {
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
