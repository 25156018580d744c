package doorstroompunt

import "github.com/mgr-sdcg/kroniek/domain/es"

const regelRMC = "RMC-functie (tot 2026) en Regeling regionaal programma en Doorstroompuntfunctie 2026-2029"

// Refusals.
var (
	ErrAlGesignaleerd = es.Refuse("doorstroompunt/al-gesignaleerd",
		"Deze jongere is in dit dossier al met andere gegevens gesignaleerd.", regelRMC)
	ErrAnderDossier = es.Refuse("doorstroompunt/ander-dossier",
		"Deze jongere wordt al gevolgd in een ander dossier; zoek het op en werk daarin verder.", regelRMC)
	ErrNietGesignaleerd = es.Refuse("doorstroompunt/niet-gesignaleerd",
		"Er is in dit dossier niemand gesignaleerd.", regelRMC)
	ErrBovenGrens = es.Refuse("doorstroompunt/boven-grens",
		"Op deze leeftijd wordt een jongere niet meer gevolgd.", regelRMC)
	ErrGrensNietBereikt = es.Refuse("doorstroompunt/grens-niet-bereikt",
		"De leeftijdsgrens is nog niet bereikt.", regelRMC)
	ErrAfgelopen = es.Refuse("doorstroompunt/afgelopen",
		"Deze jongere wordt niet meer gevolgd: er is een startkwalificatie, of de leeftijdsgrens is bereikt.", regelRMC)
	ErrVoorSignalering = es.Refuse("doorstroompunt/voor-signalering",
		"Dit kan niet zijn gebeurd voor de jongere werd gesignaleerd.", regelRMC)
	ErrNummer = es.Refuse("doorstroompunt/nummer",
		"Nummer op volgorde, vanaf 1.", "Awb 3:2")
	ErrLooptAl = es.Refuse("doorstroompunt/loopt-al",
		"Er loopt al een traject; rond dat eerst af.", regelRMC)
	ErrGeenTraject = es.Refuse("doorstroompunt/geen-traject",
		"Er loopt geen traject naar werk.", regelRMC)
	ErrAlAfgesloten = es.Refuse("doorstroompunt/al-afgesloten",
		"Dit traject is al anders afgesloten.", regelRMC)
)
