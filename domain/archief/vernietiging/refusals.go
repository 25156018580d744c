package vernietiging

import "github.com/mgr-sdcg/kroniek/domain/es"

const (
	regelLijst   = "Archiefwet 1995 art. 5; Selectielijst gemeenten en intergemeentelijke organen"
	regelBesluit = "Archiefbesluit 1995 art. 8"
)

// Refusals.
var (
	ErrLeeg = es.Refuse("vernietiging/lege-lijst",
		"Er staat geen dossier op de lijst.", regelLijst)
	ErrTeVeel = es.Refuse("vernietiging/te-veel-dossiers",
		"Een lijst telt ten hoogste 400 dossiers; maak er meer dan een.", regelLijst)
	ErrBestaatNiet = es.Refuse("vernietiging/dossier-bestaat-niet",
		"Een dossier op de lijst bestaat niet.", regelLijst)
	ErrDubbel = es.Refuse("vernietiging/dubbel-dossier",
		"Een dossier staat twee keer op de lijst, of staat al op een andere lijst.", regelLijst)
	ErrInToekomst = es.Refuse("vernietiging/peildatum-in-toekomst",
		"De peildatum ontbreekt of ligt na vandaag; vernietig niet vooruit.", regelLijst)
	ErrNietToe = es.Refuse("vernietiging/nog-niet-te-vernietigen",
		"Een dossier op de lijst mag op de peildatum niet worden vernietigd.", regelLijst)
	ErrAlVoorgesteld = es.Refuse("vernietiging/al-voorgesteld",
		"Deze lijst is al anders voorgesteld.", regelBesluit)
	ErrNietVoorgesteld = es.Refuse("vernietiging/niet-voorgesteld",
		"Deze lijst is niet voorgesteld.", regelBesluit)
	ErrAlBeslist = es.Refuse("vernietiging/al-beslist",
		"Over deze lijst is al anders beslist.", regelBesluit)
	ErrLijstAnders = es.Refuse("vernietiging/lijst-anders",
		"De opgezochte dossiers zijn niet die van het voorstel.", regelBesluit)
	ErrAllesAangehouden = es.Refuse("vernietiging/alles-aangehouden",
		"Geen van de dossiers mag nu worden vernietigd; er rust een bewaring op, er loopt een geschil, of de termijn loopt weer.", regelLijst)
	ErrNietBesloten = es.Refuse("vernietiging/niet-besloten",
		"Er is geen besluit om deze lijst te vernietigen.", regelBesluit)
)
