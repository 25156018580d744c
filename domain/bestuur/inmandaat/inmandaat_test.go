package inmandaat

import (
	"strconv"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec     = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag  = recht.NieuweDatum(2024, 6, 3)
	eerder   = uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
	mandaat1 = recht.Namens{Orgaan: recht.DagelijksBestuur, Mandaat: "MB-1", Versie: 1}
)

func opdracht(namens recht.Namens) recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(9 * time.Hour), Namens: namens}
}

func leg(aanpas ...func(*LegVast)) LegVast {
	c := LegVast{opdracht(mandaat1), recht.DagelijksBestuur, Besluit{
		Kenmerk: "BM-1", Soort: Beschikking, Bevoegdheid: mandaat.Personeel, Functie: "manager-inkoop", Bedrag: 100_00, Zaak: "Z-2024/1",
		GenomenOp: vandaag.PlusDagen(-10),
	}}
	for _, f := range aanpas {
		f(&c)
	}
	return c
}

func genomen(c LegVast) MandaatUitgeoefend {
	g, _, _ := recht.AwbArt10Lid10.Op(c.GenomenOp)
	return MandaatUitgeoefend{Besluit: c.Besluit, Verantwoording: recht.Verantwoording{
		Orgaan: c.Orgaan, Namens: c.Namens, Grondslag: g, GeldigVanaf: c.GenomenOp, Corrigeert: c.Corrigeert, Motivering: c.Motivering,
	}}
}

func TestLegVast(t *testing.T) {
	t.Run("een besluit houdt in wiens naam het is genomen en welk mandaat het noemt", func(t *testing.T) {
		spec.Given(t).When(leg()).Then(genomen(leg()))
		spec.Given(t, genomen(leg())).When(leg()).ThenNothing()
	})
	for naam, pas := range map[string]func(*LegVast){
		"zonder mandaat":                                     func(c *LegVast) { c.Namens = recht.Namens{} },
		"zonder bedrag":                                      func(c *LegVast) { c.Bedrag = 0 },
		"namens een orgaan dat niet bevoegd is":              func(c *LegVast) { c.Orgaan, c.Namens.Orgaan = recht.AlgemeenBestuur, recht.AlgemeenBestuur },
		"dat niet te mandateren was":                         func(c *LegVast) { c.Bevoegdheid = mandaat.Begroting },
		"met een zaaknummer dat zelf geen persoonsnummer is": func(c *LegVast) { c.Zaak = "Z-999994669"; c.Kenmerk = "999994668" },
		"met een versie die niet bestaat":                    func(c *LegVast) { c.Namens.Versie = 99 },
		"op de dag zelf":                                     func(c *LegVast) { c.GenomenOp = vandaag },
		"als handeling naar burgerlijk recht":                func(c *LegVast) { c.Soort = Rechtshandeling },
	} {
		t.Run("wat is besloten wordt vastgelegd, ook "+naam, func(t *testing.T) {
			spec.Given(t).When(leg(pas)).Then(genomen(leg(pas)))
		})
	}
	for naam, x := range map[string]struct {
		fout func(*LegVast)
		wil  *es.Refusal
	}{
		"zonder kenmerk":                      {func(c *LegVast) { c.Kenmerk = "" }, ErrKenmerk},
		"zonder zaak":                         {func(c *LegVast) { c.Zaak = "" }, ErrKenmerk},
		"over een zaak in woorden":            {func(c *LegVast) { c.Zaak = "de zaak van Jan" }, ErrKenmerk},
		"over een burgerservicenummer":        {func(c *LegVast) { c.Zaak = "999994669" }, ErrPersoonsnummer},
		"onder een burgerservicenummer":       {func(c *LegVast) { c.Kenmerk = "999994669" }, ErrPersoonsnummer},
		"over een onderwijsnummer":            {func(c *LegVast) { c.Zaak = onderwijsnummer(t) }, ErrPersoonsnummer},
		"van een onbekende soort":             {func(c *LegVast) { c.Soort = "afspraak" }, ErrSoort},
		"namens een raad":                     {func(c *LegVast) { c.Orgaan = recht.Raad("GM0202"); c.Namens = recht.Namens{} }, ErrOrgaan},
		"namens niemand":                      {func(c *LegVast) { c.Orgaan = ""; c.Namens = recht.Namens{} }, ErrOrgaan},
		"dat een ander orgaan noemt":          {func(c *LegVast) { c.Namens.Orgaan = recht.AlgemeenBestuur }, ErrNamens},
		"dat een mandaat zonder versie noemt": {func(c *LegVast) { c.Namens.Versie = 0 }, ErrNamens},
		"dat een mandaat in woorden noemt":    {func(c *LegVast) { c.Namens.Mandaat = "het mandaat van toen" }, ErrNamens},
		"door een persoon":                    {func(c *LegVast) { c.Functie = "J. de Vries" }, ErrFunctie},
		"op een onbekende bevoegdheid":        {func(c *LegVast) { c.Bevoegdheid = "alles" }, ErrBevoegdheid},
		"met een bedrag onder nul":            {func(c *LegVast) { c.Bedrag = -1 }, ErrBedrag},
		"zonder dag":                          {func(c *LegVast) { c.GenomenOp = recht.Datum{} }, ErrDag},
		"dat morgen wordt genomen":            {func(c *LegVast) { c.GenomenOp = vandaag.PlusDagen(1) }, ErrDag},
	} {
		t.Run("een besluit "+naam+" kan niet bestaan", func(t *testing.T) {
			spec.Given(t).When(leg(x.fout)).ThenRefused(x.wil)
		})
	}
	t.Run("anders vastleggen vraagt een correctie die zegt wat en waarom", func(t *testing.T) {
		er := spec.Given(t, genomen(leg()))
		for _, anders := range []func(*LegVast){
			func(c *LegVast) { c.Bedrag = 200_00 },
			func(c *LegVast) { c.Namens.Versie = 2 },
			func(c *LegVast) { c.Orgaan, c.Namens = recht.Directeur, recht.Namens{} },
		} {
			c := leg(anders)
			er.When(c).ThenRefused(ErrAlVastgelegd)
			c.Corrigeert = eerder
			er.When(c).ThenRefused(ErrAlVastgelegd)
			c.Motivering = "Verkeerd overgenomen."
			er.When(c).Then(genomen(c))
		}
	})
}

