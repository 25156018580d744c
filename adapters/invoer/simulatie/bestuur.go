package simulatie

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"strconv"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/communicatie"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Moduledag is the first day of each module (Uitvoeringsplan 2020-2023, 1.1), and an
// invented day on which the gemeenten decided to take part.
var moduledagen = []struct {
	module          recht.Module
	besloten, vanaf recht.Datum
}{
	{recht.Inkoop, recht.NieuweDatum(2017, 3, 15), recht.NieuweDatum(2017, 4, 1)},
	{recht.Onderwijszaken, recht.NieuweDatum(2017, 12, 13), recht.NieuweDatum(2018, 1, 1)},
	{recht.Werkgeversservicepunt, recht.NieuweDatum(2017, 12, 13), recht.NieuweDatum(2018, 1, 1)},
	{recht.WerkgeverschapSW, recht.NieuweDatum(2018, 12, 12), recht.NieuweDatum(2019, 1, 1)},
}

// A zetelplan is the procedure of one plan or bijstelling in the making.
type zetelplan struct {
	*zaak
	periode int // first year of the plan
}

// beginBestuur plans who takes part in what, the procedure of the plan that holds in
// the year, and what the organs do in the year itself.
func (g *Generator) beginBestuur() {
	z := g.zaak("bestuur", 0)
	z.blijft, z.stipt = true, true
	p := &zetelplan{zaak: z, periode: EersteJaar + (g.o.Jaar-EersteJaar)/4*4}
	p.deelnames()
	p.procedure(p.periode)
	// From here on each has a clock of its own.
	jaar := &zetelplan{zaak: p.tak(0), periode: p.periode}
	jaar.uitvoering()
	if g.o.Jaar == p.periode+3 {
		volgend := &zetelplan{zaak: p.tak(1), periode: p.periode + 4}
		volgend.procedure(volgend.periode)
	}
	p.communicatie(p.tak(2))
}

func (p *zetelplan) dag(jaar int, maand time.Month, dag int) recht.Datum {
	return p.g.kalender.werkdagen(recht.NieuweDatum(jaar, maand, dag), 0)
}

// neemtDeel says which gemeenten take part: all in inkoop (seen), the nine of the SW
// (derived), and the same nine in the werkgeversservicepunt (assumed).
func neemtDeel(m recht.Module, w Gewicht) bool {
	switch m {
	case recht.WerkgeverschapSW:
		return w.SW
	case recht.Werkgeversservicepunt:
		return w.WSP
	default:
		return true
	}
}

func (p *zetelplan) deelnames() {
	for _, s := range moduledagen {
		for _, w := range p.g.gewichten {
			if !neemtDeel(s.module, w) {
				continue
			}
			d := daad{van: secretaris, operatie: "startDeelname", als: fmt.Sprintf("%s %s", s.module, w.Gemeente), velden: velden{
				"gemeente": w.Gemeente, "module": s.module, "vanaf": s.vanaf, "genomenOp": s.besloten,
			}, motief: "De eerste dag van de module komt uit het plan; de dag van het besluit is verzonnen."}
			p.doeOp(s.besloten, s.vanaf, d)
		}
	}
}

// onderdelen are the parts of a plan, with digests of invented texts but for the
// concept that was seen.
func onderdelen(periode int) []uitvoeringsplan.Onderdeel {
	uit := uitvoeringsplan.Concept2020()
	if periode == 2020 {
		return uit
	}
	for i := range uit {
		som := sha256.Sum256(fmt.Appendf(nil, "Verzonnen tekst %d, %s.\n", periode, uit[i].Code))
		uit[i].SHA256 = hex.EncodeToString(som[:])
	}
	return uit
}

// bij gives a command about a plan.
func (p *zetelplan) bijPlan(van Afzender, op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return p.bijPlanDeel(van, op, operatie, nil, v, weigering)
}

