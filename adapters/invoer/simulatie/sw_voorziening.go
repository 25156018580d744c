package simulatie

import (
	"fmt"
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw/voorziening"
)

var (
	secretaris = Afzender{Rol: toegang.Bestuurssecretaris}
	db         = Afzender{Rol: toegang.DagelijksBestuur}
)

type voorzien struct {
	doel voorziening.Doel
	code string // of the parameter with its first balance
}

func voorzieningen() []voorzien {
	return []voorzien{
		{voorziening.Boventalligen, "VRZ_BOVENTALLIGEN"},
		{voorziening.Viola, "VRZ_VIOLA"},
		{voorziening.Huur, "VRZ_HUUR"},
	}
}

// A pot is a voorziening in the making: its balance follows what is booked, to the cent.
type pot struct {
	*zaak
	begin, saldo recht.Bedrag
	mutatie      int
}

// voorziening plays a year of one voorziening: used every month, estimated every
// quarter, and then brought to what was estimated.
func (g *Generator) voorziening(n int64, doel voorziening.Doel, code string) {
	p := &pot{zaak: g.zaak("voorziening", n), begin: recht.Bedrag(g.w(code))}
	p.stipt, p.saldo = true, p.begin
	eerste := g.kalender.werkdagen(g.Begin().PlusDagen(1), 0)
	stelIn := daad{van: secretaris, operatie: "stelVoorzieningIn", velden: velden{
		"doel": doel, "bbvGrond": "BBV-44-1-a", "beginsaldo": p.begin, "jaarlijksGelijk": true,
		"besluit": besluit("algemeen-bestuur", g.Begin().PlusDagen(-20)), "ingesteldOp": eerste,
	}, weigering: voorziening.ErrJaarlijksGelijk.Code, motief: "Besluit van het algemeen bestuur."}
	if n == 0 { // said of costs that come back every year: that is no voorziening
		p.doe(eerste, stelIn)
	}
	stelIn.weigering, stelIn.als = "", "voorziening"
	stelIn.velden = velden{
		"doel": doel, "bbvGrond": "BBV-44-1-a", "beginsaldo": p.begin, "jaarlijksGelijk": false,
		"besluit": besluit("algemeen-bestuur", g.Begin().PlusDagen(-20)), "ingesteldOp": eerste,
	}
	p.doe(eerste, stelIn)
	for maand := time.January; maand <= time.December; maand++ {
		p.maand(maand)
	}
}

// besluit refers to a besluit of an organ.
func besluit(orgaan string, op recht.Datum) velden {
	return velden{"orgaan": orgaan, "kenmerk": fmt.Sprintf("%s %s", orgaan, op), "genomenOp": op}
}

func (p *pot) maand(maand time.Month) {
	einde := p.g.laatsteWerkdag(maand)
	deel := int64(p.begin) * int64(p.g.w("VRZ_PER_MAAND")) / 1000
	p.boek(einde, einde, "boekAanwending", recht.Bedrag(deel*int64(p.l.tussen(850, 1150))/1000+int64(p.l.onder(100))), "")
	if maand%3 != 0 {
		return
	}
	if maand == time.June { // more than there is
		p.boek(einde, einde, "boekAanwending", p.saldo+1, voorziening.ErrNegatief.Code)
	}
	op, dag := recht.NieuweDatum(p.g.o.Jaar, maand+1, 1).PlusDagen(-1), einde
	if maand < time.December {
		dag = p.na(op, p.l.tussen(5, 10)) // the quarter is closed in the month after it
	} else {
		op = einde
	}
	ruimte := int64(p.saldo) * int64(p.g.w("VRZ_SCHATTING")) / 1000
	schatting := p.saldo + recht.Bedrag(int64(p.l.onder(int(2*ruimte)))-ruimte)
	p.doeOp(dag, op, daad{van: db, operatie: "herschatVerplichting", pad: p.bij("voorziening"), velden: velden{
		"schatting": schatting, "onderbouwing": "Verzonnen raming per kwartaal.", "geschatOp": op,
	}})
	if maand == time.September { // interest is not added
		v := p.mutatievelden(op, 100)
		v["herkomst"] = voorziening.Rente
		p.doeOp(dag, op, daad{van: db, operatie: "boekToevoeging", pad: p.bij("voorziening"), velden: v, weigering: voorziening.ErrRente.Code})
	}
	switch verschil := schatting - p.saldo; {
	case verschil > 0:
		p.boek(dag, op, "boekToevoeging", verschil, "")
	case verschil < 0:
		p.boek(dag, op, "boekVrijval", -verschil, "")
	}
}

func (p *pot) mutatievelden(op recht.Datum, bedrag recht.Bedrag) velden {
	return velden{"mutatie": p.mutatie + 1, "bedrag": bedrag, "besluit": besluit("dagelijks-bestuur", op), "geboektOp": op}
}

// boek plays a mutatie of day op, recorded on dag.
func (p *pot) boek(dag, op recht.Datum, operatie string, bedrag recht.Bedrag, weigering string) {
	v := p.mutatievelden(op, bedrag)
	if operatie == "boekToevoeging" {
		v["herkomst"] = voorziening.Lasten
		// What is added after the begrotingswijziging of the year rests on it.
		vast := begrotingswijzigingOp(p.g.kalender, p.g.o.Jaar)
		if slices.Contains(p.g.o.Delen, Bestuur) && dag.Na(vast) && weigering == "" {
			v["besluit"], v["begrotingswijziging"] = besluit("algemeen-bestuur", vast), velden{"begrotingsjaar": p.g.o.Jaar, "wijziging": 1}
		}
	}
	p.doeOp(dag, op, daad{van: db, operatie: operatie, pad: p.bij("voorziening"), velden: v, weigering: weigering})
	if weigering != "" {
		return
	}
	p.mutatie++
	if operatie == "boekToevoeging" {
		p.saldo += bedrag
	} else {
		p.saldo -= bedrag
	}
}
