package httpapi

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
)

func TestWerkgeverEnVacature(t *testing.T) {
	k := open(t)
	token := k.ruim(toegang.Accountmanager)
	sleutel := versSleutel()
	g := k.stuur(token, "POST", "/v1/werkgevers", eenWerkgever(), "Idempotency-Key", sleutel).is(201)
	pad := g.kop.Get("Location")
	lees := func() (w Werkgever) {
		k.stuur(token, "GET", pad, nil).is(200).lees(&w)
		return w
	}
	t.Run("een herhaling met dezelfde sleutel vindt dezelfde werkgever", func(t *testing.T) {
		weer := k.stuur(token, "POST", "/v1/werkgevers", eenWerkgever(), "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(g.lichaam), string(weer.lichaam))
		k.stuur(token, "POST", "/v1/werkgevers", plus(eenWerkgever(), veld{"sbi": "41"}), "Idempotency-Key", sleutel).is(409)
	})
	t.Run("adviezen, een overdracht en een correctie komen in de stand; de naam niet", func(t *testing.T) {
		k.doorloop(token, pad, vervolgstap{"adviesgesprekken", veld{"gesprek": 1, "adviesonderwerp": "functiecreatie", "gevoerdOp": "2025-03-10"}},
			vervolgstap{"overdrachten", veld{"subregio": "liemers", "overgedragenOp": "2025-04-01"}},
			vervolgstap{"correcties", plus(eenWerkgever(), veld{"sbi": "5610", "opdracht": plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})})})
		w := lees()
		assert.Equal(t, wsp.Sector("I"), w.Sector)
		assert.Equal(t, wsp.Subregio("liemers"), w.Subregio)
		assert.Equal(t, 1, w.Adviesgesprekken)
		assert.Equal(t, "2025-04-01", w.OvergedragenOp.String())
		assert.True(t, w.Gesimuleerd)
		assert.NotContains(t, string(k.stuur(token, "GET", pad, nil).lichaam), "Winkel")
	})
	t.Run("een volgnummer dat niet volgt, een code die niet bestaat en een werkgever die er niet is worden geweigerd", func(t *testing.T) {
		k.stuur(token, "POST", pad+"/adviesgesprekken", veld{"gesprek": 3, "adviesonderwerp": "anders", "gevoerdOp": "2025-04-01"}).is(409)
		p := k.stuur(token, "POST", "/v1/werkgevers", plus(eenWerkgever(), veld{"sbi": "8911"})).is(409).probleem()
		assert.Equal(t, "werkgeversservicepunt/sector-onbekend", p.Code)
		k.stuur(token, "POST", "/v1/werkgevers", plus(eenWerkgever(), veld{"kvkNummer": "1234"})).is(400)
		k.stuur(token, "POST", "/v1/vacatures", eenVacature("/01890a5d-ac96-774b-bcce-b302099a8057")).is(409)
		k.stuur(token, "GET", "/v1/werkgevers/01890a5d-ac96-774b-bcce-b302099a8057", nil).is(404)
	})
	t.Run("een vacature neemt sector, subregio en revisie van de werkgever over", func(t *testing.T) {
		pad := k.begin(token, "vacatures", eenVacature(pad))
		var v Vacature
		k.stuur(token, "GET", pad, nil).is(200).lees(&v)
		assert.Equal(t, wsp.Sector("I"), v.Sector)
		assert.Equal(t, wsp.Subregio("liemers"), v.Subregio)
		assert.Equal(t, lees().Revisie, v.Werkgever.Revisie)
		assert.True(t, strings.HasSuffix(v.Werkgever.Stroom, lees().Id.String()))
	})
	t.Run("wijzigen, creëren en op drie manieren sluiten", func(t *testing.T) {
		for waar, s := range map[string]struct {
			lichaam veld
			afloop  vacature.Afloop
		}{
			"vervullingen":          {veld{"vervulling": "door-wsp", "vervuldOp": "2025-07-01"}, vacature.Vervuld},
			"intrekkingen":          {veld{"ingetrokkenOp": "2025-07-01"}, vacature.Ingetrokken},
			"vervallenverklaringen": {veld{"vervallenOp": "2025-07-01"}, vacature.Vervallen},
		} {
			g := k.stuur(token, "POST", "/v1/vacatures", eenVacature(pad)).is(201)
			v := g.kop.Get("Location")
			k.doorloop(token, v, vervolgstap{"correcties", plus(eenVacature(pad), veld{"uren": 1600, "opdracht": plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})})},
				vervolgstap{"wijzigingen", veld{"wijziging": 1, "beroep": "5223", "uren": 3200, "aantalPlaatsen": 1, "gewijzigdOp": "2025-06-10"}},
				vervolgstap{"functiecreaties", veld{"doelgroep": "doelgroepregister", "gecreeerdOp": "2025-06-11"}}, vervolgstap{waar, s.lichaam})
			var uit Vacature
			k.stuur(token, "GET", v, nil).is(200).lees(&uit)
			assert.Equal(t, s.afloop, uit.Afloop)
			assert.Equal(t, wsp.Honderdsten(3200), uit.Uren)
			assert.Equal(t, wsp.Doelgroepregister, uit.Doelgroep)
			k.stuur(token, "POST", v+"/intrekkingen", veld{"ingetrokkenOp": "2025-08-01"}).is(409)
		}
	})
}

