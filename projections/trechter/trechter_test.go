package trechter_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/trechter"
)

func dag(t require.TestingT, s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	require.NoError(t, err)
	return d
}

var (
	arnhem = wsp.Indeling{Gemeente: "GM0202", Ketenpartner: "GM0202", Subregio: "arnhem", Doelgroep: wsp.Doelgroepregister}
	rheden = wsp.Indeling{Gemeente: "GM0275", Ketenpartner: wsp.UWV, Subregio: "rheden", Doelgroep: wsp.Participatiewet}
)

// op records e in a stream; the moment decides the day of a report without a peildatum.
func op(stroom string, e any) es.Recorded { return es.Recorded{Stream: es.Stream(stroom), Event: e} }

func gezegd(t *testing.T, moment string, r es.Recorded) es.Recorded {
	t.Helper()
	r.Time = dag(t, moment).Begin()
	return r
}

func voorgesteld(stroom string, i wsp.Indeling, k recht.Kwartaal) es.Recorded {
	return op(stroom, match.MatchVoorgesteld{Plek: match.Plek{Indeling: i, Sector: "N"}, Kwartaal: k})
}

func geplaatst(stroom string, k recht.Kwartaal, baan int) es.Recorded {
	return op(stroom, match.KandidaatGeplaatst{Kwartaal: k, BaanTienden: baan})
}

func duurzaam(stroom string, k recht.Kwartaal) es.Recorded {
	return op(stroom, match.DuurzaamGeplaatst{Kwartaal: k})
}

// verhaal: two matches of Arnhem in the cohort of the first quarter of 2020, one
// in the second; one of Rheden that was declined.
func verhaal() []es.Recorded {
	return []es.Recorded{
		op("vacature-1", vacature.VacatureOpgehaald{Functie: vacature.Functie{Aantal: 1}, Sector: "N", Subregio: "arnhem", Werkplaats: "GM0202", OpgehaaldOp: recht.NieuweDatum(2020, 1, 6)}),
		op("kandidaat-1", kandidaat.KandidaatAangeleverd{Indeling: arnhem, Aanlevering: 1, Kwartaal: "2020-K1"}),
		op("kandidaat-2", kandidaat.KandidaatAangeleverd{Indeling: rheden, Aanlevering: 1, Kwartaal: "2020-K1"}),
		op("kandidaat-1", kandidaat.KandidaatprofielBijgewerkt{Aanlevering: 1, Bruikbaarheid: kandidaat.Bruikbaar, Kwartaal: "2020-K1"}),
		op("kandidaat-2", kandidaat.KandidaatNietGeschiktTeruggegeven{Aanlevering: 1, Reden: kandidaat.GeenVraag, Kwartaal: "2020-K2"}),
		voorgesteld("match-1", arnhem, "2020-K1"), voorgesteld("match-2", arnhem, "2020-K1"), voorgesteld("match-3", arnhem, "2020-K2"),
		voorgesteld("match-4", rheden, "2020-K1"),
		op("match-1", match.VoorstelAanWerkgeverGedaan{Kwartaal: "2020-K1"}),
		op("match-4", match.MatchAfgewezen{Door: match.DoorWerkgever, Reden: match.UrenOfPlaats, Kwartaal: "2020-K1"}),
		geplaatst("match-1", "2020-K1", 8), geplaatst("match-2", "2020-K1", 5), geplaatst("match-3", "2020-K2", 10),
		op("match-2", match.PlaatsingBeeindigd{VoorTermijn: true, Kwartaal: "2020-K2"}),
		duurzaam("match-1", "2020-K3"),
	}
}

func rapport(t *testing.T, r *projections.Rapport, v projections.Vraag, events []es.Recorded) projections.Antwoord {
	t.Helper()
	l := leesmodellentest.Lees(t, trechter.Projector, events...)
	if v.BekendOp == 0 {
		v.BekendOp = l.Stand().Positie
	}
	a, err := projections.Voer(t.Context(), r, l, v)
	require.NoError(t, err)
	return a
}

// regel returns the line that starts with groep, by column; nil when there is none.
func regel(a projections.Antwoord, groep string) map[string]any {
	for _, r := range a.Uitkomst.Regels {
		if r.Waarden[0] != groep {
			continue
		}
		m := map[string]any{}
		for i, k := range a.Uitkomst.Kolommen {
			m[k.Naam] = r.Waarden[i]
		}
		return m
	}
	return nil
}

