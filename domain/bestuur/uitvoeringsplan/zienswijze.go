package uitvoeringsplan

import (
	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/recht"
)

// verzoek returns the request to a raad, or ErrNietGevraagd.
func (s State) verzoek(bijstelling int, g recht.Gemeentecode) (verzoek, error) {
	v := s.verzoeken[adres{bijstelling, g}]
	if !v.isGevraagd() {
		return v, ErrNietGevraagd
	}
	return v, nil
}

func ontvangZienswijze(c OntvangZienswijze, s State) ([]Event, error) {
	v, err := s.verzoek(c.Bijstelling, c.Gemeente)
	if err != nil {
		return nil, err
	}
	switch {
	case !c.Standpunt.Bekend():
		return nil, ErrOnbekendeWaarde
	case c.Standpunt == Voorwaardelijk && c.Strekking == "":
		return nil, ErrStrekkingOntbreekt
	case v.ontvangen.OntvangenOp == c.OntvangenOp && !c.OntvangenOp.IsZero() &&
		v.ontvangen.Standpunt == c.Standpunt && v.ontvangen.Strekking == c.Strekking:
		return nil, nil
	case !v.geantwoordOp().IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlGeantwoord
	}
	if err := dagfouten.Keur(c.Opdracht, c.OntvangenOp, v.gevraagd.VerzondenOp); err != nil {
		return nil, err
	}
	verantwoording, err := c.Opdracht.OpDag(c.OntvangenOp).VerantwoordMet(recht.Raad(c.Gemeente), recht.RegelingArt24Lid1, v.gevraagd.Regels...)
	if err != nil {
		return nil, err
	}
	tijdigheid := OpTijd
	if v.gevraagd.Einde.Verstreken(c.OntvangenOp) {
		tijdigheid = TeLaat
	}
	return []Event{ZienswijzeOntvangen{
		Verantwoording: verantwoording, Gemeente: c.Gemeente, Bijstelling: c.Bijstelling,
		Standpunt: c.Standpunt, Strekking: c.Strekking, OntvangenOp: c.OntvangenOp,
		UiterlijkOp: v.gevraagd.Einde.Uiterlijk, Tijdigheid: tijdigheid,
	}}, nil
}

func zieAfVanZienswijze(c ZieAfVanZienswijze, s State) ([]Event, error) {
	v, err := s.verzoek(c.Bijstelling, c.Gemeente)
	if err != nil {
		return nil, err
	}
	switch {
	case v.afgezien.MeegedeeldOp == c.MeegedeeldOp && !c.MeegedeeldOp.IsZero():
		return nil, nil
	case !v.geantwoordOp().IsZero() && c.Corrigeert == uuid.Nil:
		return nil, ErrAlGeantwoord
	}
	if err := dagfouten.Keur(c.Opdracht, c.MeegedeeldOp, v.gevraagd.VerzondenOp); err != nil {
		return nil, err
	}
	if v.gevraagd.Einde.Verstreken(c.MeegedeeldOp) {
		return nil, ErrTermijnVoorbij.With("De laatste dag was " + v.gevraagd.Einde.Uiterlijk.String() + ".")
	}
	verantwoording, err := c.Opdracht.OpDag(c.MeegedeeldOp).VerantwoordMet(recht.Raad(c.Gemeente), recht.RegelingArt24Lid1, v.gevraagd.Regels...)
	if err != nil {
		return nil, err
	}
	return []Event{VanZienswijzeAfgezien{
		Verantwoording: verantwoording, Gemeente: c.Gemeente, Bijstelling: c.Bijstelling, MeegedeeldOp: c.MeegedeeldOp,
	}}, nil
}

func laatTermijnVerstrijken(c LaatTermijnVerstrijken, s State) ([]Event, error) {
	v, err := s.verzoek(c.Bijstelling, c.Gemeente)
	if err != nil {
		return nil, err
	}
	switch {
	case v.verstreken:
		return nil, nil
	case !v.geantwoordOp().IsZero():
		return nil, ErrAlGeantwoord
	case !v.gevraagd.Einde.Verstreken(c.Vandaag()):
		return nil, ErrTermijnLoopt.With("De laatste dag is " + v.gevraagd.Einde.Uiterlijk.String() + ".")
	}
	// The term ends with its last day, whenever the process notices.
	verantwoording, err := c.OpDag(v.gevraagd.Einde.Uiterlijk.PlusDagen(1)).Verantwoord(recht.Stelsel, recht.FeitelijkeHandeling)
	if err != nil {
		return nil, err
	}
	verantwoording.Regels = v.gevraagd.Regels
	return []Event{ZienswijzeTermijnVerstreken{
		Verantwoording: verantwoording, Gemeente: c.Gemeente, Bijstelling: c.Bijstelling,
		UiterlijkOp: v.gevraagd.Einde.Uiterlijk,
	}}, nil
}
