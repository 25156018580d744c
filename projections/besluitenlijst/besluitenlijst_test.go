package besluitenlijst_test

import (
	"errors"
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/mgr-sdcg/kroniek/adapters/leesmodellen/leesmodellentest"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/deelname"
	plan "github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/projections"
	"github.com/mgr-sdcg/kroniek/projections/besluitenlijst"
)

func TestLine(t *testing.T) {
	t.Run("een regel zegt alles van het besluit, op zijn eigen plaats", func(t *testing.T) {
		e := vastgesteld("2024-06-01")
		e.Namens = recht.Namens{Orgaan: recht.DagelijksBestuur, Mandaat: "M-1", Versie: 3}
		a := rapport(t, projections.Vraag{}, journaal(e, toegepast(hetPlan, "2024-06-20"), bekend(hetPlan, "2024-06-12"), ingetrokken(hetPlan, "2024-07-01")))
		assert.Equal(t, []projections.Waarde{
			int64(1), "2024-06-01", "2024-06-04", "algemeen-bestuur", "dagelijks-bestuur (mandaat M-1, versie 3)",
			"vaststelling van: het uitvoeringsplan", "aangenomen", "Regeling MGR SDCG art. 24 lid 1", "ja", "nee",
			"9", "8", "7", "bereikt", "hoofdelijk", "4", "2", "1", "Regeling art. 8",
			"2024-06-12", "2024-06-20", "2024-07-01", "griffier (MGR)", "",
		}, a.Uitkomst.Regels[0].Waarden)
	})
	t.Run("wie in eigen naam besluit noemt geen mandaat", func(t *testing.T) {
		assert.Equal(t, [][]string{{""}}, kolommen(t, rapport(t, projections.Vraag{}, journaal(vastgesteld("2024-06-01"))), "namens"))
	})
}

