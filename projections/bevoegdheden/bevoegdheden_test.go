package bevoegdheden_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

const geen = "geen mandaat op die dag: "

func TestSignaal(t *testing.T) {
	voorDB := func(i *mandaat.Inhoud) { i.Mandaat, i.Functie, i.Ondermandaat = "MB-0", "directeur-mgr", true }
	onder := func(i *mandaat.Inhoud) { i.Krachtens = mandaat.Grondmandaat{Mandaat: "MB-0", Versie: 1} }
	goed := []vast{verleend("2023-12-12"), bekend("2023-12-20", "2023-12-20", 1)}
	met := func(vs ...vast) []vast { return append(append([]vast{}, goed...), vs...) }
	keten := func(boven, zelf func(*mandaat.Inhoud), na ...vast) []vast {
		return append([]vast{
			verleend("2023-12-12", voorDB, boven), bekend("2023-12-20", "2023-12-20", 1, "MB-0"),
			verleend("2023-12-12", onder, zelf), bekend("2023-12-20", "2023-12-20", 1),
		}, na...)
	}
	niets := func(*mandaat.Inhoud) {}
	besluit := func(pas func(*inmandaat.MandaatUitgeoefend)) vast { return besloten("2024-05-01", pas) }
	for _, x := range []struct {
		naam     string
		vs       []vast
		nu, toen string
	}{
		{"een besluit binnen zijn mandaat heeft geen signaal", met(besloten("2024-05-01")), "", ""},
		{"precies de grens is binnen de grens", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Bedrag = 25_000_00 })), "", ""},
		{"een cent erboven niet", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Bedrag = 25_000_01 })), "boven de grens van het mandaat", "boven de grens van het mandaat"},
		{"zonder grens is geen bedrag te hoog", []vast{verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Grens = 0 }), bekend("2023-12-20", "2023-12-20", 1), besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Bedrag = 1 << 50 })}, "", ""},
		{"op de eerste dag geldt het", met(besloten("2024-01-01")), "", ""},
		{"de dag ervoor nog niet", met(besloten("2023-12-31")), geen + "nog niet ingegaan", geen + "nog niet ingegaan"},
		{"op de laatste dag nog wel", []vast{verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Tot = dag("2024-05-02") }), bekend("2023-12-20", "2023-12-20", 1), besloten("2024-05-01")}, "", ""},
		{"op de dag waarop het vervalt niet meer", []vast{verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Tot = dag("2024-05-01") }), bekend("2023-12-20", "2023-12-20", 1), besloten("2024-05-01")}, "mandaat verlopen", "mandaat verlopen"},
		{"ingetrokken per die dag", met(ingetrokken("2024-04-20", "2024-05-01", "2024-04-20"), besloten("2024-05-01")), "mandaat ingetrokken", "mandaat ingetrokken"},
		{"ingetrokken per de dag erna", met(ingetrokken("2024-04-20", "2024-05-02", "2024-04-20"), besloten("2024-05-01")), "", ""},
		{"een intrekking werkt niet terug", met(besloten("2024-05-01"), ingetrokken("2024-06-01", "2024-04-01", "2024-06-01")), "", ""},
		{"een intrekking die later is vastgelegd telt nu wel, toen niet", met(besloten("2024-05-01"), ingetrokken("2024-06-01", "2024-04-01", "2024-03-25")), "mandaat ingetrokken", ""},
		{"nooit bekendgemaakt", []vast{verleend("2023-12-12"), besloten("2024-05-01")}, geen + "toen niet bekendgemaakt", geen + "toen niet bekendgemaakt"},
		{"bekendgemaakt op de dag zelf", []vast{verleend("2023-12-12"), bekend("2024-05-01", "2024-05-01", 1), besloten("2024-05-01")}, "", ""},
		{"bekendgemaakt op de dag erna", []vast{verleend("2023-12-12"), besloten("2024-05-01"), bekend("2024-05-02", "2024-05-02", 1)}, geen + "toen niet bekendgemaakt", geen + "toen niet bekendgemaakt"},
		{"zonder mandaat te noemen", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Namens = recht.Namens{} })), geen + "het besluit noemt er geen", geen + "het besluit noemt er geen"},
		{"een mandaat dat er niet is", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Namens.Mandaat = "MB-9" })), geen + "niet vastgelegd", geen + "niet vastgelegd"},
		{"een versie die er niet is", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Namens.Versie = 2 })), geen + "niet vastgelegd", geen + "niet vastgelegd"},
		{
			"een versie die vervangen is", met(verleend("2024-02-01", func(i *mandaat.Inhoud) { i.Versie, i.Vanaf, i.GenomenOp = 2, dag("2024-03-01"), dag("2024-02-01") }), bekend("2024-02-10", "2024-02-10", 2), besloten("2024-05-01")),
			"mandaat verlopen: vervangen door versie 2", "mandaat verlopen: vervangen door versie 2",
		},
		{
			"een opvolger die nog niet bekend is vervangt niets", met(verleend("2024-02-01", func(i *mandaat.Inhoud) { i.Versie, i.Vanaf, i.GenomenOp = 2, dag("2024-03-01"), dag("2024-02-01") }), besloten("2024-05-01")), "", "",
		},
		{"een andere functie", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Functie = "teamleider-inkoop" })), "andere functie dan de gemandateerde", "andere functie dan de gemandateerde"},
		{"een andere bevoegdheid", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Bevoegdheid = mandaat.Personeel })), "andere bevoegdheid dan gemandateerd", "andere bevoegdheid dan gemandateerd"},
		{
			"namens een orgaan dat de bevoegdheid niet heeft",
			[]vast{verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Mandaatgever = recht.AlgemeenBestuur }), bekend("2023-12-20", "2023-12-20", 1), besluit(func(e *inmandaat.MandaatUitgeoefend) {
				e.Orgaan, e.Namens.Orgaan = recht.AlgemeenBestuur, recht.AlgemeenBestuur
			})},
			"verkeerd orgaan", "verkeerd orgaan",
		},
		{"namens een ander orgaan dan het mandaat gaf", []vast{verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Mandaatgever = recht.Directeur }), bekend("2023-12-20", "2023-12-20", 1), besloten("2024-05-01")}, "verkeerd orgaan", "verkeerd orgaan"},
		{
			"wat alleen het orgaan zelf kan vaststellen",
			[]vast{verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Mandaatgever, i.Bevoegdheid = recht.AlgemeenBestuur, mandaat.Begroting }), bekend("2023-12-20", "2023-12-20", 1), besluit(func(e *inmandaat.MandaatUitgeoefend) {
				e.Orgaan, e.Bevoegdheid = recht.AlgemeenBestuur, mandaat.Begroting
			})},
			"niet in mandaat te nemen", "niet in mandaat te nemen",
		},
		{"twee dingen staan naast elkaar", met(ingetrokken("2024-04-20", "2024-05-01", "2024-04-20"), besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Bedrag = 99_000_00 })), "mandaat ingetrokken; boven de grens van het mandaat", "mandaat ingetrokken; boven de grens van het mandaat"},
		{"een toegestaan ondermandaat is in orde", keten(niets, niets, besloten("2024-05-01")), "", ""},
		{"ondermandaat dat niet mocht", keten(func(i *mandaat.Inhoud) { i.Ondermandaat = false }, niets, besloten("2024-05-01")), "ondermandaat niet toegestaan", "ondermandaat niet toegestaan"},
		{"ondermandaat waarvan de grond verlopen is", keten(func(i *mandaat.Inhoud) { i.Tot = dag("2024-03-01") }, niets, besloten("2024-05-01")), "ondermandaat zonder grond: mandaat verlopen", "ondermandaat zonder grond: mandaat verlopen"},
		{"ondermandaat met een hogere grens dan zijn grond", keten(func(i *mandaat.Inhoud) { i.Grens = 5_000_00 }, niets, besloten("2024-05-01")), "ondermandaat zonder grond: boven de grens van het mandaat", "ondermandaat zonder grond: boven de grens van het mandaat"},
		{"ondermandaat over iets anders", keten(func(i *mandaat.Inhoud) { i.Bevoegdheid = mandaat.Personeel }, niets, besloten("2024-05-01")), "ondermandaat zonder grond: andere bevoegdheid dan gemandateerd", "ondermandaat zonder grond: andere bevoegdheid dan gemandateerd"},
		{"ondermandaat van een mandaat van een ander orgaan", keten(func(i *mandaat.Inhoud) { i.Mandaatgever = recht.Directeur }, niets, besloten("2024-05-01")), "ondermandaat zonder grond: verkeerd orgaan", "ondermandaat zonder grond: verkeerd orgaan"},
		{"ondermandaat van niets", met(verleend("2024-01-02", func(i *mandaat.Inhoud) { i.Krachtens = mandaat.Grondmandaat{Mandaat: "MB-9", Versie: 1} }), besloten("2024-05-01")), "ondermandaat zonder grond: niet vastgelegd", "ondermandaat zonder grond: niet vastgelegd"},
		{"ondermandaat dat in een kring rust", keten(func(i *mandaat.Inhoud) { i.Krachtens = mandaat.Grondmandaat{Mandaat: "MB-1", Versie: 1} }, niets, besloten("2024-05-01")), "ondermandaat zonder grond: het rust op zichzelf", "ondermandaat zonder grond: het rust op zichzelf"},
		{"toegepast en nooit bekendgemaakt", met(besloten("2024-05-01"), toegepast("2024-05-03")), "toegepast vóór bekendmaking", ""},
		{"toegepast een dag te vroeg", met(besloten("2024-05-01"), toegepast("2024-05-03"), bekendgemaakt("2024-05-04")), "toegepast vóór bekendmaking", ""},
		{"toegepast op de dag van bekendmaking", met(besloten("2024-05-01"), bekendgemaakt("2024-05-03"), toegepast("2024-05-03")), "", ""},
		{"een rechtshandeling werkt zonder bekendmaking", met(besluit(func(e *inmandaat.MandaatUitgeoefend) { e.Soort = inmandaat.Rechtshandeling }), toegepast("2024-05-03")), "", ""},
	} {
		t.Run(x.naam, func(t *testing.T) {
			a := rapport(t, projections.Vraag{}, x.vs...)
			assert.Equal(t, [][]string{{x.nu, x.toen}}, kolommen(t, a, "signaal", "signaalToen"))
		})
	}
}

