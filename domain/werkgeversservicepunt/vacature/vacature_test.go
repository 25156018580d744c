package vacature

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag   = recht.NieuweDatum(2021, 3, 10)
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

func dag(n int) recht.Datum { return vandaag.PlusDagen(n) }

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a"}}
}

func corrigerend() recht.Opdracht {
	o := opdracht()
	o.Corrigeert = correctie
	return o
}

func ophaal() HaalOp {
	return HaalOp{
		Opdracht: opdracht(), Functie: Functie{"9112", 2400, 2}, Werkgever: Werkgeverfeit{"werkgever-x", 0},
		Sector: "N", Subregio: "arnhem", Werkplaats: "GM0202", OpgehaaldOp: dag(-20),
	}
}

func wijziging(n, d int) Wijzig { return Wijzig{opdracht(), Functie{"9112", 3200, 1}, n, dag(d)} }

func vervul(d int) Vervul { return Vervul{opdracht(), DoorWSP, dag(d)} }

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	var s State
	var events []Event
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err, "%T", c)
		require.Len(t, nieuw, 1, "%T", c)
		s, events = Evolve(s, nieuw[0]), append(events, nieuw...)
	}
	return spec.Given(t, events...)
}

func TestHaalOp(t *testing.T) {
	t.Run("een vacature is open vanaf het ophalen", func(t *testing.T) {
		e := na(t).When(ophaal()).Events()[0].(VacatureOpgehaald)
		require.Equal(t, dag(-20), e.GeldigVanaf)
		require.True(t, Decider.Fold(e).Open())
		require.False(t, State{}.Open())
	})
	t.Run("wat niet kan wordt geweigerd", func(t *testing.T) {
		for _, f := range []Functie{{"911", 2400, 1}, {"91a2", 2400, 1}, {"9112", 0, 1}, {"9112", wsp.MaxUren + 1, 1}, {"9112", 2400, 0}} {
			c := ophaal()
			c.Functie = f
			na(t).When(c).ThenRefused(ErrFunctie)
		}
		c := ophaal()
		c.Functie = Functie{"9112", wsp.MaxUren, 1}
		require.Len(t, na(t).When(c).Events(), 1)
		c = ophaal()
		c.Werkgever.Stroom = ""
		na(t).When(c).ThenRefused(ErrWerkgever)
		c = ophaal()
		c.Werkgever.Revisie = -1
		na(t).When(c).ThenRefused(ErrWerkgever)
		c = ophaal()
		c.Werkplaats = "Arnhem"
		na(t).When(c).ThenRefused(ErrWerkplaats)
		c = ophaal()
		c.Sector = "Z"
		na(t).When(c).ThenRefused(wsp.ErrSector)
		c = ophaal()
		c.Subregio = ""
		na(t).When(c).ThenRefused(wsp.ErrSubregio)
		c = ophaal()
		c.OpgehaaldOp = dag(1)
		na(t).When(c).ThenRefused(wsp.ErrInToekomst)
	})
	t.Run("nogmaals verandert niets, anders vraagt een correctie", func(t *testing.T) {
		na(t, ophaal()).When(ophaal()).ThenNothing()
		c := ophaal()
		c.Sector = "C"
		na(t, ophaal()).When(c).ThenRefused(ErrAlOpgehaald)
		c.Opdracht = corrigerend()
		na(t).When(c).ThenRefused(ErrNietOpgehaald)
		na(t, ophaal(), c).When(c).ThenNothing()
		c.OpgehaaldOp = dag(-9)
		na(t, ophaal(), wijziging(1, -10)).When(c).ThenRefused(ErrVolgorde)
		c.OpgehaaldOp = dag(-10)
		require.Len(t, na(t, ophaal(), wijziging(1, -10)).When(c).Events(), 1)
	})
}

func TestWijzigEnCreeer(t *testing.T) {
	t.Run("wijzigingen tellen door", func(t *testing.T) {
		na(t).When(wijziging(1, -5)).ThenRefused(ErrNietOpgehaald)
		na(t, ophaal()).When(wijziging(0, -5)).ThenRefused(ErrWijziging)
		na(t, ophaal()).When(wijziging(2, -5)).ThenRefused(ErrWijziging)
		na(t, ophaal(), wijziging(1, -5)).When(wijziging(1, -5)).ThenNothing()
		na(t, ophaal(), wijziging(1, -5)).When(wijziging(1, -4)).ThenRefused(ErrWijziging)
		na(t, ophaal(), wijziging(1, -5)).When(wijziging(2, -6)).ThenRefused(ErrVolgorde)
		na(t, ophaal()).When(wijziging(1, -21)).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, ophaal()).When(wijziging(1, -20)).Events(), 1)
		na(t, ophaal(), vervul(-5)).When(wijziging(1, -4)).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, ophaal(), vervul(-5)).When(wijziging(1, -5)).Events(), 1, "a late record of before the end")
		c := wijziging(1, -5)
		c.Aantal = 0
		na(t, ophaal()).When(c).ThenRefused(ErrFunctie)
	})
	t.Run("een functie wordt een keer gecreeerd", func(t *testing.T) {
		c := CreeerFunctie{opdracht(), wsp.Doelgroepregister, dag(-5)}
		na(t).When(c).ThenRefused(ErrNietOpgehaald)
		na(t, ophaal(), c).When(c).ThenNothing()
		ander := c
		ander.Doelgroep = wsp.WW
		na(t, ophaal(), c).When(ander).ThenRefused(ErrAlGecreeerd)
		ander.Doelgroep = "iedereen"
		na(t, ophaal()).When(ander).ThenRefused(wsp.ErrDoelgroep)
	})
}