func (p *zetelplan) bijPlanDeel(van Afzender, op recht.Datum, operatie string, pad map[string]string, v velden, weigering string) recht.Datum {
	heel := map[string]string{"planperiode": strconv.Itoa(p.periode)}
	maps.Copy(heel, pad)
	return p.doe(op, daad{van: van, operatie: operatie, pad: heel, velden: v, weigering: weigering, motief: "Verzonnen, zoals alles in dit jaar."})
}

// procedure plays how the plan of a period comes about, in the year before it.
func (p *zetelplan) procedure(periode int) {
	j := periode - 1
	op := p.dag(j, time.January, 15)
	p.doe(op, daad{van: secretaris, operatie: "stelUitvoeringsplanOp", motief: "Titels komen uit het concept; de dag is verzonnen.", velden: velden{
		"titel": fmt.Sprintf("Uitvoeringsplan %d-%d", periode, periode+3), "vanJaar": periode, "totEnMetJaar": periode + 3,
		"opgesteldOp": op, "onderdelen": onderdelen(periode),
	}})
	op = p.dag(j, time.January, 21)
	p.bijPlan(secretaris, op, "vraagAdvies", velden{"onderdelen": recht.Modules(), "gevraagdOp": op, "uiterlijkOp": p.dag(j, time.February, 22)}, "")
	for i, m := range recht.Modules() {
		op = p.dag(j, time.February, 11+i)
		van := Afzender{toegang.Bestuurscommissie, string(m)}
		p.bijPlan(van, op, "brengAdviesUit", velden{"onderdeel": m, "advies": "positief", "strekking": "Verzonnen advies.", "uitgebrachtOp": op}, "")
	}
	op = p.dag(j, time.March, 4)
	p.bijPlan(db, op, "stelOntwerpVast", velden{"stemronde": stemronde(p.g, op, 5, 4, "ontwerp-uitvoeringsplan")}, "")
	op = p.dag(j, time.March, 11)
	p.bijPlan(db, op, "vraagZienswijze", velden{"verzondenOp": op}, "")
	p.zienswijzen(op, p.dag(j, time.July, 4), 0)
	op = p.dag(j, time.June, 27)
	p.bijPlan(secretaris, op, "stelPlanVast", velden{"stemronde": stemronde(p.g, op, 11, 5, "uitvoeringsplan")}, "") // no quorum: it is held over
	op = p.dag(j, time.July, 4)
	p.bijPlan(secretaris, op, "stelPlanVast", velden{"stemronde": stemronde(p.g, op, 11, 9, "uitvoeringsplan")}, "")
	p.maakBekend(p.dag(j, time.July, 12), velden{"soort": "uitvoeringsplan"})
}

func (p *zetelplan) maakBekend(op recht.Datum, besluit velden) { p.maakBekendOp(op, op, besluit) }

// maakBekendOp plays a bekendmaking of day op that is recorded on dag.
func (p *zetelplan) maakBekendOp(dag, op recht.Datum, besluit velden) {
	p.doeOp(dag, op, daad{
		van: secretaris, operatie: "maakBekend", pad: map[string]string{"planperiode": strconv.Itoa(p.periode)}, motief: "Verzonnen, zoals alles in dit jaar.",
		velden: velden{"besluit": besluit, "kanaal": "publicatieblad", "bekendgemaaktOp": op},
	})
}

