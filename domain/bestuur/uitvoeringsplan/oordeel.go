package uitvoeringsplan

import (
	"slices"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func deelOordeelMee(c DeelOordeelMee, s State) ([]Event, error) {
	if len(c.Oordelen) == 0 {
		return nil, ErrZienswijzeOntbreekt
	}
	if err := dagfouten.Keur(c.Opdracht, c.MeegedeeldOp, recht.Datum{}); err != nil {
		return nil, err
	}
	var nieuw []Zienswijzeoordeel
	for i, o := range c.Oordelen {
		if slices.ContainsFunc(c.Oordelen[:i], func(p Zienswijzeoordeel) bool { return p.Gemeente == o.Gemeente }) {
			return nil, ErrOnbekendeWaarde.With("Een raad wordt twee keer genoemd.")
		}
		is, err := s.nieuwOordeel(c, o)
		if err != nil {
			return nil, err
		}
		if is {
			nieuw = append(nieuw, o)
		}
	}
	if len(nieuw) == 0 {
		return nil, nil
	}
	v, err := oordeelVerantwoording(c)
	if err != nil {
		return nil, err
	}
	return []Event{OordeelOverZienswijzenMeegedeeld{
		Verantwoording: v, Bijstelling: c.Bijstelling, Oordelen: nieuw, MeegedeeldOp: c.MeegedeeldOp,
	}}, nil
}

// nieuwOordeel reports whether o says something that was not said before.
func (s State) nieuwOordeel(c DeelOordeelMee, o Zienswijzeoordeel) (bool, error) {
	v := s.verzoeken[adres{c.Bijstelling, o.Gemeente}]
	eerder := bestuur.Beoordeeld{OntvangenOp: v.ontvangen.OntvangenOp, Oordeel: v.oordeel, Op: v.oordeelOp}
	return eerder.IsNieuw(c.Opdracht, o, c.MeegedeeldOp, bestuur.Oordeelfouten{
		ZienswijzeOntbreekt: ErrZienswijzeOntbreekt, Waarde: ErrOnbekendeWaarde, Motivering: ErrMotiveringOntbreekt,
		Volgorde: ErrVolgorde, AlGeoordeeld: ErrAlGeoordeeld,
	})
}

// oordeelVerantwoording rests on Wgr art. 10 lid 6 where that was law on the day;
// before, telling the raden was a courtesy.
func oordeelVerantwoording(c DeelOordeelMee) (recht.Verantwoording, error) {
	if recht.WgrArt10Lid6.GeldtOp(c.MeegedeeldOp) {
		return c.Opdracht.OpDag(c.MeegedeeldOp).VerantwoordMet(recht.DagelijksBestuur, recht.WgrArt10Lid6)
	}
	return c.Opdracht.OpDag(c.MeegedeeldOp).Verantwoord(recht.DagelijksBestuur, recht.FeitelijkeHandeling)
}
