package uitvoeringsplan

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	artPlan      = "Regeling MGR art. 24 lid 1"
	artBijstel   = "Regeling MGR art. 24 lid 2"
	artZienswijs = "Regeling MGR art. 24; Wgr art. 10 lid 5"
	artBesluit   = "Awb 3:40-3:46"
)

// Refusals about plan and days.
var (
	ErrOnbekend = es.Refuse("uitvoeringsplan/onbekend",
		"Voor deze planperiode is geen uitvoeringsplan opgesteld.", artPlan)
	ErrAlOpgesteld = es.Refuse("uitvoeringsplan/al-opgesteld",
		"Voor deze planperiode is al een ander concept opgesteld.", artPlan)
	ErrPeriode = es.Refuse("uitvoeringsplan/periode-geen-vier-jaar",
		"Een uitvoeringsplan beslaat vier kalenderjaren.", artBijstel)
	ErrPeriodeOverlapt = es.Refuse("uitvoeringsplan/periode-overlapt",
		"Voor een deel van deze jaren is al een ander uitvoeringsplan opgesteld.", artBijstel)
	ErrPlanperiodeLoopt = es.Refuse("uitvoeringsplan/planperiode-loopt",
		"De laatste dag van de planperiode is nog niet voorbij.", artBijstel)
	ErrPlanperiodeVoorbij = es.Refuse("uitvoeringsplan/planperiode-voorbij",
		"Na de laatste dag van de planperiode wordt over dit plan niets meer besloten.", artBijstel)
	ErrOnderdelenOnvolledig = es.Refuse("uitvoeringsplan/onderdelen-onvolledig",
		"Een uitvoeringsplan bestaat uit de beheerorganisatie en ten minste één module, elk één keer, met een titel en de SHA-256 van de tekst.", artPlan)
	ErrOnderdeelOnbekend = es.Refuse("uitvoeringsplan/onderdeel-onbekend",
		"Dit onderdeel hoort niet bij dit uitvoeringsplan.", artPlan)
	ErrOnderdeelDubbel = es.Refuse("uitvoeringsplan/onderdeel-dubbel",
		"Een onderdeel wordt twee keer genoemd.", artPlan)
	ErrOnderdeelOntbreekt = es.Refuse("uitvoeringsplan/onderdeel-ontbreekt",
		"Er is geen onderdeel genoemd.", artPlan)
	ErrDagOntbreekt = es.Refuse("uitvoeringsplan/dag-ontbreekt",
		"De dag waarop dit gebeurde ontbreekt.", artBesluit)
	ErrDagInToekomst = es.Refuse("uitvoeringsplan/dag-in-toekomst",
		"Wat nog moet gebeuren kan niet worden vastgelegd.", artBesluit)
	ErrVolgorde = es.Refuse("uitvoeringsplan/volgorde",
		"Deze stap ligt voor de stap waarop hij volgt.", artPlan)
	ErrOnbekendeWaarde = es.Refuse("uitvoeringsplan/waarde-onbekend",
		"Een van de opgegeven waarden bestaat niet of ontbreekt.", artPlan)
)

// Refusals about advies and ontwerp.
var (
	ErrGeenAdviesNodig = es.Refuse("uitvoeringsplan/geen-advies-nodig",
		"Over de beheerorganisatie adviseert geen bestuurscommissie.", artPlan)
	ErrAdviesNietGevraagd = es.Refuse("uitvoeringsplan/advies-niet-gevraagd",
		"Aan deze bestuurscommissie is geen advies over dit onderdeel gevraagd.", "Regeling MGR art. 24; Wgr art. 25")
	ErrVerkeerdeCommissie = es.Refuse("uitvoeringsplan/verkeerde-bestuurscommissie",
		"Over een module adviseert alleen de bestuurscommissie van die module.", "Regeling MGR art. 24; Wgr art. 25")
	ErrAdviesAlUitgebracht = es.Refuse("uitvoeringsplan/advies-al-uitgebracht",
		"Over dit onderdeel is al een advies uitgebracht; leg een correctie vast die daarnaar verwijst.", "Regeling MGR art. 24; Wgr art. 25")
	ErrAlVoortgezet = es.Refuse("uitvoeringsplan/al-voortgezet",
		"Voor dit onderdeel is al een andere reden vastgelegd; leg een correctie vast die daarnaar verwijst.", artPlan)
	ErrRedenOntbreekt = es.Refuse("uitvoeringsplan/reden-ontbreekt",
		"Zonder reden kan een onderdeel niet zonder advies voortgaan.", artPlan)
	ErrStrekkingOntbreekt = es.Refuse("uitvoeringsplan/strekking-ontbreekt",
		"Een voorwaardelijk standpunt en een bijstelling noemen hun voorwaarden of strekking.", artPlan)
	ErrAdviesOntbreekt = es.Refuse("uitvoeringsplan/advies-ontbreekt",
		"Voor een module is op deze dag geen advies uitgebracht en geen reden vastgelegd om zonder advies voort te gaan.", artPlan)
	ErrOntwerpAlVastgesteld = es.Refuse("uitvoeringsplan/ontwerp-al-vastgesteld",
		"Het ontwerp is al vastgesteld.", artPlan)
	ErrOntwerpOntbreekt = es.Refuse("uitvoeringsplan/ontwerp-ontbreekt",
		"Het dagelijks bestuur heeft nog geen ontwerp vastgesteld.", artPlan)
)

