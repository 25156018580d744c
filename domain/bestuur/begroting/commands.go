package begroting

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks for one step in the procedure of a begroting. In each of them
// Wijziging is the number of a begrotingswijziging, and 0 is the begroting itself.
type Command interface{ command() }

type (
	// ZendToe sends the ontwerp to the raden. Deelnames holds who took part in what on
	// the day of sending; Raden restricts it to some raden, and when empty all who take
	// part in anything get it. A raad that has it already is passed over, unless the
	// command corrects.
	ZendToe struct {
		recht.Opdracht
		Jaar          int
		Wijziging     int
		Raden         []recht.Gemeentecode
		Kenmerk       string // of the document
		ToegezondenOp recht.Datum
		Aanbieding    recht.Datum // day on which it is to be offered to the algemeen bestuur, as the raden are told
		Deelnames     []bestuur.Deelnamefeit
	}
	// OntvangZienswijze records a zienswijze, in time or not. With Corrigeert it
	// replaces an earlier answer of this raad.
	OntvangZienswijze struct {
		recht.Opdracht
		Wijziging   int
		Gemeente    recht.Gemeentecode
		Standpunt   bestuur.Oordeel
		Strekking   string
		OntvangenOp recht.Datum
	}
	// MeldGeenZienswijze records that a raad gives none.
	MeldGeenZienswijze struct {
		recht.Opdracht
		Wijziging    int
		Gemeente     recht.Gemeentecode
		MeegedeeldOp recht.Datum
	}
	// LaatTermijnVerstrijken records, on the day of the command, that the term of a
	// raad is over and that nothing was heard. The process begrotingstermijn gives it.
	LaatTermijnVerstrijken struct {
		recht.Opdracht
		Wijziging int
		Gemeente  recht.Gemeentecode
	}
	// BiedAan records that the ontwerp was offered to the algemeen bestuur, with the
	// zienswijzen of the raden in Bijgevoegd. It is the day of offering, not that of
	// the meeting.
	BiedAan struct {
		recht.Opdracht
		Wijziging    int
		AangebodenOp recht.Datum
		Bijgevoegd   []recht.Gemeentecode
	}
	// DeelOordeelMee records what the dagelijks bestuur told the raden about their
	// zienswijzen. With Corrigeert it replaces earlier conclusions.
	DeelOordeelMee struct {
		recht.Opdracht
		Wijziging    int
		Oordelen     []bestuur.Zienswijzeoordeel
		MeegedeeldOp recht.Datum
	}
	// StelVast puts the begroting or a begrotingswijziging to the vote of the algemeen bestuur.
	StelVast struct {
		recht.Opdracht
		Wijziging int
		Stemronde bestuur.Stemronde
	}
	// ZendAanGS records that the begroting was sent to gedeputeerde staten.
	ZendAanGS struct {
		recht.Opdracht
		VerzondenOp recht.Datum
	}
	// StelWijzigingVoor proposes a begrotingswijziging: one number more than the last.
	// ZonderRaden says that it is of a kind that the regeling exempts from art. 35 Wgr.
	StelWijzigingVoor struct {
		recht.Opdracht
		Wijziging     int
		Strekking     string
		ZonderRaden   bool
		VoorgesteldOp recht.Datum
	}
)

func (ZendToe) command()                {}
func (OntvangZienswijze) command()      {}
func (MeldGeenZienswijze) command()     {}
func (LaatTermijnVerstrijken) command() {}
func (BiedAan) command()                {}
func (DeelOordeelMee) command()         {}
func (StelVast) command()               {}
func (ZendAanGS) command()              {}
func (StelWijzigingVoor) command()      {}