func TestKinds(t *testing.T) {
	ab, db := verantwoord(recht.AlgemeenBestuur), verantwoord(recht.DagelijksBestuur)
	twee := []plan.Voorstel{onderdeel, {Soort: plan.SoortBijstelling, Bijstelling: 2}}
	verworpen := hoofdelijk()
	verworpen.Uitslag.Uitkomst = recht.NietAangenomen
	op := dag("2024-06-01")
	for _, x := range []struct {
		naam, omschrijving, uitkomst, awb string
		event                             any
	}{
		{"het ontwerp is voorbereiding", "vaststelling van: het ontwerp-uitvoeringsplan", "aangenomen", "nee", plan.OntwerpVastgesteldDoorDagelijksBestuur{Verantwoording: db, GenomenOp: op, Besluitvorming: hoofdelijk()}},
		{"een onderdeel is een besluit", "vaststelling van: het onderdeel Inkoop sociaal domein", "aangenomen", "ja", plan.OnderdeelVastgesteld{Verantwoording: ab, Onderdeel: plan.Onderdeel{Code: recht.Inkoop}, GenomenOp: op, Besluitvorming: hoofdelijk()}},
		{"het plan is een besluit", "vaststelling van: het uitvoeringsplan", "aangenomen", "ja", vastgesteld("2024-06-01")},
		{"een bijstelling is een besluit", "vaststelling van: bijstelling 2 van het uitvoeringsplan", "aangenomen", "ja", plan.BijstellingVastgesteld{Verantwoording: ab, Bijstelling: 2, GenomenOp: op, Besluitvorming: hoofdelijk()}},
		{"een verworpen voorstel staat erop met al wat voorlag", "voorstel tot: het onderdeel Inkoop sociaal domein, bijstelling 2 van het uitvoeringsplan", "verworpen", "nee", plan.VoorstelVerworpen{Verantwoording: ab, Voorstellen: twee, GenomenOp: op, Besluitvorming: verworpen}},
		{"een aangehouden voorstel staat erop met de reden", "voorstel tot: het onderdeel Inkoop sociaal domein", "aangehouden: stemmen-staken", "nee", plan.VoorstelAangehouden{Verantwoording: ab, Voorstellen: twee[:1], Reden: plan.StemmenStaken, AangehoudenOp: op, Besluitvorming: verworpen}},
		{"een begroting", "vaststelling van: de begroting 2025", "aangenomen", "nee", begroting.BegrotingVastgesteld{Verantwoording: ab, Stuk: begroting.Stuk{Jaar: 2025}, Vaststelling: begroting.Vaststelling{GenomenOp: op, Besluitvorming: hoofdelijk()}}},
		{"een begrotingswijziging", "vaststelling van: begrotingswijziging 2 van 2025", "aangenomen", "nee", begroting.BegrotingswijzigingVastgesteld{Verantwoording: ab, Stuk: begroting.Stuk{Jaar: 2025, Wijziging: 2}, Vaststelling: begroting.Vaststelling{GenomenOp: op, Besluitvorming: hoofdelijk()}}},
		{"een verworpen begroting", "voorstel tot: de begroting 2025", "verworpen", "nee", begroting.BegrotingsvoorstelVerworpen{Verantwoording: ab, Stuk: begroting.Stuk{Jaar: 2025}, GenomenOp: op, Besluitvorming: verworpen}},
		{"een aangehouden begroting", "voorstel tot: de begroting 2025", "aangehouden: geen-quorum", "nee", begroting.BegrotingsvoorstelAangehouden{Verantwoording: ab, Stuk: begroting.Stuk{Jaar: 2025}, Reden: "geen-quorum", AangehoudenOp: op, Besluitvorming: verworpen}},
		{"een begin van deelname", "deelname van Arnhem aan Onderwijszaken vanaf 2025-01-01", "vastgesteld", "nee", deelname.DeelnameModuleGestart{Verantwoording: ab, Gemeente: "GM0202", Module: recht.Onderwijszaken, Vanaf: dag("2025-01-01"), GenomenOp: op}},
		{"een einde van deelname", "einde deelname van Rozendaal aan Inkoop sociaal domein per 2026-01-01", "vastgesteld", "nee", deelname.DeelnameModuleBeeindigd{Verantwoording: ab, Gemeente: "GM0277", Module: recht.Inkoop, Tot: dag("2026-01-01"), GenomenOp: op}},
	} {
		t.Run(x.naam, func(t *testing.T) {
			a := rapport(t, projections.Vraag{}, journaal(x.event))
			assert.Equal(t, [][]string{{"2024-06-01", x.omschrijving, x.uitkomst, x.awb, "nee"}}, kolommen(t, a, "genomenOp", "omschrijving", "uitkomst", "awbBesluit", "rechtsmiddel"))
		})
	}
	t.Run("wat geen besluit is geeft geen regel", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, journaal(plan.UitvoeringsplanOpgesteld{VanJaar: 2024}, plan.BijstellingVoorgesteld{Bijstelling: 1}))
		assert.Empty(t, a.Uitkomst.Regels)
	})
}

func TestQuorumAndVote(t *testing.T) {
	met := func(wijzig func(*plan.Besluitvorming)) plan.UitvoeringsplanVastgesteld {
		e := vastgesteld("2024-06-01")
		wijzig(&e.Besluitvorming)
		return e
	}
	for _, x := range []struct {
		naam  string
		event any
		wil   []string
	}{
		{"een quorum dat er is", vastgesteld("2024-06-01"), []string{"9", "8", "7", "bereikt", "4", "2", "1"}},
		{"een quorum dat er niet is", met(func(b *plan.Besluitvorming) { b.Uitslag.Quorum.Bereikt = false }), []string{"9", "8", "7", "niet bereikt", "4", "2", "1"}},
		{
			"een tweede vergadering heeft er geen nodig", met(func(b *plan.Besluitvorming) { b.Uitslag.Quorum.Bereikt, b.Uitslag.Vrijgesteld = false, true }),
			[]string{"9", "8", "7", "niet nodig (tweede vergadering)", "4", "2", "1"},
		},
		{"een tweede vergadering kan het wel halen", met(func(b *plan.Besluitvorming) { b.Uitslag.Vrijgesteld = true }), []string{"9", "8", "7", "bereikt", "4", "2", "1"}},
		{
			"zonder stemming is er niets geteld, ook geen nul", met(func(b *plan.Besluitvorming) {
				b.Stemming.Wijze, b.Uitslag.Voor, b.Uitslag.Tegen, b.Uitslag.Onthouden = recht.ZonderStemming, 0, 0, 0
			}), []string{"9", "8", "7", "bereikt", "", "", "0"},
		},
		{
			"een stemming zonder tegenstem toont een nul", met(func(b *plan.Besluitvorming) { b.Uitslag.Tegen = 0 }),
			[]string{"9", "8", "7", "bereikt", "4", "0", "1"},
		},
		{
			"zonder vergadering blijft alles leeg",
			deelname.DeelnameModuleGestart{Gemeente: "GM0202", Module: recht.Inkoop, Vanaf: dag("2024-01-01"), GenomenOp: dag("2023-12-01")},
			[]string{"", "", "", "", "", "", ""},
		},
	} {
		t.Run(x.naam, func(t *testing.T) {
			a := rapport(t, projections.Vraag{}, journaal(x.event))
			assert.Equal(t, [][]string{x.wil}, kolommen(t, a, "zetels", "zittend", "aanwezig", "quorum", "voor", "tegen", "onthouden"))
		})
	}
}

