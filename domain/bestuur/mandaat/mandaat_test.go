package mandaat

import (
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/es/estest"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

var (
	spec    = estest.Spec[Command, State, Event]{Decider: Decider, Catalog: Events}
	vandaag = recht.NieuweDatum(2024, 6, 3)
	eerder  = uuid.MustParse("01890a5d-ac96-774b-bcce-b302099a8057")
)

func dag(t *testing.T, s string) recht.Datum {
	t.Helper()
	d, err := recht.ParseDatum(s)
	require.NoError(t, err)
	return d
}

func opdracht(corrigeert uuid.UUID, motivering string) recht.Opdracht {
	return recht.Opdracht{Op: vandaag.Begin().Add(9 * time.Hour), Corrigeert: corrigeert, Motivering: motivering}
}

func inhoud(aanpas ...func(*Inhoud)) Inhoud {
	i := Inhoud{
		Mandaat: "MB-1", Versie: 1, Mandaatgever: recht.DagelijksBestuur, Functie: "manager-inkoop", Bevoegdheid: Rechtshandeling,
		Grens: 25_000_00, Vanaf: recht.NieuweDatum(2024, 1, 1), GenomenOp: recht.NieuweDatum(2023, 12, 12),
	}
	for _, f := range aanpas {
		f(&i)
	}
	return i
}

func verleend(i Inhoud, corrigeert uuid.UUID, motivering string) MandaatVerleend {
	grond := recht.AwbArt10Lid3
	if i.Krachtens != (Grondmandaat{}) {
		grond = recht.AwbArt10Lid9
	}
	g, _, _ := grond.Op(i.GenomenOp)
	return MandaatVerleend{Inhoud: i, Verantwoording: recht.Verantwoording{
		Orgaan: i.Mandaatgever, Grondslag: g, GeldigVanaf: i.Vanaf, GeldigTot: i.Tot, Corrigeert: corrigeert, Motivering: motivering,
	}}
}

func TestVerleen(t *testing.T) {
	t.Run("een versie wordt vastgelegd zoals het besluit luidt, en nogmaals verandert niets", func(t *testing.T) {
		spec.Given(t).When(Verleen{opdracht(uuid.Nil, ""), inhoud()}).Then(verleend(inhoud(), uuid.Nil, ""))
		spec.Given(t, verleend(inhoud(), uuid.Nil, "")).When(Verleen{opdracht(uuid.Nil, ""), inhoud()}).ThenNothing()
	})
	for naam, pas := range map[string]func(*Inhoud){
		"met terugwerkende kracht":                            func(i *Inhoud) { i.GenomenOp = vandaag },
		"door een orgaan dat de bevoegdheid niet heeft":       func(i *Inhoud) { i.Mandaatgever = recht.AlgemeenBestuur },
		"voor een bevoegdheid die niet te mandateren is":      func(i *Inhoud) { i.Mandaatgever, i.Bevoegdheid = recht.AlgemeenBestuur, Begroting },
		"dat nog moet ingaan":                                 func(i *Inhoud) { i.Vanaf = vandaag.PlusDagen(400) },
		"als latere versie voordat de eerste is vastgelegd":   func(i *Inhoud) { i.Versie = 7 },
		"zonder grens en met een einde":                       func(i *Inhoud) { i.Grens, i.Tot = 0, i.Vanaf.PlusDagen(1) },
		"als ondermandaat van een mandaat dat niet bekend is": func(i *Inhoud) { i.Krachtens = Grondmandaat{"MB-0", 3} },
		"door een bestuurscommissie, met een langere functienaam": func(i *Inhoud) {
			i.Mandaatgever, i.Functie = recht.Bestuurscommissie("inkoop"), "adviseur-werk-en-inkomen"
		},
	} {
		t.Run("wat is verleend wordt vastgelegd, ook "+naam, func(t *testing.T) {
			spec.Given(t).When(Verleen{opdracht(uuid.Nil, ""), inhoud(pas)}).Then(verleend(inhoud(pas), uuid.Nil, ""))
		})
	}
	for naam, x := range map[string]struct {
		fout func(*Inhoud)
		wil  *es.Refusal
	}{
		"zonder kenmerk":                      {func(i *Inhoud) { i.Mandaat = "" }, ErrKenmerk},
		"onder een burgerservicenummer":       {func(i *Inhoud) { i.Mandaat = "999994669" }, ErrPersoonsnummer},
		"onder een onderwijsnummer":           {func(i *Inhoud) { i.Mandaat = "100000009" }, ErrPersoonsnummer},
		"met een kenmerk met een spatie":      {func(i *Inhoud) { i.Mandaat = "MB 1" }, ErrKenmerk},
		"met versie nul":                      {func(i *Inhoud) { i.Versie = 0 }, ErrKenmerk},
		"door een raad":                       {func(i *Inhoud) { i.Mandaatgever = recht.Raad("GM0202") }, ErrOrgaan},
		"door een proces van Kroniek":         {func(i *Inhoud) { i.Mandaatgever = recht.Stelsel }, ErrOrgaan},
		"door een onbekend orgaan":            {func(i *Inhoud) { i.Mandaatgever = "college" }, ErrOrgaan},
		"aan een persoon":                     {func(i *Inhoud) { i.Functie = "J. de Vries" }, ErrFunctie},
		"aan niemand":                         {func(i *Inhoud) { i.Functie = "" }, ErrFunctie},
		"van een onbekende bevoegdheid":       {func(i *Inhoud) { i.Bevoegdheid = "alles" }, ErrBevoegdheid},
		"met een grens onder nul":             {func(i *Inhoud) { i.Grens = -1 }, ErrGrens},
		"zonder eerste dag":                   {func(i *Inhoud) { i.Vanaf = recht.Datum{} }, ErrPeriode},
		"dat eindigt op zijn eerste dag":      {func(i *Inhoud) { i.Tot = i.Vanaf }, ErrPeriode},
		"zonder dag van het besluit":          {func(i *Inhoud) { i.GenomenOp = recht.Datum{} }, ErrDag},
		"dat morgen wordt genomen":            {func(i *Inhoud) { i.GenomenOp = vandaag.PlusDagen(1) }, ErrDag},
		"krachtens zichzelf":                  {func(i *Inhoud) { i.Krachtens = Grondmandaat{"MB-1", 2} }, ErrZichzelf},
		"krachtens een mandaat zonder versie": {func(i *Inhoud) { i.Krachtens = Grondmandaat{"MB-0", 0} }, ErrZichzelf},
	} {
		t.Run("een mandaat "+naam+" kan niet bestaan", func(t *testing.T) {
			spec.Given(t).When(Verleen{opdracht(uuid.Nil, ""), inhoud(x.fout)}).ThenRefused(x.wil)
		})
	}
	t.Run("anders vastleggen vraagt een correctie die zegt wat en waarom", func(t *testing.T) {
		er := spec.Given(t, verleend(inhoud(), uuid.Nil, ""))
		hoger := inhoud(func(i *Inhoud) { i.Grens = 50_000_00 })
		er.When(Verleen{opdracht(uuid.Nil, "Verkeerd overgenomen."), hoger}).ThenRefused(ErrAlVastgelegd)
		er.When(Verleen{opdracht(eerder, " "), hoger}).ThenRefused(ErrAlVastgelegd)
		er.When(Verleen{opdracht(eerder, "Verkeerd overgenomen."), hoger}).Then(verleend(hoger, eerder, "Verkeerd overgenomen."))
		er.When(Verleen{opdracht(uuid.Nil, ""), inhoud(func(i *Inhoud) { i.Mandaat = "MB-2" })}).ThenRefused(ErrAnderMandaat)
	})
}

func TestBekendmakenEnIntrekken(t *testing.T) {
	er := spec.Given(t, verleend(inhoud(), uuid.Nil, ""))
	bekend := MaakBekend{opdracht(uuid.Nil, ""), "MB-1", 1, uitvoeringsplan.Publicatieblad, dag(t, "2023-12-20")}
	trekIn := TrekIn{opdracht(uuid.Nil, ""), "MB-1", 1, dag(t, "2024-05-01"), dag(t, "2024-05-14")}
	bekendgemaakt := er.When(bekend).Events()[0].(MandaatBekendgemaakt)
	ingetrokken := er.When(trekIn).Events()[0].(MandaatIngetrokken)
	t.Run("bekendmaking en intrekking houden hun dagen, op hun eigen grond", func(t *testing.T) {
		require.Equal(t, "Awb art. 3:42", bekendgemaakt.Grondslag.String())
		require.Equal(t, "Awb art. 10:8", ingetrokken.Grondslag.String())
		require.Equal(t, []recht.Datum{dag(t, "2024-05-01"), dag(t, "2024-05-14")}, []recht.Datum{ingetrokken.Vanaf, ingetrokken.GenomenOp})
		b := bekend
		b.Kanaal = uitvoeringsplan.Toezending
		require.Equal(t, "Awb art. 3:41", er.When(b).Events()[0].(MandaatBekendgemaakt).Grondslag.String())
	})
	t.Run("nogmaals verandert niets, anders vraagt een correctie", func(t *testing.T) {
		na := spec.Given(t, verleend(inhoud(), uuid.Nil, ""), bekendgemaakt, ingetrokken)
		na.When(bekend).ThenNothing()
		na.When(trekIn).ThenNothing()
		b, i := bekend, trekIn
		b.BekendgemaaktOp, i.Vanaf = dag(t, "2023-12-21"), dag(t, "2024-06-01")
		na.When(b).ThenRefused(ErrAlVastgelegd)
		na.When(i).ThenRefused(ErrAlVastgelegd)
		b.Opdracht, i.Opdracht = opdracht(eerder, "Verkeerde dag."), opdracht(eerder, "Verkeerde dag.")
		require.Equal(t, eerder, na.When(b).Events()[0].(MandaatBekendgemaakt).Corrigeert)
		require.Equal(t, eerder, na.When(i).Events()[0].(MandaatIngetrokken).Corrigeert)
	})
	t.Run("wat niet is vastgelegd, geen kanaal heeft of nog moet gebeuren wordt geweigerd", func(t *testing.T) {
		spec.Given(t).When(bekend).ThenRefused(ErrOnbekend)
		spec.Given(t).When(trekIn).ThenRefused(ErrOnbekend)
		b, i := bekend, trekIn
		b.Versie, i.Versie = 2, 2
		er.When(b).ThenRefused(ErrOnbekend)
		er.When(i).ThenRefused(ErrOnbekend)
		b, i = bekend, trekIn
		b.Mandaat, i.Mandaat = "MB-2", "MB-2"
		er.When(b).ThenRefused(ErrOnbekend)
		er.When(i).ThenRefused(ErrOnbekend)
		b, i = bekend, trekIn
		b.Kanaal, i.Vanaf = "prikbord", recht.Datum{}
		er.When(b).ThenRefused(ErrKanaal)
		er.When(i).ThenRefused(ErrPeriode)
		b, i = bekend, trekIn
		b.BekendgemaaktOp, i.GenomenOp = vandaag.PlusDagen(1), vandaag.PlusDagen(1)
		er.When(b).ThenRefused(ErrDag)
		er.When(i).ThenRefused(ErrDag)
	})
	t.Run("de stand zegt van elke versie of zij bekend is en nog geldt", func(t *testing.T) {
		twee := verleend(inhoud(func(i *Inhoud) { i.Versie, i.Tot = 2, dag(t, "2025-01-01") }), uuid.Nil, "")
		s := Decider.Fold(twee, verleend(inhoud(), uuid.Nil, ""), bekendgemaakt, ingetrokken)
		require.Equal(t, "mandaat MB-1: versie 1 vanaf 2024-01-01, ingetrokken per 2024-05-01; versie 2 vanaf 2024-01-01 tot 2025-01-01, niet bekendgemaakt", s.Toestand())
		require.Len(t, s.Versies(), 2)
		require.Equal(t, dag(t, "2023-12-20"), s.Versies()[0].BekendgemaaktOp)
		require.Equal(t, "geen mandaat vastgelegd", State{}.Toestand())
		require.Equal(t, "Mandaat MB-1 (versie 2) is verleend: manager-inkoop mag vanaf 2024-01-01 namens het dagelijks bestuur beslissen over privaatrechtelijk-handelen, tot 2025-01-01, ten hoogste € 25000.00.", twee.Zin())
		require.Equal(t, "Mandaat MB-1 (versie 1) is ingetrokken per 2024-05-01.", ingetrokken.Zin())
		require.Equal(t, "Mandaat MB-1 (versie 1) is op 2023-12-20 bekendgemaakt (publicatieblad).", bekendgemaakt.Zin())
	})
	t.Run("een stand verandert niet door wat daarna gebeurt", func(t *testing.T) {
		voor := Decider.Fold(verleend(inhoud(), uuid.Nil, ""))
		Evolve(voor, ingetrokken)
		require.True(t, voor.Versies()[0].IngetrokkenPer.IsZero())
	})
}

func TestInvarianten(t *testing.T) {
	t.Run("een herhaalde opdracht verandert niets, en versies staan op volgorde", rapid.MakeCheck(func(t *rapid.T) {
		var s State
		for range rapid.IntRange(1, 15).Draw(t, "aantal") {
			o := opdracht(uuid.Nil, "Verbeterd.")
			if rapid.Bool().Draw(t, "correctie") {
				o.Corrigeert = eerder
			}
			n := rapid.IntRange(1, 4).Draw(t, "versie")
			d := vandaag.PlusDagen(-rapid.IntRange(0, 9).Draw(t, "dag"))
			var c Command = Verleen{o, inhoud(func(i *Inhoud) { i.Versie, i.Vanaf = n, d })}
			switch rapid.IntRange(0, 2).Draw(t, "wat") {
			case 1:
				c = MaakBekend{o, "MB-1", n, uitvoeringsplan.Publicatieblad, d}
			case 2:
				c = TrekIn{o, "MB-1", n, d, d}
			}
			events, err := Decide(c, s)
			if err != nil {
				continue
			}
			s = Decider.Fold(append(voorgeschiedenis(s), events...)...)
			again, err := Decide(c, s)
			require.NoError(t, err)
			require.Empty(t, again)
			for i, v := range s.Versies()[1:] {
				require.Less(t, s.Versies()[i].Versie, v.Versie)
			}
		}
	}))
}

// voorgeschiedenis writes a state as events again.
func voorgeschiedenis(s State) (uit []Event) {
	for _, v := range s.Versies() {
		uit = append(uit, MandaatVerleend{Inhoud: v.Inhoud})
		if !v.BekendgemaaktOp.IsZero() {
			uit = append(uit, MandaatBekendgemaakt{Mandaat: v.Mandaat, Versie: v.Versie, Kanaal: uitvoeringsplan.Publicatieblad, BekendgemaaktOp: v.BekendgemaaktOp})
		}
		if !v.IngetrokkenPer.IsZero() {
			uit = append(uit, MandaatIngetrokken{Mandaat: v.Mandaat, Versie: v.Versie, Vanaf: v.IngetrokkenPer, GenomenOp: v.IngetrokkenOp})
		}
	}
	return uit
}

func TestBevoegdheden(t *testing.T) {
	t.Run("elke bevoegdheid hoort van het begin van de MGR af bij een orgaan, met een grondslag", func(t *testing.T) {
		require.Len(t, Bevoegdheden(), 11)
		for _, b := range Bevoegdheden() {
			require.True(t, b.Bekend())
			x, noot, ok := b.Op(recht.NieuweDatum(2017, 1, 1))
			require.True(t, ok, b)
			require.True(t, KanVerlenen(x.Orgaan), b)
			require.NotEmpty(t, x.Grondslag, b)
			require.NotEmpty(t, noot.Code, b)
			_, _, ok = b.Op(recht.NieuweDatum(2016, 12, 31))
			require.False(t, ok, "before the MGR nobody could decide")
		}
	})
	t.Run("vaststellen door het algemeen bestuur is niet te mandateren, dagelijks werk wel", func(t *testing.T) {
		for b, wil := range map[Bevoegdheid]Toedeling{
			Begroting:       {recht.AlgemeenBestuur, false, "Wgr art. 34 lid 1"},
			Uitvoeringsplan: {recht.AlgemeenBestuur, false, "Regeling MGR SDCG art. 24 lid 1"},
			Rechtshandeling: {recht.DagelijksBestuur, true, "Wgr art. 33b lid 1 onder e"},
			OntwerpPlan:     {recht.DagelijksBestuur, false, "Wgr art. 33b lid 1 onder b"},
		} {
			x, _, _ := b.Op(vandaag)
			require.Equal(t, wil, x, b)
		}
	})
	t.Run("wat geen bron heeft is aangenomen, en een onbekende bevoegdheid is van niemand", func(t *testing.T) {
		_, noot, _ := Personeel.Op(vandaag)
		require.Equal(t, recht.Regelnoot{Code: "BEVOEGD_PERSONEEL_AANSTELLEN", Versie: recht.NieuweDatum(2017, 1, 1), Aangenomen: true}, noot)
		_, noot, _ = Begroting.Op(vandaag)
		require.False(t, noot.Aangenomen)
		_, _, ok := Bevoegdheid("alles").Op(vandaag)
		require.False(t, ok)
	})
}

func TestStroom(t *testing.T) {
	require.Equal(t, es.Stream("mandaat-ea5e8301-798b-53f8-9d19-c4422fd6506b"), Stroom("MB-1"), "stored for ever")
	require.NotEqual(t, Stroom("MB-1"), Stroom("MB-2"))
}
