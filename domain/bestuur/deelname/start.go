package deelname

import (
	"slices"

	"github.com/google/uuid"
)

func start(c Start, s State) ([]Event, error) {
	if err := toets(s, c.Opdracht, c.Gemeente, c.Module, c.GenomenOp); err != nil {
		return nil, err
	}
	if c.Vanaf.IsZero() {
		return nil, ErrDagOntbreekt
	}
	if c.Periode != 0 || c.Corrigeert != uuid.Nil {
		return corrigeerStart(c, s)
	}
	if slices.ContainsFunc(s.periodes, func(p Periode) bool { return p.Vanaf == c.Vanaf && !p.leeg() }) {
		return nil, nil // this very periode was recorded before
	}
	n := len(s.periodes) + 1
	if s.botst(n, Periode{Vanaf: c.Vanaf}) {
		return nil, ErrOverlapt
	}
	return gestart(c, n)
}

func corrigeerStart(c Start, s State) ([]Event, error) {
	n, ok := s.nummer(c.Periode)
	if !ok {
		return nil, ErrPeriodeOnbekend
	}
	p := s.periodes[n-1]
	switch {
	case p.Vanaf == c.Vanaf:
		return nil, nil
	case c.Corrigeert == uuid.Nil:
		return nil, ErrAlGestart
	case !p.Tot.IsZero() && !c.Vanaf.Voor(p.Tot):
		return nil, ErrEindeVoorBegin
	}
	p.Vanaf = c.Vanaf
	if s.botst(n, p) {
		return nil, ErrOverlapt
	}
	return gestart(c, n)
}

func gestart(c Start, n int) ([]Event, error) {
	v, err := verantwoord(c.Opdracht, c.GenomenOp, c.Vanaf)
	if err != nil {
		return nil, err
	}
	return []Event{DeelnameModuleGestart{
		Verantwoording: v, Gemeente: c.Gemeente, Module: c.Module,
		Periode: n, Vanaf: c.Vanaf, GenomenOp: c.GenomenOp,
	}}, nil
}
