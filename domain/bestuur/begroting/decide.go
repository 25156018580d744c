package begroting

import "github.com/mgr-sdcg/kroniek/domain/recht"

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

// dagGoed checks the day of an act: given, not before the one it follows on, and
// not after the day of recording.
func dagGoed(o recht.Opdracht, dag, nietVoor recht.Datum) error {
	switch {
	case dag.IsZero():
		return ErrDagOntbreekt
	case dag.Na(o.Vandaag()):
		return ErrDagInToekomst.With("Genoemd is " + dag.String() + ".")
	case dag.Voor(nietVoor):
		return ErrVolgorde.With(dag.String() + " ligt voor " + nietVoor.String() + ".")
	}
	return nil
}

// verantwoord makes the decision envelope of an act on the given day: the ground
// must be law on that day, not on the day of recording.
func verantwoord(o recht.Opdracht, dag recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel, regels ...recht.Regelnoot) (recht.Verantwoording, error) {
	o.Op = dag.Begin()
	return o.VerantwoordMet(orgaan, g, regels...)
}

// feitelijk makes the decision envelope of an act that is no besluit.
func feitelijk(o recht.Opdracht, dag recht.Datum, orgaan recht.Orgaan, regels ...recht.Regelnoot) (recht.Verantwoording, error) {
	o.Op = dag.Begin()
	return o.Verantwoord(orgaan, recht.FeitelijkeHandeling, regels...)
}

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
