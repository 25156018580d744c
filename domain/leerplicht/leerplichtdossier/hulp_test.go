package leerplichtdossier

import (
	"testing"
	"time"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag   = dag("2026-11-02")
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func opDag(d recht.Datum) recht.Opdracht {
	return recht.Opdracht{Op: d.Begin().Add(12 * time.Hour), Actor: recht.Actor{Rol: "leerplichtambtenaar", Organisatie: "MGR", ID: "a1"}}
}

func nu() recht.Opdracht { return opDag(vandaag) }

func corrigerend() recht.Opdracht {
	o := nu()
	o.Corrigeert = correctie
	return o
}

func proces() recht.Opdracht {
	o := nu()
	o.Actor.Rol = "proces"
	return o
}

func opening() Open {
	return Open{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0277", Onderwijssoort: leerplicht.Voortgezet},
		Persoon: leerplicht.Persoon{
			Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019")),
		},
		Plicht: leerplicht.Leerplicht, GeopendOp: dag("2026-09-14"),
	}
}

func gesprek(n int) VoerGesprek {
	return VoerGesprek{
		Opdracht: nu(), Nummer: n, Gesprekssoort: Huisbezoek, GevoerdOp: dag("2026-09-21"),
		Met: es.Prive("moeder"), Verslag: es.Prive("Noor wil niet naar school."),
	}
}

func route(r Route) KiesRoute {
	return KiesRoute{Opdracht: nu(), Route: r, GekozenOp: dag("2026-09-28")}
}

func absoluut(begin string) StelAbsoluutVerzuimVast {
	return StelAbsoluutVerzuimVast{Opdracht: nu(), Begin: dag(begin)}
}

func ingeschreven(op string) BeeindigAbsoluutVerzuim {
	return BeeindigAbsoluutVerzuim{Opdracht: nu(), Einde: dag(op), Herplaatst: true}
}

func signaal(begin string) SignaleerThuiszitter {
	return SignaleerThuiszitter{Opdracht: proces(), Begin: dag(begin)}
}

// merk is relatief verzuim that was found on the first day on which it could be,
// or on the day the file was opened.
func merk(begin string) MerkThuiszitterAan {
	op := dag(begin).PlusDagen(29)
	if op.Voor(dag("2026-09-14")) {
		op = dag("2026-09-14")
	}
	return MerkThuiszitterAan{Opdracht: nu(), Aard: Relatief, Begin: dag(begin), AangemerktOp: op}
}

func corrigeerMerk(n int, begin string) MerkThuiszitterAan {
	c := merk(begin)
	c.Opdracht, c.Periode = corrigerend(), n
	return c
}

func terug(op string) StelTerugkeerVast { return StelTerugkeerVast{Opdracht: nu(), TerugOp: dag(op)} }

func corrigeerTerug(n int, op string) StelTerugkeerVast {
	c := terug(op)
	c.Opdracht, c.Periode = corrigerend(), n
	return c
}

func sluiting() Sluit {
	return Sluit{Opdracht: nu(), Sluitreden: leerplicht.VervolgElders, GeslotenOp: dag("2026-10-26")}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, append([]Command{opening()}, cs...)...)...)
}

func staat(t *testing.T, cs ...Command) State {
	t.Helper()
	return Decider.Fold(spec.Played(t, append([]Command{opening()}, cs...)...)...)
}
