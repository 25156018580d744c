package boventallige

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag   = recht.NieuweDatum(2020, 4, 10)
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

const (
	pseudoniem sw.Pseudoniem = "b1oQf6sVTmyC3rXe0kWzHA"
	ander      sw.Pseudoniem = "b1oQf6sVTmyC3rXe0kWzHQ"
)

func dag(n int) recht.Datum { return vandaag.PlusDagen(n) }

func opdracht() recht.Opdracht {
	return recht.Opdracht{
		Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "personeelsadviseur", Organisatie: "MGR", ID: "a"}, Motivering: "Ernstig ziek.",
	}
}

func corrigerend(n byte) recht.Opdracht {
	o := opdracht()
	o.Corrigeert = correctie
	o.Corrigeert[0] = n
	return o
}

func verklaring(d int) Verklaar {
	p := sw.Persoon{Naam: es.Prive("Verzonnen Naam"), Geboren: es.Prive(recht.NieuweDatum(1960, 1, 1))}
	return Verklaar{opdracht(), p, pseudoniem, dag(d)}
}

func start(n, d int) StartTraject { return StartTraject{opdracht(), n, dag(400), dag(d)} }

func stop(n, d int) BeeindigTraject { return BeeindigTraject{opdracht(), n, dag(d)} }

func uit(r Reden, d int) StroomUit { return StroomUit{opdracht(), r, dag(d)} }

func intrekken(d int) TrekIn { return TrekIn{opdracht(), dag(d)} }

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, verhaal(t, cs...)...)
}

func verhaal(t require.TestingT, cs ...Command) (events []Event) {
	var s State
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err, "%T", c)
		require.Len(t, nieuw, 1, "%T", c)
		s, events = Evolve(s, nieuw[0]), append(events, nieuw...)
	}
	return events
}

func TestVerklaar(t *testing.T) {
	t.Run("boventallig verklaren is geen besluit, en zegt openbaar niet wie het is", func(t *testing.T) {
		e := na(t).When(verklaring(-10)).Events()[0].(BoventalligVerklaard)
		_, besluit := any(e).(recht.Besluit)
		require.False(t, besluit)
		require.Equal(t, recht.Privaatrechtelijk, e.Grondslag.Soort)
		require.Equal(t, recht.Kwartaal("2020-K1"), e.Kwartaal)
		for _, tekst := range []string{e.Zin(), fmt.Sprintf("%+v", e)} {
			require.NotContains(t, tekst, "Verzonnen")
			require.NotContains(t, tekst, "ziek")
		}
	})
	t.Run("een stroom gaat over een mens, die een keer boventallig wordt", func(t *testing.T) {
		na(t, verklaring(-10)).When(verklaring(-10)).ThenNothing()
		na(t, verklaring(-10)).When(verklaring(-9)).ThenRefused(ErrAlVerklaard)
		c := verklaring(-10)
		c.Pseudoniem = ander
		na(t, verklaring(-10)).When(c).ThenRefused(ErrAnderePersoon)
		c.Opdracht = corrigerend(1)
		na(t, verklaring(-10)).When(c).ThenRefused(ErrAnderePersoon)
		c = verklaring(-10)
		c.Pseudoniem = ""
		na(t).When(c).ThenRefused(sw.ErrPseudoniem)
		c = verklaring(-10)
		c.Naam = es.Persoonlijk[string]{}
		na(t).When(c).ThenRefused(sw.ErrPersoon)
		c = verklaring(-10)
		c.Actor.Rol = "proces"
		na(t).When(c).ThenRefused(sw.ErrMensBeslist)
		na(t).When(verklaring(1)).ThenRefused(sw.ErrInToekomst)
	})
	t.Run("een correctie past voor de andere stappen", func(t *testing.T) {
		c := verklaring(-5)
		c.Opdracht = corrigerend(1)
		na(t).When(c).ThenRefused(ErrNietVerklaard)
		require.Len(t, na(t, verklaring(-10), start(1, -5)).When(c).Events(), 1)
		na(t, verklaring(-10), start(1, -6)).When(c).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, verklaring(-10), uit(Pensioen, -5)).When(c).Events(), 1)
		na(t, verklaring(-10), uit(Pensioen, -6)).When(c).ThenRefused(ErrVolgorde)
		na(t, verklaring(-10), c).When(c).ThenNothing()
	})
}

