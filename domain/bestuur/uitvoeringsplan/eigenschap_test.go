package uitvoeringsplan

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// trek draws commands that are near enough to the example to be accepted often.
// The draws are uniform, from a seed that rapid draws: rapid itself prefers small
// numbers, so that later kinds of command would hardly come up.
type trek struct{ *rand.Rand }

func kies[T any](t trek, keuzes ...T) T { return keuzes[t.IntN(len(keuzes))] }

func (t trek) dag() recht.Datum {
	return dag(kies(t,
		"2019-03-01", "2019-04-01", "2019-05-02", "2019-05-06", "2019-06-20", "2019-07-01", "2019-07-02",
		"2019-09-26", "2020-03-05", "2020-12-31", "2021-01-01", "2022-06-30", "2022-07-01", "2023-12-31", "2024-01-01"))
}

func (t trek) opdracht() recht.Opdracht {
	return kies(t, nu(), nu(), nu(), corrigerend(), opDag(laatsteDagOp), opDag(dag("2024-01-01")))
}

func (t trek) stemronde() Stemronde {
	leden := 1 + t.IntN(4)
	aanwezig := t.IntN(leden + 1)
	voor := aanwezig - min(aanwezig, t.IntN(3))
	r := stemronde(t.dag(), leden, voor, aanwezig-voor)
	switch t.IntN(8) {
	case 0:
		r.Stemming.Wijze, r.Stemming.Stemmen = recht.ZonderStemming, nil
	case 1:
		r.Stemming.Wijze, r.Stemming.Stemmen, r.Stemming.Voor = recht.Handopsteken, nil, t.IntN(leden)
	case 2:
		r = Stemronde{}
	}
	return r
}

func (t trek) module() recht.Module { return kies(t, recht.Onderdelen()...) }

func (t trek) raad() recht.Gemeentecode {
	return kies[recht.Gemeentecode](t, "GM0202", "GM0274", "GM0275")
}

func (t trek) bijstelling() int { return kies(t, 0, 0, 1, 2) }

func (t trek) besluit() Voorstel {
	return kies(t, hetPlan, Voorstel{Soort: SoortOnderdeel, Onderdeel: recht.Inkoop},
		Voorstel{Soort: SoortBijstelling, Bijstelling: 1}, intrekkingVan(hetPlan))
}

func (t trek) command() Command {
	standpunt := kies(t, Positief, Negatief, Voorwaardelijk)
	strekking := kies(t, "", "Mits.", "Mits.")
	switch m := t.module(); t.IntN(18) {
	case 0:
		return concept
	case 1:
		return adviesvraag
	case 2:
		return BrengAdviesUit{t.opdracht(), m, recht.Bestuurscommissie(string(m)), standpunt, strekking, t.dag(), Stemronde{}}
	case 3:
		return ZetVoortZonderAdvies{t.opdracht(), m, strekking, t.dag()}
	case 4:
		return StelOntwerpVast{Opdracht: t.opdracht(), Stemronde: t.stemronde()}
	case 5:
		return VraagZienswijze{Opdracht: t.opdracht(), Bijstelling: t.bijstelling(), VerzondenOp: t.dag(), Deelnames: feiten}
	case 6:
		return OntvangZienswijze{t.opdracht(), t.raad(), t.bijstelling(), standpunt, strekking, t.dag()}
	case 7:
		return ZieAfVanZienswijze{t.opdracht(), t.raad(), t.bijstelling(), t.dag()}
	case 8:
		return LaatTermijnVerstrijken{t.opdracht(), t.raad(), t.bijstelling()}
	case 9:
		return DeelOordeelMee{t.opdracht(), t.bijstelling(), []Zienswijzeoordeel{{Gemeente: t.raad(), Conclusie: Overgenomen, Toelichting: strekking}}, t.dag()}
	case 10:
		return StelOnderdelenVast{Opdracht: t.opdracht(), Onderdelen: []recht.Module{m, t.module()}, Stemronde: t.stemronde()}
	case 11:
		return StelPlanVast{Opdracht: t.opdracht(), Stemronde: t.stemronde()}
	case 12:
		return StelBijstellingVoor{t.opdracht(), t.bijstelling(), []Onderdeel{anders(m)}, strekking, t.IntN(2) == 0, t.dag()}
	case 13:
		return StelBijstellingVast{t.opdracht(), t.bijstelling(), t.stemronde()}
	case 14:
		return MaakBekend{t.opdracht(), t.besluit(), Publicatieblad, strekking, t.dag()}
	case 15:
		return PasToe{t.opdracht(), t.besluit(), strekking, t.dag()}
	case 16:
		return TrekIn{t.opdracht(), t.besluit(), t.stemronde()}
	default:
		return EindigPlanperiode{t.opdracht()}
	}
}

