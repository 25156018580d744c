package begroting

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Decide applies the rules for the begroting.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(ZendToe); ok {
		return zendToe(c, s)
	}
	if s.jaar == 0 {
		return nil, ErrOnbekend
	}
	switch c := c.(type) {
	case OntvangZienswijze:
		return ontvangZienswijze(c, s)
	case MeldGeenZienswijze:
		return meldGeenZienswijze(c, s)
	case LaatTermijnVerstrijken:
		return laatTermijnVerstrijken(c, s)
	case BiedAan:
		return biedAan(c, s)
	case DeelOordeelMee:
		return deelOordeelMee(c, s)
	case StelVast:
		return stelVast(c, s)
	case ZendAanGS:
		return zendAanGS(c, s)
	case StelWijzigingVoor:
		return stelWijzigingVoor(c, s)
	default:
		panic("begroting: command without a case in Decide")
	}
}

// dagfouten are the refusals of a day of an act.
var dagfouten = bestuur.Dagfouten{Ontbreekt: ErrDagOntbreekt, InToekomst: ErrDagInToekomst, Volgorde: ErrVolgorde}

// stuk returns how far a stuk is, or ErrWijzigingOnbekend when it does not exist.
func (s State) stuk(wijziging int) (stuk, error) {
	b := s.stukken[wijziging]
	if wijziging != 0 && b.voorgesteld.VoorgesteldOp.IsZero() {
		return b, ErrWijzigingOnbekend
	}
	return b, nil
}

// verzoek returns what was sent to a raad, or ErrNietToegezonden.
func (s State) verzoek(wijziging int, g recht.Gemeentecode) (verzoek, error) {
	v, ok := s.verzoeken[adres{wijziging, g}]
	if !ok {
		return v, ErrNietToegezonden
	}
	return v, nil
}
