package uitvoeringsplan

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func vraagAdvies(c VraagAdvies, s State) ([]Event, error) {
	if err := s.toetsCodes(c.Onderdelen); err != nil {
		return nil, err
	}
	if err := dagfouten.Keur(c.Opdracht, c.GevraagdOp, s.opgesteld.OpgesteldOp); err != nil {
		return nil, err
	}
	if !c.UiterlijkOp.IsZero() && c.UiterlijkOp.Voor(c.GevraagdOp) {
		return nil, ErrVolgorde
	}
	v, err := c.Opdracht.OpDag(c.GevraagdOp).VerantwoordMet(recht.DagelijksBestuur, recht.RegelingArt24Lid1)
	if err != nil {
		return nil, err
	}
	var events []Event
	for _, m := range c.Onderdelen {
		if m == recht.Beheerorganisatie {
			return nil, ErrGeenAdviesNodig
		}
		if !s.adviezen[m].gevraagdOp.IsZero() {
			continue
		}
		events = append(events, AdviesGevraagd{
			Verantwoording: v, Onderdeel: m, Commissie: recht.Bestuurscommissie(string(m)),
			GevraagdOp: c.GevraagdOp, UiterlijkOp: c.UiterlijkOp,
		})
	}
	if len(events) > 0 && !s.ontwerp.GenomenOp.IsZero() {
		return nil, ErrOntwerpAlVastgesteld
	}
	return events, nil
}

func brengAdviesUit(c BrengAdviesUit, s State) ([]Event, error) {
	if err := s.toetsCodes([]recht.Module{c.Onderdeel}); err != nil {
		return nil, err
	}
	a := s.adviezen[c.Onderdeel]
	commissie := recht.Bestuurscommissie(string(c.Onderdeel))
	switch {
	case c.Onderdeel == recht.Beheerorganisatie:
		return nil, ErrGeenAdviesNodig
	case c.Commissie != commissie:
		return nil, ErrVerkeerdeCommissie
	case !c.Advies.Bekend():
		return nil, ErrOnbekendeWaarde
	case c.Advies == Voorwaardelijk && c.Strekking == "":
		return nil, ErrStrekkingOntbreekt
	case a.gevraagdOp.IsZero():
		return nil, ErrAdviesNietGevraagd
	case a.isGegeven() && a.gegeven.Advies == c.Advies && a.gegeven.Strekking == c.Strekking &&
		a.gegeven.UitgebrachtOp == c.UitgebrachtOp && a.gegeven.Besluitvorming.Stemronde().Gelijk(c.Stemronde):
		return nil, nil
	case !s.ontwerp.GenomenOp.IsZero():
		return nil, ErrOntwerpAlVastgesteld
	case a.isGegeven() && c.Corrigeert == uuid.Nil:
		return nil, ErrAdviesAlUitgebracht
	}
	if err := dagfouten.Keur(c.Opdracht, c.UitgebrachtOp, a.gevraagdOp); err != nil {
		return nil, err
	}
	return brengUitNaStemming(c, s, commissie)
}

// brengUitNaStemming records the advies, unless the commissie voted and did not
// adopt it.
func brengUitNaStemming(c BrengAdviesUit, s State, commissie recht.Orgaan) ([]Event, error) {
	var vorming Besluitvorming
	if !c.Stemronde.Dag().IsZero() {
		voorstel := Voorstel{Soort: SoortAdvies, Onderdeel: c.Onderdeel}
		if s.alGestemd(c.Stemronde, voorstel) {
			return nil, nil
		}
		a, err := s.stem(c.Opdracht, c.Stemronde, commissie, recht.WgrArt25, voorstel)
		if err != nil || a.niet != nil {
			return a.niet, err
		}
		if c.UitgebrachtOp.Voor(a.genomenOp) {
			return nil, ErrVolgorde
		}
		vorming = a.vorming
	}
	v, err := c.Opdracht.OpDag(c.UitgebrachtOp).VerantwoordMet(commissie, recht.WgrArt25)
	if err != nil {
		return nil, err
	}
	return []Event{BestuurscommissieAdviesUitgebracht{
		Verantwoording: v, Onderdeel: c.Onderdeel, Advies: c.Advies, Strekking: c.Strekking,
		UitgebrachtOp: c.UitgebrachtOp, Besluitvorming: vorming,
	}}, nil
}