func TestKandidaat(t *testing.T) {
	k := open(t)
	token, eigen := k.ruim(toegang.Accountmanager), k.token[toegang.Accountmanager]
	sleutel := versSleutel()
	g := k.stuur(token, "POST", "/v1/kandidaten", eenKandidaat(), "Idempotency-Key", sleutel).is(201)
	pad := g.kop.Get("Location")
	lees := func(pad string) (uit Kandidaat) {
		k.stuur(token, "GET", pad, nil).is(200).lees(&uit)
		return uit
	}
	t.Run("de server kiest een pseudoniem, dat bij een herhaling hetzelfde blijft en bij een ander mens anders is", func(t *testing.T) {
		require.NoError(t, lees(pad).Pseudoniem.Keur())
		weer := k.stuur(token, "POST", "/v1/kandidaten", eenKandidaat(), "Idempotency-Key", sleutel).is(201)
		assert.Equal(t, string(g.lichaam), string(weer.lichaam))
		assert.NotEqual(t, lees(pad).Pseudoniem, lees(k.begin(token, "kandidaten", eenKandidaat())).Pseudoniem)
	})
	t.Run("profiel, teruggave en een volgende aanlevering van dezelfde mens", func(t *testing.T) {
		k.doorloop(token, pad, vervolgstap{"profielen", veld{"profielversie": 1, "bruikbaarheid": "bruikbaar", "profiel": "Kan veel.", "bijgewerktOp": "2025-06-10"}},
			vervolgstap{"teruggaven", veld{"teruggaafreden": "geen-passende-vraag", "teruggegevenOp": "2025-07-01"}})
		assert.False(t, lees(pad).Beschikbaar)
		opnieuw := plus(eenKandidaat(), veld{"pseudoniem": lees(pad).Pseudoniem, "aangeleverdOp": "2025-08-01"})
		p := k.stuur(token, "POST", pad+"/aanleveringen", plus(opnieuw, veld{"pseudoniem": "Zk3Vh0qTRb6w1nDe8yLxUg"})).is(409).probleem()
		assert.Equal(t, "kandidaat/andere-persoon", p.Code)
		k.doorloop(token, pad, vervolgstap{"aanleveringen", opnieuw})
		uit := lees(pad)
		assert.True(t, uit.Beschikbaar)
		assert.Equal(t, 2, uit.Aanlevering)
		assert.Empty(t, uit.Teruggaafreden)
		k.stuur(token, "POST", pad+"/aanleveringen", plus(opnieuw, veld{"aangeleverdOp": "2025-08-02"})).is(409)
	})
	t.Run("geen antwoord noemt naam, nummer, geboortedag of profiel", func(t *testing.T) {
		for _, waar := range []string{pad, "/v1/gebeurtenissen?limiet=100"} {
			g := k.stuur(token, "GET", waar, nil).is(200)
			for _, geheim := range []string{"Robin", eenBSN, "1990-05-20", "Kan veel"} {
				assert.NotContains(t, string(g.lichaam), geheim, waar)
			}
			assert.Contains(t, string(g.lichaam), string(lees(pad).Pseudoniem), "control: the public part is there")
		}
	})
	t.Run("wat niet klopt wordt geweigerd", func(t *testing.T) {
		k.stuur(token, "POST", "/v1/kandidaten", plus(eenKandidaat(), veld{"persoon": veld{"naam": "x", "geboren": "1990-05-20", "bsn": "123456789"}})).is(400)
		k.stuur(token, "POST", "/v1/kandidaten", plus(eenKandidaat(), veld{"doelgroep": "ww"})).is(409)
		k.stuur(token, "POST", pad+"/profielen", veld{"profielversie": 2, "bruikbaarheid": "wie-weet", "profiel": "x", "bijgewerktOp": "2025-09-01"}).is(400)
	})
	t.Run("een accountmanager van een gemeente reikt niet verder dan wie zij betaalt", func(t *testing.T) {
		elders := k.begin(token, "kandidaten", plus(eenKandidaat(), veld{"gemeente": andereGemeente}))
		k.stuur(eigen, "GET", pad, nil).is(200)
		k.stuur(eigen, "GET", elders, nil).is(404)
		k.stuur(eigen, "POST", elders+"/teruggaven", veld{"teruggaafreden": "anders", "teruggegevenOp": "2025-09-01"}).is(404)
		k.stuur(eigen, "POST", "/v1/kandidaten", plus(eenKandidaat(), veld{"gemeente": andereGemeente})).is(403)
		werkgever := k.begin(eigen, "werkgevers", eenWerkgever())
		vacature := k.begin(eigen, "vacatures", eenVacature(werkgever))
		for _, onbereikbaar := range []string{elders, "/01890a5d-ac96-774b-bcce-b302099a8057"} {
			p := k.stuur(eigen, "POST", "/v1/matches", eenMatch(onbereikbaar, vacature)).is(409).probleem()
			assert.Equal(t, "match/kandidaat-niet-beschikbaar", p.Code)
		}
		k.stuur(eigen, "POST", "/v1/matches", eenMatch(pad, vacature)).is(201)
	})
	t.Run("een ander dan een accountmanager levert niemand aan en ziet niemand", func(t *testing.T) {
		for rol, ander := range k.token {
			if rol == toegang.Accountmanager {
				continue
			}
			k.stuur(ander, "POST", "/v1/kandidaten", eenKandidaat()).is(403)
			k.stuur(ander, "POST", "/v1/matches", eenMatch(pad, pad)).is(403)
			if rol != toegang.Auditor {
				k.stuur(ander, "GET", pad, nil).is(403)
			}
		}
	})
}

