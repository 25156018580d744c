package vrijstelling

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
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = dag("2026-11-02")
	eerder  = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func nu() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(12 * time.Hour), Actor: recht.Actor{Rol: "consulent-leerplicht", Organisatie: "MGR", ID: "a1"}}
}

func met(motivering string) recht.Opdracht {
	o := nu()
	o.Motivering = motivering
	return o
}

func corrigeert() recht.Opdracht {
	o := nu()
	o.Corrigeert = eerder
	return o
}

// verzoek is about somebody who is leerplichtig until 2028-07-31.
func verzoek(g leerplicht.Vrijstellingsgrond, geboren string) Ontvang {
	return Ontvang{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: leerplicht.Voortgezet}, Grond: g,
		Persoon: leerplicht.Persoon{Naam: es.Prive("Sam Voorbeeld"), Geboren: es.Prive(dag(geboren)), BSN: es.Prive(recht.BSN("999990019"))},
		Verzoek: Verzoek{OntvangenOp: dag("2026-06-15"), GevraagdVanaf: dag("2026-08-01"), GevraagdTot: dag("2027-08-01")},
	}
}

func beroep(g leerplicht.Vrijstellingsgrond) Ontvang { return verzoek(g, "2012-03-15") }

func aanvraag(g leerplicht.Vrijstellingsgrond) Ontvang {
	geboren := map[leerplicht.Vrijstellingsgrond]string{leerplicht.Grond3a: "2012-03-15", leerplicht.Grond3b: "2011-03-15", leerplicht.Grond15: "2010-03-15"}
	return verzoek(g, geboren[g])
}

func verklaard(op string) OntvangVerklaring {
	return OntvangVerklaring{Opdracht: nu(), VerklaardOp: dag(op), Onafhankelijk: true, Deskundige: es.Prive("arts Voorbeeld")}
}

func getoetst(voldoet bool) Toets {
	return Toets{Opdracht: nu(), Voldoet: voldoet, GetoetstOp: dag("2026-07-01")}
}

func toe() KenToe {
	return KenToe{Opdracht: nu(), Op: dag("2026-07-06"), Vanaf: dag("2026-08-01"), Tot: dag("2027-08-01")}
}

func af() WijsAf { return WijsAf{Opdracht: met("Te weinig onderwijs."), Op: dag("2026-07-06")} }

func einde(op string) Beeindig {
	return Beeindig{Opdracht: nu(), Einde: dag(op), Eindreden: NaarSchool}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}

func stand(t *testing.T, cs ...Command) State { return Decider.Fold(spec.Played(t, cs...)...) }
