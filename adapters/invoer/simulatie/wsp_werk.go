package simulatie

import (
	"fmt"

	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
	"github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt/match"
)

// werkt plays what follows on work that began.
func (p *plek) werkt(k kandidate) {
	op := p.na(p.vandaag(), p.l.tussen(1, 8))
	if k.gemeente != "" && p.kans("WSP_SUBSIDIE") {
		p.subsidie(k, op)
	}
	if p.kans("WSP_JOBCOACH") {
		p.bijMatch(k, op, "zetJobcoachIn", velden{"ingezetOp": op}, "")
	}
	if p.kans("WSP_INSTRUMENT") {
		p.bijMatch(k, op, "zetInstrumentIn", velden{"instrumentnummer": 1, "instrument": een(p.l, match.NoRiskpolis, match.LIV, match.LKV, match.Werkplek), "ingezetOp": op}, "")
	}
	nazorg := 0
	if p.kans("WSP_NAZORG") {
		nazorg = p.l.tussen(1, 3)
	}
	for n := 1; n <= nazorg; n++ {
		op = p.na(op.PlusDagen(p.l.tussen(20, 40)), 0)
		if p.bijMatch(k, op, "voerNazorggesprek", velden{"gesprek": n, "gesprekOp": op}, "").IsZero() {
			return
		}
	}
	p.afloop(k, op)
}

// afloop plays how the work ends, or that it lasted its term.
func (p *plek) afloop(k kandidate, op recht.Datum) {
	if p.fout {
		p.fout = false
		op = p.na(p.vandaag(), 1)
		p.bijMatch(k, op, "stelDuurzaamVast", velden{"vastgesteldOp": op}, match.ErrTermijnLoopt.Code)
	}
	if p.kans("WSP_BEEINDIGD") {
		op = p.na(op.PlusDagen(p.l.tussen(5, 60)), 0)
		reden := een(p.l, match.ContractAfgelopen, match.AnderWerk, match.Ontslag, match.EigenVerzoek, match.Ziekte)
		p.bijMatch(k, op, "beeindigPlaatsing", velden{"eindreden": reden, "laatsteDag": op}, "")
		return
	}
	na, _, err := wsp.DuurzaamNa(k.begonnen)
	if err != nil || !p.kans("WSP_VASTGESTELD") {
		return
	}
	op = p.na(na.PlusDagen(1+p.l.tussen(0, 14)), 0)
	p.bijMatch(k, op, "stelDuurzaamVast", velden{"vastgesteldOp": op}, "")
}

func (p *plek) subsidie(k kandidate, op recht.Datum) {
	maand := p.l.tussen(25_000, 110_000)
	v := velden{
		"gemeente": k.gemeente, "besluitkenmerk": fmt.Sprintf("LKS-%d-%d", p.nr, p.namen), "beslotenOp": op, "subsidieVanaf": op, "ontvangenOp": op,
		"maandbedrag": recht.Bedrag(maand),
	}
	if p.l.kans(700) {
		v["loonwaarde"] = p.l.tussen(3000, 8000)
	}
	p.bijMatch(k, op, "ontvangLoonkostensubsidie", v, "")
}
