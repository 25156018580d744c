package leerplichtdossier

import (
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// absoluutOp reports whether absoluut verzuim was established that covers d.
func (s State) absoluutOp(d recht.Datum) bool {
	a := s.absoluut
	return !a.Begin.IsZero() && !d.Voor(a.Begin) && (a.Tot.IsZero() || d.Voor(a.Tot))
}

func stelAbsoluutVerzuimVast(c StelAbsoluutVerzuimVast, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.Begin, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt19)
	switch {
	case err != nil:
		return nil, err
	case s.absoluut.Begin == c.Begin:
		return nil, nil
	case s.gesloten():
		return nil, ErrGesloten
	case !s.absoluut.Begin.IsZero() && (s.absoluut.Tot.IsZero() || c.Begin.Voor(s.absoluut.Tot)):
		return nil, ErrAlAbsoluutVerzuim
	}
	return []Event{AbsoluutVerzuimVastgesteld{Handeling: h, Kenmerken: s.kenmerk(c.Begin), Begin: c.Begin}}, nil
}

func beeindigAbsoluutVerzuim(c BeeindigAbsoluutVerzuim, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.Einde, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt19)
	a := s.absoluut
	switch {
	case err != nil:
		return nil, err
	case a.Begin.IsZero() || !c.Einde.Na(a.Begin):
		return nil, ErrGeenAbsoluutVerzuim
	case a.Tot == c.Einde && s.herplaatst == c.Herplaatst:
		return nil, nil
	case !a.Tot.IsZero():
		return nil, ErrAlBeeindigd
	case s.gesloten():
		return nil, ErrGesloten
	}
	return []Event{AbsoluutVerzuimBeeindigd{Handeling: h, Kenmerken: s.kenmerk(c.Einde), Einde: c.Einde, Herplaatst: c.Herplaatst}}, nil
}