// geschiedenis draws a history that starts somewhere in the example and goes on
// with random commands; refused ones leave nothing.
func geschiedenis(t require.TestingT, zaad uint64, fn func(s State, c Command, e Event)) State {
	tr := trek{rand.New(rand.NewPCG(zaad, 0))}
	cs := append([]Command{}, kies(tr, nil, totAdvies(), totOntwerp(), totVraag(), totAntwoord(), totPlan(),
		append(totPlan(), bijstelling(1, "2019-09-26")))...)
	for range 120 {
		cs = append(cs, tr.command())
	}
	var s State
	for _, c := range cs {
		events, err := Decide(c, s)
		if err != nil {
			require.Empty(t, events, "a refusal comes without events")
			continue
		}
		for _, e := range events {
			fn(s, c, e)
			s = Evolve(s, e)
		}
		again, err := Decide(c, s)
		require.NoError(t, err, "%T a second time", c)
		require.Empty(t, again, "%T a second time", c)
	}
	return s
}

func TestInvarianten(t *testing.T) {
	t.Run("een herhaalde opdracht verandert niets, en niets raakt in de war", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(State, Command, Event) {}) })
	})
	t.Run("een stand verandert niet door wat daarna gebeurt", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var events []Event
			var standen []State
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(s State, _ Command, e Event) {
				standen, events = append(standen, s), append(events, e)
			})
			for i, s := range standen {
				require.Equal(t, Decider.Fold(events[:i]...), s)
			}
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(300) {
			geschiedenis(t, zaad, func(_ State, _ Command, e Event) { gezien[e.eventType()] = true })
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn: the other properties say nothing about it", naam)
		}
	})
	t.Run("geen onderdeel wordt twee keer vastgesteld en geen besluit valt zonder quorum", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			vast, jaar := map[recht.Module]int{}, map[int]int{}
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(_ State, _ Command, e Event) {
				var b Besluitvorming
				switch e := e.(type) {
				case OnderdeelVastgesteld:
					vast[e.Onderdeel.Code]++
					b = e.Besluitvorming
				case UitvoeringsplanVastgesteld:
					for _, o := range e.Onderdelen {
						vast[o.Code]++
					}
					b = e.Besluitvorming
				case BijstellingVastgesteld:
					jaar[e.GenomenOp.Jaar()]++
					b = e.Besluitvorming
				default:
					return
				}
				require.Equal(t, recht.Aangenomen, b.Uitslag.Uitkomst)
				require.Greater(t, 2*b.Uitslag.Quorum.Aanwezig, b.Uitslag.Quorum.Zittend)
			})
			for m, n := range vast {
				require.LessOrEqual(t, n, 1, "%s", m)
			}
			for j, n := range jaar {
				require.LessOrEqual(t, n, 1, "%d", j)
			}
		})
	})
	t.Run("bij elke vaststelling konden de raden antwoorden", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(s State, _ Command, e Event) {
				if e, ok := e.(UitvoeringsplanVastgesteld); ok {
					for _, g := range []recht.Gemeentecode{"GM0202", "GM0274"} {
						require.NotEqual(t, StandLoopt, s.Stand(0, g, e.GenomenOp))
					}
				}
			})
		})
	})
	t.Run("na de termijn is elke raad precies een van de vier", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			s := geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(State, Command, Event) {})
			for a, v := range s.verzoeken {
				stand := s.Stand(a.bijstelling, a.gemeente, nu().Vandaag())
				antwoorden := 0
				if !v.ontvangen.OntvangenOp.IsZero() {
					antwoorden++
					require.Equal(t, v.ontvangen.OntvangenOp.Na(v.gevraagd.Einde.Uiterlijk), stand == StandTeLaat)
					require.Contains(t, []Stand{StandOpTijd, StandTeLaat}, stand)
				}
				if !v.afgezien.MeegedeeldOp.IsZero() {
					antwoorden++
					require.Equal(t, StandAfgezien, stand)
				}
				require.LessOrEqual(t, antwoorden, 1)
				if antwoorden == 0 {
					require.Equal(t, StandGeen, stand)
				}
			}
		})
	})
}
