package toegang

import "slices"

// leerplichtregels is the part of the policy about pupils.
//
// A consulent works with meldingen and dossiers; a school with its own meldingen;
// an auditor reads public parts. What belongs to Halt and proces-verbaal is for
// the opsporingsambtenaar alone, who in turn sees nothing else: for every other
// role such an event is a bare position, whatever route it takes (AVG art. 10;
// Wet politiegegevens). No report rests on these events.
func leerplichtregels() []Regel {
	return slices.Concat(leerplichtlezen(), leerplichtopdrachten(), leerplichtrapporten(), leerplichtgebeurtenissen())
}

func leerplichtlezen() []Regel {
	consulent := rechten{ConsulentLeerplicht: EigenGebied, Auditor: Alles}
	return []Regel{
		{Handeling: "leesVerzuimmelding", Rechten: met(consulent, rechten{School: EigenSchool})},
		{Handeling: "leesLeerplichtdossier", Rechten: consulent},
		{Handeling: "leesDoorstroompuntdossier", Rechten: consulent},
		{Handeling: "leesHaltverwijzing", Rechten: rechten{Opsporingsambtenaar: EigenGebied}},
		{Handeling: "leesProcesVerbaal", Rechten: rechten{Opsporingsambtenaar: EigenGebied}},
	}
}

// leerplichtopdrachten follows the register of DUO for statuses: registering and
// taking back is of the school, the others are of the gemeente. A consulent also
// enters what a school did, as it comes in through DUO.
func leerplichtopdrachten() []Regel {
	per := []struct {
		rechten    rechten
		opdrachten []Handeling
	}{
		{rechten{ConsulentLeerplicht: EigenGebied, School: EigenSchool}, []Handeling{
			"ontvangVerzuimmelding", "corrigeerVerzuimmelding", "trekVerzuimmeldingIn",
		}},
		{rechten{ConsulentLeerplicht: EigenGebied}, []Handeling{
			"neemVerzuimmeldingInBehandeling", "neemVerzuimmeldingTerKennisgeving", "sluitVerzuimmelding", "leverVerzuimstatus",
			"betwistVerzuimmelding", "handelBetwistingAf", "legOuderzienswijzeVast", "toetsVerzuimdrempel", "beoordeelVerzuimsignaal",
			"openLeerplichtdossier", "voerGesprek", "kiesRoute", "stelAbsoluutVerzuimVast", "beeindigAbsoluutVerzuim",
			"signaleerThuiszitter", "merkThuiszitterAan", "stelTerugkeerVast", "sluitLeerplichtdossier",
			"signaleerVSV", "legContact", "startTraject", "sluitTraject", "behaalStartkwalificatie", "meldLeeftijdsgrens",
		}},
		{rechten{Opsporingsambtenaar: EigenGebied}, []Handeling{
			"verwijsNaarHalt", "ontvangHaltafloop", "maakProcesVerbaalOp", "zendProcesVerbaalIn", "ontvangUitspraak", "ontvangSepot",
		}},
	}
	var regels []Regel
	for _, p := range per {
		for _, h := range p.opdrachten {
			regels = append(regels, Regel{Handeling: h, Rechten: p.rechten})
		}
	}
	return regels
}

// leerplichtrapporten gives reports to who may work with the files themselves,
// and figures, shielded, to the organs: the raden steer on those.
func leerplichtrapporten() []Regel {
	dossiers := rechten{ConsulentLeerplicht: EigenGebied, Auditor: Alles}
	cijfers := met(dossiers, rechten{Bestuurssecretaris: Alles, DagelijksBestuur: Alles, Griffier: Alles})
	regels := []Regel{{Handeling: Rapport("thuiszitterdossiers"), OverPersonen: true, Rechten: dossiers}}
	for _, naam := range []string{
		"verzuimmeldingen", "verzuimmeldingen-per-school", "verzuimmeldingen-tijdigheid", "verzuimmeldingen-doorlooptijd",
		"thuiszitters",
	} {
		regels = append(regels, Regel{Handeling: Rapport(naam), Rechten: cijfers})
	}
	return regels
}

func leerplichtgebeurtenissen() []Regel {
	per := []struct {
		rechten rechten
		namen   []string
	}{
		{rechten{ConsulentLeerplicht: EigenGebied, Auditor: Alles}, []string{
			"verzuimmelding-ontvangen", "verzuimmelding-gecorrigeerd", "verzuimmelding-in-behandeling-genomen",
			"verzuimmelding-ter-kennisgeving-aangenomen", "verzuimmelding-ingetrokken", "verzuimmelding-afgesloten",
			"verzuim-status-aan-duo-geleverd", "verzuimmelding-betwist", "verzuimmelding-betwisting-afgehandeld",
			"zienswijze-ouders-vastgelegd", "verzuimsignaal-vastgelegd", "verzuimsignaal-beoordeeld",
			"leerplichtdossier-geopend", "gesprek-gevoerd", "mas-route-gekozen", "absoluut-verzuim-vastgesteld",
			"absoluut-verzuim-beeindigd", "thuiszitter-gesignaleerd", "thuiszitter-aangemerkt",
			"terugkeer-naar-school-vastgesteld", "leerplichtdossier-gesloten",
			"vsv-gesignaleerd", "doorstroompunt-contact-gelegd", "doorstroompunt-traject-gestart",
			"begeleiding-naar-werk-afgesloten", "startkwalificatie-behaald", "leeftijdsgrens-bereikt",
		}},
		{rechten{Opsporingsambtenaar: EigenGebied}, []string{
			"halt-verwijzing-gedaan", "halt-afloopbericht-ontvangen",
			"proces-verbaal-opgemaakt", "proces-verbaal-ingezonden", "uitspraak-ontvangen", "sepot-ontvangen",
		}},
	}
	var regels []Regel
	for _, p := range per {
		for _, naam := range p.namen {
			regels = append(regels, Regel{Handeling: Gebeurtenis("nl.leerplichtzaken." + naam + ".v1"), OverPersonen: true, Rechten: p.rechten})
		}
	}
	return regels
}
