package voorziening

import "github.com/mgr-sdcg/kroniek/domain/recht"

// A Command asks to record something about one voorziening.
type Command interface{ command() }

// A Boeking is what the three mutaties have in common. Nummer is one more than
// the last, or the number of one that was booked: the same again changes
// nothing, something else needs Corrigeert. Besluiten may be taken after the day
// of booking, as at a jaarrekening.
type Boeking struct {
	Nummer    int
	Bedrag    recht.Bedrag
	Besluit   Besluitverwijzing
	GeboektOp recht.Datum
}

type (
	// StelIn forms the voorziening. JaarlijksGelijk says that it is for labour costs
	// that come back every year in about the same size: those get none (BBV art. 44 lid 3).
	StelIn struct {
		recht.Opdracht
		Doel            Doel
		BBVGrond        BBVGrond
		Beginsaldo      recht.Bedrag
		JaarlijksGelijk bool
		Besluit         Besluitverwijzing
		IngesteldOp     recht.Datum
	}
	// VoegToe books a toevoeging. Wijziging, if any, is the begrotingswijziging that
	// its besluit adopts; whether and when it was adopted is looked up by the caller.
	VoegToe struct {
		recht.Opdracht
		Boeking
		Herkomst  Herkomst
		Wijziging Begrotingswijziging
	}
	// WendAan books an aanwending.
	WendAan struct {
		recht.Opdracht
		Boeking
	}
	// LaatVrijvallen books a vrijval.
	LaatVrijvallen struct {
		recht.Opdracht
		Boeking
	}
	// Herschat records what is still needed, once a year or more often.
	Herschat struct {
		recht.Opdracht
		Schatting    recht.Bedrag
		Onderbouwing string
		GeschatOp    recht.Datum
	}
	// WikkelAf closes a voorziening that holds nothing any more.
	WikkelAf struct {
		recht.Opdracht
		Besluit       Besluitverwijzing
		AfgewikkeldOp recht.Datum
	}
)

func (StelIn) command()         {}
func (VoegToe) command()        {}
func (WendAan) command()        {}
func (LaatVrijvallen) command() {}
func (Herschat) command()       {}
func (WikkelAf) command()       {}
