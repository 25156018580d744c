package afscherming_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	vm "github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
	"github.com/mgr-sdcg/kroniek/projections/verzuim"
)

// metingen is how many files the measurements are about.
const metingen = 100_000

// matches is nine years of voorstellen, most of them placed.
func matches() (events []es.Recorded) {
	gemeenten := recht.Gemeenten()
	for i := range metingen / 2 {
		g := string(gemeenten[i*7%len(gemeenten)].Code)
		jaar := 2017 + i*9/(metingen/2)
		k := recht.Kwartaal(fmt.Sprintf("%d-K%d", jaar, 1+i%4))
		r := es.Recorded{Stream: es.Stream(fmt.Sprintf("match-%d", i)), Time: recht.NieuweDatum(jaar, 1, 1).Begin()}
		r.Event = match.MatchVoorgesteld{Kwartaal: k, Plek: match.Plek{Sector: "N", Indeling: wsp.Indeling{
			Gemeente: recht.Gemeentecode(g), Ketenpartner: wsp.Ketenpartner(g), Subregio: "arnhem", Doelgroep: wsp.Participatiewet,
		}}}
		events = append(events, r)
		if i%3 > 0 {
			r.Event = match.KandidaatGeplaatst{Kwartaal: k}
		} else {
			r.Event = match.MatchAfgewezen{Door: match.DoorWSP, Reden: match.VacatureWeg, Kwartaal: k}
		}
		events = append(events, r)
	}
	return events
}

// meldingen is nine schooljaren.
func meldingen() (events []es.Recorded) {
	gemeenten := recht.Gemeenten()
	for i := range metingen {
		jaar := 2016 + i*9/metingen
		soort := []vm.Verzuimsoort{vm.ZestienUur, vm.Luxe, vm.Langdurig}[i%3]
		e := vm.VerzuimmeldingOntvangen{Kenmerken: vm.Kenmerken{
			Verzuimsoort: soort, Tijdigheid: vm.OpTijd,
		}}
		e.Gemeente, e.Onderwijssoort, e.Schooljaar = gemeenten[i*5%len(gemeenten)].Code, leerplicht.Voortgezet, fmt.Sprintf("%d-%d", jaar, jaar+1)
		e.School, e.OntvangenOp = leerplicht.School(fmt.Sprintf("27GZ%02d", i%40)), recht.NieuweDatum(jaar, 10, 1)
		e.Begindatum, e.UiterlijkOp = e.OntvangenOp, e.OntvangenOp
		events = append(events, es.Recorded{Stream: es.Stream(fmt.Sprintf("verzuimmelding-%d", i)), Event: e, Time: e.OntvangenOp.Begin()})
	}
	return events
}

// kalender makes a calendar over events that are in order of time.
func (m meting) kalender(b *afscherming.Bewaard) afscherming.Kalender {
	return afscherming.Kalender{
		Vandaag: recht.NieuweDatum(2028, 1, 1), Bewaard: b,
		PositieVoor: func(_ context.Context, t time.Time) (es.Position, error) {
			n := es.Position(0)
			for _, tijd := range m.tijden {
				if !tijd.voor.Before(t) {
					break
				}
				n = tijd.tot
			}
			return n, nil
		},
	}
}

// A meting is a read model with a hundred thousand facts or more.
type meting struct {
	l      projections.Lezer
	tijden []moment
}

// A moment is the last position before which everything was recorded by then.
type moment struct {
	voor time.Time
	tot  es.Position
}

func nieuweMeting(t testing.TB, p *projections.Projector, events []es.Recorded) meting {
	m := meting{l: leesmodellentest.Lees(t, p, events...)}
	for i, r := range events {
		if n := len(m.tijden); n == 0 || !m.tijden[n-1].voor.Equal(r.Time) {
			m.tijden = append(m.tijden, moment{voor: r.Time})
		}
		m.tijden[len(m.tijden)-1].tot = es.Position(i + 1)
	}
	return m
}

// BenchmarkAfgeschermd makes shielded reports over 100,000 facts, nine periods
// each: as the first who asks, and as the next.
func BenchmarkAfgeschermd(b *testing.B) {
	for _, p := range []struct {
		model     *projections.Projector
		events    func() []es.Recorded
		rapporten []*projections.Rapport
	}{
		{trechter.Projector, matches, []*projections.Rapport{trechter.Rapport, trechter.Afwijsredenen}},
		{verzuim.Projector, meldingen, []*projections.Rapport{verzuim.Rapport, verzuim.RapportPerSchool, verzuim.RapportTijdigheid, verzuim.RapportDoorlooptijd}},
	} {
		m := nieuweMeting(b, p.model, p.events())
		for _, r := range p.rapporten {
			voer := func(b *testing.B, bewaard *afscherming.Bewaard) {
				a, err := afscherming.Voer(b.Context(), r, m.l, projections.Vraag{BekendOp: m.l.Stand().Positie}, m.kalender(bewaard))
				require.NoError(b, err)
				require.NotEmpty(b, a.Volledigheid.Vastgesteld)
			}
			b.Run(r.Naam+"/eerste", func(b *testing.B) {
				for b.Loop() {
					voer(b, afscherming.NieuwBewaard(500_000))
				}
			})
			b.Run(r.Naam+"/volgende", func(b *testing.B) {
				bewaard := afscherming.NieuwBewaard(500_000)
				voer(b, bewaard)
				for b.Loop() {
					voer(b, bewaard)
				}
			})
		}
	}
}
