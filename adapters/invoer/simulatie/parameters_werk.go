package simulatie

func wspParameters() []rij {
	return []rij{
		{"WSP_PLAATSINGEN", "kandidaten die werk krijgen", 1299, perJaar, true, Gezien, "SP Westervoort, april 2019: gerealiseerd in 2018 (doel 1.156)"},
		{"WSP_WERKGEVERS", "werkgevers die worden geregistreerd", 360, perJaar, true, Aangenomen, nergens},
		{"WSP_BEKEND", "deel daarvan dat er in de eerste werkdagen van het jaar al is", 600, promille, false, Aangenomen, nergens},
		{"WSP_VACATURES_MET", "vacatures waarop het WSP plaatst", 750, perJaar, true, Aangenomen, "ongeveer 1,7 plaatsing per vacature"},
		{"WSP_VACATURES_ZONDER", "vacatures waarop het WSP niemand plaatst", 220, perJaar, true, Aangenomen, nergens},
		{"WSP_WIJZIGING", "vacatures die worden gewijzigd", 120, promille, false, Aangenomen, nergens},
		{"WSP_FUNCTIECREATIE", "vacatures waarvoor een functie wordt gecreëerd", 150, promille, false, Aangenomen, plan + ", 4: functiecreatie, zonder aantal"},
		{"WSP_INGETROKKEN", "vacatures zonder plaatsing die worden ingetrokken", 300, promille, false, Aangenomen, nergens},
		{"WSP_ADVIES", "werkgevers met een adviesgesprek", 400, promille, false, Aangenomen, nergens},
		{"WSP_UWV", "kandidaten die het UWV aanlevert", 400, promille, false, Aangenomen, nergens},
		{"WSP_DOELGROEP", "kandidaten van gemeenten uit het doelgroepregister", 300, promille, false, Aangenomen, nergens},
		{"WSP_PROFIEL", "kandidaten met een bijgewerkt profiel", 700, promille, false, Aangenomen, nergens},
		{"WSP_GESPREK", "plaatsingen na een sollicitatiegesprek", 700, promille, false, Aangenomen, nergens},
		{"WSP_TERUG", "afgewezen kandidaten die worden teruggegeven", 350, promille, false, Aangenomen, nergens},
		{"WSP_FOUT", "vacatures en matches waarbij iets wordt gevraagd dat de regels weigeren", 50, promille, false, Aangenomen, nergens},
	}
}

func matchParameters() []rij {
	return []rij{
		{"WSP_AFWIJZING", "vacatures met een eerste kandidaat die het niet wordt", 350, promille, false, Aangenomen, nergens},
		{"WSP_AFWIJZING_2", "en met nog een tweede", 100, promille, false, Aangenomen, nergens},
		{"WSP_ONBRUIKBAAR", "kandidaten die het niet worden omdat hun profiel niet bruikbaar is", 300, promille, false, Aangenomen, nergens},
		{"WSP_PROEF", "plaatsingen na een proefplaatsing, als daar tijd voor is", 200, promille, false, Aangenomen, nergens},
		{"WSP_GECORRIGEERD", "plaatsingen en afwijzingen die worden gecorrigeerd", 30, promille, false, Aangenomen, nergens},
		{"WSP_SUBSIDIE", "plaatsingen met gemeente die loonkostensubsidie krijgen", 350, promille, false, Aangenomen, nergens},
		{"WSP_JOBCOACH", "plaatsingen met een jobcoach", 60, promille, false, Aangenomen, nergens},
		{"WSP_INSTRUMENT", "plaatsingen met een ander instrument", 120, promille, false, Aangenomen, nergens},
		{"WSP_NAZORG", "plaatsingen met nazorggesprekken", 350, promille, false, Aangenomen, nergens},
		{"WSP_BEEINDIGD", "plaatsingen die binnen een half jaar eindigen", 220, promille, false, Aangenomen, nergens},
		{"WSP_VASTGESTELD", "plaatsingen die hun termijn haalden en waarvan dat wordt vastgesteld", 900, promille, false, Aangenomen, nergens},
	}
}