// onderwijsnummer returns a made-up one.
func onderwijsnummer(t *testing.T) string {
	t.Helper()
	for n := 100000000; n < 100000100; n++ {
		if _, err := recht.ParseOnderwijsnummer(strconv.Itoa(n)); err == nil {
			return strconv.Itoa(n)
		}
	}
	t.Fatal("there is one in every eleven")
	return ""
}

func TestGevolgen(t *testing.T) {
	er := spec.Given(t, genomen(leg()))
	bekend := MaakBekend{opdracht(recht.Namens{}), uitvoeringsplan.Toezending, vandaag.PlusDagen(-5)}
	toe := PasToe{opdracht(recht.Namens{}), vandaag.PlusDagen(-8)}
	bekendgemaakt := er.When(bekend).Events()[0].(BesluitInMandaatBekendgemaakt)
	toegepast := er.When(toe).Events()[0].(BesluitInMandaatToegepast)
	t.Run("toepassen voor de bekendmaking wordt vastgelegd, niet geweigerd", func(t *testing.T) {
		require.Equal(t, vandaag.PlusDagen(-8), toegepast.ToegepastOp)
		require.Equal(t, "Awb art. 3:41", bekendgemaakt.Grondslag.String())
		b := bekend
		b.Kanaal = uitvoeringsplan.Publicatieblad
		require.Equal(t, "Awb art. 3:42", er.When(b).Events()[0].(BesluitInMandaatBekendgemaakt).Grondslag.String())
	})
	t.Run("de vroegste toepassing telt; een bekendmaking verandert alleen door een correctie", func(t *testing.T) {
		na := spec.Given(t, genomen(leg()), bekendgemaakt, toegepast)
		na.When(bekend).ThenNothing()
		na.When(toe).ThenNothing()
		later, vroeger, ander := toe, toe, bekend
		later.ToegepastOp, vroeger.ToegepastOp, ander.BekendgemaaktOp = vandaag, vandaag.PlusDagen(-9), vandaag
		na.When(later).ThenNothing()
		require.Equal(t, vandaag.PlusDagen(-9), na.When(vroeger).Events()[0].(BesluitInMandaatToegepast).ToegepastOp)
		na.When(ander).ThenRefused(ErrAlVastgelegd)
		ander.Corrigeert, later.Corrigeert = eerder, eerder
		na.When(later).ThenRefused(ErrAlVastgelegd)
		ander.Motivering, later.Motivering = "Verkeerde dag.", "Verkeerde dag."
		require.Equal(t, vandaag, na.When(ander).Events()[0].(BesluitInMandaatBekendgemaakt).BekendgemaaktOp)
		require.Equal(t, vandaag, na.When(later).Events()[0].(BesluitInMandaatToegepast).ToegepastOp)
	})
	t.Run("wat niet is vastgelegd, geen kanaal heeft of nog moet gebeuren wordt geweigerd", func(t *testing.T) {
		spec.Given(t).When(bekend).ThenRefused(ErrOnbekend)
		spec.Given(t).When(toe).ThenRefused(ErrOnbekend)
		b, p := bekend, toe
		b.Kanaal = "prikbord"
		er.When(b).ThenRefused(ErrKanaal)
		b = bekend
		b.BekendgemaaktOp, p.ToegepastOp = vandaag.PlusDagen(1), vandaag.PlusDagen(1)
		er.When(b).ThenRefused(ErrDag)
		er.When(p).ThenRefused(ErrDag)
	})
	t.Run("de stand en de zinnen zeggen wat er is", func(t *testing.T) {
		s := Decider.Fold(genomen(leg()), bekendgemaakt, toegepast, genomen(leg()))
		require.Equal(t, "besluit BM-1 van 2024-05-24, namens het dagelijks bestuur, bekendgemaakt op 2024-05-29, toegepast op 2024-05-26", s.Toestand())
		require.Equal(t, 1, s.Stand().Correcties)
		require.Equal(t, "MB-1", s.Stand().Mandaat)
		require.Equal(t, "geen besluit vastgelegd", State{}.Toestand())
		require.Equal(t, "besluit BM-1 van 2024-05-24, namens het dagelijks bestuur, niet bekendgemaakt", Decider.Fold(genomen(leg())).Toestand())
		require.Equal(t, "Besluit BM-1 (personeel-aanstellen) is op 2024-05-24 genomen door manager-inkoop, namens het dagelijks bestuur, krachtens mandaat MB-1 (versie 1), voor € 100.00.", genomen(leg()).Zin())
		require.Equal(t, "Besluit BM-1 is op 2024-05-29 bekendgemaakt (toezending).", bekendgemaakt.Zin())
		require.Equal(t, "Besluit BM-1 is op 2024-05-26 voor het eerst toegepast.", toegepast.Zin())
	})
	t.Run("alleen een besluit naar publiek recht werkt pas na bekendmaking", func(t *testing.T) {
		for _, s := range []Besluitsoort{Beschikking, Algemeen, Rechtshandeling} {
			a := MandaatUitgeoefend{Besluit: Besluit{Soort: s}}.Aard()
			require.Equal(t, recht.Aard{Bestuursbesluit: true, AwbBesluit: s != Rechtshandeling, Rechtsmiddel: s == Beschikking}, a)
			require.Equal(t, a.AwbBesluit, s.Bekendmaking())
		}
	})
}

