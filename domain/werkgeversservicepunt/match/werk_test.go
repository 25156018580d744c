package match

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

func TestDuurzaam(t *testing.T) {
	t.Run("duurzaam is wie na zesentwintig weken nog werkt, een dag eerder niet", func(t *testing.T) {
		na(t, metWerk()...).When(duurzaam(duurzaamNa)).ThenRefused(ErrTermijnLoopt)
		e := na(t, metWerk()...).When(duurzaam(duurzaamNa.PlusDagen(1))).Events()[0].(DuurzaamGeplaatst)
		require.Equal(t, []recht.Regelnoot{{Code: "WSP_DUURZAAM", Versie: dag("2017-01-01"), Aangenomen: true}}, e.Regels)
	})
	t.Run("wie tot en met de laatste dag werkte is duurzaam geplaatst, een dag korter niet", func(t *testing.T) {
		na(t, metWerk(eind("2021-07-31"))...).When(duurzaam(vandaag)).ThenRefused(ErrVoortijdigBeeindigd)
		require.Len(t, na(t, metWerk(eind("2021-08-01"))...).When(duurzaam(vandaag)).Events(), 1)
		kort := na(t, metWerk()...).When(eind("2021-07-31")).Events()[0].(PlaatsingBeeindigd)
		lang := na(t, metWerk()...).When(eind("2021-08-01")).Events()[0].(PlaatsingBeeindigd)
		require.True(t, kort.VoorTermijn)
		require.False(t, lang.VoorTermijn)
	})
	t.Run("vaststellen kan een keer, na plaatsing", func(t *testing.T) {
		na(t, bijWerkgever()...).When(duurzaam(vandaag)).ThenRefused(ErrNietGeplaatst)
		na(t, metWerk(duurzaam(vandaag))...).When(duurzaam(vandaag)).ThenNothing()
		c := duurzaam(vandaag)
		c.Actor.Rol = "proces"
		na(t, metWerk()...).When(c).ThenRefused(wsp.ErrMensBeslist)
	})
	t.Run("een correctie waardoor de termijn niet is gehaald neemt duurzaam terug", func(t *testing.T) {
		vast := metWerk(duurzaam(duurzaamNa.PlusDagen(1)))
		events := na(t, vast...).When(eind("2021-07-31")).Events()
		require.Len(t, events, 2)
		terug := events[1].(DuurzaamGeplaatst)
		require.True(t, terug.Teruggenomen)
		require.Contains(t, terug.Zin(), "niet duurzaam")
		require.Len(t, na(t, vast...).When(eind("2021-08-01")).Events(), 1, "the last day was reached")
		na(t, vast...).When(eindOp(1, dag("2021-08-01"))).ThenRefused(wsp.ErrNietsTeCorrigeren)
		require.Len(t, na(t, append(vast, eind("2021-09-01"))...).When(eindOp(1, dag("2021-07-31"))).Events(), 2)
		require.Len(t, na(t, vast...).When(plaatsingOp(1, "2021-02-02")).Events(), 2, "the term now ends on the day itself")
		require.Len(t, na(t, vast...).When(plaatsingOp(1, "2021-01-31")).Events(), 1)
		require.False(t, Decider.Fold(spec.Played(t, append(vast, eind("2021-07-31"))...)...).Duurzaam())
		require.Len(t, na(t, append(vast, eind("2021-07-31"), eindOp(2, recht.Datum{}))...).When(duurzaam(vandaag)).Events(), 1)
	})
}

func TestGevolg(t *testing.T) {
	t.Run("een andere eerste dag kan van een einde een voortijdig einde maken, en terug", func(t *testing.T) {
		events := na(t, metWerk(eind("2021-08-01"))...).When(plaatsingOp(1, "2021-02-02")).Events()
		require.Len(t, events, 2)
		require.True(t, events[1].(PlaatsingBeeindigd).VoorTermijn)
		require.Equal(t, dag("2021-08-01"), events[1].(PlaatsingBeeindigd).LaatsteDag)
		na(t, metWerk(eind("2021-08-01"), plaatsingOp(1, "2021-02-02"))...).When(plaatsingOp(1, "2021-02-02")).ThenNothing()
		events = na(t, metWerk(eind("2021-08-01"), plaatsingOp(1, "2021-02-02"))...).When(plaatsingOp(2, "2021-02-01")).Events()
		require.False(t, events[1].(PlaatsingBeeindigd).VoorTermijn)
	})
}

