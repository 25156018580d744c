package procesverbaal

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = dag("2026-11-02")
	dossier = uuid.MustParse("00000000-0000-8000-8000-0000000000d0")
)

func dag(s string) recht.Datum {
	d, err := recht.ParseDatum(s)
	if err != nil {
		panic(err)
	}
	return d
}

func nu() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(12 * time.Hour), Actor: recht.Actor{Rol: "opsporingsambtenaar", Organisatie: "MGR", ID: "a1"}}
}

func opmaak() MaakOp {
	return MaakOp{
		Opdracht: nu(), Gemeente: "GM0202", Overtreding: Relatief, Hoedanigheid: Jongere, VerzuimVanaf: dag("2026-09-07"),
		Persoon: leerplicht.Persoon{
			Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019")),
		},
		Verhoor: Verhoor{Op: dag("2026-10-01"), Verschenen: true}, OpgemaaktOp: dag("2026-10-05"), Dossier: dossier,
		Feiten: es.Prive("Noor was 61 uur afwezig."),
	}
}

func inzending(op string) ZendIn { return ZendIn{Opdracht: nu(), IngezondenOp: dag(op)} }

func vonnis(op string) OntvangUitspraak {
	return OntvangUitspraak{Opdracht: nu(), BerichtOp: dag(op), Uitspraak: es.Prive(Uitspraak{Sanctie: "geldboete", Geldboete: 12500})}
}

func geseponeerd(op string) OntvangSepot { return OntvangSepot{Opdracht: nu(), BerichtOp: dag(op)} }

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}

func TestMaakOp(t *testing.T) {
	t.Run("openbaar staan alleen gemeente, schooljaar en soort verzuim", func(t *testing.T) {
		e := na(t).When(opmaak()).Events()[0].(ProcesVerbaalOpgemaakt)
		require.Equal(t, Kenmerken{"GM0202", "2026-2027", Relatief}, e.Kenmerken)
		require.Equal(t, "Leerplichtwet 1969 art. 22", e.Grondslag.String())
		require.NotContains(t, fmt.Sprint(e), dossier.String())
		d, open := e.Dossier.Waarde()
		require.True(t, open && d == dossier)
	})
	t.Run("nogmaals verandert niets, anders wordt geweigerd", func(t *testing.T) {
		na(t, opmaak()).When(opmaak()).ThenNothing()
		c := opmaak()
		c.Overtreding = Luxe
		na(t, opmaak()).When(c).ThenRefused(ErrAlOpgemaakt)
	})
	for naam, g := range map[string]struct {
		wijzig func(*MaakOp)
		want   *es.Refusal
	}{
		"de dag voor de twaalfde verjaardag":   {func(c *MaakOp) { c.Geboren = es.Prive(dag("2014-09-08")) }, ErrTeJong},
		"de twaalfde verjaardag":               {func(c *MaakOp) { c.Geboren = es.Prive(dag("2014-09-07")) }, nil},
		"een ouder van elke leeftijd":          {func(c *MaakOp) { c.Hoedanigheid = Ouder }, nil},
		"niet opgeroepen":                      {func(c *MaakOp) { c.Verhoor = Verhoor{} }, ErrNietGehoord},
		"opgeroepen en niet verschenen":        {func(c *MaakOp) { c.Verhoor.Verschenen = false }, nil},
		"gehoord op de dag zelf":               {func(c *MaakOp) { c.Verhoor.Op = dag("2026-10-05") }, nil},
		"gehoord na het opmaken":               {func(c *MaakOp) { c.Verhoor.Op = dag("2026-10-06") }, ErrVolgorde},
		"gehoord voor het verzuim":             {func(c *MaakOp) { c.Verhoor.Op = dag("2026-09-06") }, ErrVolgorde},
		"zonder eerste dag van verzuim":        {func(c *MaakOp) { c.VerzuimVanaf = recht.Datum{} }, leerplicht.ErrDagOntbreekt},
		"zonder feiten":                        {func(c *MaakOp) { c.Feiten = es.Persoonlijk[string]{} }, leerplicht.ErrWaardeOnbekend},
		"met een onbekende overtreding":        {func(c *MaakOp) { c.Overtreding = "diefstal" }, leerplicht.ErrWaardeOnbekend},
		"met een onbekende hoedanigheid":       {func(c *MaakOp) { c.Hoedanigheid = "hoofd" }, leerplicht.ErrWaardeOnbekend},
		"over een gemeente buiten de MGR":      {func(c *MaakOp) { c.Gemeente = "GM0363" }, leerplicht.ErrGemeenteOnbekend},
		"door een proces":                      {func(c *MaakOp) { c.Actor.Rol = "proces" }, leerplicht.ErrMensBeslist},
		"met een fout nummer":                  {func(c *MaakOp) { c.BSN = es.Prive(recht.BSN("1")) }, leerplicht.ErrPersoonsnummer},
		"op een dag die nog komt":              {func(c *MaakOp) { c.OpgemaaktOp = vandaag.PlusDagen(1) }, leerplicht.ErrInToekomst},
		"zonder een dossier om naar te wijzen": {func(c *MaakOp) { c.Dossier = uuid.Nil }, nil},
	} {
		t.Run(naam, func(t *testing.T) {
			c := opmaak()
			g.wijzig(&c)
			if g.want == nil {
				require.Len(t, na(t).When(c).Events(), 1)
				return
			}
			na(t).When(c).ThenRefused(g.want)
		})
	}
}

