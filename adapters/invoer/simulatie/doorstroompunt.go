package simulatie

import (
	"maps"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/doorstroompunt"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// vsv plays a jongere who left school without startkwalificatie.
func (g *Generator) vsv(n int64, dag recht.Datum) {
	z := g.zaak("vsv", n)
	w := g.jeugd(z.l, func(Gewicht) bool { return true })
	leeftijd, soort := z.l.tussen(17, 22), kies(z.l, keus[leerplicht.Onderwijssoort]{3, leerplicht.Voortgezet}, keus[leerplicht.Onderwijssoort]{7, leerplicht.MBO})
	signaal := daad{van: consulent, operatie: "signaleerVSV", als: "vsv", velden: velden{
		"gemeente": w.Gemeente, "onderwijssoort": soort, "gesignaleerdOp": dag,
		"bron": kies(z.l, keus[doorstroompunt.Bron]{6, "duo-lijst"}, keus[doorstroompunt.Bron]{3, "school"}, keus[doorstroompunt.Bron]{1, "jongere-of-omgeving"}),
	}}
	if z.kans("LPL_FOUT") && z.l.kans(300) { // too old to be followed
		signaal.velden["persoon"] = z.onderwijspersoon("Jongere", geborenMet(z.l, 23, dag))
		signaal.als, signaal.weigering = "", doorstroompunt.ErrBovenGrens.Code
		z.doe(dag, signaal)
		return
	}
	signaal.velden["persoon"] = z.onderwijspersoon("Jongere", geborenMet(z.l, leeftijd, dag))
	if z.doe(dag, signaal).IsZero() {
		return
	}
	op := dag
	for i, aantal := 1, 1+z.l.onder(g.w("DSP_CONTACTEN")); i <= aantal; i++ {
		op = z.na(op, z.l.tussen(2, 20))
		z.bijVSV(op, "legContact", velden{"nummer": i, "gelegdOp": op}, "")
	}
	if z.kans("DSP_TRAJECT") {
		op = z.traject(op)
	}
	if z.kans("DSP_DIPLOMA") {
		op = z.na(op, z.l.tussen(20, 80))
		niveau := kies(z.l, keus[doorstroompunt.Niveau]{8, "mbo-2-of-hoger"}, keus[doorstroompunt.Niveau]{2, "havo"})
		z.bijVSV(op, "behaalStartkwalificatie", velden{"niveau": niveau, "behaaldOp": op}, "")
	}
}

func (z *zaak) bijVSV(op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return z.doe(op, daad{van: consulent, operatie: operatie, pad: z.bij("vsv"), velden: v, weigering: weigering})
}

// traject plays guidance back to school, to work or otherwise.
func (z *zaak) traject(op recht.Datum) recht.Datum {
	op = z.na(op, z.l.tussen(1, 10))
	soort := kies(z.l, keus[doorstroompunt.Trajectsoort]{4, "terug-naar-school"}, keus[doorstroompunt.Trajectsoort]{4, "naar-werk"}, keus[doorstroompunt.Trajectsoort]{2, "ondersteuning"})
	start := func(nummer int, weigering string) recht.Datum {
		return z.bijVSV(op, "startTraject", velden{"traject": nummer, "trajectsoort": soort, "gestartOp": op}, weigering)
	}
	if start(1, "").IsZero() {
		return op
	}
	if z.kans("LPL_FOUT") {
		op = z.na(op, 5)
		start(2, doorstroompunt.ErrLooptAl.Code)
	}
	op = z.na(op, z.l.tussen(20, 70))
	pad := maps.Clone(z.bij("vsv"))
	pad["nummer"] = "1"
	uitkomst := doorstroompunt.Uitstroom("geen-werk")
	if z.kans("DSP_WERK") {
		uitkomst = "werk"
	}
	z.doe(op, daad{van: consulent, operatie: "sluitTraject", pad: pad, velden: velden{"uitstroom": uitkomst, "afgeslotenOp": op}})
	return op
}
