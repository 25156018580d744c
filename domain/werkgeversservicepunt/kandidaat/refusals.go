package kandidaat

import "github.com/mgr-sdcg/kroniek/domain/es"

const plan = "Uitvoeringsplan 2020-2023, 4; SUWI art. 10"

// Refusals.
var (
	ErrAnderePersoon = es.Refuse("kandidaat/andere-persoon",
		"Deze geschiedenis gaat over een ander mens.", "AVG art. 5 lid 1 onder d")
	ErrNietAangeleverd = es.Refuse("kandidaat/niet-aangeleverd",
		"Deze kandidaat is niet aangeleverd, of is teruggegeven.", plan)
	ErrAlAangeleverd = es.Refuse("kandidaat/al-aangeleverd",
		"Deze kandidaat is al aangeleverd; leg een correctie vast die daarnaar verwijst.", plan)
	ErrProfiel = es.Refuse("kandidaat/profiel-onjuist",
		"Een profiel heeft inhoud, een oordeel over de bruikbaarheid en het volgende versienummer.", plan)
	ErrReden = es.Refuse("kandidaat/reden-onbekend",
		"Deze reden van teruggave bestaat niet.", plan)
	ErrAlTeruggegeven = es.Refuse("kandidaat/al-teruggegeven",
		"Deze kandidaat is al op een andere dag of om een andere reden teruggegeven; leg een correctie vast die daarnaar verwijst.", plan)
	ErrVolgorde = es.Refuse("kandidaat/volgorde-onjuist",
		"De dag past niet tussen de andere stappen van deze aanlevering.", plan)
)
