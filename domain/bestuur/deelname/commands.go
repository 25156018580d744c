package deelname

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Command asks to record something about one deelname.
type Command interface{ command() }

type (
	// Start records that the gemeente takes part from Vanaf. With Periode 0 a new
	// periode opens; with the number of one, and Corrigeert, its first day is corrected.
	Start struct {
		recht.Opdracht
		Gemeente  recht.Gemeentecode
		Module    recht.Module
		Periode   int
		Vanaf     recht.Datum
		GenomenOp recht.Datum // day of the besluit
	}
	// Beeindig records that the gemeente no longer takes part from Tot. Periode 0
	// is the last periode. With Corrigeert the end of a periode is corrected; a Tot
	// on its first day then says that the gemeente never took part.
	Beeindig struct {
		recht.Opdracht
		Gemeente  recht.Gemeentecode
		Module    recht.Module
		Periode   int
		Tot       recht.Datum // first day without deelname
		GenomenOp recht.Datum
	}
)

func (Start) command()    {}
func (Beeindig) command() {}
