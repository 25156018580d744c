package toegang

import "slices"

// wspregels is the part of the policy about the werkgeversservicepunt.
//
// An accountmanager works with werkgevers and vacatures of the whole region, and
// with kandidaten and matches as far as the gemeente that pays is in reach; an
// auditor reads public parts. No system has a right here, an integrator either:
// whom to propose and what a profile is worth is for a person to say (AVG art.
// 22). Ketenpartners deliver through an accountmanager.
func wspregels() []Regel {
	return slices.Concat(wsplezen(), wspopdrachten(), wsprapporten(), wspgebeurtenissen())
}

func wsplezen() []Regel {
	werk := rechten{Accountmanager: Alles, Auditor: Alles}
	mens := rechten{Accountmanager: EigenGebied, Auditor: Alles}
	return []Regel{
		{Handeling: "leesWerkgever", Rechten: werk},
		{Handeling: "leesVacature", Rechten: werk},
		{Handeling: "leesKandidaat", Rechten: mens},
		{Handeling: "leesMatch", Rechten: mens},
	}
}

func wspopdrachten() []Regel {
	per := []struct {
		rechten    rechten
		opdrachten []Handeling
	}{
		{rechten{Accountmanager: Alles}, []Handeling{
			"registreerWerkgever", "corrigeerWerkgever", "voerAdviesgesprek", "draagWerkgeverOver",
			"haalVacatureOp", "corrigeerVacature", "wijzigVacature", "creeerFunctie", "vervulVacature", "trekVacatureIn", "laatVacatureVervallen",
		}},
		{rechten{Accountmanager: EigenGebied}, []Handeling{
			"leverKandidaatAan", "leverKandidaatOpnieuwAan", "werkProfielBij", "geefKandidaatTerug",
			"stelMatchVoor", "doeVoorstel", "houdSollicitatiegesprek", "wijsMatchAf", "startProefplaatsing", "beeindigProefplaatsing",
			"plaatsKandidaat", "ontvangLoonkostensubsidie", "zetJobcoachIn", "zetInstrumentIn", "voerNazorggesprek",
			"beeindigPlaatsing", "stelDuurzaamVast",
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

// wsprapporten gives reports to who may work with kandidaten. They count persons
// in ways that cannot be shielded, so nobody else has them.
func wsprapporten() []Regel {
	var regels []Regel
	for _, naam := range []string{"trechter", "duurzaamheid", "afwijsredenen"} {
		regels = append(regels, Regel{Handeling: Rapport(naam), OverPersonen: true, Rechten: rechten{Accountmanager: EigenGebied, Auditor: Alles}})
	}
	return regels
}

func wspgebeurtenissen() []Regel {
	per := []struct {
		personen bool
		rechten  rechten
		namen    []string
	}{
		{false, rechten{Accountmanager: Alles, Auditor: Alles}, []string{
			"werkgever-geregistreerd", "adviesgesprek-gevoerd", "werkgever-overgedragen-aan-subregio",
			"vacature-opgehaald", "vacature-gewijzigd", "functie-gecreeerd", "vacature-vervuld", "vacature-ingetrokken", "vacature-vervallen",
		}},
		{true, rechten{Accountmanager: EigenGebied, Auditor: Alles}, []string{
			"kandidaat-aangeleverd", "kandidaatprofiel-bijgewerkt", "kandidaat-niet-geschikt-teruggegeven",
			"match-voorgesteld", "voorstel-aan-werkgever-gedaan", "sollicitatiegesprek-gehouden", "match-afgewezen",
			"proefplaatsing-gestart", "proefplaatsing-beeindigd", "kandidaat-geplaatst", "loonkostensubsidie-verleend",
			"jobcoach-ingezet", "instrument-ingezet", "nazorggesprek-gevoerd", "plaatsing-beeindigd", "duurzaam-geplaatst",
		}},
	}
	var regels []Regel
	for _, p := range per {
		for _, naam := range p.namen {
			regels = append(regels, Regel{Handeling: Gebeurtenis("nl.arbeidsbemiddelingen." + naam + ".v1"), OverPersonen: p.personen, Rechten: p.rechten})
		}
	}
	return regels
}
