package simulatie

import (
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/kandidaat"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/vacature"
)

var accountmanager = Afzender{Rol: toegang.Accountmanager}

// Assumed: which subregio's there are, and how werk is spread over the year.
var (
	subregios = []keus[wsp.Subregio]{{5, "arnhem"}, {3, "de-liemers"}, {2, "over-betuwe"}}
	werkmaand = map[time.Month]int{
		time.January: 8, time.February: 9, time.March: 10, time.April: 9, time.May: 8, time.June: 9,
		time.July: 6, time.August: 6, time.September: 11, time.October: 10, time.November: 9, time.December: 5,
	}
	// Afdelingen of the SBI, with beroepen (ISCO-08) that are offered much there.
	werk = []keus[struct{ sbi, beroep string }]{
		{20, struct{ sbi, beroep string }{"4711", "5223"}}, // winkel
		{18, struct{ sbi, beroep string }{"5210", "9333"}}, // magazijn
		{14, struct{ sbi, beroep string }{"8121", "9112"}}, // schoonmaak
		{12, struct{ sbi, beroep string }{"8710", "5322"}}, // zorg
		{10, struct{ sbi, beroep string }{"5610", "9412"}}, // horeca
		{10, struct{ sbi, beroep string }{"1071", "8160"}}, // voeding
		{8, struct{ sbi, beroep string }{"8130", "9214"}},  // groen
		{8, struct{ sbi, beroep string }{"4941", "8332"}},  // vervoer
	}
)

// vooruit is how many days before a placement its vacature may open at most.
const vooruit = 45

// A markt is what the sources of the werkgeversservicepunt share.
type markt struct {
	g          *Generator
	werkgevers verdeling
	eerste     int64 // number of the zaak of the first werkgever; the others follow
}

// beginWSP plans the werkgevers, and the vacatures with and without a placement. The
// placements are spread over the year, and the vacatures open before them.
func (g *Generator) beginWSP() {
	m := &markt{g: g}
	bekend, totaal := int64(g.w("WSP_BEKEND")), max(1, g.aantal("WSP_WERKGEVERS"))
	m.werkgevers = spreid(g.o.Jaar, totaal, func(d recht.Datum) int {
		switch {
		case !g.kalender.werkdag(d):
			return 0
		case d.Maand() == time.January && d.Dag() <= 7: // those that were known already
			return int(bekend) * 100
		default:
			return int(1000 - bekend)
		}
	})
	m.eerste, g.zaken = g.zaken+1, g.zaken+totaal
	plaatsingen, met := g.aantal("WSP_PLAATSINGEN"), max(1, g.aantal("WSP_VACATURES_MET"))
	geplaatst := spreid(g.o.Jaar, met, func(d recht.Datum) int {
		if !g.kalender.werkdag(d) || d.Maand() == time.January && d.Dag() < 27 {
			return 0
		}
		return werkmaand[d.Maand()]
	})
	zonder := spreid(g.o.Jaar, g.aantal("WSP_VACATURES_ZONDER"), func(d recht.Datum) int {
		if !g.kalender.werkdag(d) || d.Maand() == time.January && d.Dag() < 9 {
			return 0
		}
		return werkmaand[d.Maand()]
	})
	g.bronnen = append(g.bronnen, m.werkgevers.bron(m.werkgever), func(dag recht.Datum) {
		for _, p := range vooruitziend(g.Begin(), dag) {
			geplaatst.bron(func(n int64, dag recht.Datum) {
				m.metPlaatsing(n, dag, int(plaatsingen*(n+1)/met-plaatsingen*n/met))
			})(p)
		}
	}, zonder.bron(m.zonderPlaatsing))
}

// vooruitziend returns the days of which the placements are planned on dag: the one
// that lies vooruit days ahead, and on the first day all before it.
func vooruitziend(begin, dag recht.Datum) (uit []recht.Datum) {
	if dag != begin {
		return []recht.Datum{dag.PlusDagen(vooruit)}
	}
	for i := range vooruit + 1 {
		uit = append(uit, dag.PlusDagen(i))
	}
	return uit
}

// deelnemer draws a gemeente that takes part in the werkgeversservicepunt.
func (m *markt) deelnemer(l *loting) recht.Gemeentecode {
	var keuzen []keus[recht.Gemeentecode]
	for _, x := range m.g.gewichten {
		if x.WSP {
			keuzen = append(keuzen, keus[recht.Gemeentecode]{x.Inwoners, x.Gemeente})
		}
	}
	return kies(l, keuzen...)
}

