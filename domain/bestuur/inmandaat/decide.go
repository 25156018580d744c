package inmandaat

import (
	"regexp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur/mandaat"
	"github.com/mgr-sdcg/kroniek/domain/bestuur/uitvoeringsplan"
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const artikel = "Awb 10:1 tot en met 10:12"

// Refusals. A besluit without mandaat is none of them: it is recorded.
var (
	ErrKenmerk = es.Refuse("inmandaat/kenmerk",
		"Een besluit in mandaat heeft een kenmerk, en een zaaknummer, van letters, cijfers, punten en streepjes.", artikel)
	ErrPersoonsnummer = es.Refuse("inmandaat/persoonsnummer",
		"Dit kenmerk of zaaknummer is ook een geldig burgerservicenummer of onderwijsnummer, en dat wordt hier niet vastgelegd. Is het een zaaknummer, zet er dan een voorvoegsel voor, zoals Z-.", "AVG art. 5 lid 1 onder c")
	ErrSoort = es.Refuse("inmandaat/soort-onbekend",
		"Deze soort besluit bestaat niet.", "Awb 1:3 en 10:12")
	ErrOrgaan = es.Refuse("inmandaat/orgaan-onbekend",
		"In mandaat wordt beslist namens het algemeen bestuur, het dagelijks bestuur, de directeur of een bestuurscommissie.", "Awb 10:10")
	ErrNamens = es.Refuse("inmandaat/namens",
		"Het genoemde mandaat heeft een kenmerk en een versie, en namens noemt hetzelfde orgaan als het besluit.", "Awb 10:10")
	ErrFunctie = es.Refuse("inmandaat/functie",
		"Een functie bestaat uit kleine letters en streepjes, zoals manager-inkoop; een naam van een persoon wordt niet vastgelegd.", artikel)
	ErrBevoegdheid = es.Refuse("inmandaat/bevoegdheid-onbekend",
		"Deze bevoegdheid staat niet in de lijst van bevoegdheden van de MGR.", artikel)
	ErrBedrag = es.Refuse("inmandaat/bedrag",
		"Een bedrag is meer dan nul; laat het weg als het besluit niets verplicht.", artikel)
	ErrDag = es.Refuse("inmandaat/dag",
		"De dag ontbreekt, of ligt in de toekomst: wat nog moet gebeuren kan niet worden vastgelegd.", artikel)
	ErrOnbekend = es.Refuse("inmandaat/besluit-onbekend",
		"Dit besluit is niet vastgelegd.", artikel)
	ErrKanaal = es.Refuse("inmandaat/kanaal-onbekend",
		"Deze manier van bekendmaken bestaat niet.", "Awb 3:41 en 3:42")
	ErrAlVastgelegd = es.Refuse("inmandaat/al-vastgelegd",
		"Dit is al anders vastgelegd. Was dat verkeerd, geef dan een correctie die de gebeurtenis noemt (corrigeert) en zegt waarom (motivering).", artikel)
)

// A Command asks to record something about one besluit in mandaat.
type Command interface{ command() }

type (
	// LegVast records a besluit as it was taken. Namens of the Opdracht is the mandaat
	// that the besluit names; without it, it names none.
	LegVast struct {
		recht.Opdracht
		Orgaan recht.Orgaan // in whose name
		Besluit
	}
	// MaakBekend records that it was made known.
	MaakBekend struct {
		recht.Opdracht
		Kanaal          uitvoeringsplan.Kanaal
		BekendgemaaktOp recht.Datum
	}
	// PasToe records that it was acted upon; the earliest day counts.
	PasToe struct {
		recht.Opdracht
		ToegepastOp recht.Datum
	}
)

func (LegVast) command()    {}
func (MaakBekend) command() {}
func (PasToe) command()     {}

// Decider is the pure core of this package.
var Decider = es.Decider[Command, State, Event]{Decide: Decide, Evolve: Evolve}

// Decide applies the rules for a besluit in mandaat.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case LegVast:
		return legVast(c, s)
	case MaakBekend:
		return maakBekend(c, s)
	case PasToe:
		return pasToe(c, s)
	default:
		panic("inmandaat: command without a case in Decide")
	}
}

