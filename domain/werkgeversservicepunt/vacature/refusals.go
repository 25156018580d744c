package vacature

import "github.com/mgr-sdcg/kroniek/domain/es"

const plan = "Uitvoeringsplan 2020-2023, 4; SUWI art. 10"

// Refusals.
var (
	ErrFunctie = es.Refuse("vacature/functie-onjuist",
		"Een functie heeft een ISCO-code van vier cijfers, meer dan 0 en ten hoogste 60 uur per week, en een of meer plaatsen.", plan)
	ErrWerkgever = es.Refuse("vacature/werkgever-ontbreekt",
		"Noem de werkgever en de stand van zijn geschiedenis.", plan)
	ErrWerkplaats = es.Refuse("vacature/werkplaats-onjuist",
		"De gemeente waar het werk is heeft een code van de vorm GM0000.", plan)
	ErrNietOpgehaald = es.Refuse("vacature/niet-opgehaald",
		"Deze vacature is niet opgehaald.", plan)
	ErrAlOpgehaald = es.Refuse("vacature/al-opgehaald",
		"Deze vacature is al anders vastgelegd; leg een correctie vast die daarnaar verwijst.", plan)
	ErrWijziging = es.Refuse("vacature/wijziging-onjuist",
		"Een wijziging heeft het volgende nummer en verandert daarna niet.", plan)
	ErrAlGecreeerd = es.Refuse("vacature/al-gecreeerd",
		"Deze functie is al voor een andere doelgroep of op een andere dag gecreeerd.", plan)
	ErrVervulling = es.Refuse("vacature/vervulling-onbekend",
		"Zeg of het werkgeversservicepunt of een ander de vacature vervulde.", plan)
	ErrAlGesloten = es.Refuse("vacature/al-gesloten",
		"Deze vacature is al gesloten; leg een correctie vast die daarnaar verwijst.", plan)
	ErrVolgorde = es.Refuse("vacature/volgorde-onjuist",
		"De dag ligt voor een eerdere stap of na het sluiten van de vacature.", plan)
)