// werkgever registers the n-th werkgever.
func (m *markt) werkgever(n int64, dag recht.Datum) {
	z := &zaak{g: m.g, l: nieuweLoting(m.g.o.Zaad, "werkgever", n), stipt: true}
	z.dossiermap = &dossiermap{nr: m.eerste + n, blijft: true} // vacatures refer to it, in any month
	z.doe(dag, daad{van: accountmanager, operatie: "registreerWerkgever", als: "werkgever", velden: velden{
		"kvkNummer": fmt.Sprintf("00%06d", 1+n%999_999), "sbi": kies(z.l, werk...).sbi, "subregio": kies(z.l, subregios...),
		"naam": fmt.Sprintf("Werkgever %d (verzonnen)", z.nr), "geregistreerdOp": dag,
	}})
	for i := 1; z.kans("WSP_ADVIES") && i <= 3; i++ {
		op := z.na(z.vandaag(), z.l.tussen(5, 40))
		onderwerp := een(z.l, "instrumenten", "functiecreatie", "banenafspraak", "anders")
		z.doe(op, daad{van: accountmanager, operatie: "voerAdviesgesprek", pad: z.bij("werkgever"), velden: velden{
			"gesprek": i, "adviesonderwerp": onderwerp, "gevoerdOp": op,
		}})
	}
}

// metPlaatsing is the kind of zaak in which somebody is placed.
const metPlaatsing = "met plaatsing"

// A plek is a vacature in the making.
type plek struct {
	*zaak
	m     *markt
	open  recht.Datum
	uren  int
	fout  bool // a mistake is made once
	namen int  // of kandidaten and matches so far
}

// opent plays that a vacature of a werkgever who is known is brought in.
func (m *markt) opent(soort string, n int64, op recht.Datum) *plek {
	p := &plek{zaak: m.g.zaak(soort, n), m: m, open: op}
	p.fout = p.kans("WSP_FOUT")
	p.stipt = soort == metPlaatsing // or the work would not begin on its day
	werkgever := m.eerste + int64(p.l.onder(int(m.werkgevers.voor(op))))
	p.uren = een(p.l, 1200, 1600, 2000, 2400, 2800, 3200, 3600, 4000)
	beroep := kies(p.l, werk...).beroep
	functie := velden{"beroep": beroep, "uren": p.uren, "aantalPlaatsen": p.l.tussen(1, 3)}
	d := daad{van: accountmanager, operatie: "haalVacatureOp", als: "vacature", velden: velden{
		"werkgever": Verwijzing(werkgever, "werkgever"), "werkplaats": m.deelnemer(p.l), "opgehaaldOp": op,
	}}
	for k, v := range functie {
		d.velden[k] = v
	}
	if p.doe(op, d).IsZero() {
		return p
	}
	if p.kans("WSP_FUNCTIECREATIE") {
		op = p.na(op, p.l.tussen(1, 5))
		doelgroep := een(p.l, wsp.Doelgroepregister, wsp.Participatiewet)
		p.bijVacature(op, "creeerFunctie", velden{"doelgroep": doelgroep, "gecreeerdOp": op}, "")
	}
	if p.kans("WSP_WIJZIGING") {
		op = p.na(op, p.l.tussen(1, 5))
		functie["uren"] = een(p.l, 1600, 2400, 3200)
		functie["wijziging"], functie["gewijzigdOp"] = 1, op
		p.bijVacature(op, "wijzigVacature", functie, "")
	}
	return p
}

func (p *plek) bijVacature(op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return p.doe(op, daad{van: accountmanager, operatie: operatie, pad: p.bij("vacature"), velden: v, weigering: weigering})
}

// zonderPlaatsing plays a vacature on which the werkgeversservicepunt places nobody.
func (m *markt) zonderPlaatsing(n int64, dag recht.Datum) {
	p := m.opent("zonder plaatsing", n, dag)
	if p.kans("WSP_AFWIJZING") {
		p.afgewezen(p.na(p.vandaag(), p.l.tussen(2, 8)))
	}
	op := p.na(p.vandaag(), p.l.tussen(10, 40))
	switch {
	case p.kans("WSP_INGETROKKEN"):
		p.bijVacature(op, "trekVacatureIn", velden{"ingetrokkenOp": op}, "")
	case p.l.kans(400):
		p.bijVacature(op, "laatVacatureVervallen", velden{"vervallenOp": op}, "")
	default:
		p.bijVacature(op, "vervulVacature", velden{"vervulling": vacature.DoorAnder, "vervuldOp": op}, "")
	}
	if p.fout { // it is closed: nobody can be proposed for it
		op = p.na(op, 2)
		k := p.kandidaat(op, kandidaat.Bruikbaar)
		p.stelVoor(k, op, "match/vacature-dicht")
	}
}