// uitvoering plays the year: the plan is applied, and a bijstelling goes to the raden.
func (p *zetelplan) uitvoering() {
	j := p.g.o.Jaar
	if j == p.periode {
		op := p.dag(j, time.January, 6)
		p.bijPlan(db, op, "pasToe", velden{"besluit": velden{"soort": "uitvoeringsplan"}, "toepassing": "Jaaropdrachten per module.", "toegepastOp": op}, "")
	}
	if p.g.w("BST_BIJSTELLINGEN") == 0 {
		return
	}
	op := p.dag(j, time.February, 10)
	p.bijPlan(db, op, "stelBijstellingVoor", velden{
		"nummer": 1, "onderdelen": bijgesteld(p.periode, j), "strekking": "Verzonnen bijstelling.", "substantieel": true, "voorgesteldOp": op,
	}, "")
	op = p.dag(j, time.March, 2)
	p.bijPlan(db, op, "vraagZienswijze", velden{"bijstelling": 1, "verzondenOp": op}, "")
	p.zienswijzen(op, p.dag(j, time.June, 18), 1)
	besluit := velden{"soort": "bijstelling", "bijstelling": 1}
	op = p.dag(j, time.June, 18)
	p.bijPlanDeel(secretaris, op, "stelBijstellingVast", map[string]string{"nummer": "1"}, velden{"stemronde": stemronde(p.g, op, 11, 10, "bijstelling 1")}, "")
	bekend, achteraf := p.dag(j, time.June, 25), p.kans("BST_BEKEND_ACHTERAF")
	if !achteraf {
		p.maakBekend(bekend, besluit)
	}
	op = p.dag(j, time.July, 1)
	p.bijPlan(db, op, "pasToe", velden{"besluit": besluit, "toepassing": "Aangepaste jaaropdrachten.", "toegepastOp": op}, "")
	if achteraf { // until then nobody could see that it had been made known
		p.maakBekendOp(p.dag(j, time.July, 8), bekend, besluit)
	}
}

// bijgesteld is the part of the plan that the bijstelling of a year changes.
func bijgesteld(periode, jaar int) []uitvoeringsplan.Onderdeel {
	var uit []uitvoeringsplan.Onderdeel
	for _, o := range onderdelen(periode) {
		if o.Code == recht.Inkoop || o.Code == recht.Onderwijszaken {
			som := sha256.Sum256(fmt.Appendf(nil, "Verzonnen bijstelling %d, %s.\n", jaar, o.Code))
			o.SHA256 = hex.EncodeToString(som[:])
			uit = append(uit, o)
		}
	}
	return uit
}

// zienswijzen plays how the raden answer what was sent on a day: in time, too late,
// by renouncing, or not at all. The dagelijks bestuur answers those that came; before
// it had to do so before the decision, it left alone what came too late.
func (p *zetelplan) zienswijzen(verzonden, besluit recht.Datum, bijstelling int) {
	einde := zienswijzeEinde(verzonden)
	plicht, _, err := recht.OordeelVerplicht.Op(besluit)
	if err != nil {
		panic("simulatie: " + err.Error()) // the rule holds in every year that can be played
	}
	met := func(v velden) velden {
		if bijstelling > 0 {
			v["bijstelling"] = bijstelling
		}
		return v
	}
	var oordelen []velden
	oordeel := p.na(einde.PlusDagen(21), 0)
	for _, w := range p.g.gewichten {
		van := Afzender{toegang.Griffier, string(w.Gemeente)}
		t := &zetelplan{zaak: p.tak(int64(bijstelling*100) + int64(w.letter)), periode: p.periode}
		op := p.na(verzonden.PlusDagen(t.l.tussen(14, verzonden.DagenTot(einde)-5)), 0)
		afzien := met(velden{"gemeente": w.Gemeente, "meegedeeldOp": op})
		laat, achteraf := false, false
		switch {
		case t.kans("BST_AFGEZIEN"):
			t.bijPlan(van, op, "zieAfVanZienswijze", afzien, "")
			continue
		case t.kans("BST_GEEN"):
			na := p.na(einde.PlusDagen(1), 1)
			t.bijPlan(van, na, "zieAfVanZienswijze", met(velden{"gemeente": w.Gemeente, "meegedeeldOp": na}), uitvoeringsplan.ErrTermijnVoorbij.Code)
			continue
		case t.kans("BST_TE_LAAT"):
			laat, op = true, p.na(einde.PlusDagen(4), t.l.tussen(0, 5))
			if achteraf = t.kans("BST_NA_BESLUIT"); achteraf {
				op = p.na(besluit.PlusDagen(1), t.l.tussen(0, 5))
			}
		}
		t.bijPlan(van, op, "ontvangZienswijze", met(velden{
			"gemeente": w.Gemeente, "standpunt": standpunt(t.l), "strekking": "Verzonnen zienswijze.", "ontvangenOp": op,
		}), "")
		antwoord := velden{
			"gemeente": w.Gemeente, "toelichting": "Verzonnen antwoord.",
			"conclusie": een(t.l, uitvoeringsplan.Overgenomen, uitvoeringsplan.DeelsOvergenomen, uitvoeringsplan.Kennisgenomen),
		}
		switch {
		case laat && !plicht:
		case achteraf:
			op = p.na(op, t.l.tussen(3, 10))
			t.bijPlan(db, op, "deelOordeelMee", met(velden{"oordelen": []velden{antwoord}, "meegedeeldOp": op}), "")
		default:
			oordelen = append(oordelen, antwoord)
		}
	}
	if len(oordelen) > 0 {
		p.bijPlan(db, oordeel, "deelOordeelMee", met(velden{"oordelen": oordelen, "meegedeeldOp": oordeel}), "")
	}
}

