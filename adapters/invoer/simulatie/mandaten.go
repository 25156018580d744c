package simulatie

import (
	"fmt"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/inmandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// The zaken of mandaten have numbers and lots of their own, beside those of the rest
// of the year: what else is drawn does not shift for them.
const (
	mandaatzaken   = int64(1) << 43
	inMandaatzaken = mandaatzaken + 1<<20
	mandaatreeks   = "mandaat"
)

// A verlening is one version of a mandaatbesluit of a simulated year, by days of it;
// vorig says that it was taken in December before.
type verlening struct {
	nummer, versie        int
	mandaatgever          recht.Orgaan
	functie               mandaat.Functie
	macht                 mandaat.Bevoegdheid
	grens                 recht.Bedrag
	krachtens             int // number of the mandaat that it rests on; 0: none
	ondermandaat          bool
	vanaf, tot            [2]int // month and day; tot empty: none
	genomen, bekend       [2]int // empty: in December before
	vastgelegd            [2]int // when it was recorded; empty: when it was taken
	ingetrokken, besloten [2]int // first day without mandaat, and when that was decided
}

// verleningen are the mandaten of a year. Three are in order; of the others one lapses
// in the summer and is granted anew too late, one is withdrawn, one was recorded long
// after it was granted, one was granted with effect from an earlier day, one by an
// organ that lacked the bevoegdheid.
func verleningen() []verlening {
	jan1 := [2]int{1, 1}
	return []verlening{
		{nummer: 1, versie: 1, mandaatgever: recht.DagelijksBestuur, functie: "manager-inkoop", macht: mandaat.Rechtshandeling, grens: 50_000_00, ondermandaat: true, vanaf: jan1},
		{nummer: 2, versie: 1, mandaatgever: recht.DagelijksBestuur, functie: "manager-personeel", macht: mandaat.Personeel, grens: 25_000_00, vanaf: jan1, tot: [2]int{7, 1}},
		{nummer: 2, versie: 2, mandaatgever: recht.DagelijksBestuur, functie: "manager-personeel", macht: mandaat.Personeel, grens: 30_000_00, vanaf: [2]int{9, 1}, genomen: [2]int{8, 24}, bekend: [2]int{8, 28}},
		{nummer: 3, versie: 1, mandaatgever: recht.DagelijksBestuur, functie: "directeur-mgr", macht: mandaat.Rechtsgeding, vanaf: jan1, ingetrokken: [2]int{10, 1}, besloten: [2]int{9, 14}},
		{nummer: 4, versie: 1, mandaatgever: recht.DagelijksBestuur, functie: "juridisch-adviseur", macht: mandaat.BeslissingOpBezwaar, vanaf: [2]int{2, 1}, genomen: [2]int{1, 18}, bekend: [2]int{1, 25}, vastgelegd: [2]int{6, 20}},
		{nummer: 5, versie: 1, mandaatgever: recht.DagelijksBestuur, functie: "manager-werk", macht: mandaat.BesluitUitvoeren, grens: 10_000_00, vanaf: [2]int{4, 1}, genomen: [2]int{8, 22}, bekend: [2]int{8, 29}},
		{nummer: 6, versie: 1, mandaatgever: recht.DagelijksBestuur, functie: "teamleider-inkoop", macht: mandaat.Rechtshandeling, grens: 10_000_00, krachtens: 1, vanaf: jan1},
		{nummer: 7, versie: 1, mandaatgever: recht.AlgemeenBestuur, functie: "manager-personeel", macht: mandaat.Personeel, vanaf: jan1},
	}
}

func mandaatkenmerk(jaar, nummer int) string { return fmt.Sprintf("MB-%d-%02d", jaar, nummer) }

// beginMandaten plans the mandaten of the year, and what is decided under them.
func (g *Generator) beginMandaten() {
	perMandaat := map[int]*zaak{}
	for _, v := range verleningen() {
		z := perMandaat[v.nummer]
		if z == nil {
			z = g.eigenZaak("mandaat", int64(v.nummer), mandaatzaken)
			perMandaat[v.nummer] = z
		}
		z.verleen(v)
	}
	dagen := spreid(g.o.Jaar, g.aantal("BST_IN_MANDAAT"), func(d recht.Datum) int {
		if !g.kalender.werkdag(d) {
			return 0
		}
		return 1
	})
	g.bronnen = append(g.bronnen, dagen.bron(func(n int64, dag recht.Datum) { g.eigenZaak("in mandaat", n, inMandaatzaken).inMandaat(n, dag) }))
}

// eigenZaak begins a zaak with a number and lots that no other part of the year uses.
func (g *Generator) eigenZaak(soort string, n, vanaf int64) *zaak {
	return &zaak{g: g, l: nieuweLoting(g.o.Zaad, soort, n), dossiermap: &dossiermap{nr: vanaf + n, reeks: mandaatreeks}}
}

// dagVan returns a day of the year, or anders when there is none.
func (z *zaak) dagVan(md [2]int, anders recht.Datum) recht.Datum {
	if md == ([2]int{}) {
		return anders
	}
	return recht.NieuweDatum(z.g.o.Jaar, time.Month(md[0]), md[1])
}

// verleen plays one version: taken, made known, and withdrawn when it is.
func (z *zaak) verleen(v verlening) {
	z.stipt = true
	jaar := z.g.o.Jaar
	genomen := z.dagVan(v.genomen, recht.NieuweDatum(jaar-1, time.December, 12))
	vastgelegd := z.na(z.dagVan(v.vastgelegd, genomen), 0)
	kenmerk := mandaatkenmerk(jaar, v.nummer)
	inhoud := velden{
		"kenmerk": kenmerk, "versie": v.versie, "mandaatgever": v.mandaatgever, "functie": v.functie, "bevoegdheid": v.macht,
		"vanaf": z.dagVan(v.vanaf, genomen), "ondermandaat": v.ondermandaat, "genomenOp": genomen,
	}
	if v.grens > 0 {
		inhoud["grens"] = v.grens
	}
	if tot := z.dagVan(v.tot, recht.Datum{}); !tot.IsZero() {
		inhoud["tot"] = tot
	}
	if v.krachtens > 0 {
		inhoud["krachtens"] = velden{"mandaat": mandaatkenmerk(jaar, v.krachtens), "versie": 1}
	}
	const motief = "Verzonnen, zoals alles in dit jaar."
	pad := map[string]string{"kenmerk": kenmerk}
	z.doeOp(vastgelegd, z.dagVan(v.vanaf, genomen), daad{van: secretaris, operatie: "verleenMandaat", velden: inhoud, motief: motief})
	bekend := z.dagVan(v.bekend, recht.NieuweDatum(jaar-1, time.December, 19))
	z.doeOp(z.na(z.dagVan(v.vastgelegd, bekend), 0), bekend, daad{van: secretaris, operatie: "maakMandaatBekend", pad: pad, motief: motief, velden: velden{
		"versie": v.versie, "kanaal": uitvoeringsplan.Publicatieblad, "bekendgemaaktOp": bekend,
	}})
	if besloten := z.dagVan(v.besloten, recht.Datum{}); !besloten.IsZero() {
		vanaf := z.dagVan(v.ingetrokken, besloten)
		z.doeOp(z.na(besloten, 0), vanaf, daad{van: secretaris, operatie: "trekMandaatIn", pad: pad, motief: motief, velden: velden{
			"versie": v.versie, "vanaf": vanaf, "genomenOp": besloten,
		}})
	}
}

// inMandaat plays the n-th decision of the year, of a day: by the functie of some
// mandaat, mostly within it.
func (z *zaak) inMandaat(n int64, dag recht.Datum) {
	jaar := z.g.o.Jaar
	v := een(z.l, verleningen()...)
	if v.nummer == 2 && !dag.Voor(recht.NieuweDatum(jaar, time.September, 1)) {
		v = verleningen()[2]
	} else if v.nummer == 2 {
		v = verleningen()[1]
	}
	kenmerk := fmt.Sprintf("BM-%d-%05d", jaar, n+1)
	besluit := velden{
		"kenmerk": kenmerk, "soort": besluitsoort(v.macht), "orgaan": v.mandaatgever, "bevoegdheid": v.macht, "functie": v.functie,
		"zaak": fmt.Sprintf("Z-%d-%05d", jaar, z.l.onder(100_000)), "genomenOp": dag,
	}
	if v.grens > 0 {
		ruimte := int(v.grens)
		besluit["bedrag"] = recht.Bedrag(z.l.tussen(100_00, ruimte))
		if z.kans("BST_BOVEN_GRENS") {
			besluit["bedrag"] = recht.Bedrag(ruimte + z.l.tussen(1, ruimte))
		}
	}
	if z.kans("BST_ANDERE_FUNCTIE") {
		besluit["functie"] = mandaat.Functie("medewerker-backoffice")
	}
	d := daad{van: db, operatie: "legBesluitInMandaatVast", velden: besluit, motief: "Verzonnen, zoals alles in dit jaar."}
	if !z.kans("BST_ZONDER_MANDAAT") {
		d.namens = velden{"orgaan": v.mandaatgever, "mandaat": mandaatkenmerk(jaar, v.nummer), "versie": v.versie}
	}
	if z.doe(dag, d).IsZero() {
		return
	}
	z.gevolgen(kenmerk, dag)
}

// gevolgen plays how a decision is made known and acted upon; now and then in the
// wrong order.
func (z *zaak) gevolgen(kenmerk string, dag recht.Datum) {
	pad := map[string]string{"kenmerk": kenmerk}
	bekend := z.na(dag, z.l.tussen(1, 6))
	toegepast := z.na(bekend, z.l.tussen(0, 10))
	maakBekend := daad{van: db, operatie: "maakBesluitInMandaatBekend", pad: pad, velden: velden{"kanaal": uitvoeringsplan.Toezending, "bekendgemaaktOp": bekend}}
	if z.kans("BST_TE_VROEG_TOEGEPAST") {
		toegepast = z.na(dag, 0)
		z.doe(toegepast, daad{van: db, operatie: "pasBesluitInMandaatToe", pad: pad, velden: velden{"toegepastOp": toegepast}})
		z.doe(bekend, maakBekend)
		return
	}
	z.doe(bekend, maakBekend)
	z.doe(toegepast, daad{van: db, operatie: "pasBesluitInMandaatToe", pad: pad, velden: velden{"toegepastOp": toegepast}})
}

// besluitsoort is what kind of decision a bevoegdheid leads to.
func besluitsoort(b mandaat.Bevoegdheid) inmandaat.Besluitsoort {
	switch b {
	case mandaat.BeslissingOpBezwaar, mandaat.BesluitUitvoeren:
		return inmandaat.Beschikking
	default:
		return inmandaat.Rechtshandeling
	}
}
