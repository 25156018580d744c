package begroting

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func ontvangZienswijze(c OntvangZienswijze, s State) ([]Event, error) {
	v, err := s.verzoek(c.Wijziging, c.Gemeente)
	if err != nil {
		return nil, err
	}
	switch {
	case !c.Standpunt.Bekend():
		return nil, ErrOnbekendeWaarde
	case c.Standpunt == bestuur.Voorwaardelijk && c.Strekking == "":
		return nil, ErrStrekkingOntbreekt
	case v.ontvangen.OntvangenOp == c.OntvangenOp && !c.OntvangenOp.IsZero() &&
		v.ontvangen.Standpunt == c.Standpunt && v.ontvangen.Strekking == c.Strekking:
		return nil, nil
	case !v.geantwoordOp().IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlGeantwoord
	}
	if err := dagfouten.Keur(c.Opdracht, c.OntvangenOp, v.toegezonden.ToegezondenOp); err != nil {
		return nil, err
	}
	verantwoording, err := c.Opdracht.OpDag(c.OntvangenOp).VerantwoordMet(recht.Raad(c.Gemeente), recht.WgrArt35, v.toegezonden.Regels...)
	if err != nil {
		return nil, err
	}
	return []Event{ZienswijzeOpBegrotingOntvangen{
		Verantwoording: verantwoording, Stuk: Stuk{s.jaar, c.Wijziging}, Gemeente: c.Gemeente,
		Standpunt: c.Standpunt, Strekking: c.Strekking, OntvangenOp: c.OntvangenOp, UiterlijkOp: v.toegezonden.UiterlijkOp,
	}}, nil
}

func meldGeenZienswijze(c MeldGeenZienswijze, s State) ([]Event, error) {
	v, err := s.verzoek(c.Wijziging, c.Gemeente)
	if err != nil {
		return nil, err
	}
	switch {
	case v.afgezien.MeegedeeldOp == c.MeegedeeldOp && !c.MeegedeeldOp.IsZero():
		return nil, nil
	case !v.geantwoordOp().IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlGeantwoord
	}
	if err := dagfouten.Keur(c.Opdracht, c.MeegedeeldOp, v.toegezonden.ToegezondenOp); err != nil {
		return nil, err
	}
	if c.MeegedeeldOp.Na(v.toegezonden.UiterlijkOp) {
		return nil, ErrTermijnVoorbij.With("De laatste dag was " + v.toegezonden.UiterlijkOp.String() + ".")
	}
	verantwoording, err := c.Opdracht.OpDag(c.MeegedeeldOp).VerantwoordMet(recht.Raad(c.Gemeente), recht.WgrArt35, v.toegezonden.Regels...)
	if err != nil {
		return nil, err
	}
	return []Event{GeenZienswijzeOpBegrotingGemeld{
		Verantwoording: verantwoording, Stuk: Stuk{s.jaar, c.Wijziging}, Gemeente: c.Gemeente, MeegedeeldOp: c.MeegedeeldOp,
	}}, nil
}

func laatTermijnVerstrijken(c LaatTermijnVerstrijken, s State) ([]Event, error) {
	v, err := s.verzoek(c.Wijziging, c.Gemeente)
	if err != nil {
		return nil, err
	}
	uiterlijk := v.toegezonden.UiterlijkOp
	switch {
	case v.verstreken:
		return nil, nil
	case !v.geantwoordOp().IsZero():
		return nil, ErrAlGeantwoord
	case !c.Vandaag().Na(uiterlijk):
		return nil, ErrTermijnLoopt.With("De laatste dag is " + uiterlijk.String() + ".")
	}
	// The term ends with its last day, whenever the process notices.
	verantwoording, err := c.OpDag(uiterlijk.PlusDagen(1)).Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling, v.toegezonden.Regels...)
	if err != nil {
		return nil, err
	}
	return []Event{ZienswijzetermijnBegrotingVerstreken{
		Verantwoording: verantwoording, Stuk: Stuk{s.jaar, c.Wijziging}, Gemeente: c.Gemeente, UiterlijkOp: uiterlijk,
	}}, nil
}
