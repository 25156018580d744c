package uitvoeringsplan

import "github.com/mgr-sdcg/kroniek/domain/recht"

// Decide applies the rules for the uitvoeringsplan.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(StelOp); ok {
		return stelOp(c, s)
	}
	if s.opgesteld.VanJaar == 0 {
		return nil, ErrOnbekend
	}
	switch c := c.(type) {
	case VraagAdvies:
		return vraagAdvies(c, s)
	case BrengAdviesUit:
		return brengAdviesUit(c, s)
	case ZetVoortZonderAdvies:
		return zetVoortZonderAdvies(c, s)
	case StelOntwerpVast:
		return stelOntwerpVast(c, s)
	case VraagZienswijze:
		return vraagZienswijze(c, s)
	case OntvangZienswijze:
		return ontvangZienswijze(c, s)
	case ZieAfVanZienswijze:
		return zieAfVanZienswijze(c, s)
	case LaatTermijnVerstrijken:
		return laatTermijnVerstrijken(c, s)
	case DeelOordeelMee:
		return deelOordeelMee(c, s)
	default:
		return decideBesluit(c, s)
	}
}

func decideBesluit(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case StelOnderdelenVast:
		return stelOnderdelenVast(c, s)
	case StelPlanVast:
		return stelPlanVast(c, s)
	case StelBijstellingVoor:
		return stelBijstellingVoor(c, s)
	case StelBijstellingVast:
		return stelBijstellingVast(c, s)
	case MaakBekend:
		return maakBekend(c, s)
	case PasToe:
		return pasToe(c, s)
	case TrekIn:
		return trekIn(c, s)
	case EindigPlanperiode:
		return eindigPlanperiode(c, s)
	default:
		panic("uitvoeringsplan: command without a case in Decide")
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
func feitelijk(o recht.Opdracht, dag recht.Datum, orgaan recht.Orgaan) (recht.Verantwoording, error) {
	o.Op = dag.Begin()
	return o.Verantwoord(orgaan, recht.FeitelijkeHandeling)
}
