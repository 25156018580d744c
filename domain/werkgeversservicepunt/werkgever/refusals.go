package werkgever

import "github.com/mgr-sdcg/kroniek/domain/es"

const plan = "Uitvoeringsplan 2020-2023, 4"

// Refusals.
var (
	ErrKvKNummer = es.Refuse("werkgever/kvk-nummer-onjuist",
		"Een KvK-nummer heeft acht cijfers.", "Handelsregisterwet 2007 art. 9")
	ErrNaamOntbreekt = es.Refuse("werkgever/naam-ontbreekt",
		"De naam van de werkgever ontbreekt.", plan)
	ErrNietGeregistreerd = es.Refuse("werkgever/niet-geregistreerd",
		"Deze werkgever is niet geregistreerd.", plan)
	ErrAlGeregistreerd = es.Refuse("werkgever/al-geregistreerd",
		"Deze werkgever is al anders geregistreerd; leg een correctie vast die naar die registratie verwijst.", plan)
	ErrVoorRegistratie = es.Refuse("werkgever/voor-registratie",
		"De dag ligt voor de registratie van de werkgever.", plan)
	ErrGesprek = es.Refuse("werkgever/gesprek-onjuist",
		"Een adviesgesprek heeft het volgende nummer en een onderwerp, en verandert daarna niet.", plan)
)
