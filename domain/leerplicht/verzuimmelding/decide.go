package verzuimmelding

import (
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// Decide applies the rules for meldingen.
func Decide(c Command, s State) ([]Event, error) {
	switch c := c.(type) {
	case Ontvang:
		return ontvang(c, s)
	case Corrigeer:
		return corrigeer(c, s)
	}
	if s.status == "" {
		return nil, ErrNietOntvangen
	}
	switch c := c.(type) {
	case NeemInBehandeling:
		return neemInBehandeling(c, s)
	case NeemTerKennisgeving:
		return neemTerKennisgeving(c, s)
	case TrekIn:
		return trekIn(c, s)
	case Sluit:
		return sluit(c, s)
	case LeverStatus:
		return leverStatus(c, s)
	case Betwist:
		return betwist(c, s)
	case HandelBetwistingAf:
		return handelBetwistingAf(c, s)
	case LegZienswijzeVast:
		return legZienswijzeVast(c, s)
	case ToetsDrempel:
		return toetsDrempel(c, s)
	case BeoordeelSignaal:
		return beoordeelSignaal(c, s)
	default:
		panic("verzuimmelding: command without a case in Decide")
	}
}

// handeling makes the envelope of an act of the leerplichtambtenaar after the
// melding was received.
func (s State) handeling(o recht.Opdracht, op recht.Datum, regels ...recht.Regelnoot) (leerplicht.Handeling, error) {
	return s.na(o, op, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt16, regels...)
}

func (s State) na(o recht.Opdracht, op recht.Datum, orgaan recht.Orgaan, g recht.Grondslagregel, regels ...recht.Regelnoot) (leerplicht.Handeling, error) {
	h, err := leerplicht.NieuweHandeling(o, op, orgaan, g, regels...)
	switch {
	case err != nil:
		return h, err
	case o.Gesimuleerd != s.gesimuleerd:
		return h, leerplicht.ErrGemengd // a figure would be taken back where it was not counted
	case op.Voor(s.ontvangenOp):
		return h, ErrVoorOntvangst
	}
	return h, nil
}