func TestTrechter(t *testing.T) {
	t.Run("per gemeente van vacature tot duurzaam, voor wie betaalt", func(t *testing.T) {
		a := rapport(t, trechter.Rapport, projections.Vraag{Peildatum: recht.NieuweDatum(2020, 9, 30)}, verhaal())
		require.Equal(t, map[string]any{
			"groep": "GM0202", "naam": "Arnhem", "vacatures": int64(1), "vervuld": int64(0), "functiesGecreeerd": int64(0),
			"aangeleverd": int64(1), "bruikbaar": int64(1), "nietBruikbaar": int64(0), "teruggegeven": int64(0), "voorgesteld": int64(3),
			"bijWerkgever": int64(1), "afgewezen": int64(0), "proefplaatsingen": int64(0), "geplaatst": int64(3), "banenBanenafspraak": "2,3",
			"plaatsingenTermijnOm": int64(2), "duurzaam": int64(1), "voortijdigBeeindigd": int64(1), "nogVastTeStellen": int64(0),
			"percentageDuurzaam": "50,0", "nogOpen": int64(1),
		}, regel(a, "GM0202"))
		require.Equal(t, int64(1), regel(a, "GM0275")["teruggegeven"])
		require.Equal(t, int64(0), regel(a, "GM0275")["geplaatst"])
		require.Equal(t, "", regel(a, "GM0275")["percentageDuurzaam"])
		require.Equal(t, []recht.Regelnoot{{Code: "WSP_DUURZAAM", Versie: dag(t, "2017-01-01"), Aangenomen: true}}, a.Uitkomst.Regelset)
	})
	t.Run("per ketenpartner, subregio, doelgroep en sector tellen de regels samen tot hetzelfde", func(t *testing.T) {
		for _, per := range []string{"gemeente", "ketenpartner", "subregio", "doelgroep", "sector"} {
			a := rapport(t, trechter.Rapport, projections.Vraag{Filter: map[string]string{"per": per}}, verhaal())
			totaal := map[string]int64{}
			for _, r := range a.Uitkomst.Regels {
				for i, k := range a.Uitkomst.Kolommen {
					if k.Soort == projections.Getal {
						totaal[k.Naam] += r.Waarden[i].(int64)
					}
				}
			}
			require.Equal(t, []int64{1, 2, 4, 1, 3}, []int64{totaal["vacatures"], totaal["aangeleverd"], totaal["voorgesteld"], totaal["afgewezen"], totaal["geplaatst"]}, per)
		}
		a := rapport(t, trechter.Rapport, projections.Vraag{Filter: map[string]string{"per": "ketenpartner"}}, verhaal())
		require.Equal(t, "niet toe te delen", regel(a, "")["naam"], "a vacature has no ketenpartner")
	})
	t.Run("een vacature die bij nader inzien niet vervuld is telt niet meer als vervuld", func(t *testing.T) {
		vervuld := append(verhaal(), op("vacature-1", vacature.VacatureVervuld{Vervulling: vacature.DoorWSP, VervuldOp: recht.NieuweDatum(2020, 5, 1)}))
		require.Equal(t, int64(1), regel(rapport(t, trechter.Rapport, projections.Vraag{}, vervuld), "GM0202")["vervuld"])
		for _, e := range []vacature.Event{
			vacature.VacatureVervallen{VervallenOp: recht.NieuweDatum(2020, 5, 2)}, vacature.VacatureIngetrokken{IngetrokkenOp: recht.NieuweDatum(2020, 5, 2)},
		} {
			a := rapport(t, trechter.Rapport, projections.Vraag{}, append(vervuld[:len(vervuld):len(vervuld)], op("vacature-1", e)))
			require.Equal(t, int64(0), regel(a, "GM0202")["vervuld"], "%T", e)
		}
	})
	t.Run("een gecreeerde functie telt voor de doelgroep", func(t *testing.T) {
		events := append(verhaal(), op("vacature-1", vacature.FunctieGecreeerd{Doelgroep: wsp.WW, GecreeerdOp: recht.NieuweDatum(2020, 5, 1)}))
		a := rapport(t, trechter.Rapport, projections.Vraag{Filter: map[string]string{"per": "doelgroep"}}, events)
		require.Equal(t, int64(1), regel(a, "ww")["functiesGecreeerd"])
		require.Equal(t, int64(1), regel(a, "")["vacatures"])
	})
	t.Run("een onbekende indeling wordt geweigerd", func(t *testing.T) {
		l := leesmodellentest.Lees(t, trechter.Projector, verhaal()...)
		_, err := projections.Voer(t.Context(), trechter.Rapport, l, projections.Vraag{BekendOp: 1, Filter: map[string]string{"per": "school"}})
		var onbekend *projections.OnbekendeWaarde
		require.ErrorAs(t, err, &onbekend)
		require.Equal(t, "een van: gemeente, ketenpartner, subregio, doelgroep, sector", onbekend.Parameter.Toegestaan())
	})
	t.Run("een filter telt alleen wat eronder valt, met de gebeurtenissen erbij", func(t *testing.T) {
		a := rapport(t, trechter.Rapport, projections.Vraag{Filter: map[string]string{"per": "subregio", "kwartaal": "2020-K2"}}, verhaal())
		require.Len(t, a.Uitkomst.Regels, 1)
		require.Equal(t, int64(1), regel(a, "arnhem")["geplaatst"])
		require.Equal(t, []es.Position{8, 14}, a.Uitkomst.Regels[0].Herkomst)
	})
}

