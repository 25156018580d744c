package doorstroompunt

import (
	"testing"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = dag("2026-11-02")
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func opDag(d recht.Datum) recht.Opdracht {
	return recht.Opdracht{Op: d.Begin().Add(12 * time.Hour), Actor: recht.Actor{Rol: "doorstroompunt", Organisatie: "MGR", ID: "a1"}}
}

func nu() recht.Opdracht { return opDag(vandaag) }

func signaal(geboren, op string) SignaleerVSV {
	return SignaleerVSV{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: leerplicht.MBO}, Bron: BronDUO,
		Persoon: leerplicht.Persoon{
			Naam: es.Prive("Sam Voorbeeld"), Geboren: es.Prive(dag(geboren)), BSN: es.Prive(recht.BSN("999990019")),
		},
		GesignaleerdOp: dag(op),
	}
}

func begin() SignaleerVSV { return signaal("2006-03-15", "2026-09-07") }

func contact(n int) LegContact {
	return LegContact{Opdracht: nu(), Nummer: n, GelegdOp: dag("2026-09-14"), Verslag: es.Prive("Sam wil werken.")}
}

func start(n int, op string) StartTraject {
	return StartTraject{Opdracht: nu(), Traject: n, Trajectsoort: NaarWerk, GestartOp: dag(op)}
}

func klaar(n int, op string, u Uitstroom) SluitTraject {
	return SluitTraject{Opdracht: nu(), Traject: n, Uitstroom: u, AfgeslotenOp: dag(op)}
}

func diploma(n Niveau) BehaalStartkwalificatie {
	return BehaalStartkwalificatie{Opdracht: nu(), Niveau: n, BehaaldOp: dag("2026-10-30")}
}

func grens(geboren string, op string) MeldLeeftijdsgrens {
	return MeldLeeftijdsgrens{Opdracht: opDag(dag(op)), Geboren: es.Prive(dag(geboren))}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}
