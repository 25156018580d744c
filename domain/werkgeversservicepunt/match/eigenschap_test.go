package match

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// trek draws a command; the days lie close together, so that most histories
// touch the boundaries.
func trek(t *rapid.T) Command {
	o := rapid.SampledFrom([]recht.Opdracht{opdracht(), opdracht(), corrigerend(1), corrigerend(2)}).Draw(t, "opdracht")
	d := rapid.SampledFrom([]recht.Datum{
		voorgesteldOp, gedaanOp, dag("2021-01-18"), begonnenOp, begonnenOp.PlusDagen(1), duurzaamNa.PlusDagen(-1), duurzaamNa,
		duurzaamNa.PlusDagen(1), duurzaamNa.PlusDagen(2), vandaag,
	}).Draw(t, "dag")
	n := rapid.IntRange(1, 3).Draw(t, "nummer")
	v, p, l := voorstel(), plaatst(), subsidieBesluit()
	v.Opdracht, p.Opdracht, l.Opdracht = o, o, o
	p.BegonnenOp, l.VanafOp = d, d
	return rapid.SampledFrom([]Command{
		v,
		DoeVoorstel{o, d},
		DoeVoorstel{o, gedaanOp},
		HoudGesprek{o, n, d},
		WijsAf{o, DoorKandidaat, ZietErVanAf, d},
		StartProefplaatsing{o, d, d.PlusDagen(5)},
		BeeindigProefplaatsing{o, Gestopt, d},
		BeeindigProefplaatsing{o, Gestopt, dag("2021-01-20")},
		p, p, l,
		ZetJobcoachIn{o, d},
		ZetInstrumentIn{o, n, LIV, d},
		VoerNazorggesprek{o, n, d},
		BeeindigPlaatsing{o, AnderWerk, d},
		BeeindigPlaatsing{o, AnderWerk, recht.Datum{}},
		StelDuurzaamVast{o, d},
		StelDuurzaamVast{o, vandaag},
	}).Draw(t, "command")
}

func TestInvarianten(t *testing.T) {
	t.Run("een match wordt een keer geplaatst, duurzaam klopt altijd, en herhalen verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			events := spec.Played(t, rapid.SampledFrom([][]Command{nil, bijWerkgever(), metWerk(), metWerk(duurzaam(vandaag)), bijWerkgever(proefVan("2021-01-18", "2021-02-17"))}).Draw(t, "begin")...)
			s, geplaatst := Decider.Fold(events...), 0
			standen := []State{}
			for range rapid.IntRange(1, 25).Draw(t, "aantal") {
				c := trek(t)
				nieuw, err := Decide(c, s)
				if err != nil {
					require.Empty(t, nieuw)
					continue
				}
				for _, e := range nieuw {
					if g, ok := e.(KandidaatGeplaatst); ok && g.Corrigeert == uuid.Nil {
						require.False(t, s.Geplaatst(), "placed twice")
						geplaatst++
					}
					standen, events = append(standen, s), append(events, e)
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err, "%T a second time", c)
				require.Empty(t, again, "%T a second time", c)
				require.False(t, s.Geplaatst() && s.afgewezen.door != "", "placed and declined")
				if s.Duurzaam() {
					require.True(t, s.laatsteDag.IsZero() || !s.laatsteDag.Voor(s.plaatsing.duurzaamNa))
					require.True(t, s.duurzaamOp.Na(s.plaatsing.duurzaamNa))
				}
				require.Equal(t, !s.laatsteDag.IsZero() && s.laatsteDag.Voor(s.plaatsing.duurzaamNa), s.voorTermijn)
				if !s.laatsteDag.IsZero() {
					require.False(t, s.laatsteDag.Voor(s.plaatsing.begonnenOp))
				}
			}
			require.LessOrEqual(t, geplaatst, 1)
			begin := len(events) - len(standen)
			for i, stand := range standen {
				require.Equal(t, Decider.Fold(events[:begin+i]...), stand, "a state changed afterwards")
			}
		})
	})
	t.Run("de steekproef raakt elke soort gebeurtenis", func(t *testing.T) {
		gezien, reeks := map[string]bool{}, rapid.SliceOfN(rapid.Custom(trek), 40, 40)
		for zaad := range 300 {
			s := Decider.Fold(spec.Played(t, bijWerkgever()...)...)
			for _, c := range append(reeks.Example(zaad), voorstel()) {
				nieuw, err := Decide(c, s)
				if err != nil {
					continue
				}
				for _, e := range nieuw {
					gezien[e.eventType()], s = true, Evolve(s, e)
				}
			}
		}
		for _, e := range spec.Played(t, bijWerkgever()...) {
			gezien[e.eventType()] = true
		}
		for _, naam := range Events.EverStored() {
			require.True(t, gezien[naam], "%s was never drawn", naam)
		}
	})
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
			require.Regexp(t, `^match/[a-z]+(-[a-z]+)*$`, w[2])
			require.Regexp(t, `^[A-Z].*[^.]\.$`, w[3])
			require.Regexp(t, `ThenRefused\(`+w[1]+`\)`, toetsen.String(), "%s is refused in no test", w[1])
		}
	})
}