func TestRecorded(t *testing.T) {
	t.Run("geen besluit dat van vorm kan bestaan wordt geweigerd, welk mandaat het ook noemt", rapid.MakeCheck(func(t *rapid.T) {
		c := leg(func(c *LegVast) {
			c.Orgaan = rapid.SampledFrom([]recht.Orgaan{recht.AlgemeenBestuur, recht.DagelijksBestuur, recht.Directeur, recht.Bestuurscommissie("inkoop")}).Draw(t, "orgaan")
			c.Namens = recht.Namens{Orgaan: c.Orgaan, Mandaat: rapid.StringMatching(`[A-Z][a-z0-9.-]{0,39}`).Draw(t, "mandaat"), Versie: rapid.IntRange(1, 999).Draw(t, "versie")}
			c.Bevoegdheid = rapid.SampledFrom(mandaat.Bevoegdheden()).Draw(t, "bevoegdheid")
			c.Functie = mandaat.Functie(rapid.StringMatching(`[a-z][a-z-]{2,58}[a-z]`).Draw(t, "functie"))
			c.Bedrag = recht.Bedrag(rapid.Int64Min(0).Draw(t, "bedrag"))
			c.GenomenOp = vandaag.PlusDagen(-rapid.IntRange(0, 2000).Draw(t, "dag"))
		})
		events, err := Decide(c, State{})
		require.NoError(t, err)
		require.Equal(t, []Event{genomen(c)}, events)
		again, err := Decide(c, Decider.Fold(events...))
		require.NoError(t, err)
		require.Empty(t, again)
	}))
}

func TestStroom(t *testing.T) {
	require.Equal(t, es.Stream("inmandaat-50c53d96-f845-5d1b-beca-6f7db4f46d4c"), Stroom("BM-1"), "stored for ever")
	require.NotEqual(t, Stroom("BM-1"), Stroom("BM-2"))
}
