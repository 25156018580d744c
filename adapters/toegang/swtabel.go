package toegang

import "slices"

// swregels is the part of the policy about Werkgeverschap SW.
//
// A boventallige is a person and the MGR the employer: the consulent guides, an
// auditor reads public parts, and no organ sees who is meant. A voorziening is
// money without a person in it: the bestuurssecretaris records what the organs
// decide, the dagelijks bestuur books, and whoever governs reads. The consulent
// has no part in the money.
func swregels() []Regel {
	return slices.Concat(boventalligenregels(), voorzieningenregels())
}

func boventalligenregels() []Regel {
	lezen := rechten{ConsulentSW: Alles, Auditor: Alles}
	regels := []Regel{
		{Handeling: "leesBoventallige", Rechten: lezen},
		{Handeling: Rapport("boventalligen"), OverPersonen: true, Rechten: lezen},
	}
	for _, h := range []Handeling{
		"verklaarBoventallig", "corrigeerBoventalligverklaring", "startWerktraject", "beeindigWerktraject",
		"trekBoventalligheidIn", "legUitstroomVast",
	} {
		regels = append(regels, Regel{Handeling: h, Rechten: rechten{ConsulentSW: Alles}})
	}
	for _, naam := range []string{
		"boventallig-verklaard", "van-werk-naar-werk-traject-gestart", "van-werk-naar-werk-traject-beeindigd",
		"boventalligheid-ingetrokken", "boventallige-uitgestroomd",
	} {
		regels = append(regels, Regel{Handeling: swgebeurtenis(naam), OverPersonen: true, Rechten: lezen})
	}
	return regels
}

func voorzieningenregels() []Regel {
	secretaris := rechten{Bestuurssecretaris: Alles}
	bestuur := met(secretaris, rechten{DagelijksBestuur: Alles})
	lezen := met(bestuur, rechten{Griffier: Alles, Bestuurscommissie: Alles, Auditor: Alles})
	regels := []Regel{
		{Handeling: "leesVoorziening", Rechten: lezen},
		{Handeling: Rapport("voorzieningen"), Rechten: lezen},
		{Handeling: Rapport("voorzieningmutaties"), Rechten: lezen},
		{Handeling: "stelVoorzieningIn", Rechten: secretaris},
		{Handeling: "corrigeerVoorziening", Rechten: secretaris},
		{Handeling: "wikkelVoorzieningAf", Rechten: secretaris},
	}
	for _, h := range []Handeling{"boekToevoeging", "boekAanwending", "boekVrijval", "herschatVerplichting"} {
		regels = append(regels, Regel{Handeling: h, Rechten: bestuur})
	}
	for _, naam := range []string{
		"voorziening-ingesteld", "toevoeging-geboekt", "aanwending-geboekt", "vrijval-geboekt",
		"verplichting-opnieuw-geschat", "voorziening-afgewikkeld",
	} {
		regels = append(regels, Regel{Handeling: swgebeurtenis(naam), Rechten: lezen})
	}
	return regels
}

func swgebeurtenis(naam string) Handeling {
	return Gebeurtenis("nl.sociale-werkvoorzieningen." + naam + ".v1")
}
