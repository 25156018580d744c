package abonnement

import (
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec  = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	nu    = time.Date(2026, 3, 2, 9, 30, 0, 0, time.UTC)
	brief = Vastloper{Positie: 12, Gebeurtenis: uuid.MustParse("00000000-0000-8000-8000-000000000001"), Storing: "status-5xx", Pogingen: 9}
)

func door(rol, id string) recht.Opdracht {
	return recht.Opdracht{Op: nu, Actor: recht.Actor{Rol: rol, Organisatie: "MGR", ID: id}}
}

func webhook() Levering {
	return Levering{Kanaal: Webhook, Adres: "https://suite.example/in", Rol: "integrator", Organisatie: "GM0202", Gemeente: "GM0202", Module: recht.Inkoop}
}

func aanmelding() MeldAan { return MeldAan{door("beheerder", "a"), "suite-arnhem", webhook(), 7} }

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

func TestAanmelden(t *testing.T) {
	t.Run("een aanmelding levert nog niets", func(t *testing.T) {
		e := na(t).When(aanmelding()).Events()[0]
		s := Evolve(State{}, e)
		require.False(t, s.Levert())
		require.Equal(t, 1, s.Geheim)
		require.EqualValues(t, 7, s.NaPositie)
	})
	t.Run("dezelfde aanmelding verandert niets, een andere wordt geweigerd", func(t *testing.T) {
		na(t, aanmelding()).When(aanmelding()).ThenNothing()
		c := aanmelding()
		c.NaPositie = 8
		na(t, aanmelding()).When(c).ThenRefused(ErrAlAangemeld)
	})
	t.Run("voor de aanmelding kan niets anders", func(t *testing.T) {
		for _, c := range []Command{Wijzig{door("beheerder", "a"), webhook()}, KeurGoed{door("x", "b")}, Stop{Opdracht: door("x", "a"), Reden: OpVerzoek}, Hervat{Opdracht: door("x", "a")}, VernieuwGeheim{door("x", "a")}} {
			na(t).When(c).ThenRefused(ErrNietAangemeld)
		}
	})
	t.Run("een naam kan geen mens aanduiden", func(t *testing.T) {
		for _, naam := range []string{"", "Suite", "suite arnhem", "bsn-12345", "123", "suite-", "su--ite", "é", strings.Repeat("a", 41)} {
			c := aanmelding()
			c.Naam = naam
			na(t).When(c).ThenRefused(ErrNaam)
		}
		for _, naam := range []string{"a", "suite-2", "x1234-5678", strings.Repeat("a", 40)} {
			c := aanmelding()
			c.Naam = naam
			require.Len(t, na(t).When(c).Events(), 1)
		}
	})
	t.Run("een adres past bij het kanaal en draagt geen geheim", func(t *testing.T) {
		for _, adres := range []string{"", "suite.example", "ftp://suite.example", "https://", "https:///x", "https://u:p@suite.example/", "https://suite.example/?token=x", "https://suite.example/#x", "https://suite example/", "https://" + strings.Repeat("a", 1000)} {
			c := aanmelding()
			c.Levering.Adres = adres
			na(t).When(c).ThenRefused(ErrAdres)
		}
		for _, adres := range []string{"", "kroniek.>", "kroniek.*", "kroniek..a", ".a", "a b"} {
			c := aanmelding()
			c.Levering.Kanaal, c.Levering.Adres = NATS, adres
			na(t).When(c).ThenRefused(ErrAdres)
		}
		c := aanmelding()
		c.Levering.Kanaal, c.Levering.Adres = NATS, "kroniek.suite"
		require.Len(t, na(t).When(c).Events(), 1)
		c.Levering.Kanaal = "fax"
		na(t).When(c).ThenRefused(ErrAdres)
	})
	t.Run("rol, typen en positie worden gekeurd", func(t *testing.T) {
		for want, bederf := range map[*es.Refusal]func(*MeldAan){
			ErrRolOntbreekt: func(c *MeldAan) { c.Levering.Rol = "" },
			ErrPositie:      func(c *MeldAan) { c.NaPositie = -1 },
			ErrTypen:        func(c *MeldAan) { c.Levering.Typen = []string{"nl.a.b.v1", "nl.a.b.v1"} },
		} {
			c := aanmelding()
			bederf(&c)
			na(t).When(c).ThenRefused(want)
		}
		c := aanmelding()
		c.Levering.Typen = []string{"com.a.b"}
		na(t).When(c).ThenRefused(ErrTypen)
	})
}

