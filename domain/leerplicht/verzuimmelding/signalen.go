package verzuimmelding

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// meerderjarig is the age from which a school need not report (Leerplichtwet art. 21a).
const meerderjarig = 18

// A gevonden is a signal with the rules that gave it.
type gevonden struct {
	code   Signaalcode
	regels []recht.Regelnoot
}

// vind returns what stands out about the melding of somebody born on geboren.
func (n *gekeurd) vind(geboren recht.Datum, termijn []recht.Regelnoot) ([]gevonden, error) {
	var uit []gevonden
	op, soort := n.melding.Begindatum, n.kenmerken.Verzuimsoort
	volwassen := leerplicht.Leeftijd(geboren, op) >= meerderjarig
	plichtig := soort == ZestienUur || soort == Langdurig || soort == Luxe
	switch {
	case plichtig && volwassen:
		uit = append(uit, gevonden{code: SignaalAchttienOfOuder})
	case plichtig && n.kenmerken.Plicht == leerplicht.GeenPlicht:
		uit = append(uit, gevonden{code: SignaalGeenPlicht})
	case soort == RMC18Plus && !volwassen:
		uit = append(uit, gevonden{code: SignaalJongerDanAchttien})
	case soort == RMC18Plus:
		tot, noot, err := leerplicht.RMCTot(geboren, op)
		if err != nil {
			return nil, err
		}
		if !op.Voor(tot) {
			uit = append(uit, gevonden{SignaalBovenLeeftijdsgrens, []recht.Regelnoot{noot}})
		}
	}
	if n.kenmerken.Tijdigheid == TeLaat {
		uit = append(uit, gevonden{SignaalTeLaat, termijn})
	}
	return uit, nil
}

// metSignalen returns e, followed by the signals that were not recorded yet.
func (n *gekeurd) metSignalen(o recht.Opdracht, s State, e Event) ([]Event, error) {
	uit := []Event{e}
	for _, g := range n.signalen {
		if slices.Contains(s.signalen, g.code) {
			continue
		}
		v, err := signaal(o, n.kenmerken, g, es.Persoonlijk[[]Bevinding]{})
		if err != nil {
			return nil, err
		}
		uit = append(uit, v)
	}
	return uit, nil
}

func signaal(o recht.Opdracht, k Kenmerken, g gevonden, b es.Persoonlijk[[]Bevinding]) (Event, error) {
	o.Motivering, o.Corrigeert, o.GeldigVanaf = "", uuid.Nil, recht.Datum{}
	h, err := leerplicht.FeitelijkeHandeling(o, o.Vandaag(), recht.Stelsel, g.regels...)
	if err != nil {
		return nil, err
	}
	return VerzuimsignaalVastgelegd{Handeling: h, Kenmerken: k, Signaal: g.code, Bevindingen: b}, nil
}

func toetsDrempel(c ToetsDrempel, s State) ([]Event, error) {
	drempel, noot, err := leerplicht.Verzuimdrempel.Op(s.begin)
	if err != nil {
		return nil, err
	}
	if len(c.Verzuim) == 0 {
		return nil, ErrSpecificatie
	}
	gevonden16, err := leerplicht.Signalen(drempel, c.Verzuim, c.Vakantieweken)
	if err != nil {
		return nil, ErrSpecificatie
	}
	code, b := SignaalDrempelNietBereikt, es.Persoonlijk[[]Bevinding]{}
	if len(gevonden16) > 0 {
		var bevindingen []Bevinding
		for _, g := range gevonden16 {
			bevindingen = append(bevindingen, Bevinding(g))
		}
		code, b = SignaalDrempelBereikt, es.Prive(bevindingen)
	}
	for _, eerder := range slices.Backward(s.signalen) {
		if eerder == code {
			return nil, nil
		}
		if eerder == SignaalDrempelBereikt || eerder == SignaalDrempelNietBereikt {
			break
		}
	}
	e, err := signaal(c.Opdracht, s.kenmerken, gevonden{code, []recht.Regelnoot{noot}}, b)
	if err != nil {
		return nil, err
	}
	return []Event{e}, nil
}

func beoordeelSignaal(c BeoordeelSignaal, s State) ([]Event, error) {
	if err := leerplicht.DoorMens(c.Opdracht); err != nil {
		return nil, err
	}
	h, err := s.handeling(c.Opdracht, c.BeoordeeldOp)
	if err != nil {
		return nil, err
	}
	eerder, al := s.oordeel(c.Signaal)
	switch {
	case !slices.Contains(s.signalen, c.Signaal):
		return nil, ErrSignaalOnbekend
	case !leerplicht.Bekend(c.Oordeel):
		return nil, leerplicht.ErrWaardeOnbekend.With("Oordeel.")
	case al && eerder == c.Oordeel:
		return nil, nil
	case al && c.Corrigeert == uuid.Nil:
		return nil, ErrAlBeoordeeld
	}
	return []Event{VerzuimsignaalBeoordeeld{
		Handeling: h, Kenmerken: s.kenmerken, Signaal: c.Signaal, Oordeel: c.Oordeel, BeoordeeldOp: c.BeoordeeldOp,
	}}, nil
}
