package begroting

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var spec = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}

// The days of the example: the begroting for 2026, as in the test vectors.
var (
	toegezondenOp = dag("2025-04-10") // exactly twelve weeks before
	aanbiedingOp  = dag("2025-07-03")
	oordeelOp     = dag("2025-07-04")
	vastOp        = dag("2025-07-10")
	gsOp          = dag("2025-07-24") // two weeks after
	correctie     = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

// nu is an Opdracht of long after everything.
func nu() recht.Opdracht { return opDag(dag("2026-11-02")) }

func opDag(d recht.Datum) recht.Opdracht {
	return recht.Opdracht{
		Op:         d.Begin().Add(12 * time.Hour),
		Actor:      recht.Actor{Rol: "bestuurssecretaris", Organisatie: "MGR", ID: "a1"},
		Motivering: "Zie het voorstel.",
	}
}

func corrigerend() recht.Opdracht {
	o := nu()
	o.Corrigeert = correctie
	return o
}

// stemronde is a roll call on day d by leden seats, of whom the first voor vote
// for and the next tegen against; the others are absent.
func stemronde(d recht.Datum, leden, voor, tegen int) bestuur.Stemronde {
	r := bestuur.Stemronde{
		Vergadering:  recht.Vergadering{Aanvang: d.Begin().Add(10 * time.Hour), Zetels: leden},
		Stemming:     recht.Stemming{Agendapunt: "5", Wijze: recht.Hoofdelijk},
		Stemregeling: recht.GewoneStemregeling(),
	}
	for i := range leden {
		lid := fmt.Sprintf("zetel-%d", i+1)
		aanwezig := i < voor+tegen
		r.Vergadering.Presentie = append(r.Vergadering.Presentie, recht.Presentie{
			Lid: lid, Gemeente: recht.Gemeenten()[i%11].Code, Aanwezig: aanwezig,
		})
		if keuze := recht.StemVoor; aanwezig {
			if i >= voor {
				keuze = recht.StemTegen
			}
			r.Stemming.Stemmen = append(r.Stemming.Stemmen, recht.Stem{Lid: lid, Keuze: keuze})
		}
	}
	return r
}

func ja(d recht.Datum) bestuur.Stemronde { return stemronde(d, 11, 11, 0) }

func feit(g recht.Gemeentecode, m recht.Module) bestuur.Deelnamefeit {
	return bestuur.Deelnamefeit{Gemeente: g, Module: m, Stroom: es.Stream("deelname-" + string(g) + string(m)), Revisie: 0}
}

// Three raden: Arnhem takes part in two modules, Renkum and Rheden in one.
var feiten = []bestuur.Deelnamefeit{
	feit("GM0202", recht.Inkoop), feit("GM0202", recht.Onderwijszaken), feit("GM0274", recht.Inkoop), feit("GM0275", recht.Inkoop),
}

var (
	toezending = ZendToe{
		Opdracht: nu(), Jaar: 2026, Kenmerk: "DB-2025-14", ToegezondenOp: toegezondenOp, Aanbieding: aanbiedingOp, Deelnames: feiten,
	}
	arnhem = OntvangZienswijze{
		Opdracht: nu(), Gemeente: "GM0202", Standpunt: bestuur.Positief, Strekking: "Akkoord.", OntvangenOp: dag("2025-06-20"),
	}
	renkum     = MeldGeenZienswijze{Opdracht: nu(), Gemeente: "GM0274", MeegedeeldOp: dag("2025-06-21")}
	aanbieding = BiedAan{Opdracht: nu(), AangebodenOp: aanbiedingOp, Bijgevoegd: []recht.Gemeentecode{"GM0202"}}
	oordeel    = DeelOordeelMee{
		Opdracht: nu(), MeegedeeldOp: oordeelOp, Oordelen: []bestuur.Zienswijzeoordeel{{Gemeente: "GM0202", Conclusie: bestuur.Overgenomen, Toelichting: "Verwerkt."}},
	}
	vaststellen = StelVast{Opdracht: nu(), Stemronde: ja(vastOp)}
	naarGS      = ZendAanGS{Opdracht: nu(), VerzondenOp: gsOp}
	wijziging   = StelWijzigingVoor{Opdracht: nu(), Wijziging: 1, Strekking: "Hogere lasten.", VoorgesteldOp: dag("2026-01-15")}
)

// The example up to and including a step.
func totToezending() []Command { return []Command{toezending} }
func totAntwoord() []Command   { return append(totToezending(), arnhem, renkum) }
func totAanbieding() []Command { return append(totAntwoord(), aanbieding) }
func totOordeel() []Command    { return append(totAanbieding(), oordeel) }
func totVast() []Command       { return append(totOordeel(), vaststellen) }
func totGS() []Command         { return append(totVast(), naarGS) }
func totWijziging() []Command  { return append(totGS(), wijziging) }

func na(t *testing.T, cs []Command, meer ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, append(cs, meer...)...)...)
}

// een requires exactly one event of type E and returns it.
func een[E Event](t *testing.T, o estest.Outcome[Event]) E {
	t.Helper()
	events := o.Events()
	require.Len(t, events, 1)
	require.IsType(t, *new(E), events[0])
	return events[0].(E)
}
