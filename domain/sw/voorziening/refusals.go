package voorziening

import "github.com/mgr-sdcg/kroniek/domain/es"

const verloop = "BBV art. 55"

// Refusals.
var (
	ErrNietIngesteld = es.Refuse("voorziening/niet-ingesteld",
		"Deze voorziening is niet ingesteld.", "BBV art. 44")
	ErrAlIngesteld = es.Refuse("voorziening/al-ingesteld",
		"Deze voorziening is al anders ingesteld; leg een correctie vast die naar dat besluit verwijst.", "BBV art. 44")
	ErrDoel = es.Refuse("voorziening/doel-onbekend",
		"Dit doel bestaat niet.", "Uitvoeringsplan 2020-2023, 5")
	ErrGrond = es.Refuse("voorziening/grond-onbekend",
		"Een voorziening rust op een van de gronden van artikel 44.", "BBV art. 44 lid 1 en 2")
	ErrJaarlijksGelijk = es.Refuse("voorziening/jaarlijks-gelijk",
		"Voor arbeidskosten die elk jaar in vergelijkbare omvang terugkomen wordt geen voorziening gevormd.", "BBV art. 44 lid 3")
	ErrBedrag = es.Refuse("voorziening/bedrag-onjuist",
		"Een bedrag is groter dan nul en ten hoogste tien miljard euro; alleen een correctie mag op nul zetten.", verloop)
	ErrBesluit = es.Refuse("voorziening/besluit-onjuist",
		"Noem het besluit van het algemeen of dagelijks bestuur met kenmerk en dag, niet later dan vandaag.", "BBV art. 44; Wgr art. 34 en 35")
	ErrRente = es.Refuse("voorziening/rente",
		"Aan een voorziening wordt geen rente toegevoegd.", "BBV art. 45")
	ErrHerkomst = es.Refuse("voorziening/herkomst-onbekend",
		"Zeg of de toevoeging uit de lasten of van de gemeenten komt.", verloop)
	ErrBegrotingswijziging = es.Refuse("voorziening/begrotingswijziging-onjuist",
		"Deze begrotingswijziging is niet vastgesteld, of het genoemde besluit is niet dat van het algemeen bestuur op die dag.", "Wgr art. 35 lid 6; BBV art. 55")
	ErrMutatie = es.Refuse("voorziening/mutatie-onjuist",
		"Een mutatie heeft het volgende nummer, of dat van een geboekte mutatie van dezelfde soort.", verloop)
	ErrAlGeboekt = es.Refuse("voorziening/al-geboekt",
		"Deze mutatie is al anders geboekt; leg een correctie vast die daarnaar verwijst.", verloop)
	ErrNegatief = es.Refuse("voorziening/negatief",
		"Een voorziening is op geen enkele dag negatief.", "BBV art. 44 en 55")
	ErrVoorInstelling = es.Refuse("voorziening/voor-instelling",
		"De dag ligt voor de instelling van de voorziening.", verloop)
	ErrSchatting = es.Refuse("voorziening/schatting-onjuist",
		"Een schatting is niet negatief, heeft een onderbouwing en ligt niet voor een eerdere.", "BBV art. 44")
	ErrNietLeeg = es.Refuse("voorziening/niet-leeg",
		"Een voorziening waarin nog geld zit kan niet worden afgewikkeld.", verloop)
	ErrAfgewikkeld = es.Refuse("voorziening/afgewikkeld",
		"Deze voorziening is afgewikkeld.", verloop)
)
