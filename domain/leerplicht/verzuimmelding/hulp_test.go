package verzuimmelding

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
	dossier   = uuid.MustParse("00000000-0000-8000-8000-0000000000d0")
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

func persoon(geboren string) leerplicht.Persoon {
	return leerplicht.Persoon{
		Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag(geboren)), BSN: es.Prive(recht.BSN("999990019")),
	}
}

// ontvangst is a melding of sixteen hours that were reached on Friday 9 October
// 2026, so that Friday 16 October is the last day to report.
func ontvangst() Ontvang {
	return Ontvang{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: leerplicht.Voortgezet}, Verzuimsoort: ZestienUur,
		Melding: Melding{
			Persoon: persoon("2012-05-20"), School: "27GZ01",
			Begindatum: dag("2026-09-21"), Einddatum: dag("2026-10-09"), OntvangenOp: dag("2026-10-16"), Uren: es.Prive(17),
		},
	}
}

func behandel() NeemInBehandeling {
	return NeemInBehandeling{Opdracht: nu(), Door: Gemeente, GenomenOp: dag("2026-10-19"), Dossier: dossier}
}

func kennisgeving() NeemTerKennisgeving {
	return NeemTerKennisgeving{Opdracht: nu(), Door: Gemeente, AangenomenOp: dag("2026-10-19")}
}

func intrekking() TrekIn {
	return TrekIn{Opdracht: nu(), Door: School, IngetrokkenOp: dag("2026-10-20")}
}

func sluiting() Sluit {
	return Sluit{
		Opdracht: nu(), Door: Gemeente, Sluitreden: leerplicht.VerzuimGestopt, AfgeslotenOp: dag("2026-10-28"),
		Opmerking: es.Prive("Weer op school na gesprek."),
	}
}

func levering(st Status) LeverStatus {
	return LeverStatus{Opdracht: nu(), Status: st, GeleverdOp: dag("2026-10-30")}
}

func tegen(n int) Betwist {
	return Betwist{Opdracht: nu(), Nummer: n, BetwistOp: dag("2026-10-21"), Van: es.Prive("moeder"), Bezwaren: es.Prive("Zij was ziek.")}
}

func beslissing(u Betwistuitkomst) HandelBetwistingAf {
	return HandelBetwistingAf{Opdracht: nu(), Nummer: 1, Uitkomst: u, AfgehandeldOp: dag("2026-10-26")}
}

func zienswijze(n int) LegZienswijzeVast {
	return LegZienswijzeVast{Opdracht: nu(), Nummer: n, GegevenOp: dag("2026-10-22"), Zienswijze: es.Prive("Wij herkennen dit niet.")}
}

func oordeel(c Signaalcode, o Signaaloordeel) BeoordeelSignaal {
	return BeoordeelSignaal{Opdracht: nu(), Signaal: c, Oordeel: o, BeoordeeldOp: dag("2026-10-27")}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}

func staat(t *testing.T, cs ...Command) State {
	t.Helper()
	return Decider.Fold(spec.Played(t, cs...)...)
}

func signalen(es []Event) (uit []Signaalcode) {
	for _, e := range es {
		if s, ok := e.(VerzuimsignaalVastgelegd); ok {
			uit = append(uit, s.Signaal)
		}
	}
	return uit
}
