package vrijstelling

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one vrijstelling. The Motivering of its
// Opdracht becomes a personal field.
type Command interface{ command() }

type (
	// Ontvang records a beroep (art. 5 and 5a) or an aanvraag (art. 3a, 3b and 15).
	Ontvang struct {
		recht.Opdracht
		leerplicht.Opgave
		leerplicht.Persoon
		Verzoek
		Grond    leerplicht.Vrijstellingsgrond
		Herhaald bool // of a beroep: for a next school year
	}
	// OntvangVerklaring records the verklaring of an expert, of art. 5 onder a.
	OntvangVerklaring struct {
		recht.Opdracht
		VerklaardOp   recht.Datum
		Onafhankelijk bool
		NooitGeschikt bool
		Deskundige    es.Persoonlijk[string]
	}
	// Toets records which conditions of a beroep hold. Voldoet is what a person found
	// about the ground itself; the rest is arithmetic.
	Toets struct {
		recht.Opdracht
		Voldoet    bool
		GetoetstOp recht.Datum
	}
	// KenToe records that there is a vrijstelling: by law, or by besluit. With
	// Corrigeert it mends the span, or the dossier.
	KenToe struct {
		recht.Opdracht
		Op         recht.Datum // day of finding or deciding
		Vanaf, Tot recht.Datum
		Dossier    es.Stream // of the same pupil; empty: none. Who gives it looked it up
	}
	// WijsAf records that there is none.
	WijsAf struct {
		recht.Opdracht
		Op recht.Datum
	}
	// Verleng records that vervangende leerplicht under art. 3a goes on up to Tot.
	Verleng struct {
		recht.Opdracht
		AangevraagdOp recht.Datum
		Op            recht.Datum
		Tot           recht.Datum
	}
	// Beeindig records that the vrijstelling ends early: from Einde it does not hold.
	Beeindig struct {
		recht.Opdracht
		Einde     recht.Datum
		Eindreden Eindreden
	}
	// LeverAanDuo records that the register was told how it stands.
	LeverAanDuo struct {
		recht.Opdracht
		GeleverdOp recht.Datum
	}
)

func (Ontvang) command()           {}
func (OntvangVerklaring) command() {}
func (Toets) command()             {}
func (KenToe) command()            {}
func (WijsAf) command()            {}
func (Verleng) command()           {}
func (Beeindig) command()          {}
func (LeverAanDuo) command()       {}
