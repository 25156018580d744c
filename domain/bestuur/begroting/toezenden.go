package begroting

import (
	"errors"
	"slices"

	"github.com/google/uuid"

	"github.com/mgr-sdcg/kroniek/domain/bestuur"
	"github.com/mgr-sdcg/kroniek/domain/recht"
)

func zendToe(c ZendToe, s State) ([]Event, error) {
	b, err := s.stuk(c.Wijziging)
	if err != nil {
		return nil, err
	}
	switch {
	case c.Jaar < 1 || s.jaar != 0 && c.Jaar != s.jaar, c.Kenmerk == "":
		return nil, ErrOnbekendeWaarde
	case !bestuur.FeitenCompleet(c.Deelnames):
		return nil, ErrDeelnamefeit
	case c.Aanbieding.IsZero():
		return nil, ErrDagOntbreekt
	}
	if err := dagfouten.Keur(c.Opdracht, c.ToegezondenOp, b.voorgesteld.VoorgesteldOp); err != nil {
		return nil, err
	}
	if !c.Aanbieding.Na(c.ToegezondenOp) {
		return nil, ErrVolgorde.With("De aanbieding aan het algemeen bestuur ligt niet na de toezending.")
	}
	toezending, err := maakToezending(c)
	if err != nil {
		return nil, err
	}
	raden := slices.Compact(slices.Sorted(slices.Values(c.Raden)))
	if len(raden) == 0 {
		raden = bestuur.Deelnemers(c.Deelnames)
	}
	if len(raden) == 0 {
		return nil, ErrGeenDeelnemer
	}
	var events []Event
	var anders error // of a raad that got it otherwise, and was not named
	vastgelegd := false
	for _, g := range raden {
		e := toezending
		e.Gemeente, e.Deelnames = g, bestuur.FeitenVan(g, c.Deelnames)
		if len(e.Deelnames) == 0 {
			return nil, ErrGeenDeelnemer.With("Het gaat om " + string(g) + ".")
		}
		nieuw, err := s.isNieuw(e)
		switch {
		case errors.Is(err, ErrAlToegezonden) && len(c.Raden) == 0:
			anders = err
		case err != nil:
			return nil, err
		case nieuw:
			events = append(events, e)
		default:
			vastgelegd = true
		}
	}
	if len(events) == 0 && !vastgelegd && anders != nil { // nothing of it is recorded, nor will be
		return nil, anders
	}
	if len(events) > 0 && !b.genomenOp.IsZero() && c.ToegezondenOp.Na(b.genomenOp) {
		return nil, ErrAlVastgesteld
	}
	return events, nil
}

// maakToezending computes the days of a sending. A raad has until the day of the
// aanbieding that it was told, and never less than the term of the law: when the
// ontwerp was sent too late, that is the fault of the sender. The term is counted
// from one day to another and never shifts (Atw art. 1 lid 2).
func maakToezending(c ZendToe) (OntwerpbegrotingToegezonden, error) {
	var leeg OntwerpbegrotingToegezonden
	termijn, noot, err := recht.BegrotingOntwerp.Op(c.Aanbieding)
	if err != nil {
		return leeg, err
	}
	tijdigTot, err := termijn.VoorafAan(c.Aanbieding)
	if err != nil {
		return leeg, err
	}
	uiterlijk, err := termijn.Daarna(c.ToegezondenOp)
	if err != nil {
		return leeg, err
	}
	if c.Aanbieding.Na(uiterlijk) {
		uiterlijk = c.Aanbieding
	}
	v, err := c.Opdracht.OpDag(c.ToegezondenOp).VerantwoordMet(recht.DagelijksBestuur, recht.WgrArt35, noot)
	if err != nil {
		return leeg, err
	}
	return OntwerpbegrotingToegezonden{
		Verantwoording: v, Stuk: Stuk{c.Jaar, c.Wijziging}, Kenmerk: c.Kenmerk, ToegezondenOp: c.ToegezondenOp,
		Aanbieding: c.Aanbieding, Termijn: termijn, TijdigTot: tijdigTot, UiterlijkOp: uiterlijk,
	}, nil
}

// isNieuw reports whether e says something new. Only a correction sends again; what
// says otherwise without being one is refused, or its sender would take it for recorded.
// A correction may move the term of a raad that answered: whether that answer was in time is
// then judged anew, but it cannot have come before the sending.
func (s State) isNieuw(e OntwerpbegrotingToegezonden) (bool, error) {
	v, ok := s.verzoeken[adres{e.Wijziging, e.Gemeente}]
	eerder := v.toegezonden
	switch {
	case !ok:
		return true, nil
	case eerder.ToegezondenOp == e.ToegezondenOp && eerder.Aanbieding == e.Aanbieding && eerder.Kenmerk == e.Kenmerk:
		return false, nil
	case e.Corrigeert == uuid.Nil:
		return false, ErrAlToegezonden.With("Het gaat om " + string(e.Gemeente) + ".")
	case !v.geantwoordOp().IsZero() && v.geantwoordOp().Voor(e.ToegezondenOp):
		return false, ErrVolgorde.With("De raad van " + string(e.Gemeente) + " antwoordde op " + v.geantwoordOp().String() + ".")
	}
	return true, nil
}

func stelWijzigingVoor(c StelWijzigingVoor, s State) ([]Event, error) {
	eerder := s.stukken[c.Wijziging].voorgesteld
	switch {
	case c.Wijziging > 0 && !eerder.VoorgesteldOp.IsZero():
		if eerder.Strekking == c.Strekking && eerder.ZonderRaden == c.ZonderRaden && eerder.VoorgesteldOp == c.VoorgesteldOp {
			return nil, nil
		}
		return nil, ErrWijzigingAlVoorgesteld
	case c.Wijziging < 1, c.Wijziging > 1 && s.stukken[c.Wijziging-1].voorgesteld.VoorgesteldOp.IsZero():
		return nil, ErrWijzigingOnbekend.With("Nummer begrotingswijzigingen vanaf 1, zonder een nummer over te slaan.")
	case s.stukken[0].genomenOp.IsZero():
		return nil, ErrNietVastgesteld
	case c.Strekking == "":
		return nil, ErrStrekkingOntbreekt
	}
	if err := dagfouten.Keur(c.Opdracht, c.VoorgesteldOp, s.stukken[0].genomenOp); err != nil {
		return nil, err
	}
	v, err := c.Opdracht.OpDag(c.VoorgesteldOp).VerantwoordMet(recht.DagelijksBestuur, recht.WgrArt35)
	if err != nil {
		return nil, err
	}
	return []Event{BegrotingswijzigingVoorgesteld{
		Verantwoording: v, Stuk: Stuk{s.jaar, c.Wijziging}, Strekking: c.Strekking, ZonderRaden: c.ZonderRaden, VoorgesteldOp: c.VoorgesteldOp,
	}}, nil
}