func TestEinde(t *testing.T) {
	t.Run("de reden van het einde is persoonlijk", func(t *testing.T) {
		e := na(t, metWerk()...).When(eind("2021-06-30")).Events()[0].(PlaatsingBeeindigd)
		require.NotContains(t, e.Zin()+fmt.Sprintf("%+v", e), "ziekte")
		reden, open := e.Reden.Waarde()
		require.True(t, open)
		require.Equal(t, Ziekte, reden)
	})
	t.Run("werk eindigt een keer, niet voor het begon", func(t *testing.T) {
		na(t, bijWerkgever()...).When(eind("2021-06-30")).ThenRefused(ErrNietGeplaatst)
		na(t, metWerk(eind("2021-06-30"))...).When(eind("2021-06-30")).ThenNothing()
		na(t, metWerk(eind("2021-06-30"))...).When(eind("2021-06-29")).ThenRefused(ErrAlBeeindigd)
		na(t, metWerk()...).When(eind("2021-01-31")).ThenRefused(ErrVolgorde)
		require.Len(t, na(t, metWerk()...).When(eind("2021-02-01")).Events(), 1)
		na(t, metWerk(subsidieBesluit(), ZetJobcoachIn{opdracht(), dag("2021-03-01")})...).When(eind("2021-02-28")).ThenRefused(ErrVolgorde)
		na(t, metWerk()...).When(BeeindigPlaatsing{opdracht(), "zomaar", dag("2021-06-30")}).ThenRefused(ErrEindreden)
		na(t, metWerk()...).When(BeeindigPlaatsing{opdracht(), Ziekte, recht.Datum{}}).ThenRefused(wsp.ErrDagOntbreekt)
	})
	t.Run("alleen een correctie neemt een einde weg", func(t *testing.T) {
		na(t, metWerk()...).When(eindOp(1, recht.Datum{})).ThenNothing()
		e := na(t, metWerk(eind("2021-06-30"))...).When(eindOp(1, recht.Datum{})).Events()[0].(PlaatsingBeeindigd)
		require.True(t, e.LaatsteDag.IsZero())
		require.Empty(t, e.Kwartaal)
		require.Contains(t, e.Zin(), "niet beëindigd")
	})
}

