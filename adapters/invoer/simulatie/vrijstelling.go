package simulatie

import (
	"time"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/vrijstelling"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// vrijstellingszaken is where the numbers of these zaken begin: they draw from lots
// and numbers of their own, so that nothing else in a year depends on them. Half of
// the range is for those of pupils who were at home.
const (
	vrijstellingszaken = 1 << 41
	thuiszaken         = vrijstellingszaken + 1<<40
	vrijnummers        = 500_000 // onderwijsnummers that no other zaak comes to
)

// A vrijzaak is one beroep, aanvraag or verlofaanvraag.
type vrijzaak struct {
	*zaak
	grond    leerplicht.Vrijstellingsgrond
	gemeente recht.Gemeentecode
	persoon  velden
	vanaf    recht.Datum
	tot      recht.Datum
	dossier  string // a [Verwijzing]; empty: none
}

func (g *Generator) vrijzaak(soort string, nr, n int64) *vrijzaak {
	z := &zaak{g: g, l: nieuweLoting(g.o.Zaad, soort, n), dossiermap: &dossiermap{nr: nr, reeks: "vrijstelling"}}
	return &vrijzaak{zaak: z}
}

// vrijgronden are the grounds with the parameter of their number.
var vrijgronden = []struct {
	grond leerplicht.Vrijstellingsgrond
	code  string
}{
	{leerplicht.Grond5OnderA, "VRS_5_A"},
	{leerplicht.Grond5OnderB, "VRS_5_B"},
	{leerplicht.Grond5OnderC, "VRS_5_C"},
	{leerplicht.GrondTrekker, "VRS_5A"},
	{leerplicht.Grond3a, "VRS_3A"},
	{leerplicht.Grond3b, "VRS_3B"},
	{leerplicht.Grond15, "VRS_15"},
}

// beginVrijstellingen spreads what parents and jongeren ask over the working days;
// most before the summer, for the next school year.
func (g *Generator) beginVrijstellingen() {
	opWerkdagen := func(d recht.Datum) int {
		switch {
		case !g.kalender.werkdag(d):
			return 0
		case d.Maand() == time.May || d.Maand() == time.June:
			return 12
		}
		return 4
	}
	nr := int64(vrijstellingszaken)
	begin := func(code string, speel func(x *vrijzaak, dag recht.Datum)) {
		g.bronnen = append(g.bronnen, spreid(g.o.Jaar, g.aantal(code), opWerkdagen).bron(func(n int64, dag recht.Datum) {
			nr++
			x := g.vrijzaak("vrijstelling "+code, nr, n)
			x.gemeente = g.jeugd(x.l, func(Gewicht) bool { return true }).Gemeente
			speel(x, dag)
		}))
	}
	for _, v := range vrijgronden {
		begin(v.code, func(x *vrijzaak, dag recht.Datum) {
			x.grond = v.grond
			x.vraag(dag)
		})
	}
	begin("VRL_VERLOF", (*vrijzaak).verlof)
}

// wie invents the person, born on geboren.
func (x *vrijzaak) wie(geboren recht.Datum) {
	x.persoon = x.iemand("Leerling", geboren)
	x.persoon["onderwijsnummer"] = x.g.vrijnummers.onderwijsnummer()
}

// vraag plays a beroep or an aanvraag that comes in on dag.
func (x *vrijzaak) vraag(dag recht.Datum) {
	laat := x.kans("VRS_LAAT")
	x.vanaf = dag.PlusDagen(x.l.tussen(35, 70))
	if dag.Maand() >= time.April && dag.Voor(recht.NieuweDatum(dag.Jaar(), time.July, 1)) {
		x.vanaf = recht.NieuweDatum(dag.Jaar(), time.August, 1)
	} else if laat {
		x.vanaf = dag.PlusDagen(x.l.tussen(3, 20))
	}
	x.tot = leerplicht.EindeSchooljaar(x.vanaf).PlusDagen(1)
	jaarBegin := leerplicht.Schooljaar(x.vanaf)
	switch x.grond {
	case leerplicht.Grond3a:
		x.wie(geborenMet(x.l, x.l.tussen(14, 15), x.vanaf))
	case leerplicht.Grond3b: // sixteen in this very school year
		x.wie(jaarBegin.PlusDagen(x.l.tussen(0, 300)).PlusJaren(-16))
	case leerplicht.Grond15:
		x.wie(geborenMet(x.l, 17, x.vanaf))
	default:
		x.wie(geborenMet(x.l, x.l.tussen(6, 15), x.vanaf))
	}
	if x.grond.VanRechtswege() {
		x.beroep(dag, x.l.kans(400))
		return
	}
	x.aanvraag(dag)
}

// stap plans a command about the vrijstelling.
func (x *vrijzaak) stap(op recht.Datum, operatie, motief string, v velden, weigering string) recht.Datum {
	return x.doe(op, daad{van: consulent, operatie: operatie, pad: x.bij("vrijstelling"), velden: v, motief: motief, weigering: weigering})
}

func (x *vrijzaak) ontvang(op recht.Datum, herhaald bool) bool {
	onderwijs := leerplicht.Voortgezet
	if x.grond == leerplicht.Grond15 {
		onderwijs = leerplicht.MBO
	}
	v := velden{
		"persoon": x.persoon, "gemeente": x.gemeente, "onderwijssoort": onderwijs, "grond": x.grond, "ontvangenOp": op,
		"gevraagdVanaf": x.vanaf, "gevraagdTot": x.tot,
	}
	if herhaald {
		v["herhaald"] = true
	}
	return !x.doe(op, daad{van: consulent, operatie: "ontvangVrijstellingsverzoek", als: "vrijstelling", velden: v}).IsZero()
}

func (x *vrijzaak) beroep(op recht.Datum, herhaald bool) {
	if !x.ontvang(op, herhaald) {
		return
	}
	if x.grond == leerplicht.Grond5OnderA {
		x.stap(op, "ontvangDeskundigenverklaring", "", velden{
			"verklaardOp": op.PlusDagen(-x.l.tussen(5, 60)), "onafhankelijk": true, "deskundige": "Deskundige (verzonnen)",
		}, "")
	}
	op = x.na(op, x.l.tussen(2, 10))
	if x.kans("LPL_FOUT") {
		x.stap(op, "kenVrijstellingToe", "", x.duur(op), vrijstelling.ErrNietGetoetst.Code)
	}
	voldoet := x.kans("VRS_VOLDOET")
	if x.stap(op, "toetsVrijstellingsvoorwaarden", "", velden{"voldoet": voldoet, "getoetstOp": op}, "").IsZero() {
		return
	}
	op = x.na(op, x.l.tussen(1, 6))
	if voldoet {
		x.toe(op, "Verzonnen reden om een late kennisgeving voorbij te gaan.")
		return
	}
	x.stap(op, "wijsVrijstellingAf", "Verzonnen reden.", velden{"op": op}, "")
}

func (x *vrijzaak) aanvraag(op recht.Datum) {
	if !x.ontvang(op, false) {
		return
	}
	op = x.na(op, x.l.tussen(8, 34)) // now and then after six weeks
	if x.kans("VRS_VOLDOET") {
		x.toe(op, "")
		return
	}
	x.stap(op, "wijsVrijstellingAf", "Verzonnen reden.", velden{"op": op}, "")
}

func (x *vrijzaak) duur(op recht.Datum) velden {
	v := velden{"op": op, "vanaf": x.vanaf, "tot": x.tot}
	if x.dossier != "" {
		v["dossier"] = x.dossier
	}
	return v
}

// toe plays that there is a vrijstelling, that DUO is told, and perhaps its end.
func (x *vrijzaak) toe(op recht.Datum, motief string) {
	if x.stap(op, "kenVrijstellingToe", motief, x.duur(op), "").IsZero() {
		return
	}
	op = x.na(op, x.l.tussen(1, 5))
	if x.stap(op, "leverVrijstellingAanDuo", "", velden{"geleverdOp": op}, "").IsZero() || !x.kans("VRS_EINDE") {
		return
	}
	op = x.na(x.vanaf.PlusDagen(x.l.tussen(20, 120)), 0)
	if !op.Voor(x.tot) {
		return
	}
	x.stap(op, "beeindigVrijstelling", "", velden{
		"einde": op, "reden": een(x.l, vrijstelling.NaarSchool, vrijstelling.NaarSchool, vrijstelling.GeenGrondMeer, vrijstelling.Verhuisd),
	}, "")
}

// verlof plays an aanvraag for more than ten days.
func (x *vrijzaak) verlof(dag recht.Datum) {
	x.vanaf = dag.PlusDagen(x.l.tussen(21, 60))
	x.tot = x.vanaf.PlusDagen(x.l.tussen(16, 40))
	x.wie(geborenMet(x.l, x.l.tussen(6, 15), x.vanaf))
	dagen := x.l.tussen(11, x.vanaf.DagenTot(x.tot)*5/7)
	if x.doe(dag, daad{van: consulent, operatie: "vraagVerlofAan", als: "verlof", velden: velden{
		"persoon": x.persoon, "gemeente": x.gemeente, "onderwijssoort": leerplicht.Voortgezet, "vanaf": x.vanaf, "tot": x.tot,
		"schooldagen": dagen, "aangevraagdOp": dag, "omstandigheden": "Verzonnen omstandigheden.",
	}}).IsZero() {
		return
	}
	stap := func(op recht.Datum, operatie, motief string, v velden) recht.Datum {
		return x.doe(op, daad{van: consulent, operatie: operatie, pad: x.bij("verlof"), velden: v, motief: motief})
	}
	op := x.na(dag, x.l.tussen(2, 6))
	if stap(op, "hoorHoofdOverVerlof", "", velden{"gehoordOp": op, "zienswijze": "Verzonnen zienswijze."}).IsZero() {
		return
	}
	op = x.na(op, x.l.tussen(1, 4))
	if x.kans("VRL_VERLEEND") {
		stap(op, "verleenVerlof", "", velden{"vanaf": x.vanaf, "tot": x.tot, "schooldagen": dagen, "beslotenOp": op})
		return
	}
	stap(op, "weigerVerlof", "Verzonnen reden.", velden{"beslotenOp": op})
}

// vrijgesteld plays, now and then, that a thuiszitter is exempt after all. It has a
// zaak and lots of its own; what it refers to is kept.
func (x *leerling) vrijgesteld(op recht.Datum) {
	v := x.g.vrijzaak("vrijstelling thuis", thuiszaken+x.nr, x.nr)
	if !v.kans("VRS_THUIS") {
		return
	}
	v.vanaf = op.PlusDagen(v.l.tussen(7, 20)) // late, which is set aside with reasons
	v.tot = leerplicht.EindeSchooljaar(v.vanaf).PlusDagen(1)
	if x.plicht(v.vanaf) == leerplicht.GeenPlicht {
		return
	}
	v.grond, v.gemeente, v.persoon = leerplicht.Grond5OnderA, x.gewicht.Gemeente, x.persoon
	v.dossier, v.laatst = Verwijzing(x.nr, "dossier"), x.laatst
	x.blijft = true
	v.beroep(x.na(op, 1), false)
}
