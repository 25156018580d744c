package mandaat

import "github.com/mgr-sdcg/kroniek/domain/es"

const artikel = "Awb 10:1 tot en met 10:12"

// Refusals. What was granted without being allowed is recorded, not refused.
var (
	ErrKenmerk = es.Refuse("mandaat/kenmerk",
		"Een mandaat heeft een kenmerk van ten hoogste 40 letters, cijfers, punten en streepjes, en een versie vanaf 1.", artikel)
	ErrPersoonsnummer = es.Refuse("mandaat/persoonsnummer",
		"Dit kenmerk is ook een geldig burgerservicenummer of onderwijsnummer, en dat wordt hier niet vastgelegd; zet er een voorvoegsel voor, zoals MB-.", "AVG art. 5 lid 1 onder c")
	ErrOrgaan = es.Refuse("mandaat/orgaan-onbekend",
		"Een mandaatgever is het algemeen bestuur, het dagelijks bestuur, de directeur of een bestuurscommissie.", artikel)
	ErrFunctie = es.Refuse("mandaat/functie",
		"Een functie bestaat uit kleine letters en streepjes, zoals manager-inkoop; een naam van een persoon wordt niet vastgelegd.", artikel)
	ErrBevoegdheid = es.Refuse("mandaat/bevoegdheid-onbekend",
		"Deze bevoegdheid staat niet in de lijst van bevoegdheden van de MGR.", artikel)
	ErrGrens = es.Refuse("mandaat/grens",
		"Een grens is meer dan nul; laat haar weg als er geen grens is.", artikel)
	ErrPeriode = es.Refuse("mandaat/periode",
		"Een mandaat heeft een eerste dag, en eindigt daarna.", artikel)
	ErrDag = es.Refuse("mandaat/dag",
		"De dag ontbreekt, of ligt in de toekomst: wat nog moet gebeuren kan niet worden vastgelegd.", artikel)
	ErrZichzelf = es.Refuse("mandaat/krachtens-zichzelf",
		"Een ondermandaat rust op een ander mandaat, met kenmerk en versie.", "Awb 10:9")
	ErrAnderMandaat = es.Refuse("mandaat/ander-mandaat",
		"Deze geschiedenis gaat over een ander mandaat.", artikel)
	ErrOnbekend = es.Refuse("mandaat/versie-onbekend",
		"Deze versie van het mandaat is niet vastgelegd.", artikel)
	ErrKanaal = es.Refuse("mandaat/kanaal-onbekend",
		"Deze manier van bekendmaken bestaat niet.", "Awb 3:41 en 3:42")
	ErrAlVastgelegd = es.Refuse("mandaat/al-vastgelegd",
		"Dit is al anders vastgelegd. Was dat verkeerd, geef dan een correctie die de gebeurtenis noemt (corrigeert) en zegt waarom (motivering).", artikel)
)
