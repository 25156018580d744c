package referentie

import (
	"slices"
	"strings"
)

// BronBeroepsgroepen is the source of the beroepsgroepen and their ISCO-08 codes.
var BronBeroepsgroepen = Bron{
	Lijst:      "CBS en ROA, Beroepenindeling ROA-CBS 2014 (BRC 2014), bijlage 2",
	Gelezen:    "brc2014_isco08_primary.csv, een overname van bijlage 2 zonder vindplaats van de kopie",
	Aangenomen: true,
}

// A Beroepsgroep is a group of the Beroepenindeling ROA-CBS 2014.
type Beroepsgroep struct {
	BRC  string // four digits
	ISCO string // the unit group of ISCO-08 that weighs most in it; empty where there is none
	Naam string
}

// Beroepsgroepen returns the 114 groups in order of code.
func Beroepsgroepen() []Beroepsgroep { return slices.Clone(beroepsgroepen) }

// BeroepsgroepVan returns a group; ok is false for a code that does not exist.
func BeroepsgroepVan(brc string) (b Beroepsgroep, ok bool) {
	i, ok := slices.BinarySearchFunc(beroepsgroepen, brc, func(b Beroepsgroep, c string) int { return strings.Compare(b.BRC, c) })
	if !ok {
		return b, false
	}
	return beroepsgroepen[i], true
}

