package kandidaat

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
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag   = recht.NieuweDatum(2021, 4, 5)
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")
)

const (
	pseudoniem wsp.Pseudoniem = "Zk3Vh0qTRb6w1nDe8yLxUg"
	ander      wsp.Pseudoniem = "Zk3Vh0qTRb6w1nDe8yLxUA"
)

func dag(n int) recht.Datum { return vandaag.PlusDagen(n) }

func opdracht() recht.Opdracht {
	return recht.Opdracht{
		Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a"}, Motivering: "Kan tillen.",
	}
}

func corrigerend(n byte) recht.Opdracht {
	o := opdracht()
	o.Corrigeert = correctie
	o.Corrigeert[0] = n
	return o
}

func aanlevering(d int) LeverAan {
	return LeverAan{
		Opdracht: opdracht(), Persoon: wsp.Persoon{Naam: es.Prive("Verzonnen Naam"), Geboren: es.Prive(recht.NieuweDatum(1990, 1, 1))},
		Indeling:   wsp.Indeling{Gemeente: "GM0202", Ketenpartner: "GM0202", Subregio: "arnhem", Doelgroep: wsp.Participatiewet},
		Pseudoniem: pseudoniem, AangeleverdOp: dag(d),
	}
}

func profiel(n, d int) WerkProfielBij {
	return WerkProfielBij{opdracht(), n, Bruikbaar, "Kan lassen.", dag(d)}
}

func terug(d int) GeefTerug { return GeefTerug{opdracht(), GeenVraag, dag(d)} }

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

func TestLeverAan(t *testing.T) {
	t.Run("openbaar is alleen de indeling, het pseudoniem en het kwartaal", func(t *testing.T) {
		e := na(t).When(aanlevering(-5)).Events()[0].(KandidaatAangeleverd)
		require.Equal(t, recht.Kwartaal("2021-K1"), e.Kwartaal)
		require.Equal(t, 1, e.Aanlevering)
		require.Empty(t, e.Motivering)
		for _, tekst := range []string{e.Zin(), fmt.Sprintf("%+v", e)} {
			require.NotContains(t, tekst, "Verzonnen")
			require.NotContains(t, tekst, "tillen")
			require.NotContains(t, tekst, "1990")
		}
		require.True(t, Decider.Fold(e).Beschikbaar())
	})
	t.Run("een stroom gaat over een mens", func(t *testing.T) {
		c := aanlevering(-4)
		c.Pseudoniem = ander
		na(t, aanlevering(-5)).When(c).ThenRefused(ErrAnderePersoon)
		c.Opdracht = corrigerend(1)
		na(t, aanlevering(-5)).When(c).ThenRefused(ErrAnderePersoon)
		na(t, aanlevering(-5), terug(-4)).When(c).ThenRefused(ErrAnderePersoon)
	})
	t.Run("wie onvolledig of door een proces wordt aangeleverd wordt geweigerd", func(t *testing.T) {
		c := aanlevering(-5)
		c.Pseudoniem = "bsn"
		na(t).When(c).ThenRefused(wsp.ErrPseudoniem)
		c = aanlevering(-5)
		c.Ketenpartner = "school"
		na(t).When(c).ThenRefused(wsp.ErrKetenpartner)
		c = aanlevering(-5)
		c.Naam = es.Persoonlijk[string]{}
		na(t).When(c).ThenRefused(wsp.ErrPersoon)
		c = aanlevering(-5)
		c.Actor.Rol = "proces"
		na(t).When(c).ThenRefused(wsp.ErrMensBeslist)
		na(t).When(aanlevering(1)).ThenRefused(wsp.ErrInToekomst)
	})
	t.Run("opnieuw aanleveren kan na teruggave, en is de volgende aanlevering", func(t *testing.T) {
		na(t, aanlevering(-5)).When(aanlevering(-5)).ThenNothing()
		na(t, aanlevering(-5)).When(aanlevering(-4)).ThenRefused(ErrAlAangeleverd)
		na(t, aanlevering(-9), terug(-5)).When(aanlevering(-6)).ThenRefused(ErrVolgorde)
		e := na(t, aanlevering(-9), terug(-5)).When(aanlevering(-5)).Events()[0].(KandidaatAangeleverd)
		require.Equal(t, 2, e.Aanlevering)
		na(t, aanlevering(-9), terug(-5)).When(aanlevering(-9)).ThenNothing()
	})
	t.Run("een correctie vervangt de lopende aanlevering en past tussen haar stappen", func(t *testing.T) {
		c := aanlevering(-6)
		c.Opdracht = corrigerend(1)
		na(t).When(c).ThenRefused(ErrNietAangeleverd)
		e := na(t, aanlevering(-5), profiel(1, -4)).When(c).Events()[0].(KandidaatAangeleverd)
		require.Equal(t, 1, e.Aanlevering)
		na(t, aanlevering(-5), c).When(c).ThenNothing()
		c.AangeleverdOp = dag(-3)
		na(t, aanlevering(-5), profiel(1, -4)).When(c).ThenRefused(ErrVolgorde)
		na(t, aanlevering(-5), terug(-4)).When(c).ThenRefused(ErrVolgorde)
		c.AangeleverdOp = dag(-4)
		require.Len(t, na(t, aanlevering(-5), profiel(1, -4)).When(c).Events(), 1)
		require.Len(t, na(t, aanlevering(-5), terug(-4)).When(c).Events(), 1)
		c.AangeleverdOp = dag(-8)
		na(t, aanlevering(-9), terug(-7), aanlevering(-5)).When(c).ThenRefused(ErrVolgorde)
	})
	t.Run("een correctie van alleen de naam wordt een keer vastgelegd", func(t *testing.T) {
		c := aanlevering(-5)
		c.Opdracht = corrigerend(1)
		require.Len(t, na(t, aanlevering(-5)).When(c).Events(), 1)
		na(t, aanlevering(-5), c).When(c).ThenNothing()
		c.Opdracht = corrigerend(2)
		require.Len(t, na(t, aanlevering(-5), c).When(corrigeer(c, 3)).Events(), 1)
	})
}

