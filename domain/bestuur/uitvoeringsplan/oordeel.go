package uitvoeringsplan

import (
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func deelOordeelMee(c DeelOordeelMee, s State) ([]Event, error) {
	if len(c.Oordelen) == 0 {
		return nil, ErrZienswijzeOntbreekt
	}
	if err := dagGoed(c.Opdracht, c.MeegedeeldOp, recht.Datum{}); err != nil {
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
	switch {
	case v.ontvangen.OntvangenOp.IsZero():
		return false, ErrZienswijzeOntbreekt.With("Het gaat om " + string(o.Gemeente) + ".")
	case !slices.Contains(o.Conclusie.Waarden(), string(o.Conclusie)):
		return false, ErrOnbekendeWaarde
	case o.Toelichting == "" && c.Motivering == "":
		return false, ErrMotiveringOntbreekt
	case c.MeegedeeldOp.Voor(v.ontvangen.OntvangenOp):
		return false, ErrVolgorde
	case v.oordeel == o && v.oordeelOp == c.MeegedeeldOp:
		return false, nil
	case v.oordeel.Conclusie != "" && c.Corrigeert == uuid.Nil:
		return false, ErrAlGeoordeeld
	}
	return true, nil
}

// oordeelVerantwoording rests on Wgr art. 10 lid 6 where that was law on the day;
// before, telling the raden was a courtesy.
func oordeelVerantwoording(c DeelOordeelMee) (recht.Verantwoording, error) {
	if recht.WgrArt10Lid6.GeldtOp(c.MeegedeeldOp) {
		return verantwoord(c.Opdracht, c.MeegedeeldOp, recht.DagelijksBestuur, recht.WgrArt10Lid6)
	}
	return feitelijk(c.Opdracht, c.MeegedeeldOp, recht.DagelijksBestuur)
}