// What question 2 turns on: a mandaat that is recorded later, with effect from an
// earlier day.
func TestRetroactive(t *testing.T) {
	terug := func(i *mandaat.Inhoud) { i.GenomenOp = dag("2024-06-01") }
	t.Run("een mandaat dat later met terugwerkende kracht is verleend dekt het besluit in geen enkele stand", func(t *testing.T) {
		vs := []vast{besloten("2024-05-01"), verleend("2024-06-03", terug), bekend("2024-06-04", "2024-06-04", 1)}
		assert.Equal(t, [][]string{{geen + "niet vastgelegd", geen + "niet vastgelegd", ""}}, kolommen(t, rapport(t, projections.Vraag{BekendOp: 1}, vs...), "signaal", "signaalToen", "mandaatVanaf"))
		assert.Equal(t, [][]string{{geen + "pas daarna verleend", geen + "niet vastgelegd", "2024-01-01"}}, kolommen(t, rapport(t, projections.Vraag{}, vs...), "signaal", "signaalToen", "mandaatVanaf"))
	})
	vs := []vast{besloten("2024-05-01"), verleend("2024-06-03"), bekend("2024-06-04", "2023-12-20", 1)}
	t.Run("een mandaat dat er wel was maar later is vastgelegd dekt het besluit nu, en in de stand bekend op niet", func(t *testing.T) {
		for bekendOp, wil := range map[es.Position]string{1: geen + "niet vastgelegd", 2: geen + "toen niet bekendgemaakt", 3: ""} {
			a := rapport(t, projections.Vraag{BekendOp: bekendOp}, vs...)
			assert.Equal(t, [][]string{{wil, geen + "niet vastgelegd"}}, kolommen(t, a, "signaal", "signaalToen"), bekendOp)
		}
	})
	t.Run("de herkomst noemt de gebeurtenissen van het besluit en van het mandaat", func(t *testing.T) {
		assert.Equal(t, []es.Position{1, 2, 3}, rapport(t, projections.Vraag{}, vs...).Uitkomst.Regels[0].Herkomst)
		assert.Equal(t, []es.Position{1}, rapport(t, projections.Vraag{BekendOp: 1}, vs...).Uitkomst.Regels[0].Herkomst)
	})
	t.Run("een correctie van de grens telt nu, en toen niet", func(t *testing.T) {
		vs := []vast{
			verleend("2023-12-12"), bekend("2023-12-20", "2023-12-20", 1),
			besloten("2024-05-01", func(e *inmandaat.MandaatUitgeoefend) { e.Bedrag = 40_000_00 }),
			verleend("2024-06-01", func(i *mandaat.Inhoud) { i.Grens = 50_000_00 }),
		}
		assert.Equal(t, [][]string{{"", "boven de grens van het mandaat", "50000.00", "2023-12-12"}}, kolommen(t, rapport(t, projections.Vraag{}, vs...), "signaal", "signaalToen", "grens", "mandaatVastgelegdOp"))
		assert.Equal(t, [][]string{{"boven de grens van het mandaat", "25000.00"}}, kolommen(t, rapport(t, projections.Vraag{BekendOp: 3}, vs...), "signaal", "grens"))
	})
}

