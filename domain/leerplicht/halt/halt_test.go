package halt

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

func verwijzing() Verwijs {
	return Verwijs{
		Opdracht: nu(), Gemeente: "GM0202", VerwezenOp: dag("2026-10-05"), Dossier: dossier,
		Persoon: leerplicht.Persoon{
			Naam: es.Prive("Noor Voorbeeld"), Geboren: es.Prive(dag("2012-05-20")), BSN: es.Prive(recht.BSN("999990019")),
		},
		Verzuim:        Verzuim{Vanaf: dag("2026-09-07"), Lesuren: 9},
		JongereStemtIn: true, OudersStemmenIn: true,
	}
}

func afloop(a Afloop, op string) OntvangAfloop {
	return OntvangAfloop{Opdracht: nu(), Afloop: a, BerichtOp: dag(op), Memo: es.Prive("Goed gedaan.")}
}

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, spec.Played(t, cs...)...)
}

func TestVerwijs(t *testing.T) {
	t.Run("een verwijzing noemt openbaar alleen gemeente en schooljaar", func(t *testing.T) {
		e := na(t).When(verwijzing()).Events()[0].(HaltVerwijzingGedaan)
		require.Equal(t, Kenmerken{"GM0202", "2026-2027"}, e.Kenmerken)
		require.Equal(t, "HALT_ONDERGRENS", e.Regels[0].Code)
		d, open := e.Dossier.Waarde()
		require.True(t, open)
		require.Equal(t, dossier, d)
		require.NotContains(t, fmt.Sprint(e), dossier.String())
	})
	t.Run("nogmaals verandert niets, anders wordt geweigerd", func(t *testing.T) {
		na(t, verwijzing()).When(verwijzing()).ThenNothing()
		c := verwijzing()
		c.VerwezenOp = dag("2026-10-06")
		na(t, verwijzing()).When(c).ThenRefused(ErrAlVerwezen)
	})
	for naam, g := range map[string]struct {
		wijzig func(*Verwijs)
		want   *es.Refusal
	}{
		"acht lesuren":                      {func(c *Verwijs) { c.Verzuim.Lesuren = 8 }, ErrTeWeinig},
		"elf keer te laat":                  {func(c *Verwijs) { c.Verzuim.Lesuren, c.Verzuim.KeerTeLaat = 0, 11 }, ErrTeWeinig},
		"twaalf keer te laat":               {func(c *Verwijs) { c.Verzuim.Lesuren, c.Verzuim.KeerTeLaat = 0, 12 }, nil},
		"59 lesuren":                        {func(c *Verwijs) { c.Verzuim.Lesuren = 59 }, nil},
		"60 lesuren":                        {func(c *Verwijs) { c.Verzuim.Lesuren = 60 }, ErrVoorOM},
		"60 keer te laat":                   {func(c *Verwijs) { c.Verzuim.KeerTeLaat = 60 }, ErrVoorOM},
		"de dag voor de twaalfde":           {func(c *Verwijs) { c.Geboren = es.Prive(dag("2014-09-08")) }, ErrTeJong},
		"de twaalfde verjaardag":            {func(c *Verwijs) { c.Geboren = es.Prive(dag("2014-09-07")) }, nil},
		"zestien in dit schooljaar":         {func(c *Verwijs) { c.Geboren = es.Prive(dag("2010-08-01")) }, nil},
		"zestien in het vorige":             {func(c *Verwijs) { c.Geboren = es.Prive(dag("2010-07-31")) }, ErrNietLeerplichtig},
		"leerplicht eerder geeindigd":       {func(c *Verwijs) { c.EindeLeerplicht = dag("2026-07-31") }, ErrNietLeerplichtig},
		"een eerdere verwijzing":            {func(c *Verwijs) { c.EerderVerwezen = true }, ErrEerderVerwezen},
		"een jongere die niet instemt":      {func(c *Verwijs) { c.JongereStemtIn = false }, ErrGeenInstemming},
		"ouders die niet instemmen":         {func(c *Verwijs) { c.OudersStemmenIn = false }, ErrGeenInstemming},
		"verzuim na de verwijzing":          {func(c *Verwijs) { c.Verzuim.Vanaf = dag("2026-10-06") }, leerplicht.ErrInToekomst},
		"verzuim zonder dag":                {func(c *Verwijs) { c.Verzuim.Vanaf = recht.Datum{} }, leerplicht.ErrDagOntbreekt},
		"een verwijzing zonder dag":         {func(c *Verwijs) { c.VerwezenOp = recht.Datum{} }, leerplicht.ErrDagOntbreekt},
		"een verwijzing voor de MAS":        {func(c *Verwijs) { c.VerwezenOp = dag("2017-02-28") }, recht.ErrRegelGeldtNiet},
		"een verwijzing die nog komt":       {func(c *Verwijs) { c.VerwezenOp = vandaag.PlusDagen(1) }, leerplicht.ErrInToekomst},
		"een gemeente buiten de MGR":        {func(c *Verwijs) { c.Gemeente = "GM0363" }, leerplicht.ErrGemeenteOnbekend},
		"een verwijzing door een proces":    {func(c *Verwijs) { c.Actor.Rol = "proces" }, leerplicht.ErrMensBeslist},
		"een verwijzing zonder een naam":    {func(c *Verwijs) { c.Naam = es.Persoonlijk[string]{} }, leerplicht.ErrPersoonOnvolledig},
		"een verwijzing zonder een dossier": {func(c *Verwijs) { c.Dossier = uuid.Nil }, nil},
	} {
		t.Run(naam, func(t *testing.T) {
			c := verwijzing()
			g.wijzig(&c)
			if g.want == nil {
				require.Len(t, na(t).When(c).Events(), 1)
				return
			}
			na(t).When(c).ThenRefused(g.want)
		})
	}
}

