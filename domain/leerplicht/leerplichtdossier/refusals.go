package leerplichtdossier

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	regelToezicht    = "Leerplichtwet 1969 art. 16"
	regelAbsoluut    = "Leerplichtwet 1969 art. 2 en 19"
	regelThuiszitter = "Kamerstuk 26695, nr. 108"
	regelRoute       = "Methodische Aanpak Schoolverzuim; AVG art. 10"
)

// Refusals.
var (
	ErrAlGeopend = es.Refuse("leerplichtdossier/al-geopend",
		"Dit dossier is al met andere gegevens geopend.", regelToezicht)
	ErrAnderDossier = es.Refuse("leerplichtdossier/ander-dossier",
		"Deze leerling heeft al een dossier onder deze plicht dat loopt; zoek het op en werk daarin verder.", regelToezicht)
	ErrNietGeopend = es.Refuse("leerplichtdossier/niet-geopend",
		"Dit dossier is niet geopend.", regelToezicht)
	ErrGesloten = es.Refuse("leerplichtdossier/gesloten",
		"Dit dossier is gesloten.", regelToezicht)
	ErrPlicht = es.Refuse("leerplichtdossier/plicht",
		"Op deze dag rust op deze leeftijd een andere plicht; open het dossier dat daarbij hoort.", "Leerplichtwet 1969 art. 3 en 4a")
	ErrVoorOpening = es.Refuse("leerplichtdossier/voor-opening",
		"Dit kan niet zijn gebeurd voor het dossier er was.", regelToezicht)
	ErrNummer = es.Refuse("leerplichtdossier/nummer",
		"Nummer op volgorde, vanaf 1.", "Awb 3:2")

	ErrRouteVertrouwelijk = es.Refuse("leerplichtdossier/route-vertrouwelijk",
		"Deze route hoort niet in dit dossier; leg haar vast in het eigen, vertrouwelijke dossier.", regelRoute)

	ErrGeenAbsoluutVerzuim = es.Refuse("leerplichtdossier/geen-absoluut-verzuim",
		"Er is op die dag geen absoluut verzuim vastgesteld.", regelAbsoluut)
	ErrAlAbsoluutVerzuim = es.Refuse("leerplichtdossier/al-absoluut-verzuim",
		"Er loopt al absoluut verzuim dat op een andere dag begon.", regelAbsoluut)
	ErrAlBeeindigd = es.Refuse("leerplichtdossier/al-beeindigd",
		"Het absoluut verzuim eindigde op een andere dag.", regelAbsoluut)

	ErrVierWeken = es.Refuse("leerplichtdossier/vier-weken",
		"Wie is ingeschreven is pas thuiszitter na meer dan vier weken verzuim.", regelThuiszitter)
	ErrAlThuiszitter = es.Refuse("leerplichtdossier/al-thuiszitter",
		"Deze periode begon volgens een eerder oordeel op een andere dag; leg een correctie vast die daarnaar verwijst.", regelThuiszitter)
	ErrGeenThuiszitter = es.Refuse("leerplichtdossier/geen-thuiszitter",
		"Deze periode van thuiszitten bestaat niet.", regelThuiszitter)
	ErrAlTerug = es.Refuse("leerplichtdossier/al-terug",
		"De terugkeer was volgens een eerdere vaststelling op een andere dag; leg een correctie vast die daarnaar verwijst.", regelThuiszitter)
	ErrTerugVoorBegin = es.Refuse("leerplichtdossier/terug-voor-begin",
		"De terugkeer ligt niet na het begin van het thuiszitten.", regelThuiszitter)
	ErrOverlapt = es.Refuse("leerplichtdossier/overlapt",
		"Perioden van thuiszitten vallen niet samen en staan op volgorde.", regelThuiszitter)
)