func TestLine(t *testing.T) {
	vs := []vast{
		verleend("2023-12-12", func(i *mandaat.Inhoud) { i.Tot = dag("2026-01-01") }), bekend("2023-12-20", "2023-12-19", 1),
		besloten("2024-05-01"), bekendgemaakt("2024-05-06"), toegepast("2024-05-10"), ingetrokken("2024-07-01", "2024-08-01", "2024-06-30"),
	}
	t.Run("een regel zegt alles van het besluit en zijn mandaat, op zijn eigen plaats", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, vs...)
		assert.Equal(t, []projections.Waarde{
			int64(3), "BM-1", "2024-05-01", "2024-05-01", "dagelijks-bestuur", "manager-inkoop", "privaatrechtelijk-handelen",
			"dagelijks-bestuur", "Wgr art. 33b lid 1 onder e", "beschikking in zaak Z-1", "genomen", "10000.00", "MB-1", "1", "25000.00",
			"2024-01-01", "2026-01-01", "2023-12-12", "2023-12-19", "2024-08-01", "2023-12-12",
			"", "", "", "", "", "", "", "", "", "2024-05-06", "2024-05-10", "", "",
		}, a.Uitkomst.Regels[0].Waarden)
		assert.Equal(t, []recht.Regelnoot{{Code: "BEVOEGD_PRIVAATRECHTELIJK_HANDELEN", Versie: dag("2017-01-01"), Aangenomen: true}}, a.Uitkomst.Regelset)
		assert.Equal(t, []projections.Norm{{Naam: "besluiten zonder signaal", Norm: 1, Realisatie: 1, Gehaald: true}}, a.Uitkomst.Normen)
	})
	t.Run("met een peildatum blijft weg wat daarna gebeurde", func(t *testing.T) {
		assert.Equal(t, [][]string{{"2024-05-06", ""}}, kolommen(t, rapport(t, projections.Vraag{Peildatum: dag("2024-05-09")}, vs...), "bekendgemaaktOp", "toegepastOp"))
		assert.Empty(t, rapport(t, projections.Vraag{Peildatum: dag("2024-04-30")}, vs...).Uitkomst.Regels)
	})
	t.Run("een correctie houdt het nummer, en wat bekend was", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, append(append([]vast{}, vs...), besloten("2024-09-01", func(e *inmandaat.MandaatUitgeoefend) { e.Bedrag, e.GenomenOp = 99_000_00, dag("2024-05-01") }))...)
		assert.Equal(t, [][]string{{"3", "2024-05-01", "99000.00", "2024-05-06", "2024-05-10", "boven de grens van het mandaat"}}, kolommen(t, a, "besluit", "geregistreerdOp", "bedrag", "bekendgemaaktOp", "toegepastOp", "signaal"))
		assert.Equal(t, projections.Norm{Naam: "besluiten zonder signaal", Norm: 1}, a.Uitkomst.Normen[0])
	})
	t.Run("wie een mandaat noemt dat er niet is ziet kenmerk en versie, en verder niets", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, besloten("2024-05-01"))
		assert.Equal(t, [][]string{{"MB-1", "1", "", "", ""}}, kolommen(t, a, "mandaat", "mandaatversie", "grens", "mandaatVanaf", "mandaatVastgelegdOp"))
		zonder := rapport(t, projections.Vraag{}, besloten("2024-05-01", func(e *inmandaat.MandaatUitgeoefend) { e.Namens, e.Bedrag = recht.Namens{}, 0 }))
		assert.Equal(t, [][]string{{"", "", ""}}, kolommen(t, zonder, "mandaat", "mandaatversie", "bedrag"))
	})
	t.Run("een verzonnen mandaat maakt de regel niet verzonnen, een verzonnen bekendmaking wel", func(t *testing.T) {
		m := bekendgemaakt("2024-05-06").event.(inmandaat.BesluitInMandaatBekendgemaakt)
		assert.False(t, rapport(t, projections.Vraag{}, besloten("2024-05-01"), vast{"2024-05-06", m}).Uitkomst.Regels[0].Gesimuleerd)
		m.Gesimuleerd = true
		assert.True(t, rapport(t, projections.Vraag{}, besloten("2024-05-01"), vast{"2024-05-06", m}).Uitkomst.Regels[0].Gesimuleerd)
	})
}

