package verlof

import "github.com/mgr-sdcg/kroniek/domain/es"

const regel = "Leerplichtwet 1969 art. 14 lid 3"

// Refusals.
var (
	ErrAlAangevraagd = es.Refuse("verlof/al-aangevraagd",
		"Dit verlof is al met andere gegevens aangevraagd.", regel)
	ErrNietAangevraagd = es.Refuse("verlof/niet-aangevraagd",
		"Dit verlof is niet aangevraagd.", regel)
	ErrPeriode = es.Refuse("verlof/periode",
		"De periode klopt niet: noem de eerste dag, de dag waarop de leerling weer naar school gaat, en het aantal schooldagen daartussen.", regel)
	ErrHoofdBeslist = es.Refuse("verlof/hoofd-beslist",
		"Over verlof van ten hoogste tien dagen in een schooljaar beslist het hoofd van de school.", "Leerplichtwet 1969 art. 14 lid 1")
	ErrGeenPlicht = es.Refuse("verlof/geen-plicht",
		"Op de eerste dag van het verlof rust op deze leeftijd geen leerplicht of kwalificatieplicht.", "Leerplichtwet 1969 art. 3 en 4a")
	ErrVoorAanvraag = es.Refuse("verlof/voor-aanvraag",
		"Dit kan niet zijn gebeurd voor de aanvraag, of voor het hoofd is gehoord.", regel)
	ErrNietGehoord = es.Refuse("verlof/niet-gehoord",
		"Hoor eerst het hoofd van de school.", regel)
	ErrEigenBevoegdheid = es.Refuse("verlof/eigen-bevoegdheid",
		"Dit besluit neemt de leerplichtambtenaar op eigen gezag; noem geen mandaat.", regel)
	ErrMeerDanGevraagd = es.Refuse("verlof/meer-dan-gevraagd",
		"Er is niet meer te verlenen dan is aangevraagd.", regel)
	ErrMotivering = es.Refuse("verlof/motivering",
		"Een weigering heeft een motivering nodig.", "Awb 3:46")
	ErrAlBesloten = es.Refuse("verlof/al-besloten",
		"Over dit verlof is al anders besloten.", regel)
)
