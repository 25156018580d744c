package leerplichtdossier

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func signaleerThuiszitter(c SignaleerThuiszitter, s State) ([]Event, error) {
	grens, noot, err := leerplicht.Thuiszitters.Op(c.Vandaag())
	if err != nil {
		return nil, err
	}
	h, err := leerplicht.FeitelijkeHandeling(c.Opdracht, c.Vandaag(), recht.Stelsel, noot)
	switch {
	case err != nil:
		return nil, err
	case c.Begin.IsZero():
		return nil, leerplicht.ErrDagOntbreekt
	case s.gesignaleerd == c.Begin:
		return nil, nil
	case s.gesloten():
		return nil, ErrGesloten
	case c.Vandaag().Voor(grens.LangerDanWeken(c.Begin)):
		return nil, ErrVierWeken
	}
	return []Event{ThuiszitterGesignaleerd{Handeling: h, Kenmerken: s.kenmerk(c.Vandaag()), Begin: c.Begin}}, nil
}

func merkThuiszitterAan(c MerkThuiszitterAan, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := s.handeling(c.Opdracht, c.AangemerktOp)
	if err != nil {
		return nil, err
	}
	grens, noot, err := leerplicht.Thuiszitters.Op(c.AangemerktOp)
	if err != nil {
		return nil, err
	}
	h.Regels = append(h.Regels[:len(h.Regels):len(h.Regels)], noot)
	n, nieuw, err := s.welke(c)
	switch {
	case err != nil:
		return nil, err
	case n == 0: // this very periode was recorded before
		return nil, nil
	case c.AangemerktOp.Voor(grens.Vanaf(c.Begin, c.Aard == Absoluut)):
		return nil, ErrVierWeken
	case c.Aard == Absoluut && !s.absoluutOp(c.Begin):
		return nil, ErrGeenAbsoluutVerzuim
	case s.gesloten() && nieuw:
		return nil, ErrGesloten
	}
	p := Periode{Aard: c.Aard, Begin: c.Begin}
	if !nieuw {
		p.Tot = s.perioden[n-1].Tot
	}
	if !s.past(n, p) {
		return nil, ErrOverlapt
	}
	return []Event{ThuiszitterAangemerkt{
		Handeling: h, Kenmerken: s.kenmerk(c.AangemerktOp), Periode: n, Aard: c.Aard, Begin: c.Begin, AangemerktOp: c.AangemerktOp,
	}}, nil
}

// welke returns the number of the periode that c is about, and whether it is a
// new one; 0 when it was recorded just so before.
func (s State) welke(c MerkThuiszitterAan) (n int, nieuw bool, err error) {
	switch {
	case c.Begin.IsZero():
		return 0, false, leerplicht.ErrDagOntbreekt
	case !leerplicht.Bekend(c.Aard):
		return 0, false, leerplicht.ErrWaardeOnbekend.With("Aard van het verzuim.")
	case c.Begin.Na(c.AangemerktOp):
		return 0, false, leerplicht.ErrInToekomst
	case c.Periode < 0 || c.Periode > len(s.perioden):
		return 0, false, ErrGeenThuiszitter
	}
	laatste := len(s.perioden)
	n = c.Periode
	if n == 0 && laatste > 0 && (s.perioden[laatste-1].Tot.IsZero() || s.perioden[laatste-1].Begin == c.Begin && !s.perioden[laatste-1].leeg()) {
		n = laatste
	}
	if n == 0 {
		return laatste + 1, true, nil
	}
	switch p := s.perioden[n-1]; {
	case p.Begin == c.Begin && p.Aard == c.Aard:
		return 0, false, nil
	case c.Corrigeert == uuid.Nil:
		return 0, false, ErrAlThuiszitter
	}
	return n, false, nil
}

func stelTerugkeerVast(c StelTerugkeerVast, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.TerugOp, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt16)
	n := c.Periode
	if n == 0 {
		n = len(s.perioden)
	}
	correctie := c.Corrigeert != uuid.Nil
	switch {
	case err != nil:
		return nil, err
	case n < 1 || n > len(s.perioden):
		return nil, ErrGeenThuiszitter
	case s.perioden[n-1].Tot == c.TerugOp:
		return nil, nil
	case !s.perioden[n-1].Tot.IsZero() && !correctie:
		return nil, ErrAlTerug
	case c.TerugOp.Voor(s.perioden[n-1].Begin), c.TerugOp == s.perioden[n-1].Begin && !correctie:
		return nil, ErrTerugVoorBegin
	}
	p := s.perioden[n-1]
	p.Tot = c.TerugOp
	if !s.past(n, p) {
		return nil, ErrOverlapt
	}
	return []Event{TerugkeerNaarSchoolVastgesteld{Handeling: h, Kenmerken: s.kenmerk(c.TerugOp), Periode: n, TerugOp: c.TerugOp}}, nil
}

// past reports whether p, as number n, keeps the periodes in order and apart.
func (s State) past(n int, p Periode) bool {
	if !p.Tot.IsZero() && p.Tot.Voor(p.Begin) {
		return false
	}
	for i, q := range s.perioden {
		switch {
		case i == n-1 || q.leeg() || p.leeg():
		case i < n-1 && (q.Tot.IsZero() || p.Begin.Voor(q.Tot)):
			return false
		case i > n-1 && (p.Tot.IsZero() || q.Begin.Voor(p.Tot)):
			return false
		}
	}
	return true
}