// gestemd is a decision of an organ that met.
func gestemd(orgaan recht.Orgaan, pas func(*recht.Uitslag)) vast {
	e := plan.UitvoeringsplanVastgesteld{Verantwoording: recht.Verantwoording{Orgaan: orgaan}, GenomenOp: dag("2024-06-01")}
	e.Besluitvorming.Vergadering = recht.Vergadering{Aanvang: dag("2024-06-01").Begin(), Zetels: 11}
	e.Besluitvorming.Stemming.Wijze = recht.Hoofdelijk
	e.Besluitvorming.Stemregeling = recht.Stemregeling{Bron: "Regeling art. 8", GeldigVan: dag("2017-01-01")}
	e.Besluitvorming.Uitslag = recht.Uitslag{Uitkomst: recht.Aangenomen, Voor: 6, Tegen: 2, Uitgebracht: 8, Quorum: recht.Quorumstaat{Zittend: 11, Aanwezig: 8, Bereikt: true}}
	pas(&e.Besluitvorming.Uitslag)
	return vast{"2024-06-02", e}
}

func TestCollegial(t *testing.T) {
	for _, x := range []struct {
		naam   string
		orgaan recht.Orgaan
		pas    func(*recht.Uitslag)
		wil    string
	}{
		{"een geldig besluit heeft geen signaal", recht.AlgemeenBestuur, func(*recht.Uitslag) {}, ""},
		{"het dagelijks bestuur stelt geen uitvoeringsplan vast", recht.DagelijksBestuur, func(*recht.Uitslag) {}, "verkeerd orgaan"},
		{"zonder quorum is er geen besluit", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Quorum.Bereikt = false }, "quorum niet bereikt"},
		{"een tweede vergadering heeft geen quorum nodig", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Quorum.Bereikt, u.Vrijgesteld = false, true }, ""},
		{"precies de helft van de stemgerechtigden is te weinig", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Uitgebracht, u.Onthouden = 5, 1 }, "stemming niet geldig"},
		{"een meer is genoeg", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Uitgebracht, u.Onthouden = 6, 1 }, ""},
		{"niemand bracht een stem uit", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Uitgebracht, u.Vrijgesteld = 0, true }, "stemming niet geldig"},
		{"evenveel tegen als voor", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Voor, u.Tegen = 4, 4 }, "stemming niet geldig"},
		{"wat niet is aangenomen is geen besluit", recht.AlgemeenBestuur, func(u *recht.Uitslag) { u.Uitkomst, u.Voor, u.Tegen = recht.Verworpen, 2, 6 }, ""},
	} {
		t.Run(x.naam, func(t *testing.T) {
			assert.Equal(t, [][]string{{x.wil, ""}}, kolommen(t, rapport(t, projections.Vraag{}, gestemd(x.orgaan, x.pas)), "signaal", "kenmerk"))
		})
	}
	t.Run("de regel noemt zetels, presentie, stemmen en bron van de stemregeling", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, gestemd(recht.AlgemeenBestuur, func(*recht.Uitslag) {}))
		assert.Equal(t, [][]string{{"uitvoeringsplan-vaststellen", "algemeen-bestuur", "Regeling MGR SDCG art. 24 lid 1", "11", "11", "8", "bereikt", "hoofdelijk", "6", "2", "0", "Regeling art. 8"}},
			kolommen(t, a, "bevoegdheid", "bevoegdOrgaan", "bevoegdheidsgrond", "zetels", "zittend", "aanwezig", "quorum", "wijze", "voor", "tegen", "onthouden", "stemregeling"))
	})
	t.Run("toegepast voor bekendmaking geldt ook hier", func(t *testing.T) {
		toe := plan.BesluitToegepast{Besluit: plan.Voorstel{Soort: plan.SoortPlan}, ToegepastOp: dag("2024-06-10")}
		a := rapport(t, projections.Vraag{}, gestemd(recht.AlgemeenBestuur, func(*recht.Uitslag) {}), vast{"2024-06-10", toe})
		assert.Equal(t, [][]string{{"toegepast vóór bekendmaking", ""}}, kolommen(t, a, "signaal", "signaalToen"))
	})
}

