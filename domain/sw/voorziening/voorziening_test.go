package voorziening

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
)

var (
	spec      = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag   = recht.NieuweDatum(2020, 4, 10)
	correctie = uuid.MustParse("00000000-0000-8000-8000-000000000001")
	besluit   = Besluitverwijzing{recht.AlgemeenBestuur, "AB-2019-31", recht.NieuweDatum(2019, 12, 12)}
)

func dag(n int) recht.Datum { return vandaag.PlusDagen(n) }

func opdracht() recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(time.Hour), Actor: recht.Actor{Rol: "controller", Organisatie: "MGR", ID: "a"}, Motivering: "Zie het besluit."}
}

func corrigerend() recht.Opdracht {
	o := opdracht()
	o.Corrigeert = correctie
	return o
}

func instellen(saldo recht.Bedrag) StelIn {
	return StelIn{opdracht(), Boventalligen, Verplichtingen, saldo, false, besluit, dag(-100)}
}

func boeken(n int, bedrag recht.Bedrag, d int) Boeking { return Boeking{n, bedrag, besluit, dag(d)} }

func toe(n int, bedrag recht.Bedrag, d int) VoegToe {
	return VoegToe{Opdracht: opdracht(), Boeking: boeken(n, bedrag, d), Herkomst: Lasten}
}

func aan(n int, bedrag recht.Bedrag, d int) WendAan { return WendAan{opdracht(), boeken(n, bedrag, d)} }

func vrij(n int, bedrag recht.Bedrag, d int) LaatVrijvallen {
	return LaatVrijvallen{opdracht(), boeken(n, bedrag, d)}
}

func schat(bedrag recht.Bedrag, d int) Herschat {
	return Herschat{opdracht(), bedrag, "memo 2020-4", dag(d)}
}

func af(d int) WikkelAf { return WikkelAf{opdracht(), besluit, dag(d)} }

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

func na(t *testing.T, cs ...Command) estest.Scenario[Command, State, Event] {
	t.Helper()
	return spec.Given(t, verhaal(t, cs...)...)
}

func TestStelIn(t *testing.T) {
	t.Run("instellen is een bestuursbesluit op een grond van artikel 44", func(t *testing.T) {
		e := na(t).When(instellen(100_00)).Events()[0].(VoorzieningIngesteld)
		require.Equal(t, recht.Aard{Bestuursbesluit: true}, e.Aard())
		require.Equal(t, recht.AlgemeenBestuur, e.Orgaan)
		require.Equal(t, "44", e.Grondslag.Artikel)
		require.Len(t, na(t).When(instellen(0)).Events(), 1)
	})
	t.Run("wat het BBV niet toelaat wordt geweigerd", func(t *testing.T) {
		c := instellen(1)
		c.JaarlijksGelijk = true
		na(t).When(c).ThenRefused(ErrJaarlijksGelijk)
		c = instellen(1)
		c.BBVGrond = "BBV-43"
		na(t).When(c).ThenRefused(ErrGrond)
		c = instellen(1)
		c.Doel = "feest"
		na(t).When(c).ThenRefused(ErrDoel)
		na(t).When(instellen(-1)).ThenRefused(ErrBedrag)
		na(t).When(instellen(maxBedrag + 1)).ThenRefused(ErrBedrag)
		require.Len(t, na(t).When(instellen(maxBedrag)).Events(), 1)
		for _, b := range []Besluitverwijzing{
			{}, {recht.Directeur, "x", dag(-1)}, {recht.AlgemeenBestuur, "", dag(-1)}, {recht.AlgemeenBestuur, "x", recht.Datum{}}, {recht.AlgemeenBestuur, "x", dag(1)},
		} {
			c = instellen(1)
			c.Besluit = b
			na(t).When(c).ThenRefused(ErrBesluit)
		}
		c = instellen(1)
		c.IngesteldOp = dag(1)
		na(t).When(c).ThenRefused(sw.ErrInToekomst)
	})
	t.Run("nogmaals verandert niets, anders vraagt een correctie die blijft kloppen", func(t *testing.T) {
		na(t, instellen(10)).When(instellen(10)).ThenNothing()
		na(t, instellen(10)).When(instellen(11)).ThenRefused(ErrAlIngesteld)
		c := instellen(5)
		c.Opdracht = corrigerend()
		na(t).When(c).ThenRefused(ErrNietIngesteld)
		require.Len(t, na(t, instellen(10), aan(1, 5, -50)).When(c).Events(), 1)
		na(t, instellen(10), aan(1, 6, -50)).When(c).ThenRefused(ErrNegatief)
		ander := c
		ander.Doel = Viola
		na(t, instellen(10)).When(ander).ThenRefused(ErrDoel)
		c.IngesteldOp = dag(-49)
		na(t, instellen(10), aan(1, 5, -50)).When(c).ThenRefused(ErrVoorInstelling)
		na(t, instellen(10), schat(1, -50)).When(c).ThenRefused(ErrVoorInstelling)
		c.IngesteldOp = dag(-50)
		require.Len(t, na(t, instellen(10), aan(1, 5, -50)).When(c).Events(), 1)
	})
}