func swParameters() []rij {
	return []rij{
		{"SW_BEGIN", "medewerkers die in de maanden voor het jaar boventallig werden", 60, stuks, true, Aangenomen, nergens},
		{"SW_NIEUW", "medewerkers die in het jaar boventallig worden", 20, perJaar, true, Aangenomen, nergens},
		{"SW_TRAJECT", "boventalligen die een traject van werk naar werk beginnen", 800, promille, false, Aangenomen, nergens},
		{"SW_UITSTROOM", "boventalligen die in het jaar uitstromen", 500, promille, false, Aangenomen, nergens},
		{"SW_INGETROKKEN", "boventalligverklaringen die worden ingetrokken", 40, promille, false, Aangenomen, nergens},
		{"SW_GECORRIGEERD", "uitstroom waarvan de dag wordt gecorrigeerd", 120, promille, false, Aangenomen, nergens},
		{"SW_FOUT", "boventalligen bij wie iets wordt gevraagd dat de regels weigeren", 100, promille, false, Aangenomen, nergens},
		{"VRZ_BOVENTALLIGEN", "beginsaldo van de voorziening boventalligen", 412_350_000, centen, false, Aangenomen, nergens},
		{"VRZ_VIOLA", "beginsaldo van de voorziening Viola", 96_480_000, centen, false, Aangenomen, nergens},
		{"VRZ_HUUR", "beginsaldo van de voorziening huur", 54_725_000, centen, false, Aangenomen, nergens},
		{"VRZ_PER_MAAND", "aanwending per maand, van het beginsaldo", 15, promille, false, Aangenomen, nergens},
		{"VRZ_SCHATTING", "een kwartaalschatting wijkt ten hoogste zoveel af van het saldo", 60, promille, false, Aangenomen, nergens},
	}
}

func bestuurParameters() []rij {
	return []rij{
		{"BST_NIEUWSBRIEVEN", "nieuwsbrieven aan de raden", 2, perJaar, false, Gezien, plan + ", 1.5: ten minste 2"},
		{"BST_BIJEENKOMSTEN", "informatiebijeenkomsten", 1, perJaar, false, Gezien, plan + ", 1.5: ten minste 1"},
		{"BST_BIJSTELLINGEN", "bijstellingen die aan de raden worden voorgelegd", 1, perJaar, false, Afgeleid, "regeling MGR art. 24 lid 2: ten hoogste jaarlijks; 11 raden per stuk"},
		{"BST_AFGEZIEN", "raden die van een zienswijze afzien", 150, promille, false, Aangenomen, nergens},
		{"BST_GEEN", "raden die hun termijn laten verstrijken", 200, promille, false, Aangenomen, nergens},
		{"BST_TE_LAAT", "raden die na hun termijn antwoorden", 100, promille, false, Aangenomen, nergens},
		{"BST_NA_BESLUIT", "van die raden: pas na het besluit, met een antwoord dat daarna komt", 250, promille, false, Aangenomen, nergens},
		{"BGR_AFGEZIEN", "raden die van een zienswijze op een begroting afzien", 2, stuks, false, Aangenomen, nergens},
		{"BGR_GEEN", "raden die hun termijn voor een begroting laten verstrijken", 2, stuks, false, Aangenomen, nergens},
		{"BGR_TE_LAAT", "raden die te laat op een begroting antwoorden, voor de vaststelling", 1, stuks, false, Aangenomen, nergens},
		{"BGR_NA_BESLUIT", "raden die pas na de vaststelling van een begroting antwoorden", 1, stuks, false, Aangenomen, nergens},
		{"BST_IN_MANDAAT", "besluiten in mandaat", 800, perJaar, true, Aangenomen, nergens},
		{"BST_BOVEN_GRENS", "besluiten in mandaat boven de grens van het mandaat, waar er een is", 60, promille, false, Aangenomen, nergens},
		{"BST_ZONDER_MANDAAT", "besluiten in mandaat die geen mandaat noemen", 30, promille, false, Aangenomen, nergens},
		{"BST_ANDERE_FUNCTIE", "besluiten in mandaat door een andere functie dan de gemandateerde", 20, promille, false, Aangenomen, nergens},
		{"BST_TE_VROEG_TOEGEPAST", "besluiten in mandaat die op de dag zelf worden toegepast, voor hun bekendmaking", 100, promille, false, Aangenomen, nergens},
		{"BST_BEKEND_ACHTERAF", "bekendmakingen van een bijstelling die pas na de toepassing worden vastgelegd", 400, promille, false, Aangenomen, nergens},
	}
}
