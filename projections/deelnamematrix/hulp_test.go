package deelnamematrix_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/deelnamematrix"
)

const (
	arnhem = recht.Gemeentecode("GM0202")
	rheden = recht.Gemeentecode("GM0275")
)

var verzonnen = recht.Verantwoording{Gesimuleerd: true}

// dag reads a day; the empty text is no day.
func dag(s string) (d recht.Datum) {
	if s == "" {
		return d
	}
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func gestart(g recht.Gemeentecode, m recht.Module, periode int, vanaf string) deelname.DeelnameModuleGestart {
	return deelname.DeelnameModuleGestart{Gemeente: g, Module: m, Periode: periode, Vanaf: dag(vanaf)}
}

func beeindigd(g recht.Gemeentecode, m recht.Module, periode int, tot string) deelname.DeelnameModuleBeeindigd {
	return deelname.DeelnameModuleBeeindigd{Gemeente: g, Module: m, Periode: periode, Tot: dag(tot)}
}

// historie puts the events in the streams they belong to, in this order.
func historie(events ...deelname.Event) (uit []es.Recorded) {
	revisie := map[es.Stream]es.Revision{}
	for _, e := range events {
		var s es.Stream
		switch e := e.(type) {
		case deelname.DeelnameModuleGestart:
			s = deelname.Stroom(e.Gemeente, e.Module)
		case deelname.DeelnameModuleBeeindigd:
			s = deelname.Stroom(e.Gemeente, e.Module)
		}
		uit = append(uit, es.Recorded{Stream: s, Revision: revisie[s], Event: e})
		revisie[s]++
	}
	return uit
}

// matrix is the report; without a position, as known after the last event.
func matrix(t *testing.T, v projections.Vraag, events ...deelname.Event) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, deelnamematrix.Projector, historie(events...)...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), deelnamematrix.Rapport, l, v)
	require.NoError(t, err)
	return a
}

func vak(t *testing.T, a projections.Antwoord, g recht.Gemeentecode, m recht.Module) any {
	t.Helper()
	for _, r := range a.Uitkomst.Regels {
		for i, k := range a.Uitkomst.Kolommen {
			if r.Waarden[0] == string(g) && k.Naam == string(m) {
				return r.Waarden[i]
			}
		}
	}
	require.Fail(t, "geen vak "+string(g)+" "+string(m))
	return nil
}