func TestDuurzaamheid(t *testing.T) {
	t.Run("een cohort telt mee op de dag na de termijn van de laatste plaatsing, niet eerder", func(t *testing.T) {
		// 31 March 2020 and 26 weeks, the first day included: up to and including 28 September.
		voor := rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: dag(t, "2020-09-28")}, verhaal())
		na := rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: dag(t, "2020-09-29")}, verhaal())
		require.Equal(t, "2020-09-28", regel(voor, "2020-K1")["termijnOmNa"])
		require.Equal(t, []any{int64(0), "", int64(2)}, []any{regel(voor, "2020-K1")["plaatsingenTermijnOm"], regel(voor, "2020-K1")["percentageDuurzaam"], regel(voor, "2020-K1")["nogOpen"]})
		require.Equal(t, []any{int64(2), "50,0", int64(0)}, []any{regel(na, "2020-K1")["plaatsingenTermijnOm"], regel(na, "2020-K1")["percentageDuurzaam"], regel(na, "2020-K1")["nogOpen"]})
		require.Equal(t, []any{int64(0), "", int64(1)}, []any{regel(na, "2020-K2")["plaatsingenTermijnOm"], regel(na, "2020-K2")["percentageDuurzaam"], regel(na, "2020-K2")["nogOpen"]})
	})
	t.Run("zonder peildatum telt de laatste dag waarop iets is vastgelegd", func(t *testing.T) {
		events := verhaal()
		events[4] = gezegd(t, "2020-09-29", events[4])
		events[5] = gezegd(t, "2020-09-01", events[5]) // a clock that went back does not count
		a := rapport(t, trechter.Duurzaamheid, projections.Vraag{}, events)
		require.Equal(t, "50,0", regel(a, "2020-K1")["percentageDuurzaam"])
		events[4] = gezegd(t, "2020-09-28", events[4])
		a = rapport(t, trechter.Duurzaamheid, projections.Vraag{}, events)
		require.Equal(t, "", regel(a, "2020-K1")["percentageDuurzaam"])
	})
	t.Run("een percentage is op een tiende nauwkeurig en rondt half naar boven af", func(t *testing.T) {
		events := append(verhaal()[:15:15], voorgesteld("match-5", arnhem, "2020-K1"), geplaatst("match-5", "2020-K1", 0), duurzaam("match-5", "2020-K3"), duurzaam("match-1", "2020-K3"))
		a := rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: dag(t, "2021-01-01")}, events)
		require.Equal(t, "66,7", regel(a, "2020-K1")["percentageDuurzaam"])
		a = rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: dag(t, "2021-01-01")}, events[:18])
		require.Equal(t, "33,3", regel(a, "2020-K1")["percentageDuurzaam"])
	})
	t.Run("wie nog niet is beoordeeld staat apart en telt als niet duurzaam", func(t *testing.T) {
		events := verhaal()
		a := rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: dag(t, "2021-01-01")}, events[:len(events)-1])
		require.Equal(t, int64(1), regel(a, "2020-K1")["nogVastTeStellen"])
		require.Equal(t, "0,0", regel(a, "2020-K1")["percentageDuurzaam"])
	})
	t.Run("een correctie met een eerdere dag verandert nu bekend en niet toen bekend", func(t *testing.T) {
		events := append(verhaal(),
			geplaatst("match-3", "2020-K1", 10),                                             // began earlier after all
			op("match-1", match.DuurzaamGeplaatst{Teruggenomen: true, Kwartaal: "2020-K4"}), // and this one was not duurzaam
			op("match-2", match.PlaatsingBeeindigd{}),                                       // nor did this one end
		)
		toen, peil := es.Position(len(verhaal())), dag(t, "2021-01-01")
		was := rapport(t, trechter.Duurzaamheid, projections.Vraag{BekendOp: toen, Peildatum: peil}, events)
		is := rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: peil}, events)
		require.Equal(t, rapport(t, trechter.Duurzaamheid, projections.Vraag{Peildatum: peil}, verhaal()).Uitkomst, was.Uitkomst)
		require.Equal(t, []any{int64(2), int64(1), int64(1)}, []any{regel(was, "2020-K1")["geplaatst"], regel(was, "2020-K1")["duurzaam"], regel(was, "2020-K1")["voortijdigBeeindigd"]})
		require.Equal(t, []any{int64(3), int64(0), int64(0), int64(3)}, []any{regel(is, "2020-K1")["geplaatst"], regel(is, "2020-K1")["duurzaam"], regel(is, "2020-K1")["voortijdigBeeindigd"], regel(is, "2020-K1")["nogVastTeStellen"]})
		require.NotNil(t, regel(was, "2020-K2"))
		require.Nil(t, regel(is, "2020-K2"))
		require.Contains(t, is.Uitkomst.Regels[0].Herkomst, toen+1, "the late event is behind the figure")
	})
}

