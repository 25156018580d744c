package werkgever

import (
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

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "accountmanager", Organisatie: "MGR", ID: "a"}}
}

func registratie() Registreer {
	return Registreer{opdracht(), "12345678", "8810", "arnhem", "Zorg bv", vandaag.PlusDagen(-10)}
}

func gesprek(n int, op recht.Datum) VoerAdviesgesprek {
	return VoerAdviesgesprek{opdracht(), n, Instrumenten, op}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	var s State
	var events []Event
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err)
		require.Len(t, nieuw, 1)
		s, events = Evolve(s, nieuw[0]), append(events, nieuw...)
	}
	return spec.Given(t, events...)
}

func TestRegistreer(t *testing.T) {
	t.Run("een werkgever hoort bij een sector, en zijn naam is persoonlijk", func(t *testing.T) {
		e := na(t).When(registratie()).Events()[0].(WerkgeverGeregistreerd)
		require.Equal(t, wsp.Sector("Q"), e.Sector)
		naam, open := e.Naam.Waarde()
		require.True(t, open)
		require.Equal(t, "Zorg bv", naam)
		require.NotContains(t, e.Zin(), "Zorg bv")
	})
	t.Run("een onvolledige registratie wordt geweigerd", func(t *testing.T) {
		for want, bederf := range map[error]func(*Registreer){
			ErrKvKNummer: func(c *Registreer) { c.KvKNummer = "1234567" }, ErrNaamOntbreekt: func(c *Registreer) { c.Naam = "" },
			wsp.ErrSector: func(c *Registreer) { c.SBI = "04" }, wsp.ErrSubregio: func(c *Registreer) { c.Subregio = "" },
			wsp.ErrDagOntbreekt: func(c *Registreer) { c.GeregistreerdOp = recht.Datum{} },
			wsp.ErrInToekomst:   func(c *Registreer) { c.GeregistreerdOp = vandaag.PlusDagen(1) },
		} {
			c := registratie()
			bederf(&c)
			_, err := Decide(c, State{})
			require.ErrorIs(t, err, want)
		}
		c := registratie()
		c.KvKNummer = ""
		na(t).When(c).ThenRefused(ErrKvKNummer)
		c = registratie()
		c.Naam = ""
		na(t).When(c).ThenRefused(ErrNaamOntbreekt)
	})
	t.Run("nogmaals verandert niets, anders vraagt een correctie", func(t *testing.T) {
		na(t, registratie()).When(registratie()).ThenNothing()
		c := registratie()
		c.SBI = "4711"
		na(t, registratie()).When(c).ThenRefused(ErrAlGeregistreerd)
		c.Corrigeert = correctie
		require.Equal(t, wsp.Sector("G"), na(t, registratie()).When(c).Events()[0].(WerkgeverGeregistreerd).Sector)
		na(t, registratie(), c).When(c).ThenNothing()
		na(t).When(c).ThenRefused(ErrNietGeregistreerd)
	})
	t.Run("een correctie van alleen de naam wordt vastgelegd, een keer", func(t *testing.T) {
		c := registratie()
		c.Naam, c.Corrigeert = "Zorg nv", correctie
		na(t, registratie(), c).When(c).ThenNothing()
	})
	t.Run("een correctie laat niets van voor de registratie staan", func(t *testing.T) {
		c := registratie()
		c.Corrigeert, c.GeregistreerdOp = correctie, vandaag.PlusDagen(-4)
		na(t, registratie(), gesprek(1, vandaag.PlusDagen(-5))).When(c).ThenRefused(ErrVoorRegistratie)
		c.GeregistreerdOp = vandaag.PlusDagen(-5)
		require.Len(t, na(t, registratie(), gesprek(1, vandaag.PlusDagen(-5))).When(c).Events(), 1)
	})
}

func TestGesprekEnOverdracht(t *testing.T) {
	t.Run("adviesgesprekken zijn genummerd en veranderen niet", func(t *testing.T) {
		na(t).When(gesprek(1, vandaag)).ThenRefused(ErrNietGeregistreerd)
		na(t, registratie()).When(gesprek(1, vandaag.PlusDagen(-11))).ThenRefused(ErrVoorRegistratie)
		require.Len(t, na(t, registratie()).When(gesprek(1, vandaag.PlusDagen(-10))).Events(), 1)
		for _, n := range []int{0, 2, -1} {
			na(t, registratie()).When(gesprek(n, vandaag)).ThenRefused(ErrGesprek)
		}
		na(t, registratie(), gesprek(1, vandaag)).When(gesprek(1, vandaag)).ThenNothing()
		na(t, registratie(), gesprek(1, vandaag)).When(gesprek(1, vandaag.PlusDagen(-1))).ThenRefused(ErrGesprek)
		c := gesprek(1, vandaag)
		c.Onderwerp = "weer"
		na(t, registratie()).When(c).ThenRefused(ErrGesprek)
	})
	t.Run("een andere subregio neemt over, dezelfde niet", func(t *testing.T) {
		over := DraagOver{opdracht(), "liemers", vandaag}
		na(t).When(over).ThenRefused(ErrNietGeregistreerd)
		require.Len(t, na(t, registratie()).When(over).Events(), 1)
		na(t, registratie(), over).When(over).ThenNothing()
		na(t, registratie(), over).When(DraagOver{opdracht(), "arnhem", vandaag.PlusDagen(-1)}).ThenRefused(ErrVoorRegistratie)
		na(t, registratie()).When(DraagOver{opdracht(), "Arnhem!", vandaag}).ThenRefused(wsp.ErrSubregio)
		c := registratie()
		c.Corrigeert, c.SBI = correctie, "4711"
		s := Decider.Fold(verhaal(t, registratie(), over, c)...)
		require.Equal(t, wsp.Subregio("liemers"), s.Subregio(), "a correction of the registration leaves the overdracht")
		require.Contains(t, s.Toestand(), "liemers")
	})
}

func verhaal(t *testing.T, cs ...Command) (events []Event) {
	t.Helper()
	var s State
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err)
		for _, e := range nieuw {
			s, events = Evolve(s, e), append(events, e)
		}
	}
	return events
}

func TestInvarianten(t *testing.T) {
	t.Run("gesprekken tellen door, en een herhaalde opdracht verandert niets", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			var s State
			for range rapid.IntRange(1, 20).Draw(t, "aantal") {
				o, d := opdracht(), vandaag.PlusDagen(-rapid.IntRange(0, 12).Draw(t, "dag"))
				if rapid.Bool().Draw(t, "correctie") {
					o.Corrigeert = correctie
				}
				sub := rapid.SampledFrom([]wsp.Subregio{"arnhem", "liemers"}).Draw(t, "subregio")
				c := rapid.SampledFrom([]Command{
					Registreer{o, "12345678", "8810", sub, "X", d}, VoerAdviesgesprek{o, rapid.IntRange(1, 4).Draw(t, "n"), Instrumenten, d}, DraagOver{o, sub, d},
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
				for i, g := range s.gesprekken {
					require.Equal(t, i+1, g.Gesprek)
					require.False(t, g.GevoerdOp.Voor(s.geregistreerd.GeregistreerdOp))
				}
			}
		})
	})
}