func TestTraject(t *testing.T) {
	t.Run("er loopt een traject tegelijk, na de verklaring", func(t *testing.T) {
		na(t).When(start(1, -5)).ThenRefused(ErrNietVerklaard)
		e := na(t, verklaring(-10)).When(start(1, -10)).Events()[0].(VanWerkNaarWerkTrajectGestart)
		einde, open := e.VerwachtEinde.Waarde()
		require.True(t, open)
		require.Equal(t, dag(400), einde)
		na(t, verklaring(-10)).When(start(1, -11)).ThenRefused(ErrVolgorde)
		na(t, verklaring(-10)).When(start(2, -5)).ThenRefused(ErrTraject)
		na(t, verklaring(-10), start(1, -5)).When(start(1, -5)).ThenNothing()
		na(t, verklaring(-10), start(1, -5)).When(start(2, -4)).ThenRefused(ErrTraject)
		require.Len(t, na(t, verklaring(-10), start(1, -5), stop(1, -4)).When(start(2, -4)).Events(), 1)
		na(t, verklaring(-10), start(1, -5), stop(1, -4)).When(start(2, -5)).ThenRefused(ErrVolgorde)
		c := start(1, -5)
		c.VerwachtEinde = dag(-6)
		na(t, verklaring(-10)).When(c).ThenRefused(ErrTraject)
		c.VerwachtEinde = recht.Datum{}
		e = na(t, verklaring(-10)).When(c).Events()[0].(VanWerkNaarWerkTrajectGestart)
		_, open = e.VerwachtEinde.Waarde()
		require.False(t, open)
	})
	t.Run("alleen wat loopt wordt beeindigd", func(t *testing.T) {
		na(t, verklaring(-10)).When(stop(0, -5)).ThenRefused(ErrGeenTraject)
		na(t, verklaring(-10), start(1, -5)).When(stop(2, -4)).ThenRefused(ErrGeenTraject)
		na(t, verklaring(-10), start(1, -5)).When(stop(1, -6)).ThenRefused(ErrVolgorde)
		na(t, verklaring(-10), start(1, -5), stop(1, -4)).When(stop(1, -4)).ThenNothing()
		na(t, verklaring(-10), start(1, -5), stop(1, -4)).When(stop(1, -3)).ThenRefused(ErrGeenTraject)
		na(t, verklaring(-10), uit(Overig, -5)).When(start(1, -4)).ThenRefused(ErrAlWeg)
	})
}

func TestUitstroom(t *testing.T) {
	t.Run("de reden is persoonlijk, en elke reden behalve werk is dezelfde klasse", func(t *testing.T) {
		openbaar := map[Klasse]map[string]bool{}
		for _, w := range Reden("").Waarden() {
			e := na(t, verklaring(-10)).When(uit(Reden(w), -5)).Events()[0].(BoventalligeUitgestroomd)
			reden, open := e.Reden.Waarde()
			require.True(t, open)
			require.Equal(t, Reden(w), reden)
			if openbaar[e.Klasse] == nil {
				openbaar[e.Klasse] = map[string]bool{}
			}
			openbaar[e.Klasse][fmt.Sprintf("%+v", e)+e.Zin()+Decider.Fold(append(verhaal(t, verklaring(-10)), e)...).Toestand()] = true
		}
		require.Len(t, openbaar, 2)
		require.Len(t, openbaar[Anders], 1, "pensioen, ziekte, overlijden and overig look alike in public")
		require.Len(t, openbaar[NaarWerk], 1)
	})
	t.Run("uitstroom kan een keer, ook zonder traject", func(t *testing.T) {
		na(t).When(uit(Pensioen, -5)).ThenRefused(ErrNietVerklaard)
		na(t, verklaring(-10)).When(uit("zomaar", -5)).ThenRefused(ErrReden)
		na(t, verklaring(-10)).When(uit(Pensioen, -11)).ThenRefused(ErrVolgorde)
		na(t, verklaring(-10), start(1, -4)).When(uit(Pensioen, -5)).ThenRefused(ErrVolgorde)
		na(t, verklaring(-10), uit(Pensioen, -5)).When(uit(Pensioen, -5)).ThenNothing()
		na(t, verklaring(-10), uit(Pensioen, -5)).When(uit(Pensioen, -4)).ThenRefused(ErrAlWeg)
		na(t, verklaring(-10), uit(Pensioen, -5)).When(uit(NieuwWerk, -5)).ThenRefused(ErrAlWeg)
		na(t, verklaring(-10), uit(Pensioen, -5)).When(intrekken(-5)).ThenRefused(ErrAlWeg)
	})
	t.Run("een correctie vervangt dag en reden", func(t *testing.T) {
		c := uit(NieuwWerk, -6)
		c.Opdracht = corrigerend(1)
		require.Equal(t, NaarWerk, na(t, verklaring(-10), uit(Pensioen, -5)).When(c).Events()[0].(BoventalligeUitgestroomd).Klasse)
		na(t, verklaring(-10), uit(Pensioen, -5), c).When(c).ThenNothing()
		na(t, verklaring(-5), uit(Pensioen, -5)).When(c).ThenRefused(ErrVolgorde)
		na(t, verklaring(-10), start(1, -5), uit(Pensioen, -5)).When(c).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, verklaring(-10), start(1, -6), uit(Pensioen, -5)).When(c).Events(), 1)
		na(t, verklaring(-10)).When(c).ThenRefused(sw.ErrNietsTeCorrigeren)
		na(t, verklaring(-10), intrekken(-5)).When(c).ThenRefused(ErrAlWeg)
		ziek := uit(LangdurigZiek, -5)
		ziek.Opdracht = corrigerend(1)
		require.Len(t, na(t, verklaring(-10), uit(Pensioen, -5)).When(ziek).Events(), 1, "the reason is closed, so a correction is always new")
	})
	t.Run("ingetrokken is een keer", func(t *testing.T) {
		na(t).When(intrekken(-5)).ThenRefused(ErrNietVerklaard)
		na(t, verklaring(-10), intrekken(-5)).When(intrekken(-5)).ThenNothing()
		na(t, verklaring(-10), intrekken(-5)).When(intrekken(-4)).ThenRefused(ErrAlWeg)
		na(t, verklaring(-10), intrekken(-5)).When(uit(Pensioen, -5)).ThenRefused(ErrAlWeg)
	})
}

