package vernietiging

import (
	"fmt"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/archief"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Herhaaltype is the type of the event by which a decision is carried out again: a
// replaced event names it where the decision itself is lost.
const Herhaaltype = domein + "vernietiging-herhaald.v1"

// NaTerugzetten is why a decision is carried out again.
const NaTerugzetten = "herhaald na terugzetten"

// VernietigingHerhaald says that a backup of before a decision to destroy was put
// back, and that the decision is carried out again. It is no new decision: Herhaalt
// is the event that two persons made, in the part of the history that is gone; the
// signed list of what was destroyed names it.
type VernietigingHerhaald struct {
	recht.Verantwoording
	Herhaalt   uuid.UUID         `json:"herhaalt" residu:"blijft"`
	Dossiers   []archief.Dossier `json:"dossiers" residu:"blijft"` // all of the decision, also those that the backup does not hold
	HerhaaldOp recht.Datum       `json:"herhaaldOp" residu:"blijft"`
}

func (VernietigingHerhaald) eventType() string { return Herhaaltype }

// Zin says what happened.
func (e VernietigingHerhaald) Zin() string {
	return fmt.Sprintf("Een reservekopie van voor het besluit is teruggezet; op %s wordt de vernietiging van %s herhaald.", e.HerhaaldOp, dossiers(len(e.Dossiers)))
}

// Herhaal carries out again what was decided in the history that a restored backup
// does not hold. Only the restoring itself gives it, from a list that the seal signed.
type Herhaal struct {
	recht.Opdracht
	Besluit  uuid.UUID
	Dossiers []archief.Dossier
}

func (Herhaal) command() {}

// herhaal records it; a list that this history does decide on needs no repeating.
func herhaal(c Herhaal, s State) ([]Event, error) {
	switch {
	case s.besloten != nil:
		return nil, nil
	case len(c.Dossiers) == 0:
		return nil, ErrLeeg
	case len(c.Dossiers) > MaxDossiers:
		return nil, ErrTeVeel
	}
	c.Motivering = NaTerugzetten
	v, err := c.VerantwoordMet(recht.Stelsel, archief.ArchiefbesluitArt8)
	if err != nil {
		return nil, err
	}
	return []Event{VernietigingHerhaald{Verantwoording: v, Herhaalt: c.Besluit, Dossiers: c.Dossiers, HerhaaldOp: c.Vandaag()}}, nil
}
