package vrijstelling

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

type trek struct{ *rand.Rand }

func kies[T any](t trek, keuzes ...T) T { return keuzes[t.IntN(len(keuzes))] }

func (t trek) opening() Ontvang {
	g := leerplicht.Vrijstellingsgrond(kies(t, leerplicht.Vrijstellingsgrond("").Waarden()...))
	c := verzoek(g, kies(t, "2012-03-15", "2011-03-15", "2010-03-15"))
	if g.VanRechtswege() {
		c.Herhaald = t.IntN(2) == 0
	}
	return c
}

func (t trek) command() Command {
	op := kies(t, dag("2026-07-01"), dag("2026-07-06"), dag("2026-06-01").PlusDagen(t.IntN(160)))
	o := kies(t, nu(), nu(), met("omdat"), corrigeert())
	vanaf, tot := dag("2026-08-01"), kies(t, dag("2026-12-24"), dag("2027-08-01"), dag("2027-08-01"), dag("2028-08-01"))
	switch t.IntN(9) {
	case 0:
		return t.opening()
	case 1:
		return OntvangVerklaring{o, kies(t, dag("2026-06-01"), op), t.IntN(4) > 0, t.IntN(2) == 0, es.Prive("v")}
	case 2:
		return Toets{o, t.IntN(3) > 0, op}
	case 3, 4:
		return KenToe{o, op, vanaf, tot, kies(t, "", es.Stream("leerplichtdossier-x"))}
	case 5:
		return WijsAf{o, op}
	case 6:
		return Verleng{o, kies(t, dag("2026-10-01"), op), kies(t, dag("2026-10-20"), op), kies(t, dag("2027-08-01"), tot)}
	case 7:
		return Beeindig{o, op, kies(t, NaarSchool, Verhuisd)}
	default:
		return LeverAanDuo{o, kies(t, op, recht.Datum{})}
	}
}

func geschiedenis(t require.TestingT, zaad uint64, fn func(voor State, e Event, na State)) {
	tr := trek{rand.New(rand.NewPCG(zaad, 0))}
	var s State
	for i := range 40 {
		var c Command = tr.opening()
		if i > 0 {
			c = tr.command()
		}
		events, err := Decide(c, s)
		if err != nil {
			require.Empty(t, events, "a refusal comes without events")
			var r *es.Refusal
			require.ErrorAs(t, err, &r)
			continue
		}
		for _, e := range events {
			voor := s
			s = Evolve(s, e)
			fn(voor, e, s)
		}
		again, err := Decide(c, s)
		require.NoError(t, err, "%T a second time", c)
		require.Empty(t, again, "%T a second time", c)
	}
}

// wendingVan returns what e changes in the figures, if it changes any.
func wendingVan(e Event) (Wending, bool) {
	switch e := e.(type) {
	case BeroepOpVrijstellingOntvangen:
		return e.Wending, true
	case AanvraagVrijstellingOntvangen:
		return e.Wending, true
	case VrijstellingVanRechtswegeVastgesteld:
		return e.Wending, true
	case BeroepOpVrijstellingNietAanvaard:
		return e.Wending, true
	case VervangendeLeerplichtToegestaan:
		return e.Wending, true
	case VervangendeLeerplichtGeweigerd:
		return e.Wending, true
	case VervangendeLeerplichtVerlengd:
		return e.Wending, true
	case VrijstellingKwalificatieplichtVerleend:
		return e.Wending, true
	case VrijstellingKwalificatieplichtGeweigerd:
		return e.Wending, true
	case VrijstellingBeeindigd:
		return e.Wending, true
	}
	return Wending{}, false
}

func TestInvarianten(t *testing.T) {
	t.Run("een herhaalde opdracht verandert niets, en elke wending volgt op de vorige stand", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(voor State, e Event, na State) {
				if w, er := wendingVan(e); er {
					require.Equal(t, voor.stand, w.Eerder)
					require.Equal(t, na.stand, w.Nu)
					require.Equal(t, na.grond, w.Grond)
				} else {
					require.Equal(t, voor.stand, na.stand)
				}
				require.True(t, slices.Contains(na.stand.Schooljaren, na.kenmerken.Schooljaar), "it counts in the school year asked for")
				if na.stand.Uitkomst == Toegekend {
					require.Equal(t, leerplicht.Schooljaren(na.duur.Vanaf, na.duur.Tot), na.stand.Schooljaren)
				}
				require.Empty(t, e.Verantwoordt().Motivering)
			})
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis, en geen zin noemt een persoon", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(1500) {
			geschiedenis(t, zaad, func(_ State, e Event, s State) {
				gezien[e.eventType()] = true
				for _, tekst := range []string{e.Zin(), s.Toestand(), fmt.Sprint(e)} {
					require.NotContains(t, tekst, "Sam")
					require.NotContains(t, tekst, "999990019")
				}
			})
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn: the other properties say nothing about it", naam)
		}
	})
}
