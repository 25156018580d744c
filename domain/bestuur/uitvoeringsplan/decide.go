package uitvoeringsplan

import (
	"github.com/mgr-sdcg/kroniek/domain/bestuur"
)

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

// dagfouten are the refusals of a day of an act.
var dagfouten = bestuur.Dagfouten{Ontbreekt: ErrDagOntbreekt, InToekomst: ErrDagInToekomst, Volgorde: ErrVolgorde}
