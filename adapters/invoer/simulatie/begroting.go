package simulatie

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/begroting"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A begrotingsplan is the procedure of one begroting, or of a wijziging of one.
type begrotingsplan struct {
	*zaak
	jaar, wijziging         int
	aanbieding, vaststellen recht.Datum
	plicht                  bool // the raden must be answered before the vaststelling
}

// begrotingszaken is where the numbers of these zaken begin: they draw from lots of
// their own, so that nothing else in a year depends on them.
const begrotingszaken = 1 << 40

func (g *Generator) begrotingszaak(n int) *zaak {
	z := &zaak{g: g, l: nieuweLoting(g.o.Zaad, "begroting", int64(n)), dossiermap: &dossiermap{nr: begrotingszaken + int64(n), reeks: "begroting"}}
	z.blijft, z.stipt = true, true
	return z
}

// beginBegrotingen plans the begrotingen of the planperiode up to that of the next
// year, and one begrotingswijziging in the year itself.
func (g *Generator) beginBegrotingen() {
	for jaar := EersteJaar + (g.o.Jaar-EersteJaar)/4*4; jaar <= g.o.Jaar+1; jaar++ {
		p := &begrotingsplan{zaak: g.begrotingszaak(jaar), jaar: jaar}
		p.aanbieding, p.vaststellen = p.dag(jaar-1, time.June, 13), p.dag(jaar-1, time.June, 28)
		p.procedure()
		op := p.na(p.vaststellen.PlusDagen(p.l.tussen(6, 12)), 0)
		p.doeBegroting(db, op, "zendBegrotingAanGs", velden{"verzondenAanGsOp": op}, "")
	}
	w := &begrotingsplan{zaak: g.begrotingszaak(0), jaar: g.o.Jaar, wijziging: 1}
	op := w.dag(w.jaar, time.January, 16)
	w.doeBegroting(db, op, "stelBegrotingswijzigingVoor", velden{
		"wijziging": 1, "strekking": "Verzonnen wijziging.", "zonderZienswijze": false, "voorgesteldOp": op,
	}, "")
	w.aanbieding, w.vaststellen = w.dag(w.jaar, time.May, 2), begrotingswijzigingOp(g.kalender, w.jaar)
	w.procedure()
}

// begrotingswijzigingOp returns the day on which the begrotingswijziging of a year is adopted.
func begrotingswijzigingOp(k kalender, jaar int) recht.Datum {
	return k.werkdagen(recht.NieuweDatum(jaar, time.May, 22), 0)
}

func (p *begrotingsplan) dag(jaar int, maand time.Month, dag int) recht.Datum {
	return p.g.kalender.werkdagen(recht.NieuweDatum(jaar, maand, dag), 0)
}

// doeBegroting gives a command about the begroting, recorded on the day itself.
func (p *begrotingsplan) doeBegroting(van Afzender, op recht.Datum, operatie string, v velden, weigering string) {
	p.geef(op, daad{van: van, operatie: operatie, velden: v, weigering: weigering})
}

func (p *begrotingsplan) geef(op recht.Datum, d daad) {
	d.pad, d.motief = map[string]string{"begrotingsjaar": strconv.Itoa(p.jaar)}, "Verzonnen, zoals alles in dit jaar."
	if _, er := d.velden["wijziging"]; p.wijziging > 0 && !er {
		d.velden["wijziging"] = p.wijziging
	}
	p.doe(op, d)
}

// A raadrol is what a raad does with one ontwerp.
type raadrol struct {
	gemeente recht.Gemeentecode
	letter   byte
	soort    string // "afgezien", "geen", "te laat", "na besluit" or "op tijd"
	nr       int    // of the raden with this soort, from 0
}

// rollen deals out what each raad does, by lot: as many as the parameters say.
func (p *begrotingsplan) rollen() []raadrol {
	var soorten []string
	for _, s := range []struct{ code, soort string }{{"BGR_AFGEZIEN", "afgezien"}, {"BGR_GEEN", "geen"}, {"BGR_TE_LAAT", "te laat"}, {"BGR_NA_BESLUIT", "na besluit"}} {
		soorten = append(soorten, slices.Repeat([]string{s.soort}, p.g.w(s.code))...)
	}
	volgorde := slices.Clone(p.g.gewichten)
	for i := len(volgorde) - 1; i > 0; i-- {
		j := p.l.onder(i + 1)
		volgorde[i], volgorde[j] = volgorde[j], volgorde[i]
	}
	telling := map[string]int{}
	var uit []raadrol
	for i, w := range volgorde {
		soort := "op tijd"
		if i < len(soorten) {
			soort = soorten[i]
		}
		uit = append(uit, raadrol{w.Gemeente, w.letter, soort, telling[soort]})
		telling[soort]++
	}
	return uit
}

// procedure plays one ontwerp from the raden to the algemeen bestuur.
func (p *begrotingsplan) procedure() {
	termijn, _, err := recht.BegrotingOntwerp.Op(p.aanbieding)
	if err != nil {
		panic("simulatie: " + err.Error()) // the rule holds in every year that can be played
	}
	if p.plicht, _, err = recht.BegrotingOordeel.Op(p.vaststellen); err != nil {
		panic("simulatie: " + err.Error())
	}
	tijdig, err := termijn.VoorafAan(p.aanbieding)
	if err != nil {
		panic("simulatie: " + err.Error())
	}
	rollen := p.rollen()
	laat := slices.IndexFunc(rollen, func(r raadrol) bool { return r.soort == "op tijd" }) // got it too late, and answered all the same
	verzonden := p.voorVrij(tijdig)
	var raden []recht.Gemeentecode
	for i, r := range rollen {
		if i != laat {
			raden = append(raden, r.gemeente)
		}
	}
	p.zendToe(verzonden, raden)
	p.zendToe(p.na(tijdig.PlusDagen(3), 0), []recht.Gemeentecode{rollen[laat].gemeente})
	bijgevoegd := p.antwoorden(verzonden, rollen)
	p.doeBegroting(db, p.aanbieding, "biedOntwerpbegrotingAan", velden{"aangebodenOp": p.aanbieding, "bijgevoegd": bijgevoegd}, "")
	p.oordelen(rollen)
	p.doeBegroting(secretaris, p.vaststellen, "stelBegrotingVast", velden{"stemronde": stemronde(p.g, p.vaststellen, 11, 9, "begroting")}, "")
}