// beroepsgroepen is in order of code, and only read. The source gives 0551 and
// 1311 the codes 1000 and 9999, which are not in ISCO-08: those were left out.
var beroepsgroepen = []Beroepsgroep{
	{"0111", "2310", "Docenten hoger onderwijs en hoogleraren"},
	{"0112", "2320", "Docenten beroepsgerichte vakken secundair onderwijs"},
	{"0113", "2330", "Docenten algemene vakken secundair onderwijs"},
	{"0114", "2341", "Leerkrachten basisonderwijs"},
	{"0115", "2359", "Onderwijskundigen en overige docenten"},
	{"0121", "3422", "Sportinstructeurs"},
	{"0131", "5311", "Leidsters kinderopvang en onderwijsassistenten"},
	{"0211", "2622", "Bibliothecarissen en conservatoren"},
	{"0212", "2641", "Auteurs en taalkundigen"},
	{"0213", "2642", "Journalisten"},
	{"0214", "2651", "Beeldend kunstenaars"},
	{"0215", "2652", "Uitvoerend kunstenaars"},
	{"0221", "2166", "Grafisch vormgevers en productontwerpers"},
	{"0222", "3431", "Fotografen en interieurontwerpers"},
	{"0311", "2431", "Adviseurs marketing, public relations en sales"},
	{"0321", "3322", "Vertegenwoordigers en inkopers"},
	{"0331", "5221", "Winkeliers en teamleiders detailhandel"},
	{"0332", "5223", "Verkoopmedewerkers detailhandel"},
	{"0333", "5230", "Kassamedewerkers"},
	{"0334", "5244", "Callcentermedewerkers outbound en overige verkopers"},
	{"0411", "2411", "Accountants"},
	{"0412", "2412", "Financieel specialisten en economen"},
	{"0413", "2421", "Bedrijfskundigen en organisatieadviseurs"},
	{"0414", "2422", "Beleidsadviseurs"},
	{"0415", "2423", "Specialisten personeels- en loopbaanontwikkeling"},
	{"0421", "3313", "Boekhouders"},
	{"0422", "3339", "Zakelijke dienstverleners"},
	{"0423", "3343", "Directiesecretaresses"},
	{"0431", "4110", "Administratief medewerkers"},
	{"0432", "4120", "Secretaresses"},
	{"0433", "4225", "Receptionisten en telefonisten"},
	{"0434", "4312", "Boekhoudkundig medewerkers"},
	{"0435", "4321", "Transportplanners en logistiek medewerkers"},
	{"0511", "1120", "Algemeen directeuren"},
	{"0521", "1211", "Managers zakelijke en administratieve dienstverlening"},
	{"0522", "1221", "Managers verkoop en marketing"},
	{"0531", "1321", "Managers productie"},
	{"0532", "1324", "Managers logistiek"},
	{"0533", "1330", "Managers ICT"},
	{"0534", "1342", "Managers zorginstellingen"},
	{"0535", "1345", "Managers onderwijs"},
	{"0536", "1349", "Managers gespecialiseerde dienstverlening n.e.g."},
	{"0541", "1412", "Managers horeca"},
	{"0542", "1420", "Managers detail- en groothandel"},
	{"0543", "1439", "Managers commerciële en persoonlijke dienstverlening n.e.g."},
	{"0551", "", "Managers z.n.d."},
	{"0611", "1112", "Overheidsbestuurders"},
	{"0612", "3353", "Overheidsambtenaren"},
	{"0621", "2619", "Juristen"},
	{"0631", "3355", "Politie-inspecteurs"},
	{"0632", "5412", "Politie en brandweer"},
	{"0633", "5414", "Beveiligingspersoneel"},
	{"0634", "0310", "Militaire beroepen"},
	{"0711", "2131", "Biologen en natuurwetenschappers"},
	{"0712", "2144", "Ingenieurs (geen elektrotechniek)"},
	{"0713", "2152", "Elektrotechnisch ingenieurs"},
	{"0714", "2161", "Architecten"},
	{"0721", "3118", "Technici bouwkunde en natuur"},
	{"0722", "3122", "Productieleiders industrie en bouw"},
	{"0723", "3133", "Procesoperators"},
	{"0731", "7112", "Bouwarbeiders ruwbouw"},
	{"0732", "7115", "Timmerlieden"},
	{"0733", "7122", "Bouwarbeiders afbouw"},
	{"0734", "7126", "Loodgieters en pijpfitters"},
	{"0735", "7131", "Schilders en metaalspuiters"},
	{"0741", "7223", "Metaalbewerkers en constructiewerkers"},
	{"0742", "7212", "Lassers en plaatwerkers"},
	{"0743", "7231", "Automonteurs"},
	{"0744", "7233", "Machinemonteurs"},
	{"0751", "7511", "Slagers"},
	{"0752", "7512", "Bakkers"},
	{"0753", "7543", "Productcontroleurs"},
	{"0754", "7522", "Meubelmakers, kleermakers en stoffeerders"},
	{"0755", "7322", "Medewerkers drukkerij en kunstnijverheid"},
	{"0761", "7412", "Elektriciens en elektronicamonteurs"},
	{"0771", "8160", "Productiemachinebedieners"},
	{"0772", "8219", "Assemblagemedewerkers"},
	{"0781", "9321", "Hulpkrachten bouw en industrie"},
	{"0811", "2511", "Software- en applicatieontwikkelaars"},
	{"0812", "2522", "Databank- en netwerkspecialisten"},
	{"0821", "3512", "Gebruikersondersteuning ICT"},
	{"0822", "3521", "Radio- en televisietechnici"},
	{"0911", "6111", "Land- en bosbouwers"},
	{"0912", "6113", "Hoveniers, tuinders en kwekers"},
	{"0913", "6121", "Veetelers"},
	{"0921", "9214", "Hulpkrachten landbouw"},
	{"1011", "2212", "Artsen"},
	{"1012", "2221", "Gespecialiseerd verpleegkundigen"},
	{"1013", "2264", "Fysiotherapeuten"},
	{"1021", "2635", "Maatschappelijk werkers"},
	{"1022", "2634", "Psychologen en sociologen"},
	{"1031", "3212", "Laboranten"},
	{"1032", "3213", "Apothekersassistenten"},
	{"1033", "3221", "Verpleegkundigen (mbo)"},
	{"1034", "3256", "Medisch praktijkassistenten"},
	{"1035", "3257", "Medisch vakspecialisten"},
	{"1041", "3412", "Sociaal werkers, groeps- en woonbegeleiders"},
	{"1051", "5321", "Verzorgenden"},
	{"1111", "5111", "Reisbegeleiders"},
	{"1112", "5120", "Koks"},
	{"1113", "5131", "Kelners en barpersoneel"},
	{"1114", "5141", "Kappers en schoonheidsspecialisten"},
	{"1115", "5153", "Conciërges en teamleiders schoonmaak"},
	{"1116", "5164", "Verleners van overige persoonlijke diensten"},
	{"1121", "9112", "Schoonmakers"},
	{"1122", "9412", "Keukenhulpen"},
	{"1211", "3152", "Dekofficieren en piloten"},
	{"1212", "8322", "Chauffeurs auto's, taxi's en bestelwagens"},
	{"1213", "8331", "Buschauffeurs en trambestuurders"},
	{"1214", "8332", "Vrachtwagenchauffeurs"},
	{"1215", "8344", "Bedieners mobiele machines"},
	{"1221", "9334", "Laders, lossers en vakkenvullers"},
	{"1222", "9621", "Vuilnisophalers en dagbladenbezorgers"},
	{"1311", "", "Overig"},
}
