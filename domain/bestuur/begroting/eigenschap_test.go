package begroting

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// trek draws commands that are near enough to the example to be accepted often.
type trek struct{ *rand.Rand }

func kies[T any](t trek, keuzes ...T) T { return keuzes[t.IntN(len(keuzes))] }

func (t trek) dag() recht.Datum {
	return dag(kies(t,
		"2022-04-08", "2022-06-30", "2022-07-01", "2025-04-09", "2025-04-10", "2025-04-11", "2025-06-20", "2025-07-03",
		"2025-07-04", "2025-07-10", "2025-07-24", "2026-01-15", "2026-02-02", "2026-05-01", "2026-05-07"))
}

func (t trek) opdracht() recht.Opdracht {
	return kies(t, nu(), nu(), nu(), corrigerend(), opDag(aanbiedingOp), opDag(vastOp))
}

func (t trek) stemronde() bestuur.Stemronde {
	leden := 1 + t.IntN(4)
	aanwezig := t.IntN(leden + 1)
	voor := aanwezig - min(aanwezig, t.IntN(3))
	return stemronde(t.dag(), leden, voor, aanwezig-voor)
}

func (t trek) raad() recht.Gemeentecode {
	return kies[recht.Gemeentecode](t, "GM0202", "GM0274", "GM0275")
}

func (t trek) command() Command {
	w, g := kies(t, 0, 0, 0, 1), t.raad()
	switch t.IntN(9) {
	case 0:
		return ZendToe{t.opdracht(), 2026, w, kies(t, nil, []recht.Gemeentecode{g}), "K", t.dag(), t.dag(), feiten}
	case 1:
		return OntvangZienswijze{t.opdracht(), w, g, kies(t, bestuur.Positief, bestuur.Negatief), kies(t, "", "Mits."), t.dag()}
	case 2:
		return MeldGeenZienswijze{t.opdracht(), w, g, t.dag()}
	case 3:
		return LaatTermijnVerstrijken{t.opdracht(), w, g}
	case 4:
		return BiedAan{t.opdracht(), w, t.dag(), kies(t, nil, []recht.Gemeentecode{g})}
	case 5:
		return DeelOordeelMee{t.opdracht(), w, []bestuur.Zienswijzeoordeel{{Gemeente: g, Conclusie: bestuur.Overgenomen, Toelichting: "Zo."}}, t.dag()}
	case 6:
		return StelVast{t.opdracht(), w, t.stemronde()}
	case 7:
		return ZendAanGS{t.opdracht(), t.dag()}
	default:
		return StelWijzigingVoor{t.opdracht(), kies(t, 1, 2), "Mits.", t.IntN(2) == 0, t.dag()}
	}
}

// geschiedenis draws a history that starts somewhere in the example and goes on
// with random commands; refused ones leave nothing.
func geschiedenis(t require.TestingT, zaad uint64, fn func(s State, c Command, e Event)) State {
	tr := trek{rand.New(rand.NewPCG(zaad, 0))}
	cs := append([]Command{}, kies(tr, nil, totToezending(), totAntwoord(), totAanbieding(), totOordeel(), totVast(), totWijziging())...)
	for range 100 {
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
	t.Run("een herhaalde opdracht verandert niets, en een stand verandert niet door wat daarna gebeurt", func(t *testing.T) {
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
	t.Run("de steekproef raakt elke soort gebeurtenis, en elke is een zin zonder vrije tekst", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(400) {
			s := geschiedenis(t, zaad, func(_ State, _ Command, e Event) {
				gezien[e.eventType()] = true
				require.Regexp(t, `^[A-Z].*[^ .]\.$`, e.Zin(), "%T", e)
				require.NotContains(t, e.Zin(), "Mits")
				require.NotContains(t, e.Zin(), "Zie het voorstel")
			})
			require.NotEmpty(t, s.Toestand())
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn: the other properties say nothing about it", naam)
		}
	})
	t.Run("wat de vaststelling over oordelen zegt is uit de gebeurtenissen alleen na te rekenen", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			ontvangen, beoordeeld := map[adres]recht.Datum{}, map[adres]recht.Datum{}
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(_ State, _ Command, e Event) {
				switch e := e.(type) {
				case ZienswijzeOpBegrotingOntvangen:
					ontvangen[adres{e.Wijziging, e.Gemeente}] = e.OntvangenOp
				case GeenZienswijzeOpBegrotingGemeld:
					delete(ontvangen, adres{e.Wijziging, e.Gemeente})
					delete(beoordeeld, adres{e.Wijziging, e.Gemeente})
				case OordeelOverZienswijzenBegrotingMeegedeeld:
					for _, o := range e.Oordelen {
						beoordeeld[adres{e.Wijziging, o.Gemeente}] = e.MeegedeeldOp
					}
				case BegrotingVastgesteld:
					naief(t, e.Vaststelling, 0, ontvangen, beoordeeld)
				case BegrotingswijzigingVastgesteld:
					naief(t, e.Vaststelling, e.Wijziging, ontvangen, beoordeeld)
				}
			})
		})
	})
	t.Run("een raad houdt altijd ten minste de termijn van de wet, en ten minste tot de aanbieding", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(_ State, _ Command, e Event) {
				if e, ok := e.(OntwerpbegrotingToegezonden); ok {
					require.GreaterOrEqual(t, e.ToegezondenOp.DagenTot(e.UiterlijkOp), 7*e.Termijn.Aantal)
					require.False(t, e.UiterlijkOp.Voor(e.Aanbieding))
					require.Equal(t, e.TijdigTot.DagenTot(e.Aanbieding), 7*e.Termijn.Aantal)
				}
			})
		})
	})
}

func naief(t require.TestingT, v Vaststelling, wijziging int, ontvangen, beoordeeld map[adres]recht.Datum) {
	gs := []recht.Gemeentecode{}
	for _, g := range []recht.Gemeentecode{"GM0202", "GM0274", "GM0275"} {
		op, er := ontvangen[adres{wijziging, g}]
		oordeel, beoordeeld := beoordeeld[adres{wijziging, g}]
		if er && !op.Na(v.GenomenOp) && !(beoordeeld && !oordeel.Na(v.GenomenOp)) && v.GenomenOp.String() >= "2022-07-01" {
			gs = append(gs, g)
		}
	}
	require.Equal(t, gs, v.ZonderOordeel)
	require.Equal(t, recht.Aangenomen, v.Besluitvorming.Uitslag.Uitkomst)
	require.Greater(t, 2*v.Besluitvorming.Uitslag.Quorum.Aanwezig, v.Besluitvorming.Uitslag.Quorum.Zittend)
}