// voorVrij returns the last working day on or before d.
func (p *begrotingsplan) voorVrij(d recht.Datum) recht.Datum {
	for !p.g.kalender.werkdag(d) {
		d = d.PlusDagen(-1)
	}
	return d
}

func (p *begrotingsplan) zendToe(op recht.Datum, raden []recht.Gemeentecode) {
	p.doeBegroting(db, op, "zendOntwerpbegrotingToe", velden{
		"raden": raden, "kenmerk": fmt.Sprintf("DB-%d-%d", op.Jaar(), p.jaar), "toegezondenOp": op, "voorgenomenAanbieding": p.aanbieding,
	}, "")
}

// antwoorden plays how the raden answer, and returns whose zienswijze was attached:
// of those in time all but the last.
func (p *begrotingsplan) antwoorden(verzonden recht.Datum, rollen []raadrol) []recht.Gemeentecode {
	bij := []recht.Gemeentecode{}
	for _, r := range rollen {
		t := *p
		t.zaak = p.tak(int64(r.letter))
		van := Afzender{toegang.Griffier, string(r.gemeente)}
		op := p.na(verzonden.PlusDagen(t.l.tussen(16, verzonden.DagenTot(p.aanbieding)-8)), 0)
		switch r.soort {
		case "afgezien":
			t.doeBegroting(van, op, "meldGeenZienswijzeOpBegroting", velden{"gemeente": r.gemeente, "meegedeeldOp": op}, "")
			continue
		case "geen": // it tries to renounce when the term is over
			op = p.na(p.aanbieding.PlusDagen(1), 1)
			t.doeBegroting(van, op, "meldGeenZienswijzeOpBegroting", velden{"gemeente": r.gemeente, "meegedeeldOp": op}, begroting.ErrTermijnVoorbij.Code)
			continue
		case "te laat":
			op = p.na(p.aanbieding.PlusDagen(1), t.l.tussen(0, 3))
		case "na besluit":
			op = p.na(p.vaststellen.PlusDagen(1), t.l.tussen(0, 3))
		default:
			bij = append(bij, r.gemeente)
		}
		z := velden{"gemeente": r.gemeente, "standpunt": standpunt(t.l), "strekking": "Verzonnen zienswijze.", "ontvangenOp": op}
		if r.soort == "op tijd" && r.nr == 1 { // first recorded under the wrong day
			fout := velden{"gemeente": r.gemeente, "standpunt": z["standpunt"], "strekking": z["strekking"], "ontvangenOp": p.na(op, 1)}
			naam := "zienswijze " + string(r.gemeente)
			t.geef(p.na(op, 1), daad{van: van, operatie: "ontvangZienswijzeOpBegroting", velden: fout, als: naam})
			t.geef(p.na(op, 2), daad{van: van, operatie: "ontvangZienswijzeOpBegroting", velden: z, corrigeert: Feit(p.nr, naam), vanaf: op})
			continue
		}
		t.doeBegroting(van, op, "ontvangZienswijzeOpBegroting", z, "")
		if r.soort == "na besluit" && p.plicht {
			op = p.na(op, t.l.tussen(2, 6))
			t.doeBegroting(db, op, "deelOordeelOverBegrotingMee", velden{"oordelen": []velden{p.antwoord(r)}, "meegedeeldOp": op}, "")
		}
	}
	return bij[:len(bij)-1]
}

// antwoord is what the dagelijks bestuur thinks of the zienswijze of a raad.
func (p *begrotingsplan) antwoord(r raadrol) velden {
	return velden{
		"gemeente": r.gemeente, "toelichting": "Verzonnen antwoord.",
		"conclusie": een(p.l, uitvoeringsplan.Overgenomen, uitvoeringsplan.DeelsOvergenomen, uitvoeringsplan.NietOvergenomen, uitvoeringsplan.Kennisgenomen),
	}
}

// oordelen plays what the raden are told: before the vaststelling, but for the first
// of those in time, who is told a week after it. Before that was a duty, who came
// late was left alone, and the first as well.
func (p *begrotingsplan) oordelen(rollen []raadrol) {
	var op, na []velden
	for _, r := range rollen {
		switch {
		case r.soort == "op tijd" && r.nr == 0:
			na = append(na, p.antwoord(r))
		case r.soort == "op tijd", r.soort == "te laat" && p.plicht:
			op = append(op, p.antwoord(r))
		}
	}
	dag := p.na(p.aanbieding.PlusDagen(8), 0)
	p.doeBegroting(db, dag, "deelOordeelOverBegrotingMee", velden{"oordelen": op, "meegedeeldOp": dag}, "")
	if p.plicht {
		t := *p
		t.zaak = p.tak(0)
		dag = p.na(p.vaststellen.PlusDagen(7), 0)
		t.doeBegroting(db, dag, "deelOordeelOverBegrotingMee", velden{"oordelen": na, "meegedeeldOp": dag}, "")
	}
}