func TestAfwijsredenen(t *testing.T) {
	t.Run("per reden en partij, en een correctie verplaatst de afwijzing", func(t *testing.T) {
		events := append(verhaal(), op("match-4", match.MatchAfgewezen{Door: match.DoorKandidaat, Reden: match.ZietErVanAf, Kwartaal: "2020-K1"}))
		a := rapport(t, trechter.Afwijsredenen, projections.Vraag{BekendOp: es.Position(len(verhaal()))}, events)
		require.Equal(t, [][]projections.Waarde{{"uren-of-reisafstand", "werkgever", int64(1)}}, waarden(a))
		a = rapport(t, trechter.Afwijsredenen, projections.Vraag{}, events)
		require.Equal(t, [][]projections.Waarde{{"kandidaat-ziet-af", "kandidaat", int64(1)}}, waarden(a))
		require.Equal(t, []es.Position{17}, a.Uitkomst.Regels[0].Herkomst)
	})
}

func waarden(a projections.Antwoord) (uit [][]projections.Waarde) {
	for _, r := range a.Uitkomst.Regels {
		uit = append(uit, r.Waarden)
	}
	return uit
}

func TestVolgordeEnGolden(t *testing.T) {
	t.Run("een stap zonder voorstel stopt de projector", func(t *testing.T) {
		for _, r := range []es.Recorded{
			geplaatst("match-9", "2020-K1", 0), op("vacature-9", vacature.VacatureVervallen{}),
			op("kandidaat-9", kandidaat.KandidaatprofielBijgewerkt{Aanlevering: 1}),
		} {
			r.Position = 1
			err := trechter.Projector.Verwerk(leegSchrijver{}, r)
			require.ErrorIs(t, err, projections.ErrVolgorde, fmt.Sprintf("%T", r.Event))
		}
	})
	t.Run("wat gesimuleerd is blijft dat, op elke regel", func(t *testing.T) {
		events := verhaal()
		m := events[5].Event.(match.MatchVoorgesteld)
		m.Gesimuleerd = true
		events[5].Event = m
		for _, r := range rapport(t, trechter.Rapport, projections.Vraag{}, events).Uitkomst.Regels {
			require.Equal(t, r.Waarden[0] == "GM0202", r.Gesimuleerd)
		}
	})
	t.Run("dezelfde gebeurtenissen geven dezelfde rijen", func(t *testing.T) {
		leesmodellentest.Golden(t, trechter.Projector, verhaal(), "testdata/golden.json")
	})
}

// leegSchrijver has no rows.
type leegSchrijver struct{ projections.Schrijver }

func (leegSchrijver) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}