func corrigeer(c LeverAan, n byte) LeverAan {
	c.Opdracht = corrigerend(n)
	return c
}

func TestProfielEnTeruggave(t *testing.T) {
	t.Run("een mens beoordeelt elk profiel, en versies tellen door", func(t *testing.T) {
		na(t).When(profiel(1, -5)).ThenRefused(ErrNietAangeleverd)
		e := na(t, aanlevering(-5)).When(profiel(1, -5)).Events()[0].(KandidaatprofielBijgewerkt)
		require.NotContains(t, fmt.Sprintf("%+v", e), "lassen")
		na(t, aanlevering(-5), profiel(1, -5)).When(profiel(1, -5)).ThenNothing()
		na(t, aanlevering(-5), profiel(1, -5)).When(profiel(1, -4)).ThenRefused(ErrProfiel)
		na(t, aanlevering(-5)).When(profiel(2, -5)).ThenRefused(ErrProfiel)
		na(t, aanlevering(-5)).When(profiel(1, -6)).ThenRefused(ErrVolgorde)
		na(t, aanlevering(-5), profiel(1, -3)).When(profiel(2, -4)).ThenRefused(ErrVolgorde)
		c := profiel(1, -5)
		c.Bruikbaarheid = "misschien"
		na(t, aanlevering(-5)).When(c).ThenRefused(ErrProfiel)
		c = profiel(1, -5)
		c.Profiel = ""
		na(t, aanlevering(-5)).When(c).ThenRefused(ErrProfiel)
		c = profiel(1, -5)
		c.Actor.Rol = "proces"
		na(t, aanlevering(-5)).When(c).ThenRefused(wsp.ErrMensBeslist)
		na(t, aanlevering(-5), terug(-4)).When(profiel(1, -4)).ThenRefused(ErrNietAangeleverd)
	})
	t.Run("een kandidaat gaat een keer terug", func(t *testing.T) {
		na(t).When(terug(-4)).ThenRefused(ErrNietAangeleverd)
		s := Decider.Fold(append(na(t).When(aanlevering(-5)).Events(), na(t, aanlevering(-5)).When(terug(-5)).Events()...)...)
		require.False(t, s.Beschikbaar())
		na(t, aanlevering(-5), terug(-4)).When(terug(-4)).ThenNothing()
		na(t, aanlevering(-5), terug(-4)).When(terug(-3)).ThenRefused(ErrAlTeruggegeven)
		c := terug(-3)
		c.Opdracht = corrigerend(1)
		require.Len(t, na(t, aanlevering(-5), terug(-4)).When(c).Events(), 1)
		na(t, aanlevering(-5)).When(c).ThenRefused(wsp.ErrNietsTeCorrigeren)
		na(t, aanlevering(-5)).When(terug(-6)).ThenRefused(ErrVolgorde)
		na(t, aanlevering(-5), profiel(1, -3)).When(terug(-4)).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, aanlevering(-5), profiel(1, -3)).When(terug(-3)).Events(), 1)
		na(t, aanlevering(-5)).When(GeefTerug{opdracht(), "zomaar", dag(-4)}).ThenRefused(ErrReden)
	})
	t.Run("een toestand zegt niets over wie het is", func(t *testing.T) {
		require.Equal(t, "niet aangeleverd", State{}.Toestand())
		for want, cs := range map[string][]Command{
			"aangeleverd door GM0202; profiel nog niet beoordeeld": {aanlevering(-5)},
			"aangeleverd door GM0202; profiel bruikbaar":           {aanlevering(-5), profiel(1, -5)},
			"teruggegeven op 2021-04-01":                           {aanlevering(-5), profiel(1, -5), terug(-4)},
		} {
			var s State
			for _, c := range cs {
				events, err := Decide(c, s)
				require.NoError(t, err)
				s = Evolve(s, events[0])
				require.Regexp(t, `^Op .*\.$`, events[0].(interface{ Zin() string }).Zin())
			}
			require.Equal(t, want, s.Toestand())
		}
	})
}