func TestVierOgen(t *testing.T) {
	goed := KeurGoed{door("bestuurssecretaris", "b")}
	t.Run("pas na goedkeuring door een ander wordt geleverd", func(t *testing.T) {
		na(t, aanmelding()).When(KeurGoed{door("bestuurssecretaris", "a")}).ThenRefused(recht.ErrVierOgenZelfde)
		na(t, aanmelding()).When(KeurGoed{door("bestuurssecretaris", "")}).ThenRefused(recht.ErrVierOgenPersoon)
		na(t, aanmelding()).When(KeurGoed{door("proces", "b")}).ThenRefused(recht.ErrVierOgenPersoon)
		c := aanmelding()
		c.Actor.Rol = "proces"
		na(t).When(c).ThenRefused(recht.ErrVierOgenPersoon)
		require.True(t, toestand(t, aanmelding(), goed).Levert())
		na(t, aanmelding(), goed).When(goed).ThenNothing()
	})
	t.Run("een wijziging vraagt opnieuw goedkeuring, van een ander dan wie wijzigde", func(t *testing.T) {
		anders := webhook()
		anders.Adres = "https://elders.example/"
		w := Wijzig{door("beheerder", "b"), anders}
		require.False(t, toestand(t, aanmelding(), goed, w).Levert())
		na(t, aanmelding(), goed, w).When(goed).ThenRefused(recht.ErrVierOgenZelfde)
		require.Len(t, na(t, aanmelding(), goed, w).When(KeurGoed{door("bestuurssecretaris", "c")}).Events(), 1)
		na(t, aanmelding(), goed).When(Wijzig{door("beheerder", "b"), webhook()}).ThenNothing()
		na(t, aanmelding(), goed, w).When(Hervat{Opdracht: door("beheerder", "a")}).ThenRefused(ErrNietGoedgekeurd)
	})
}

func TestGoedkeuringVerloopt(t *testing.T) {
	laat := KeurGoed{door("bestuurssecretaris", "b")}
	laat.Op = nu.AddDate(0, 0, 8)
	opnieuw := Wijzig{door("beheerder", "a"), webhook()}
	opnieuw.Op = laat.Op
	na(t, aanmelding()).When(laat).ThenRefused(recht.ErrVierOgenVerlopen)
	t.Run("wat te lang wachtte wordt opnieuw voorgelegd door het nog eens te zeggen", func(t *testing.T) {
		require.True(t, toestand(t, aanmelding(), opnieuw, laat).Levert())
	})
	t.Run("wat nog kan worden goedgekeurd, of het al is, wordt niet opnieuw voorgelegd", func(t *testing.T) {
		na(t, aanmelding()).When(Wijzig{door("beheerder", "a"), webhook()}).ThenNothing()
		na(t, aanmelding(), KeurGoed{door("bestuurssecretaris", "b")}).When(opnieuw).ThenNothing()
	})
	t.Run("de goedkeuring noemt de regel van de twee personen", func(t *testing.T) {
		e := na(t, aanmelding()).When(KeurGoed{door("bestuurssecretaris", "b")}).Events()[0].(AbonnementGoedgekeurd)
		require.Len(t, e.Regels, 1)
	})
}

func toestand(t *testing.T, cs ...Command) (s State) {
	t.Helper()
	for _, c := range cs {
		nieuw, err := Decide(c, s)
		require.NoError(t, err)
		for _, e := range nieuw {
			s = Evolve(s, e)
			require.NotEmpty(t, e.(interface{ Zin() string }).Zin())
			require.NotEmpty(t, s.Toestand())
		}
	}
	return s
}

