package match

import (
	"testing"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")

	voorgesteldOp = dag("2021-01-04")
	gedaanOp      = dag("2021-01-11")
	begonnenOp    = dag("2021-02-01")
	duurzaamNa    = dag("2021-08-01") // 26 weeks, the first day included
	vandaag       = dag("2022-03-10")
)

const pseudoniem wsp.Pseudoniem = "Zk3Vh0qTRb6w1nDe8yLxUg"

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func opdracht() recht.Opdracht {
	return recht.Opdracht{
		Op: vandaag.Begin(), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a"}, Motivering: "Rugklachten.",
	}
}

func corrigerend(n byte) recht.Opdracht {
	o := opdracht()
	o.Corrigeert = correctie
	o.Corrigeert[0] = n
	return o
}

func voorstel() StelVoor {
	return StelVoor{
		Opdracht: opdracht(), Pseudoniem: pseudoniem, VoorgesteldOp: voorgesteldOp, KandidaatBeschikbaar: true, VacatureOpen: true,
		Plek: Plek{
			wsp.Indeling{Gemeente: "GM0202", Ketenpartner: "GM0202", Subregio: "arnhem", Doelgroep: wsp.Doelgroepregister}, "N",
		},
		Opgezocht: Opgezocht{"kandidaat-x", 0, "vacature-y", 3},
	}
}

func gedaan() DoeVoorstel { return DoeVoorstel{opdracht(), gedaanOp} }

func gesprek(n int, d string) HoudGesprek { return HoudGesprek{opdracht(), n, dag(d)} }

func afwijs(d string) WijsAf { return WijsAf{opdracht(), DoorWerkgever, PastNietBijFunctie, dag(d)} }

func proefVan(van, tot string) StartProefplaatsing {
	return StartProefplaatsing{opdracht(), dag(van), dag(tot)}
}

func proefTot(tot string) BeeindigProefplaatsing {
	return BeeindigProefplaatsing{opdracht(), Voortgezet, dag(tot)}
}

func plaatst() Plaats { return Plaats{opdracht(), 2550, Bepaald, Garantiebaan, begonnenOp} }

func plaatsingOp(n byte, d string) Plaats {
	c := plaatst()
	c.Opdracht, c.BegonnenOp = corrigerend(n), dag(d)
	return c
}

func subsidieBesluit() OntvangLoonkostensubsidie {
	return OntvangLoonkostensubsidie{
		opdracht(), "GM0202", "2021-77", 6000, 71234, dag("2021-02-20"), begonnenOp, dag("2021-03-01"),
	}
}

func eind(d string) BeeindigPlaatsing { return BeeindigPlaatsing{opdracht(), Ziekte, dag(d)} }

func eindOp(n byte, d recht.Datum) BeeindigPlaatsing {
	return BeeindigPlaatsing{corrigerend(n), ContractAfgelopen, d}
}

func duurzaam(d recht.Datum) StelDuurzaamVast { return StelDuurzaamVast{opdracht(), d} }

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}

func bijWerkgever(meer ...Command) []Command { return append([]Command{voorstel(), gedaan()}, meer...) }

func metWerk(meer ...Command) []Command { return append(bijWerkgever(plaatst()), meer...) }
