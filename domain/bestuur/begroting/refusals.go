package begroting

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	artVaststelling = "Wgr art. 34"
	artZienswijze   = "Wgr art. 35 lid 1 en 3"
	artOordeel      = "Wgr art. 35 lid 4"
	artWijziging    = "Wgr art. 35 lid 6"
)

// Refusals about begroting, days and values.
var (
	ErrOnbekend = es.Refuse("begroting/onbekend",
		"Van dit begrotingsjaar is geen ontwerpbegroting toegezonden.", artZienswijze)
	ErrWijzigingOnbekend = es.Refuse("begroting/wijziging-onbekend",
		"Deze begrotingswijziging is niet voorgesteld.", artWijziging)
	ErrWijzigingAlVoorgesteld = es.Refuse("begroting/wijziging-al-voorgesteld",
		"Onder dit nummer is al een andere begrotingswijziging voorgesteld.", artWijziging)
	ErrDagOntbreekt = es.Refuse("begroting/dag-ontbreekt",
		"De dag waarop dit gebeurde ontbreekt.", artZienswijze)
	ErrDagInToekomst = es.Refuse("begroting/dag-in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", artZienswijze)
	ErrVolgorde = es.Refuse("begroting/volgorde",
		"Deze stap ligt voor de stap waarop hij volgt.", artZienswijze)
	ErrOnbekendeWaarde = es.Refuse("begroting/waarde-onbekend",
		"Een van de opgegeven waarden bestaat niet of ontbreekt.", artZienswijze)
	ErrStrekkingOntbreekt = es.Refuse("begroting/strekking-ontbreekt",
		"Een voorwaardelijk standpunt en een begrotingswijziging noemen hun voorwaarden of strekking.", artZienswijze)
)

// Refusals about zienswijzen and what is done with them.
var (
	ErrDeelnamefeit = es.Refuse("begroting/deelname-onvolledig",
		"Een geraadpleegde deelname is onvolledig, dubbel of van een onbekende gemeente of module.", artZienswijze)
	ErrGeenDeelnemer = es.Refuse("begroting/geen-deelnemer",
		"De ontwerpbegroting gaat naar de raden van gemeenten die aan de regeling deelnemen.", artZienswijze)
	ErrNietToegezonden = es.Refuse("begroting/niet-toegezonden",
		"Aan deze raad is dit ontwerp niet toegezonden.", artZienswijze)
	ErrAlToegezonden = es.Refuse("begroting/al-toegezonden",
		"Aan deze raad is dit ontwerp al op een andere dag, voor een andere aanbieding of met een ander kenmerk toegezonden; leg een correctie vast die daarnaar verwijst.", artZienswijze)
	ErrAlGeantwoord = es.Refuse("begroting/raad-antwoordde-al",
		"Deze raad heeft al geantwoord; leg een correctie vast die naar dat antwoord verwijst.", artZienswijze)
	ErrTermijnLoopt = es.Refuse("begroting/termijn-loopt",
		"De termijn van deze raad loopt nog.", artZienswijze)
	ErrTermijnVoorbij = es.Refuse("begroting/termijn-voorbij",
		"Na de laatste dag van de termijn kan een raad niet meer van een zienswijze afzien.", artZienswijze)
	ErrAlAangeboden = es.Refuse("begroting/al-aangeboden",
		"Dit ontwerp is al op een andere dag of met andere zienswijzen aangeboden; leg een correctie vast die daarnaar verwijst.", artZienswijze)
	ErrZienswijzeOntbreekt = es.Refuse("begroting/zienswijze-ontbreekt",
		"Van deze raad was op die dag geen zienswijze ontvangen.", artOordeel)
	ErrAlGeoordeeld = es.Refuse("begroting/al-geoordeeld",
		"Over deze zienswijze is al anders geoordeeld; leg een correctie vast die daarnaar verwijst.", artOordeel)
	ErrMotiveringOntbreekt = es.Refuse("begroting/motivering-ontbreekt",
		"Een besluit en een oordeel worden gemotiveerd.", "Awb 3:46; Wgr art. 35 lid 4")
)

// Refusals about the decision.
var (
	ErrNietAangeboden = es.Refuse("begroting/niet-aangeboden",
		"Dit ontwerp was op de dag van de vergadering niet aan het algemeen bestuur aangeboden.", artVaststelling)
	ErrAlVastgesteld = es.Refuse("begroting/al-vastgesteld",
		"Dit is al vastgesteld.", artVaststelling)
	ErrNietVastgesteld = es.Refuse("begroting/niet-vastgesteld",
		"De begroting van dit jaar is niet vastgesteld.", artVaststelling)
	ErrAlVerzonden = es.Refuse("begroting/al-verzonden",
		"De begroting is al op een andere dag aan gedeputeerde staten gezonden; leg een correctie vast die daarnaar verwijst.", "Wgr art. 34 lid 2")
	ErrMandaatNietMogelijk = es.Refuse("begroting/mandaat-niet-mogelijk",
		"Hierover besluit het algemeen bestuur zelf; mandaat is niet mogelijk.", "Awb 10:3 lid 1")
	ErrZelfdeVergadering = es.Refuse("begroting/zelfde-vergadering",
		"Over een voorstel dat niet is aangenomen wordt pas in een latere vergadering opnieuw gestemd.", "Gemeentewet art. 29 lid 2 en 32 lid 4, via Wgr art. 22")
	ErrEerdereStemming = es.Refuse("begroting/eerdere-stemming-onbekend",
		"Er is geen eerdere stemming vastgelegd waarop deze herstemming volgt.", "Gemeentewet art. 29 lid 2 en 32 lid 5, via Wgr art. 22")
	ErrEersteVergadering = es.Refuse("begroting/eerste-vergadering-onbekend",
		"Er is geen eerste vergadering vastgelegd die voor dit agendapunt bij gebrek aan quorum niet doorging.", "Gemeentewet art. 20 lid 2, via Wgr art. 22")
)
