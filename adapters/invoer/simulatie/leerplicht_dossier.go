package simulatie

import (
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/halt"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/leerplichtdossier"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/procesverbaal"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht/verzuimmelding"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// open plays that a dossier is opened. Whoever takes the wrong duty is refused first.
func (x *leerling) open(op recht.Datum) recht.Datum {
	d := daad{van: consulent, operatie: "openLeerplichtdossier", als: "dossier", velden: velden{
		"persoon": x.persoon, "gemeente": x.gewicht.Gemeente, "onderwijssoort": x.onderwijs, "plicht": x.plicht(op), "geopendOp": op,
	}}
	if x.kans("LPL_FOUT") {
		fout := d
		fout.als, fout.weigering = "", leerplichtdossier.ErrPlicht.Code
		fout.velden = velden{}
		for k, v := range d.velden {
			fout.velden[k] = v
		}
		fout.velden["plicht"] = leerplicht.Kwalificatieplicht
		if x.plicht(op) == leerplicht.Kwalificatieplicht {
			fout.velden["plicht"] = leerplicht.Leerplicht
		}
		x.doe(op, fout)
	}
	return x.doe(op, d)
}

func (x *leerling) bijDossier(op recht.Datum, operatie string, v velden, weigering string) recht.Datum {
	return x.doe(op, daad{van: consulent, operatie: operatie, pad: x.bij("dossier"), velden: v, weigering: weigering})
}

// dossier plays the guidance, and returns its last day.
func (x *leerling) dossier(op recht.Datum) recht.Datum {
	soorten := []leerplichtdossier.Gesprekssoort{
		leerplichtdossier.OpSchool, leerplichtdossier.OpSchool, leerplichtdossier.Huisbezoek, leerplichtdossier.OpKantoor,
		leerplichtdossier.OpAfstand, leerplichtdossier.Preventief,
	}
	for n, aantal := 1, 1+x.l.onder(3); n <= aantal; n++ {
		op = x.na(op, x.l.tussen(3, 12))
		x.bijDossier(op, "voerGesprek", velden{"nummer": n, "gesprekssoort": een(x.l, soorten...), "gevoerdOp": op}, "")
	}
	if x.kans("LPL_ROUTE") {
		op = x.na(op, x.l.tussen(1, 5))
		route := kies(x.l, keus[leerplichtdossier.Route]{85, leerplichtdossier.VrijwilligeHulp}, keus[leerplichtdossier.Route]{15, leerplichtdossier.VerplichteHulp})
		x.bijDossier(op, "kiesRoute", velden{"route": route, "gekozenOp": op}, "")
	}
	switch {
	case x.soort == verzuimmelding.Langdurig:
		op = x.thuis(op, leerplichtdossier.Relatief)
	case x.soort != "" && x.kans("LPL_FOUT"): // not absent for more than four weeks
		x.bijDossier(op, "merkThuiszitterAan", velden{
			"aard": leerplichtdossier.Relatief, "vanaf": op, "aangemerktOp": op,
		}, leerplichtdossier.ErrVierWeken.Code)
	}
	return op
}

// thuis plays that somebody finds the pupil to be a thuiszitter, and perhaps that
// the pupil goes back to school.
func (x *leerling) thuis(op recht.Datum, aard leerplichtdossier.Aard) recht.Datum {
	if aard == leerplichtdossier.Relatief {
		signaal := x.doeOp(op, op, daad{van: consulent, operatie: "signaleerThuiszitter", pad: x.bij("dossier"), velden: velden{"vanaf": x.begin}, nu: true})
		if signaal.IsZero() {
			return op
		}
		op = x.na(op, x.l.tussen(0, 4))
	}
	aangemerkt := x.bijDossier(op, "merkThuiszitterAan", velden{"aard": aard, "vanaf": x.begin, "aangemerktOp": op}, "")
	if aangemerkt.IsZero() {
		return op
	}
	x.vrijgesteld(op)
	if !x.kans("LPL_TERUG") {
		return op
	}
	op = x.na(op, x.l.tussen(8, 60))
	x.bijDossier(op, "stelTerugkeerVast", velden{"terugOp": op}, "")
	return op
}

func (x *leerling) sluitDossier(op recht.Datum, reden leerplicht.Sluitreden) {
	x.bijDossier(op, "sluitLeerplichtdossier", velden{"sluitreden": reden, "geslotenOp": op}, "")
}

// absoluut plays a pupil who is not enrolled.
func (g *Generator) absoluut(n int64, dag recht.Datum) {
	x := &leerling{zaak: g.zaak("absoluut", n), ontvangen: dag, onderwijs: leerplicht.GeenOnderwijs}
	x.gewicht = g.jeugd(x.l, func(Gewicht) bool { return true })
	x.begin = dag.PlusDagen(-x.l.tussen(3, 40))
	x.geboren = geborenMet(x.l, x.l.tussen(6, 15), x.begin)
	x.persoon = x.onderwijspersoon("Leerling", x.geboren)
	if x.open(dag).IsZero() {
		return
	}
	vast := daad{van: consulent, operatie: "stelAbsoluutVerzuimVast", pad: x.bij("dossier"), velden: velden{"vanaf": x.begin}, als: "absoluut"}
	if x.doeOp(x.na(dag, x.l.onder(3)), x.begin, vast).IsZero() {
		return
	}
	op := x.thuis(x.vandaag(), leerplichtdossier.Absoluut)
	op = x.dossier(op)
	if !x.kans("LPL_TERUG") {
		return
	}
	op = x.na(op, x.l.tussen(5, 40))
	if x.bijDossier(op, "beeindigAbsoluutVerzuim", velden{"tot": op, "herplaatst": x.l.kans(800)}, "").IsZero() {
		return
	}
	x.sluitDossier(x.na(op, x.l.tussen(1, 20)), leerplicht.VerzuimGestopt)
}

// strafrecht plays, now and then, a referral to Halt or a proces-verbaal. What it
// leads to is in streams of its own.
func (x *leerling) strafrecht(op recht.Datum) {
	zestien := x.soort == verzuimmelding.ZestienUur
	switch {
	case zestien && x.plicht(x.begin) == leerplicht.Leerplicht && leerplicht.Leeftijd(x.geboren, x.begin) >= 12 && x.kans("LPL_HALT"):
		x.halt(x.na(op, x.l.tussen(1, 5)))
	case (zestien || x.soort == verzuimmelding.Luxe) && x.kans("LPL_PV"):
		x.pv(x.na(op, x.l.tussen(2, 8)))
	}
}

func (x *leerling) halt(op recht.Datum) {
	verwijs := func(instemming bool, weigering string) recht.Datum {
		return x.doe(op, daad{van: opsporing, operatie: "verwijsNaarHalt", als: "halt", weigering: weigering, velden: velden{
			"persoon": x.persoon, "gemeente": x.gewicht.Gemeente, "verwezenOp": op, "eerderVerwezen": false,
			"verzuim": velden{"vanaf": x.begin, "lesuren": x.l.tussen(16, 55)}, "jongereStemtIn": true, "oudersStemmenIn": instemming,
		}})
	}
	if x.l.kans(150) {
		verwijs(false, halt.ErrGeenInstemming.Code)
		return
	}
	if verwijs(true, "").IsZero() {
		return
	}
	op = x.na(op, x.l.tussen(20, 60))
	afloop := kies(x.l, keus[halt.Afloop]{80, halt.Geslaagd}, keus[halt.Afloop]{12, halt.NietGeslaagd}, keus[halt.Afloop]{8, halt.Retour})
	x.doe(op, daad{van: opsporing, operatie: "ontvangHaltafloop", pad: x.bij("halt"), velden: velden{"afloop": afloop, "berichtOp": op}})
}

func (x *leerling) pv(op recht.Datum) {
	overtreding := procesverbaal.Overtreding("relatief-verzuim")
	if x.soort == verzuimmelding.Luxe {
		overtreding = "luxeverzuim"
	}
	ouder := geborenMet(x.l, x.l.tussen(30, 50), x.begin)
	stap := func(op recht.Datum, operatie string, v velden) recht.Datum {
		return x.doe(op, daad{van: opsporing, operatie: operatie, pad: x.bij("pv"), velden: v})
	}
	if x.doe(op, daad{van: opsporing, operatie: "maakProcesVerbaalOp", als: "pv", velden: velden{
		"persoon": x.onderwijspersoon("Ouder", ouder), "gemeente": x.gewicht.Gemeente, "overtreding": overtreding, "hoedanigheid": "ouder",
		"verzuimVanaf": x.begin, "verhoor": velden{"op": x.g.kalender.schooldagTerug(regioVan(x.gewicht.Gemeente), op, 1), "verschenen": x.l.kans(800)},
		"opgemaaktOp": op, "feiten": "Verzonnen feiten.",
	}}).IsZero() {
		return
	}
	op = x.na(op, x.l.tussen(2, 10))
	if stap(op, "zendProcesVerbaalIn", velden{"ingezondenOp": op}).IsZero() {
		return
	}
	op = x.na(op, x.l.tussen(30, 90))
	if x.l.kans(350) {
		stap(op, "ontvangSepot", velden{"berichtOp": op})
		return
	}
	stap(op, "ontvangUitspraak", velden{"berichtOp": op, "uitspraak": velden{"sanctie": "geldboete", "geldboete": een(x.l, "100.00", "200.00", "400.00")}})
}
