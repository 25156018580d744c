package simulatie

import (
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/boventallige"
)

var consulentSW = Afzender{Rol: toegang.ConsulentSW}

// beginSW plans the boventalligen that there are on 1 January, those of the year,
// and the voorzieningen.
func (g *Generator) beginSW() {
	for n := range g.aantal("SW_BEGIN") {
		z := g.zaak("boventallig begin", n)
		z.stipt = true
		dag := g.kalender.werkdagen(g.Begin().PlusDagen(-z.l.tussen(20, 100)), 0)
		z.boventallige(dag)
	}
	nieuw := spreid(g.o.Jaar, g.aantal("SW_NIEUW"), func(d recht.Datum) int {
		if !g.kalender.werkdag(d) {
			return 0
		}
		return 1
	})
	g.bronnen = append(g.bronnen, nieuw.bron(func(n int64, dag recht.Datum) { g.zaak("boventallig", n).boventallige(dag) }))
	for i, v := range voorzieningen() {
		g.voorziening(int64(i), v.doel, v.code)
	}
}

// boventallige plays somebody whose work lapsed, from dag on.
func (z *zaak) boventallige(dag recht.Datum) {
	persoon := z.iemand("Medewerker", geborenMet(z.l, z.l.tussen(28, 63), dag))
	verklaar := daad{van: consulentSW, operatie: "verklaarBoventallig", als: "boventallige", velden: velden{
		"persoon": persoon, "pseudoniem": Pseudoniem(z.g.o.Zaad, fmt.Sprintf("boventallige %d", z.nr)), "verklaardOp": dag,
	}}
	if z.doe(dag, verklaar).IsZero() {
		return
	}
	z.stipt = false
	if z.kans("SW_INGETROKKEN") {
		op := z.na(dag, z.l.tussen(5, 40))
		z.bijSW(op, "trekBoventalligheidIn", velden{"ingetrokkenOp": op}, "")
		return
	}
	op := dag
	loopt := z.kans("SW_TRAJECT")
	if loopt {
		op = z.na(dag, z.l.tussen(5, 40))
		start := velden{"traject": 1, "gestartOp": op, "verwachtEinde": op.PlusMaanden(9)}
		if z.bijSW(op, "startWerktraject", start, "").IsZero() {
			return
		}
		if z.kans("SW_FOUT") {
			op = z.na(op, 10)
			z.bijSW(op, "startWerktraject", velden{"traject": 2, "gestartOp": op}, boventallige.ErrTraject.Code)
		}
	}
	if z.kans("SW_UITSTROOM") {
		z.stroomtUit(z.na(op.PlusDagen(z.l.tussen(30, 280)), 0), loopt)
	}
}

func (z *zaak) bijSW(op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return z.doe(op, daad{van: consulentSW, operatie: operatie, pad: z.bij("boventallige"), velden: v, weigering: weigering})
}

// stroomtUit plays that somebody leaves, and perhaps that the day was wrong.
func (z *zaak) stroomtUit(op recht.Datum, loopt bool) {
	if loopt {
		pad := z.bij("boventallige")
		pad["nummer"] = "1"
		z.doe(op, daad{van: consulentSW, operatie: "beeindigWerktraject", pad: pad, velden: velden{"beeindigdOp": op}})
	}
	uit := velden{"uitgestroomdOp": op, "reden": kies(z.l,
		keus[boventallige.Reden]{60, boventallige.NieuwWerk}, keus[boventallige.Reden]{20, boventallige.Pensioen},
		keus[boventallige.Reden]{10, boventallige.LangdurigZiek}, keus[boventallige.Reden]{10, boventallige.Overig})}
	d := daad{van: consulentSW, operatie: "legUitstroomVast", pad: z.bij("boventallige"), velden: uit, als: "uit"}
	if z.doe(op, d).IsZero() {
		return
	}
	if z.kans("SW_FOUT") {
		later := z.na(z.vandaag(), 3)
		z.bijSW(later, "startWerktraject", velden{"traject": 2, "gestartOp": later}, boventallige.ErrAlWeg.Code)
	}
	if !z.kans("SW_GECORRIGEERD") {
		return
	}
	goed := z.na(op, z.l.tussen(1, 4))
	if later := z.na(goed, z.l.tussen(2, 10)); later.Begin().Before(z.g.eind) {
		d.velden = velden{"uitgestroomdOp": goed, "reden": uit["reden"]}
		d.als, d.corrigeert, d.vanaf, d.motief = "", Feit(z.nr, "uit"), goed, "De laatste dag was verkeerd vastgelegd."
		z.doeOp(later, goed, d)
	}
}

// laatsteWerkdag returns the last working day of a month.
func (g *Generator) laatsteWerkdag(maand time.Month) recht.Datum {
	d := recht.NieuweDatum(g.o.Jaar, maand+1, 1).PlusDagen(-1)
	for !g.kalender.werkdag(d) {
		d = d.PlusDagen(-1)
	}
	return d
}