func TestStemregeling(t *testing.T) {
	e := vastgesteld("2024-06-01")
	e.Besluitvorming.Stemregeling.Aangenomen = true
	a := rapport(t, projections.Vraag{}, journaal(e, e))
	t.Run("een aangenomen stemregeling is als zodanig te zien, en staat een keer bij de regels", func(t *testing.T) {
		assert.Equal(t, [][]string{{"Regeling art. 8 (aangenomen)"}, {"Regeling art. 8 (aangenomen)"}}, kolommen(t, a, "stemregeling"))
		assert.Equal(t, []string{"STEMREGELING"}, a.Volledigheid.Aangenomen)
		assert.Equal(t, []recht.Regelnoot{{Code: "STEMREGELING", Versie: dag("2017-01-01"), Aangenomen: true}}, a.Uitkomst.Regelset)
	})
	t.Run("een stemregeling uit een bron is niet aangenomen", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, journaal(vastgesteld("2024-06-01")))
		assert.Empty(t, a.Volledigheid.Aangenomen)
		assert.Equal(t, []recht.Regelnoot{{Code: "STEMREGELING", Versie: dag("2017-01-01")}}, a.Uitkomst.Regelset)
	})
	t.Run("wie niet stemde noemt er geen", func(t *testing.T) {
		a := rapport(t, projections.Vraag{}, journaal(deelname.DeelnameModuleGestart{Gemeente: "GM0202", GenomenOp: dag("2024-01-01")}))
		assert.Empty(t, a.Uitkomst.Regelset)
	})
}

func TestSignal(t *testing.T) {
	const vroeg, vooraf = "toegepast vóór bekendmaking", "vastgelegd vóór aanvang van de vergadering"
	for _, x := range []struct {
		naam, toegepast, bekend string
		vastgelegd              time.Time
		wil                     string
	}{
		{"niets toegepast is geen signaal", "", "", aanvang, ""},
		{"toegepast en nooit bekendgemaakt", "2024-06-20", "", aanvang, vroeg},
		{"toegepast een dag voor de bekendmaking", "2024-06-19", "2024-06-20", aanvang, vroeg},
		{"toegepast op de dag van de bekendmaking is geen signaal", "2024-06-20", "2024-06-20", aanvang, ""},
		{"bekendgemaakt en niet toegepast is geen signaal", "", "2024-06-20", aanvang, ""},
		{"vastgelegd een milliseconde voor de aanvang", "", "", aanvang.Add(-time.Millisecond), vooraf},
		{"beide staan naast elkaar", "2024-06-20", "", aanvang.Add(-time.Hour), vroeg + "; " + vooraf},
	} {
		t.Run(x.naam, func(t *testing.T) {
			events := []any{vastgesteld("2024-06-01")}
			if x.toegepast != "" {
				events = append(events, toegepast(hetPlan, x.toegepast))
			}
			if x.bekend != "" {
				events = append(events, bekend(hetPlan, x.bekend))
			}
			r := journaal(events...)
			r[0].Time = x.vastgelegd
			assert.Equal(t, [][]string{{x.wil}}, kolommen(t, rapport(t, projections.Vraag{}, r), "signaal"))
		})
	}
}

