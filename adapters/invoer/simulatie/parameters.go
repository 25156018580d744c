package simulatie

import (
	"slices"
	"time"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Status says how a figure is known.
type Status string

// The statuses.
const (
	Gezien     Status = "gezien"     // read in the source
	Afgeleid   Status = "afgeleid"   // computed from figures that were read
	Aangenomen Status = "aangenomen" // no source was found
)

// A Parameter is one figure that the generator rests on.
type Parameter struct {
	Code         string
	Omschrijving string
	Waarde       int
	Eenheid      string
	Schaalt      bool // multiplied by the scale
	Status       Status
	Bron         string
	// Vanaf and Tot bound the days for which the figure is meant; Tot is left out.
	Vanaf, Tot recht.Datum
}

const (
	perJaar  = "per jaar"
	promille = "per 1.000"
	dagen    = "dagen"
	stuks    = "aantal"
	centen   = "eurocent"
	plan     = "Uitvoeringsplan 2020-2023 (concept)"
	nergens  = "geen bron gevonden"
)

// A rij is a [Parameter] as it stands in the tables below.
type rij struct {
	code, omschrijving string
	waarde             int
	eenheid            string
	schaalt            bool
	status             Status
	bron               string
}

// Parameters returns every figure behind a simulated year.
func Parameters() []Parameter {
	var uit []Parameter
	groepen := [][]rij{
		algemeneParameters(), verzuimParameters(), dossierParameters(), vrijstellingParameters(), wspParameters(), matchParameters(), swParameters(), bestuurParameters(),
	}
	for _, r := range slices.Concat(groepen...) {
		uit = append(uit, Parameter{
			Code: r.code, Omschrijving: r.omschrijving, Waarde: r.waarde, Eenheid: r.eenheid, Schaalt: r.schaalt, Status: r.status, Bron: r.bron,
			Vanaf: recht.NieuweDatum(EersteJaar, time.January, 1), Tot: recht.NieuweDatum(LaatsteJaar+1, time.January, 1),
		})
	}
	return uit
}

func algemeneParameters() []rij {
	return []rij{
		{"LAAT", "stappen die later worden vastgelegd dan zij gebeurden; wat er in de zaak op volgt schuift mee", 60, promille, false, Aangenomen, nergens},
		{"LAAT_MIN", "zo'n stap komt ten minste zoveel dagen later", 2, dagen, false, Aangenomen, nergens},
		{"LAAT_MAX", "en ten hoogste zoveel", 45, dagen, false, Aangenomen, nergens},
	}
}

// The meldingen add up, with absoluut verzuim and voortijdig schoolverlaten, to the
// 6,200 pupils a year for whom something is done.
func verzuimParameters() []rij {
	const ingrado = "Ingrado 2017 via begroting Neder-Betuwe 2020: 26,58 per 1.000 leerlingen van 5 tot 18; 65.300 leerlingen"
	return []rij{
		{"LPL_INTERVENTIES", "leerlingen met een interventie (10% van 62.000)", 6200, perJaar, true, Afgeleid, plan + ", 3: 62.000 leerlingen, ongeveer 10%"},
		{"LPL_16_UUR", "meldingen van 16 uur verzuim in vier lesweken", 1740, perJaar, true, Afgeleid, ingrado},
		{"LPL_LRV", "meldingen van langdurig relatief verzuim", 150, perJaar, true, Aangenomen, nergens},
		{"LPL_LUXE", "meldingen van luxeverzuim", 400, perJaar, true, Aangenomen, nergens},
		{"LPL_18PLUS", "meldingen van verzuim vanaf 18 jaar", 850, perJaar, true, Aangenomen, nergens},
		{"LPL_OVERIG", "meldingen van overig verzuim", 1860, perJaar, true, Aangenomen, "rest tot LPL_INTERVENTIES"},
		{"LPL_ABSOLUUT", "leerlingen met absoluut verzuim", 120, perJaar, true, Afgeleid, "Ingrado 2017 via begroting Neder-Betuwe 2020: 1,82 per 1.000; 65.300 leerlingen"},
		{"LPL_VSV", "jongeren gesignaleerd als voortijdig schoolverlater", 1080, perJaar, true, Aangenomen, nergens},
		{"LPL_SCHOOL_MELDT", "meldingen die de school zelf invoert; de rest komt via DUO", 600, promille, false, Aangenomen, nergens},
		{"LPL_TE_LAAT", "meldingen van 16 uur na de termijn van vijf werkdagen", 180, promille, false, Aangenomen, nergens},
		{"LPL_INGETROKKEN", "meldingen die de school intrekt", 30, promille, false, Aangenomen, nergens},
		{"LPL_GECORRIGEERD", "meldingen die worden gecorrigeerd, met een eerdere geldigVanaf", 45, promille, false, Aangenomen, nergens},
		{"LPL_KENNISGEVING", "meldingen van overig verzuim die ter kennisgeving worden aangenomen", 350, promille, false, Aangenomen, nergens},
		{"LPL_KENNISGEVING_LUXE", "meldingen van luxeverzuim die ter kennisgeving worden aangenomen", 150, promille, false, Aangenomen, nergens},
		{"LPL_DREMPEL", "meldingen van 16 uur waarvan het verzuim wordt nageteld", 350, promille, false, Aangenomen, nergens},
		{"LPL_ZIENSWIJZE", "behandelde meldingen met een zienswijze van ouders of jongere", 300, promille, false, Aangenomen, nergens},
		{"LPL_BETWIST", "behandelde meldingen die worden betwist", 25, promille, false, Aangenomen, nergens},
		{"LPL_DUO", "statussen die aan DUO worden geleverd", 950, promille, false, Aangenomen, nergens},
		{"LPL_FOUT", "zaken waarin iets wordt gevraagd dat de regels weigeren", 60, promille, false, Aangenomen, nergens},
	}
}

func dossierParameters() []rij {
	return []rij{
		{"LPL_DOSSIER", "behandelde meldingen waarbij een dossier wordt geopend", 500, promille, false, Aangenomen, nergens},
		{"LPL_ROUTE", "dossiers waarin een MAS-route wordt gekozen", 300, promille, false, Aangenomen, nergens},
		{"LPL_TERUG", "thuiszitters die teruggaan naar school", 650, promille, false, Aangenomen, nergens},
		{"LPL_HALT", "meldingen van 16 uur (leerplichtig, vanaf 12 jaar) met een verwijzing naar Halt", 20, promille, false, Aangenomen, plan + ", 3: in enkele gevallen"},
		{"LPL_PV", "behandelde meldingen van 16 uur of luxeverzuim met een proces-verbaal", 12, promille, false, Aangenomen, plan + ", 3: in enkele gevallen"},
		{"LPL_GEBEURTENISSEN", "gebeurtenissen per interventie, in tienden, waarop de rest is afgestemd", 60, stuks, false, Gezien, "5,98 per zaak in een echt gemeentelijk proces"},
		{"DSP_CONTACTEN", "contacten per jongere ten hoogste", 3, stuks, false, Aangenomen, nergens},
		{"DSP_TRAJECT", "jongeren die een traject beginnen", 550, promille, false, Aangenomen, nergens},
		{"DSP_WERK", "afgeronde trajecten met werk als uitkomst", 600, promille, false, Aangenomen, nergens},
		{"DSP_DIPLOMA", "jongeren die een startkwalificatie halen", 250, promille, false, Aangenomen, nergens},
	}
}

func vrijstellingParameters() []rij {
	const leiden = "geen eigen cijfer; RBL Holland Rijnland had er 98 tot 127 per jaar in 2014-2017"
	return []rij{
		{"VRS_5_A", "beroepen op vrijstelling op artikel 5 onder a", 110, perJaar, true, Aangenomen, leiden},
		{"VRS_5_B", "beroepen op vrijstelling op artikel 5 onder b", 30, perJaar, true, Aangenomen, nergens},
		{"VRS_5_C", "beroepen op vrijstelling op artikel 5 onder c", 50, perJaar, true, Aangenomen, nergens},
		{"VRS_5A", "beroepen op vrijstelling op artikel 5a", 5, perJaar, true, Aangenomen, nergens},
		{"VRS_3A", "aanvragen om vervangende leerplicht op artikel 3a", 15, perJaar, true, Aangenomen, nergens},
		{"VRS_3B", "aanvragen om vervangende leerplicht op artikel 3b", 10, perJaar, true, Aangenomen, nergens},
		{"VRS_15", "aanvragen om vrijstelling op artikel 15", 20, perJaar, true, Aangenomen, nergens},
		{"VRL_VERLOF", "aanvragen om verlof van meer dan tien dagen", 60, perJaar, true, Aangenomen, nergens},
		{"VRS_LAAT", "beroepen buiten april tot en met juni die te laat komen", 200, promille, false, Aangenomen, nergens},
		{"VRS_VOLDOET", "beroepen en aanvragen die aan de voorwaarden voldoen", 880, promille, false, Aangenomen, nergens},
		{"VRS_EINDE", "vrijstellingen die eerder eindigen", 100, promille, false, Aangenomen, nergens},
		{"VRS_THUIS", "thuiszitters die een vrijstelling krijgen", 250, promille, false, Aangenomen, nergens},
		{"VRL_VERLEEND", "verlofaanvragen die worden verleend", 700, promille, false, Aangenomen, nergens},
	}
}
