package simulatie

import (
	"maps"

	"github.com/mgr-sdcg/kroniek/adapters/toegang"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/recht/referentie"
)

// melding plays one melding, from what the school reports to how it is closed.
func (g *Generator) melding(x *leerling) {
	x.bedenk()
	door := consulent // as it comes in through DUO
	if x.kans("LPL_SCHOOL_MELDT") {
		door = Afzender{toegang.School, string(x.school)}
	}
	if x.doe(x.ontvangen, daad{van: door, operatie: "ontvangVerzuimmelding", velden: x.gegevens(), als: "melding"}).IsZero() {
		return
	}
	gewijzigd := x.kans("LPL_GECORRIGEERD")
	switch {
	case x.kans("LPL_INGETROKKEN"):
		x.trekIn()
		return
	case x.terKennisgeving():
		if gewijzigd {
			x.corrigeer()
		}
		x.kennisgeving()
		return
	case x.soort == verzuimmelding.ZestienUur && x.kans("LPL_DREMPEL"):
		x.telNa()
	}
	if gewijzigd {
		x.corrigeer()
	}
	x.behandel()
}

// gegevens returns the body of the melding.
func (x *leerling) gegevens() velden {
	v := velden{
		"persoon": x.persoon, "gemeente": x.gewicht.Gemeente, "onderwijssoort": x.onderwijs, "verzuimsoort": x.soort,
		"school": x.school, "begindatum": x.begin, "ontvangenOp": x.ontvangen,
	}
	if !x.eind.IsZero() {
		v["einddatum"] = x.eind
	}
	if x.soort == verzuimmelding.ZestienUur {
		v["uren"] = x.l.tussen(16, 40)
	}
	return v
}

func (x *leerling) bijMelding(op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return x.doe(op, daad{van: consulent, operatie: operatie, pad: x.bij("melding"), velden: v, weigering: weigering})
}

// trekIn plays that the school takes the melding back.
func (x *leerling) trekIn() {
	op := x.na(x.ontvangen, x.l.tussen(1, 5))
	x.doe(op, daad{
		van: Afzender{toegang.School, string(x.school)}, operatie: "trekVerzuimmeldingIn",
		pad: x.bij("melding"), velden: velden{"ingetrokkenOp": op},
	})
	if x.kans("LPL_FOUT") {
		x.bijMelding(op, "neemVerzuimmeldingInBehandeling", velden{"genomenOp": op}, verzuimmelding.ErrAlAfgehandeld.Code)
	}
}

// corrigeer plays that the absence began a school day earlier than was reported.
func (x *leerling) corrigeer() {
	x.begin = x.g.kalender.schooldagTerug(x.regio, x.begin, 1)
	op := x.na(x.ontvangen, x.l.tussen(1, 12))
	x.doeOp(op, op, daad{
		van: consulent, operatie: "corrigeerVerzuimmelding", pad: x.bij("melding"), velden: x.gegevens(),
		corrigeert: Feit(x.nr, "melding"), vanaf: x.begin, motief: "De eerste dag van het verzuim was verkeerd gemeld.",
	})
}

func (x *leerling) terKennisgeving() bool {
	switch x.soort {
	case verzuimmelding.AnderVerzuim:
		return x.kans("LPL_KENNISGEVING")
	case verzuimmelding.Luxe:
		return x.kans("LPL_KENNISGEVING_LUXE")
	default:
		return false
	}
}

func (x *leerling) kennisgeving() {
	if x.kans("LPL_FOUT") { // only what is in behandeling is closed
		op := x.na(x.ontvangen, 1)
		x.bijMelding(op, "sluitVerzuimmelding", velden{"sluitreden": leerplicht.VerzuimGestopt, "afgeslotenOp": op}, verzuimmelding.ErrNietInBehandeling.Code)
	}
	op := x.na(x.ontvangen, x.l.tussen(1, 8))
	if !x.bijMelding(op, "neemVerzuimmeldingTerKennisgeving", velden{"aangenomenOp": op}, "").IsZero() {
		x.lever(op, verzuimmelding.TerKennisgeving)
	}
}

// lever plays that a status goes to DUO, on the same day or the next.
func (x *leerling) lever(op recht.Datum, s verzuimmelding.Status) {
	if !x.kans("LPL_DUO") {
		return
	}
	op = x.na(op, x.l.onder(2))
	x.bijMelding(op, "leverVerzuimstatus", velden{"status": s, "geleverdOp": op}, "")
}

