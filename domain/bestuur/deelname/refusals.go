package deelname

import "github.com/mgr-sdcg/kroniek/domain/es"

const artikel = "Wgr art. 9; regeling MGR"

// Refusals.
var (
	ErrGemeenteOnbekend = es.Refuse("deelname/gemeente-onbekend",
		"Deze gemeente is geen deelnemer van de MGR.", artikel)
	ErrModuleOnbekend = es.Refuse("deelname/module-onbekend",
		"Deze module bestaat niet.", artikel)
	ErrAndereDeelname = es.Refuse("deelname/andere-deelname",
		"Deze geschiedenis gaat over een andere gemeente of module.", artikel)
	ErrDagOntbreekt = es.Refuse("deelname/dag-ontbreekt",
		"De ingangsdag, de einddag of de dag van het besluit ontbreekt.", artikel)
	ErrDagInToekomst = es.Refuse("deelname/dag-in-toekomst",
		"Een besluit dat nog genomen moet worden kan niet worden vastgelegd.", "Awb 3:46")
	ErrNietGestart = es.Refuse("deelname/niet-gestart",
		"Deze gemeente neemt niet deel aan deze module.", artikel)
	ErrPeriodeOnbekend = es.Refuse("deelname/periode-onbekend",
		"Deze periode van deelname bestaat niet.", artikel)
	ErrOverlapt = es.Refuse("deelname/overlapt",
		"De periode valt samen met een andere periode van deelname.", artikel)
	ErrEindeVoorBegin = es.Refuse("deelname/einde-voor-begin",
		"De deelname eindigt voor zij begint.", artikel)
	ErrAlGestart = es.Refuse("deelname/al-gestart",
		"Deze periode begon volgens een eerder besluit op een andere dag; leg een correctie vast die naar dat besluit verwijst.", artikel)
	ErrAlBeeindigd = es.Refuse("deelname/al-beeindigd",
		"Deze periode eindigde volgens een eerder besluit op een andere dag; leg een correctie vast die naar dat besluit verwijst.", artikel)
)