func TestStoppenEnHervatten(t *testing.T) {
	goed := KeurGoed{door("bestuurssecretaris", "b")}
	vast := Stop{Opdracht: door("proces", "uitgaand"), Reden: NietAfgeleverd, Vastloper: brief}
	t.Run("vastlopen stopt, en alleen een mens hervat", func(t *testing.T) {
		s := toestand(t, aanmelding(), goed, vast)
		require.False(t, s.Levert())
		require.Equal(t, brief, s.Vastloper)
		na(t, aanmelding(), goed, vast).When(vast).ThenNothing()
		na(t, aanmelding(), goed, vast).When(Hervat{Opdracht: door("proces", "uitgaand")}).ThenRefused(ErrMensHervat)
		s = toestand(t, aanmelding(), goed, vast, Hervat{Opdracht: door("beheerder", "a")})
		require.True(t, s.Levert())
		require.Zero(t, s.Start, "where it was")
		require.Zero(t, s.Vastloper)
	})
	t.Run("opnieuw leveren begint een nieuwe telling", func(t *testing.T) {
		s := toestand(t, aanmelding(), goed, vast, Hervat{door("beheerder", "a"), true, 3})
		require.Equal(t, 1, s.Start)
		require.EqualValues(t, 3, s.NaPositie)
		na(t, aanmelding(), goed).When(Hervat{door("beheerder", "a"), true, 3}).ThenRefused(ErrNietGestopt)
		na(t, aanmelding(), goed).When(Hervat{door("beheerder", "a"), false, 0}).ThenNothing()
		na(t, aanmelding(), goed, vast).When(Hervat{door("beheerder", "a"), false, 3}).ThenRefused(ErrPositie)
		na(t, aanmelding(), goed, vast).When(Hervat{door("beheerder", "a"), true, -1}).ThenRefused(ErrPositie)
	})
	t.Run("een reden past bij wie stopt", func(t *testing.T) {
		for _, c := range []Stop{
			{door("proces", "x"), OpVerzoek, Vastloper{}},
			{door("beheerder", "a"), NietAfgeleverd, Vastloper{}},
			{door("beheerder", "a"), OpVerzoek, brief},
			{door("beheerder", "a"), "zomaar", brief},
		} {
			na(t, aanmelding(), goed).When(c).ThenRefused(ErrReden)
		}
		require.Equal(t, OpVerzoek, toestand(t, aanmelding(), goed, Stop{Opdracht: door("beheerder", "a"), Reden: OpVerzoek}).Gestopt)
	})
	t.Run("een nieuw geheim telt door en noemt alleen zijn nummer", func(t *testing.T) {
		s := toestand(t, aanmelding(), VernieuwGeheim{door("beheerder", "a")}, VernieuwGeheim{door("beheerder", "a")})
		require.Equal(t, 3, s.Geheim)
		require.Equal(t, nu, s.VernieuwdOp)
	})
}

// TestNothingLeavesUnapproved holds for every order of commands: what is sent was
// approved by somebody else than who asked for it.
func TestNothingLeavesUnapproved(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		var s State
		var wens string
		akkoord := map[string]bool{}
		for range rapid.IntRange(1, 20).Draw(rt, "n") {
			wie := rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "wie")
			l := webhook()
			l.Adres += rapid.SampledFrom([]string{"1", "2"}).Draw(rt, "adres")
			c := rapid.SampledFrom([]Command{
				MeldAan{door("beheerder", wie), "suite", l, 0},
				Wijzig{door("beheerder", wie), l},
				KeurGoed{door("bestuurssecretaris", wie)},
				Stop{Opdracht: door("beheerder", wie), Reden: OpVerzoek},
				Hervat{Opdracht: door("beheerder", wie)},
				VernieuwGeheim{door("beheerder", wie)},
			}).Draw(rt, "c")
			events, _ := Decide(c, s)
			for _, e := range events {
				s = Evolve(s, e)
				switch e.(type) {
				case AbonnementAangemeld, AbonnementGewijzigd:
					wens, akkoord = wie, map[string]bool{}
				case AbonnementGoedgekeurd:
					akkoord[wie] = true
				}
			}
			if s.Levert() {
				delete(akkoord, wens)
				require.NotEmpty(rt, akkoord)
			}
		}
	})
}
