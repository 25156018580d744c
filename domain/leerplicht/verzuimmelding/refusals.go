package verzuimmelding

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	regelStatus  = "DUO-statussen; Besluit register onderwijsdeelnemers art. 14 onder m en 21"
	regelMelding = "Leerplichtwet 1969 art. 21a; Besluit register onderwijsdeelnemers art. 14"
	regelSignaal = "Leerplichtwet 1969 art. 21a; AVG art. 22"
)

// Refusals.
var (
	ErrAlOntvangen = es.Refuse("verzuimmelding/al-ontvangen",
		"Deze melding is al anders ontvangen; leg een correctie vast die naar de ontvangst verwijst.", regelMelding)
	ErrNietOntvangen = es.Refuse("verzuimmelding/niet-ontvangen",
		"Deze melding is niet ontvangen.", regelMelding)
	ErrGeenVerwijzing = es.Refuse("verzuimmelding/geen-verwijzing",
		"Een correctie noemt de gebeurtenis die zij verbetert.", "Awb 3:46")
	ErrSchoolOnbekend = es.Refuse("verzuimmelding/school-onbekend",
		"Een school is vier tekens BRIN met twee cijfers vestigingsnummer.", regelMelding)
	ErrEindeVoorBegin = es.Refuse("verzuimmelding/einde-voor-begin",
		"Het verzuim eindigt voor het begint.", regelMelding)
	ErrVerzuimNaOntvangst = es.Refuse("verzuimmelding/verzuim-na-ontvangst",
		"Het gemelde verzuim ligt na de ontvangst van de melding.", regelMelding)
	ErrVoorOntvangst = es.Refuse("verzuimmelding/voor-ontvangst",
		"Dit kan niet zijn gebeurd voor de melding er was.", regelStatus)
	ErrVoorBehandeling = es.Refuse("verzuimmelding/voor-behandeling",
		"Een melding wordt niet afgesloten voor de behandeling begon.", regelStatus)

	ErrStatusVanAnder = es.Refuse("verzuimmelding/status-van-ander",
		"Deze status wordt door de andere partij gezet.", regelStatus)
	ErrStatusVervallen = es.Refuse("verzuimmelding/status-vervallen",
		"Deze status bestaat op deze dag niet en kan niet worden geleverd.", regelStatus)
	ErrStatusAnders = es.Refuse("verzuimmelding/status-anders",
		"De melding heeft niet de status die zou worden geleverd.", regelStatus)
	ErrAlAfgehandeld = es.Refuse("verzuimmelding/al-afgehandeld",
		"De melding is al afgehandeld.", regelStatus)
	ErrAlInBehandeling = es.Refuse("verzuimmelding/al-in-behandeling",
		"De melding is al in behandeling genomen.", regelStatus)
	ErrNietInBehandeling = es.Refuse("verzuimmelding/niet-in-behandeling",
		"Alleen een melding in behandeling kan worden afgesloten.", regelStatus)

	ErrNummer = es.Refuse("verzuimmelding/nummer",
		"Nummer op volgorde, vanaf 1.", "Awb 3:2")
	ErrGeenBetwisting = es.Refuse("verzuimmelding/geen-betwisting",
		"Deze betwisting bestaat niet.", "Awb 3:2; AVG art. 16")
	ErrAlBeslist = es.Refuse("verzuimmelding/betwisting-al-beslist",
		"Over deze betwisting is al anders beslist.", "Awb 3:2; AVG art. 16")
	ErrTekstOntbreekt = es.Refuse("verzuimmelding/tekst-ontbreekt",
		"Leg vast wat er is gezegd of geschreven.", "Awb 3:2")

	ErrSpecificatie = es.Refuse("verzuimmelding/specificatie",
		"Dit verzuim is niet te tellen: een dag ontbreekt, ligt in een vakantieweek of telt te veel of geen minuten.", regelSignaal)
	ErrSignaalOnbekend = es.Refuse("verzuimmelding/signaal-onbekend",
		"Dit signaal is niet vastgelegd.", regelSignaal)
	ErrAlBeoordeeld = es.Refuse("verzuimmelding/signaal-al-beoordeeld",
		"Dit signaal is al anders beoordeeld; leg een correctie vast die naar het oordeel verwijst.", regelSignaal)
)
