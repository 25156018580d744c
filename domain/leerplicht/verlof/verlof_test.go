package verlof

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var spec = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func nu() recht.Opdracht {
	return recht.Opdracht{
		Op: dag("2026-11-02").Begin().Add(12 * time.Hour), Actor: recht.Actor{Rol: "consulent-leerplicht", Organisatie: "MGR", ID: "a1"},
		Motivering: "Over Sam.",
	}
}

func vraag() VraagAan {
	return VraagAan{
		Opdracht: nu(), Opgave: leerplicht.Opgave{Gemeente: "GM0202", Onderwijssoort: leerplicht.Voortgezet},
		Persoon:       leerplicht.Persoon{Naam: es.Prive("Sam Voorbeeld"), Geboren: es.Prive(dag("2012-03-15")), BSN: es.Prive(recht.BSN("999990019"))},
		Periode:       Periode{Vanaf: dag("2026-11-09"), Tot: dag("2026-11-30"), Dagen: 15},
		AangevraagdOp: dag("2026-10-01"), Omstandigheden: es.Prive("Sam gaat mee."),
	}
}

func hoor() HoorHoofd {
	return HoorHoofd{Opdracht: nu(), GehoordOp: dag("2026-10-08"), Zienswijze: es.Prive("Akkoord.")}
}

func besluit() Verleen {
	return Verleen{Opdracht: nu(), Periode: vraag().Periode, BeslotenOp: dag("2026-10-12")}
}

func weigering() Weiger { return Weiger{Opdracht: nu(), BeslotenOp: dag("2026-10-12")} }

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}

func TestAanvraag(t *testing.T) {
	t.Run("boven tien dagen beslist de leerplichtambtenaar, tot en met tien het hoofd", func(t *testing.T) {
		c := vraag()
		c.Dagen = 11
		e := na(t).When(c).Events()[0].(VerlofAangevraagd)
		require.Equal(t, "LPW_GEWICHTIG", e.Regels[0].Code)
		require.Equal(t, "14 lid 3", e.Grondslag.Artikel)
		c.Dagen = 10
		na(t).When(c).ThenRefused(ErrHoofdBeslist)
	})
	t.Run("een periode heeft dagen, en niet meer schooldagen dan dagen", func(t *testing.T) {
		for _, p := range []Periode{
			{}, {dag("2026-11-09"), dag("2026-11-09"), 11}, {dag("2026-11-09"), dag("2026-11-20"), 12}, {recht.Datum{}, dag("2026-11-30"), 15},
		} {
			c := vraag()
			c.Periode = p
			na(t).When(c).ThenRefused(ErrPeriode)
		}
	})
	t.Run("nogmaals verandert niets, anders wordt geweigerd", func(t *testing.T) {
		na(t, vraag()).When(vraag()).ThenNothing()
		c := vraag()
		c.Dagen = 14
		na(t, vraag()).When(c).ThenRefused(ErrAlAangevraagd)
		c = vraag()
		c.Geboren = es.Prive(dag("2008-01-01"))
		na(t).When(c).ThenRefused(ErrGeenPlicht)
		c.AangevraagdOp = recht.Datum{}
		na(t).When(c).ThenRefused(leerplicht.ErrDagOntbreekt)
		na(t).When(besluit()).ThenRefused(ErrNietAangevraagd)
	})
}

