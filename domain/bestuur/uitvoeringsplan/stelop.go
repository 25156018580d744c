package uitvoeringsplan

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

const (
	jaren       = 4    // length of a planperiode (regeling art. 24 lid 2)
	eersteJaar  = 2017 // the MGR began on 1 April 2017
	laatsteJaar = 9999 // the last that a date can hold
)

func stelOp(c StelOp, s State) ([]Event, error) {
	eerder := s.opgesteld
	switch {
	case eerder.VanJaar == c.VanJaar && eerder.VanJaar != 0 && eerder.TotEnMetJaar == c.TotEnMetJaar &&
		eerder.Titel == c.Titel && eerder.OpgesteldOp == c.OpgesteldOp && slices.Equal(eerder.Onderdelen, c.Onderdelen):
		return nil, nil
	case eerder.VanJaar != 0:
		return nil, ErrAlOpgesteld
	case c.VanJaar < eersteJaar || c.TotEnMetJaar > laatsteJaar || c.TotEnMetJaar != c.VanJaar+jaren-1:
		return nil, ErrPeriode
	case c.Overlapt:
		return nil, ErrPeriodeOverlapt
	case c.Titel == "":
		return nil, ErrOnbekendeWaarde.With("De titel ontbreekt.")
	case !volledig(c.Onderdelen):
		return nil, ErrOnderdelenOnvolledig
	}
	if err := dagfouten.Keur(c.Opdracht, c.OpgesteldOp, recht.Datum{}); err != nil {
		return nil, err
	}
	v, err := c.Opdracht.OpDag(c.OpgesteldOp).VerantwoordMet(recht.DagelijksBestuur, recht.RegelingArt24Lid2)
	if err != nil {
		return nil, err
	}
	return []Event{UitvoeringsplanOpgesteld{
		Verantwoording: v, Titel: c.Titel, VanJaar: c.VanJaar, TotEnMetJaar: c.TotEnMetJaar,
		OpgesteldOp: c.OpgesteldOp, Onderdelen: slices.Clone(c.Onderdelen),
	}}, nil
}

// volledig reports whether os are the onderdelen of a plan: the
// beheerorganisatie and at least one module, each once.
func volledig(os []Onderdeel) bool {
	_, beheer := vind(os, recht.Beheerorganisatie)
	return beheer && len(os) > 1 && !dubbel(codes(os)) &&
		!slices.ContainsFunc(os, func(o Onderdeel) bool { return !o.compleet() })
}