// zienswijzeEinde returns the last day of the term of what was sent on a day.
func zienswijzeEinde(verzonden recht.Datum) recht.Datum {
	termijn, _, err := recht.ZienswijzeUitvoeringsplan.Op(verzonden)
	if err != nil {
		panic("simulatie: " + err.Error()) // the rule holds in every year that can be played
	}
	einde, err := termijn.Vanaf(verzonden, recht.Feestdagen)
	if err != nil {
		panic("simulatie: " + err.Error())
	}
	return einde.Uiterlijk
}

func standpunt(l *loting) uitvoeringsplan.Oordeel {
	return kies(l, keus[uitvoeringsplan.Oordeel]{6, uitvoeringsplan.Positief}, keus[uitvoeringsplan.Oordeel]{3, uitvoeringsplan.Voorwaardelijk}, keus[uitvoeringsplan.Oordeel]{1, uitvoeringsplan.Negatief})
}

// stemronde returns a meeting of an organ on a day, without a vote being asked.
func stemronde(g *Generator, op recht.Datum, zetels, aanwezig int, agendapunt string) velden {
	var presentie []velden
	for i := range zetels {
		presentie = append(presentie, velden{"lid": fmt.Sprintf("zetel-%02d", i+1), "gemeente": g.gewichten[i].Gemeente, "aanwezig": i < aanwezig})
	}
	return velden{
		"vergadering": velden{"aanvang": op.Begin().Add(8 * time.Hour).Format(time.RFC3339), "zetels": zetels, "presentie": presentie},
		"stemming":    velden{"agendapunt": agendapunt, "wijze": recht.ZonderStemming},
	}
}

// communicatie plays what the raden are told during the year.
func (p *zetelplan) communicatie(z *zaak) {
	var raden []recht.Gemeentecode
	for _, w := range p.g.gewichten {
		raden = append(raden, w.Gemeente)
	}
	brieven := p.g.w("BST_NIEUWSBRIEVEN")
	for i := range brieven {
		op := p.dag(p.g.o.Jaar, time.Month(3+i*9/brieven), 12)
		t := z.tak(int64(i))
		t.doe(op, daad{van: secretaris, operatie: "verzendNieuwsbrief", velden: velden{
			"onderwerp": fmt.Sprintf("Nieuwsbrief %d van %d", i+1, p.g.o.Jaar), "verzondenOp": op, "raden": raden,
		}, motief: "Uitvoeringsplan 1.5."})
	}
	for i := range p.g.w("BST_BIJEENKOMSTEN") {
		op := p.dag(p.g.o.Jaar, time.November, 5+i)
		t := z.tak(int64(100 + i))
		t.doe(op, daad{van: secretaris, operatie: "houdInformatiebijeenkomst", velden: velden{
			"onderwerp": "Verzonnen bijeenkomst", "aanleiding": communicatie.Jaarlijks, "gehoudenOp": op, "raden": raden,
		}, motief: "Uitvoeringsplan 1.5."})
	}
}