func TestToestand(t *testing.T) {
	for want, cs := range map[string][]Command{
		"niet boventallig verklaard":                    nil,
		"boventallig sinds 2020-03-31":                  {verklaring(-10)},
		"boventallig; traject 1 loopt sinds 2020-04-05": {verklaring(-10), start(1, -5)},
		"niet meer boventallig sinds 2020-04-06":        {verklaring(-10), start(1, -5), stop(1, -4), intrekken(-4)},
		"uitgestroomd op 2020-04-06":                    {verklaring(-10), uit(Overleden, -4)},
	} {
		events := verhaal(t, cs...)
		require.Equal(t, want, Decider.Fold(events...).Toestand())
		for _, e := range events {
			require.Regexp(t, `^Op .*\.$`, e.(interface{ Zin() string }).Zin())
		}
	}
}

func TestInvarianten(t *testing.T) {
	t.Run("niemand stroomt twee keer uit, en een herhaalde opdracht verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var s State
			uitgestroomd := 0
			for range rapid.IntRange(1, 25).Draw(t, "aantal") {
				o := rapid.SampledFrom([]recht.Opdracht{opdracht(), corrigerend(1), corrigerend(2)}).Draw(t, "o")
				d := -rapid.IntRange(0, 8).Draw(t, "dag")
				n := rapid.IntRange(1, 3).Draw(t, "traject")
				v := verklaring(d)
				v.Opdracht, v.Pseudoniem = o, rapid.SampledFrom([]sw.Pseudoniem{pseudoniem, ander}).Draw(t, "wie")
				r := Reden(rapid.SampledFrom(Reden("").Waarden()).Draw(t, "reden"))
				c := rapid.SampledFrom([]Command{
					v, StartTraject{o, n, recht.Datum{}, dag(d)}, BeeindigTraject{o, n, dag(d)}, TrekIn{o, dag(d)}, StroomUit{o, r, dag(d)},
				}).Draw(t, "opdracht")
				events, err := Decide(c, s)
				if err != nil {
					require.Empty(t, events)
					continue
				}
				for _, e := range events {
					if u, ok := e.(BoventalligeUitgestroomd); ok && u.Corrigeert == uuid.Nil {
						uitgestroomd++
					}
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
				require.False(t, s.laatste.Voor(s.eerste))
				require.False(t, !s.eerste.IsZero() && s.eerste.Voor(s.verklaardOp))
				require.False(t, !s.einde.IsZero() && (s.einde.Voor(s.verklaardOp) || s.einde.Voor(s.laatste)))
			}
			require.LessOrEqual(t, uitgestroomd, 1)
		})
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
			require.Regexp(t, `^boventallige/[a-z]+(-[a-z]+)*$`, w[2])
			require.Regexp(t, `^[A-Z].*[^.]\.$`, w[3])
			require.Regexp(t, `ThenRefused\(`+w[1]+`\)`, toetsen.String(), "%s is refused in no test", w[1])
		}
	})
}
