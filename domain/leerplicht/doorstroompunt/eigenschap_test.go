package doorstroompunt

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

type trek struct{ *rand.Rand }

func kies[T any](t trek, keuzes ...T) T { return keuzes[t.IntN(len(keuzes))] }

func (t trek) command() Command {
	op := dag("2026-08-20").PlusDagen(t.IntN(80))
	o := kies(t, nu(), nu(), opDag(op))
	if t.IntN(20) == 0 {
		op = recht.Datum{}
	}
	switch t.IntN(7) {
	case 0:
		c := begin()
		c.GesignaleerdOp = kies(t, c.GesignaleerdOp, op)
		return c
	case 1:
		return LegContact{o, t.IntN(4), op, es.Prive("v")}
	case 2:
		return StartTraject{o, t.IntN(4), kies(t, NaarWerk, NaarSchool, Ondersteuning), op}
	case 3:
		return SluitTraject{o, t.IntN(4), kies(t, Werk, GeenWerk), op}
	case 4:
		if t.IntN(4) > 0 {
			return contact(1)
		}
		return BehaalStartkwalificatie{o, kies(t, Havo, Vwo), op}
	case 5:
		return Rectificeer{Opdracht: nu(), Rectificatie: leerplicht.Rectificatie{
			Persoon: begin().Persoon, Nummer: 1 + t.IntN(3), Reden: leerplicht.Verschrijving, GerectificeerdOp: vandaag,
		}}
	default:
		return MeldLeeftijdsgrens{o, es.Prive(kies(t, dag("2006-03-15"), dag("1999-10-01"), dag("2005-01-01")))}
	}
}

func geschiedenis(t require.TestingT, zaad uint64, fn func(voor State, e Event, na State)) {
	tr := trek{rand.New(rand.NewPCG(zaad, 0))}
	var s State
	for i := range 60 {
		var c Command = begin()
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

func TestInvarianten(t *testing.T) {
	t.Run("een herhaalde opdracht verandert niets, en na het einde begint er niets meer", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(voor State, e Event, na State) {
				open := 0
				for _, tr := range na.trajecten {
					if tr.uitstroom == "" {
						open++
					}
				}
				require.LessOrEqual(t, open, 1)
				_, sluit := e.(BegeleidingNaarWerkAfgesloten)
				_, rectificatie := e.(DoorstroompuntdossierGerectificeerd)
				if voor.einde != "" {
					require.True(t, sluit || rectificatie, "%T after the end", e)
				}
				require.Empty(t, e.Verantwoordt().Motivering)
			})
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis, en geen zin noemt een persoon", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(300) {
			geschiedenis(t, zaad, func(_ State, e Event, s State) {
				gezien[e.eventType()] = true
				for _, tekst := range []string{e.Zin(), s.Toestand(), fmt.Sprint(e)} {
					require.NotContains(t, tekst, "Sam")
				}
			})
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn: the other properties say nothing about it", naam)
		}
	})
}