func TestMatch(t *testing.T) {
	k := open(t)
	token := k.ruim(toegang.Accountmanager)
	b := k.bemiddeling()
	pad := b["matches"]
	lees := func() (m Match) {
		k.stuur(token, "GET", pad, nil).is(200).lees(&m)
		return m
	}
	t.Run("een voorstel draagt de indeling van de kandidaat en de sector van de vacature, en wijst niet naar hen", func(t *testing.T) {
		m := lees()
		assert.EqualValues(t, eigenGemeente, m.Gemeente)
		assert.Equal(t, wsp.Sector("G"), m.Sector)
		g := k.stuur(token, "GET", "/v1/gebeurtenissen?limiet=100&type=nl.arbeidsbemiddelingen.match-voorgesteld.v1", nil).is(200)
		assert.Contains(t, string(g.lichaam), string(m.Pseudoniem))
		assert.NotContains(t, string(g.lichaam), laatste(b["kandidaten"]))
		assert.NotContains(t, string(g.lichaam), laatste(b["vacatures"]))
	})
	t.Run("van voorstel tot duurzaam geplaatst", func(t *testing.T) {
		p := k.stuur(token, "POST", pad+"/sollicitatiegesprekken", veld{"gesprek": 1, "gesprekOp": "2025-06-18"}).is(409).probleem()
		assert.Equal(t, "match/werkgever-weet-niet", p.Code)
		k.doorloop(token, pad, vervolgstap{"voorstellen", veld{"gedaanOp": "2025-06-17"}},
			vervolgstap{"sollicitatiegesprekken", veld{"gesprek": 1, "gesprekOp": "2025-06-18"}},
			vervolgstap{"proefplaatsingen", veld{"gestartOp": "2025-06-23", "laatsteDag": "2025-07-31"}},
			vervolgstap{"proefplaatsingseinden", veld{"proefuitkomst": "voortgezet", "laatsteDag": "2025-07-31"}},
			vervolgstap{"plaatsingen", veld{"uren": 2400, "contractsoort": "bepaalde-tijd", "arbeidsregeling": "regulier", "begonnenOp": "2025-08-04"}},
			vervolgstap{"loonkostensubsidies", veld{
				"gemeente": eigenGemeente, "besluitkenmerk": "LKS-7788", "loonwaarde": 6000, "maandbedrag": "812.34",
				"beslotenOp": "2025-08-20", "subsidieVanaf": "2025-08-04", "ontvangenOp": "2025-08-25",
			}},
			vervolgstap{"jobcoachinzetten", veld{"ingezetOp": "2025-08-04"}},
			vervolgstap{"instrumenten", veld{"instrumentnummer": 1, "instrument": "werkplekaanpassing", "ingezetOp": "2025-08-11"}},
			vervolgstap{"nazorggesprekken", veld{"gesprek": 1, "gesprekOp": "2025-09-15"}})
		p = k.stuur(token, "POST", pad+"/duurzaamverklaringen", veld{"vastgesteldOp": "2026-01-01"}).is(409).probleem()
		assert.Equal(t, "match/termijn-loopt", p.Code)
		k.doorloop(token, pad, vervolgstap{"duurzaamverklaringen", veld{"vastgesteldOp": "2026-02-02"}})
		m := lees()
		assert.Equal(t, "2026-02-02", m.DuurzaamOp.String())
		assert.Equal(t, match.DeeltijdBaan, m.Urenklasse)
		assert.Equal(t, []int{1, 1, 1}, []int{m.Gesprekken, m.Instrumenten, m.Nazorggesprekken})
		assert.Equal(t, match.Voortgezet, m.Proefuitkomst)
		g := k.stuur(token, "GET", "/v1/gebeurtenissen?limiet=100", nil).is(200)
		for _, geheim := range []string{"LKS-7788", "812.34", ":81234", "werkplekaanpassing"} {
			assert.NotContains(t, string(g.lichaam), geheim)
		}
	})
	t.Run("een einde voor de termijn neemt duurzaam terug, en zonder laatste dag komt het einde weg", func(t *testing.T) {
		g := k.stuur(token, "POST", pad+"/plaatsingseinden", veld{"opdracht": zonderTekst, "eindreden": "ander-werk", "laatsteDag": "2025-12-31"}).is(201)
		assert.Len(t, g.ontvangst().Gebeurtenissen, 2)
		assert.True(t, lees().DuurzaamOp.IsZero())
		k.stuur(token, "POST", pad+"/plaatsingseinden", veld{"opdracht": plus(zonderTekst, veld{"corrigeert": g.ontvangst().Gebeurtenissen[0].Id})}).is(201)
		assert.True(t, lees().LaatsteDag.IsZero())
	})
	t.Run("een afwijzing eindigt een ander voorstel", func(t *testing.T) {
		ander := k.begin(token, "matches", eenMatch(b["kandidaten"], b["vacatures"]))
		k.stuur(token, "POST", ander+"/afwijzingen", veld{"door": "werkgever", "afwijsreden": "anders", "afgewezenOp": "2025-06-20"}, "If-Match", `"7"`).is(412)
		k.doorloop(token, ander, vervolgstap{"afwijzingen", veld{"door": "werkgever", "afwijsreden": "anders", "afgewezenOp": "2025-06-20"}})
		k.stuur(token, "POST", ander+"/voorstellen", veld{"gedaanOp": "2025-06-21"}).is(409)
	})
	t.Run("wie niet beschikbaar is en een vacature die dicht is worden niet voorgesteld; proef legt niets vast", func(t *testing.T) {
		voor := k.j.Kop()
		k.stuur(token, "POST", "/v1/matches?proef=true", eenMatch(b["kandidaten"], b["vacatures"])).is(200)
		assert.Equal(t, voor, k.j.Kop())
		k.doorloop(token, b["vacatures"], vervolgstap{"intrekkingen", veld{"ingetrokkenOp": "2025-09-01"}})
		p := k.stuur(token, "POST", "/v1/matches", eenMatch(b["kandidaten"], b["vacatures"])).is(409).probleem()
		assert.Equal(t, "match/vacature-dicht", p.Code)
		k.doorloop(token, b["kandidaten"], vervolgstap{"teruggaven", veld{"teruggaafreden": "anders", "teruggegevenOp": "2025-09-01"}})
		p = k.stuur(token, "POST", "/v1/matches", eenMatch(b["kandidaten"], b["vacatures"])).is(409).probleem()
		assert.Equal(t, "match/kandidaat-niet-beschikbaar", p.Code)
		k.stuur(token, "POST", "/v1/matches", veld{"kandidaat": "x"}).is(400)
	})
	t.Run("de rapporten over de trechter tellen wat is vastgelegd, voor wie personen mag zien", func(t *testing.T) {
		for _, naam := range []string{"trechter", "duurzaamheid", "afwijsredenen"} {
			g := k.stuur(token, "GET", "/v1/rapporten/"+naam, nil).is(200)
			assert.Contains(t, string(g.lichaam), `"regels":[{`, naam)
			g = k.stuur(k.token[toegang.Bestuurssecretaris], "GET", "/v1/rapporten/"+naam, nil).is(200)
			assert.Contains(t, string(g.lichaam), `"regels":[]`, "one match is a small number: %s", naam)
		}
	})
}