func TestInstrumenten(t *testing.T) {
	t.Run("loonkostensubsidie is een besluit van het college dat betaalt, hier ontvangen", func(t *testing.T) {
		e := na(t, metWerk()...).When(subsidieBesluit()).Events()[0].(LoonkostensubsidieVerleend)
		require.Equal(t, recht.Orgaan("college:GM0202"), e.Orgaan)
		require.Equal(t, "10d", e.Grondslag.Artikel)
		_, eigen := any(e).(recht.Besluit)
		require.False(t, eigen, "it is no decision of the MGR")
		_, gemeten := e.Loonwaarde.Waarde()
		require.True(t, gemeten)
		c := subsidieBesluit()
		c.Loonwaarde = 0
		e = na(t, metWerk()...).When(c).Events()[0].(LoonkostensubsidieVerleend)
		_, gemeten = e.Loonwaarde.Waarde()
		require.False(t, gemeten)
	})
	t.Run("een andere gemeente, of het UWV als betaler, kan geen loonkostensubsidie geven", func(t *testing.T) {
		c := subsidieBesluit()
		c.Gemeente = "GM0275"
		na(t, metWerk()...).When(c).ThenRefused(ErrAndereGemeente)
		v := voorstel()
		v.Gemeente, v.Ketenpartner, v.Doelgroep = "", wsp.UWV, wsp.WW
		c.Gemeente = ""
		na(t, v, gedaan(), plaatst()).When(c).ThenRefused(ErrAndereGemeente)
	})
	t.Run("een besluit is volledig, komt tijdens het werk en maar een keer", func(t *testing.T) {
		for _, bederf := range []func(*OntvangLoonkostensubsidie){
			func(c *OntvangLoonkostensubsidie) { c.Kenmerk = "" },
			func(c *OntvangLoonkostensubsidie) { c.Maandbedrag = 0 },
			func(c *OntvangLoonkostensubsidie) { c.Loonwaarde = -1 },
			func(c *OntvangLoonkostensubsidie) { c.Loonwaarde = 10_000 },
		} {
			c := subsidieBesluit()
			bederf(&c)
			na(t, metWerk()...).When(c).ThenRefused(ErrSubsidie)
		}
		c := subsidieBesluit()
		c.VanafOp = begonnenOp.PlusDagen(-1)
		na(t, metWerk()...).When(c).ThenRefused(ErrVolgorde)
		c = subsidieBesluit()
		c.BeslotenOp = c.OntvangenOp.PlusDagen(1)
		na(t, metWerk()...).When(c).ThenRefused(ErrVolgorde)
		c.BeslotenOp = recht.Datum{}
		na(t, metWerk()...).When(c).ThenRefused(wsp.ErrDagOntbreekt)
		na(t, bijWerkgever()...).When(subsidieBesluit()).ThenRefused(ErrNietGeplaatst)
		na(t, metWerk(subsidieBesluit())...).When(subsidieBesluit()).ThenNothing()
		c = subsidieBesluit()
		c.OntvangenOp = c.OntvangenOp.PlusDagen(1)
		na(t, metWerk(subsidieBesluit())...).When(c).ThenRefused(ErrSubsidieAlOntvangen)
		c.Opdracht = corrigerend(1)
		na(t, metWerk()...).When(c).ThenRefused(wsp.ErrNietsTeCorrigeren)
		na(t, metWerk(subsidieBesluit(), c)...).When(c).ThenNothing()
	})
	t.Run("jobcoach, instrument en nazorg horen bij lopend werk", func(t *testing.T) {
		for _, c := range []Command{
			ZetJobcoachIn{opdracht(), dag("2021-03-01")},
			ZetInstrumentIn{opdracht(), 1, NoRiskpolis, dag("2021-03-01")},
			VoerNazorggesprek{opdracht(), 1, dag("2021-03-01")},
		} {
			na(t, bijWerkgever()...).When(c).ThenRefused(ErrNietGeplaatst)
			require.Len(t, na(t, metWerk(eind("2021-03-01"))...).When(c).Events(), 1)
			na(t, metWerk(eind("2021-02-28"))...).When(c).ThenRefused(ErrVolgorde)
			na(t, metWerk(c)...).When(c).ThenNothing()
		}
		na(t, metWerk(ZetJobcoachIn{opdracht(), dag("2021-03-01")})...).When(ZetJobcoachIn{opdracht(), dag("2021-03-02")}).ThenRefused(ErrJobcoachAlIngezet)
		na(t, metWerk()...).When(ZetInstrumentIn{opdracht(), 2, NoRiskpolis, dag("2021-03-01")}).ThenRefused(ErrInstrument)
		na(t, metWerk()...).When(ZetInstrumentIn{opdracht(), 1, "gratis", dag("2021-03-01")}).ThenRefused(ErrInstrument)
		na(t, metWerk()...).When(VoerNazorggesprek{opdracht(), 2, dag("2021-03-01")}).ThenRefused(ErrGesprek)
		e := na(t, metWerk()...).When(ZetInstrumentIn{opdracht(), 1, NoRiskpolis, dag("2021-03-01")}).Events()[0].(InstrumentIngezet)
		require.NotContains(t, e.Zin()+fmt.Sprintf("%+v", e), "no-risk")
	})
}

func TestToestand(t *testing.T) {
	for want, cs := range map[string][]Command{
		"niet voorgesteld":          nil,
		"voorgesteld op 2021-01-04": {voorstel()},
		"voorgesteld aan de werkgever op 2021-01-11; 1 gesprekken":                    bijWerkgever(gesprek(1, "2021-01-12")),
		"afgewezen op 2021-01-12 door werkgever":                                      bijWerkgever(afwijs("2021-01-12")),
		"proefplaatsing tot en met 2021-02-17":                                        bijWerkgever(proefVan("2021-01-18", "2021-02-17")),
		"geplaatst vanaf 2021-02-01; duurzaam na 2021-08-01":                          metWerk(),
		"geplaatst vanaf 2021-02-01; beëindigd op 2021-03-01":                         metWerk(eind("2021-03-01")),
		"geplaatst vanaf 2021-02-01; duurzaam; beëindigd op 2021-09-01":               metWerk(eind("2021-09-01"), duurzaam(vandaag)),
		"geplaatst vanaf 2021-02-01; duurzaam na 2021-08-01; beëindigd op 2021-09-01": metWerk(eind("2021-09-01")),
	} {
		events := spec.Played(t, cs...)
		require.Equal(t, want, Decider.Fold(events...).Toestand())
		for _, e := range events {
			require.Regexp(t, `^Op .*\.$`, e.(interface{ Zin() string }).Zin())
		}
	}
}