// Refusals about zienswijzen.
var (
	ErrDeelnamefeit = es.Refuse("uitvoeringsplan/deelname-onvolledig",
		"Een geraadpleegde deelname is onvolledig, dubbel of van een onbekende gemeente of module.", artZienswijs)
	ErrGeenDeelnemer = es.Refuse("uitvoeringsplan/geen-deelnemer",
		"Een zienswijze wordt gevraagd aan raden van gemeenten die deelnemen aan wat het voorstel betreft.", artZienswijs)
	ErrNietGevraagd = es.Refuse("uitvoeringsplan/zienswijze-niet-gevraagd",
		"Aan deze raad is geen zienswijze gevraagd.", artZienswijs)
	ErrAlGeantwoord = es.Refuse("uitvoeringsplan/raad-antwoordde-al",
		"Deze raad heeft al geantwoord; leg een correctie vast die naar dat antwoord verwijst.", artZienswijs)
	ErrTermijnLoopt = es.Refuse("uitvoeringsplan/termijn-loopt",
		"De termijn voor zienswijzen loopt nog en een raad heeft nog niet geantwoord.", artZienswijs)
	ErrTermijnVoorbij = es.Refuse("uitvoeringsplan/termijn-voorbij",
		"Na de laatste dag van de termijn kan een raad niet meer van een zienswijze afzien.", artZienswijs)
	ErrZienswijzeOntbreekt = es.Refuse("uitvoeringsplan/zienswijze-ontbreekt",
		"Van deze raad is geen zienswijze ontvangen.", "Wgr art. 10 lid 6")
	ErrAlGeoordeeld = es.Refuse("uitvoeringsplan/al-geoordeeld",
		"Over deze zienswijze is al anders geoordeeld; leg een correctie vast die daarnaar verwijst.", "Wgr art. 10 lid 6")
	ErrOordeelOntbreekt = es.Refuse("uitvoeringsplan/oordeel-ontbreekt",
		"Het dagelijks bestuur heeft zijn oordeel over een tijdige zienswijze nog niet meegedeeld.", "Wgr art. 10 lid 6")
)

// Refusals about decisions of the organs.
var (
	ErrMandaatNietMogelijk = es.Refuse("uitvoeringsplan/mandaat-niet-mogelijk",
		"Hierover besluit het orgaan zelf; mandaat is niet mogelijk.", "Awb 10:3 lid 1")
	ErrMotiveringOntbreekt = es.Refuse("uitvoeringsplan/motivering-ontbreekt",
		"Een besluit en een oordeel worden gemotiveerd.", "Awb 3:46; Wgr art. 10 lid 6")
	ErrZelfdeVergadering = es.Refuse("uitvoeringsplan/zelfde-vergadering",
		"Over een voorstel dat niet is aangenomen wordt pas in een latere vergadering opnieuw gestemd.", "Gemeentewet art. 29 lid 2 en 32 lid 4, via Wgr art. 22")
	ErrEerdereStemming = es.Refuse("uitvoeringsplan/eerdere-stemming-onbekend",
		"Er is geen eerdere stemming vastgelegd waarop deze herstemming volgt.", "Gemeentewet art. 29 lid 2 en 32 lid 5, via Wgr art. 22")
	ErrEersteVergadering = es.Refuse("uitvoeringsplan/eerste-vergadering-onbekend",
		"Er is geen eerste vergadering vastgelegd die voor dit agendapunt bij gebrek aan quorum niet doorging.", "Gemeentewet art. 20 lid 2, via Wgr art. 22")
	ErrAlVastgesteld = es.Refuse("uitvoeringsplan/al-vastgesteld",
		"Dit onderdeel is al vastgesteld.", artPlan)
	ErrNietVastgesteld = es.Refuse("uitvoeringsplan/niet-vastgesteld",
		"Dit onderdeel is niet vastgesteld, of de vaststelling is ingetrokken.", artBijstel)
	ErrBijstellingOnbekend = es.Refuse("uitvoeringsplan/bijstelling-onbekend",
		"Deze bijstelling is niet voorgesteld, of is door een volgende vervangen.", artBijstel)
	ErrBijstellingLoopt = es.Refuse("uitvoeringsplan/bijstelling-loopt",
		"Over de vorige bijstelling is nog niet besloten.", artBijstel)
	ErrAlVoorgesteld = es.Refuse("uitvoeringsplan/bijstelling-al-voorgesteld",
		"Onder dit nummer is al een andere bijstelling voorgesteld.", artBijstel)
	ErrAlBijgesteld = es.Refuse("uitvoeringsplan/al-bijgesteld",
		"In dit kalenderjaar is al een bijstelling vastgesteld.", artBijstel)
	ErrBesluitOnbekend = es.Refuse("uitvoeringsplan/besluit-onbekend",
		"Dit besluit is niet genomen.", artBesluit)
	ErrAlBekendgemaakt = es.Refuse("uitvoeringsplan/al-bekendgemaakt",
		"Dit besluit is al op een andere dag of wijze bekendgemaakt; leg een correctie vast die daarnaar verwijst.", "Awb 3:40-3:42")
	ErrWerkingVoorBekendmaking = es.Refuse("uitvoeringsplan/werking-voor-bekendmaking",
		"Een besluit werkt niet voordat het is bekendgemaakt.", "Awb 3:40")
	ErrAlIngetrokken = es.Refuse("uitvoeringsplan/al-ingetrokken",
		"Dit besluit is al ingetrokken.", "Regeling MGR art. 24; Awb 6:19")
)
