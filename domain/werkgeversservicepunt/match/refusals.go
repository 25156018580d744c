package match

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	plan = "Uitvoeringsplan 2020-2023, 4"
	lks  = "Participatiewet art. 10d"
)

// Refusals.
var (
	ErrNietVoorgesteld = es.Refuse("match/niet-voorgesteld",
		"Deze match is niet voorgesteld.", plan)
	ErrAlVoorgesteld = es.Refuse("match/al-voorgesteld",
		"Deze match is al anders voorgesteld; een ander voorstel is een andere match.", plan)
	ErrAnderePersoon = es.Refuse("match/andere-persoon",
		"Deze geschiedenis gaat over een ander mens.", "AVG art. 5 lid 1 onder d")
	ErrKandidaatNietBeschikbaar = es.Refuse("match/kandidaat-niet-beschikbaar",
		"De kandidaat is niet aangeleverd of is teruggegeven.", plan)
	ErrVacatureDicht = es.Refuse("match/vacature-dicht",
		"De vacature is niet opgehaald of is gesloten.", plan)
	ErrNietOpgezocht = es.Refuse("match/niet-opgezocht",
		"Noem de kandidaat, de vacature en de stand van hun geschiedenis.", plan)
	ErrWerkgeverWeetNiet = es.Refuse("match/werkgever-weet-niet",
		"Het voorstel is nog niet aan de werkgever gedaan.", plan)
	ErrAlGedaan = es.Refuse("match/voorstel-al-gedaan",
		"Het voorstel is al op een andere dag aan de werkgever gedaan.", plan)
	ErrGesprek = es.Refuse("match/gesprek-onjuist",
		"Een gesprek heeft het volgende nummer en verandert daarna niet.", plan)
	ErrAfgewezen = es.Refuse("match/afgewezen",
		"Deze match is afgewezen.", plan)
	ErrAfwijsreden = es.Refuse("match/afwijsreden-onbekend",
		"Zeg wie afwees en om welke reden uit de lijst.", plan)
	ErrVolgorde = es.Refuse("match/volgorde-onjuist",
		"De dag past niet tussen de andere stappen van deze match.", plan)
	ErrProefAlGestart = es.Refuse("match/proefplaatsing-al-gestart",
		"Er was al een proefplaatsing met andere dagen.", "Participatiewet (proefplaatsing)")
	ErrProefTeLang = es.Refuse("match/proefplaatsing-te-lang",
		"De proefplaatsing duurt langer dan is toegestaan.", "Participatiewet (proefplaatsing)")
	ErrProefNietGestart = es.Refuse("match/proefplaatsing-niet-gestart",
		"Er is geen proefplaatsing gestart.", "Participatiewet (proefplaatsing)")
	ErrProefAlBeeindigd = es.Refuse("match/proefplaatsing-al-beeindigd",
		"De proefplaatsing is al op een andere dag of met een andere uitkomst beeindigd.", "Participatiewet (proefplaatsing)")
	ErrProefLoopt = es.Refuse("match/proefplaatsing-loopt",
		"De proefplaatsing loopt nog.", "Participatiewet (proefplaatsing)")
	ErrUitkomst = es.Refuse("match/proefuitkomst-onbekend",
		"Zeg of de proefplaatsing is voortgezet of gestopt.", "Participatiewet (proefplaatsing)")
	ErrContract = es.Refuse("match/contract-onjuist",
		"De contractsoort of regeling bestaat niet.", plan)
	ErrAlGeplaatst = es.Refuse("match/al-geplaatst",
		"Deze kandidaat is op deze vacature al geplaatst; een match wordt een keer geplaatst.", plan)
	ErrNietGeplaatst = es.Refuse("match/niet-geplaatst",
		"De kandidaat is niet geplaatst.", plan)
	ErrAndereGemeente = es.Refuse("match/andere-gemeente",
		"Loonkostensubsidie komt van het college van de gemeente die de uitkering betaalt; betaalt het UWV, dan is er geen.", lks)
	ErrSubsidie = es.Refuse("match/loonkostensubsidie-onjuist",
		"Een besluit heeft een kenmerk, een bedrag boven nul en een loonwaarde onder 100 procent.", lks)
	ErrSubsidieAlOntvangen = es.Refuse("match/loonkostensubsidie-al-ontvangen",
		"Er is al een ander besluit over loonkostensubsidie ontvangen; leg een correctie vast die daarnaar verwijst.", lks)
	ErrJobcoachAlIngezet = es.Refuse("match/jobcoach-al-ingezet",
		"Er is al op een andere dag een jobcoach ingezet.", "Participatiewet art. 10da")
	ErrInstrument = es.Refuse("match/instrument-onjuist",
		"Een instrument komt uit de lijst, heeft het volgende nummer en verandert daarna niet.", plan)
	ErrAlBeeindigd = es.Refuse("match/al-beeindigd",
		"De plaatsing is al op een andere dag beeindigd; leg een correctie vast die daarnaar verwijst.", plan)
	ErrEindreden = es.Refuse("match/eindreden-onbekend",
		"Deze reden van beeindiging bestaat niet.", plan)
	ErrTermijnLoopt = es.Refuse("match/termijn-loopt",
		"De termijn voor een duurzame plaatsing is nog niet om.", "Regel WSP_DUURZAAM")
	ErrVoortijdigBeeindigd = es.Refuse("match/voortijdig-beeindigd",
		"De plaatsing eindigde voor de termijn om was.", "Regel WSP_DUURZAAM")
)
