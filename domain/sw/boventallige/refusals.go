package boventallige

import "github.com/mgr-sdcg/kroniek/domain/es"

const plan = "Uitvoeringsplan 2020-2023, 5 (overgedragen taken GR Presikhaaf)"

// Refusals.
var (
	ErrNietVerklaard = es.Refuse("boventallige/niet-verklaard",
		"Deze medewerker is niet boventallig verklaard.", plan)
	ErrAlVerklaard = es.Refuse("boventallige/al-verklaard",
		"Deze medewerker is al op een andere dag boventallig verklaard; leg een correctie vast die daarnaar verwijst.", plan)
	ErrAnderePersoon = es.Refuse("boventallige/andere-persoon",
		"Deze geschiedenis gaat over een ander mens.", "AVG art. 5 lid 1 onder d")
	ErrTraject = es.Refuse("boventallige/traject-onjuist",
		"Er loopt al een traject, of het nummer of de verwachte einddag past niet.", plan)
	ErrGeenTraject = es.Refuse("boventallige/geen-traject",
		"Dit traject loopt niet.", plan)
	ErrReden = es.Refuse("boventallige/reden-onbekend",
		"Deze reden van uitstroom bestaat niet.", plan)
	ErrAlWeg = es.Refuse("boventallige/al-weg",
		"Deze medewerker is al uitgestroomd of niet meer boventallig; leg een correctie vast die daarnaar verwijst.", plan)
	ErrVolgorde = es.Refuse("boventallige/volgorde-onjuist",
		"De dag past niet tussen de andere stappen.", plan)
)