func TestSluit(t *testing.T) {
	t.Run("een vacature eindigt een keer, en een correctie zegt hoe", func(t *testing.T) {
		trekIn, verval := TrekIn{opdracht(), dag(-3)}, LaatVervallen{opdracht(), dag(-3)}
		for _, c := range []Command{vervul(-3), trekIn, verval} {
			na(t).When(c).ThenRefused(ErrNietOpgehaald)
			s := Decider.Fold(append(na(t, ophaal()).When(c).Events(), na(t).When(ophaal()).Events()...)...)
			require.False(t, s.Open(), "%T", c)
			na(t, ophaal(), c).When(c).ThenNothing()
			na(t, ophaal(), c).When(TrekIn{opdracht(), dag(-2)}).ThenRefused(ErrAlGesloten)
			require.Len(t, na(t, ophaal(), c).When(TrekIn{corrigerend(), dag(-2)}).Events(), 1)
		}
	})
	t.Run("een open vacature heeft geen einde om te corrigeren", func(t *testing.T) {
		na(t, ophaal()).When(TrekIn{corrigerend(), dag(-2)}).ThenRefused(wsp.ErrNietsTeCorrigeren)
	})
	t.Run("niet voor het ophalen of een latere stap, en met een bekende vervulling", func(t *testing.T) {
		na(t, ophaal()).When(vervul(-21)).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, ophaal()).When(vervul(-20)).Events(), 1)
		na(t, ophaal(), wijziging(1, -5)).When(vervul(-6)).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, ophaal(), wijziging(1, -5)).When(vervul(-5)).Events(), 1)
		na(t, ophaal()).When(Vervul{opdracht(), "zomaar", dag(-3)}).ThenRefused(ErrVervulling)
		na(t, ophaal()).When(vervul(1)).ThenRefused(wsp.ErrInToekomst)
	})
}

func TestInvarianten(t *testing.T) {
	t.Run("stappen liggen tussen ophalen en einde, en een herhaalde opdracht verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var s State
			for range rapid.IntRange(1, 25).Draw(t, "aantal") {
				o := rapid.SampledFrom([]recht.Opdracht{opdracht(), corrigerend()}).Draw(t, "o")
				d := dag(-rapid.IntRange(0, 9).Draw(t, "dag"))
				h := ophaal()
				h.Opdracht, h.OpgehaaldOp = o, d
				c := rapid.SampledFrom([]Command{
					h,
					Wijzig{o, Functie{"9112", 2400, rapid.IntRange(1, 2).Draw(t, "n")}, rapid.IntRange(1, 3).Draw(t, "w"), d},
					CreeerFunctie{o, wsp.WW, d},
					Vervul{o, DoorAnder, d},
					TrekIn{o, d},
					LaatVervallen{o, d},
				}).Draw(t, "opdracht")
				events, err := Decide(c, s)
				if err != nil {
					require.Empty(t, events)
					continue
				}
				for _, e := range events {
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
				if !s.eerste.IsZero() {
					require.False(t, s.eerste.Voor(s.opgehaald.OpgehaaldOp))
				}
				if !s.einde.op.IsZero() {
					require.False(t, s.laatste.Na(s.einde.op))
					require.False(t, s.opgehaald.OpgehaaldOp.Na(s.einde.op))
				}
				require.Equal(t, s.einde.afloop == "", s.Open())
			}
		})
	})
}

func TestZinnen(t *testing.T) {
	t.Run("elke gebeurtenis en elke toestand leest als een zin", func(t *testing.T) {
		require.Equal(t, "niet opgehaald", State{}.Toestand())
		s := State{}
		for _, c := range []Command{ophaal(), wijziging(1, -5), CreeerFunctie{opdracht(), wsp.WW, dag(-4)}, vervul(-3)} {
			events, err := Decide(c, s)
			require.NoError(t, err)
			require.Regexp(t, `^Op .*\.$`, events[0].(interface{ Zin() string }).Zin())
			s = Evolve(s, events[0])
		}
		require.Equal(t, "vervuld op 2021-03-07; 1 plaatsen; gecreëerd voor ww", s.Toestand())
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
			require.Regexp(t, `^vacature/[a-z]+(-[a-z]+)*$`, w[2])
			require.Regexp(t, `^[A-Z].*[^.]\.$`, w[3])
			require.Regexp(t, `ThenRefused\(`+w[1]+`\)`, toetsen.String(), "%s is refused in no test", w[1])
		}
	})
}
