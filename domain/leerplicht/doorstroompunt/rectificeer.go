package doorstroompunt

import (
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// DoorstroompuntdossierGerectificeerd says anew who a file is about (AVG art. 16).
type DoorstroompuntdossierGerectificeerd struct {
	leerplicht.Handeling
	leerplicht.Kenmerken
	leerplicht.Rectificatie
}

func (DoorstroompuntdossierGerectificeerd) eventType() string {
	return "nl.leerplichtzaken.doorstroompuntdossier-gerectificeerd.v1"
}

// Rectificeer records who a file is about, whole, in the place of what was recorded.
type Rectificeer struct {
	recht.Opdracht
	leerplicht.Rectificatie
	EindeLeerplicht recht.Datum // when twelve school years end it earlier; zero: by age
}

func (Rectificeer) command() {}

func rectificeer(c Rectificeer, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.GerectificeerdOp, leerplicht.OrgaanDoorstroompunt, leerplicht.AVGArt16)
	if err != nil {
		return nil, err
	}
	geboren, nieuw, err := c.Toets(s.gesignaleerdOp, s.rectificaties)
	if err != nil || !nieuw {
		return nil, err
	}
	opgave := leerplicht.Opgave{Gemeente: s.kenmerken.Gemeente, Onderwijssoort: s.kenmerken.Onderwijssoort, EindeLeerplicht: c.EindeLeerplicht}
	k, err := opgave.Kenmerk(geboren, s.gesignaleerdOp)
	if err != nil {
		return nil, err
	}
	return []Event{DoorstroompuntdossierGerectificeerd{Handeling: h, Kenmerken: k, Rectificatie: c.Rectificatie}}, nil
}
