package uitgifte

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2026, 11, 24)
	wie     = recht.Actor{Rol: "beheerder", Organisatie: "MGR", ID: "a"}
)

func geef(aanpas ...func(*GeefUit)) GeefUit {
	g := GeefUit{
		Opdracht: recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: wie}, Kop: 12,
		Kopie: Kopie{
			Soort: Geschiedenis, Ontvanger: "archief-gelderland", Na: 3, Tot: 12, SHA256: strings.Repeat("a", 64), Omvang: 10,
			Beheerhandeling: uuid.MustParse("00000000-0000-8000-8000-000000000001"),
		},
	}
	for _, f := range aanpas {
		f(&g)
	}
	return g
}

func uitgegeven(g GeefUit) KopieUitgegeven {
	return KopieUitgegeven{
		Verantwoording: recht.Verantwoording{Actor: wie, Orgaan: recht.Directeur, Grondslag: recht.FeitelijkeHandeling, GeldigVanaf: vandaag},
		Kopie:          g.Kopie, UitgegevenOp: vandaag,
	}
}

func TestGeefUit(t *testing.T) {
	t.Run("een uitgifte legt vast wat, tot welke positie, met welk kenmerk en aan wie", func(t *testing.T) {
		spec.Given(t).When(geef()).Then(uitgegeven(geef()))
	})
	t.Run("dezelfde uitgifte nogmaals verandert niets, een andere in dezelfde stroom wordt geweigerd", func(t *testing.T) {
		s := spec.Given(t, uitgegeven(geef()))
		s.When(geef()).ThenNothing()
		s.When(geef(func(g *GeefUit) { g.Ontvanger = "elders" })).ThenRefused(ErrAlUitgegeven)
	})
	t.Run("wie de bytes niet heeft laat kenmerk en aantal weg", func(t *testing.T) {
		g := geef(func(g *GeefUit) { g.Soort, g.SHA256, g.Omvang, g.Beheerhandeling = Reservekopie, "", 0, uuid.Nil })
		spec.Given(t).When(g).Then(uitgegeven(g))
	})
	for naam, x := range map[string]struct {
		fout func(*GeefUit)
		wil  *es.Refusal
	}{
		"van een soort die er niet is":              {func(g *GeefUit) { g.Soort = "film" }, ErrSoort},
		"zonder ontvanger":                          {func(g *GeefUit) { g.Ontvanger = "" }, ErrOntvanger},
		"aan een mens":                              {func(g *GeefUit) { g.Ontvanger = "Jan Jansen" }, ErrOntvanger},
		"aan een nummer":                            {func(g *GeefUit) { g.Ontvanger = "bsn-99999" }, ErrOntvanger},
		"met een streep aan het eind":               {func(g *GeefUit) { g.Ontvanger = "archief-" }, ErrOntvanger},
		"met een naam van eenenveertig tekens":      {func(g *GeefUit) { g.Ontvanger = strings.Repeat("a", 41) }, ErrOntvanger},
		"van voor het begin":                        {func(g *GeefUit) { g.Na = -1 }, ErrPosities},
		"van niets":                                 {func(g *GeefUit) { g.Na = 12 }, ErrPosities},
		"van wat er nog niet is":                    {func(g *GeefUit) { g.Tot = 13 }, ErrPosities},
		"met een kenmerk in hoofdletters":           {func(g *GeefUit) { g.SHA256 = strings.Repeat("A", 64) }, ErrKenmerk},
		"met een kenmerk en geen bytes":             {func(g *GeefUit) { g.Omvang = 0 }, ErrKenmerk},
		"met bytes en geen kenmerk":                 {func(g *GeefUit) { g.SHA256 = "" }, ErrKenmerk},
		"met een aantal bytes dat er niet kan zijn": {func(g *GeefUit) { g.Omvang = -1 }, ErrKenmerk},
	} {
		t.Run("een uitgifte "+naam+" wordt geweigerd", func(t *testing.T) {
			spec.Given(t).When(geef(x.fout)).ThenRefused(x.wil)
		})
	}
	t.Run("veertig tekens en vier cijfers achter elkaar kunnen", func(t *testing.T) {
		g := geef(func(g *GeefUit) { g.Ontvanger = strings.Repeat("a", 35) + "-2026" })
		spec.Given(t).When(g).Then(uitgegeven(g))
	})
}

func TestWhatACopyHolds(t *testing.T) {
	k := geef().Kopie
	for p, wil := range map[es.Position]bool{3: false, 4: true, 12: true, 13: false} {
		require.Equal(t, wil, k.Bevat(p), "position %d", p)
	}
}

func TestSentences(t *testing.T) {
	require.Equal(t, "Een geschiedenis is uitgegeven aan archief-gelderland, van na positie 3 tot en met positie 12.", uitgegeven(geef()).Zin())
	require.Equal(t, "niets uitgegeven", State{}.Toestand())
	_, er := State{}.Uitgegeven()
	require.False(t, er)
	s := Evolve(State{}, uitgegeven(geef()))
	require.Contains(t, s.Toestand(), "tot en met positie 12")
	e, er := s.Uitgegeven()
	require.True(t, er)
	require.Equal(t, uitgegeven(geef()), e)
}
