package trechter_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/projectionstest"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
)

// A soort is a kind of match: all that any of the tables counts by.
type soort struct {
	jaar   string
	in     wsp.Indeling
	sector string
	einde  string
}

var einden = []string{"", "afgewezen", "duurzaam", "voortijdig", "vast", "open"}

// kolomVan and standVan say where a match ended, as the reports name it.
func (s soort) kolomVan() string {
	return map[string]string{"": "nietGeplaatst", "afgewezen": "nietGeplaatst", "duurzaam": "duurzaam", "voortijdig": "nietDuurzaam", "vast": "nietDuurzaam", "open": "nogOpen"}[s.einde]
}

func (s soort) standVan() string {
	return map[string]string{
		"nietGeplaatst": "niet geplaatst", "duurzaam": "duurzaam geplaatst", "nietDuurzaam": "niet duurzaam geplaatst", "nogOpen": "geplaatst, termijn loopt nog",
	}[s.kolomVan()]
}

func (s soort) groep(per string) []string {
	betaler := "gemeente"
	if s.in.Gemeente == "" {
		betaler = "UWV, geen gemeente"
	}
	w := map[string]string{"gemeente": string(s.in.Gemeente), "ketenpartner": string(s.in.Ketenpartner), "subregio": string(s.in.Subregio), "doelgroep": string(s.in.Doelgroep), "sector": s.sector}
	sub := ""
	if per == "gemeente" || per == "subregio" {
		sub = w["subregio"]
	}
	return []string{s.jaar, betaler, sub, w[per]}
}

// leg records n matches of a kind.
func (s soort) leg(n int64, nr int) (events []es.Recorded) {
	j := &jaargang{}
	j.n = nr * 1000 // a stream of its own
	j.matches(int(n), s.in, s.einde)
	for i, r := range j.events { // the helper knows 2020 alone
		j.events[i] = verschuif(r, s)
	}
	return j.events
}

// tabellen returns every table that somebody without the right to persons can
// get, at some moments, and checks that a moment or a filter only chooses lines.
func tabellen(t *testing.T, soorten []soort, events []es.Recorded, vast es.Position) (uit []projectionstest.Tabel) {
	l := leesmodellentest.Lees(t, trechter.Projector, events...)
	voer := func(r *projections.Rapport, vandaag string, v projections.Vraag) projections.Antwoord {
		a, err := afscherming.Voer(context.Background(), r, l, v, afscherming.Kalender{
			Vandaag: dag(t, vandaag), PositieVoor: func(_ context.Context, m time.Time) (es.Position, error) {
				if m.Before(dag(t, "2021-09-02").Begin()) {
					return vast, nil
				}
				return es.Position(len(events)), nil
			},
		})
		require.NoError(t, err)
		return a
	}
	elk := func(r *projections.Rapport, filter map[string]string, dims, aantallen []string, sleutel func(soort) []string, kolom func(soort) string) {
		heel := voer(r, "2021-09-01", projections.Vraag{BekendOp: vast, Filter: filter})
		later := voer(r, "2022-06-30", projections.Vraag{BekendOp: es.Position(len(events)), Filter: filter})
		require.Equal(t, tekst(heel), tekst(later), "what was recorded since is not in it")
		for _, jaar := range []string{"2020"} {
			f := map[string]string{"jaar": jaar}
			for k, w := range filter {
				f[k] = w
			}
			require.Subset(t, tekst(heel), tekst(voer(r, "2021-09-01", projections.Vraag{BekendOp: vast, Filter: f})), "a filter chooses lines from the same table")
		}
		uit = append(uit, projectionstest.Tabel{
			Antwoord: heel, Dimensies: dims, Aantallen: aantallen,
			Sleutel: func(i int) []string { return sleutel(soorten[i]) }, Kolom: func(i int) string { return kolom(soorten[i]) },
		})
	}
	for _, per := range []string{"gemeente", "ketenpartner", "subregio", "doelgroep", "sector"} {
		elk(trechter.Rapport, map[string]string{"per": per}, []string{"jaar", "betaler", "subregio", "groep"}, []string{"nietGeplaatst", "duurzaam", "nietDuurzaam", "nogOpen"},
			func(s soort) []string { return s.groep(per) }, soort.kolomVan)
		uit[len(uit)-1].Sommen = map[string][]string{
			"geplaatst": {"duurzaam", "nietDuurzaam", "nogOpen"}, "voorgesteld": {"nietGeplaatst", "duurzaam", "nietDuurzaam", "nogOpen"},
		}
	}
	een := func(soort) string { return "aantal" }
	elk(trechter.Duurzaamheid, nil, []string{"jaar", "stand", "uitkomst"}, []string{"aantal"}, func(s soort) []string {
		return []string{s.jaar, s.standVan(), map[string]string{"voortijdig": "voortijdig beëindigd", "vast": "nog vast te stellen"}[s.einde]}
	}, een)
	elk(trechter.Afwijsredenen, nil, []string{"jaar", "stand", "door", "reden"}, []string{"aantal"}, func(s soort) []string {
		if s.einde != "afgewezen" {
			return []string{s.jaar, s.standVan(), "", ""}
		}
		return []string{s.jaar, s.standVan(), "werkgever", "uren-of-reisafstand"}
	}, een)
	return uit
}

