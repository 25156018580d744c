package verzuimmelding

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// trek draws uniformly from a seed of rapid, which itself prefers small numbers.
type trek struct{ *rand.Rand }

func kies[T any](t trek, keuzes ...T) T { return keuzes[t.IntN(len(keuzes))] }

func (t trek) dag() recht.Datum {
	if t.IntN(20) == 0 {
		return recht.Datum{}
	}
	return kies(t, dag("2026-10-09"), dag("2020-08-01")).PlusDagen(t.IntN(30))
}

func (t trek) opdracht() recht.Opdracht { return kies(t, nu(), nu(), corrigerend(), proces()) }

func (t trek) melding() Melding {
	m := ontvangst().Melding
	m.Geboren = es.Prive(kies(t, dag("2012-05-20"), dag("2008-09-21"), dag("1999-09-21"), dag("2024-01-01")))
	m.Begindatum, m.OntvangenOp = kies(t, dag("2026-09-21"), dag("2020-07-20")), t.dag()
	m.Einddatum = kies(t, m.Begindatum.PlusDagen(t.IntN(20)), recht.Datum{})
	return m
}

func (t trek) command() Command {
	o, op, door := t.opdracht(), t.dag(), kies(t, Gemeente, Gemeente, School)
	soort := Verzuimsoort(kies(t, Verzuimsoort("").Waarden()...))
	opgave := leerplicht.Opgave{Gemeente: kies[recht.Gemeentecode](t, "GM0202", "GM0277", "GM0363"), Onderwijssoort: leerplicht.Voortgezet}
	switch t.IntN(12) {
	case 0:
		return Ontvang{o, opgave, t.melding(), soort}
	case 1:
		return Corrigeer{o, opgave, t.melding(), soort}
	case 2:
		return NeemInBehandeling{o, door, op, dossier}
	case 3:
		return NeemTerKennisgeving{o, door, op}
	case 4:
		return TrekIn{o, door, op}
	case 5:
		return Sluit{Opdracht: o, Door: door, Sluitreden: leerplicht.Sluitreden(kies(t, leerplicht.Sluitreden("").Waarden()...)), AfgeslotenOp: op}
	case 6:
		return LeverStatus{o, Status(kies(t, Status("").Waarden()...)), op}
	case 7:
		return Betwist{o, t.IntN(3), op, es.Prive("v"), es.Prive("b")}
	case 8:
		return HandelBetwistingAf{o, t.IntN(3), kies(t, Gehandhaafd, Aangepast), op}
	case 9:
		return LegZienswijzeVast{o, t.IntN(3), op, es.Prive("v"), es.Prive("z")}
	case 10:
		return ToetsDrempel{o, weken(t.IntN(1200), t.IntN(600)), nil}
	default:
		return BeoordeelSignaal{o, kies(t, SignaalTeLaat, SignaalDrempelBereikt, SignaalAchttienOfOuder), kies(t, Bevestigd, Verworpen), op}
	}
}

// geschiedenis runs random commands; refused ones leave nothing.
func geschiedenis(t require.TestingT, zaad uint64, fn func(voor State, e Event, na State)) {
	tr := trek{rand.New(rand.NewPCG(zaad, 0))}
	var s State
	for i := range 60 {
		var c Command = ontvangst()
		if i > 0 || zaad%2 == 0 {
			c = tr.command()
		}
		events, err := Decide(c, s)
		if err != nil {
			require.Empty(t, events, "a refusal comes without events")
			var r *es.Refusal
			require.ErrorAs(t, err, &r)
			require.NotEmpty(t, r.Rule)
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
	t.Run("een herhaalde opdracht verandert niets en de melding volgt haar weg", func(t *testing.T) {
		mag := map[Status][]Status{
			"":              {Geregistreerd},
			Geregistreerd:   {InBehandeling, TerKennisgeving, Ingetrokken},
			InBehandeling:   {Afgesloten, Ingetrokken, Overgedragen},
			Overgedragen:    {Afgesloten, Ingetrokken},
			TerKennisgeving: {Ingetrokken},
		}
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(voor State, e Event, na State) {
				if voor.status != na.status {
					require.Contains(t, mag[voor.status], na.status)
				}
				if _, ok := e.(VerzuimsignaalVastgelegd); ok {
					require.Equal(t, voor.status, na.status)
				}
				if s := na.eersteZet(); !s.IsZero() {
					require.False(t, s.Voor(na.ontvangenOp))
				}
				require.Empty(t, e.Verantwoordt().Motivering)
			})
		})
	})
	t.Run("elke gebeurtenis draagt de kenmerken die gelden", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			geschiedenis(t, rapid.Uint64().Draw(t, "zaad"), func(voor State, e Event, na State) {
				if g, ok := e.(VerzuimmeldingGecorrigeerd); ok {
					require.Equal(t, voor.kenmerken, g.Eerder.Kenmerken)
				}
				require.Equal(t, na.kenmerken, e.(interface{ kenmerk() Kenmerken }).kenmerk())
			})
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis, en geen zin noemt een persoon", func(t *testing.T) {
		gezien := map[string]bool{}
		for zaad := range uint64(300) {
			geschiedenis(t, zaad, func(_ State, e Event, s State) {
				gezien[e.eventType()] = true
				for _, tekst := range []string{e.Zin(), s.Toestand(), fmt.Sprint(e)} {
					require.NotContains(t, tekst, "Noor")
					require.NotContains(t, tekst, "999990019")
				}
				require.True(t, strings.HasSuffix(e.Zin(), "."))
			})
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn: the other properties say nothing about it", naam)
		}
	})
}
