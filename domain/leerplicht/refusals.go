package leerplicht

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	regelROD = "Besluit register onderwijsdeelnemers art. 13 en 14"
	regelLPW = "Leerplichtwet 1969"
)

// Refusals that the streams about a pupil share.
var (
	ErrPersoonOnvolledig = es.Refuse("leerplicht/persoon-onvolledig",
		"De naam of de geboortedatum ontbreekt, of de geboortedatum ligt na deze dag.", regelROD)
	ErrPersoonsnummer = es.Refuse("leerplicht/persoonsnummer",
		"Noem één geldig nummer: het burgerservicenummer of het onderwijsnummer.", regelROD)
	ErrGemeenteOnbekend = es.Refuse("leerplicht/gemeente-onbekend",
		"Deze gemeente is geen deelnemer van de MGR.", "Wgr art. 9; regeling MGR")
	ErrEindeLeerplicht = es.Refuse("leerplicht/einde-leerplicht",
		"De leerplicht eindigt niet later dan het schooljaar waarin de leerling zestien wordt.", regelLPW+" art. 3")
	ErrWaardeOnbekend = es.Refuse("leerplicht/waarde-onbekend",
		"Deze keuze bestaat niet.", regelROD)
	ErrDagOntbreekt = es.Refuse("leerplicht/dag-ontbreekt",
		"De dag waarop dit gebeurde ontbreekt.", "Awb 3:2")
	ErrInToekomst = es.Refuse("leerplicht/in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", "Awb 3:2")
	ErrGemengd = es.Refuse("leerplicht/gemengd",
		"Echt en verzonnen gaan niet samen in één geschiedenis.", "Awb 3:2")
	ErrRolVertrouwelijk = es.Refuse("leerplicht/rol-vertrouwelijk",
		"In dit dossier handelt niemand als opsporingsambtenaar; handel als leerplichtambtenaar.", "AVG art. 10; Wet politiegegevens")
	ErrMensBeslist = es.Refuse("leerplicht/mens-beslist",
		"Een signaal beslist niet; dit oordeel is aan een mens.", "AVG art. 22")
)
