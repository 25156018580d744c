package verlof

import (
	"github.com/mgr-sdcg/kroniek/domain/es"
	"github.com/mgr-sdcg/kroniek/domain/leerplicht"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// A Command asks to record something about one aanvraag. The Motivering of its
// Opdracht becomes a personal field.
type Command interface{ command() }

type (
	// VraagAan records an aanvraag.
	VraagAan struct {
		recht.Opdracht
		leerplicht.Opgave
		leerplicht.Persoon
		Periode
		AangevraagdOp  recht.Datum
		Omstandigheden es.Persoonlijk[string]
	}
	// HoorHoofd records that the hoofd was heard.
	HoorHoofd struct {
		recht.Opdracht
		GehoordOp  recht.Datum
		Zienswijze es.Persoonlijk[string]
	}
	// Verleen records the besluit to give leave, of no more than was asked.
	Verleen struct {
		recht.Opdracht
		Periode
		BeslotenOp recht.Datum
	}
	// Weiger records the besluit to give none.
	Weiger struct {
		recht.Opdracht
		BeslotenOp recht.Datum
	}
)

func (VraagAan) command()  {}
func (HoorHoofd) command() {}
func (Verleen) command()   {}
func (Weiger) command()    {}

// Decide applies the rules for leave of more than ten days.
func Decide(c Command, s State) ([]Event, error) {
	if c, ok := c.(VraagAan); ok {
		return vraagAan(c, s)
	}
	if s.aangevraagdOp.IsZero() {
		return nil, ErrNietAangevraagd
	}
	switch c := c.(type) {
	case HoorHoofd:
		return hoorHoofd(c, s)
	case Verleen:
		return verleen(c, s)
	case Weiger:
		return weiger(c, s)
	default:
		panic("verlof: command without a case in Decide")
	}
}

func (p Periode) geldig() bool {
	return !p.Vanaf.IsZero() && p.Vanaf.Voor(p.Tot) && p.Dagen >= 1 && p.Dagen <= p.Vanaf.DagenTot(p.Tot)
}

// keur refuses a span that is none, or on which the hoofd decides.
func (p Periode) keur(op recht.Datum) (recht.Regelnoot, error) {
	grens, noot, err := leerplicht.VerlofVanHoofd.Op(op)
	switch {
	case err != nil:
		return noot, err
	case !p.geldig():
		return noot, ErrPeriode
	case p.Dagen <= grens:
		return noot, ErrHoofdBeslist
	}
	return noot, nil
}

func vraagAan(c VraagAan, s State) ([]Event, error) {
	if c.AangevraagdOp.IsZero() {
		return nil, leerplicht.ErrDagOntbreekt
	}
	noot, err := c.keur(c.AangevraagdOp)
	if err != nil {
		return nil, err
	}
	geboren, err := c.Keur(c.AangevraagdOp)
	if err != nil {
		return nil, err
	}
	k, err := c.Kenmerk(geboren, c.Vanaf)
	if err != nil {
		return nil, err
	}
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.AangevraagdOp, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt14, noot)
	switch {
	case err != nil:
		return nil, err
	case k.Plicht == leerplicht.GeenPlicht:
		return nil, ErrGeenPlicht
	case s.kenmerken == k && s.gevraagd == c.Periode && s.aangevraagdOp == c.AangevraagdOp:
		return nil, nil
	case !s.aangevraagdOp.IsZero():
		return nil, ErrAlAangevraagd
	}
	return []Event{VerlofAangevraagd{
		Handeling: h, Kenmerken: k, Persoon: c.Persoon, Periode: c.Periode, AangevraagdOp: c.AangevraagdOp, Omstandigheden: c.Omstandigheden,
	}}, nil
}

func hoorHoofd(c HoorHoofd, s State) ([]Event, error) {
	h, err := leerplicht.NieuweHandeling(c.Opdracht, c.GehoordOp, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt14)
	switch {
	case err != nil:
		return nil, err
	case s.gehoordOp == c.GehoordOp:
		return nil, nil
	case c.GehoordOp.Voor(s.aangevraagdOp):
		return nil, ErrVoorAanvraag
	case s.besluit != "":
		return nil, ErrAlBesloten
	}
	return []Event{HoofdGehoordOverVerlof{Handeling: h, Kenmerken: s.kenmerken, GehoordOp: c.GehoordOp, Zienswijze: c.Zienswijze}}, nil
}

// handeling makes the envelope of a besluit on day op. It is the power of the
// leerplichtambtenaar himself, so it has no mandaat.
func (s State) handeling(o recht.Opdracht, op recht.Datum) (leerplicht.Handeling, error) {
	if err := leerplicht.DoorMens(o); err != nil {
		return leerplicht.Handeling{}, err
	}
	h, err := leerplicht.NieuwBesluit(o, op, leerplicht.Leerplichtambtenaar, leerplicht.LPWArt14)
	switch {
	case err != nil:
		return h, err
	case o.Namens != recht.Namens{}:
		return h, ErrEigenBevoegdheid
	case s.gehoordOp.IsZero():
		return h, ErrNietGehoord
	case op.Voor(s.gehoordOp):
		return h, ErrVoorAanvraag
	}
	return h, nil
}

func verleen(c Verleen, s State) ([]Event, error) {
	o := c.Opdracht
	o.GeldigVanaf = c.Vanaf
	h, err := s.handeling(o, c.BeslotenOp)
	switch {
	case err != nil:
		return nil, err
	case !c.geldig():
		return nil, ErrPeriode
	case s.besluit == verleend && s.gegeven == c.Periode && s.beslotenOp == c.BeslotenOp:
		return nil, nil
	case s.besluit != "":
		return nil, ErrAlBesloten
	case c.Vanaf.Voor(s.gevraagd.Vanaf) || c.Tot.Na(s.gevraagd.Tot) || c.Dagen > s.gevraagd.Dagen:
		return nil, ErrMeerDanGevraagd
	}
	h.GeldigTot = c.Tot
	return []Event{VerlofVerleend{Handeling: h, Kenmerken: s.kenmerken, Periode: c.Periode, BeslotenOp: c.BeslotenOp}}, nil
}

func weiger(c Weiger, s State) ([]Event, error) {
	h, err := s.handeling(c.Opdracht, c.BeslotenOp)
	switch {
	case err != nil:
		return nil, err
	case s.besluit == geweigerd && s.beslotenOp == c.BeslotenOp:
		return nil, nil
	case s.besluit != "":
		return nil, ErrAlBesloten
	case c.Motivering == "":
		return nil, ErrMotivering
	}
	return []Event{VerlofGeweigerd{Handeling: h, Kenmerken: s.kenmerken, BeslotenOp: c.BeslotenOp}}, nil
}
