package boventallige

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/recht"
	"github.com/mgr-sdcg/kroniek/domain/sw"
)

// Decide applies the rules for a boventallige.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Verklaar:
		return verklaar(c, s)
	case StartTraject:
		return startTraject(c, s)
	case BeeindigTraject:
		return beeindigTraject(c, s)
	case TrekIn:
		return trekIn(c, s)
	case StroomUit:
		return stroomUit(c, s)
	default:
		panic("boventallige: command without a case in Decide")
	}
}

func verklaar(c Verklaar, s State) ([]Event, error) {
	h, err := sw.NieuweHandeling(c.Opdracht, c.VerklaardOp)
	if err != nil {
		return nil, err
	}
	if err := c.Pseudoniem.Keur(); err != nil {
		return nil, err
	}
	if err := c.Persoon.Keur(c.VerklaardOp); err != nil {
		return nil, err
	}
	switch {
	case s.verklaard() && s.pseudoniem != c.Pseudoniem:
		return nil, ErrAnderePersoon
	case s.verklaardOp == c.VerklaardOp && (c.Corrigeert == uuid.Nil || c.Corrigeert == s.verklaringVan):
		return nil, nil
	case s.verklaard() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlVerklaard
	case !s.verklaard() && c.Corrigeert != uuid.Nil:
		return nil, ErrNietVerklaard
	case !s.eerste.IsZero() && c.VerklaardOp.Na(s.eerste), !s.einde.IsZero() && c.VerklaardOp.Na(s.einde):
		return nil, ErrVolgorde
	}
	return []Event{BoventalligVerklaard{
		Handeling: h, Persoon: c.Persoon, Pseudoniem: c.Pseudoniem, Kwartaal: recht.KwartaalVan(c.VerklaardOp), VerklaardOp: c.VerklaardOp,
	}}, nil
}

// toets checks what every later step has in common: somebody is boventallig and
// the step does not lie before an earlier one.
func (s State) toets(op recht.Datum) error {
	switch {
	case !s.verklaard():
		return ErrNietVerklaard
	case !s.einde.IsZero():
		return ErrAlWeg
	case op.Voor(s.verklaardOp), op.Voor(s.laatste):
		return ErrVolgorde
	}
	return nil
}

func startTraject(c StartTraject, s State) ([]Event, error) {
	h, err := sw.NieuweHandeling(c.Opdracht, c.GestartOp)
	if err != nil {
		return nil, err
	}
	if s.traject > 0 && s.traject == c.Traject && s.gestartOp == c.GestartOp {
		return nil, nil
	}
	if err := s.toets(c.GestartOp); err != nil {
		return nil, err
	}
	if s.loopt || c.Traject != s.traject+1 || !c.VerwachtEinde.IsZero() && c.VerwachtEinde.Voor(c.GestartOp) {
		return nil, ErrTraject
	}
	e := VanWerkNaarWerkTrajectGestart{
		Handeling: h, Traject: c.Traject, Kwartaal: recht.KwartaalVan(c.GestartOp), GestartOp: c.GestartOp,
	}
	if !c.VerwachtEinde.IsZero() {
		e.VerwachtEinde = es.Prive(c.VerwachtEinde)
	}
	return []Event{e}, nil
}

func beeindigTraject(c BeeindigTraject, s State) ([]Event, error) {
	h, err := sw.NieuweHandeling(c.Opdracht, c.BeeindigdOp)
	if err != nil {
		return nil, err
	}
	if s.traject > 0 && s.traject == c.Traject && !s.loopt && s.beeindigdOp == c.BeeindigdOp {
		return nil, nil
	}
	if err := s.toets(c.BeeindigdOp); err != nil {
		return nil, err
	}
	if !s.loopt || c.Traject != s.traject {
		return nil, ErrGeenTraject
	}
	return []Event{VanWerkNaarWerkTrajectBeeindigd{
		Handeling: h, Traject: c.Traject, Kwartaal: recht.KwartaalVan(c.BeeindigdOp), BeeindigdOp: c.BeeindigdOp,
	}}, nil
}

func trekIn(c TrekIn, s State) ([]Event, error) {
	h, err := sw.NieuweHandeling(c.Opdracht, c.IngetrokkenOp)
	if err != nil {
		return nil, err
	}
	if s.klasse == "" && !s.einde.IsZero() && s.einde == c.IngetrokkenOp {
		return nil, nil
	}
	if err := s.toets(c.IngetrokkenOp); err != nil {
		return nil, err
	}
	return []Event{BoventalligheidIngetrokken{
		Handeling: h, Kwartaal: recht.KwartaalVan(c.IngetrokkenOp), IngetrokkenOp: c.IngetrokkenOp,
	}}, nil
}

func stroomUit(c StroomUit, s State) ([]Event, error) {
	h, err := sw.NieuweHandeling(c.Opdracht, c.UitgestroomdOp)
	if err != nil {
		return nil, err
	}
	if !bekend(c.Reden) {
		return nil, ErrReden
	}
	weg, correctie := s.klasse != "", c.Corrigeert != uuid.Nil
	if weg && s.klasse == c.Reden.Klasse() && s.einde == c.UitgestroomdOp && (!correctie || c.Corrigeert == s.uitstroomVan) {
		return nil, nil
	}
	if correctie && s.verklaard() && s.einde.IsZero() {
		return nil, sw.ErrNietsTeCorrigeren
	}
	if weg && correctie {
		if c.UitgestroomdOp.Voor(s.verklaardOp) || c.UitgestroomdOp.Voor(s.laatste) {
			return nil, ErrVolgorde
		}
	} else if err := s.toets(c.UitgestroomdOp); err != nil {
		return nil, err
	}
	return []Event{BoventalligeUitgestroomd{
		Handeling: h, Klasse: c.Reden.Klasse(), Reden: es.Prive(c.Reden),
		Kwartaal: recht.KwartaalVan(c.UitgestroomdOp), UitgestroomdOp: c.UitgestroomdOp,
	}}, nil
}

func bekend(r Reden) bool {
	for _, w := range r.Waarden() {
		if string(r) == w {
			return true
		}
	}
	return false
}