func TestBesluit(t *testing.T) {
	t.Run("eerst wordt het hoofd gehoord", func(t *testing.T) {
		na(t, vraag()).When(besluit()).ThenRefused(ErrNietGehoord)
		na(t, vraag()).When(weigering()).ThenRefused(ErrNietGehoord)
		c := besluit()
		c.BeslotenOp = dag("2026-10-07")
		na(t, vraag(), hoor()).When(c).ThenRefused(ErrVoorAanvraag)
		na(t, vraag(), hoor()).When(hoor()).ThenNothing()
		h := hoor()
		h.GehoordOp = dag("2026-09-30")
		na(t, vraag()).When(h).ThenRefused(ErrVoorAanvraag)
		na(t, vraag(), hoor(), weigering()).When(HoorHoofd{Opdracht: nu(), GehoordOp: dag("2026-10-20")}).ThenRefused(ErrAlBesloten)
	})
	t.Run("het besluit is van de leerplichtambtenaar zelf, zonder mandaat, en er is bezwaar tegen mogelijk", func(t *testing.T) {
		e := na(t, vraag(), hoor()).When(besluit()).Events()[0].(VerlofVerleend)
		require.Equal(t, leerplicht.Leerplichtambtenaar, e.Orgaan)
		require.Equal(t, recht.Aard{AwbBesluit: true, Rechtsmiddel: true}, e.Aard())
		require.Equal(t, recht.Aard{AwbBesluit: true, Rechtsmiddel: true}, VerlofGeweigerd{}.Aard())
		require.Equal(t, []recht.Datum{dag("2026-11-09"), dag("2026-11-30")}, []recht.Datum{e.GeldigVanaf, e.GeldigTot})
		c := besluit()
		c.Namens = recht.Namens{Orgaan: leerplicht.College, Mandaat: "M1", Versie: 1}
		na(t, vraag(), hoor()).When(c).ThenRefused(ErrEigenBevoegdheid)
		c = besluit()
		c.Actor.Rol = "proces"
		na(t, vraag(), hoor()).When(c).ThenRefused(leerplicht.ErrMensBeslist)
	})
	t.Run("minder dan gevraagd mag, meer niet", func(t *testing.T) {
		c := besluit()
		c.Tot, c.Dagen = dag("2026-11-16"), 5
		require.Len(t, na(t, vraag(), hoor()).When(c).Events(), 1)
		for _, p := range []Periode{
			{dag("2026-11-08"), dag("2026-11-30"), 15}, {dag("2026-11-09"), dag("2026-12-01"), 15}, {dag("2026-11-09"), dag("2026-11-30"), 16},
		} {
			c.Periode = p
			na(t, vraag(), hoor()).When(c).ThenRefused(ErrMeerDanGevraagd)
		}
		c.Periode = Periode{}
		na(t, vraag(), hoor()).When(c).ThenRefused(ErrPeriode)
	})
	t.Run("een weigering heeft een motivering, en een besluit staat", func(t *testing.T) {
		c := weigering()
		c.Motivering = ""
		na(t, vraag(), hoor()).When(c).ThenRefused(ErrMotivering)
		na(t, vraag(), hoor(), weigering()).When(weigering()).ThenNothing()
		na(t, vraag(), hoor(), weigering()).When(besluit()).ThenRefused(ErrAlBesloten)
		na(t, vraag(), hoor(), besluit()).When(besluit()).ThenNothing()
		na(t, vraag(), hoor(), besluit()).When(weigering()).ThenRefused(ErrAlBesloten)
	})
	t.Run("de toestand zegt hoe het ervoor staat", func(t *testing.T) {
		for want, cs := range map[string][]Command{
			"niet aangevraagd":                       {},
			"aangevraagd op 2026-10-01":              {vraag()},
			"hoofd gehoord op 2026-10-08":            {vraag(), hoor()},
			"verleend van 2026-11-09 tot 2026-11-30": {vraag(), hoor(), besluit()},
			"geweigerd op 2026-10-12":                {vraag(), hoor(), weigering()},
		} {
			require.Equal(t, want, Decider.Fold(spec.Played(t, cs...)...).Toestand())
		}
	})
}

func TestInvarianten(t *testing.T) {
	trek := func(r *rand.Rand) Command {
		op := dag("2026-10-01").PlusDagen(r.IntN(30))
		switch r.IntN(4) {
		case 0:
			c := vraag()
			c.Dagen = 9 + r.IntN(5)
			return c
		case 1:
			return HoorHoofd{nu(), op, es.Prive("Sam mag mee.")}
		case 2:
			c := besluit()
			c.BeslotenOp, c.Dagen = op, 10+r.IntN(4)
			return c
		default:
			return Weiger{nu(), op}
		}
	}
	t.Run("een herhaalde opdracht verandert niets, na een besluit gebeurt er niets, en geen zin noemt een persoon", func(t *testing.T) {
		gezien := map[string]bool{}
		rapid.Check(t, func(t *rapid.T) {
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "zaad"), 0))
			var s State
			for range 25 {
				c := trek(r)
				events, err := Decide(c, s)
				if err != nil {
					var weigering *es.Refusal
					require.ErrorAs(t, err, &weigering)
					continue
				}
				for _, e := range events {
					require.Empty(t, s.besluit, "nothing follows a besluit")
					s = Evolve(s, e)
					gezien[e.eventType()] = true
					for _, tekst := range []string{e.Zin(), s.Toestand(), fmt.Sprint(e)} {
						require.NotContains(t, tekst, "Sam")
					}
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
			}
		})
		require.Len(t, gezien, len(Events.EverStored()))
	})
}
