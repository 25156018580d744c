package trechter_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/afscherming"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
)

// A jaargang records what happened in 2020, by numbers.
type jaargang struct {
	events []es.Recorded
	n      int
}

func (j *jaargang) stroom(soort string) string {
	j.n++
	return fmt.Sprintf("%s-%d", soort, j.n)
}

func (j *jaargang) kandidaten(n int, i wsp.Indeling, b kandidaat.Bruikbaarheid) {
	for range n {
		s := j.stroom("kandidaat")
		j.events = append(j.events, op(s, kandidaat.KandidaatAangeleverd{Indeling: i, Aanlevering: 1, Kwartaal: "2020-K1"}))
		if b != "" {
			j.events = append(j.events, op(s, kandidaat.KandidaatprofielBijgewerkt{Aanlevering: 1, Bruikbaarheid: b, Kwartaal: "2020-K1"}))
		}
	}
}

// matches lets n matches of 2020 end as einde says: "", afgewezen, duurzaam,
// voortijdig, vast (still to be judged) or open.
func (j *jaargang) matches(n int, i wsp.Indeling, einde string) {
	for range n {
		s := j.stroom("match")
		j.events = append(j.events, voorgesteld(s, i, "2020-K1"))
		switch einde {
		case "afgewezen":
			j.events = append(j.events, op(s, match.MatchAfgewezen{Door: match.DoorWerkgever, Reden: match.UrenOfPlaats, Kwartaal: "2020-K2"}))
		case "duurzaam":
			j.events = append(j.events, geplaatst(s, "2020-K1", 0), duurzaam(s, "2020-K3"))
		case "voortijdig":
			j.events = append(j.events, geplaatst(s, "2020-K2", 0), op(s, match.PlaatsingBeeindigd{VoorTermijn: true, Kwartaal: "2020-K3"}))
		case "vast":
			j.events = append(j.events, geplaatst(s, "2020-K4", 0))
		case "open": // placed in the year after
			j.events = append(j.events, geplaatst(s, "2021-K3", 0))
		}
	}
}

func (j *jaargang) vacatures(n int, g recht.Gemeentecode, vervuld bool) {
	for range n {
		s := j.stroom("vacature")
		j.events = append(j.events, op(s, vacature.VacatureOpgehaald{Sector: "N", Subregio: "arnhem", Werkplaats: g, OpgehaaldOp: recht.NieuweDatum(2020, 3, 1)}))
		if vervuld {
			j.events = append(j.events, op(s, vacature.VacatureVervuld{Vervulling: vacature.DoorWSP, VervuldOp: recht.NieuweDatum(2020, 5, 1)}))
		}
	}
}

var (
	rozendaal = wsp.Indeling{Gemeente: "GM0277", Ketenpartner: "GM0277", Subregio: "arnhem", Doelgroep: wsp.Participatiewet}
	ww        = wsp.Indeling{Ketenpartner: wsp.UWV, Subregio: "rheden", Doelgroep: wsp.WW}
)

// jaar2020 is a year with a gemeente that is too small to show.
func jaar2020() *jaargang {
	j := &jaargang{}
	j.vacatures(8, "GM0202", true)
	j.vacatures(5, "GM0202", false)
	j.kandidaten(10, arnhem, kandidaat.Bruikbaar)
	j.kandidaten(6, arnhem, kandidaat.NietBruikbaar)
	j.kandidaten(2, rozendaal, kandidaat.Bruikbaar)
	j.kandidaten(7, rheden, kandidaat.Bruikbaar)
	for _, i := range []wsp.Indeling{arnhem, rheden} {
		j.matches(6, i, "afgewezen")
		j.matches(5, i, "")
		j.matches(9, i, "duurzaam")
		j.matches(5, i, "voortijdig")
		j.matches(3, i, "vast")
		j.matches(5, i, "open")
	}
	j.matches(1, rozendaal, "duurzaam")
	j.matches(8, ww, "duurzaam")
	return j
}