func TestInvarianten(t *testing.T) {
	t.Run("een kandidaat blijft een mens, en een herhaalde opdracht verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var s State
			var eerste wsp.Pseudoniem
			for range rapid.IntRange(1, 25).Draw(t, "aantal") {
				o := rapid.SampledFrom([]recht.Opdracht{opdracht(), corrigerend(1), corrigerend(2)}).Draw(t, "o")
				d := -rapid.IntRange(0, 9).Draw(t, "dag")
				l, p, g := aanlevering(d), profiel(rapid.IntRange(1, 4).Draw(t, "versie"), d), terug(d)
				l.Opdracht, p.Opdracht, g.Opdracht = o, o, o
				l.Pseudoniem = rapid.SampledFrom([]wsp.Pseudoniem{pseudoniem, ander}).Draw(t, "wie")
				c := rapid.SampledFrom([]Command{l, p, g}).Draw(t, "opdracht")
				events, err := Decide(c, s)
				if err != nil {
					require.Empty(t, events)
					continue
				}
				for _, e := range events {
					if a, ok := e.(KandidaatAangeleverd); ok {
						if eerste == "" {
							eerste = a.Pseudoniem
						}
						require.Equal(t, eerste, a.Pseudoniem)
						require.Contains(t, []int{s.aanlevering, s.aanlevering + 1}, a.Aanlevering)
					}
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
				if !s.teruggegeven.op.IsZero() {
					require.False(t, s.teruggegeven.op.Voor(s.aangeleverdOp))
				}
				require.False(t, s.aangeleverdOp.Voor(s.vorigeTerug))
			}
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
			require.Regexp(t, `^kandidaat/[a-z]+(-[a-z]+)*$`, w[2])
			require.Regexp(t, `^[A-Z].*[^.]\.$`, w[3])
			require.Regexp(t, `ThenRefused\(`+w[1]+`\)`, toetsen.String(), "%s is refused in no test", w[1])
		}
	})
}
