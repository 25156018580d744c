package uitvoeringsplan

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var spec = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}

// The days of the example: the plan of 2020-2023, as it could have gone.
var (
	opgesteldOp  = dag("2019-03-01")
	gevraagdOp   = dag("2019-03-04")
	adviesOp     = dag("2019-04-01")
	ontwerpOp    = dag("2019-05-02")
	verzondenOp  = dag("2019-05-06") // Monday
	laatsteDagOp = dag("2019-07-01") // eight weeks later: still in time
	vastOp       = dag("2019-09-26")
	correctie    = uuid.MustParse("00000000-0000-8000-8000-000000000001")
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

func som(n int) string { return fmt.Sprintf("%064x", n) }

func onderdelen() []Onderdeel {
	return []Onderdeel{
		{recht.Beheerorganisatie, "Beheerorganisatie", som(1)},
		{recht.Inkoop, "Inkoop", som(2)},
		{recht.Onderwijszaken, "Onderwijszaken", som(3)},
	}
}

func anders(m recht.Module) Onderdeel { return Onderdeel{m, "Gewijzigd", som(99)} }

// stemronde is a roll call on day d by leden seats, of whom the first voor vote
// for and the next tegen against; the others are absent.
func stemronde(d recht.Datum, leden, voor, tegen int) Stemronde {
	r := Stemronde{
		Vergadering: recht.Vergadering{Aanvang: d.Begin().Add(10 * time.Hour), Zetels: leden},
		Stemming:    recht.Stemming{Agendapunt: "5", Wijze: recht.Hoofdelijk},
		Stemregeling: recht.Stemregeling{
			Quorum: recht.QuorumLeden, Meerderheid: recht.VolstrekteMeerderheid,
			GeldigVan: dag("2017-01-01"), Bron: "Gemeentewet via Wgr art. 22", Aangenomen: true,
		},
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

func ja(d recht.Datum) Stemronde { return stemronde(d, 11, 11, 0) }

func feit(g recht.Gemeentecode, m recht.Module) Deelnamefeit {
	return Deelnamefeit{Gemeente: g, Module: m, Stroom: es.Stream("deelname-" + string(g) + string(m)), Revisie: 0}
}

// Two raden: Arnhem takes part in both modules, Renkum in inkoop only.
var feiten = []Deelnamefeit{
	feit("GM0202", recht.Inkoop), feit("GM0202", recht.Onderwijszaken), feit("GM0274", recht.Inkoop),
}

var (
	concept = StelOp{
		Opdracht: nu(), Titel: "Uitvoeringsplan 2020-2023", VanJaar: 2020, TotEnMetJaar: 2023,
		OpgesteldOp: opgesteldOp, Onderdelen: onderdelen(),
	}
	adviesvraag = VraagAdvies{
		Opdracht: nu(), Onderdelen: []recht.Module{recht.Inkoop, recht.Onderwijszaken}, GevraagdOp: gevraagdOp,
	}
	adviesInkoop = BrengAdviesUit{
		Opdracht: nu(), Onderdeel: recht.Inkoop, Commissie: "bestuurscommissie:inkoop", Advies: Positief, UitgebrachtOp: adviesOp,
	}
	zonderAdvies = ZetVoortZonderAdvies{
		Opdracht: nu(), Onderdeel: recht.Onderwijszaken, Reden: "De commissie kwam niet bijeen.", VoortgezetOp: adviesOp,
	}
	ontwerp = StelOntwerpVast{Opdracht: nu(), Stemronde: stemronde(ontwerpOp, 3, 3, 0)}
	vraag   = VraagZienswijze{Opdracht: nu(), VerzondenOp: verzondenOp, Deelnames: feiten}
	arnhem  = OntvangZienswijze{
		Opdracht: nu(), Gemeente: "GM0202", Standpunt: Positief, Strekking: "Akkoord.", OntvangenOp: dag("2019-06-20"),
	}
	renkum = ZieAfVanZienswijze{Opdracht: nu(), Gemeente: "GM0274", MeegedeeldOp: dag("2019-06-21")}
	plan   = StelPlanVast{Opdracht: nu(), Stemronde: ja(vastOp)}
)

// The example up to and including a step.
func totConcept() []Command     { return []Command{concept} }
func totAdviesvraag() []Command { return append(totConcept(), adviesvraag) }
func totAdvies() []Command      { return append(totAdviesvraag(), adviesInkoop, zonderAdvies) }
func totOntwerp() []Command     { return append(totAdvies(), ontwerp) }
func totVraag() []Command       { return append(totOntwerp(), vraag) }
func totAntwoord() []Command    { return append(totVraag(), arnhem, renkum) }
func totPlan() []Command        { return append(totAntwoord(), plan) }

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
