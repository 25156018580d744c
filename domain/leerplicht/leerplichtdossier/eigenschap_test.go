package leerplichtdossier

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

func (t trek) dag() recht.Datum {
	if t.IntN(20) == 0 {
		return recht.Datum{}
	}
	return dag("2026-08-20").PlusDagen(t.IntN(80))
}

func (t trek) command() Command {
	o, op := kies(t, nu(), nu(), corrigerend(), proces()), t.dag()
	switch t.IntN(11) {
	case 0:
		return opening()
	case 1:
		c := opening()
		c.GeopendOp, c.Plicht = op, kies(t, leerplicht.Leerplicht, leerplicht.Kwalificatieplicht)
		return c
	case 2:
		return VoerGesprek{Opdracht: o, Nummer: t.IntN(4), Gesprekssoort: kies(t, OpSchool, Huisbezoek), GevoerdOp: op, Verslag: es.Prive("v")}
	case 3:
		return KiesRoute{o, kies[Route](t, "1", "2", "3", "4"), op}
	case 4:
		return StelAbsoluutVerzuimVast{o, op}
	case 5:
		return BeeindigAbsoluutVerzuim{o, op, t.IntN(2) == 0}
	case 6:
		return SignaleerThuiszitter{o, op}
	case 7:
		return MerkThuiszitterAan{o, t.IntN(4), kies(t, Relatief, Absoluut), op, t.dag()}
	case 8:
		return StelTerugkeerVast{o, t.IntN(4), op}
	case 9:
		return Rectificeer{Opdracht: nu(), Rectificatie: leerplicht.Rectificatie{
			Persoon: opening().Persoon, Nummer: 1 + t.IntN(3), Reden: leerplicht.Verschrijving, GerectificeerdOp: vandaag,
		}}
	default:
		if t.IntN(5) > 0 {
			return MerkThuiszitterAan{o, 0, Relatief, op, op.PlusDagen(29)}
		}
		return Sluit{o, leerplicht.VervolgElders, op}
	}
}

func geschiedenis(t require.TestingT, zaad uint64, fn func(voor State, e Event, na State)) {
	tr := trek{rand.New(rand.NewPCG(zaad, 0))}
	var s State
	for i := range 80 {
		var c Command = opening()
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
	t.Run("een herhaalde opdracht verandert niets en niemand zit dubbel thuis", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(_ State, _ Event, s State) {
				for i, p := range s.perioden {
					require.False(t, !p.Tot.IsZero() && p.Tot.Voor(p.Begin))
					for _, q := range s.perioden[:i] {
						if !p.leeg() && !q.leeg() {
							require.False(t, q.Tot.IsZero() || p.Begin.Voor(q.Tot), "%v %v", q, p)
						}
					}
				}
				if s.gesloten() {
					require.Zero(t, s.lopend())
				}
				require.NotContains(t, []Route{"2", "4"}, s.route)
			})
		})
	})
	t.Run("een signaal verandert niets aan wie thuiszitter is, en een proces merkt niemand aan", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(voor State, e Event, na State) {
				switch e := e.(type) {
				case ThuiszitterGesignaleerd:
					require.Equal(t, voor.perioden, na.perioden)
				case ThuiszitterAangemerkt:
					require.NotEqual(t, "proces", e.Actor.Rol)
					require.True(t, e.Aard == Absoluut || e.Begin.DagenTot(e.AangemerktOp) > 28)
				}
				require.Empty(t, e.Verantwoordt().Motivering)
			})
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis, en geen zin noemt een persoon", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(400) {
			geschiedenis(t, zaad, func(_ State, e Event, s State) {
				gezien[e.eventType()] = true
				for _, tekst := range []string{e.Zin(), s.Toestand(), fmt.Sprint(e)} {
					require.NotContains(t, tekst, "Noor")
				}
			})
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn: the other properties say nothing about it", naam)
		}
	})
}