// tekst is the lines of an answer, which are also those of its CSV.
func tekst(a projections.Antwoord) (uit []string) {
	var b strings.Builder
	if err := projections.SchrijfCSV(&b, a); err != nil {
		panic(err)
	}
	if n := strings.Count(b.String(), "\r\n"); n != len(a.Uitkomst.Regels)+1 {
		panic("csv has other lines")
	}
	for _, r := range a.Uitkomst.Regels {
		if len(r.Herkomst) > 0 {
			panic("a shielded line tells its events")
		}
		uit = append(uit, fmt.Sprint(r.Waarden, r.Samengevoegd, r.Deels))
	}
	return uit
}

// mogelijk is every kind of match there can be: whom an attacker has to reckon
// with, whether anybody is of that kind or not. Which subregio a gemeente lies in
// is known.
func mogelijk() (uit []soort) {
	for _, g := range []struct{ gemeente, subregio string }{{"GM0202", "arnhem"}, {"GM0277", "arnhem"}, {"GM0275", "rheden"}, {"", "arnhem"}, {"", "rheden"}} {
		for _, k := range []wsp.Ketenpartner{wsp.UWV, "GM0202", "GM0277"} {
			for _, d := range []wsp.Doelgroep{wsp.Doelgroepregister, wsp.Participatiewet, wsp.WW} {
				i := wsp.Indeling{Gemeente: recht.Gemeentecode(g.gemeente), Ketenpartner: k, Subregio: wsp.Subregio(g.subregio), Doelgroep: d}
				if i.Keur() != nil {
					continue
				}
				for _, sector := range []string{"N", "Q"} {
					for _, einde := range einden {
						uit = append(uit, soort{"2020", i, sector, einde})
					}
				}
			}
		}
	}
	return uit
}

// A jaarbeeld is one draw: how many of each kind, and what was recorded later.
type jaarbeeld struct {
	aantal []int64
	events []es.Recorded
	vast   es.Position // what came after it is not in the figures
}

func trekJaar(soorten []soort) *rapid.Generator[jaarbeeld] {
	return rapid.Custom(func(t *rapid.T) (j jaarbeeld) {
		j.aantal = make([]int64, len(soorten))
		for range rapid.IntRange(4, 14).Draw(t, "soorten") {
			i := rapid.IntRange(0, len(soorten)-1).Draw(t, "soort")
			n := rapid.SampledFrom([]int64{1, 2, 3, 4, 5, 6, 9, 14}).Draw(t, "aantal")
			j.aantal[i] += n
			j.events = append(j.events, soorten[i].leg(n, len(j.events))...)
		}
		j.vast = es.Position(len(j.events))
		j.events[j.vast-1].Time = dag(t, "2021-08-30").Begin()
		for range rapid.IntRange(0, 5).Draw(t, "later") {
			j.events = append(j.events, soorten[rapid.IntRange(0, len(soorten)-1).Draw(t, "soort")].leg(2, len(j.events))...)
		}
		return j
	})
}

func TestAanval(t *testing.T) {
	soorten := mogelijk()
	t.Run("wie alle tabellen van de bemiddeling oplost vindt geen enkele kleine groep", func(t *testing.T) {
		klein, zonder, draws := 0, 0, 10 // each is some thousands of equations; a hundred were run when this was made
		for zaad := range draws {
			j := trekJaar(soorten).Example(zaad)
			alle := tabellen(t, soorten, j.events, j.vast)
			s, control := projectionstest.NieuwStelsel(len(soorten)), projectionstest.NieuwStelsel(len(soorten))
			for _, tb := range alle {
				s.Lees(tb)
				control.Primair(tb, j.aantal, 5)
			}
			for _, tb := range alle {
				groepen, namen := tb.Klein(j.aantal, 5)
				for i, g := range groepen {
					require.False(t, s.Bepaald(g), "draw %d, %s: %s", zaad, tb.Antwoord.Rapport.Naam, namen[i])
					klein++
					zonder += int(projections.JaNee(control.Bepaald(g)))
				}
			}
		}
		require.Greater(t, klein, 10*draws, "there were small groups to find")
		require.Greater(t, zonder, klein/2, "control: with only the small left out most of them are found")
	})
}

// verschuif puts an event of the year 2020 in the year and sector of s.
func verschuif(r es.Recorded, s soort) es.Recorded {
	naar := func(k recht.Kwartaal) recht.Kwartaal {
		if s.jaar == "2020" || k == "" || s.einde == "open" && k[:4] == "2021" {
			return k // what is open in 2021 is open for both
		}
		return recht.Kwartaal(s.jaar + string(k[4:]))
	}
	switch e := r.Event.(type) {
	case match.MatchVoorgesteld:
		e.Kwartaal, e.Sector = naar(e.Kwartaal), wsp.Sector(s.sector)
		r.Event = e
	case match.MatchAfgewezen:
		e.Kwartaal = naar(e.Kwartaal)
		r.Event = e
	case match.KandidaatGeplaatst:
		e.Kwartaal = naar(e.Kwartaal)
		r.Event = e
	case match.PlaatsingBeeindigd:
		e.Kwartaal = naar(e.Kwartaal)
		r.Event = e
	case match.DuurzaamGeplaatst:
		e.Kwartaal = naar(e.Kwartaal)
		r.Event = e
	}
	return r
}