func TestAfloop(t *testing.T) {
	t.Run("een afloopbericht komt na de verwijzing, een keer", func(t *testing.T) {
		na(t).When(afloop(Geslaagd, "2026-10-20")).ThenRefused(ErrNietVerwezen)
		na(t, verwijzing()).When(afloop(Geslaagd, "2026-10-04")).ThenRefused(ErrVoorVerwijzing)
		require.Len(t, na(t, verwijzing()).When(afloop(Retour, "2026-10-05")).Events(), 1)
		h := []Command{verwijzing(), afloop(Geslaagd, "2026-10-20")}
		na(t, h...).When(afloop(Geslaagd, "2026-10-20")).ThenNothing()
		na(t, h...).When(afloop(NietGeslaagd, "2026-10-20")).ThenRefused(ErrAlAfgelopen)
		na(t, verwijzing()).When(afloop("weg", "2026-10-20")).ThenRefused(leerplicht.ErrWaardeOnbekend)
		for n, want := range []string{"niet verwezen", "verwezen", "afgelopen"} {
			require.Equal(t, want, Decider.Fold(spec.Played(t, h[:n]...)...).Toestand())
		}
	})
}

func TestInvarianten(t *testing.T) {
	t.Run("een herhaalde opdracht verandert niets en geen zin noemt een persoon", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "zaad"), 0))
			var s State
			for range 30 {
				var c Command
				if r.IntN(2) == 0 {
					c = afloop([]Afloop{Geslaagd, Retour, "x"}[r.IntN(3)], dag("2026-10-01").PlusDagen(r.IntN(40)).String())
				} else {
					v := verwijzing()
					v.Verzuim = Verzuim{dag("2026-09-07").PlusDagen(r.IntN(40)), r.IntN(70), r.IntN(70)}
					v.Geboren = es.Prive(dag("2008-01-01").PlusDagen(r.IntN(3000)))
					c = v
				}
				events, err := Decide(c, s)
				if err != nil {
					require.Empty(t, events)
					continue
				}
				for _, e := range events {
					if v, ok := e.(HaltVerwijzingGedaan); ok {
						a, _ := v.Verzuim.Waarde()
						require.True(t, (a.Lesuren > 8 || a.KeerTeLaat > 11) && a.Lesuren < 60 && a.KeerTeLaat < 60)
					}
					require.NotContains(t, fmt.Sprint(e, e.Zin()), "Noor")
					s = Evolve(s, e)
				}
				again, err := Decide(c, s)
				require.NoError(t, err)
				require.Empty(t, again)
			}
		})
	})
	t.Run("de stroom is een eigen soort", func(t *testing.T) {
		require.Equal(t, es.Stream("halt-"+dossier.String()), Stroom(dossier))
	})
}