func TestFilters(t *testing.T) {
	ander := func(e *inmandaat.MandaatUitgeoefend) {
		e.Kenmerk = "BM-0"
		e.Orgaan = recht.Directeur
		e.Namens = recht.Namens{}
		e.GenomenOp = dag("2023-05-01")
	}
	vs := []vast{
		besloten("2024-05-01"), gestemd(recht.AlgemeenBestuur, func(*recht.Uitslag) {}), besloten("2024-06-02", ander),
		verleend("2024-06-03"), bekend("2024-06-04", "2023-12-20", 1),
		{"2024-06-05", deelname.DeelnameModuleGestart{Verantwoording: recht.Verantwoording{Orgaan: recht.AlgemeenBestuur}, Gemeente: "GM0202", Module: recht.Inkoop, Vanaf: dag("2025-01-01"), GenomenOp: dag("2024-06-01")}},
	}
	for naam, x := range map[string]struct {
		filter map[string]string
		wil    [][]string
	}{
		"alles, op volgorde van vastlegging":       {nil, [][]string{{"1"}, {"2"}, {"3"}, {"6"}}},
		"alleen van een jaar":                      {map[string]string{"jaar": "2023"}, [][]string{{"3"}}},
		"alleen namens een orgaan":                 {map[string]string{"orgaan": "dagelijks-bestuur"}, [][]string{{"1"}}},
		"alleen met een signaal zoals nu bekend":   {map[string]string{"signaal": "nu"}, [][]string{{"3"}}},
		"alleen met een signaal zoals toen bekend": {map[string]string{"signaal": "toen"}, [][]string{{"1"}, {"3"}}},
		"een jaar en een signaal gelden samen":     {map[string]string{"signaal": "nu", "jaar": "2024"}, nil},
	} {
		t.Run(naam, func(t *testing.T) {
			assert.Equal(t, x.wil, kolommen(t, rapport(t, projections.Vraag{Filter: x.filter}, vs...), "besluit"))
		})
	}
}

// leeg is a Schrijver without rows.
type leeg struct{ projections.Schrijver }

func (leeg) Huidig(*projections.Tabel, ...projections.Waarde) ([]projections.Waarde, bool, error) {
	return nil, false, nil
}

func TestOrderOfEvents(t *testing.T) {
	for naam, v := range map[string]vast{
		"een bekendmaking van een onbekend mandaat": bekend("2024-01-01", "2024-01-01", 1), "een intrekking ervan": ingetrokken("2024-01-01", "2024-01-01", "2024-01-01"),
		"een bekendmaking van een onbekend besluit": bekendgemaakt("2024-01-01"), "een toepassing ervan": toegepast("2024-01-01"),
	} {
		t.Run(naam+" stopt het leesmodel", func(t *testing.T) {
			require.ErrorIs(t, besluitenlijst.Projector.Verwerk(leeg{}, journaal(v)[0]), projections.ErrVolgorde)
		})
	}
}
