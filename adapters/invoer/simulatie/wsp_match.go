package simulatie

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
)

// A kandidate is an invented kandidaat with the match that is made.
type kandidate struct {
	naam, match string // names of the streams within the zaak
	gemeente    recht.Gemeentecode
	doelgroep   wsp.Doelgroep
	begonnen    recht.Datum // with the work
}

// metPlaatsing plays a vacature that is filled: the first of plaatsingen begins on dag.
func (m *markt) metPlaatsing(n int64, dag recht.Datum, plaatsingen int) {
	l := nieuweLoting(m.g.o.Zaad, "aanloop", n)
	begin := m.g.Begin().PlusDagen(8)
	open := m.g.kalender.werkdagen(dag.PlusDagen(-l.tussen(18, vooruit-4)), 0)
	if open.Voor(begin) {
		open = m.g.kalender.werkdagen(begin, 0)
	}
	p := m.opent(metPlaatsing, n, open)
	for _, code := range []string{"WSP_AFWIJZING", "WSP_AFWIJZING_2"} {
		if p.vandaag().PlusDagen(8).Voor(dag) && p.kans(code) {
			p.afgewezen(p.na(p.vandaag(), p.l.tussen(0, 2)))
		}
	}
	for i := range plaatsingen {
		if i > 0 {
			if later := p.na(dag, p.l.tussen(1, 10)); later.Jaar() == m.g.o.Jaar {
				dag = later
			}
		}
		k := p.plaats(dag)
		daarna := *p
		daarna.zaak = p.tak(int64(i))
		daarna.stipt = false
		daarna.werkt(k)
	}
	sluit := p.na(p.vandaag(), p.l.tussen(0, 4))
	p.bijVacature(sluit, "vervulVacature", velden{"vervulling": vacature.DoorWSP, "vervuldOp": sluit}, "")
}

// kandidaat plays that a ketenpartner delivers somebody, with a profile that is what
// oordeel says.
func (p *plek) kandidaat(op recht.Datum, oordeel kandidaat.Bruikbaarheid) kandidate {
	p.namen++
	k := kandidate{naam: fmt.Sprintf("kandidaat-%d", p.namen), match: fmt.Sprintf("match-%d", p.namen)}
	persoon := p.iemand("Kandidaat", geborenMet(p.l, p.l.tussen(19, 62), op))
	if bsn, ok := p.g.kandidaatnummers.bsn(); ok { // beyond the range for tests a kandidaat has no number
		persoon["bsn"] = bsn
	}
	v := velden{"persoon": persoon, "subregio": kies(p.l, subregios...), "aangeleverdOp": op}
	switch gemeente := p.m.deelnemer(p.l); {
	case p.kans("WSP_UWV"):
		k.doelgroep = kies(p.l, keus[wsp.Doelgroep]{85, wsp.WW}, keus[wsp.Doelgroep]{15, wsp.OverigeDoelgroep})
		v["ketenpartner"] = wsp.UWV
	default:
		k.gemeente, k.doelgroep = gemeente, wsp.Participatiewet
		if p.kans("WSP_DOELGROEP") {
			k.doelgroep = wsp.Doelgroepregister
		}
		v["gemeente"], v["ketenpartner"] = gemeente, gemeente
	}
	v["doelgroep"] = k.doelgroep
	p.doe(op, daad{van: accountmanager, operatie: "leverKandidaatAan", als: k.naam, velden: v})
	if !p.kans("WSP_PROFIEL") {
		return k
	}
	profiel := p.na(op, p.l.onder(2))
	p.doe(profiel, daad{van: accountmanager, operatie: "werkProfielBij", pad: p.bij(k.naam), velden: velden{
		"profielversie": 1, "bruikbaarheid": oordeel, "profiel": "Verzonnen profiel.", "bijgewerktOp": profiel,
	}})
	return k
}

// stelVoor plays that somebody is thought of for the vacature.
func (p *plek) stelVoor(k kandidate, op recht.Datum, weigering string) recht.Datum {
	return p.doe(op, daad{van: accountmanager, operatie: "stelMatchVoor", als: k.match, weigering: weigering, velden: velden{
		"kandidaat": Verwijzing(p.nr, k.naam), "vacature": Verwijzing(p.nr, "vacature"), "voorgesteldOp": op,
	}})
}

func (p *plek) bijMatch(k kandidate, op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return p.doe(op, daad{van: accountmanager, operatie: operatie, pad: p.bij(k.match), velden: v, weigering: weigering})
}