// vastgesteld is the day on which the year 2020 is fixed: the term for 31 December
// is over on 30 June 2021, and two months later.
const vastgesteld = "2021-09-01"

// afgeschermd is the report for whoever has no right to persons. Everything was
// recorded in 2020: whether a term is over does not hang on what was recorded last.
func afgeschermd(t require.TestingT, tb *testing.T, r *projections.Rapport, events []es.Recorded, vandaag string, v projections.Vraag) (projections.Antwoord, error) {
	events = append([]es.Recorded(nil), events...)
	events[len(events)-1].Time = dag(t, "2020-12-31").Begin()
	l := leesmodellentest.Lees(tb, trechter.Projector, events...)
	v.BekendOp = l.Stand().Positie
	return afscherming.Voer(context.Background(), r, l, v, afscherming.Kalender{
		Vandaag: dag(t, vandaag), PositieVoor: func(context.Context, time.Time) (es.Position, error) { return l.Stand().Positie, nil },
	})
}

func tabel(t *testing.T, r *projections.Rapport, events []es.Recorded, filter map[string]string) []string {
	t.Helper()
	a, err := afgeschermd(t, t, r, events, vastgesteld, projections.Vraag{Filter: filter})
	require.NoError(t, err)
	var uit []string
	for _, r := range a.Uitkomst.Regels {
		uit = append(uit, strings.TrimSpace(fmt.Sprintln(r.Waarden...)))
		require.Empty(t, r.Herkomst)
	}
	return uit
}