// telNa plays that the absence is counted day by day, and that somebody judges what
// the counting found.
func (x *leerling) telNa() {
	var dagen []velden
	d, minuten := x.begin, 0
	for ; !d.Na(x.eind); d = d.PlusDagen(1) {
		if x.g.kalender.schooldag(x.regio, d) {
			m := x.l.tussen(2, 7) * 50
			dagen, minuten = append(dagen, velden{"dag": d, "minuten": m}), minuten+m
		}
	}
	v := velden{"verzuim": dagen}
	if weken, bekend := referentie.Vakantieweken(x.regio, x.begin, x.eind); bekend && len(weken) > 0 {
		v["vakantieweken"] = weken
	}
	op := x.na(x.ontvangen, x.l.tussen(1, 4))
	dag := x.doeOp(op, op, daad{van: consulent, operatie: "toetsVerzuimdrempel", pad: x.bij("melding"), velden: v, nu: true})
	if dag.IsZero() || x.begin.DagenTot(x.eind) > 20 {
		return // with a longer stretch the count depends on how the lesweken fall
	}
	code := verzuimmelding.SignaalDrempelNietBereikt
	if minuten >= 16*60 {
		code = verzuimmelding.SignaalDrempelBereikt
	}
	x.bijMelding(x.na(op, 1), "beoordeelVerzuimsignaal", velden{
		"signaal": code, "beoordeeldOp": x.na(op, 1),
		"oordeel": kies(x.l, keus[verzuimmelding.Signaaloordeel]{9, verzuimmelding.Bevestigd}, keus[verzuimmelding.Signaaloordeel]{1, verzuimmelding.Verworpen}),
	}, "")
}

// behandel plays what the leerplichtambtenaar does with the melding.
func (x *leerling) behandel() {
	op := x.na(x.ontvangen, x.l.tussen(1, 9))
	start := velden{"genomenOp": op}
	if x.plicht(op) != leerplicht.GeenPlicht && x.soort != verzuimmelding.RMC18Plus && (x.soort == verzuimmelding.Langdurig || x.kans("LPL_DOSSIER")) {
		if x.open(op).IsZero() {
			return
		}
		x.loopt = true
		start["dossier"] = Verwijzing(x.nr, "dossier")
	}
	if x.bijMelding(op, "neemVerzuimmeldingInBehandeling", start, "").IsZero() {
		return
	}
	x.lever(op, verzuimmelding.InBehandeling)
	x.vergis(op)
	op = x.spraak(op)
	if x.loopt {
		op = x.dossier(op)
	}
	x.strafrecht(op)
	op = x.na(op, x.l.tussen(5, 30))
	reden := kies(x.l, sluitredenen...)
	if x.bijMelding(op, "sluitVerzuimmelding", velden{"sluitreden": reden, "afgeslotenOp": op}, "").IsZero() {
		return
	}
	x.lever(op, verzuimmelding.Afgesloten)
	if x.loopt {
		x.sluitDossier(x.na(op, x.l.tussen(0, 15)), reden)
	}
}

var sluitredenen = []keus[leerplicht.Sluitreden]{
	{550, leerplicht.VerzuimGestopt},
	{230, leerplicht.VervolgElders},
	{40, leerplicht.Verhuisd},
	{60, leerplicht.EindePlicht},
	{50, leerplicht.GeenGrond},
	{70, leerplicht.AndereReden},
}

// vergis plays a mistake that the rules refuse.
func (x *leerling) vergis(op recht.Datum) {
	if !x.kans("LPL_FOUT") {
		return
	}
	switch op = x.na(op, 1); x.l.onder(3) {
	case 0:
		x.bijMelding(op, "leverVerzuimstatus", velden{"status": verzuimmelding.Geregistreerd, "geleverdOp": op}, verzuimmelding.ErrStatusVanAnder.Code)
	case 1:
		if !op.Voor(leerplicht.Statussen2020) {
			x.bijMelding(op, "leverVerzuimstatus", velden{"status": verzuimmelding.Overgedragen, "geleverdOp": op}, verzuimmelding.ErrStatusVervallen.Code)
			return
		}
		fallthrough
	default:
		x.bijMelding(op, "neemVerzuimmeldingTerKennisgeving", velden{"aangenomenOp": op}, verzuimmelding.ErrAlInBehandeling.Code)
	}
}

// spraak plays what ouders or jongere think of it, and whether they dispute it.
func (x *leerling) spraak(op recht.Datum) recht.Datum {
	if x.kans("LPL_ZIENSWIJZE") {
		op = x.na(op, x.l.tussen(1, 8))
		x.bijMelding(op, "legOuderzienswijzeVast", velden{"nummer": 1, "gegevenOp": op, "zienswijze": "Verzonnen zienswijze."}, "")
	}
	if !x.kans("LPL_BETWIST") {
		return op
	}
	op = x.na(op, x.l.tussen(1, 5))
	x.bijMelding(op, "betwistVerzuimmelding", velden{"nummer": 1, "betwistOp": op, "bezwaren": "Verzonnen bezwaren."}, "")
	af := x.na(op, x.l.tussen(3, 15))
	pad := maps.Clone(x.bij("melding"))
	pad["nummer"] = "1"
	x.doe(af, daad{van: consulent, operatie: "handelBetwistingAf", pad: pad, velden: velden{
		"uitkomst": een(x.l, verzuimmelding.Gehandhaafd, verzuimmelding.Gehandhaafd, verzuimmelding.Aangepast), "afgehandeldOp": af,
	}})
	return af
}
