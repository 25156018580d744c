package uitvoeringsplan

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func zetVoortZonderAdvies(c ZetVoortZonderAdvies, s State) ([]Event, error) {
	if err := s.toetsCodes([]recht.Module{c.Onderdeel}); err != nil {
		return nil, err
	}
	a := s.adviezen[c.Onderdeel]
	switch {
	case c.Onderdeel == recht.Beheerorganisatie:
		return nil, ErrGeenAdviesNodig
	case c.Reden == "":
		return nil, ErrRedenOntbreekt
	case a.zonder.Reden == c.Reden && a.zonder.VoortgezetOp == c.VoortgezetOp:
		return nil, nil
	case !s.ontwerp.GenomenOp.IsZero():
		return nil, ErrOntwerpAlVastgesteld
	case a.isGegeven():
		return nil, ErrAdviesAlUitgebracht
	case a.zonder.Reden != "" && c.Corrigeert == uuid.Nil:
		return nil, ErrAlVoortgezet
	}
	nietVoor := s.opgesteld.OpgesteldOp
	if a.gevraagdOp.Na(nietVoor) {
		nietVoor = a.gevraagdOp
	}
	if err := dagfouten.Keur(c.Opdracht, c.VoortgezetOp, nietVoor); err != nil {
		return nil, err
	}
	v, err := c.Opdracht.OpDag(c.VoortgezetOp).VerantwoordMet(recht.DagelijksBestuur, recht.RegelingArt24Lid1)
	if err != nil {
		return nil, err
	}
	return []Event{OnderdeelZonderAdviesVoortgezet{
		Verantwoording: v, Onderdeel: c.Onderdeel, Reden: c.Reden, VoortgezetOp: c.VoortgezetOp,
	}}, nil
}