func TestFilter(t *testing.T) {
	ontwerp := plan.OntwerpVastgesteldDoorDagelijksBestuur{Verantwoording: verantwoord(recht.DagelijksBestuur), GenomenOp: dag("2023-12-31"), Besluitvorming: hoofdelijk()}
	events := journaal(vastgesteld("2024-01-01"), ontwerp, vastgesteld("2024-12-31"), vastgesteld("2025-01-01"))
	for _, x := range []struct {
		naam   string
		filter map[string]string
		wil    [][]string
	}{
		{"zonder filter staat alles er in volgorde van vastlegging", nil, [][]string{{"1"}, {"2"}, {"3"}, {"4"}}},
		{"een jaar loopt van 1 januari tot en met 31 december", map[string]string{"jaar": "2024"}, [][]string{{"1"}, {"3"}}},
		{"een orgaan ziet alleen zijn eigen besluiten", map[string]string{"orgaan": "dagelijks-bestuur"}, [][]string{{"2"}}},
		{"orgaan en jaar gelden samen", map[string]string{"orgaan": "dagelijks-bestuur", "jaar": "2024"}, nil},
		{"een orgaan dat niets besloot heeft geen besluiten", map[string]string{"orgaan": "directeur"}, nil},
		{"een jaar zonder besluiten is leeg", map[string]string{"jaar": "2022"}, nil},
	} {
		t.Run(x.naam, func(t *testing.T) {
			assert.Equal(t, x.wil, kolommen(t, rapport(t, projections.Vraag{Filter: x.filter}, events), "besluit"))
		})
	}
	t.Run("een onbekende vraag wordt geweigerd", func(t *testing.T) {
		l := leesmodellentest.Lees(t, besluitenlijst.Projector, events...)
		_, err := projections.Voer(t.Context(), besluitenlijst.Rapport, l, projections.Vraag{BekendOp: 4, Filter: map[string]string{"planperiode": "2024"}})
		var onbekend *projections.OnbekendeParameter
		assert.ErrorAs(t, err, &onbekend)
	})
	t.Run("een orgaan dat niet bestaat en een jaar dat geen jaar is worden geweigerd", func(t *testing.T) {
		l := leesmodellentest.Lees(t, besluitenlijst.Projector, events...)
		for naam, waarde := range map[string]string{"orgaan": "raad", "jaar": "202"} {
			_, err := projections.Voer(t.Context(), besluitenlijst.Rapport, l, projections.Vraag{BekendOp: 4, Filter: map[string]string{naam: waarde}})
			var onbekend *projections.OnbekendeWaarde
			assert.ErrorAs(t, err, &onbekend, naam)
		}
	})
}

func TestOrder(t *testing.T) {
	wijzigingen := []any{bekend(hetPlan, "2024-06-20"), toegepast(hetPlan, "2024-06-20"), ingetrokken(hetPlan, "2024-06-20")}
	verwerk := func(o opslag, e any) error {
		return besluitenlijst.Projector.Verwerk(o, es.Recorded{Stream: plan.Stroom(2024), Event: e})
	}
	rijen := map[string][]projections.Waarde{"laatste": {int64(1)}}
	t.Run("wat over een onbekend besluit gaat stopt de projector", func(t *testing.T) {
		for _, e := range wijzigingen {
			assert.ErrorIs(t, verwerk(opslag{}, e), projections.ErrVolgorde, "%T", e)
			assert.ErrorIs(t, verwerk(opslag{rijen: rijen}, e), projections.ErrVolgorde, "%T", e)
		}
	})
	t.Run("een fout van de opslag komt door", func(t *testing.T) {
		kapot, velden := errors.New("kapot"), make([]projections.Waarde, 29)
		for i := range velden {
			velden[i] = ""
		}
		heel := maps.Clone(rijen)
		heel["besluiten"] = velden
		for _, tabel := range []string{"laatste", "besluiten"} {
			stuk := map[string]error{tabel: kapot}
			assert.ErrorIs(t, verwerk(opslag{schrijf: stuk}, vastgesteld("2024-06-01")), kapot, tabel)
			for _, e := range wijzigingen {
				assert.ErrorIs(t, verwerk(opslag{rijen: heel, lees: stuk}, e), kapot, "%T %s", e, tabel)
			}
		}
		for _, e := range wijzigingen {
			assert.ErrorIs(t, verwerk(opslag{rijen: heel, schrijf: map[string]error{"besluiten": kapot}}, e), kapot, "%T", e)
		}
	})
}
