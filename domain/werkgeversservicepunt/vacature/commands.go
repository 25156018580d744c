package vacature

import (
	"github.com/mgr-sdcg/kroniek/domain/recht"
	wsp "github.com/mgr-sdcg/kroniek/domain/werkgeversservicepunt"
)

// A Command asks to record something about one vacature.
type Command interface{ command() }

type (
	// HaalOp records a vacature. The sector is that of the werkgever, as looked up.
	// With Corrigeert it replaces what was recorded.
	HaalOp struct {
		recht.Opdracht
		Functie
		Werkgever   Werkgeverfeit
		Sector      wsp.Sector
		Subregio    wsp.Subregio
		Werkplaats  recht.Gemeentecode
		OpgehaaldOp recht.Datum
	}
	// Wijzig records another demand. Wijziging is one more than the last, or the
	// number of the last to say it again.
	Wijzig struct {
		recht.Opdracht
		Functie
		Wijziging   int
		GewijzigdOp recht.Datum
	}
	// CreeerFunctie records that the work was carved out for a doelgroep.
	CreeerFunctie struct {
		recht.Opdracht
		Doelgroep   wsp.Doelgroep
		GecreeerdOp recht.Datum
	}
	// Vervul records that all places are filled. With Corrigeert it replaces
	// another ending, as do TrekIn and LaatVervallen.
	Vervul struct {
		recht.Opdracht
		Vervulling Vervulling
		VervuldOp  recht.Datum
	}
	// TrekIn records that the werkgever no longer looks.
	TrekIn struct {
		recht.Opdracht
		IngetrokkenOp recht.Datum
	}
	// LaatVervallen records that the vacature lapsed.
	LaatVervallen struct {
		recht.Opdracht
		VervallenOp recht.Datum
	}
)

func (HaalOp) command()        {}
func (Wijzig) command()        {}
func (CreeerFunctie) command() {}
func (Vervul) command()        {}
func (TrekIn) command()        {}
func (LaatVervallen) command() {}
