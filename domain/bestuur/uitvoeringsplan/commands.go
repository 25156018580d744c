package uitvoeringsplan

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Command asks for one step in the procedure of a plan.
type Command interface{ command() }

// The commands up to the ontwerp.
type (
	// StelOp draws up the concept of a plan.
	StelOp struct {
		recht.Opdracht
		Titel        string
		VanJaar      int
		TotEnMetJaar int
		OpgesteldOp  recht.Datum
		Onderdelen   []Onderdeel // the beheerorganisatie and every module
		Overlapt     bool        // whether the plan of another period covers some of these years, looked up by the caller
	}
	// VraagAdvies asks the bestuurscommissies of the given onderdelen for advies.
	VraagAdvies struct {
		recht.Opdracht
		Onderdelen  []recht.Module
		GevraagdOp  recht.Datum
		UiterlijkOp recht.Datum // zero: no day was asked for
	}
	// BrengAdviesUit records the advies of a bestuurscommissie. With Corrigeert it
	// replaces an earlier one.
	BrengAdviesUit struct {
		recht.Opdracht
		Onderdeel     recht.Module
		Commissie     recht.Orgaan // the organ that advised; must be that of the onderdeel
		Advies        Oordeel
		Strekking     string
		UitgebrachtOp recht.Datum
		Stemronde     Stemronde // zero: the commissie did not vote
	}
	// ZetVoortZonderAdvies lets an onderdeel go on without advies, for a reason.
	ZetVoortZonderAdvies struct {
		recht.Opdracht
		Onderdeel    recht.Module
		Reden        string
		VoortgezetOp recht.Datum
	}
	// StelOntwerpVast puts the ontwerp to the vote of the dagelijks bestuur.
	StelOntwerpVast struct {
		recht.Opdracht
		Gewijzigd []Onderdeel // onderdelen that read otherwise than in the concept
		Stemronde Stemronde
	}
)

// The commands of the zienswijzen. Bijstelling is 0 for the plan itself.
type (
	// VraagZienswijze sends the ontwerp to the raden. Deelnames holds who took part
	// in what on the day of sending; Raden restricts the sending to some raden, and
	// when empty all who take part are asked. A raad that was asked before is
	// passed over.
	VraagZienswijze struct {
		recht.Opdracht
		Bijstelling int
		Raden       []recht.Gemeentecode
		VerzondenOp recht.Datum
		Deelnames   []Deelnamefeit
	}
	// OntvangZienswijze records a zienswijze, in time or not. With Corrigeert it
	// replaces an earlier answer of this raad.
	OntvangZienswijze struct {
		recht.Opdracht
		Gemeente    recht.Gemeentecode
		Bijstelling int
		Standpunt   Oordeel
		Strekking   string
		OntvangenOp recht.Datum
	}
	// ZieAfVanZienswijze records that a raad gives none.
	ZieAfVanZienswijze struct {
		recht.Opdracht
		Gemeente     recht.Gemeentecode
		Bijstelling  int
		MeegedeeldOp recht.Datum
	}
	// LaatTermijnVerstrijken records, on the day of the command, that the term of a
	// raad is over and that nothing was heard. The process termijnbewaking gives it.
	LaatTermijnVerstrijken struct {
		recht.Opdracht
		Gemeente    recht.Gemeentecode
		Bijstelling int
	}
	// DeelOordeelMee records what the dagelijks bestuur told about the zienswijzen.
	// With Corrigeert it replaces earlier conclusions.
	DeelOordeelMee struct {
		recht.Opdracht
		Bijstelling  int
		Oordelen     []Zienswijzeoordeel
		MeegedeeldOp recht.Datum
	}
)

// The commands of the algemeen bestuur and what follows.
type (
	// StelOnderdelenVast puts one or more onderdelen, apart from the rest, to the
	// vote of the algemeen bestuur.
	StelOnderdelenVast struct {
		recht.Opdracht
		Onderdelen []recht.Module
		Gewijzigd  []Onderdeel // onderdelen that are adopted otherwise than in the ontwerp
		Stemronde  Stemronde
	}
	// StelPlanVast puts the whole plan to the vote of the algemeen bestuur.
	StelPlanVast struct {
		recht.Opdracht
		Gewijzigd []Onderdeel
		Stemronde Stemronde
	}
	// StelBijstellingVoor proposes other texts for onderdelen that were adopted.
	StelBijstellingVoor struct {
		recht.Opdracht
		Bijstelling   int // number, one more than the last
		Onderdelen    []Onderdeel
		Strekking     string
		Substantieel  bool
		VoorgesteldOp recht.Datum
	}
	// StelBijstellingVast puts a bijstelling to the vote of the algemeen bestuur.
	StelBijstellingVast struct {
		recht.Opdracht
		Bijstelling int
		Stemronde   Stemronde
	}
	// MaakBekend makes a besluit known. GeldigVanaf, if given, is a later day from
	// which it works.
	MaakBekend struct {
		recht.Opdracht
		Besluit         Voorstel
		Kanaal          Kanaal
		Vindplaats      string
		BekendgemaaktOp recht.Datum
	}
	// PasToe records the first time that a besluit was acted upon.
	PasToe struct {
		recht.Opdracht
		Besluit     Voorstel
		Toepassing  string
		ToegepastOp recht.Datum
	}
	// TrekIn puts the withdrawal of a besluit to the vote of the algemeen bestuur.
	TrekIn struct {
		recht.Opdracht
		Besluit   Voorstel
		Stemronde Stemronde
	}
	// EindigPlanperiode records, on the day of the command, that the planperiode is
	// over. The process termijnbewaking gives it.
	EindigPlanperiode struct {
		recht.Opdracht
	}
)

func (StelOp) command()                 {}
func (VraagAdvies) command()            {}
func (BrengAdviesUit) command()         {}
func (ZetVoortZonderAdvies) command()   {}
func (StelOntwerpVast) command()        {}
func (VraagZienswijze) command()        {}
func (OntvangZienswijze) command()      {}
func (ZieAfVanZienswijze) command()     {}
func (LaatTermijnVerstrijken) command() {}
func (DeelOordeelMee) command()         {}
func (StelOnderdelenVast) command()     {}
func (StelPlanVast) command()           {}
func (StelBijstellingVoor) command()    {}
func (StelBijstellingVast) command()    {}
func (MaakBekend) command()             {}
func (PasToe) command()                 {}
func (TrekIn) command()                 {}
func (EindigPlanperiode) command()      {}