func TestBoek(t *testing.T) {
	t.Run("elke mutatie noemt grond en besluit", func(t *testing.T) {
		e := na(t, instellen(10)).When(toe(1, 5, -50)).Events()[0].(ToevoegingGeboekt)
		require.Equal(t, Mutatie{Boventalligen, Verplichtingen, 1, 5, besluit, dag(-50)}, e.Mutatie)
		require.Equal(t, "55", e.Grondslag.Artikel)
		_, is := any(e).(recht.Besluit)
		require.False(t, is, "the decision is referred to, not taken")
		na(t).When(toe(1, 5, -50)).ThenRefused(ErrNietIngesteld)
		c := toe(1, 5, -50)
		c.Besluit.Kenmerk = ""
		na(t, instellen(10)).When(c).ThenRefused(ErrBesluit)
	})
	t.Run("rente wordt niet toegevoegd", func(t *testing.T) {
		c := toe(1, 5, -50)
		c.Herkomst = Rente
		na(t, instellen(10)).When(c).ThenRefused(ErrRente)
		c.Herkomst = "loterij"
		na(t, instellen(10)).When(c).ThenRefused(ErrHerkomst)
	})
	t.Run("tot de laatste cent mag, een cent meer niet", func(t *testing.T) {
		require.Len(t, na(t, instellen(10)).When(aan(1, 10, -50)).Events(), 1)
		na(t, instellen(10)).When(aan(1, 11, -50)).ThenRefused(ErrNegatief)
		na(t, instellen(10)).When(vrij(1, 11, -50)).ThenRefused(ErrNegatief)
	})
	t.Run("op geen enkele dag negatief, ook niet als het later goedkomt", func(t *testing.T) {
		na(t, instellen(10), toe(1, 5, -40)).When(aan(2, 11, -41)).ThenRefused(ErrNegatief)
		require.Len(t, na(t, instellen(10), toe(1, 5, -40)).When(aan(2, 11, -40)).Events(), 1, "on the day itself it counts together")
		na(t, instellen(10), aan(1, 10, -40)).When(aan(2, 1, -60)).ThenRefused(ErrNegatief)
		eerst := aan(1, 15, -40)
		eerst.Opdracht = corrigerend()
		require.Len(t, na(t, instellen(10), aan(1, 5, -40), toe(2, 5, -40)).When(eerst).Events(), 1, "whatever was booked first")
		eerst.Bedrag = 16
		na(t, instellen(10), aan(1, 5, -40), toe(2, 5, -40)).When(eerst).ThenRefused(ErrNegatief)
	})
	t.Run("een bedrag is groter dan nul", func(t *testing.T) {
		for _, b := range []recht.Bedrag{0, -1, maxBedrag + 1} {
			na(t, instellen(10)).When(toe(1, b, -50)).ThenRefused(ErrBedrag)
		}
		require.Len(t, na(t, instellen(10)).When(toe(1, maxBedrag, -50)).Events(), 1)
	})
	t.Run("mutaties tellen door en veranderen alleen door een correctie", func(t *testing.T) {
		for _, n := range []int{0, 2, -1} {
			na(t, instellen(10)).When(toe(n, 5, -50)).ThenRefused(ErrMutatie)
		}
		h := []Command{instellen(10), toe(1, 5, -50)}
		na(t, h...).When(toe(1, 5, -50)).ThenNothing()
		na(t, h...).When(toe(1, 6, -50)).ThenRefused(ErrAlGeboekt)
		na(t, h...).When(aan(1, 5, -50)).ThenRefused(ErrMutatie)
		na(t, instellen(10)).When(toe(1, 5, -101)).ThenRefused(ErrVoorInstelling)
		require.Len(t, na(t, instellen(10)).When(toe(1, 5, -100)).Events(), 1)
		na(t, instellen(10)).When(toe(1, 5, 1)).ThenRefused(sw.ErrInToekomst)
		c := toe(2, 5, -50)
		c.Opdracht = corrigerend()
		na(t, h...).When(c).ThenRefused(ErrMutatie)
	})
	t.Run("een correctie vervangt de mutatie en mag haar op nul zetten", func(t *testing.T) {
		c := toe(1, 0, -50)
		c.Opdracht = corrigerend()
		na(t, instellen(10), toe(1, 5, -50), aan(2, 12, -40)).When(c).ThenRefused(ErrNegatief)
		c.Bedrag = 2
		s := Decider.Fold(verhaal(t, instellen(10), toe(1, 5, -50), aan(2, 12, -40), c)...)
		require.Zero(t, s.Saldo(vandaag))
		c.GeboektOp = dag(-39)
		na(t, instellen(10), toe(1, 5, -50), aan(2, 12, -40)).When(c).ThenRefused(ErrNegatief)
		nul := toe(1, 0, -50)
		nul.Opdracht = corrigerend()
		require.Contains(t, na(t, instellen(10), toe(1, 5, -50)).When(nul).Events()[0].(ToevoegingGeboekt).Zin(), "weggenomen")
		na(t, instellen(10), toe(1, 5, -50), nul).When(nul).ThenNothing()
	})
}

