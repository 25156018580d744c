package vrijstelling

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	regelBeroep   = "Leerplichtwet 1969 art. 5 tot en met 9"
	regelAanvraag = "Leerplichtwet 1969 art. 3a, 3b en 15"
	regelBeide    = "Leerplichtwet 1969 art. 3a, 3b, 5, 5a en 15"
)

// Refusals.
var (
	ErrAlOntvangen = es.Refuse("vrijstelling/al-ontvangen",
		"Dit beroep of deze aanvraag is al met andere gegevens ontvangen.", regelBeide)
	ErrNietOntvangen = es.Refuse("vrijstelling/niet-ontvangen",
		"Er is hier geen beroep op vrijstelling of aanvraag ontvangen.", regelBeide)
	ErrPeriode = es.Refuse("vrijstelling/periode",
		"De periode heeft geen eerste dag, of eindigt niet na haar eerste dag.", regelBeide)
	ErrSchooljaar = es.Refuse("vrijstelling/schooljaar",
		"Op deze grond geldt een vrijstelling ten hoogste tot het einde van een schooljaar; leg het volgende schooljaar apart vast. "+
			"Alleen na een verklaring dat de jongere nooit geschikt zal zijn mag zij langer duren.", "Leerplichtwet 1969 art. 6")
	ErrGeenBeroep = es.Refuse("vrijstelling/geen-beroep",
		"Dit is een aanvraag waarop het college besluit, geen beroep op een vrijstelling van rechtswege.", regelAanvraag)
	ErrGeenVerklaring = es.Refuse("vrijstelling/geen-verklaring",
		"Een verklaring van een deskundige hoort alleen bij een beroep op artikel 5 onder a.", "Leerplichtwet 1969 art. 7")
	ErrHerhaald = es.Refuse("vrijstelling/herhaald",
		"Een aanvraag wordt niet jaarlijks herhaald; alleen een beroep is eerste of herhaald.", "Leerplichtwet 1969 art. 6")
	ErrVoorOntvangst = es.Refuse("vrijstelling/voor-ontvangst",
		"Dit kan niet zijn gebeurd voor het beroep of de aanvraag binnen was.", regelBeide)
	ErrNietGetoetst = es.Refuse("vrijstelling/niet-getoetst",
		"Toets eerst de voorwaarden.", regelBeroep)
	ErrVoorwaarden = es.Refuse("vrijstelling/voorwaarden",
		"Aan een voorwaarde is niet voldaan. Was alleen de kennisgeving te laat, motiveer dan waarom de vrijstelling toch geldt.", regelBeroep)
	ErrAlleVoorwaarden = es.Refuse("vrijstelling/alle-voorwaarden",
		"Aan alle voorwaarden is voldaan; de vrijstelling bestaat dan van rechtswege.", regelBeroep)
	ErrLeeftijd = es.Refuse("vrijstelling/leeftijd",
		"Op deze grond staat op deze leeftijd of in dit schooljaar geen vrijstelling open.", regelBeide)
	ErrMotivering = es.Refuse("vrijstelling/motivering",
		"Een weigering heeft een motivering nodig.", "Awb 3:46")
	ErrNamens = es.Refuse("vrijstelling/namens",
		"Dit besluit is van het college; namens een ander orgaan kan het niet.", "Leerplichtwet 1969 art. 3a, 3b en 15; Awb 10:1 en 10:10")
	ErrAlBeslist = es.Refuse("vrijstelling/al-beslist",
		"Hierop is al anders beslist; leg een correctie vast die daarnaar verwijst.", regelBeide)
	ErrGeenVrijstelling = es.Refuse("vrijstelling/geen-vrijstelling",
		"Er is geen vrijstelling die op die dag geldt.", regelBeide)
	ErrAlBeeindigd = es.Refuse("vrijstelling/al-beeindigd",
		"Deze vrijstelling is al op een andere dag of om een andere reden beëindigd.", regelBeide)
	ErrNietTeVerlengen = es.Refuse("vrijstelling/niet-te-verlengen",
		"Alleen vervangende leerplicht vanaf veertien jaar wordt verlengd, en dan tot een latere dag.", "Leerplichtwet 1969 art. 3a")
	ErrTeLaatVerlengd = es.Refuse("vrijstelling/te-laat-verlengd",
		"Een verlenging wordt ten minste acht weken voor het einde gevraagd; leg een nieuwe aanvraag vast.", "Leerplichtwet 1969 art. 3a")
	ErrDossier = es.Refuse("vrijstelling/dossier",
		"Dit is geen dossier onder leerplicht of kwalificatieplicht.", "Leerplichtwet 1969 art. 16")
)
