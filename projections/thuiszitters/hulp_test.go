package thuiszitters_test

import (
	"context"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	ld "github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	vr "github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/thuiszitters"
)

type w = []projections.Waarde

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func opDag(d recht.Datum) recht.Opdracht {
	return recht.Opdracht{Op: d.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "leerplichtambtenaar", Organisatie: "MGR", ID: "a"}}
}

func nu() recht.Opdracht { return opDag(dag("2027-06-30")) }

func corrigerend() recht.Opdracht {
	o := nu()
	o.Corrigeert = uuid.MustParse("00000000-0000-8000-8000-000000000001")
	return o
}

func open(g recht.Gemeentecode) ld.Open {
	return ld.Open{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: g, Onderwijssoort: leerplicht.Voortgezet}, Plicht: leerplicht.Leerplicht,
		Persoon: leerplicht.Persoon{
			Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019")),
		},
		GeopendOp: dag("2026-08-03"),
	}
}

func merk(begin string) ld.MerkThuiszitterAan {
	return ld.MerkThuiszitterAan{Opdracht: nu(), Aard: ld.Relatief, Begin: dag(begin), AangemerktOp: dag(begin).PlusDagen(40)}
}

func absoluut(begin string) []ld.Command {
	m := merk(begin)
	m.Aard = ld.Absoluut
	return []ld.Command{ld.StelAbsoluutVerzuimVast{Opdracht: nu(), Begin: dag(begin)}, m}
}

func terug(op string) ld.StelTerugkeerVast {
	return ld.StelTerugkeerVast{Opdracht: nu(), TerugOp: dag(op)}
}

func sluit(op string) ld.Sluit {
	return ld.Sluit{Opdracht: nu(), Sluitreden: leerplicht.VervolgElders, GeslotenOp: dag(op)}
}

// Een kantoor holds files by number and their events in order.
type kantoor struct {
	standen    map[int]ld.State
	vrijstaten map[int]vr.State
	events     []es.Recorded
}

func stroom(n int) es.Stream {
	return ld.Stroom(leerplicht.Leerplicht, uuid.NewSHA1(uuid.NameSpaceOID, []byte{byte(n)}))
}

// doe carries out a command on file n; a refused one changes nothing.
func (k *kantoor) doe(n int, c ld.Command) error {
	if k.standen == nil {
		k.standen = map[int]ld.State{}
	}
	s := k.standen[n]
	events, err := ld.Decide(c, s)
	if err != nil {
		return err
	}
	for _, e := range events {
		s = ld.Evolve(s, e)
		k.events = append(k.events, es.Recorded{Position: es.Position(len(k.events) + 1), Stream: stroom(n), Event: e})
	}
	k.standen[n] = s
	return nil
}

// dossier opens file n in gemeente g and carries out commands that must be accepted.
func (k *kantoor) dossier(t *testing.T, n int, g recht.Gemeentecode, cs ...ld.Command) *kantoor {
	t.Helper()
	require.NoError(t, k.doe(n, open(g)))
	for _, c := range cs {
		require.NoError(t, k.doe(n, c), "%T", c)
	}
	return k
}

// op makes a report on a day, as known at p (0: now).
func op(t *testing.T, k *kantoor, r *projections.Rapport, d string, p es.Position) (uit []w) {
	t.Helper()
	if p == 0 {
		p = es.Position(len(k.events))
	}
	l := leesmodellentest.Lees(t, thuiszitters.Projector, k.events...)
	a, err := projections.Voer(context.Background(), r, l, projections.Vraag{BekendOp: p, Peildatum: dag(d)})
	require.NoError(t, err)
	require.Equal(t, "THUISZITTER", a.Volledigheid.Regels[0].Code)
	for _, regel := range a.Uitkomst.Regels {
		require.NotEmpty(t, regel.Herkomst)
		uit = append(uit, regel.Waarden)
	}
	return uit
}