func TestHerschatEnAfwikkelen(t *testing.T) {
	t.Run("de verplichting wordt opnieuw geschat, in volgorde van tijd", func(t *testing.T) {
		na(t).When(schat(5, -50)).ThenRefused(ErrNietIngesteld)
		na(t, instellen(10)).When(schat(5, -101)).ThenRefused(ErrVoorInstelling)
		na(t, instellen(10), schat(5, -50)).When(schat(5, -50)).ThenNothing()
		na(t, instellen(10), schat(5, -50)).When(schat(6, -51)).ThenRefused(ErrSchatting)
		require.Len(t, na(t, instellen(10), schat(5, -50)).When(schat(6, -50)).Events(), 1)
		na(t, instellen(10)).When(schat(-1, -50)).ThenRefused(ErrSchatting)
		c := schat(0, -50)
		require.Len(t, na(t, instellen(10)).When(c).Events(), 1)
		c.Onderbouwing = ""
		na(t, instellen(10)).When(c).ThenRefused(ErrSchatting)
	})
	t.Run("alleen een lege voorziening wordt afgewikkeld, en daarna blijft zij leeg", func(t *testing.T) {
		na(t).When(af(-5)).ThenRefused(ErrNietIngesteld)
		na(t, instellen(10)).When(af(-5)).ThenRefused(ErrNietLeeg)
		leeg := []Command{instellen(10), aan(1, 10, -50)}
		na(t, leeg...).When(af(-51)).ThenRefused(ErrNietLeeg)
		e := na(t, leeg...).When(af(-50)).Events()[0].(VoorzieningAfgewikkeld)
		require.Equal(t, recht.Aard{Bestuursbesluit: true}, e.Aard())
		na(t, leeg...).When(af(-101)).ThenRefused(ErrVoorInstelling)
		klaar := append(leeg, af(-40))
		na(t, klaar...).When(af(-40)).ThenNothing()
		na(t, klaar...).When(af(-39)).ThenRefused(ErrAfgewikkeld)
		na(t, klaar...).When(toe(2, 5, -39)).ThenRefused(ErrAfgewikkeld)
		na(t, klaar...).When(schat(5, -39)).ThenRefused(ErrAfgewikkeld)
		c := aan(1, 9, -50)
		c.Opdracht = corrigerend()
		na(t, klaar...).When(c).ThenRefused(ErrAfgewikkeld)
		c.Bedrag, c.GeboektOp = 10, dag(-45)
		require.Len(t, na(t, klaar...).When(c).Events(), 1, "another day, and still nothing left")
		c.GeboektOp = dag(-39)
		na(t, klaar...).When(c).ThenRefused(ErrAfgewikkeld)
	})
}

func TestToestand(t *testing.T) {
	for want, cs := range map[string][]Command{
		"niet ingesteld": nil,
		"voorziening boventalligen: saldo € 0.10 na 0 mutaties; nog niet opnieuw geschat":                              {instellen(10)},
		"voorziening boventalligen: saldo € 0.14 na 3 mutaties; tekort van € 0.01 volgens de schatting van 2020-04-05": {instellen(10), toe(1, 6, -9), aan(2, 1, -8), vrij(3, 1, -8), schat(15, -5)},
		"voorziening boventalligen: saldo € 0.10 na 0 mutaties; toereikend volgens de schatting van 2020-04-05":        {instellen(10), schat(10, -5)},
		"voorziening boventalligen is afgewikkeld op 2020-04-05":                                                       {instellen(10), aan(1, 10, -9), af(-5)},
	} {
		events := verhaal(t, cs...)
		require.Equal(t, want, Decider.Fold(events...).Toestand())
		for _, e := range events {
			require.Regexp(t, `^Op .*\.$`, e.(interface{ Zin() string }).Zin())
		}
	}
}
