package afscherming

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Herhaaltype is the type of the event by which a decision is carried out again: a
// replaced event names it where the decision itself is lost.
const Herhaaltype = domein + "afscherming-herhaald.v1"

// NaTerugzetten is why a decision is carried out again.
const NaTerugzetten = "herhaald na terugzetten"

// AfschermingHerhaald says that a backup of before a decision to shield was put
// back, and that the decision is carried out again. Herhaalt is the event that two
// persons made, in the part of the history that is gone.
type AfschermingHerhaald struct {
	recht.Verantwoording
	Plek
	Herhaalt   uuid.UUID   `json:"herhaalt" residu:"blijft"`
	HerhaaldOp recht.Datum `json:"herhaaldOp" residu:"blijft"`
}

func (AfschermingHerhaald) eventType() string { return Herhaaltype }

// Zin says what happened.
func (e AfschermingHerhaald) Zin() string {
	return fmt.Sprintf("Een reservekopie van voor het besluit is teruggezet; op %s wordt de afscherming van %d velden herhaald.", e.HerhaaldOp, len(e.Velden))
}

// Herhaal carries out again what was decided in the history that a restored backup
// does not hold. Only the restoring itself gives it, from a list that the seal signed.
type Herhaal struct {
	recht.Opdracht
	Plek
	Besluit uuid.UUID
}

func (Herhaal) command() {}

// Herhaald reports whether the decision was repeated: then the event itself may lie
// in the history that is gone.
func (s State) Herhaald() bool { return s.herhaald }

// Gesimuleerd reports whether the afscherming is invented.
func (s State) Gesimuleerd() bool { return s.gesimuleerd }

// herhaal records it; what this history does decide on needs no repeating.
func herhaal(c Herhaal, s State) ([]Event, error) {
	switch {
	case s.besloten:
		return nil, nil
	case len(c.Velden) == 0 || len(c.Velden) > MaxVelden:
		return nil, ErrVelden
	}
	c.Motivering = NaTerugzetten
	v, err := c.VerantwoordMet(recht.Stelsel, archief.Minimaal)
	if err != nil {
		return nil, err
	}
	return []Event{AfschermingHerhaald{Verantwoording: v, Plek: c.Plek, Herhaalt: c.Besluit, HerhaaldOp: c.Vandaag()}}, nil
}