func TestVervolg(t *testing.T) {
	t.Run("eerst opgemaakt, dan ingezonden, dan een uitspraak of een sepot", func(t *testing.T) {
		for _, c := range []Command{inzending("2026-10-06"), vonnis("2026-10-30"), geseponeerd("2026-10-30")} {
			na(t).When(c).ThenRefused(ErrNietOpgemaakt)
		}
		na(t, opmaak()).When(vonnis("2026-10-30")).ThenRefused(ErrNietIngezonden)
		na(t, opmaak()).When(inzending("2026-10-04")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, opmaak()).When(inzending("2026-10-05")).Events(), 1)
		na(t, opmaak(), inzending("2026-10-06")).When(inzending("2026-10-06")).ThenNothing()
		na(t, opmaak(), inzending("2026-10-06")).When(inzending("2026-10-07")).ThenRefused(ErrAlIngezonden)
		na(t, opmaak(), inzending("2026-10-06")).When(vonnis("2026-10-05")).ThenRefused(ErrVolgorde)
		h := []Command{opmaak(), inzending("2026-10-06"), vonnis("2026-10-06")}
		na(t, h...).When(vonnis("2026-10-06")).ThenNothing()
		na(t, h...).When(geseponeerd("2026-10-30")).ThenRefused(ErrAlAfgedaan)
		na(t, h...).When(geseponeerd("2026-10-06")).ThenRefused(ErrAlAfgedaan)
		na(t, h...).When(vonnis("2026-10-07")).ThenRefused(ErrAlAfgedaan)
		require.Len(t, na(t, opmaak(), inzending("2026-10-06")).When(geseponeerd("2026-10-30")).Events(), 1)
		for n, want := range []string{"niet opgemaakt", "opgemaakt", "ingezonden", "uitspraak ontvangen"} {
			require.Equal(t, want, Decider.Fold(spec.Played(t, h[:n]...)...).Toestand())
		}
	})
	t.Run("wat de rechter besliste blijft persoonlijk", func(t *testing.T) {
		e := na(t, opmaak(), inzending("2026-10-06")).When(vonnis("2026-10-30")).Events()[0]
		require.NotContains(t, fmt.Sprint(e, e.Zin()), "geldboete")
		na(t, opmaak(), inzending("2026-10-06")).When(OntvangUitspraak{Opdracht: nu(), BerichtOp: vandaag}).ThenRefused(leerplicht.ErrWaardeOnbekend)
	})
	t.Run("de stroom is een eigen soort", func(t *testing.T) {
		require.Equal(t, es.Stream("procesverbaal-"+dossier.String()), Stroom(dossier))
	})
}

func TestInvarianten(t *testing.T) {
	t.Run("een herhaalde opdracht verandert niets en de dagen volgen elkaar", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "zaad"), 0))
			var s State
			for range 30 {
				op := dag("2026-10-01").PlusDagen(r.IntN(40))
				m := opmaak()
				m.OpgemaaktOp = op
				c := []Command{m, ZendIn{nu(), op}, vonnis(op.String()), geseponeerd(op.String())}[r.IntN(4)]
				events, err := Decide(c, s)
				if err != nil {
					require.Empty(t, events)
					continue
				}
				for _, e := range events {
					require.NotContains(t, fmt.Sprint(e, e.Zin()), "Noor")
					s = Evolve(s, e)
				}
				require.False(t, !s.ingezondenOp.IsZero() && s.ingezondenOp.Voor(s.opgemaaktOp))
				require.False(t, s.einde != "" && s.berichtOp.Voor(s.ingezondenOp))
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
			}
		})
	})
}
