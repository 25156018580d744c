package procesverbaal

import (
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// ProcesVerbaalGerectificeerd says anew who a case is about (AVG art. 16).
type ProcesVerbaalGerectificeerd struct {
	leerplicht.Handeling
	Kenmerken
	leerplicht.Rectificatie
}

func (ProcesVerbaalGerectificeerd) eventType() string {
	return "nl.leerplichtzaken.proces-verbaal-gerectificeerd.v1"
}

// Rectificeer records who a case is about, whole, in the place of what was recorded.
type Rectificeer struct {
	recht.Opdracht
	leerplicht.Rectificatie
}

func (Rectificeer) command() {}

func rectificeer(c Rectificeer, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.GerectificeerdOp, leerplicht.Opsporingsambtenaar, leerplicht.AVGArt16)
	if err != nil {
		return nil, err
	}
	_, nieuw, err := c.Toets(s.opgemaaktOp, s.rectificaties)
	if err != nil || !nieuw {
		return nil, err
	}
	return []Event{ProcesVerbaalGerectificeerd{Handeling: h, Kenmerken: s.kenmerken, Rectificatie: c.Rectificatie}}, nil
}