// afgewezen plays a kandidaat who does not get the work.
func (p *plek) afgewezen(op recht.Datum) {
	onbruikbaar, oordeel := p.kans("WSP_ONBRUIKBAAR"), kandidaat.Bruikbaar
	if onbruikbaar {
		oordeel = kandidaat.NietBruikbaar
	}
	k := p.kandidaat(op, oordeel)
	op = p.na(op, 1)
	if p.stelVoor(k, op, "").IsZero() {
		return
	}
	door, reden := match.DoorWSP, match.OnvolledigProfiel
	if !onbruikbaar {
		p.bijMatch(k, op, "doeVoorstel", velden{"gedaanOp": op}, "")
		op = p.na(op, p.l.tussen(1, 2))
		door, reden = match.DoorWerkgever, een(p.l, match.PastNietBijFunctie, match.AndereKandidaat, match.UrenOfPlaats)
		if p.l.kans(250) {
			door, reden = match.DoorKandidaat, een(p.l, match.ZietErVanAf, match.NietVerschenen, match.UrenOfPlaats)
		}
	}
	afwijzing := func(r match.Afwijsreden) velden { return velden{"door": door, "afwijsreden": r, "afgewezenOp": op} }
	d := daad{van: accountmanager, operatie: "wijsMatchAf", pad: p.bij(k.match), velden: afwijzing(reden), als: k.match + "-af"}
	if p.doe(op, d).IsZero() {
		return
	}
	if p.kans("WSP_GECORRIGEERD") {
		d.velden, d.als, d.corrigeert, d.vanaf = afwijzing(match.AndereAfwijzing), "", Feit(p.nr, k.match+"-af"), op
		d.motief = "De reden was verkeerd vastgelegd."
		later := p.na(op, p.l.tussen(1, 4))
		p.doeOp(later, op, d)
	}
	if !p.kans("WSP_TERUG") {
		return
	}
	op = p.na(op, 1)
	p.doe(op, daad{van: accountmanager, operatie: "geefKandidaatTerug", pad: p.bij(k.naam), velden: velden{
		"teruggaafreden": een(p.l, kandidaat.ProfielOnvolledig, kandidaat.NietBeschikbaar, kandidaat.GeenVraag), "teruggegevenOp": op,
	}})
	if p.fout {
		p.fout = false
		p.stelVoor(kandidate{naam: k.naam}, op, match.ErrKandidaatNietBeschikbaar.Code)
	}
}

// plaats plays a kandidaat who begins to work on dag.
func (p *plek) plaats(dag recht.Datum) kandidate {
	op := p.na(p.vandaag(), 0)
	ruim := op.PlusDagen(21).Voor(dag)
	k := p.kandidaat(op, kandidaat.Bruikbaar)
	if p.stelVoor(k, p.na(op, 1), "").IsZero() {
		return k
	}
	if p.fout { // the werkgever does not know of it yet
		p.fout = false
		p.bijMatch(k, p.vandaag(), "houdSollicitatiegesprek", velden{"gesprek": 1, "gesprekOp": p.vandaag()}, match.ErrWerkgeverWeetNiet.Code)
	}
	op = p.vandaag()
	p.bijMatch(k, op, "doeVoorstel", velden{"gedaanOp": op}, "")
	if op = p.na(p.vandaag(), 1); op.Voor(dag) && p.kans("WSP_GESPREK") {
		p.bijMatch(k, op, "houdSollicitatiegesprek", velden{"gesprek": 1, "gesprekOp": op}, "")
	}
	if ruim && p.kans("WSP_PROEF") {
		p.proef(k, dag)
	}
	if dag.Voor(p.vandaag()) {
		dag = p.vandaag()
	}
	k.begonnen = dag
	p.bijWerk(k, dag)
	return k
}

// proef plays work on trial, up to the day before it is paid.
func (p *plek) proef(k kandidate, dag recht.Datum) {
	op, laatste := p.na(p.vandaag(), 1), dag.PlusDagen(-1)
	if p.l.kans(100) {
		p.bijMatch(k, op, "startProefplaatsing", velden{"gestartOp": op, "laatsteDag": op.PlusMaanden(4)}, match.ErrProefTeLang.Code)
	}
	if p.bijMatch(k, op, "startProefplaatsing", velden{"gestartOp": op, "laatsteDag": laatste}, "").IsZero() {
		return
	}
	p.doeOp(dag, laatste, daad{van: accountmanager, operatie: "beeindigProefplaatsing", pad: p.bij(k.match), velden: velden{
		"proefuitkomst": match.Voortgezet, "laatsteDag": laatste,
	}})
}

// bijWerk plays that the work begins, and perhaps that the kind of contract was wrong.
func (p *plek) bijWerk(k kandidate, dag recht.Datum) {
	regeling := match.Regulier
	if k.doelgroep == wsp.Doelgroepregister {
		regeling = match.Garantiebaan
	}
	d := daad{van: accountmanager, operatie: "plaatsKandidaat", pad: p.bij(k.match), als: k.match + "-werk", velden: velden{
		"uren": p.uren, "contractsoort": match.Bepaald, "arbeidsregeling": regeling, "begonnenOp": dag,
	}}
	if p.l.kans(350) {
		d.velden["contractsoort"] = een(p.l, match.Onbepaald, match.Uitzend, match.Detachering)
	}
	if p.doe(dag, d).IsZero() || !p.kans("WSP_GECORRIGEERD") {
		return
	}
	was := d.velden
	d.velden = velden{}
	for naam, v := range was {
		d.velden[naam] = v
	}
	d.velden["contractsoort"] = match.Onbepaald
	if was["contractsoort"] == match.Onbepaald {
		d.velden["contractsoort"] = match.Bepaald
	}
	d.als, d.corrigeert, d.vanaf, d.motief = "", Feit(p.nr, k.match+"-werk"), dag, "De soort contract was verkeerd vastgelegd."
	p.doeOp(p.na(dag, p.l.tussen(1, 5)), dag, d)
}
