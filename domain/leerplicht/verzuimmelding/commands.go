package verzuimmelding

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one melding. The Motivering of its
// Opdracht is free text about a person, so it becomes a personal field.
type Command interface{ command() }

type (
	// Ontvang records a melding that the school registered.
	Ontvang struct {
		recht.Opdracht
		leerplicht.Opgave
		Melding      // without UiterlijkOp, which the rules give
		Verzuimsoort Verzuimsoort
	}
	// Corrigeer replaces what was received; Corrigeert names the event it improves.
	Corrigeer struct {
		recht.Opdracht
		leerplicht.Opgave
		Melding
		Verzuimsoort Verzuimsoort
	}
	// NeemInBehandeling records that the gemeente works on the melding.
	NeemInBehandeling struct {
		recht.Opdracht
		Door      Partij
		GenomenOp recht.Datum
		Dossier   uuid.UUID
	}
	// NeemTerKennisgeving records that the melding was noted, without treatment.
	NeemTerKennisgeving struct {
		recht.Opdracht
		Door         Partij
		AangenomenOp recht.Datum
	}
	// TrekIn records that the school took the melding back.
	TrekIn struct {
		recht.Opdracht
		Door          Partij
		IngetrokkenOp recht.Datum
	}
	// Sluit records that the treatment is over.
	Sluit struct {
		recht.Opdracht
		Door            Partij
		Sluitreden      leerplicht.Sluitreden
		AfgeslotenOp    recht.Datum
		Opmerking       es.Persoonlijk[string]
		ContactGemeente es.Persoonlijk[Contact]
	}
	// LeverStatus records that a status was delivered to the register of DUO.
	LeverStatus struct {
		recht.Opdracht
		Status     Status
		GeleverdOp recht.Datum
	}
	// Betwist records that somebody disagrees with the melding.
	Betwist struct {
		recht.Opdracht
		Nummer    int
		BetwistOp recht.Datum
		Van       es.Persoonlijk[string]
		Bezwaren  es.Persoonlijk[string]
	}
	// HandelBetwistingAf records what became of a dispute.
	HandelBetwistingAf struct {
		recht.Opdracht
		Nummer        int
		Uitkomst      Betwistuitkomst
		AfgehandeldOp recht.Datum
	}
	// LegZienswijzeVast records the view of the parents, or of the jongere.
	LegZienswijzeVast struct {
		recht.Opdracht
		Nummer     int
		GegevenOp  recht.Datum
		Van        es.Persoonlijk[string]
		Zienswijze es.Persoonlijk[string]
	}
	// ToetsDrempel counts the absence that the school specified, as a signal. A
	// week that Vakantieweken names, by any of its days, is no lesweek.
	ToetsDrempel struct {
		recht.Opdracht
		Verzuim       []leerplicht.Verzuim
		Vakantieweken []recht.Datum
	}
	// BeoordeelSignaal records what a person makes of a signal.
	BeoordeelSignaal struct {
		recht.Opdracht
		Signaal      Signaalcode
		Oordeel      Signaaloordeel
		BeoordeeldOp recht.Datum
	}
)

func (Ontvang) command()             {}
func (Corrigeer) command()           {}
func (NeemInBehandeling) command()   {}
func (NeemTerKennisgeving) command() {}
func (TrekIn) command()              {}
func (Sluit) command()               {}
func (LeverStatus) command()         {}
func (Betwist) command()             {}
func (HandelBetwistingAf) command()  {}
func (LegZienswijzeVast) command()   {}
func (ToetsDrempel) command()        {}
func (BeoordeelSignaal) command()    {}