var zaakvorm = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$`)

func legVast(c LegVast, s State) ([]Event, error) {
	if err := keur(c); err != nil {
		return nil, err
	}
	if s.besluit.Kenmerk != "" {
		if s.besluit == c.Besluit && s.orgaan == c.Orgaan && s.namens == c.Namens {
			return nil, nil
		}
		if err := corrigeert(c.Opdracht); err != nil {
			return nil, err
		}
	}
	v, err := verantwoord(c.Opdracht, c.GenomenOp, c.Orgaan, recht.AwbArt10Lid10)
	if err != nil {
		return nil, err
	}
	return []Event{MandaatUitgeoefend{Verantwoording: v, Besluit: c.Besluit}}, nil
}

// keur refuses what cannot be a besluit in mandaat. Whether there is a mandaat, and
// whether it reaches so far, is not looked at.
func keur(c LegVast) error {
	switch {
	case !mandaat.KenmerkGoed(c.Kenmerk) || !zaakvorm.MatchString(c.Zaak):
		return ErrKenmerk
	case recht.IsPersoonsnummer(c.Kenmerk) || recht.IsPersoonsnummer(c.Zaak): // these stay for ever, and everyone reads them
		return ErrPersoonsnummer
	case !slices.Contains(c.Soort.Waarden(), string(c.Soort)):
		return ErrSoort
	case !mandaat.KanVerlenen(c.Orgaan):
		return ErrOrgaan
	case c.Namens != (recht.Namens{}) && (c.Namens.Orgaan != c.Orgaan || !mandaat.KenmerkGoed(c.Namens.Mandaat) || c.Namens.Versie < 1):
		return ErrNamens
	case !c.Functie.Goed():
		return ErrFunctie
	case !c.Bevoegdheid.Bekend():
		return ErrBevoegdheid
	case c.Bedrag < 0:
		return ErrBedrag
	case c.GenomenOp.IsZero() || c.GenomenOp.Na(c.Vandaag()):
		return ErrDag
	}
	return nil
}

func maakBekend(c MaakBekend, s State) ([]Event, error) {
	switch {
	case s.besluit.Kenmerk == "":
		return nil, ErrOnbekend
	case !kanaalGoed(c.Kanaal):
		return nil, ErrKanaal
	case c.BekendgemaaktOp.IsZero() || c.BekendgemaaktOp.Na(c.Vandaag()):
		return nil, ErrDag
	case s.bekendOp == c.BekendgemaaktOp && s.kanaal == c.Kanaal:
		return nil, nil
	case !s.bekendOp.IsZero():
		if err := corrigeert(c.Opdracht); err != nil {
			return nil, err
		}
	}
	grond := recht.AwbArt3Lid42
	if c.Kanaal == uitvoeringsplan.Toezending {
		grond = recht.AwbArt3Lid41
	}
	v, err := verantwoord(c.Opdracht, c.BekendgemaaktOp, s.orgaan, grond)
	if err != nil {
		return nil, err
	}
	return []Event{BesluitInMandaatBekendgemaakt{
		Verantwoording: v, Kenmerk: s.besluit.Kenmerk, Kanaal: c.Kanaal, BekendgemaaktOp: c.BekendgemaaktOp,
	}}, nil
}

// pasToe records a fact, so it is not refused when it came too early: an auditor
// must be able to find it.
func pasToe(c PasToe, s State) ([]Event, error) {
	switch {
	case s.besluit.Kenmerk == "":
		return nil, ErrOnbekend
	case c.ToegepastOp.IsZero() || c.ToegepastOp.Na(c.Vandaag()):
		return nil, ErrDag
	case s.toegepastOp == c.ToegepastOp:
		return nil, nil
	case !s.toegepastOp.IsZero() && s.toegepastOp.Voor(c.ToegepastOp) && c.Corrigeert == uuid.Nil:
		return nil, nil // an earlier day is known already
	case !s.toegepastOp.IsZero() && c.Corrigeert != uuid.Nil:
		if err := corrigeert(c.Opdracht); err != nil {
			return nil, err
		}
	}
	o := c.Opdracht
	o.Op, o.GeldigVanaf = c.ToegepastOp.Begin(), c.ToegepastOp
	v, err := o.Verantwoord(s.orgaan, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	return []Event{BesluitInMandaatToegepast{Verantwoording: v, Kenmerk: s.besluit.Kenmerk, ToegepastOp: c.ToegepastOp}}, nil
}

// corrigeert refuses a change of what was recorded that does not say what it mends
// and why.
func corrigeert(o recht.Opdracht) error {
	if o.Corrigeert == uuid.Nil || strings.TrimSpace(o.Motivering) == "" {
		return ErrAlVastgelegd
	}
	return nil
}

// verantwoord makes the decision envelope of an act of day op: the ground must be
// law on that day, not on the day of recording.
func verantwoord(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel) (recht.Verantwoording, error) {
	o.Op, o.GeldigVanaf = op.Begin(), op
	return o.VerantwoordMet(orgaan, g)
}