func TestVormTrechter(t *testing.T) {
	j := jaar2020()
	const gemeente, overig = "gemeente", afscherming.Overig
	t.Run("per gemeente van vacature tot duurzaam; wat te klein is staat bij elkaar, en elk deel apart", func(t *testing.T) {
		require.Equal(t, []string{
			"2020 UWV, geen gemeente rheden  niet toe te delen 0 0 0 0 0 0 0  8 0 8 8 0 0 100,0",
			"2020 gemeente arnhem GM0202 Arnhem 13 8 5 {} {} {} {}  {} {} {} {} {} {}",
			"2020 gemeente arnhem " + overig + "  0 0 0 18 12 6 0 66,7 34 11 23 10 8 5 55,6",
			"2020 gemeente rheden GM0275 Rheden 0 0 0 7 7 0 0 100,0 33 11 22 9 8 5 52,9",
		}, tabel(t, trechter.Rapport, j.events, nil))
	})
	t.Run("per ketenpartner en subregio tellen de regels op tot hetzelfde", func(t *testing.T) {
		for _, per := range []string{"ketenpartner", "subregio", "doelgroep", "sector"} {
			a, err := afgeschermd(t, t, trechter.Rapport, j.events, vastgesteld, projections.Vraag{Filter: map[string]string{"per": per}})
			require.NoError(t, err)
			som := map[string]int64{}
			for _, r := range a.Uitkomst.Regels {
				for i, k := range a.Uitkomst.Kolommen {
					n, _ := r.Waarden[i].(int64)
					som[k.Naam] += n
				}
			}
			require.Equal(t, []int64{8, 5, 19, 6, 22, 27, 16, 10}, []int64{
				som["vervuld"], som["nietVervuld"], som["bruikbaar"], som["nietBruikbaar"], som["nietGeplaatst"], som["duurzaam"], som["nietDuurzaam"], som["nogOpen"],
			}, per)
		}
		require.Contains(t, strings.Join(tabel(t, trechter.Rapport, j.events, map[string]string{"per": "subregio"}), "\n"), "rheden rheden rheden")
	})
	t.Run("duurzaamheid en afwijsredenen verdelen wat de trechter telt", func(t *testing.T) {
		require.Equal(t, []string{
			"2020 duurzaam geplaatst  27", "2020 geplaatst, termijn loopt nog  10",
			"2020 niet duurzaam geplaatst nog vast te stellen 6", "2020 niet duurzaam geplaatst voortijdig beëindigd 10", "2020 niet geplaatst  22",
		}, tabel(t, trechter.Duurzaamheid, j.events, nil))
		require.Equal(t, []string{
			"2020 duurzaam geplaatst   27", "2020 geplaatst, termijn loopt nog   10", "2020 niet duurzaam geplaatst   16",
			"2020 niet geplaatst   10", "2020 niet geplaatst werkgever uren-of-reisafstand 12",
		}, tabel(t, trechter.Afwijsredenen, j.events, nil))
	})
	t.Run("een jaar staat vast twee maanden nadat de termijn voor de laatste dag om is, niet eerder", func(t *testing.T) {
		for vandaag, n := range map[string]int{"2021-08-31": 0, vastgesteld: 4, "2030-01-01": 4} {
			a, err := afgeschermd(t, t, trechter.Rapport, j.events, vandaag, projections.Vraag{})
			require.NoError(t, err)
			require.Len(t, a.Uitkomst.Regels, n, vandaag)
			require.Equal(t, n > 0, a.Volledigheid.Status == projections.Definitief, "what does not stand yet is not final: %s", vandaag)
		}
	})
	t.Run("wat geheel is weggelaten maar verzonnen was, maakt het rapport niet echt", func(t *testing.T) {
		weinig := &jaargang{}
		weinig.kandidaten(1, rozendaal, kandidaat.Bruikbaar)
		e := weinig.events[0].Event.(kandidaat.KandidaatAangeleverd)
		e.Gesimuleerd = true
		weinig.events[0].Event = e
		a, err := afgeschermd(t, t, trechter.Rapport, weinig.events, vastgesteld, projections.Vraag{})
		require.NoError(t, err)
		require.Empty(t, a.Uitkomst.Regels)
		require.Equal(t, projections.Gesimuleerd, a.Volledigheid.Status)
		require.True(t, a.Volledigheid.Gesimuleerd)
	})
	t.Run("een fijner filter en een eigen peildatum worden geweigerd, een jaar niet", func(t *testing.T) {
		_, err := afgeschermd(t, t, trechter.Rapport, j.events, vastgesteld, projections.Vraag{Filter: map[string]string{"gemeente": "GM0202"}})
		require.ErrorIs(t, err, afscherming.ErrFilter)
		var onbekend *projections.OnbekendeParameter
		_, err = afgeschermd(t, t, trechter.Rapport, j.events, vastgesteld, projections.Vraag{Filter: map[string]string{"school": "x"}})
		require.ErrorAs(t, err, &onbekend)
		_, err = afgeschermd(t, t, trechter.Rapport, j.events, vastgesteld, projections.Vraag{Peildatum: dag(t, "2020-06-30")})
		require.ErrorIs(t, err, afscherming.ErrPeriode)
		require.Len(t, tabel(t, trechter.Rapport, j.events, map[string]string{"jaar": "2020"}), 4)
		require.Empty(t, tabel(t, trechter.Rapport, j.events, map[string]string{"jaar": "2019"}))
	})
	t.Run("wie recht op personen heeft krijgt het rapport zelf", func(t *testing.T) {
		a := rapport(t, trechter.Rapport, projections.Vraag{}, j.events)
		require.Equal(t, int64(2), regel(a, "GM0277")["bruikbaar"])
	})
	t.Run("het rapport zegt wat het is: definitie, noemer, norm, te laat, aangenomen regels en afgeschermde regels", func(t *testing.T) {
		a, err := afgeschermd(t, t, trechter.Rapport, j.events, vastgesteld, projections.Vraag{})
		require.NoError(t, err)
		v := a.Volledigheid
		require.Equal(t, projections.Definitief, v.Status)
		require.Equal(t, []string{"KLEINE_AANTALLEN", "VASTSTELLING_CIJFERS", "WSP_DUURZAAM"}, v.Aangenomen)
		require.EqualValues(t, 2, v.Afgeschermd, "once for kandidaten and once for voorstellen")
		require.Contains(t, v.Norm, "Geen norm")
		require.NotEmpty(t, v.Noemer)
	})
}
