package deelname

import "github.com/google/uuid"

func beeindig(c Beeindig, s State) ([]Event, error) {
	if err := toets(s, c.Opdracht, c.Gemeente, c.Module, c.GenomenOp); err != nil {
		return nil, err
	}
	if len(s.periodes) == 0 {
		return nil, ErrNietGestart
	}
	n, ok := s.nummer(c.Periode)
	if !ok {
		return nil, ErrPeriodeOnbekend
	}
	p, correctie := s.periodes[n-1], c.Corrigeert != uuid.Nil
	switch {
	case c.Tot.IsZero() && !correctie: // only a correction takes an end away
		return nil, ErrDagOntbreekt
	case p.Tot == c.Tot:
		return nil, nil
	case !p.Tot.IsZero() && !correctie:
		return nil, ErrAlBeeindigd
	case !c.Tot.IsZero() && (c.Tot.Voor(p.Vanaf) || c.Tot == p.Vanaf && !correctie):
		return nil, ErrEindeVoorBegin
	}
	if s.botst(n, Periode{Vanaf: p.Vanaf, Tot: c.Tot}) {
		return nil, ErrOverlapt
	}
	geldigVanaf := c.Tot
	if geldigVanaf.IsZero() {
		geldigVanaf = p.Tot // from the day on which it had ended, deelname goes on
	}
	v, err := verantwoord(c.Opdracht, c.GenomenOp, geldigVanaf)
	if err != nil {
		return nil, err
	}
	return []Event{DeelnameModuleBeeindigd{
		Verantwoording: v, Gemeente: c.Gemeente, Module: c.Module,
		Periode: n, Tot: c.Tot, GenomenOp: c.GenomenOp,
	}}, nil
}
