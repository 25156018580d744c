package voorziening

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// verloopstaat computes the saldo of a day from the events alone, in another way
// than State does: the last word on every number, added up by kind.
type verloopstaat struct{ begin, toevoegingen, aanwendingen, vrijval recht.Bedrag }

func (v verloopstaat) eind() recht.Bedrag {
	return v.begin + v.toevoegingen - v.aanwendingen - v.vrijval
}

func staat(events []Event, d recht.Datum) (v verloopstaat) {
	laatste := map[int]Event{}
	for _, e := range events {
		switch e := e.(type) {
		case VoorzieningIngesteld:
			if v.begin = 0; !e.IngesteldOp.Na(d) {
				v.begin = e.Beginsaldo
			}
		case ToevoegingGeboekt:
			laatste[e.Nummer] = e
		case AanwendingGeboekt:
			laatste[e.Nummer] = e
		case VrijvalGeboekt:
			laatste[e.Nummer] = e
		}
	}
	for _, e := range laatste {
		switch e := e.(type) {
		case ToevoegingGeboekt:
			if !e.GeboektOp.Na(d) {
				v.toevoegingen += e.Bedrag
			}
		case AanwendingGeboekt:
			if !e.GeboektOp.Na(d) {
				v.aanwendingen += e.Bedrag
			}
		case VrijvalGeboekt:
			if !e.GeboektOp.Na(d) {
				v.vrijval += e.Bedrag
			}
		}
	}
	return v
}

func trek(t *rapid.T) Command {
	o := rapid.SampledFrom([]recht.Opdracht{opdracht(), opdracht(), corrigerend()}).Draw(t, "o")
	b := boeken(rapid.IntRange(1, 6).Draw(t, "nummer"), recht.Bedrag(rapid.Int64Range(0, 12).Draw(t, "bedrag")), -rapid.IntRange(0, 6).Draw(t, "dag"))
	i := instellen(b.Bedrag)
	i.Opdracht, i.IngesteldOp = o, dag(-rapid.IntRange(3, 8).Draw(t, "instelling"))
	return rapid.SampledFrom([]Command{
		i,
		VoegToe{Opdracht: o, Boeking: b, Herkomst: Bijdrage},
		VoegToe{o, b, Lasten, Begrotingswijziging{2026, 1, b.Besluit.GenomenOp}},
		VoegToe{Opdracht: o, Boeking: b, Herkomst: Lasten},
		WendAan{o, b},
		LaatVrijvallen{o, b},
		Herschat{o, b.Bedrag, "memo", b.GeboektOp},
		WikkelAf{o, besluit, b.GeboektOp},
	}).Draw(t, "command")
}

func TestInvarianten(t *testing.T) {
	t.Run("eindsaldo is begin plus toevoegingen min aanwendingen min vrijval, nooit negatief, en herhalen verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var s State
			var events []Event
			var standen []State
			for range rapid.IntRange(1, 30).Draw(t, "aantal") {
				c := trek(t)
				nieuw, err := Decide(c, s)
				if err != nil {
					require.Empty(t, nieuw)
					continue
				}
				for _, e := range nieuw {
					standen, events = append(standen, s), append(events, e)
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
				for d := -9; d <= 0; d++ {
					eind := staat(events, dag(d)).eind()
					require.Equal(t, eind, s.Saldo(dag(d)), "on day %d", d)
					require.GreaterOrEqual(t, eind, recht.Bedrag(0), "on day %d", d)
				}
				require.Equal(t, s.Saldo(dag(0)), s.Saldo(recht.Datum{}))
				if !s.afgewikkeld.IsZero() {
					require.Zero(t, s.Saldo(s.afgewikkeld))
				}
			}
			for i, stand := range standen {
				require.Equal(t, Decider.Fold(events[:i]...), stand, "a state changed afterwards")
			}
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis", func(t *testing.T) {
		gezien, reeks := map[string]bool{}, rapid.SliceOfN(rapid.Custom(trek), 40, 40)
		for zaad := range 100 {
			var s State
			for _, c := range reeks.Example(zaad) {
				nieuw, err := Decide(c, s)
				if err != nil {
					continue
				}
				gezien[nieuwType(nieuw)] = true
				for _, e := range nieuw {
					s = Evolve(s, e)
				}
			}
		}
		for naam := range Events.Current() {
			require.True(t, gezien[naam], "%s was never drawn", naam)
		}
	})
	t.Run("wat in de kroniek staat wordt niet beoordeeld, ook geen onmogelijk nummer", func(t *testing.T) {
		s := Decider.Fold(AanwendingGeboekt{Mutatie: Mutatie{Nummer: 2, Bedrag: 5}}, VrijvalGeboekt{Mutatie: Mutatie{Nummer: 0}})
		require.Len(t, s.mutaties, 2)
	})
}

func nieuwType(events []Event) string {
	if len(events) == 0 {
		return ""
	}
	return events[0].eventType()
}

var weigering = regexp.MustCompile(`(Err\w+)\s+= es\.Refuse\("([^"]+)",\s+"([^"]+)", ("[^"]+"|\w+)\)`)

func TestWeigeringen(t *testing.T) {
	bron, err := os.ReadFile("refusals.go")
	require.NoError(t, err)
	gevonden := weigering.FindAllStringSubmatch(string(bron), -1)
	require.Len(t, gevonden, strings.Count(string(bron), "es.Refuse("))
	paden, err := filepath.Glob("*_test.go")
	require.NoError(t, err)
	var toetsen strings.Builder
	for _, p := range paden {
		b, err := os.ReadFile(p)
		require.NoError(t, err)
		toetsen.Write(b)
	}
	t.Run("elke weigering heeft een code, een zin en een toets", func(t *testing.T) {
		for _, w := range gevonden {
			require.Regexp(t, `^voorziening/[a-z]+(-[a-z]+)*$`, w[2])
			require.Regexp(t, `^[A-Z].*[^.]\.$`, w[3])
			require.Regexp(t, `ThenRefused\(`+w[1]+`\)`, toetsen.String(), "%s is refused in no test", w[1])
		}
	})
}
